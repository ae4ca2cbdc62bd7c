"""What has each source come to, in numbers? Over all its runs, and in its last; for those who watch by counters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.atomic import read_json
from output.columns import columns_of, some_of
from output.schema import FETCHES, REJECTS, RUNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from output.layout import Layout

SECOND = 1_000_000  # in the units of Arrow's moments
MET = ("new", "changed", "unchanged", "missing", "gone")  # what a run calls an article


@dataclass(frozen=True, slots=True)
class Figures:
    """One source's numbers.

    Attributes:
        source: Its id.
        articles: Stored, by their status.
        runs: By their exit status.
        met: Articles, over all runs, by what they turned out to be.
        fetches: Over all runs, by their outcome.
        rejects: Over all runs, by their stage and reason.
        last: Of the last run that ended: `timestamp`, `seconds`, `exit` and `listed`. Empty when none has.
        last_success: When its last run ended that was fine, as seconds since 1970. Null when none was.
    """

    source: str
    articles: Mapping[str, int] = field(default_factory=dict)
    runs: Mapping[str, int] = field(default_factory=dict)
    met: Mapping[str, int] = field(default_factory=dict)
    fetches: Mapping[str, int] = field(default_factory=dict)
    rejects: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last: Mapping[str, float] = field(default_factory=dict)
    last_success: float | None = None


def figures_of(layout: Layout, source: str) -> Figures:
    """One source's numbers, read a column at a time.

    Raises:
        Unreadable: A file is damaged.
        Incompatible: A newer thinktap wrote it.
        OSError: The disk refuses us.
    """
    card = read_json(layout.latest(source))
    runs = columns_of(layout.files(RUNS, source), some_of(RUNS, "finished_at", "seconds", "exit", "listed", *MET))
    fetches = columns_of(layout.files(FETCHES, source), some_of(FETCHES, "outcome"))
    rejects = columns_of(layout.files(REJECTS, source), some_of(REJECTS, "stage", "reason"))
    refused = rejects.group_by(["stage", "reason"]).aggregate([([], "count_all")]).to_pylist()
    return Figures(
        source,
        articles={status: card[key] for status, key in (("active", "articles"), ("gone", "gone")) if key in card},
        runs={str(status): count for status, count in _counted(runs["exit"]).items()},
        met={name: pc.sum(runs[name]).as_py() or 0 for name in MET},
        fetches=_counted(fetches["outcome"]),
        rejects={(one["stage"], one["reason"]): one["count_all"] for one in refused},
        last=_last(runs),
        last_success=datetime.fromisoformat(success).timestamp() if (success := card.get("last_success")) else None,
    )


def _counted(column: pa.ChunkedArray) -> dict[str, int]:
    return {one["values"]: one["counts"] for one in pc.value_counts(column).to_pylist()}


def _last(runs: pa.Table) -> dict[str, float]:
    finished = runs["finished_at"].cast(pa.int64()).to_pylist()
    if not finished:
        return {}
    number = max(range(len(finished)), key=finished.__getitem__)
    said = {name: runs[name][number].as_py() for name in ("seconds", "exit", "listed")}
    return {"timestamp": finished[number] / SECOND, **said}
