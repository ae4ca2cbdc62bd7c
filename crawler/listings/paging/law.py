"""How do the addresses in a row of pages follow from their numbers? ``?page=N``, ``?start=20(N-1)``, ``M-N.html``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from crawler.listings.paging.names import OTHER, is_page_name

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])\d+")  # not those of an escaped character
MOST_PLACES = 12  # numbers of one address that may be its page's, the last ones first
LONGEST = 7  # digits


@dataclass(frozen=True, slots=True)
class Law:
    """What is the same in the addresses of a row, and what their number is: ``factor`` pages and ``shift``."""

    before: str
    after: str
    factor: int
    shift: int

    def address(self, page: int) -> str | None:
        """The address of a page; null where there can be none."""
        number = self.factor * page + self.shift
        return f"{self.before}{number}{self.after}" if number >= 0 else None

    def page(self, url: str) -> int | None:
        """The page of an address; null when it is none of the row."""
        number = _number(url, self.before, self.after)
        if number is None or (number - self.shift) % self.factor:
            return None
        return (number - self.shift) // self.factor


def law_of(row: dict[int, str]) -> Law | None:
    """The law that all of a row's addresses follow, but for page 1, which is often the listing itself.

    Args:
        row: The addresses by the numbers that their links say.
    """
    told = {page: url for page, url in row.items() if page != 1} if len(row) > 2 else row  # noqa: PLR2004  (two to compare)
    if len(told) < 2:  # noqa: PLR2004  (the same)
        return None
    pages = sorted(told)
    for before, after in _places(told[pages[-1]]):
        numbers = {page: number for page in pages if (number := _number(told[page], before, after)) is not None}
        if len(numbers) == len(told) and (law := _line(numbers, before, after)):
            return law
    return None


def _line(numbers: dict[int, int], before: str, after: str) -> Law | None:
    first, last = min(numbers), max(numbers)
    factor, rest = divmod(numbers[last] - numbers[first], last - first)
    shift = numbers[first] - factor * first
    fits = not rest and all(number == factor * page + shift for page, number in numbers.items())
    return (
        Law(before, after, factor, shift) if fits and _counts_pages(factor, shift) and _may_be_page(before) else None
    )


def _counts_pages(factor: int, shift: int) -> bool:
    """From 1 or 0 up, in entries rather than pages, or down from the number of all pages.

    The days of a month, as ASP.NET counts them from the year 2000, are none of these.
    """
    if factor == -1:
        return shift > 0
    return factor > 0 and shift in {0, -factor, 1 - factor}


def _may_be_page(before: str) -> bool:
    _, question, query = before.partition("?")
    name, equals, value = query.rpartition("&")[2].partition("=")
    if not question or not equals:
        return True
    # Drupal writes the pages of all lists of a page into one value: another list's must not be changed as well.
    others = [int(number) for number in DIGITS.findall(value) if len(number) <= LONGEST]
    if is_page_name(unquote(name)):
        return not any(others)
    # A parameter of another name may count pages, but not beside one that says it does.
    names = [unquote(part.partition("=")[0]) for part in query.split("&")[:-1]]
    return unquote(name).lower() not in OTHER and not any(others) and not any(map(is_page_name, names))


def _places(url: str) -> Iterator[tuple[str, str]]:
    for found in list(DIGITS.finditer(url))[-MOST_PLACES:][::-1]:
        yield url[: found.start()], url[found.end() :]


def _number(url: str, before: str, after: str) -> int | None:
    if not url.startswith(before) or not url.endswith(after) or len(url) < len(before) + len(after):
        return None
    said = url[len(before) : len(url) - len(after)]
    plain = said.isascii() and said.isdecimal() and len(said) <= LONGEST and (said == "0" or said[0] != "0")
    return int(said) if plain else None
