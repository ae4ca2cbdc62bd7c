"""How is a table read and written? In streams of row groups, so that memory does not grow with the table."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from output.atomic import replacing
from output.errors import Incompatible, Unreadable, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from output.schema import Table

File: TypeAlias = "Path | pa.NativeFile"  # a file of the dataset's folder, or one of an object store
# Measured for the design: groups of about 1,500 articles, zstd level 3 (47 MB where snappy takes 82), page
# index on, no bloom filters.
GROUP_ROWS = 1_500
# Bytes of a group in memory. A merge holds a few of them: 24 articles of the longest that are stored (`sound.LONGEST`, in
# text and Markdown) took 230 MB with 16 MiB and 360 with 32; a process that merges 50 of 20,000 articles of 12 KB takes 191 MB
# with 8 MiB and 204 with 16.
GROUP_BYTES = 8 * 1024 * 1024
COMPRESSION_LEVEL = 3
PIECE_ROWS = 250  # that are read at a time
READ_BYTES = 64 * 1024  # of a column's chunk that are read at a time
LONG = {"text", "markdown"}  # columns whose values hardly ever recur: a dictionary costs memory and saves nothing
NOTES = ("sequence", "producer", "buckets")  # who made a file, when in the order of publishes, and one of how many


def read_pieces(path: Path, table: Table) -> Iterator[pa.Table]:
    """The rows of a file, a few at a time; none when there is no file.

    Raises:
        Unreadable: It is damaged.
    """
    if path.exists():
        yield from pieces_in(path, table)


def pieces_in(file: File, table: Table) -> Iterator[pa.Table]:
    """The rows of a file that is there, a few at a time.

    Raises:
        Unreadable: It is damaged.
    """
    with opened(file) as there:
        for group in range(there.num_row_groups):  # a piece is never of two, for their bytes are bounded
            batches = there.iter_batches(PIECE_ROWS, row_groups=[group], use_threads=False)
            while (piece := _next(file, batches, table)) is not None:
                yield piece
                del piece
                pa.default_memory_pool().release_unused()


@contextmanager
def opened(file: File) -> Iterator[pq.ParquetFile]:
    """A file whose pages are checked as they are read.

    Raises:
        Unreadable: Its footer is damaged.
    """
    # One thread and no reading ahead: with them a file of long texts takes three times the memory.
    with reading(file):
        there = pq.ParquetFile(file, pre_buffer=False, buffer_size=READ_BYTES, page_checksum_verification=True)
    with there:
        yield there


def read_group(path: Path, there: pq.ParquetFile, table: Table, number: int) -> pa.Table:
    """A row group of a file that any version of the schema wrote, under today's: a column that has come since is null.

    Raises:
        Unreadable: It is damaged.
        Incompatible: There is a column that the schema does not know; it would be lost.
    """
    with reading(path):
        group = there.read_row_group(number)
        if unknown := sorted(set(group.column_names) - table.names):
            raise Incompatible(f"{table.name} has a column that this version does not know: {', '.join(unknown)}")
        columns = [
            group[one.name].cast(one.type) if one.name in group.column_names else pa.nulls(group.num_rows, one.type)
            for one in table.columns
        ]
        return pa.Table.from_arrays(columns, schema=table.schema)


def _next(file: File, batches: Iterator[pa.RecordBatch], table: Table) -> pa.Table | None:
    with reading(file):
        batch = next(batches, None)
        return None if batch is None else pa.Table.from_batches([batch]).cast(table.schema)


def notes_of(path: Path) -> dict[str, str]:
    """What else than its schema a file's metadata says, as `write_groups` was told it.

    Raises:
        Unreadable: Its footer is damaged.
    """
    with opened(path) as file:
        metadata = {key.decode(): text.decode() for key, text in (file.schema_arrow.metadata or {}).items()}
    return {name: metadata[name] for name in NOTES if name in metadata}


def count_rows(path: Path) -> int:
    """How many rows a file holds, by its footer."""
    return int(pq.read_metadata(path).num_rows)


def read_texts(file: File, column: str) -> list[str]:
    """The texts in one column of a file, nulls left out.

    Raises:
        Unreadable: It is damaged.
    """
    texts: list[str] = _columns(file, [column])[column].drop_null().to_pylist()
    return texts


def held_in(file: File, column: str, texts: Iterable[str]) -> set[str]:
    """Which of these texts stand in a column of a file.

    Raises:
        Unreadable: It is damaged.
    """
    wanted = pa.array(texts, pa.string())
    with opened(file) as there, reading(file):
        columns = (batch[column] for batch in there.iter_batches(columns=[column], use_threads=False))
        return {text for some in columns for text in some.filter(pc.is_in(some, value_set=wanted)).to_pylist()}


def read_evidence(file: File, method: str) -> dict[str, str]:
    """The raw words of one method's evidence by the article's address.

    Raises:
        Unreadable: It is damaged.
    """
    table = _columns(file, ["url", "provenance"]).combine_chunks()
    evidence = pc.list_flatten(table["provenance"])
    urls = table["url"].take(pc.list_parent_indices(table["provenance"]))
    chosen = pc.equal(pc.struct_field(evidence, "method"), method)
    raws = pc.struct_field(evidence, "raw").filter(chosen).to_pylist()
    return dict(zip(urls.filter(chosen).to_pylist(), raws, strict=True))


def read_reserving(file: File, uses: frozenset[str]) -> list[str]:
    """The addresses of the rows whose rights reserve one of these uses.

    Raises:
        Unreadable: It is damaged.
    """
    table = _columns(file, ["url", "reserved"]).combine_chunks()
    reserved = pc.list_flatten(table["reserved"])
    urls = table["url"].take(pc.list_parent_indices(table["reserved"]))
    found: list[str] = urls.filter(pc.is_in(reserved, value_set=pa.array(sorted(uses)))).unique().to_pylist()
    return found


def write_groups(
    path: Path, unfinished: Path, table: Table, groups: Iterable[pa.Table], notes: Mapping[str, str]
) -> int:
    """Replace a file with these rows, regrouped to even size, each page with a checksum.

    Args:
        path: The file.
        unfinished: A folder on the same file system, for the file while it is being written.
        table: What it holds.
        groups: Its rows.
        notes: What else the file's metadata says: who made it, and when in the order of publishes.

    Returns:
        How many rows it holds.

    Raises:
        OSError: The disk is full or refuses us; the file is then as it was.
    """
    with replacing(path, unfinished) as aside:
        return write_rows(aside, table, groups, notes)


def write_rows(where: File, table: Table, groups: Iterable[pa.Table], notes: Mapping[str, str]) -> int:
    """Write a file of these rows, and tell how many they are."""
    rows = 0
    with pq.ParquetWriter(
        where,
        table.schema.with_metadata({**table.schema.metadata, **notes}),
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        write_page_index=True,
        write_page_checksum=True,
        **_encodings(table),
    ) as writer:
        for group in _regrouped(groups):
            writer.write_table(group, row_group_size=GROUP_ROWS)
            rows += group.num_rows
    pa.default_memory_pool().release_unused()  # this thread's heap: many threads publish, each for a moment
    return rows


def _encodings(table: Table) -> dict[str, Any]:
    """How the writer is to put the values down."""
    leaves = [leaf for column in table.columns for leaf in _leaves(column.name, column.type)]
    # DELTA_BINARY_PACKED suits numbers that grow a little from row to row; it excludes a dictionary.
    deltas = [name for name, type_ in leaves if table.grows and (type_ == pa.int64() or pa.types.is_timestamp(type_))]
    return {
        "use_dictionary": [name for name, _ in leaves if name not in {*deltas, *LONG}],
        "column_encoding": dict.fromkeys(deltas, "DELTA_BINARY_PACKED") or None,
    }


def _leaves(name: str, type_: pa.DataType) -> Iterator[tuple[str, pa.DataType]]:
    """The columns that Parquet makes of one, by their paths."""
    if pa.types.is_list(type_):
        yield from _leaves(f"{name}.list.element", type_.value_type)
    elif pa.types.is_struct(type_):
        for field in type_:
            yield from _leaves(f"{name}.{field.name}", field.type)
    else:
        yield name, type_


def _columns(file: File, names: list[str]) -> pa.Table:
    with opened(file) as there, reading(file):
        return there.read(columns=names)


@contextmanager
def reading(file: File) -> Iterator[None]:
    """Say that a file is damaged, where Arrow finds it so; what the disk itself refuses has a number of its own."""
    try:
        yield
    except pa.ArrowMemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        why = str(error).partition("\n")[0]
        if isinstance(file, Path):
            raise Unreadable(file, why) from error
        raise Unwritable(f"a file in the object store can't be read: {why}") from error


def _regrouped(groups: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in pieces of `GROUP_ROWS`, shorter where that is more than `GROUP_BYTES`, and at the end."""
    rest: pa.Table | None = None
    for group in groups:
        rest = pa.concat_tables([rest, group]) if rest else group
        while (rows := _fitting(rest)) < rest.num_rows or rows == GROUP_ROWS:
            yield rest.slice(0, rows)
            rest = rest.slice(rows)
    if rest:
        yield rest


def _fitting(table: pa.Table) -> int:
    """How many rows from its beginning make a group: at least one."""
    rows = min(table.num_rows, GROUP_ROWS)
    while rows > 1 and (size := table.slice(0, rows).nbytes) > GROUP_BYTES:
        rows = min(rows - 1, max(1, rows * GROUP_BYTES // size))
    return int(rows)
