"""What does a listing page give? Links to articles, and the addresses of the pages that go on from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article.

    Attributes:
        url: Absolute, http or https, without a fragment.
        text: The title as the listing shows it; empty when it shows none.
        date_raw: The date in the same row, as shown: a hint, no publication date. Null when there is none.
    """

    url: str
    text: str
    date_raw: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing page gives, each address once and in the page's order."""

    links: tuple[Link, ...] = ()
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A source's own CSS selectors, for links to articles and to further pages; null to find them."""

    link: str | None = None
    next: str | None = None
