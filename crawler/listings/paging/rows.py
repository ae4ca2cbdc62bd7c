"""Which pages does a row of page numbers name? Those that it leaves out, too: "1 2 … 50"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.anchors import ancestors
from crawler.listings.paging.addresses import changes_date, goes_on, has_word, keeps, near, page_of
from crawler.listings.paging.calendars import are_days, has_days, in_slider, is_calendar
from crawler.listings.paging.law import Law, law_of
from crawler.listings.paging.names import VOLATILE
from crawler.listings.paging.steps import in_pager
from pipelines.text import plain_digits, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from crawler.listings.paging.steps import Step

MOST_PAGES = 500
FIRST_YEAR = 1900
MOST_TEXTS = 1_000  # pieces of text that are looked at in one row
AROUND = "[]()|·,/ "


@dataclass(frozen=True, slots=True)
class Row:
    """A row of page numbers.

    Attributes:
        own: The number of this page; null when it does not show.
        addresses: Of the other pages, by number.
    """

    own: int | None
    addresses: dict[int, str]

    def in_order(self) -> list[str]:
        """The addresses, those first that follow on this page; numbering may run backwards."""
        own = 0 if self.own is None else self.own
        ahead = sorted(page for page in self.addresses if page > own)
        behind = sorted((page for page in self.addresses if page < own), reverse=True)
        return [self.addresses[page] for page in (*ahead, *behind)]

    def is_whole(self) -> bool:
        """Whether the page that follows is among them, so that no link needs to name it again."""
        return self.own is not None and self.own + 1 in self.addresses


def numbered(found: list[Step], url: str) -> list[Row]:
    """The rows of page numbers in a listing page."""
    rows: defaultdict[HtmlElement, dict[int, Step]] = defaultdict(dict)
    for step in found:
        if step.number is not None and keeps(url, step.url) and not changes_date(url, step.url):
            rows[row_of(step.element)].setdefault(step.number, step)
    return [made for row, named in rows.items() if (made := _row(row, named, url))]


def row_of(element: HtmlElement) -> HtmlElement:
    """The element whose children the numbers are: list items and the like stand between."""
    parent: HtmlElement = element
    for one in ancestors(element, 3):
        parent = one
        if next(islice(one, 1, None), None) is not None:  # its length would be counted anew for each of its children
            break
    return parent


def own_number(row: HtmlElement, others: set[int]) -> int | None:
    """The number that stands in a row, beside those that are links, and is none itself."""
    plain = (text.strip(AROUND) for text in _texts(row))
    said = [int(text) for text in plain if text.isdecimal() and len(text) < 6]  # noqa: PLR2004  (no listing has 100,000 pages)
    return next((one for one in said if one not in others and {one - 1, one + 1} & others), None)


def are_pages(row: HtmlElement, numbers: set[int]) -> bool:
    """Whether a row of numbers that lead to no address counts pages."""
    return min(numbers) < FIRST_YEAR and not are_days(numbers) and (in_pager(row) or _counts(row))


def _row(row: HtmlElement, named: dict[int, Step], url: str) -> Row | None:
    numbers = set(named)
    if _is_of_years(named) or _is_of_days(row, named) or in_slider(row):
        return None
    own = own_number(row, numbers)
    addresses = {number: step.url for number, step in named.items()}
    law = law_of({**addresses, **({own: url} if own is not None else {})}) or law_of(addresses)
    kept = {number: step.url for number, step in named.items() if _is_page(number, step, law, url)}
    if not kept or not (in_pager(row) or _counts(row)):
        return None
    if own is None:
        own = law.page(url) if law else None
    if own is None and 1 in kept and next(iter(kept)) == 1 and page_of(url) is None:
        own = 1  # a row that begins with a link to this very page, by another address
    filled = _filled(kept, law, own, url) if law else kept
    return Row(own, {number: target for number, target in filled.items() if number != own and target != url})


def _is_of_years(named: dict[int, Step]) -> bool:
    """Whether a row's numbers are years; those that their own addresses number are pages of a very long listing."""
    if min(named) < FIRST_YEAR:
        return False
    return len(named) == 1 or any(page_of(step.url) not in {number, number - 1} for number, step in named.items())


def _is_of_days(row: HtmlElement, named: dict[int, Step]) -> bool:
    """Whether a row is a calendar's; addresses that speak of pages are not, whatever table they stand in."""
    if is_calendar(row):
        return True
    if all(has_word(step.url) for step in named.values()):
        return False
    return has_days(row) or (are_days(set(named)) and not in_pager(row))


def _is_page(number: int, step: Step, law: Law | None, url: str) -> bool:
    """Whether a link of a row leads to a page: it follows the row's law, or has the shape of one."""
    if law is None:
        said = page_of(step.url)
        return goes_on(url, step.url) and (said in {number, number - 1} or (bool(said) and has_word(step.url)))
    lawful = law.page(step.url) == number or number == 1
    return lawful and (
        near(url, step.url) or goes_on(url, step.url) or (in_pager(step.element) and has_word(step.url))
    )


def _filled(kept: dict[int, str], law: Law, own: int | None, url: str) -> dict[int, str]:
    """The addresses with those that a row leaves out between its numbers."""
    if any(f"{name}=" in law.before.lower() + law.after.lower() for name in VOLATILE):
        return kept
    known = {*kept, *([own] if own is not None else ())}
    ahead = islice(range(min(known), max(known) + 1), 100 * MOST_PAGES)
    made = {page: target for page in ahead if page not in known and (target := law.address(page)) and target != url}
    return {**made, **kept}


def _counts(row: HtmlElement) -> bool:
    """Whether a row holds little but numbers: a list of articles that are called "1984" does not."""
    tokens = squeeze(" ".join(_texts(row))).split(" ")
    numbers = [token for token in tokens if token.strip(AROUND).isdecimal()]
    return len(numbers) > 1 and len(numbers) * 2 >= len(tokens)


def _texts(row: HtmlElement) -> Iterator[str]:
    return (plain_digits(squeeze(str(text))) for text in islice(row.itertext(), MOST_TEXTS) if text.strip())
