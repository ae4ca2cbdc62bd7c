"""A dataset of an older schema is rewritten as a whole before a run touches it; one of a newer schema is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from output.errors import Incompatible, Locked
from output.layout import Layout
from output.records import SourceCard
from output.run import Verdict
from output.schema import ARTICLES, SCHEMA_VERSION, TABLES
from output.store import Ending, Run, Store
from tests.output.killing import Killed, killed_at
from tests.output.test_store import CARD, NOON, article, opened, read, run

if TYPE_CHECKING:
    from pathlib import Path

OWL = SourceCard("owl", "Owl", "https://owl.example/")
OLDER = SCHEMA_VERSION - 1
GONE = "section"  # stands for a column that has come since


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dataset of two sources, as an older version wrote it."""
    run(tmp_path, 0, article("a", views=1), article("b"))
    with Store(Layout.at(tmp_path), OWL, Run("owl", NOON, "0.1")) as store:
        store.add_article(article("c")).result()
        store.publish(Ending(NOON, Verdict(0, "said"), store.settle(1)))
    age(tmp_path)
    return tmp_path


def files(root: Path) -> list[Path]:
    return [path for table in TABLES.values() for path in Layout.at(root).files(table)]


def age(root: Path, version: int = OLDER, without: str = GONE) -> None:
    """Make the dataset one of another version, in which a column of `articles` was not there yet."""
    for path in files(root):
        table = pq.ParquetFile(path).read()
        if path.is_relative_to(root / "articles"):
            table = table.drop_columns([without])
        notes = {**table.schema.metadata, b"schema_version": str(version).encode()}
        pq.write_table(table.replace_schema_metadata(notes), path)
    said = json.loads((root / "latest.json").read_text())
    (root / "latest.json").write_text(json.dumps({**said, "schema_version": version}))


def versions(root: Path) -> set[int]:
    """What the files, and the dataset itself, say."""
    found = {int(pq.read_schema(path).metadata[b"schema_version"]) for path in files(root)}
    return found | {json.loads((root / "latest.json").read_text())["schema_version"]}


def test_all_of_it_is_of_today_s_schema_before_a_run_touches_it(root: Path) -> None:
    before = pd.read_parquet(root / "articles").sort_values("url", ignore_index=True)
    assert versions(root) == {OLDER}
    opened(root, 1).close()
    assert versions(root) == {SCHEMA_VERSION}
    after = pd.read_parquet(root / "articles").sort_values("url", ignore_index=True)
    assert after[GONE].isna().all()
    pd.testing.assert_frame_equal(after[before.columns], before)
    for table in TABLES.values():
        for path in Layout.at(root).files(table):
            assert pq.read_schema(path).equals(table.schema)


def test_every_reader_reads_it(root: Path) -> None:
    run(root, 1, article("a", hour=1, text="Edited."), article("d", hour=1))
    pattern = f"{root}/articles/**/*.parquet"
    assert pd.read_parquet(root / "articles", columns=["url", GONE])[GONE].isna().sum() == 4
    assert duckdb.sql(f"SELECT count({GONE}) FROM read_parquet('{pattern}')").fetchall() == [(0,)]
    assert pl.read_parquet(pattern, columns=["url", GONE]).height == 4


def test_what_a_file_says_of_itself_stays(root: Path) -> None:
    opened(root, 1).close()
    metadata = pq.read_schema(root / "articles/source=owl/part-0.parquet").metadata
    assert (metadata[b"sequence"], metadata[b"buckets"], metadata[b"producer"]) == (b"1", b"1", b"thinktap 0.1")


@pytest.mark.parametrize("number", range(0, 24, 3))
def test_killed_anywhere_it_is_ended_by_the_next_run(root: Path, number: int) -> None:
    with suppress(Killed), killed_at(number):
        opened(root, 1).close()
    opened(root, 2).close()
    assert versions(root) == {SCHEMA_VERSION}
    assert len(read(root, "articles")) == 3
    assert [path for path in (root / ".tmp").rglob("*") if path.is_file()] == []


def test_readers_see_one_schema_until_it_is_written_whole(root: Path) -> None:
    """All files are written before one takes its place, and then nothing but renames is left to do."""
    written = len(files(root)) + 1
    for number in range(written):
        with suppress(Killed), killed_at(number):
            opened(root, 1).close()
        assert versions(root) == {OLDER}
    with suppress(Killed), killed_at(written + 1):
        opened(root, 1).close()
    assert versions(root) == {OLDER, SCHEMA_VERSION}


