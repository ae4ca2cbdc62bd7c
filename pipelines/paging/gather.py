"""Which pages make up the article? All of its row, in order, whichever of them was found first.

Each is asked for once and checked: one that repeats an earlier page ends the article, one that can't be read, or is
something else, costs the article this time. A part of an article never passes for the whole.

Every answer sends the page back with all that came before. Measured on pages of 52 kB, in seconds of CPU: 2 pages .02,
10 pages .2, 50 pages that each name the next alone 3 in the worker and .1 in the crawler; less than asking for them takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from output.records import Refusal
from pipelines.bounds import too_much
from pipelines.document import document
from pipelines.kind import is_page
from pipelines.page import Needs
from pipelines.paging.alone import alone
from pipelines.paging.links import MOST_PAGES
from pipelines.paging.page_one import beside, page_1_of, same_title
from pipelines.paging.pager import Pager, read_pager
from pipelines.refuse.prose import SHORT, letters_in, prose_lines
from pipelines.refuse.reasons import Reason
from pipelines.text import letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.document import Document
    from pipelines.page import Page
    from pipelines.paging.alone import Alone

REPEATS = "a further page repeats an earlier one"
ENOUGH = 400  # letters of prose that make a page an article; a wall or an error page has less
SECOND = 2
DIGITS = re.compile(r"\d+")
CHANGES = 0.1  # the part of a page that a count or the time may be
MOST_BYTES = 16 * 1024 * 1024  # of its further pages together; each is handed in again with every later one


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
    raw: str | None


class _NotYet(Exception):
    """The pages can't be gathered; `instead` is what to answer."""

    def __init__(self, instead: Gathered | Needs | Lost) -> None:
        self.instead = instead


def gather(start: Document, is_alone: Alone) -> Gathered | Needs | Lost:
    """The pages of the article that a page belongs to; most pages are the only one.

    Args:
        start: The page that was found.
        is_alone: What it is by itself; one that gives no article, and is no page of one, asks for nothing.
    """
    pager = read_pager(start)
    if is_alone.refused and not (pager and is_alone.is_page_of(pager)):
        return Lost(*is_alone.refused)
    if pager is None:
        return _named_by_page_1(start) or Gathered((Sheet(start),))
    return _by_row(start, pager)


def _named_by_page_1(start: Document) -> Gathered | Needs | Lost | None:
    """The article of a page without a row, as its page 1 tells; null when that does not lead to this page."""
    found = page_1_of(start)
    if found is None or isinstance(found, Needs):
        return found
    if isinstance(found, Refusal):
        return Gathered((Sheet(start),), (found,))
    pages = _by_row(*found)
    if not isinstance(pages, Gathered):
        return pages
    repeated = (refusal.raw for refusal in pages.refusals if refusal.reason == REPEATS)
    named = (*(sheet.document.page.url for sheet in pages.sheets), *repeated)
    return pages if start.page.url in named else None


def _by_row(start: Document, pager: Pager) -> Gathered | Needs | Lost:
    if pager.number == 1 and max(pager.links) > MOST_PAGES:  # so long a row is a listing's
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
        self._said: list[frozenset[str]] = []  # by the pages so far, in their order

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
        self._said = [_prose(first)]
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
            self._said.append(_prose(here))
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
        says = _prose(sheet.document)
        if url in {before.document.page.url for before in sheets} or any(_repeats(says, said) for said in self._said):
            return Refusal("text", REPEATS, url)
        row, by_itself = sheet.pager, alone(sheet.document)
        is_next = row is not None and row.is_of(self._row) and row.number == number and by_itself.is_page_of(row)
        if is_next or (by_itself.refused is None and same_title(sheets[0].document, sheet.document)):
            return None
        if number == SECOND and not self._row.plain and _length(says) >= ENOUGH:
            return Refusal("text", "what seemed to be its next page is another article", url)
        raise _NotYet(Lost(Reason.NOT_ITS_PAGE, f"page {number}: {url}"))

    def _open(self, url: str, number: int) -> Document:
        page = self._page(url, number)
        if page is self._start.document.page:
            return self._start.document
        more = too_much(page.body)
        parsed = document(page) if is_page(page.body) and not more else None
        if parsed is None:
            raise _NotYet(Lost(Reason.NOT_WHOLE, f"page {number}: {url}: {more or 'no HTML page'}"))
        return parsed

    def _page(self, url: str, number: int) -> Page:
        start = self._start.document.page
        if number == self._row.number:
            return start
        answer = start.answer(url)
        if answer is None:
            if sum(len(one.page.body) for one in start.answers if one.page) > MOST_BYTES:
                raise _NotYet(Lost("an article of too many pages", f"more than {MOST_BYTES} bytes"))
            raise _NotYet(Needs(url, f"page {number}", raises_count=False, is_page=True))
        if not answer.can_ask:
            raise _NotYet(Gathered((self._start,), (Refusal("text", "its other pages were not read", url),)))
        if answer.page is None:
            raise _NotYet(Lost(Reason.NOT_WHOLE, f"page {number}: {url}: {answer.refused}"))
        return beside(start, answer.page)


def _prose(page: Document) -> frozenset[str]:
    """The letters of a page's sentences; a row of many pages is as long, but all numbers."""
    said = (letters(line.text) for _, line in prose_lines(page))
    return frozenset(one for one in said if letters_in(DIGITS.sub("", one)) >= SHORT)


def _length(lines: Iterable[str]) -> int:
    return sum(map(len, lines))


def _repeats(says: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a page says all that an earlier one says, and little more; a count or the time may have changed in it.

    Many sites answer page 1 to whatever they don't know. A note on the author may be all the prose of a page of pictures.
    """
    changed, whole = said - says, _length(said)
    if not said or _length(says - said) > whole or _length(changed) > CHANGES * whole:
        return False
    return {DIGITS.sub("", one) for one in changed} <= {DIGITS.sub("", one) for one in says - said}
