"""What did a run that was cut off fetch, and not come to reading? Its archive has it, so that nobody asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.archive.responses import response_of
from crawler.download.decoding import TooLarge
from crawler.responses import is_sent_home, page_of
from output.errors import Damaged
from output.records import Outcome
from output.visit import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.search.plan import Plan
    from crawler.source import Source
    from output.store import Store
    from pipelines.page import Hints, Page


def left_over(store: Store, source: Source, plan: Plan, hints: Hints) -> Iterator[tuple[str, Page]]:
    """The pages that were fetched since the walk began and gave nothing yet, each with the address asked.

    Args:
        store: The source's store.
        source: The source.
        plan: How this run goes over the listing.
        hints: What is known of every page.
    """
    for visit in store.visits.to_revisit() if plan.goes_on else ():
        newest = store.archived(visit.url, Outcome.PAGE.value) if visit.standing is Standing.FOUND else None
        if newest is None or newest.at < plan.began_at:
            continue
        try:
            response = response_of(store.records.newest(newest), hints, source.limits.body_bytes)
        except Damaged:
            store.note_damaged(visit.url, Outcome.PAGE.value)
            continue
        except TooLarge:
            continue
        if source.owns(response.url) and not is_sent_home(response):
            yield visit.url, page_of(response, source.id)
