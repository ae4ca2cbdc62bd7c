"""Which pages make up the article? All of its row, in order, whichever of them was found first.

Each is asked for once and checked: one that repeats an earlier page ends the article, one that can't be read, or is
something else, costs the article this time. A part of an article never passes for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from output.records import Refusal
from pipelines.document import document
from pipelines.kind import is_page
from pipelines.page import Needs
from pipelines.paging.links import MOST_PAGES
from pipelines.paging.pager import Pager, read_pager
from pipelines.refuse.read import why_no_article
from pipelines.text import folded
from pipelines.title.read import read_title

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.page import Page

PROSE = 60  # characters of a line that two pages don't share by chance
ENOUGH = 500  # characters of prose that make a page an article; a wall or an error page has less
SECOND = 2


class Sheet(NamedTuple):
    """One page of an article, with its row of pages; null where it has none."""

    document: Document
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article's pages in order, and what was seen on the way and not taken."""

    sheets: tuple[Sheet, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def first(self) -> Document:
        """Page 1, which the article's fields are read from."""
        return self.sheets[0].document


@dataclass(frozen=True, slots=True)
class Lost:
    """Why the article is not whole: a fixed phrase, and what led to it."""

    reason: str
    raw: str


class _NotYet(Exception):
    """The pages can't be gathered; `instead` is what to answer."""

    def __init__(self, instead: Gathered | Needs | Lost) -> None:
        self.instead = instead


def gather(start: Document) -> Gathered | Needs | Lost:
    """The pages of the article that a page belongs to; most pages are the only one."""
    pager = read_pager(start)
    if pager is None or (pager.number == 1 and max(pager.links) > MOST_PAGES):  # so long a row is a listing's
        return Gathered((Sheet(start),))
    pages = _Pages(Sheet(start, pager), pager)
    try:
        first = pages.first()
        return pages.following(*first) if first else Gathered((Sheet(start, pager),))
    except _NotYet as stopped:
        return stopped.instead


class _Pages:
    """The pages that are at hand: the one found, and those that were asked for.

    Args:
        start: The page that was found.
        pager: Its row of pages.
    """

    def __init__(self, start: Sheet, pager: Pager) -> None:
        self._start, self._row = start, pager

    def first(self) -> tuple[Document, Pager] | None:
        """Page 1 and its row; null when the page found turns out to be no further page.

        Raises:
            _NotYet: It must be asked for, or can't be read.
        """
        here, row = self._start.document, self._row
        while row.number > 1:
            target = min(row.links)
            here, before = self._open(row.links[target], target), row
            found = read_pager(here)
            if found is None or not found.is_of(row) or found.number >= before.number:
                if self._row.plain:
                    raise _NotYet(Lost("page 1 of the article does not name this one", here.page.url))
                return None
            row = found
        return here, row

    def following(self, first: Document, row: Pager) -> Gathered:
        """All pages from the first on.

        Raises:
            _NotYet: One must be asked for, or can't be read.
        """
        sheets = [Sheet(first, row)]
        links = dict(row.links)
        for number in count(SECOND):
            if number not in links:
                break
            self._ask_ahead(links, number)
            here = self._open(links[number], number)
            pager = read_pager(here)
            if refusal := self._not_next(sheets, Sheet(here, pager), number):
                return Gathered(tuple(sheets), (refusal,))
            sheets.append(Sheet(here, pager))
            links = {**(pager.links if pager else {}), **links}
        if max(links) > len(sheets):
            raise _NotYet(Lost("a page of the article is not named", f"page {len(sheets) + 1} of {max(links)}"))
        return Gathered(tuple(sheets))

    def _ask_ahead(self, links: dict[int, str], number: int) -> None:
        """Have all pages that are known by now, before they are parsed one by one; page 2 is checked first."""
        if number > MOST_PAGES:
            raise _NotYet(Lost("an article of too many pages", f"more than {MOST_PAGES}"))
        for ahead in count(number):
            if ahead not in links or (number == SECOND and ahead > SECOND):
                return
            self._page(links[ahead], ahead)

    def _not_next(self, sheets: list[Sheet], sheet: Sheet, number: int) -> Refusal | None:
        """Why a page does not go on from those before it; null when it does."""
        url = sheet.document.page.url
        if any(_repeats(sheet.document, before.document) for before in sheets):
            return Refusal("text", "a further page repeats an earlier one", url)
        row = sheet.pager
        is_next = row is not None and row.is_of(self._row) and row.number == number
        if is_next or (_same_title(sheets[0].document, sheet.document) and not why_no_article(sheet.document)):
            return None
        if number == SECOND and not self._row.plain and len("".join(_prose(sheet.document))) >= ENOUGH:
            return Refusal("text", "what seemed to be its next page is another article", url)
        raise _NotYet(Lost("a further page is something else", f"page {number}: {url}"))

    def _open(self, url: str, number: int) -> Document:
        page = self._page(url, number)
        if page is self._start.document.page:
            return self._start.document
        parsed = document(page) if is_page(page.body) else None
        if parsed is None:
            raise _NotYet(Lost("a further page can't be read", f"page {number}: {url}: no HTML page"))
        return parsed

    def _page(self, url: str, number: int) -> Page:
        start = self._start.document.page
        if number == self._row.number:
            return start
        answer = start.answer(url)
        if answer is None:
            raise _NotYet(Needs(url, f"page {number}", raises_count=False, is_page=True))
        if not answer.can_ask:
            raise _NotYet(Gathered((self._start,), (Refusal("text", "its other pages were not read", url),)))
        if answer.page is None:
            raise _NotYet(Lost("a further page can't be read", f"page {number}: {url}: {answer.refused}"))
        further = answer.page
        return replace(further, source=start.source, hints=start.hints.beside(further.hints), answers=start.answers)


def _prose(page: Document) -> set[str]:
    return {line.text for line in page.lines if len(line.text) >= PROSE and not line.aside}


def _repeats(page: Document, before: Document) -> bool:
    """Whether a page holds all that an earlier one says: many sites answer page 1 to whatever they don't know."""
    said = _prose(before)
    return page.page.url == before.page.url or (bool(said) and said <= _prose(page))


def _same_title(one: Document, other: Document) -> bool:
    titles = [folded(read_title(page).value or "") for page in (one, other)]
    return bool(min(titles, key=len)) and (titles[0].startswith(titles[1]) or titles[1].startswith(titles[0]))
