"""What is known of every page of a source? What its file says, and what its stored articles show, frozen for the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.body.profile import profile_of
from pipelines.dates.order import order_of
from pipelines.page import Hints
from pipelines.rights.respect import RECORD

if TYPE_CHECKING:
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
        respect=source.rights.respect if store else RECORD,
    )
