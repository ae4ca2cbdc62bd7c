"""Documents: they say what the schema says, pass their standards' own validators, and tell of the files that are there."""

from __future__ import annotations

import hashlib
import json
import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from output.catalog import refresh
from output.documents.dictionary import dictionary, type_name
from output.examples import example
from output.layout import Layout
from output.lock import FileLock
from output.rows import dump
from output.schema import ARTICLES, DATASET_NAME, NEVER, SCHEMA_VERSION, TABLES, Column, Table
from tests.conftest import python
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

NEW_YEAR = datetime(2026, 1, 5, 12, tzinfo=UTC)
DOCUMENTS = ("README.md", "datapackage.json", "croissant.json", "latest.json")
COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}")
    for table in TABLES.values()
    for column in table.columns
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home") / "data"
    build(root, NEW_YEAR)
    return root


def read_json(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return value


def documents(root: Path) -> dict[str, str]:
    return {name: (root / name).read_text("utf-8") for name in DOCUMENTS}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_says_what_it_is(table: Table, column: Column) -> None:
    told = pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_temporal(column.type)
    assert len(column.description.split()) > 1 or column.name == "url"
    assert column.description.endswith(".")
    assert column.null_means.strip()
    assert bool(column.measure) is told, "a unit for what is a number or a time, and for nothing else"
    assert example(table, column) not in (None, "", []), "an example is in output/examples.py"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_examples_are_a_row_of_their_table(table: Table) -> None:
    assert table.description
    dump(table, {column.name: example(table, column) for column in table.columns})


def test_a_column_without_an_example_is_told_of() -> None:
    with pytest.raises(KeyError, match="shoe_size"):
        example(ARTICLES, Column("shoe_size", pa.int64(), "Of the author.", unit="cm"))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (pa.int64(), "int64"),
        (pa.date32(), "day"),
        (pa.timestamp("us", tz="UTC"), "instant"),
        (pa.list_(pa.string()), "list of string"),
        (pa.list_(pa.struct([("url", pa.string()), ("alt", pa.string())])), "list of (url, alt)"),
    ],
)
def test_names_of_types(kind: pa.DataType, name: str) -> None:
    assert type_name(kind) == name


def test_the_dictionary_survives_what_ends_a_cell() -> None:
    rows = [line for line in dictionary().splitlines() if line.startswith("| `")]
    assert len(rows) == len(COLUMNS)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}


def test_every_file_says_what_it_is(root: Path) -> None:
    layout = Layout.at(root)
    for table in TABLES.values():
        for path in layout.files(table):
            schema = pq.read_schema(path)
            about = {key.decode(): value.decode() for key, value in schema.metadata.items()}
            assert about["dataset"] == DATASET_NAME
            assert about["schema_version"] == str(SCHEMA_VERSION)
            assert about["table"] == table.name
            assert about["producer"] == "thinktap 0.1.0"
            if table.name != "sources":
                source = path.parent.name.removeprefix("source=")
                assert int(about["sequence"]) <= read_json(layout.latest(source))["sequence"]
            for column in table.columns:
                said = {key.decode(): value.decode() for key, value in schema.field(column.name).metadata.items()}
                assert said["description"] == column.description
                assert said["null_means"] == column.null_means
                assert said.get("unit", "") == column.measure


def test_a_file_s_sequence_is_that_of_the_publish_that_wrote_it(root: Path) -> None:
    def sequence(path: str) -> bytes:
        return bytes(pq.read_schema(root / path).metadata[b"sequence"])

    assert sequence("articles/source=demo/part-0.parquet") == b"3"
    assert sequence("articles/source=kite/part-0.parquet") == b"1", "its second run brought no article"
    assert sequence("runs/source=kite/2026.parquet") == b"2"


def test_the_data_package_is_valid(root: Path) -> None:
    from frictionless import Package

    descriptor = read_json(root / "datapackage.json")
    assert [one["name"] for one in descriptor["resources"]] == list(TABLES)
    Package.from_descriptor(deepcopy(descriptor))  # it takes what it is given apart
    # Its reader takes the first of a table's files alone, so each gets its turn.
    files = [{**deepcopy(one), "path": path} for one in descriptor["resources"] for path in one["path"]]
    several = [{**one, "name": f"file{number}"} for number, one in enumerate(files)]
    report = Package.from_descriptor({**descriptor, "resources": several}, basepath=str(root)).validate()
    assert report.errors == []
    # It reads Parquet through pandas, which makes arrays of lists, and floats of whole numbers with nulls.
    lost = {
        column.name
        for table in TABLES.values()
        for column in table.columns
        if pa.types.is_list(column.type) or (column.type == pa.int64() and column.null_means != NEVER)
    }
    errors = [error.to_dict() for task in report.tasks for error in task.errors]
    assert [one for one in errors if one["type"] != "type-error" or one["fieldName"] not in lost] == []
    read = sum(task.stats["rows"] for task in report.tasks if "/observations/" in f"/{task.place}")
    assert read == 6


