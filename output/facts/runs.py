"""What do a source's runs tell? How the newest ended, since when it goes badly, and when it last went well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.facts.columns import columns_of, some_of
from output.schema import RUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from output.facts.source_facts import SourceFacts
    from output.layout import Layout

COLUMNS = some_of(RUNS, "started_at", "finished_at", "exit", "verdict", "cause", "strategy", "listed")


def with_runs(facts: SourceFacts, layout: Layout) -> SourceFacts:
    """The facts with what the source's runs tell.

    Raises:
        Unreadable: A file is damaged.
        Incompatible: A newer thinktap wrote it.
        OSError: The disk refuses us.
    """
    runs, telling = _back_to_a_good_one(layout, facts.source)
    if not runs.num_rows:
        return facts
    exits = runs["exit"].to_pylist()
    bad = _count_bad([exits[one] for one in telling])
    newest = _row(runs, telling[0])
    return replace(
        facts,
        last_run=_row(runs, 0)["started_at"],
        last_success=_row(runs, telling[bad])["finished_at"] if bad < len(telling) else None,
        exit=newest["exit"],
        cause=newest["cause"],
        verdict=newest["verdict"],
        trouble_since=_row(runs, telling[bad - 1])["started_at"] if bad else None,
    )


def _back_to_a_good_one(layout: Layout, source: str) -> tuple[pa.Table, Sequence[int]]:
    """The newest runs first, no year before the one in which one went well; and which of them tell of the site."""
    runs, telling = COLUMNS.empty_table(), list[int]()
    for path in reversed(layout.files(RUNS, source)):
        year = columns_of([path], COLUMNS).sort_by([("started_at", "descending")])
        runs = pa.concat_tables([runs, year])
        telling = _telling(runs)
        if 0 in runs["exit"].take(pa.array(telling, pa.int64())).to_pylist():
            break
    return runs, telling or range(runs.num_rows)


def _telling(runs: pa.Table) -> list[int]:
    """The runs that tell something of the site: no good one that read the archive again, or met the end of the hours."""
    said = zip(*(runs[name].to_pylist() for name in ("exit", "strategy", "listed")), strict=True)
    return [number for number, (status, strategy, listed) in enumerate(said) if status or strategy or listed]


def _count_bad(exits: Sequence[int]) -> int:
    return exits.index(0) if 0 in exits else len(exits)


def _row(runs: pa.Table, number: int) -> dict[str, Any]:
    row: dict[str, Any] = runs.slice(number, 1).to_pylist()[0]
    return row
