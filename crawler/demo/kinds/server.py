"""How is a kind's site served, and what source does it need? Its name, its listing's address, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo.kinds.build import build
from crawler.demo.loopback import HOST, LoopbackServer

if TYPE_CHECKING:
    from crawler.demo.kinds.kind import Kind


class KindServer(LoopbackServer):
    """Serves one kind of listing while its `with` block lasts.

    Args:
        kind: The kind.
        port: Where it listens; 0 takes any free port.

    Raises:
        OSError: The port is taken.
    """

    def __init__(self, kind: Kind, port: int = 0) -> None:
        super().__init__(port)
        self.kind = kind
        self.listing_url = self.base_url + kind.at.listing
        served = build(kind, self.base_url)
        self.site, self.forms = served.pages, served.forms

    def source_toml(self) -> str:
        """Its source's file: loopback has to be allowed, and nobody is kept waiting."""
        return (
            f'name = "{self.kind.words.institute}, {self.kind.name}"\nprivate_hosts = ["{HOST}:{self.port}"]\n'
            f'[listing]\nstart = ["{self.listing_url}"]\n[limits]\ndelay = 0\nconcurrency = 8\n'
        )