def test_it_waits_for_no_run_and_disturbs_none(root: Path) -> None:
    with Store(Layout.at(root), OWL, Run("r", NOON, "0.1")):
        age(root)
        with pytest.raises(Locked, match="owl"):
            opened(root, 1)
        assert versions(root) == {OLDER}
    opened(root, 1).close()
    assert versions(root) == {SCHEMA_VERSION}


def test_without_what_is_derived_the_files_tell(root: Path) -> None:
    (root / "latest.json").unlink()
    opened(root, 1).close()
    assert versions(root) == {SCHEMA_VERSION}


@pytest.mark.parametrize("lost", [True, False])
def test_a_newer_one_is_refused_with_both_versions_named(root: Path, lost: bool) -> None:
    age(root, SCHEMA_VERSION + 1, "summary")
    if lost:
        (root / "latest.json").write_text("{")
    before = {path: path.read_bytes() for path in root.rglob("*.parquet")}
    with pytest.raises(Incompatible, match=rf"version {SCHEMA_VERSION + 1}.* version {SCHEMA_VERSION}"):
        opened(root, 1)
    assert {path: path.read_bytes() for path in root.rglob("*.parquet")} == before


def test_no_column_is_lost(root: Path) -> None:
    path = root / "articles/source=kite/part-0.parquet"
    table = pq.ParquetFile(path).read()
    pq.write_table(table.append_column("mood", pa.array(["calm"] * table.num_rows)), path)
    with pytest.raises(Incompatible, match=r"articles has a column .*mood"):
        opened(root, 1)
    assert "mood" in pq.read_schema(path).names


def test_an_older_file_that_cant_be_read_holds_nobody_up(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = root / "articles/source=owl/part-0.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\0" * 200 + whole[300:])
    opened(root, 1).close()
    assert "source=owl/part-0.parquet can't be read" in caplog.text
    assert pq.read_schema(root / "articles/source=kite/part-0.parquet").equals(ARTICLES.schema)


def test_the_state_s_rows_that_waited_are_published(root: Path) -> None:
    with Store(Layout.at(root), CARD, Run("r", NOON, "0.1")) as store:
        store.add_article(article("late", hour=1)).result()
    age(root)
    opened(root, 2).close()
    assert {row["url"][-4:] for row in read(root, "articles")} >= {"late"}
    assert versions(root) == {SCHEMA_VERSION}


def test_a_damaged_page_is_not_written_anew_as_if_it_were_whole(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its bytes still decompress: its checksum alone tells, and a new file would have a right one."""
    path = root / "articles/source=owl/part-0.parquet"
    with pq.ParquetFile(path) as file:
        table = file.read()
    pq.write_table(table, path, compression="none", use_dictionary=False, write_page_checksum=True)
    path.write_bytes(path.read_bytes().replace(b"The text of c.", b"The text of x."))
    assert pq.ParquetFile(path).read()["text"].to_pylist() == ["The text of x."]
    opened(root, 1).close()
    assert "source=owl/part-0.parquet can't be read" in caplog.text
    assert pq.ParquetFile(path).schema_arrow.metadata[b"schema_version"] == str(OLDER).encode()


def test_a_damaged_footer_of_another_source_holds_nobody_up(root: Path) -> None:
    path = root / "articles/source=owl/part-0.parquet"
    whole = path.read_bytes()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    path.write_bytes(whole[:footer] + b"\xff" * 40 + whole[footer + 40 :])
    (root / "latest.json").unlink()
    opened(root, 1).close()
    assert pq.read_schema(root / "articles/source=kite/part-0.parquet").equals(ARTICLES.schema)


def test_the_next_manifest_is_true_of_files_that_its_run_did_not_touch(root: Path) -> None:
    age(root, without="views")
    run(root, 1)
    run_id = json.loads((root / "latest/kite.json").read_text())["run_id"]
    manifest = json.loads((root / "manifests" / f"{run_id}.json").read_text())
    told = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    assert "articles/source=kite/part-0.parquet" in told
    assert told == {path: sha256((root / path).read_bytes()).hexdigest() for path in told}
