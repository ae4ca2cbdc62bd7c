"""Which rows does a dataset of many sources hold? Made up, written straight as Parquet, the same for the same numbers.

Every source has run each day for fifty days. Of ten, one has lost its dates since last week, one fails since three days,
and one has been silent for three weeks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from output.atomic import write_json
from output.layout import Layout
from output.parquet import write_rows
from output.schema import (
    ALIASES,
    ARTICLES,
    FETCHES,
    OBSERVATIONS,
    REJECTS,
    RUNS,
    SCHEMA_VERSION,
    SOURCES,
    TABLES,
    VERSIONS,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

DAYS = 50
LEAST = 20  # articles of a source
LOSES, FAILS, SILENT = 2, 3, 4  # which of ten
NAMED = 0.9  # the share of articles that name an author
DAY = 86_400_000_000  # microseconds
PLACES = [
    "Harbour",
    "Kite",
    "Meridian",
    "Baltic",
    "Cedar",
    "Summit",
    "Delta",
    "Juniper",
    "Northern",
    "Pacific",
    "Amber",
    "Lantern",
]
SORTS = ("Institute", "Centre for Strategic Studies", "Policy Forum", "Council", "Observatory", "Foundation")
SUBJECTS = [
    "Grain reserves",
    "Wind power",
    "Refugee schooling",
    "Port security",
    "Semiconductor supply",
    "Arctic shipping",
]
CLAIMS = [
    "and the price of caution",
    "after the summit",
    "in ten charts",
    ": what the budget hides",
    "and its discontents",
]
TEXT = (
    "Reserves are low in the north.\n\nPrices rise, and the harbours wait for a decision that nobody wants to take."
)
LICENSES = [None, None, None, None, "CC-BY-4.0", "CC-BY-NC-ND-4.0"]
REASONS = ("no body", "login wall", "listing", "on another site", "page not found")
FIELDS = ("title", "published", "authors", "text", "views", "section", "summary", "language")
METHODS = ("json-ld", "meta", "label", "block model", "heading", "breadcrumb", "detected")
Columns = dict[str, Any]


def make(root: Path, sources: int, articles: int, now: datetime) -> None:
    """Write the dataset of so many sources, with so many articles in all."""
    layout = Layout.at(root)
    names = [f"{PLACES[i % 12].lower()}_{i:04d}" for i in range(sources)]
    for number, name in enumerate(names):
        OneSource(layout, name, number, max(LEAST, articles // sources), now).write()
    rows = [
        {
            "source": name,
            "name": f"{PLACES[i % 12]} {SORTS[i // 12 % 6]}",
            "home": f"https://{name}.example/",
            "language": "en",
            "last_success": now - timedelta(days=3 if i % 10 == FAILS else 0, hours=i % 20),
            "articles": max(LEAST, articles // sources),
            "gone": 0,
        }
        for i, name in enumerate(names)
    ]
    _write(layout.sources, SOURCES, pa.Table.from_pylist(rows, schema=SOURCES.schema))
    for row in rows:
        card = {**row, "schema_version": SCHEMA_VERSION, "sequence": DAYS + 1}
        write_json(layout.latest(row["source"]), layout.unfinished(row["source"]), card)


class OneSource:
    """One source's rows."""

    def __init__(self, layout: Layout, name: str, number: int, articles: int, now: datetime) -> None:
        self._layout, self._name, self._number, self._count, self._now = layout, name, number, articles, now
        self._random = np.random.default_rng(number)
        self._end = int(now.timestamp() * 1_000_000)
        self._lost_dates, self._fails, self._silent = (number % 10 == kind for kind in (LOSES, FAILS, SILENT))
        backlog = int(articles * 0.7)
        since = 21.0 if self._silent else 0.05
        later = np.sort(self._random.uniform(since, DAYS - 1, articles - backlog))[::-1]
        ages = np.concatenate([np.full(backlog, float(DAYS)), later])
        self._seen = self._end - (ages * DAY).astype("int64")

    def write(self) -> None:
        """Write all its tables."""
        ids = [f"{self._number:08x}{i:024x}" for i in range(self._count)]
        urls = [f"https://{self._name}.example/views/{i}" for i in range(self._count)]
        content = self._content()
        times = pa.array(self._seen, pa.timestamp("us", "UTC"))
        run_ids = pa.array([f"{self._name}-{DAYS - (self._end - at) // DAY}" for at in self._seen])
        views = self._random.integers(10, 5_000, self._count)
        grown = views + (self._random.pareto(1.5, self._count) * 40).astype("int64")
        shown = {"views": grown, "views_raw": pa.array(grown).cast(pa.string()), "views_observed_at": times}
        self._put(
            ARTICLES,
            {
                **content,
                **shown,
                "article_id": ids,
                "url": urls,
                "status": ["active"] * self._count,
                "first_seen_at": times,
                "last_changed_at": times,
                "run_id": run_ids,
            },
        )
        version = {"article_id": ids, "url": urls, "valid_from": times, "run_id": run_ids, **content}
        self._versions(version)
        self._observations(ids, views, grown)
        self._fetches(urls, run_ids)
        self._put(
            ALIASES, {"url": urls, "article_id": ids, "first_seen_at": times, "further_page": None, "run_id": run_ids}
        )
        self._runs()

    def _content(self) -> Columns:
        count, pick = self._count, self._random.integers
        titles = [f"{SUBJECTS[a]} {CLAIMS[b]}" for a, b in zip(pick(0, 6, count), pick(0, 5, count), strict=True)]
        days = pa.array(self._seen // DAY, pa.int32()).cast(pa.date32())
        published = self._kept(days, 0.97)
        if self._lost_dates:
            recent = pa.array(self._seen > self._end - 7 * DAY)
            published = pc.if_else(recent, pa.scalar(None, pa.date32()), published)
        licenses = pa.array(LICENSES, pa.string())
        spoken = pa.array(["The notice is plain."])
        return {
            "title": titles,
            "authors": self._authors(),
            "published": published,
            "updated": self._kept(days, 0.3),
            "language": pa.array(["en"] * count),
            "section": self._kept(pa.array(["Energy"] * count), 0.8),
            "topics": pa.array([["energy"]] * count),
            "summary": self._kept(spoken.take(pa.array(np.zeros(count, "int64"))), 0.6),
            "text": [TEXT] * count,
            "markdown": [TEXT] * count,
            "word_count": [20] * count,
            "license": licenses.take(pa.array(pick(0, 6, count))),
            "rights_signals": pa.array([["robots=noai"] if self._number % 4 == 0 else []] * count),
            "reserved": pa.array([["train"] if self._number % 4 == 0 else []] * count, pa.list_(pa.string())),
            "images": pa.array([[]] * count, ARTICLES.schema.field("images").type),
            "attachments": pa.array([[]] * count, ARTICLES.schema.field("attachments").type),
            "provenance": self._provenance(titles),
            "extractor": ["thinktap 0.1.0"] * count,
            "content_hash": [f"{i:032x}" for i in range(count)],
        }

    def _kept(self, values: pa.Array, share: float) -> pa.Array:
        mask = pa.array(self._random.random(self._count) < share)
        return pc.if_else(mask, values, pa.scalar(None, values.type))

    def _authors(self) -> pa.Array:
        who = pa.array(
            [{"name": "Ada Brun", "affiliation": None, "raw": "Ada Brun"}],
            ARTICLES.schema.field("authors").type.value_type,
        )
        lengths = (self._random.random(self._count) < NAMED).astype("int32")
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype("int32")
        return pa.ListArray.from_arrays(
            pa.array(offsets), who.take(pa.array(np.zeros(int(lengths.sum()), "int64")))
        ).cast(ARTICLES.schema.field("authors").type)

    def _provenance(self, titles: list[str]) -> pa.Array:
        each, count = len(FIELDS), self._count
        methods = [METHODS[i] for i in self._random.integers(0, len(METHODS), each * count)]
        kind = ARTICLES.schema.field("provenance").type
        parts = [
            pa.array(list(FIELDS) * count),
            pa.array(methods),
            pa.nulls(each * count, pa.string()),
            pa.array([title for title in titles for _ in FIELDS]),
            pa.array(np.round(self._random.uniform(0.5, 1, each * count), 2)),
        ]
        entries = pa.StructArray.from_arrays(parts, fields=list(kind.value_type))
        offsets = pa.array(np.arange(0, each * count + 1, each, dtype="int32"))
        return pa.ListArray.from_arrays(offsets, entries).cast(kind)

    def _versions(self, first: Columns) -> None:
        rows = self._table(VERSIONS, {**first, "sequence": 1, "version": 1, "kind": "new"})
        chosen = np.sort(self._random.choice(self._count, max(1, self._count // 50), replace=False))
        edited = rows.take(pa.array(chosen))
        said = TEXT.replace("Prices rise", "Prices fall a little")
        later = pa.array(np.full(len(chosen), self._end) - self._random.integers(1, 20, len(chosen)) * DAY)
        changes = {"version": 2, "kind": "content", "text": said, "valid_from": later.cast(pa.timestamp("us", "UTC"))}
        self._write(VERSIONS, pa.concat_tables([rows, self._replaced(VERSIONS, edited, changes)]))

    def _observations(self, ids: list[str], before: np.ndarray, after: np.ndarray) -> None:
        readings, shares = 4, (0.0, 0.2, 0.7, 1.0)
        times = [np.minimum(self._seen + (self._end - self._seen) * i // 4, self._end) for i in range(readings)]
        views = [before + ((after - before) * share).astype("int64") for share in shares]
        every = np.concatenate(views)
        rows = {
            "sequence": 1,
            "article_id": ids * readings,
            "observed_at": pa.array(np.concatenate(times), pa.timestamp("us", "UTC")),
            "views": every,
            "raw": pa.array(every).cast(pa.string()),
            "method": "label",
            "run_id": "r",
        }
        self._put(OBSERVATIONS, rows)

    def _fetches(self, urls: list[str], run_ids: pa.Array) -> None:
        lost = [f"https://{self._name}.example/lost/{i}" for i in range(max(2, self._count // 40))]
        refused = [f"https://{self._name}.example/about/{i}" for i in range(max(2, self._count // 30))]
        every = [*urls, *lost, *refused]
        times = np.concatenate([self._seen, np.full(len(every) - len(urls), self._end - DAY)])
        ids = pa.concat_arrays([run_ids, pa.array([f"{self._name}-{DAYS - 1}"] * (len(every) - len(urls)))])
        outcomes = ["page"] * len(urls) + ["missing", "failed"] * len(lost)
        rows = {
            "sequence": 1,
            "url": every,
            "requested_at": pa.array(times, pa.timestamp("us", "UTC")),
            "outcome": [*outcomes[: len(urls) + len(lost)], *["page"] * len(refused)],
            "rights_signals": [["robots=noai"] if self._number % 4 == 0 else []] * len(every),
            "run_id": ids,
        }
        self._put(FETCHES, rows)
        reasons = [REASONS[i] for i in self._random.integers(0, len(REASONS), len(refused))]
        at = pa.array(np.full(len(refused), self._end - DAY), pa.timestamp("us", "UTC"))
        made = {
            "sequence": 1,
            "url": refused,
            "rejected_at": at,
            "stage": "extract",
            "reason": reasons,
            "run_id": "r",
        }
        self._put(REJECTS, made)

    def _runs(self) -> None:
        starts = [self._now - timedelta(days=DAYS - i, hours=self._number % 20 + 0.1) for i in range(DAYS + 1)]
        failing = [self._fails and i > DAYS - 3 for i in range(DAYS + 1)]
        ages = (self._end - self._seen) // DAY
        new = [int((ages == DAYS - i).sum()) for i in range(DAYS + 1)]
        listing = "the listing can't be read: HTTP 403"
        rows: Columns = {
            "sequence": list(range(1, DAYS + 2)),
            "run_id": [f"{self._name}-{i}" for i in range(DAYS + 1)],
            "started_at": starts,
            "finished_at": [at + timedelta(minutes=3) for at in starts],
            "seconds": 180.0,
            "exit": [int(one) for one in failing],
            "verdict": [listing if bad else f"{some} new" for bad, some in zip(failing, new, strict=True)],
            "cause": ["blocked" if bad else None for bad in failing],
            "listed": [self._count if i == 0 else 40 for i in range(DAYS + 1)],
            "new": new,
            "thinktap": "0.1.0",
        }
        counts = dict.fromkeys(("changed", "unchanged", "missing", "gone", "rejected", "failed"), 0)
        self._put(RUNS, {**rows, **counts})

    def _put(self, table: Table, columns: Columns) -> None:
        self._write(table, self._table(table, columns))

    def _table(self, table: Table, columns: Columns) -> pa.Table:
        rows = next(len(one) for one in columns.values() if isinstance(one, list))
        return pa.Table.from_arrays(
            [_column(columns.get(field.name), field.type, rows) for field in table.schema], schema=table.schema
        )

    def _replaced(self, table: Table, rows: pa.Table, changes: Columns) -> pa.Table:
        columns = {name: changes.get(name, rows[name]) for name in rows.column_names}
        arrays = [_column(columns[field.name], field.type, rows.num_rows) for field in table.schema]
        return pa.Table.from_arrays(arrays, schema=table.schema)

    def _write(self, table: Table, rows: pa.Table) -> None:
        path = self._layout.bucket(table, self._name)
        _write(self._layout.year(table, self._name, self._now.year) if table.grows else path, table, rows)


def _column(value: Any, kind: pa.DataType, rows: int) -> pa.Array | pa.ChunkedArray:
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value.cast(kind)
    if isinstance(value, list | np.ndarray):
        return pa.array(value, kind)
    return pa.nulls(rows, kind) if value is None else pa.repeat(pa.scalar(value, kind), rows)


def _write(path: Path, table: Table, rows: pa.Table) -> None:
    assert table in TABLES.values()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_rows(path, table, [rows], {"sequence": "1", "producer": "made", "buckets": "1"})
