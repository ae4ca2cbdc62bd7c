"""What does one step on the dataset cost, one way of keeping it? Run by dataset.py, each step in a process of its own.

usage: python benchmarks/dataset_peers.py PEER STEP FOLDER ARTICLES [NUMBER]

Prints one JSON line: seconds without those that making the articles took, and the largest resident memory in MB above
that of the interpreter before it imported anything.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from output.records import Article

SCANNED = ["url", "published", "views", "license"]
LOOKED_UP = 777  # the number of the article that is looked up
PIECE = 1_500  # rows that a peer is handed at a time, as many as a row group of ours has
TO_MB = 1024 if sys.platform == "linux" else 1024 * 1024


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / TO_MB


BEFORE = peak()


class Handed:
    """Hands articles over, and keeps the time that making them takes apart."""

    def __init__(self, articles: Iterator[Article]) -> None:
        self._articles, self.seconds = articles, 0.0

    def __iter__(self) -> Iterator[Article]:
        while True:
            began = time.perf_counter()
            one = next(self._articles, None)
            self.seconds += time.perf_counter() - began
            if one is None:
                return
            yield one


class Ours:
    """A store: rows staged and committed, then published with versions, observations and all."""

    def __init__(self, folder: Path) -> None:
        from output.layout import Layout

        self._folder = folder
        self._layout = Layout.at(folder)

    def write(self, articles: Handed, number: int) -> None:
        from datetime import timedelta

        from dataset_rows import BEGAN, CARD

        from output.run import Ending, Run, Verdict
        from output.store import Store

        at = BEGAN + timedelta(days=number)
        with Store(self._layout, CARD, Run(f"run{number}", at, "0.1.0")) as store:
            waiting = iter(articles)
            while some := [store.add_article(one) for one in islice(waiting, PIECE)]:
                for future in some:
                    future.result()
            store.publish(Ending(at, Verdict(0, "measured"), store.settle(1)))

    load = merge = write

    def scan(self) -> int:
        import pandas as pd

        return len(pd.read_parquet(self._folder / "articles", columns=SCANNED))

    def look_up(self, key: str) -> int:
        import duckdb

        found = duckdb.execute(f"SELECT * FROM '{self._folder}/articles/*/*.parquet' WHERE article_id = ?", [key])  # noqa: S608
        return len(found.fetchall())


class Delta:
    """A Delta table, written in a stream and merged by key."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder / "articles")

    def load(self, articles: Handed, _: int) -> None:
        import pyarrow as pa
        from deltalake import write_deltalake

        from output.schema import ARTICLES

        batches = (batch for table in tables(articles) for batch in table.to_batches())
        write_deltalake(self._folder, pa.RecordBatchReader.from_batches(ARTICLES.schema, batches))

    def merge(self, articles: Handed, _: int) -> None:
        import pyarrow as pa
        from deltalake import DeltaTable

        source = pa.concat_tables(tables(articles))
        merging = DeltaTable(self._folder).merge(
            source, "t.article_id = s.article_id", source_alias="s", target_alias="t"
        )
        merging.when_matched_update_all().when_not_matched_insert_all().execute()

    def scan(self) -> int:
        from deltalake import DeltaTable

        return len(DeltaTable(self._folder).to_pandas(columns=SCANNED))

    def look_up(self, key: str) -> int:
        from deltalake import DeltaTable, QueryBuilder

        # Its own engine: to_pandas(filters=…) fails on a text column (ArrowNotImplementedError, deltalake 1.6.6).
        asked = QueryBuilder().register("t", DeltaTable(self._folder))
        return int(asked.execute(f"SELECT * FROM t WHERE article_id = '{key}'").read_all().num_rows)  # noqa: S608


class Pandas:
    """One Parquet file that is read as a whole, changed, and written again."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "articles.parquet"

    def load(self, articles: Handed, _: int) -> None:
        frame(articles).to_parquet(self._file)

    def merge(self, articles: Handed, _: int) -> None:
        import pandas as pd

        both = pd.concat([pd.read_parquet(self._file), frame(articles)])
        both.drop_duplicates("article_id", keep="last").to_parquet(self._file)

    def scan(self) -> int:
        import pandas as pd

        return len(pd.read_parquet(self._file, columns=SCANNED))

    def look_up(self, key: str) -> int:
        import pandas as pd

        return len(pd.read_parquet(self._file, filters=[("article_id", "==", key)]))


PEERS: dict[str, Callable[[Path], Any]] = {"thinktap": Ours, "delta": Delta, "pandas": Pandas}


def frame(articles: Handed) -> Any:
    import pandas as pd
    from dataset_rows import row

    return pd.DataFrame([row(one) for one in articles])


def tables(articles: Handed) -> Iterator[Any]:
    import pyarrow as pa
    from dataset_rows import row

    from output.schema import ARTICLES

    waiting = iter(articles)
    while some := [row(one) for one in islice(waiting, PIECE)]:
        yield pa.Table.from_pylist(some, schema=ARTICLES.schema)


def done(peer: Any, step: str, articles: int, number: int) -> tuple[float, int | None]:
    """Do a step; seconds, and how many rows it found."""
    import dataset_rows

    if step in {"load", "merge"}:
        made = dataset_rows.loaded(articles) if step == "load" else dataset_rows.merged(articles, number)
        handed = Handed(made)
        began = time.perf_counter()
        getattr(peer, step)(handed, number)
        return time.perf_counter() - began - handed.seconds, None
    key = dataset_rows.identity(dataset_rows.article(LOOKED_UP, 0))
    began = time.perf_counter()
    found = peer.scan() if step == "scan" else peer.look_up(key)
    return time.perf_counter() - began, found


def main() -> None:
    name, step, folder, articles, *number = sys.argv[1:]
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    seconds, found = done(PEERS[name](path), step, int(articles), int(number[0]) if number else 0)
    print(json.dumps({"seconds": seconds, "found": found, "peak": peak() - BEFORE}), flush=True)
    os._exit(
        0
    )  # deltalake 1.6.6 beside pyarrow 26 now and then aborts while the interpreter ends ("terminate called")


if __name__ == "__main__":
    main()
