"""The command with an object store as its output, and docs/object-stores.md: each block runs and answers what is there."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from output.destination import Destination, destination, is_url
from tests.conftest import PROJECT, cold_thinktap, python, thinktap
from tests.dataset import DEMO
from tests.output.delta_work import layout, run
from tests.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.object_store import ObjectStore

TEXT = (PROJECT / "docs" / "object-stores.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
DOCUMENTED = "s3://bucket/thinktap"
ANSWERS = (
    *((r"demo", r"\b11\b"),) * 3,  # the three readers
    (r"demo 6 versions, up to publish 2",),
    (),
)


def test_a_crawl_into_an_object_store(object_store: ObjectStore, demo_sources: Path, tmp_path: Path) -> None:
    url, state = f"{object_store.bucket()}/thinktap", tmp_path / "state"
    done = cold_thinktap("crawl", "--sources", demo_sources, "--output", url, "--state", state, "--no-progress")
    assert done.status == 0, done.stderr
    assert "demo: 61 new" in done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("Load it:"))
    loaded = python(*shlex.split(line.removeprefix("Load it:"))[1:])
    assert "[61 rows x 43 columns]" in loaded.stdout, loaded.stderr
    assert (state / "archive" / "source=demo" / "000001.warc.gz").exists()
    assert (state / "demo.sqlite").exists()


def test_reading_the_archive_again(tmp_path: Path) -> None:
    with Site() as site:
        site.article("/1", "First")
        site.article("/2", "Second")
        site.listing(("/1", "First"), ("/2", "Second"))
        where = ("--output", f"file://{tmp_path}/delta", "--state", tmp_path / "state", "--jobs", 1)
        where = ("--sources", site.source(tmp_path / "sources"), *where)
        done = thinktap("crawl", "kite", *where, "--no-progress")
        assert (done.status, "kite: 2 new" in done.stderr) == (0, True), done.stderr
    again = thinktap("extract", "--from-archive", *where)
    assert (again.status, "read again from the archive: nothing new" in again.stderr) == (0, True), again.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("crawl", "--output", "s3://bucket/x"), "--output s3://bucket/x needs --state DIR, a local folder for"),
        (
            ("crawl", "--output", "ftp://host/x", "--state", "s"),
            "ftp:// is none of s3, s3a, gs, az, abfs, abfss, file",
        ),
        (("crawl", "--output", "s3:///", "--state", "s"), "--output s3:/// names no bucket or folder"),
        (("extract", "--from-archive", "--output", "gs://b/x"), "--output gs://b/x needs --state DIR"),
        (
            ("snapshot", "copy", "--output", "s3://b/x"),
            "--output must be a folder of this machine here, and s3://b/x is",
        ),
        (
            ("demo", "--crawl", "--port", "1", "--output", "s3://b/x"),
            "--output must be a folder of this machine here",
        ),
    ],
)
def test_what_can_t_be_written_to(arguments: tuple[str, ...], line: str) -> None:
    done = thinktap(*arguments)
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr.startswith("thinktap: ")
    assert line in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("output.destination.find_spec", lambda _: None)
    with pytest.raises(ValueError, match=r"needs the package deltalake: pip install 'thinktap\[delta\]'$"):
        destination("s3://bucket/x", "state")
    assert destination("folder").url is None


def test_where_all_lies(tmp_path: Path) -> None:
    assert destination("s3://bucket/x/", str(tmp_path)) == Destination(tmp_path, tmp_path, "s3://bucket/x")
    assert destination(str(tmp_path)) == Destination(tmp_path, None, None)
    assert destination(str(tmp_path), "s").state is not None
    assert [is_url(said) for said in ("s3://b", "output/data", "/data", "C:/data", "s3:")] == [True, *[False] * 4]


@pytest.fixture(scope="module")
def home(object_stores: ObjectStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a source whose two runs are in the documented place."""
    object_stores.bucket("bucket")
    state = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in object_stores.environment.items():
            patch.setenv(name, value)
        for number in range(2):
            run(number, DEMO, layout(DOCUMENTED, state))
    return state


@pytest.mark.usefixtures("object_store", "home")
def test_the_documents_blocks_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert len(BLOCKS) == len(ANSWERS)
    for code, wanted in zip(BLOCKS, ANSWERS, strict=True):
        exec(compile(code.replace("> 1000", "> 10"), "object-stores.md", "exec"), {})
        told = capfd.readouterr().out
        assert [pattern for pattern in wanted if not re.search(pattern, told)] == [], told


def test_a_run_goes_on_from_what_was_maintained(tmp_path: Path) -> None:
    url = f"file://{tmp_path}/delta"
    for number in range(2):
        run(number, DEMO, layout(url, tmp_path / "state"))
    plain = pd.read_parquet(tmp_path / "delta" / "articles")
    exec(BLOCKS[-1].replace(DOCUMENTED, url), {})
    run(2, DEMO, layout(url, tmp_path / "state"))
    found: dict[str, pd.DataFrame] = {}
    exec(BLOCKS[0].replace(DOCUMENTED, url), found)
    assert sorted(found["articles"].url.str.rpartition("/")[2]) == [
        "counted",
        "grows",
        "new0",
        "new1",
        "new2",
        "stays",
    ]
    assert len(plain) > plain.article_id.nunique()  # as the document says of a plain read
