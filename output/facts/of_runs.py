"""What do a source's runs tell? How the newest ended, since when it goes badly, and when it last went well."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from output.facts.columns import columns_of
from output.schema import RUNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from output.layout import Layout

COLUMNS = ("started_at", "finished_at", "exit", "verdict", "cause", "strategy", "listed")


@dataclass(frozen=True, slots=True)
class OfRuns:
    """What they tell; the attributes are as in `SourceFacts`."""

    last_run: datetime | None = None
    last_success: datetime | None = None
    exit: int | None = None
    cause: str | None = None
    verdict: str | None = None
    trouble_since: datetime | None = None


def of_runs(layout: Layout, source: str) -> OfRuns:
    """What a source's runs tell.

    Raises:
        Unreadable: A file is damaged.
        Incompatible: A newer thinktap wrote it.
        OSError: The disk refuses us.
    """
    rows = _back_to_a_good_one(layout, source)
    if not rows:
        return OfRuns()
    telling = [row for row in rows if not _is_silent(row)] or rows
    newest = telling[0]
    bad = list(takewhile(lambda row: row["exit"] != 0, telling))
    good = telling[len(bad)] if len(bad) < len(telling) else None
    return OfRuns(
        last_run=rows[0]["started_at"],
        last_success=good and good["finished_at"],
        exit=newest["exit"],
        cause=newest["cause"],
        verdict=newest["verdict"],
        trouble_since=bad[-1]["started_at"] if bad else None,
    )


def _back_to_a_good_one(layout: Layout, source: str) -> list[dict[str, Any]]:
    """The newest runs first; no year before the one in which one went well."""
    rows: list[dict[str, Any]] = []
    for some in _years(layout, source):
        rows += some
        if any(row["exit"] == 0 and not _is_silent(row) for row in some):
            break
    return rows


def _years(layout: Layout, source: str) -> Iterator[list[dict[str, Any]]]:
    for path in reversed(layout.files(RUNS, source)):
        rows = columns_of([path], RUNS, COLUMNS).to_pylist()
        yield sorted(rows, key=lambda row: row["started_at"], reverse=True)


def _is_silent(row: dict[str, Any]) -> bool:
    """Whether a run tells nothing of the site: it read the archive again, or the source's hours were over."""
    return row["exit"] == 0 and row["strategy"] is None and not row["listed"]
