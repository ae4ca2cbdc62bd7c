"""What do a source's runs tell? How the newest ended, since when it goes badly, and when it last went well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

import pyarrow as pa

from output.columns import columns_of, none_of, some_of
from output.schema import RUNS

if TYPE_CHECKING:
    from output.facts.source_facts import SourceFacts
    from output.layout import Layout

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS = some_of(RUNS, "started_at", "finished_at", "exit", "verdict", "cause", "strategy", "listed")


def with_runs(facts: SourceFacts, layout: Layout) -> SourceFacts:
    """The facts with what the source's runs tell.

    Raises:
        Unreadable: A file is damaged.
        Incompatible: A newer thinktap wrote it.
        OSError: The disk refuses us.
    """
    runs = _back_to_a_good_one(layout, facts.source)
    if not runs.num_rows:
        return facts
    exits = runs["exit"].to_pylist()
    telling = _telling(runs) or range(runs.num_rows)
    bad = list(takewhile(lambda number: exits[number], telling))
    good = telling[len(bad)] if len(bad) < len(telling) else None
    return replace(
        facts,
        last_run=_at(runs, "started_at", 0),
        last_success=None if good is None else _at(runs, "finished_at", good),
        trouble_since=_at(runs, "started_at", bad[-1]) if bad else None,
        **{name: runs[name][telling[0]].as_py() for name in ("exit", "cause", "verdict")},
    )


def _back_to_a_good_one(layout: Layout, source: str) -> pa.Table:
    """The newest runs first; no year before the one in which one went well."""
    runs = none_of(COLUMNS)
    for path in reversed(layout.files(RUNS, source)):
        year = columns_of([path], COLUMNS).sort_by([("started_at", "descending")])
        runs = pa.concat_tables([runs, year])
        exits = year["exit"].to_pylist()
        if any(exits[number] == 0 for number in _telling(year)):
            break
    return runs


def _telling(runs: pa.Table) -> list[int]:
    """The runs that tell something of the site: no good one that read the archive again, or met the end of the hours."""
    said = zip(*(runs[name].to_pylist() for name in ("exit", "strategy", "listed")), strict=True)
    return [number for number, (status, strategy, listed) in enumerate(said) if status or strategy or listed]


def _at(runs: pa.Table, name: str, number: int) -> datetime:
    """A moment in a row. From its number, for Arrow's own way to a moment loads pandas."""
    microseconds: int = runs[name].cast(pa.int64())[number].as_py()
    return EPOCH + timedelta(microseconds=microseconds)
