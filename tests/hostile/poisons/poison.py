"""What is a poison? A page with a value that a stranger made up, and what a person would want of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
TITLE = "How the tide turned"
TEXT = "The committee met again in the autumn, heard what its members had to say, and agreed on very little."
BODY = f"<p>{TEXT}</p>" * 3
WITHOUT = "—"  # a field of which the case says nothing


@dataclass(frozen=True)
class Poison:
    """One page and what is right for it.

    Attributes:
        name: What is wrong with it.
        body: Its bytes; made when they are asked for, as some have millions.
        published: The right day or moments (EDTF), any of them; null is right where it is among them.
        views: The right counts, likewise.
        authors: The right names, likewise, each a tuple of names.
        title: The right titles.
        rejected: The right reasons for no article; none when it must give one.
        text: Words that its text must have.
        never: Words that may stand in no value.
        content_type: What its server says.
    """

    name: str
    body: Callable[[], bytes]
    published: tuple[str | None, ...] | None = None
    views: tuple[int | None, ...] | None = None
    authors: tuple[tuple[str, ...], ...] | None = None
    title: tuple[str, ...] = (TITLE,)
    rejected: tuple[str, ...] = ()
    text: str = TEXT
    never: tuple[str, ...] = ()
    content_type: str | None = "text/html"

    def page(self) -> Page:
        """The page, fetched at one moment whatever the clock says."""
        headers = (("content-type", self.content_type),) if self.content_type else ()
        return Page(
            "kite", f"https://kite.example/a/{abs(hash_of(self.name))}.html", self.body(), FETCHED, headers=headers
        )


def hash_of(name: str) -> int:
    """A number for a name, the same in each process."""
    return sum(place * ord(letter) for place, letter in enumerate(name, 1))


def article(shown: str = "", head: str = "", encoding: str = "utf-8", body: str = BODY) -> Callable[[], bytes]:
    """An article with words below its title and elements in its head."""
    html = f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{shown}{body}</article></body></html>"
    return lambda: html.encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")


def linked(data: str) -> str:
    """Linked data for the head."""
    return f'<script type="application/ld+json">{data}</script>'


def news(said: str) -> str:
    """The same, of an article with these properties."""
    return linked(f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TITLE}", {said}}}')
