"""Does a view count belong to the whole site? Then the same number stands on every page, and it is no article's.

One page can't tell it from its own count, so this is decided before each publish, over all articles of the source. Once
found it is remembered: a later run may read too few pages to find it again. Zeros are treated alike, for a counter that
says zero everywhere says nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from output.records import Stage
from output.rows import dump, load, without_views
from output.schema import ARTICLES, OBSERVATIONS, REJECTS, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from output.rows import Row
    from output.schema import Table
    from output.state import State

LEAST_PAGES = 5  # with the same number
NEARLY_ALL = 0.9  # of the articles that have a count
REASON = "site counter"
FACT = "site_counter"  # the number, where one was found
NO_VIEWS = dict.fromkeys(("views", "views_raw", "views_observed_at"))
LEAST_REMEMBERED = 100  # a smaller number may as well be what young articles have in common
NARROW = 0.05  # of a count: how far it grows while a run reads the pages


def refuse_site_counter(state: State, run_id: str, now: datetime) -> None:
    """Take the site's number from the articles and the rows that wait, and leave a reject for each page.

    Doing it again changes nothing: the articles it was taken from have no count any more.

    Args:
        state: The source's state; all of it happens in the caller's transaction.
        run_id: The run that publishes.
        now: Stands for the time of a reading that was published before.
    """
    refused = _refused(state)
    readings = _taken(state, refused)
    for article_id, (url, views) in refused.items():
        reading = readings.get(article_id, {"observed_at": now, "raw": str(views)})
        state.stage(REJECTS, _reject(url, reading, run_id))
        state.stage(ARTICLES, {"article_id": article_id, **NO_VIEWS, "run_id": run_id})
        state.connection.execute("UPDATE articles SET views = NULL WHERE article_id = ?", (article_id,))


def _refused(state: State) -> dict[str, tuple[str, int]]:
    """The articles whose count is the site's: by their id, their address and that count."""
    counted = _counted(state)
    shared = _shared(counted)
    if shared is not None:
        state.remember(FACT, str(shared) if shared >= LEAST_REMEMBERED else None)
        return {article_id: (url, views) for article_id, (url, views) in counted.items() if views == shared}
    before = state.fact(FACT)
    if before is None:
        return {}
    read = {row["article_id"] for _, row in _waiting(state, OBSERVATIONS)}
    fresh = {article_id: each for article_id, each in counted.items() if article_id in read}
    counts = [views for _, views in fresh.values()]
    # A site's counter only grows, a little with each page that is asked; pages' own counts lie far apart.
    if counts and min(counts) >= int(before) and max(counts) - min(counts) <= NARROW * max(counts):
        return fresh
    if len(fresh) >= LEAST_PAGES:
        state.remember(FACT, None)
    return {}


def _counted(state: State) -> dict[str, tuple[str, int]]:
    rows = state.connection.execute(
        "SELECT article_id, url, views FROM articles WHERE active AND views IS NOT NULL ORDER BY article_id"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _waiting(state: State, table: Table) -> Iterator[tuple[int, Row]]:
    """The rows of a table that no publish has taken yet."""
    rows = state.connection.execute("SELECT id, row FROM staged WHERE sequence IS NULL AND tab = ?", (table.name,))
    return ((row[0], load(table, row[1])) for row in rows.fetchall())


def _shared(counted: dict[str, tuple[str, int]]) -> int | None:
    """The count that nearly all of these articles have."""
    [(count, pages)] = Counter(views for _, views in counted.values()).most_common(1) or [(0, 0)]
    return count if pages >= max(LEAST_PAGES, NEARLY_ALL * len(counted)) else None


def _taken(state: State, refused: Collection[str]) -> dict[str, Row]:
    """Their readings, which no reader will see, and neither what a version says that they rest on."""
    readings = {}
    for table in (OBSERVATIONS, VERSIONS) if refused else ():
        for number, row in _waiting(state, table):
            if row["article_id"] not in refused:
                continue
            if table is OBSERVATIONS:
                readings[row["article_id"]] = row
                state.connection.execute("DELETE FROM staged WHERE id = ?", (number,))
            elif "provenance" in row:
                row["provenance"] = without_views(row["provenance"])
                state.connection.execute("UPDATE staged SET row = ? WHERE id = ?", (dump(table, row), number))
    return readings


def _reject(url: str, reading: Row, run_id: str) -> Row:
    said = {"url": url, "rejected_at": reading["observed_at"], "stage": Stage.FIELD.value, "field": "views"}
    return {**said, "reason": REASON, "raw": reading["raw"], "run_id": run_id}
