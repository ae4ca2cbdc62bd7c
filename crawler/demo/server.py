"""How is the demo site served? One of its two days at a time."""

from __future__ import annotations

from pathlib import Path

from crawler.demo import PORT
from crawler.demo.loopback import HOST, LoopbackServer
from crawler.demo.site import build

OUR_SOURCE = Path(__file__).parent / "sources" / "demo.toml"


class DemoServer(LoopbackServer):
    """Serves the demo site while its `with` block lasts.

    Args:
        day: Which of the site's two days; may be set while it runs.
        port: Where it listens; 0 takes any free port.

    Raises:
        OSError: The port is taken.
    """

    def __init__(self, day: int = 1, port: int = PORT) -> None:
        super().__init__(port)
        self.listing_url = f"{self.base_url}/views/"
        self.day = day

    @property
    def day(self) -> int:
        """Which of the site's two days is served."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        self._day = day
        self.site = build(day, self.base_url)

    def source_toml(self) -> str:
        """The source's file for the port that this server listens on."""
        return OUR_SOURCE.read_text("utf-8").replace(f"{HOST}:{PORT}", f"{HOST}:{self.port}")
