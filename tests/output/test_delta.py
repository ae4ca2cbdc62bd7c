"""Delta tables: the same rows as in Parquet, none lost and none double, whoever else writes and whatever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from deltalake import DeltaTable, Field, TableFeatures
from deltalake.schema import PrimitiveType

from output.delta.refusals import plain
from output.delta.source_table import Change, SourceTable
from output.errors import Incompatible, Unwritable
from output.layout import Layout
from output.publish import Publish
from output.run import Verdict
from output.schema import ALIASES, ARTICLES, TABLES
from output.store import Ending, Run, Store
from tests.conftest import PROJECT
from tests.dataset import DEMO, KITE
from tests.output.delta_work import NOON, RUNS, layout, read_by, run, runs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.object_store import ObjectStore

Rows = dict[str, list[dict[str, Any]]]
WORK = PROJECT / "tests" / "output" / "delta_work.py"


def delta_rows(url: str) -> Rows:
    """All rows by table, as deltalake reads them."""
    return {name: in_order(pa.table(DeltaTable(f"{url}/{name}").scan())) for name in TABLES}


def parquet_rows(root: Path) -> Rows:
    """The same from Parquet files."""
    return {name: in_order(ds.dataset(root / name, partitioning="hive").to_table()) for name in TABLES}


def in_order(table: pa.Table) -> list[dict[str, Any]]:
    return sorted((dict(sorted(row.items())) for row in table.to_pylist()), key=str)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An address on the local disk."""
    return f"file://{tmp_path}/delta"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What all runs of both sources leave in Parquet files."""
    root = tmp_path_factory.mktemp("undisturbed")
    for card in (DEMO, KITE):
        runs(card, Layout.at(root))
    return parquet_rows(root)


def of(source: str, rows: Rows) -> Rows:
    return {name: [row for row in some if row["source"] == source] for name, some in rows.items()}


def started(url: str, state: Path, source: str, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, WORK, url, state, source, *more]
    return subprocess.Popen(command, env=environment, cwd=PROJECT, stderr=subprocess.PIPE, text=True)


def test_two_writers_at_once(object_store: ObjectStore, tmp_path: Path, undisturbed: Rows) -> None:
    url = f"{object_store.bucket()}/thinktap"
    writers = [started(url, tmp_path / "state", source) for source in ("demo", "kite")]
    for writer in writers:
        _, told = writer.communicate(timeout=100)
        assert writer.returncode == 0, told
    assert delta_rows(url) == undisturbed
    assert len(undisturbed["runs"]) == 2 * RUNS
    assert len(undisturbed["articles"]) == 2 * (3 + RUNS)


def test_a_publish_that_is_killed_between_two_tables_is_done_again(url: str, tmp_path: Path) -> None:
    """With kill -9, before a commit in the midst of the second publish; then the same run's rows are published."""
    calm, state = f"file://{tmp_path}/calm", tmp_path / "state"
    runs(KITE, layout(calm, tmp_path / "calm-state"))
    writer = started(url, state, "kite", "11")
    writer.communicate(timeout=100)
    assert writer.returncode == -signal.SIGKILL
    assert sorted(DeltaTable(f"{url}/{name}").version() for name in TABLES) == [1, 1, 1, 1, 1, 2, 2, 2]
    for number in range(2, RUNS):
        run(number, KITE, layout(url, state))
    assert delta_rows(url) == delta_rows(calm)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("commit", [0, 3, 7])
def test_wherever_it_is_killed(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commit: int, done: bool
) -> None:
    state, real, numbers = tmp_path / "state", SourceTable._committed, count()
    run(0, KITE, layout(url, state))

    def committed(*arguments: Any) -> bool:
        number = next(numbers)
        if number == commit and not done:
            raise Killed
        went = real(*arguments)
        if number == commit:
            raise Killed
        return went

    with monkeypatch.context() as patch:
        patch.setattr(SourceTable, "_committed", committed)
        with pytest.raises(Killed):
            run(1, KITE, layout(url, state))
    with opened(url, state):  # publishes what the killed run had frozen
        pass
    found = delta_rows(url)
    assert len({row["article_id"] for row in found["articles"]}) == len(found["articles"]) == 5
    assert len({(row["article_id"], row["version"]) for row in found["article_versions"]}) == 6
    assert [len(found[name]) for name in ("article_versions", "observations", "fetches", "runs")] == [6, 2, 8, 2]


def opened(url: str, state: Path) -> Store:
    return Store(layout(url, state), KITE, Run("later", NOON, "0.1"))


def test_the_same_rows_as_in_parquet(url: str, tmp_path: Path) -> None:
    runs(DEMO, layout(url, tmp_path / "state"))
    runs(DEMO, Layout.at(tmp_path / "parquet"))
    assert delta_rows(url) == parquet_rows(tmp_path / "parquet")
    assert {path.name for path in (tmp_path / "state").iterdir()} == {"demo.sqlite", "demo.lock"}