def test_the_data_package_lists_each_file_once(root: Path) -> None:
    listed = [path for one in read_json(root / "datapackage.json")["resources"] for path in one["path"]]
    assert sorted(listed) == sorted(path.relative_to(root).as_posix() for path in root.rglob("*.parquet"))


# It speaks of its last release's rdflib, and of rdflib's own classes.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_croissant_is_valid_and_reads_the_rows(root: Path) -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(str(root / "croissant.json"))
    issues = dataset.metadata.issues
    assert list(issues.errors) == []
    assert [one for one in issues.warnings if "citeAs" not in one] == [], "there is nothing yet to cite it as"
    rows = {row["articles/url"].decode(): row for row in dataset.records("articles")}
    assert len(rows) == 5
    grain = rows["https://harbour.example/grain"]
    assert (grain["articles/source"], grain["articles/views"]) == (b"demo", 1_040)
    assert [one["articles/authors/name"].decode() for one in grain["articles/authors"]] == ["Ada Brun", "José Ünal"]
    assert [one["articles/provenance/where"] for one in grain["articles/provenance"]] == [b"Views"]
    for table in TABLES:
        assert next(iter(dataset.records(table)))


def test_documents_can_be_made_again(root: Path) -> None:
    before = documents(root)
    for name in DOCUMENTS:
        (root / name).unlink()
    (root / "sources" / "part-0.parquet").unlink()
    refresh(Layout.at(root), "thinktap 0.1.0")
    assert documents(root) == before
    assert pq.read_table(root / "sources").num_rows == 2


def test_documents_that_say_nothing_new_stay_as_they_are(root: Path) -> None:
    names = ("README.md", "datapackage.json", "croissant.json")
    before = [(root / name).stat().st_ino for name in names]
    refresh(Layout.at(root), "thinktap 0.1.0")
    assert [(root / name).stat().st_ino for name in names] == before


def test_documents_are_written_under_the_dataset_s_lock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = Layout.at(root)
    held = []

    def write(*_: object) -> None:
        code = f"from pathlib import Path; from output.lock import FileLock; FileLock(Path({str(layout.lock('.dataset'))!r})).acquire()"
        held.append("another run holds" in python("-c", code).stderr)

    monkeypatch.setattr("output.catalog.write_documents", write)
    refresh(layout, "thinktap 0.1.0")
    assert held == [True]
    FileLock(layout.lock(".dataset")).acquire().release()


def test_the_readme_loads_the_data(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    code = "\n".join(blocks)
    done = python("-W", "error", "-c", f"import os; os.chdir({str(root)!r})\n{code}")
    assert done.status == 0, done.stderr
    assert len(re.findall("Grain reserves", done.stdout)) >= 3
    assert dictionary() in text


def manifest(root: Path, run_id: str) -> dict[str, dict[str, Any]]:
    return {one["path"]: one for one in read_json(root / "manifests" / f"{run_id}.json")["files"]}


def newest(root: Path, source: str) -> dict[str, dict[str, Any]]:
    return manifest(root, read_json(root / "latest" / f"{source}.json")["run_id"])


@pytest.mark.parametrize("source", ["demo", "kite"])
def test_the_newest_manifest_tells_of_every_file_of_its_source(root: Path, source: str) -> None:
    told = newest(root, source)
    there = {path.relative_to(root).as_posix(): path for path in root.glob(f"*/source={source}/*.parquet")}
    assert told.keys() == there.keys()
    for name, path in there.items():
        content = path.read_bytes()
        assert told[name]["bytes"] == len(content)
        assert told[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert told[name]["rows"] == pq.read_metadata(path).num_rows
        assert told[name]["table"] == name.split("/")[0]


def test_a_manifest_keeps_what_its_run_did_not_touch(root: Path) -> None:
    first, second = manifest(root, "kite-20251216"), manifest(root, "kite-20260103")
    articles = "articles/source=kite/part-0.parquet"
    assert first[articles] == second[articles]
    assert "runs/source=kite/2026.parquet" not in first
    assert second["runs/source=kite/2026.parquet"]["sequence"] == 2


def test_a_manifest_that_is_lost_is_no_loss(tmp_path: Path) -> None:
    build(tmp_path, NEW_YEAR)
    before = newest(tmp_path, "kite")
    for path in (tmp_path / "manifests").iterdir():
        path.unlink()
    build(tmp_path, NEW_YEAR.replace(month=3))
    after = newest(tmp_path, "kite")
    assert after.keys() >= before.keys()
    assert all(
        one["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name, one in after.items()
    )


def test_an_empty_dataset_has_documents(tmp_path: Path) -> None:
    refresh(Layout.at(tmp_path), "thinktap 0.1.0")
    descriptor = read_json(tmp_path / "datapackage.json")
    assert [one["name"] for one in descriptor["resources"]] == ["sources"]
    assert "datePublished" not in read_json(tmp_path / "croissant.json")
