"""What is known of a source's pages before they are read?

Of every page what its file says and what its stored articles show, frozen for the run; of one page what its link says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelines.body.profile import profile_of
from pipelines.dates.order import order_of
from pipelines.page import Hints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.listings.record import Link
    from crawler.source import Source
    from output.store import Store


def hints_of(source: Source, store: Store | None) -> Hints:
    """What reading any of a source's pages may rest on.

    Args:
        source: The source.
        store: Its part of the dataset. Null when nothing is stored.
    """
    chosen = source.article.model_dump(exclude_none=True)
    return Hints(
        language=source.language,
        timezone=source.timezone,
        date_order=source.dates.order,
        learned_order=order_of(store.shown_dates()) if store else None,
        date_formats=source.dates.formats,
        selectors=tuple(sorted(chosen.items())),
        profile=profile_of(store.prints()) if store else None,
        respect=source.rights.respect,
    )


@dataclass(frozen=True, slots=True)
class PageHints:
    """What is known of each page.

    Attributes:
        every: What is known of every page.
        dates: By the article's address, the words beside its link that a published date rests on.
    """

    every: Hints = field(default_factory=Hints)
    dates: Mapping[str, str] = field(default_factory=dict)

    def of(self, url: str, link: Link | None) -> Hints:
        """What is known of one page, by the link that led to it, if any."""
        # A page that is not listed this time keeps the date it was listed with.
        date_raw = (link and link.date_raw) or self.dates.get(url)
        if link is None:
            return replace(self.every, date_raw=date_raw)
        own = Hints(link_text=link.text or None, date_raw=date_raw, stated_dates=link.stated, dated=link.alone)
        return self.every.beside(own)
