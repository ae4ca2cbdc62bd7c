"""What does a robots.txt say to us? Read from whatever bytes a server sends under that name; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protego import Protego

from pipelines.rights.directives import AGENT
from pipelines.rights.host_files import host_text

if TYPE_CHECKING:
    from typing import Self

MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: as much is read at least
MOST_LINES = 20_000  # of which the longest ones measured take 0.3 s to read and 50 ms to ask


class Rules:
    """The rules of one robots.txt for us.

    Args:
        said: Parsed.

    Attributes:
        between: The least seconds between two requests that it asks for, by Crawl-delay or Request-rate; 0 if it does not.
    """

    def __init__(self, said: Protego) -> None:
        self._said = said
        rate = said.request_rate(AGENT)
        self.between: float = max(said.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    @classmethod
    def read(cls, body: bytes) -> Self:
        """The rules in a body; none in what is no robots.txt."""
        lines = host_text(body[:MOST_BYTES]).splitlines()[:MOST_LINES]
        return cls(Protego.parse("\n".join(lines)))

    def allow(self, url: str) -> bool:
        """Whether an address may be asked."""
        return bool(self._said.can_fetch(url, AGENT))
