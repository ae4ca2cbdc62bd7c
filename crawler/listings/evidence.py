"""How much do links at one kind of place look like a list of articles?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from crawler.listings.anchors import HEADINGS, ancestors
from pipelines.authors.name_shapes import is_person
from pipelines.dates.words import find_date
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from crawler.listings.places import Group, Row

MOST_ROW_TEXT = 2_000  # characters of a row that are looked at
LEAST_TITLE = 12.0  # weight below which words without a date or heading beside them are no title
TITLE_ENOUGH = 60.0  # longer words are no better
ANY_TITLE = 20.0  # what words count for that are short but stand like titles
MOST = 0.6  # share of a group that makes a trait its own
SAMPLE = 200  # rows from which a group's traits are read
SOME = 3  # so many alike are a list, whatever stands beside them
TEASER = 40.0  # weight of a row's words beside its title
ASIDE = 0.1
WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")  # one says as much as 2.5
MONTHLY = re.compile(
    r"[^\W\d]{0,12}\.?\W{0,3}\d{4}\W{0,3}[^\W\d]{0,2}\W{0,2}\d{0,4}\W{0,2}[^\W\d]{0,2}\W{0,2}"
)  # "May 2024 (3)"
PRICE = re.compile(r"(?:[€$£¥₹₽]|USD|EUR)\s?\d+[.,]?\d*(?:$|\s)|\d+[.,]\d\d\s?(?:[€$£¥₹₽元円]|USD|EUR)")
WEEKDAY = 15  # characters beside a date: a day of the week
BLOCKS = ("p", "li", "td", "dd")
OF_HEADING = 1 / 3  # the share of a heading's words that a link in it must have
IN_TEXT = 20  # characters before and after a link that stands in running text


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a group.

    Attributes:
        group: The links; where their words say nothing, with those of their rows.
    """

    group: Group

    @cached_property
    def quality(self) -> float:
        """How much its members look like articles, whatever their number and wherever they stand."""
        if not self._titled or self._in_text or self._priced:
            return 0.0
        stands = max(self.dated, self.headed) >= MOST
        if self.weight < (1.0 if stands else LEAST_TITLE) or (self.people and not stands):
            return 0.0
        return (ANY_TITLE + self.weight) * (1 + self.headed) * (1 + self.dated) * (1 + self.told / 2)

    @cached_property
    def score(self) -> float:
        """How likely it is the page's list of articles."""
        return self.quality * math.sqrt(len(self.group.rows)) * (ASIDE if self.group.aside else 1.0)

    @property
    def speaks(self) -> bool:
        """Whether a date or a heading says that they are articles."""
        return max(self.dated, self.headed) >= MOST

    @cached_property
    def weight(self) -> float:
        """The length of its titles."""
        return median(min(weight(row.anchor.text), TITLE_ENOUGH) for row in self.group.rows[:SAMPLE])

    @cached_property
    def dated(self) -> float:
        """The share of rows with a date beside the title."""
        return self._share(lambda row: date_in(row.element, row.anchor.text) is not None)

    @cached_property
    def headed(self) -> float:
        """The share of links in or around a heading."""
        return self._share(lambda row: _headed(row.anchor.element))

    @cached_property
    def told(self) -> float:
        """The share of rows that say something more: a teaser."""
        return self._share(lambda row: weight(_text(row.element)) - weight(row.anchor.text) >= TEASER)

    @cached_property
    def _titled(self) -> bool:
        """Whether its members have titles of their own; one that comes again with another query stands for one."""
        all_titles = [row.anchor.text for row in self.group.rows]
        members = {(row.anchor.text, row.anchor.url.partition("?")[0]) for row in self.group.rows}
        titles = [title for title, _ in members] if len(members) >= SOME else all_titles
        return len(set(titles)) >= MOST * len(titles)

    @cached_property
    def _priced(self) -> bool:
        return self._share(lambda row: PRICE.search(_text(row.element)) is not None) >= MOST

    @cached_property
    def people(self) -> bool:
        """Whether its words are the names of people."""
        return self._share(lambda row: is_person(row.anchor.text)) >= MOST

    @cached_property
    def _in_text(self) -> bool:
        """Whether the links stand within running text, most of whose paragraphs hold none."""
        return self._share(lambda row: _within_text(row.anchor.element)) >= MOST and self._covered < MOST

    @property
    def _covered(self) -> float:
        rows = {row.element for row in self.group.rows}
        parents = {row.element.getparent(): row.element.tag for row in self.group.rows}
        beside = sum(len(parent.findall(tag)) for parent, tag in parents.items() if parent is not None)
        return len(rows) / max(beside, 1)

    def _share(self, holds: Callable[[Row], bool]) -> float:
        rows = self.group.rows[:SAMPLE]
        return sum(map(holds, rows)) / len(rows)


def judged(group: Group) -> Evidence:
    """The evidence on a group, whose titles are those of their rows where the links all say "Read more" or nothing."""
    rows = group.rows[:SAMPLE]
    texts = {row.anchor.text for row in rows if not _is_dateline(row.anchor.text)}
    if len(texts) >= MOST * len(rows):
        return Evidence(group)
    named = tuple(replace(row, anchor=replace(row.anchor, text=_title_in(row))) for row in group.rows)
    return Evidence(replace(group, rows=named))


def date_in(row: HtmlElement, title: str) -> str | None:
    """The date that a row shows, as shown."""
    for time in row.iter("time"):
        if text := squeeze(time.text_content()) or time.get("datetime"):
            return text
    return find_date(_text(row).replace(title, " ", 1)) or _term(row)


def _term(row: HtmlElement) -> str | None:
    """The date that a list of definitions has before a row, in place of a term."""
    before = row.getprevious() if row.tag == "dd" else None
    said = _text(before) if before is not None and before.tag == "dt" else ""
    found = find_date(said)
    return found if found and len(said) <= len(found) + WEEKDAY else None


def weight(text: str) -> float:
    """How much words say; those that are a month or a day alone say nothing."""
    return 0.0 if _is_dateline(text) else len(text) + 1.5 * len(WIDE.findall(text))


def _is_dateline(text: str) -> bool:
    return not text or MONTHLY.fullmatch(text) is not None or find_date(text) == text


def _text(row: HtmlElement) -> str:
    return squeeze(" ".join(row.itertext())[:MOST_ROW_TEXT])


def _headed(element: HtmlElement) -> bool:
    """Whether a link holds a heading, or is most of one: in "By Mara in Ports, 3 May" it is a label."""
    if next(element.iter(*HEADINGS), None) is not None:
        return True
    heading = next((parent for parent in ancestors(element, 4) if parent.tag in HEADINGS), None)
    words = _text(element)
    return heading is not None and (not words or len(words) >= OF_HEADING * len(_text(heading)))


def _title_in(row: Row) -> str:
    """The heading of a row, or the first words in it that are neither its link's nor a date."""
    headings = (squeeze(heading.text_content()) for heading in row.element.iter(*HEADINGS))
    texts = (squeeze(text) for text in row.element.itertext())
    spoken = (text for text in texts if text != row.anchor.text and weight(text) >= LEAST_TITLE)
    return next(filter(None, headings), None) or next(spoken, row.anchor.text)


def _within_text(element: HtmlElement) -> bool:
    block = next((one for one in ancestors(element, 4) if one.tag in BLOCKS), None)
    words = squeeze(element.text_content())
    if block is None or not words:
        return False
    before, _, after = squeeze(block.text_content()).partition(words)
    return len(before) >= IN_TEXT and len(after) >= IN_TEXT
