"""How do a source's rows get into a Delta table? Written as new files, then named in the table's log in one commit.

The files are written here, a row group at a time, and the engine commits them: its own MERGE took 1.6 GB of memory to
change 50 of 100,000 articles, and 2.7 GB where it is told to stream (docs/object-stores.md).
"""

from __future__ import annotations

import json
import random
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from deltalake.fs import DeltaStorageHandler
from deltalake.transaction import AddAction, RemoveAction
from pyarrow.fs import PyFileSystem

from output.delta.columns import PARTITION, delta_schema, in_files
from output.delta.refusals import reaching
from output.errors import Incompatible, Unwritable
from output.parquet import pieces_in, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from output.publish import Publish
    from output.schema import Table

T = TypeVar("T")
ATTEMPTS = 50  # at a commit; each that fails means that another writer's went through
PAUSE = 0.05  # seconds; the longest pause after the first attempt, longer by as much after each
# Spark's own; with this engine's 100, who opens a table reads up to as many small objects first.
SETTINGS = {"delta.checkpointInterval": "10"}
READER = 1  # Delta's protocol: a table that asks more of a reader has deletion vectors or renamed columns


@dataclass(frozen=True, slots=True)
class Standing:
    """A file of the source in the table's newest version: its path there, bytes and rows."""

    path: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a publish does to a table: the files that go, and the rows of each that comes in their place."""

    gone: list[Standing]
    come: Sequence[Iterable[pa.Table]]


class SourceTable:
    """One source's part of one Delta table; made when it is not there.

    Args:
        base: The address that all tables lie under.
        table: Which one.
        source: The source's id.
        identity: Tells the source's state from any other of its name.

    Raises:
        Unwritable: The object store can't be reached, or refuses us.
        Incompatible: The table has other columns, or features that are not known here.
    """

    def __init__(self, base: str, table: Table, source: str, identity: str) -> None:
        self.table, self._source = in_files(table), source
        self._url = f"{base}/{table.name}"
        self._schema = delta_schema(table)
        # In each commit both tell the publish's sequence: they differ when another state has published the source.
        self._ours, self._anyone = f"thinktap/{source}/{identity}", f"thinktap/{source}"
        with reaching(self._url):
            self._delta = self._opened()
            self._files = PyFileSystem(DeltaStorageHandler(self._url))
        self._check()

    def stands(self, sequence: int) -> bool:
        """Whether the table has the rows of this publish, as far as is known here.

        Raises:
            Incompatible: It has what this state did not publish.
        """
        ours, anyone = (self._delta.transaction_version(name) or 0 for name in (self._ours, self._anyone))
        if ours != anyone or ours > sequence:
            raise Incompatible(
                f"{self._url} has publishes of {self._source} from another state, or from after this one's copy was"
                " made; name the --state that it was published from, or another --output"
            )
        return ours == sequence

    def standing(self) -> list[Standing]:
        """The source's files, as far as is known here."""
        columns = ("path", "size_bytes", "num_records")
        actions = pa.table(self._delta.get_add_actions(flatten=True)).to_pylist()
        ours = [one for one in actions if one[f"partition.{PARTITION}"] == self._source]
        return [Standing(path, size, rows or 0) for path, size, rows in ([one[c] for c in columns] for one in ours)]

    def read(self, file: Standing, reader: Callable[[pa.NativeFile], T]) -> T:
        """What a reader finds in a file.

        Raises:
            Unwritable: The object store can't be reached, or refuses us.
        """
        with reaching(self._url), self._files.open_input_file(file.path) as opened:
            return reader(opened)

    def pieces(self, files: Iterable[Standing]) -> Iterator[pa.Table]:
        """The rows of these files, a few at a time."""
        for file in files:
            with self._files.open_input_file(file.path) as opened:
                yield from pieces_in(opened, self.table)

    def publish(self, which: Publish, change: Callable[[list[Standing]], Change]) -> None:
        """Bring a publish's rows in as one commit, unless they stand; doing it again changes nothing.

        A commit goes through only on the version it was made for. Where another was faster it is tried again: with the
        files written already, if those that it replaces still stand.

        Args:
            which: The publish.
            change: What it does, given the source's files.

        Raises:
            Unwritable: The object store can't be reached or refuses us, or others were faster each time.
            Incompatible: The table has what this state did not publish.
        """
        made: tuple[list[Standing], list[AddAction | RemoveAction]] | None = None
        with reaching(self._url):
            for attempt in range(1, ATTEMPTS + 1):
                self._delta.update_incremental()
                if self.stands(which.sequence):
                    return
                files = [] if self.table.grows else self.standing()
                if made is None or made[0] != files:
                    made = files, self._written(which, change(files))
                if self._committed(which, made[1]):
                    return
                time.sleep(random.random() * PAUSE * attempt)  # noqa: S311  (so that two don't meet again)
        raise Unwritable(f"{self._url}: other writers were faster {ATTEMPTS} times; the rows stay staged")

    def _opened(self) -> DeltaTable:
        try:
            return DeltaTable(self._url)
        except TableNotFoundError:
            try:
                return DeltaTable.create(
                    self._url,
                    self._schema,
                    partition_by=[PARTITION],
                    name=self.table.name,
                    description=self.table.description,
                    configuration=SETTINGS,
                )
            except DeltaError:  # another writer was faster
                return DeltaTable(self._url)

    def _check(self) -> None:
        found, wanted = ({field.name: field.type for field in s.fields} for s in (self._delta.schema(), self._schema))
        if others := sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)):
            raise Incompatible(f"{self._url} was made by another version of thinktap: {', '.join(others)} differ")
        if self._delta.protocol().min_reader_version > READER:
            raise Incompatible(f"{self._url} has Delta features that thinktap can't write to")

    def _written(self, which: Publish, change: Change) -> list[AddAction | RemoveAction]:
        """Write the rows to new files, and tell what the log is to say of them and of those that go."""
        come = [self._added(which, rows) for rows in change.come]
        now = _milliseconds()
        gone = (RemoveAction(one.path, True, now, one.size, {PARTITION: self._source}) for one in change.gone)  # noqa: FBT003
        return [*come, *gone]

    def _added(self, which: Publish, pieces: Iterable[pa.Table]) -> AddAction:
        path, values = f"{PARTITION}={self._source}/{uuid.uuid4().hex}.parquet", {PARTITION: self._source}
        with self._files.open_output_stream(path) as stream:
            rows = write_rows(stream, self.table, pieces, which.notes)
            size = stream.tell()
        return AddAction(path, size, values, _milliseconds(), data_change=True, stats=self._stats(which, rows))

    def _stats(self, which: Publish, rows: int) -> str:
        """What lets a reader pass over a file: a cursor's reader wants the sequences behind one that it knows."""
        if not self.table.grows:
            return json.dumps({"numRecords": rows})
        one = {"sequence": which.sequence}
        return json.dumps({"numRecords": rows, "minValues": one, "maxValues": one, "nullCount": {"sequence": 0}})

    def _committed(self, which: Publish, actions: list[AddAction | RemoveAction]) -> bool:
        """Commit, unless another was faster: the engine's own retry would pass over one that only moved our rows."""
        notes = [Transaction(name, which.sequence) for name in (self._ours, self._anyone)]
        properties = CommitProperties(which.notes, max_commit_retries=0, app_transactions=notes)
        try:
            self._delta.create_write_transaction(
                actions, "append", self._schema, partition_by=[PARTITION], commit_properties=properties
            )
        except CommitFailedError:
            return False
        return True


def _milliseconds() -> int:
    return int(time.time() * 1000)