def test_a_large_file_is_rewritten_for_a_changed_row_alone(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("output.delta.tables.GROUP_ROWS", 4)
    table, files = SourceTable(url, ARTICLES, "kite", ""), list[dict[str, int]]()
    for number in range(RUNS):
        run(number, KITE, layout(url, tmp_path / "state"))
        run(number, KITE, Layout.at(tmp_path / "parquet"))
        table._delta.update_incremental()
        files.append({file.path: file.rows for file in table.standing()})
    assert [sorted(rows.values()) for rows in files] == [[4], [1, 4], [2, 4]]
    assert not files[0].keys() & files[1].keys()  # of the four, two change each time
    assert delta_rows(url) == parquet_rows(tmp_path / "parquet")
    with opened(url, tmp_path / "state") as store:
        store.add_article(replace(read_by(0, KITE)[-1], url="https://kite.example/newer")).result()
        store.publish(Ending(NOON, Verdict(0, "as planned"), store.settle(1)))
    table._delta.update_incremental()
    after = {file.path: file.rows for file in table.standing()}
    assert sorted(after.values()) == [3, 4]
    assert {path for path, rows in after.items() if rows == 4} == {
        path for path, rows in files[-1].items() if rows == 4
    }


def test_a_reader_of_new_rows_opens_the_new_files_alone(url: str, tmp_path: Path) -> None:
    runs(KITE, layout(url, tmp_path / "state"))
    versions = DeltaTable(f"{url}/article_versions")
    assert len(versions.file_uris()) == RUNS
    assert len(versions.file_uris(file_pruning_predicate="sequence > 2")) == RUNS - 2
    assert versions.transaction_version("thinktap/kite") == RUNS


def test_every_column_is_described(url: str, tmp_path: Path) -> None:
    with opened(url, tmp_path):
        pass
    for name, table in TABLES.items():
        there = DeltaTable(f"{url}/{name}")
        described = {field.name: field.metadata for field in there.schema().fields}
        assert there.metadata().description == table.description
        assert there.metadata().partition_columns == ["source"]
        assert set(described) == table.names | {"source"}
        for column in table.columns:
            assert described[column.name]["comment"] == column.description
            assert described[column.name].get("unit", "") == column.measure


@pytest.fixture
def aliases(url: str) -> tuple[SourceTable, SourceTable]:
    """The same table as two sources see it."""
    return SourceTable(url, ALIASES, "demo", "1"), SourceTable(url, ALIASES, "kite", "2")


def alias(name: str) -> pa.Table:
    row = {"url": f"https://x.example/{name}", "article_id": name, "first_seen_at": NOON, "run_id": "r"}
    return pa.Table.from_pylist([row], schema=ALIASES.schema)


def publish_of(source: str, sequence: int = 1) -> Publish:
    return Publish(source, sequence, "r", "thinktap")


def names_in(url: str) -> list[str]:
    return sorted(pa.table(DeltaTable(f"{url}/aliases").scan(columns=["article_id"]))["article_id"].to_pylist())


def test_a_lost_race_overwrites_nothing(object_store: ObjectStore) -> None:
    url = f"{object_store.bucket()}/thinktap"
    demo, kite = SourceTable(url, ALIASES, "demo", "1"), SourceTable(url, ALIASES, "kite", "2")
    first = demo._written(publish_of("demo"), Change([], [[alias("first")]]))
    second = kite._written(publish_of("kite"), Change([], [[alias("second")]]))
    assert demo._committed(publish_of("demo"), first)
    assert not kite._committed(publish_of("kite"), second)  # made for a version that there is by now
    assert names_in(url) == ["first"]
    kite.publish(publish_of("kite"), lambda files: Change(files, [[alias("third")]]))
    assert names_in(url) == ["first", "third"]


def test_another_source_s_commit_costs_no_second_writing(url: str, aliases: tuple[SourceTable, SourceTable]) -> None:
    demo, kite = aliases
    asked = []

    def change(files: list[Any]) -> Change:
        asked.append(files)
        demo.publish(publish_of("demo", len(asked)), lambda files: Change(files, [[alias("demo")]]))
        return Change(files, [[alias("kite")]])

    kite.publish(publish_of("kite"), change)
    assert names_in(url) == ["demo", "kite"]
    assert asked == [[]]


def test_a_file_that_another_program_rewrote_meanwhile_is_read_again(
    url: str, aliases: tuple[SourceTable, SourceTable]
) -> None:
    _, kite = aliases
    kite.publish(publish_of("kite", 1), lambda _: Change([], [[alias("a"), alias("b")]]))
    asked = []

    def change(files: list[Any]) -> Change:
        asked.append(files)
        if len(asked) == 1:
            DeltaTable(f"{url}/aliases").delete("article_id = 'a'")
        return Change(files, [[*kite.pieces(files), alias("c")]])

    kite.publish(publish_of("kite", 2), change)
    assert names_in(url) == ["b", "c"]
    assert len(asked) == 2


def test_compaction_meanwhile_doubles_nothing(url: str, aliases: tuple[SourceTable, SourceTable]) -> None:
    _, kite = aliases
    for number, name in enumerate("ab", 1):
        kite.publish(publish_of("kite", number), lambda _, name=name: Change([], [[alias(name)]]))

    def change(files: list[Any]) -> Change:
        DeltaTable(f"{url}/aliases").optimize.compact()
        return Change(files, [[*kite.pieces(files), alias("c")]])

    kite.publish(publish_of("kite", 3), change)
    assert names_in(url) == ["a", "b", "c"]


def test_who_never_wins_gives_up(
    url: str, aliases: tuple[SourceTable, SourceTable], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("output.delta.source_table.PAUSE", 0)
    monkeypatch.setattr(SourceTable, "_committed", lambda *_: False)
    with pytest.raises(Unwritable, match=r"aliases: other writers were faster 50 times"):
        aliases[0].publish(publish_of("demo"), lambda _: Change([], [[alias("a")]]))
    assert names_in(url) == []


def test_a_second_state_of_the_same_source_is_refused(url: str, tmp_path: Path) -> None:
    run(0, KITE, layout(url, tmp_path / "one"))
    before = delta_rows(url)
    with pytest.raises(Incompatible, match="from another state"):
        run(1, KITE, layout(url, tmp_path / "other"))
    assert delta_rows(url) == before
    run(1, KITE, layout(url, tmp_path / "one"))


def test_two_states_that_begin_at_once_are_told_apart(url: str) -> None:
    one, other = SourceTable(url, ALIASES, "demo", "1"), SourceTable(url, ALIASES, "demo", "2")
    one.publish(publish_of("demo"), lambda _: Change([], [[alias("one")]]))
    with pytest.raises(Incompatible, match="from another state"):
        other.publish(publish_of("demo"), lambda _: Change([], [[alias("other")]]))
    assert names_in(url) == ["one"]


def test_a_state_brought_back_from_a_copy_is_refused(url: str, tmp_path: Path) -> None:
    state = tmp_path / "state"
    run(0, KITE, layout(url, state))
    shutil.copytree(state, tmp_path / "copy")
    run(1, KITE, layout(url, state))
    with pytest.raises(Incompatible, match="after this one's copy was made"):
        run(1, KITE, layout(url, tmp_path / "copy"))


def test_columns_of_another_version_are_refused(url: str, tmp_path: Path) -> None:
    run(0, KITE, layout(url, tmp_path))
    DeltaTable(f"{url}/runs").alter.add_columns([Field("mood", PrimitiveType("string"))])
    with pytest.raises(Incompatible, match=r"runs was made by another version of thinktap: mood differ"):
        run(1, KITE, layout(url, tmp_path))


def test_features_that_are_not_known_here_are_refused(url: str, tmp_path: Path) -> None:
    run(0, KITE, layout(url, tmp_path))
    DeltaTable(f"{url}/runs").alter.add_feature(TableFeatures.DeletionVectors, allow_protocol_versions_increase=True)
    with pytest.raises(Incompatible, match="has Delta features"):
        run(1, KITE, layout(url, tmp_path))


def test_an_object_store_that_forgets_its_bucket_loses_no_row(object_store: ObjectStore, tmp_path: Path) -> None:
    bucket = object_store.bucket()
    where = layout(f"{bucket}/thinktap", tmp_path)
    store = Store(where, KITE, Run("kite-0", NOON, "0.1"))
    store.add_article(read_by(0, KITE)[0]).result()
    object_store.forget()
    with (
        pytest.raises(Unwritable, match=r"can't be written: The specified bucket does not exist \(NoSuchBucket\)"),
        store,
    ):
        store.publish(Ending(datetime.now(UTC), Verdict(0, "as planned"), store.settle(1)))
    with pytest.raises(Unwritable, match="NoSuchBucket"):
        opened(f"{bucket}/thinktap", tmp_path)
    object_store.bucket(bucket.removeprefix("s3://"))
    with opened(f"{bucket}/thinktap", tmp_path):
        pass
    assert [len(delta_rows(f"{bucket}/thinktap")[name]) for name in ("articles", "article_versions", "runs")] == [
        1,
        1,
        1,
    ]


@pytest.mark.usefixtures("object_store")
def test_nobody_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # discard: nothing listens there
    said = r"^s3://lake/x/aliases can't be written: [^\n]*Connection refused \(os error \d+\)$"
    with pytest.raises(Unwritable, match=said):
        SourceTable("s3://lake/x", ALIASES, "demo", "1")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Generic S3 error\n   \x1b[31m↳\x1b[0m Error performing GET http://x\n  \x1b[31m↳\x1b[0m timed out\n", "Generic S3 error: timed out"),
        ("one line", "one line"),
        ("a\n <Error><Code>AccessDenied</Code><Message>No.</Message></Error>", "No. (AccessDenied)"),
        ("", "no reason given"),
    ],
)  # fmt: skip
def test_a_refusal_in_one_line(said: str, line: str) -> None:
    assert plain(said) == line
