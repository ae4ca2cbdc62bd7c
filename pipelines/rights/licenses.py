"""Which licence does an address, or a phrase, name? By its SPDX id, or Creative Commons' own with the port."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.rights.license_words import COUNTRY, PORTS, TOKEN
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# https://creativecommons.org/licenses/by-nc/3.0/de/ and /publicdomain/zero/1.0/
COMMONS = re.compile(
    r"creativecommons\.org/(?:licen[cs]es/(?P<kind>[a-z-]{2,12})|publicdomain/(?P<free>zero|mark))"
    r"(?:/(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2}|igo|scotland)(?=[/?#]|$))?)?",
    re.IGNORECASE,
)
FREE = {"zero": "CC0", "mark": "CC-PDM"}
KINDS = frozenset(("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"))
UNPORTED_SINCE = "4.0"  # this version was made for all countries

# Addresses of other licences for texts and data, as their keepers give them, with the SPDX id.
ADDRESSES = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"nationalarchives\.gov\.uk/doc/open-government-licence/version/([123])", "OGL-UK-{}.0"),
        (r"open\.canada\.ca/\w\w/open-government-licence-canada", "OGL-Canada-2.0"),
        (r"govdata\.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        (r"govdata\.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        (r"data\.norge\.no/nlod/\w\w/([12]\.0)", "NLOD-{}"),
        (r"opendatacommons\.org/licenses/odbl/1[.-]0", "ODbL-1.0"),
        (r"opendatacommons\.org/licenses/by/1[.-]0", "ODC-By-1.0"),
        (r"opendatacommons\.org/licenses/pddl/1[.-]0", "PDDL-1.0"),
        (r"apache\.org/licenses/license-2\.0", "Apache-2.0"),
        (r"opensource\.org/licenses?/mit\b", "MIT"),
    )
)
SPDX = re.compile(r"spdx\.org/licenses/([A-Za-z0-9][A-Za-z0-9.+-]{1,40}?)(?:\.html|\.json)?/?(?:[?#].*)?$")
PHRASES = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"open government licen[cs]e\W{1,3}canada", "OGL-Canada-2.0"),
        (
            r"open government licen[cs]e,?(?: for public sector information)?,?(?: \(ogl\))? (?:v|version )? ?([123])(?:\.0)?\b",
            "OGL-UK-{}.0",
        ),
        (r"\bogl(?:-uk)?[ -]v?([123])\.0\b", "OGL-UK-{}.0"),
        (
            r"\betalab[ -]2\.0\b|(?:licence ouverte|open licence)(?:/open licence)?\W{1,3}(?:etalab )?(?:v|version )?2\.0",
            "etalab-2.0",
        ),
        (r"\bdl-de[/-]by-2[.-]0|datenlizenz deutschland\W{1,3}namensnennung\W{1,3}(?:version )?2\.0", "DL-DE-BY-2.0"),
        (r"\bdl-de[/-]zero-2[.-]0|datenlizenz deutschland\W{1,3}zero\W{1,3}(?:version )?2\.0", "DL-DE-ZERO-2.0"),
        (r"\bodbl[ -](?:v|version )?1\.0|open database licen[cs]e(?: \(odbl\))?,? (?:v|version )?1\.0", "ODbL-1.0"),
        (r"\bcc[ -]?0(?: 1\.0)?(?![\w.])|creative commons (?:zero|cc0)\b", "CC0-1.0"),
        (r"\b(?:public domain mark|pdm)(?: 1\.0)\b|creative commons public domain mark", "CC-PDM-1.0"),
    )
)
# What every name has.
MENTION = re.compile(
    r"\bcc[ -]?(?:by|0)\b|\(cc\)|creative[ -]?commons?\b|open government licen|licence ouverte|open licence|etalab"
    r"|datenlizenz|\bdl-de|\bodbl|open database licen|public domain mark|知识共享|知識共享|創用|コモンズ|커먼즈",
    re.IGNORECASE,
)
ANCHOR = re.compile(
    r"creative[ -]?commons?|\bcc(?=[ -]?by\b)|\(cc\)|知识共享|知識共享|創用 ?cc|クリエイティブ・?コモンズ|크리에이티브 ?커먼즈",
    re.IGNORECASE,
)
LONGEST_TEXT = 2_000  # characters that are read
MOST_NAMES = 8
MOST_TOKENS = 40  # a licence's name is short


def of_address(url: str) -> str | None:
    """The licence that an address leads to; null when it is none that is known."""
    if found := COMMONS.search(url):
        return _commons(found)
    if found := SPDX.search(url):
        return found[1]
    return next((name.format(*found.groups()) for pattern, name in ADDRESSES if (found := pattern.search(url))), None)


def of_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each licence that a text names, with where its name begins and ends."""
    text = text[:LONGEST_TEXT]
    for pattern, name in PHRASES:
        for found in pattern.finditer(text):
            yield name.format(*found.groups()), found.start(), found.end()
    end = 0
    for anchor in islice(ANCHOR.finditer(text), MOST_NAMES):
        if anchor.start() >= end:
            named, end = _named(text, anchor.end())
            if named:
                yield named, anchor.start(), end


def most_exact(ids: Iterable[str]) -> list[str]:
    """The different ones among licences: one without a version, or a port, says no more than the same with it."""
    distinct = list(dict.fromkeys(ids))
    more = r"-(?:\d|(?<=\d-)[A-Z])"
    return [one for one in distinct if not any(re.match(re.escape(one) + more, other) for other in distinct)]


def _commons(found: re.Match[str]) -> str | None:
    version = found["version"]
    if found["free"]:
        return f"{FREE[found['free'].lower()]}-{version or '1.0'}"
    if found["kind"].lower() == "publicdomain":
        return "CC-PDDC"
    return _identity(found["kind"].upper().split("-"), version, found["port"])


def _identity(elements: Iterable[str], version: str | None, port: str | None) -> str | None:
    """The id as SPDX writes it: CC-BY-NC-3.0-DE; the elements in its order, and no port where there is none."""
    asked = set(elements)
    kind = "-".join(element for element in ("BY", "NC", "SA", "ND") if element in asked)
    if kind not in KINDS or len(asked) != kind.count("-") + 1:
        return None
    ported = port if version and version < UNPORTED_SINCE and port and port.upper() in PORTS else None
    return "-".join(["CC", kind, *([version] if version else []), *([ported.upper()] if ported else [])])


def _named(text: str, start: int) -> tuple[str | None, int]:
    """The licence whose elements, version and country follow a name like Creative Commons; where they end."""
    elements: list[str] = []
    version = port = None
    place = end = start
    for _ in range(MOST_TOKENS):
        token = TOKEN.match(text, place)
        if not token or token.lastgroup is None:
            break
        place, kind, words = token.end(), token.lastgroup, squeeze(token.group())
        if kind in {"BY", "NC", "ND", "SA"} and not version:
            elements.append(kind)
        elif kind == "version" and not version:
            version = words[-3:]
        elif kind in {"code", "country"} and elements and not port:
            port = COUNTRY.get(words.casefold(), words)
        elif kind not in {"separator", "between"}:
            break
        if kind not in {"separator", "between"}:
            end = place
    return _identity(elements, version, port), end
