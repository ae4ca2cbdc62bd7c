"""What has a host said of an address? As its robots.txt and its tdmrep.json are kept with the source's state."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.address import robots_of
from pipelines.rights.host import TDM_PATH, host_rules

if TYPE_CHECKING:
    from output.visits import Visits


def host_signals(url: str, visits: Visits) -> tuple[str, ...]:
    """What is asked of machines about an address, as ``name=value``; nothing of what is not kept."""
    robots, mining = (_kept(one, visits) for one in (robots_of(url), tdm_of(url)))
    if robots is None and mining is None:
        return ()
    return host_rules(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}", robots, mining).signals(url)


def tdm_of(url: str) -> str:
    """The address of the tdmrep.json that rules over another one."""
    return urlsplit(url)._replace(path=TDM_PATH, query="", fragment="").geturl()


def _kept(url: str, visits: Visits) -> bytes | None:
    kept = visits.kept_file(url)
    return kept.said if kept else None
