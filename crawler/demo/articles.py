"""Which articles does the demo site have, on its first day and on its second?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from crawler.demo.prose import ENGLISH

Template = Literal["classic", "scripted", "modern"]
TEMPLATES: tuple[Template, ...] = ("classic", "scripted", "modern")
FIRST_DAY_ARTICLES = 61
NEWEST = date(2024, 6, 28)  # of the first day
AUTHORS = ("Mara Lindqvist", "Tomas Okafor", "Ines Varga", "Jun Hasegawa")


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article of the demo site.

    Attributes:
        number: From 0, the oldest, on.
        updated: The day its page shows as its last update.
        views: The count its page, or its counter's script, shows.
        edition: 1, or 2 once it was edited.
    """

    number: int
    updated: date
    views: int
    edition: int = 1

    @property
    def template(self) -> Template:
        """Which of the three templates renders it."""
        return TEMPLATES[self.number % len(TEMPLATES)]

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/views/{self.number + 40}.html" if self.template != "modern" else f"/reports/{self.slug}/"

    @property
    def slug(self) -> str:
        """Its title as an address."""
        return "-".join(self.title.lower().split())

    @property
    def title(self) -> str:
        """Its headline."""
        return ENGLISH.title(self.number)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its body."""
        return ENGLISH.paragraphs(self.number, self.edition)

    @property
    def published(self) -> date:
        """The day of its first edition; only the modern template shows it."""
        return _day(self.number)

    @property
    def author(self) -> str:
        """Who wrote it; only the modern template says so."""
        return AUTHORS[self.number % len(AUTHORS)]


@dataclass(frozen=True, slots=True)
class SecondDay:
    """What is different on the second day, by the articles' paths."""

    new: tuple[str, ...]
    edited: tuple[str, ...]
    removed: tuple[str, ...]
    raised: tuple[str, ...]


_NEW = range(FIRST_DAY_ARTICLES, FIRST_DAY_ARTICLES + 5)
_EDITED = (6, 16, 26)  # one of each template
_REMOVED = 30
_RAISED = (0, 1, 3, 4, 9, 10)  # classic and scripted: they show a counter


def on(day: int) -> tuple[DemoArticle, ...]:
    """The site's articles on a day, 1 or 2, the newest first."""
    first = [_first(number) for number in range(FIRST_DAY_ARTICLES)]
    if day == 1:
        return tuple(reversed(first))
    kept = [_second(article) for article in first if article.number != _REMOVED]
    return tuple(reversed([*kept, *map(_first, _NEW)]))


def _first(number: int) -> DemoArticle:
    return DemoArticle(number, _day(number) + timedelta(days=number % 5), 100 + 37 * number % 1900)


def _second(article: DemoArticle) -> DemoArticle:
    if article.number in _EDITED:
        return replace(article, edition=2, updated=NEWEST + timedelta(days=20))
    if article.number in _RAISED:
        return replace(article, views=article.views + 12 + article.number)
    return article


def _day(number: int) -> date:
    return NEWEST - timedelta(days=9 * (FIRST_DAY_ARTICLES - 1 - number))


SECOND_DAY = SecondDay(
    new=tuple(_first(number).path for number in _NEW),
    edited=tuple(_first(number).path for number in _EDITED),
    removed=(_first(_REMOVED).path,),
    raised=tuple(_first(number).path for number in _RAISED),
)
