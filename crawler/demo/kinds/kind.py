"""What is a kind of listing? A look, a pager and addresses; from them, all that its site answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.demo.articles import NEWEST
from crawler.demo.kinds.addresses import PATHS, Addresses
from crawler.demo.kinds.words import ENGLISH_WORDS, Words
from crawler.demo.prose import ENGLISH, Prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from crawler.demo.kinds.looks import Look
    from crawler.demo.site import Form, Resource

DAYS_BETWEEN = 17  # articles: 48 of them fill two years and more
LENGTHS = (9, 3, 5, 2, 7)  # the most paragraphs of an article, in turn


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a kind's site.

    Attributes:
        number: From 1, the newest, on.
        topic: The number of what it is about; `author` and `section` are numbers too.
    """

    number: int
    path: str
    title: str
    day: date
    topic: int
    author: int
    section: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What a site answers: pages by path and query, and forms that are sent to it."""

    pages: dict[str, Resource]
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of listing.

    Attributes:
        name: What it is called, as a source's id too.
        pager: Makes the listing's pages, for the address it is served at.
        count: How many articles it has.
        per_page: How many a page of its listing shows.
    """

    name: str
    look: Look
    pager: Callable[[Kind, str], Served] = field(repr=False)
    at: Addresses = PATHS
    count: int = 48
    per_page: int = 8
    words: Words = ENGLISH_WORDS
    prose: Prose = ENGLISH
    charset: str = "utf-8"

    @cached_property
    def articles(self) -> tuple[Story, ...]:
        """Its articles, the newest first: whatever else it serves is none."""
        return tuple(self._story(number) for number in range(1, self.count + 1))

    @property
    def pages(self) -> list[tuple[Story, ...]]:
        """Its articles as the pages of its listing show them."""
        return [self.articles[start : start + self.per_page] for start in range(0, self.count, self.per_page)]

    def _story(self, number: int) -> Story:
        topics = len(self.prose.topics)
        return Story(
            number,
            self.at.article.format(number),
            self.prose.title(number - 1),
            NEWEST - timedelta(days=DAYS_BETWEEN * (number - 1)),
            (number - 1) % topics,
            number % len(self.words.names),
            number % len(self.words.sections),
            self.prose.paragraphs(number - 1)[: LENGTHS[number % len(LENGTHS)]],
        )
