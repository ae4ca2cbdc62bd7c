"""Which page of which article may an address name? Read from its shape alone: ``NAME_2.html``, ``/2/``, ``?page=2``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

# Parameters that number pages; WordPress' `cpage` numbers those of comments.
PARAMETERS = frozenset(
    listed("""
    page | p | pg | pn | paged | pageno | page_no | pagenum | page_num | pagenumber | pageindex | curpage
    currentpage | current_page | seite | pagina | pag | strona | sayfa | sida
    """)
)
NUMBER = r"(?P<number>0|[1-9]\d{0,2})"  # no page is written with a zero before it: that is a day or a month
WORD = r"(?:pages?|seite|pagina|pag|strona|sida)"
SUFFIX = re.compile(
    rf"(?P<name>.+?)(?P<mark>[_-]+(?:{WORD}[_-]*|pg?|pn)?|,|\.(?=\d)){NUMBER}(?P<ending>\.[a-z]{{3,5}})?",
    re.IGNORECASE,
)
SEGMENT = re.compile(rf"(?P<mark>{WORD}[_-]?)?{NUMBER}(?P<ending>\.[a-z]{{3,5}})?", re.IGNORECASE)
WORD_SEGMENT = re.compile(WORD, re.IGNORECASE)
INDEX = re.compile(r"/(?:index|default)\.[a-z]{3,5}$", re.IGNORECASE)
DATED = re.compile(r"(?<!\d)(?:19|20)\d\d[-_/.]?\d{0,2}$")  # what numbers a year's months or a month's days
SLUG = "-"  # the mark that a second article of one name gets as well


class Numbered(NamedTuple):
    """One way to read an address as that of a page.

    Attributes:
        stem: The address without its number, for comparing.
        style: How the number is written.
        number: The number as it stands there.
        bare: The address without its number: mostly that of page 1.
    """

    stem: str
    style: str
    number: int
    bare: str


def stem_of(url: str) -> str:
    """An address for comparing: without scheme, www, fragment, an index file's name and the slash behind it."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    where = INDEX.sub("", unquote(parts.path)).rstrip("/")
    return f"{host}{where}?{parts.query}" if parts.query else f"{host}{where}"


def readings(url: str) -> Iterator[Numbered]:
    """The ways in which an address may be that of a numbered page; of the home page there are none."""
    parts = urlsplit(url)
    yield from _in_query(parts)
    before, _, last = parts.path.rstrip("/").rpartition("/")
    if found := SUFFIX.fullmatch(last):
        name = found["name"] + (found["ending"] or "")
        if not DATED.search(found["name"]):
            yield _numbered(found, found["mark"].lower(), parts._replace(path=f"{before}/{name}"))
    if (found := SEGMENT.fullmatch(last)) and before:
        yield from _in_segment(parts, before, found)


def _in_segment(parts: SplitResult, before: str, found: re.Match[str]) -> Iterator[Numbered]:
    """``/NAME/2/``, ``/NAME/page/2``, ``/NAME/page-2`` and ``/NAME/2.html``."""
    outer, _, word = before.rpartition("/")
    slash = "/" if parts.path.endswith("/") else ""
    style = f"/{(found['mark'] or '').lower()}"
    if not found["mark"] and WORD_SEGMENT.fullmatch(word):
        before, style = outer, f"/{word.lower()}/"
    if before.strip("/") and not DATED.search(before):
        for ending in dict.fromkeys(("", found["ending"] or "")):
            yield _numbered(found, style, parts._replace(path=before + (ending or slash)))


def _in_query(parts: SplitResult) -> Iterator[Numbered]:
    if not parts.query:
        return
    pairs = parts.query.split("&")
    for place, pair in enumerate(pairs):
        name, _, value = pair.partition("=")
        if name.lower() in PARAMETERS and (found := re.fullmatch(NUMBER, value)):
            rest = "&".join(pairs[:place] + pairs[place + 1 :])
            if rest or parts.path.strip("/"):
                yield _numbered(found, f"?{name.lower()}", parts._replace(query=rest))


def _numbered(found: re.Match[str], style: str, bare: SplitResult) -> Numbered:
    first = bare._replace(fragment="").geturl()
    return Numbered(stem_of(first), style, int(found["number"]), first)
