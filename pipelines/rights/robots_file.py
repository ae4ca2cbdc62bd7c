"""What does a robots.txt ask about the use of what it lets be read? Content-Signal, Content-Usage and License.

The groups are those of RFC 9309: ours where one names us, else that for all. A statement before the first group is no
part of one; it is taken for everybody's, to be on the safe side. `License` (RSL 1.0, rslstandard.org) belongs to no group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipelines.rights.directives import AGENT
from pipelines.rights.path_patterns import matches, pattern_of
from pipelines.rights.preferences import CONTENT_SIGNAL, CONTENT_USAGE, preferences
from pipelines.rights.values import address

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS = 500 * 1024  # RFC 9309, 2.5
MOST_STATEMENTS = 500
MOST_LICENSES = 3
EVERYBODY, ALL = "", "*"  # where no group has begun; the group for all
HEARD = frozenset((EVERYBODY, ALL, AGENT))
CLOSING = frozenset(("allow", "disallow"))  # like a statement they end a group's list of agents
_LINES = re.compile(r"[^\r\n]+")
_TOKEN = re.compile(r"[a-z_-]+|\*")
_VALUE = re.compile(r"(?:(/\S*)[ \t]+)?(.*)", re.DOTALL)  # the path may be left out


class Statement(NamedTuple):
    """One line: its name, the paths it holds for, and what it says."""

    name: str
    path: str
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What of a robots.txt is said to us about uses."""

    statements: tuple[Statement, ...] = ()
    licenses: tuple[str, ...] = ()

    def signals(self, path: str) -> Iterator[str]:
        """What it says of a path: of each name the statements with the longest pattern that matches."""
        for name in (CONTENT_SIGNAL, CONTENT_USAGE):
            held = [one for one in self.statements if one.name == name and matches(one.path, path)]
            longest = max((len(one.path) for one in held), default=0)
            for one in held:
                if len(one.path) == longest:
                    yield from one.signals
        for url in self.licenses:
            yield f"license={url}"


def robots_file(text: str, url: str) -> RobotsFile:
    """Read a robots.txt.

    Args:
        text: What it says.
        url: Its address.
    """
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    licenses: list[str] = []
    agents, naming = {EVERYBODY}, False
    for key, value in _lines(text):
        if key == "user-agent":
            agents = {*(agents if naming else ()), _token(value)}
            naming = True
            if AGENT in agents:
                groups[AGENT] += ()  # a group without a statement is one as well
        elif key in {CONTENT_SIGNAL, CONTENT_USAGE}:
            naming = False
            for agent in agents & HEARD:
                if len(groups[agent]) < MOST_STATEMENTS:
                    groups[agent] += _statement(key, value)
        elif key == "license" and (target := address(value, url)):
            licenses.append(target)
        naming = naming and key not in CLOSING
    ours = groups[AGENT if AGENT in groups else ALL]
    return RobotsFile((*groups[EVERYBODY], *ours)[:MOST_STATEMENTS], tuple(dict.fromkeys(licenses))[:MOST_LICENSES])


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in _LINES.finditer(text, 0, MOST_CHARACTERS):
        key, colon, value = line[0].partition("#")[0].partition(":")
        if colon:
            yield key.strip(" \t").lower(), value.strip()


def _token(value: str) -> str:
    """The product token of a user agent; what is none is nobody's."""
    found = _TOKEN.match(value.lower())
    return found[0] if found else "-"


def _statement(name: str, value: str) -> Iterator[Statement]:
    found = _VALUE.fullmatch(value)
    path, said = (found[1] or "/", found[2]) if found else ("/", "")
    if (pattern := pattern_of(path)) and (signals := preferences(name, said)):
        yield Statement(name, pattern, signals)
