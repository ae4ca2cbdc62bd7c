"""Does a pattern of robots.txt or tdmrep.json match an address? From the path's beginning, with `*` and a last `$`.

As RFC 9309, 2.2.2 and 2.2.3, which TDMRep takes over as well.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

LONGEST = 2_000  # characters of a pattern, and of a path
MOST_WILDCARDS = 20  # of a pattern; each is a search of its own
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")  # RFC 3986, 2.3: the same character, written as it is


def path_of(url: str) -> str:
    """What of an address a pattern is held against: its path and its query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    path = _normal((parts.path or "/")[:LONGEST] + (f"?{parts.query[:LONGEST]}" if parts.query else ""))
    return path.replace("*", "%2A").replace("$", "%24")  # in a pattern these two stand for others


def pattern_of(said: str) -> str | None:
    """A pattern in the one way of writing it; null where it can't be one."""
    if not said.startswith(("/", "*")) or len(said) > LONGEST or said.count("*") > MOST_WILDCARDS:
        return None
    begins = _normal(said.removesuffix("$")).replace("$", "%24")
    return f"{begins}$" if said.endswith("$") else begins


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern, of `pattern_of`, matches a path, of `path_of`."""
    is_whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at, last = len(first), others.pop() if others else None
    for piece in others:  # each at its first place, so that the most is left for the next
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if last is None:
        return not is_whole or at == len(path)
    return len(path) - at >= len(last) and path.endswith(last) if is_whole else path.find(last, at) >= 0


def _normal(path: str) -> str:
    return _ESCAPED.sub(_written, quote(path, safe="%/:?#[]@!$&'()*+,;=~", errors="replace"))


def _written(escaped: re.Match[str]) -> str:
    character = chr(int(escaped[1], 16))
    return character if _UNRESERVED.fullmatch(character) else escaped[0].upper()
