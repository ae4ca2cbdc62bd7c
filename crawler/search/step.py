"""What does a search ask for next? Pages, and pages that list more of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.listings.elsewhere import Place
    from crawler.listings.record import Turn


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for a page that lists articles.

    Attributes:
        turn: The page.
        place: What it is a part of, beside the listing. Null for a page of the listing.
        stated: When it last changed, as what names it states. Null when that does not say.
    """

    turn: Turn
    place: Place | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: pages to ask for, and pages that list more of them."""

    pages: list[str] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
