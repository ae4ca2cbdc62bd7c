"""Which page 1 may a page belong to that has no row, and that only a number in its address tells to be a further one?

A last page often has no way back. Page 1 is asked for where the address tells enough, and must have the same title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from output.records import Refusal
from pipelines.document import document
from pipelines.kind import is_page
from pipelines.page import Answer, Needs
from pipelines.paging.addresses import readings
from pipelines.paging.alone import alone
from pipelines.paging.links import MOST_PAGES
from pipelines.paging.pager import read_pager
from pipelines.text import folded
from pipelines.title.read import read_title

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.page import Page
    from pipelines.paging.addresses import Numbered
    from pipelines.paging.pager import Pager

BARE_STYLES = re.compile(r"[-_/,.]*")  # a number alone, no word for "page" with it
BEHIND_TITLE = re.compile(r"\s[-–—|]\s|[(（]|\bpage\b|第")  # what a page's own number stands behind
NONE_THERE = ("HTTP 404", "HTTP 410")  # what the crawler says of an address without a page
PARTS = re.compile(r"[\W_]+")


def page_1_of(start: Document) -> Needs | tuple[Document, Pager] | Refusal | None:
    """Page 1 and its row, the page found among its answers; null when there is none that may be its page 1.

    Where what may be it could not be read this time, that is told: the page may be a part.
    """
    unread: Refusal | None = None
    likely = [one for one in readings(start.page.url) if 0 < one.number <= MOST_PAGES and _is_likely(one, start)]
    families = {(one.stem, one.style) for one in likely}
    for url in dict.fromkeys(one.bare for one in likely):
        answer = start.page.answer(url)
        if answer is None:
            return Needs(url, "page 1", raises_count=False, is_page=True)
        if answer.page is None and answer.can_ask and not str(answer.refused).endswith(NONE_THERE):
            unread = Refusal("text", "what may be its page 1 can't be read", f"{url}: {answer.refused}")
        first = _parsed(start.page, answer)
        row = read_pager(first) if first else None
        if first and row and row.number == 1 and (row.stem, row.style) in families and _begins(first, row, start):
            return first, row
    return unread


def beside(start: Page, further: Page) -> Page:
    """Another page of the article, with what is known of its source."""
    return replace(further, source=start.source, hints=start.hints.beside(further.hints), answers=start.answers)


def same_title(one: Document, other: Document) -> bool:
    """Whether two pages have one title, whatever is added to one of them behind it."""
    titles = [folded(read_title(page).value or "") for page in (one, other)]
    return bool(min(titles, key=len)) and (titles[0].startswith(titles[1]) or titles[1].startswith(titles[0]))


def _is_likely(one: Numbered, start: Document) -> bool:
    """Whether an address is one of a page rather than of an article: ``/views/9.html`` is the ninth view.

    A word for "page" tells, or a name before the number that is an article's: an id, several words, or its title's.
    Where the title says the number too, it is the article's: "Progress report 39".
    """
    where, _, query = one.stem.partition("?")
    _, *folders = where.split("/")
    if not BARE_STYLES.fullmatch(one.style):
        return bool(folders or query)
    name = folders[-1].partition(".")[0].lower() if folders else ""
    words = [word for word in PARTS.split(name) if word]
    title = PARTS.split(BEHIND_TITLE.split((read_title(start).value or "").lower())[0])
    if str(one.number) in title:
        return False
    if len(words) > 1 or any(map(str.isdigit, name)):
        return True
    is_file = one.style == "/" and "." in start.page.url.rpartition("/")[2]  # "/notes/9.html": a section's ninth
    return not is_file and not set(words).isdisjoint(title)


def _parsed(start: Page, answer: Answer) -> Document | None:
    if answer.page is None or not is_page(answer.page.body):
        return None
    found = Answer(start.url, None, page=replace(start, answers=()))
    return document(beside(start, answer.page).with_answer(found))


def _begins(first: Document, row: Pager, start: Document) -> bool:
    return alone(first).is_page_of(row) and same_title(first, start)
