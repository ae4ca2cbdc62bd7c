"""Readers that never stop, during many publishes: is what they count ever wrong, and how often do they fail loudly?

A publish adds articles and changes one in ten, each of which says the number of its publish in two columns. So a
reader's answer is wrong when it counts what no publish left, or less than it counted before, or an article twice, or when
the two columns of a row differ. `python -m tests.torture.readers ARTICLES PUBLISHES SECONDS` begins with so many articles, and
publishes as often, that many seconds apart.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds

from output.layout import Layout
from output.records import Article
from output.run import Verdict
from output.store import Ending, Run, Store
from tests.torture.processes import Child, apart
from tests.torture.recovery import SOURCE, folder
from tests.torture.work import begins, card

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.torture.work import Tell

    Rows = list[tuple[str, int, str]]

ADDED = 5
STOP = "stop"  # the file that ends the readers
COLUMNS = ["article_id", "word_count", "text"]


def by_pandas(articles: Path) -> Rows:
    return list(pd.read_parquet(articles, columns=COLUMNS).itertuples(index=False, name=None))


def by_pyarrow(articles: Path) -> Rows:
    table = ds.dataset(articles, partitioning="hive").to_table(columns=COLUMNS)
    return list(zip(*(table[name].to_pylist() for name in COLUMNS), strict=True))


def by_polars(articles: Path) -> Rows:
    return pl.scan_parquet(f"{articles}/*/*.parquet", hive_partitioning=True).select(COLUMNS).collect().rows()


def by_duckdb(articles: Path) -> Rows:
    with duckdb.connect() as base:
        return base.execute(f"SELECT {', '.join(COLUMNS)} FROM '{articles}/*/*.parquet'").fetchall()


READERS = {"pandas": by_pandas, "pyarrow": by_pyarrow, "polars": by_polars, "duckdb": by_duckdb}


def publish(layout: Layout, first: int, number: int, _: Tell) -> None:
    """The publish of this number: the first articles, or some more and a change of one in ten."""
    at = begins(0) + timedelta(minutes=number)
    stood = first + ADDED * (number - 1) if number else 0
    chosen = [name for name in range(first + ADDED * number) if name >= stood or name % 10 == number % 10]
    with Store(layout, card(SOURCE), Run(f"run{number}", at, "0.1.0")) as store:
        futures = [store.add_article(_article(name, number, at)) for name in chosen]
        for future in futures:
            future.result()
        store.publish(Ending(at, Verdict(0, "made for a test"), store.settle(len(chosen))))


def _article(name: int, number: int, at: datetime) -> Article:
    return Article(SOURCE, f"{card(SOURCE).home}{name}", at, "aa", "e1", f"{number} " + "words " * 200, number)


def look(read: Callable[[Path], Rows], first: int, place: Path, tell: Tell) -> None:
    """Read until it is told to stop, and once more; tell how often what happened."""
    seen: Counter[str] = Counter()
    before, last = 0, False
    while not last:
        last = (place / STOP).exists()
        try:
            rows = read(place / "articles")
        except Exception as error:  # noqa: BLE001  (whatever an engine raises is loud)
            seen["errors"] += 1
            seen[f"{type(error).__name__}: {str(error)[:80]}"] += 1
            continue
        seen["reads"] += 1
        if wrong := _wrong(rows, first, before):
            seen[f"wrong: {wrong}"] += 1
        before = max(before, len(rows))
        last_count = len(rows)
    tell(json.dumps({**seen, "last": last_count}))


def _wrong(rows: Rows, first: int, before: int) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if len(rows) < before:
        return "fewer than before"
    if (len(rows) - first) % ADDED:
        return "what no publish left"
    if len({row[0] for row in rows}) != len(rows):
        return "an article twice"
    return "" if all(int(text.split(" ", 1)[0]) == number for _, number, text in rows) else "a mixed row"


def main(first: int, publishes: int, seconds: float) -> None:
    """Publish beside all readers, and print what each met."""
    logging.disable()
    with folder() as place:
        layout = Layout.at(place)
        apart(partial(publish, layout, first, 0))
        readers = {name: Child(partial(look, read, first, place)) for name, read in READERS.items()}
        began = time.monotonic()
        for number in range(1, publishes + 1):
            time.sleep(max(0, began + number * seconds - time.monotonic()))
            apart(partial(publish, layout, first, number))
        took = time.monotonic() - began
        (place / STOP).touch()
        told = {name: json.loads(next(child.lines())) for name, child in readers.items()}
        assert [child.ended() for child in readers.values()] == [0] * len(readers)
    said = {"publishes": publishes, "seconds": round(took, 1), "expected": first + ADDED * publishes, "readers": told}
    print(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
