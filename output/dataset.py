"""What does a dataset hold? Its tables to read, from Python: whole, in part, or what has come since."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads

from output.errors import Unreadable
from output.layout import Layout
from output.maintenance.migrate import refuse_newer
from output.manifest import refuse_gaps
from output.parquet import reading
from output.schema import ARTICLES, TABLES, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

BATCH_ROWS = 1_000  # an article may have megabytes


class Part(TypedDict, total=False):
    """Which part of a table is wanted; what is left out is not asked for.

    Attributes:
        sources: The ids of the sources wanted.
        columns: The names of the columns wanted, in the order wanted.
        where: Which rows are wanted, as ``pyarrow.compute.field("views") > 1000``.
    """

    sources: Collection[str]
    columns: Collection[str]
    where: pc.Expression


class News(NamedTuple):
    """What has come since a cursor.

    Attributes:
        rows: By source in the order of their publishes.
        cursor: By source the newest publish that is in it: what to ask with the next time. JSON can hold it.
    """

    rows: pa.Table
    cursor: dict[str, int]


class Dataset:
    """A dataset in a folder, to read. It may be written meanwhile: each file is read whole, as it was or as it is.

    Tables come as Arrow: ``.to_pandas()`` makes one of pandas, ``polars.from_arrow(...)`` one of Polars. Each has the
    column `source` as its last.

    Args:
        folder: What ``--output`` names.

    Raises:
        FileNotFoundError: There is no dataset.
        Incompatible: A newer version wrote it.
    """

    def __init__(self, folder: str | Path = "output/data") -> None:
        self._layout = Layout.at(Path(folder))
        if not any(self._layout.table(table).is_dir() for table in TABLES.values()):
            raise FileNotFoundError(f"there is no dataset in {folder}")
        refuse_newer(self._layout)

    @property
    def sources(self) -> list[str]:
        """The ids of the sources that have anything here."""
        return self._layout.known()

    def articles(self, **part: Unpack[Part]) -> pa.Table:
        """The articles as they are now, with those that are gone."""
        return self.table(ARTICLES.name, **part)

    def versions(self, **part: Unpack[Part]) -> pa.Table:
        """Each version of each article."""
        return self.table(VERSIONS.name, **part)

    def table(self, name: str, **part: Unpack[Part]) -> pa.Table:
        """A table, or a part of it.

        Raises:
            KeyError: There is no table of that name.
            ValueError: There is no such column.
            Unreadable: A file is damaged, or missing.
        """
        with suppress(FileNotFoundError, Unreadable):  # one may have been moved since it was listed
            return self._read(name, part)
        return self._read(name, part)

    def batches(self, name: str, **part: Unpack[Part]) -> pa.RecordBatchReader:
        """The same as `table`, a thousand rows at a time and read as they are taken, for what does not fit into memory."""
        scanner = self._scanner(name, part)
        return pa.RecordBatchReader.from_batches(scanner.projected_schema, self._taken(name, scanner))

    def since(self, cursor: Mapping[str, int], table: str = VERSIONS.name) -> News:
        """The rows that have come since. None is lost or comes twice, whatever is published meanwhile.

        Args:
            cursor: What an earlier `since` gave for this table; empty: from the beginning.
            table: One that grows: a table of current state has no rows that are new.

        Raises:
            ValueError: It does not grow.
            Unreadable: A file is damaged, or missing.
        """
        if not TABLES[table].grows:
            raise ValueError(f"{table} holds a current state: read it whole, or the versions since")
        self._refuse_gaps(table, self.sources)
        cards = [json.loads(path.read_bytes()) for path in self._layout.cards()]
        come = [self._between(table, card, cursor) for card in cards]
        newest = {card["source"]: card["sequence"] for card in cards}
        return News(pa.concat_tables([self.table(table, sources=[]), *come]), {**cursor, **newest})

    def _between(self, table: str, card: dict[str, Any], cursor: Mapping[str, int]) -> pa.Table:
        """A source's rows from the cursor to the publish that its card tells of: later ones may not all be there."""
        ids = (card["source"], *card["formerly"])
        last, sequence = max(cursor.get(name, 0) for name in ids), pc.field("sequence")
        if card["sequence"] <= last:
            return self.table(table, sources=[])
        rows = self.table(table, sources=ids[:1], where=(sequence > last) & (sequence <= card["sequence"]))
        return rows.sort_by("sequence")

    def _read(self, name: str, part: Part) -> pa.Table:
        scanner = self._scanner(name, part)
        with reading(self._layout.root / name):
            return scanner.to_table()

    def _taken(self, name: str, scanner: pads.Scanner) -> Iterator[pa.RecordBatch]:
        with reading(self._layout.root / name):
            yield from scanner.to_batches()

    def _refuse_gaps(self, name: str, sources: Iterable[str]) -> None:
        """Take no file that was deleted for one without rows."""
        for source in sources:
            refuse_gaps(self._layout, source, {name})

    def _scanner(self, name: str, part: Part) -> pads.Scanner:
        table = TABLES[name]
        wanted, where = part.get("sources"), part.get("where")
        globs = ["*"] if wanted is None else sorted(set(wanted))
        files = dict.fromkeys(str(file) for source in globs for file in self._layout.files(table, source))
        if wanted is not None:  # one file may have the rows of many
            ours = pc.field("source").isin(pa.array(globs, pa.string()))
            where = ours if where is None else ours & where
        self._refuse_gaps(name, self.sources if wanted is None else wanted)
        schema = table.schema if "source" in table.names else table.schema.append(pa.field("source", pa.string()))
        if unknown := sorted(set(part.get("columns", ())) - set(schema.names)):
            raise ValueError(f"{name} has no column {', '.join(unknown)}")
        columns = [*part["columns"]] if "columns" in part else None
        there = pads.dataset([*files], schema=schema, format="parquet", partitioning="hive")
        # One file at a time and no reading ahead, so that memory does not grow with the table.
        ahead = {"batch_size": BATCH_ROWS, "batch_readahead": 1, "fragment_readahead": 1}
        return there.scanner(columns=columns, filter=where, **ahead)
