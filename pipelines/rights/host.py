"""What does a host say of one of its addresses? In its robots.txt and its tdmrep.json, as they were answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from pipelines.rights.host_files import host_text
from pipelines.rights.path_patterns import path_of
from pipelines.rights.robots_file import RobotsFile, robots_file
from pipelines.rights.tdm import TdmRule, of_file, tdm_file

ROBOTS_PATH, TDM_PATH = "/robots.txt", "/.well-known/tdmrep.json"


@dataclass(frozen=True, slots=True)
class HostRules:
    """What a host's files say of uses."""

    robots: RobotsFile
    mining: tuple[TdmRule, ...]

    def signals(self, url: str) -> tuple[str, ...]:
        """What they say of an address of this host, as ``name=value``."""
        path = path_of(url)
        return (*of_file(self.mining, path), *self.robots.signals(path))


@lru_cache(maxsize=8)
def host_rules(origin: str, robots: bytes | None, mining: bytes | None) -> HostRules:
    """Read a host's files.

    Args:
        origin: The host's address: ``"https://kite.example"``.
        robots: Its robots.txt. Null when there is none.
        mining: Its tdmrep.json. Null when there is none.
    """
    told = robots_file(host_text(robots or b""), urljoin(origin, ROBOTS_PATH))
    return HostRules(told, tdm_file(host_text(mining or b""), urljoin(origin, TDM_PATH)))
