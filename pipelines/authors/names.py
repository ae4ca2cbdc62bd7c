"""Which people or bodies does a line of words name?"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from output.records import Author
from pipelines.authors.name_shapes import LONGEST, is_beside, is_body, is_degree, is_person
from pipelines.authors.own_words import own_words
from pipelines.authors.words import BEHIND, HONORIFICS, REPORTER
from pipelines.text import squeeze, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LIST = 4_000  # characters that name several authors; a paper in physics may have a hundred
MOST_NAMES = 200
EDGES = " ,;:|·•-–—―/\\\"'“”„«»*†‡®™"
SEPARATOR = re.compile(r"\s?[;；、，،|•]\s?|\s[/／·–—-]\s")
COMMA = re.compile(r"\s?,\s?")
JOINED = re.compile(
    r"\s(?:and|und|et|y|e|og|och|en|ja|ve|&|\+|with|и|та|і|και|dan|và|AND|UND|ET|Y|E|WITH|И)\s|"
    r"(?<=[\u3400-\u9fff]{2})\s?[和与與及]\s?(?=[\u3400-\u9fff]{2})"
)
SURNAMES = re.compile(r"\S+\s\S.*\s(?:y|e|i)\s\S+")  # "José Ortega y Gasset"
# Where, or for whom, a person wrote: "Ann Lee in Brussels".
PLACED = re.compile(r"\s(?:for|in|at|from|of(?= the ))\s")
YOUNGER = frozenset(("jr", "sr", "ii", "iii", "iv"))
AND = re.compile(r"^(?:and|und|et|y|e|og|och|en|ja|ve|with|и|та|і|και|dan|và|&|\+)\s")
# From here on a byline speaks of something else.
REST = re.compile(
    r"\s?[|(\[–-]?\s?\b(?:last updated|updated|published|posted|reviewed|medically reviewed|edited|on behalf of|"
    r"shares?|follow|minutes? read|mins? read|photos? by|is an?|ist)\b.*",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s?[(（\[][^()（）\[\]]*[)）\]]$")
# Chinese and Korean names with nothing but blanks between; two of two characters may be one Japanese name.
BLANKS_APART = re.compile(
    r"[\u3400-\u9fff]{3}(?: [\u3400-\u9fff]{3})+|[\u3400-\u9fff]{2,4}(?: [\u3400-\u9fff]{2,4}){2,}|"
    r"[\uac00-\ud7af]{3}(?: [\uac00-\ud7af]{3})+"
)


def names_in(words: str) -> list[Author]:
    """The names in a line of several, in its order, each with what stands beside it; "John Q. Smith, PhD" is one."""
    if len(words) > LONGEST_LIST:
        return [named(words[: LONGEST + 1])]
    found: list[Author] = []
    plain = squeeze(visible(unescape(words)))
    for part in SEPARATOR.split(own_words(plain)):
        for author in _parted(REST.sub("", part).strip(EDGES)):
            if found and is_beside(author.name):
                found[-1] = beside(found[-1], author.raw)
            elif author.name:
                found.append(author)
    return found[:MOST_NAMES]


def named(name: str, affiliation: str | None = None) -> Author:
    """One author of a name that stands by itself: without its title, degrees, brackets and edges."""
    raw = squeeze(visible(unescape(name[:LONGEST_LIST])))
    bare = BRACKETS.sub("", raw.strip(EDGES)).strip(EDGES)
    if bare.count("(") != bare.count(")"):  # cut out of something that is no name
        bare = bare.strip(f"{EDGES}()")
    bare = BEHIND.sub("", REPORTER.sub("", bare)).strip(EDGES)
    without = HONORIFICS.sub("", bare, count=1) if HONORIFICS.match(bare) else bare
    return Author(without if " " in without else bare, affiliation, raw)


def beside(author: Author, words: str) -> Author:
    """The author with what stands beside the name."""
    bare = words.strip(EDGES)
    more = f"{author.affiliation}, {bare}" if author.affiliation else bare
    return Author(author.name, more, f"{author.raw}, {bare}") if bare else author


def _parted(part: str) -> Iterator[Author]:
    """The names in a part without separators but commas and conjunctions."""
    pieces = COMMA.split(part)
    if (is_body(pieces[0]) and not _placed(pieces[0]).affiliation) or _is_last_name_first(pieces):
        yield named(part)
        return
    last: Author | None = None
    for piece in pieces:
        bare = AND.sub("", piece, count=1) if last and AND.match(piece) else piece
        if last and bare.rstrip(".").casefold() in YOUNGER:
            last = replace(last, name=f"{last.name}, {bare}", raw=f"{last.raw}, {bare}")
        elif last and is_degree(bare):
            last = replace(last, raw=f"{last.raw}, {bare}")
        elif last and (is_beside(bare) or (" " not in bare and not is_person(bare))):
            last = beside(last, bare)
        else:
            for one in _joined(bare):
                if last:
                    yield last
                last = _placed(one)
    if last:
        yield last


def _placed(words: str) -> Author:
    """The author of words that may go on with where, or for whom, they wrote."""
    place = PLACED.search(words)
    if place and is_person(name := words[: place.start()]):
        return replace(named(name, words[place.end() :].strip(EDGES)), raw=words)
    return named(words)


def _is_last_name_first(pieces: list[str]) -> bool:
    """Whether it is "Smith, John": one name, where "Ann Lee, Bo Ek" are two."""
    two = 2
    return len(pieces) == two and not any(" " in piece for piece in pieces) and not is_degree(pieces[1])


def _joined(piece: str) -> list[str]:
    """The names on either side of an "and", where both are names; "Centre for Trade and Ports" is one."""
    if BLANKS_APART.fullmatch(piece):
        return piece.split()
    if SURNAMES.fullmatch(piece):
        return [piece]
    sides = JOINED.split(piece)
    return sides if all(map(_may_stand_alone, sides)) else [piece]


def _may_stand_alone(side: str) -> bool:
    return is_person(_placed(side).name) or (side.istitle() and side.isalpha()) or is_body(side)
