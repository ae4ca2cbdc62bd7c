"""Sources crawled by a Dask cluster: the rows of one process, whatever dies, and a plain line where it can't be."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pyarrow.dataset as arrow
import pytest
from deltalake import DeltaTable
from distributed import Client
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.reread import NotRead
from crawler.commands.options import on_engine, scrapy_settings
from crawler.engine import worker
from crawler.engine.child import Readings
from crawler.engine.cluster import NotDone, result_of
from crawler.engine.errors import NoEngine
from crawler.engine.job import Job
from crawler.engine.rereading import DaskRereading
from crawler.engine.units import units
from crawler.engine.worker import Child, ChildDied
from output.layout import Layout
from output.shared.claim import share
from tests.cluster import Cluster
from tests.conftest import PROJECT, begun, python, thinktap
from tests.crawler.test_from_archive import whole_site
from tests.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.object_store import ObjectStore
    from tests.warm import Done

LEASE = 10.0  # seconds; a process that begins on a loaded machine may be still for five


@pytest.mark.parametrize(
    ("sites", "wanted"),
    [
        ({}, []),
        ({"a": {"x"}, "b": {"y"}}, [["a"], ["b"]]),
        ({"a": {"x"}, "b": {"y"}, "c": {"x"}}, [["a", "c"], ["b"]]),
        ({"a": {"x"}, "b": {"y"}, "c": {"x", "y"}, "d": {"z"}}, [["a", "b", "c"], ["d"]]),
    ],
)
def test_sources_of_one_site_go_together(sites: dict[str, set[str]], wanted: list[list[str]]) -> None:
    assert [sorted(unit) for unit in units(sites)] == wanted


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3),
        st.sets(st.integers(0, 9), max_size=3).map(lambda s: set(map(str, s))),
    )
)
def test_no_two_units_have_a_site_in_common(sites: dict[str, set[str]]) -> None:
    made = units(sites)
    assert sorted(name for unit in made for name in unit) == sorted(sites)
    asked = [set[str]().union(*(sites[name] for name in unit)) for unit in made]
    assert sum(map(len, asked)) == len(set[str]().union(*asked))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, object_stores: ObjectStore) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster"), 2, object_stores.environment) as running:
        yield running


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    """Two sites, of which the first has two sources: kite and wren; the other's is tern."""
    with Site() as first, Site() as second:
        for site in (first, second):
            for number in range(5):
                site.article(f"/{number}", f"Title {number}")
            site.listing(*((f"/{number}", f"Title {number}") for number in range(4)))
            site.listing(("/4", "Title 4"), path="/more")
        first.source(tmp_path / "sources")
        first.source(tmp_path / "sources", start="/more", name="wren")
        second.source(tmp_path / "sources", name="tern")
        yield first, second


def crawl(tmp_path: Path, cluster: Cluster | str | None, output: str = "out") -> tuple[object, ...]:
    """The arguments of a crawl of all three sources."""
    engine = (
        ()
        if cluster is None
        else ("--engine", "dask", "--scheduler", cluster if isinstance(cluster, str) else cluster.address)
    )
    share(Layout.at(tmp_path / output), LEASE) if cluster else None
    where = ("--sources", tmp_path / "sources", "--output", tmp_path / output, "--jobs", 1, "--no-progress")
    return ("crawl", "kite", "tern", "wren", *where, *engine)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """A table's rows without what names the run and its moment."""
    return plain(arrow.dataset(folder / table, partitioning="hive").to_table().to_pylist())


def plain(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same of rows that are read already."""
    kept = (
        {name: row[name] for name in sorted(row) if not (name.endswith("_at") or name in OF_A_RUN)} for row in found
    )
    return sorted(kept, key=str)


OF_A_RUN = {
    "run_id",
    "valid_from",
    "archive_file",
    "archive_offset",
    "archive_length",
    "duration",
    "duration_seconds",
    "seconds",
    "verdict",
}
TABLES = ("articles", "article_versions", "aliases")
ALL_TABLES = (*TABLES, "observations", "rejects", "fetches")


@pytest.mark.usefixtures("sites")
def test_the_rows_are_those_of_one_process(cluster: Cluster, tmp_path: Path) -> None:
    for turn, said in enumerate(("kite: 4 new", "kite: nothing new")):
        alone = thinktap(*crawl(tmp_path, None, "alone"))
        done = thinktap(*crawl(tmp_path, cluster), "-v")
        assert (alone.status, done.status, said in done.stderr) == (0, 0, True), done.stderr
        assert said.replace(":", " has ended:") in done.stderr
        for table in TABLES:
            assert rows(tmp_path / "out", table) == rows(tmp_path / "alone", table), (turn, table)
    told = thinktap("status", "--output", tmp_path / "out", "--sources", tmp_path / "sources")
    assert (told.status, "tern" in told.stdout) == (0, True), told.stderr


def test_a_worker_that_is_killed_loses_and_doubles_nothing(sites: tuple[Site, Site], tmp_path: Path) -> None:
    for number in range(4):
        sites[0].pages[f"/{number}"].waits = 0.5
    with Cluster(tmp_path / "cluster", count=1) as cluster:
        crawling = begun(*crawl(tmp_path, cluster))
        wait_until(lambda: "/1" in sites[0].asked)
        cluster.kill(cluster.workers[0])
        cluster.add()
        done = crawling.wait()
    assert done.status == 0, done.stderr
    assert "kite: 4 new" in done.stderr
    found = arrow.dataset(tmp_path / "out" / "articles", partitioning="hive").to_table(columns=["source", "url"])
    assert sorted(found["source"].to_pylist()) == ["kite"] * 4 + ["tern"] * 4 + ["wren"]


def test_a_command_that_is_killed_leaves_nothing_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.engine.worker.IDLE", 0.3)
    job = Job("k", f"file://{tmp_path}/out", 1, "", "text", version("thinktap"))
    (tmp_path / "state").mkdir()
    child = Child(job, tmp_path / "state")
    wait_until(lambda: not (tmp_path / "state").exists())  # on each machine, a copy of every source's state
    assert child._process.poll() is not None
    with pytest.raises(ChildDied):
        child.crawl({"kite": ""})


def test_a_process_that_works_for_nobody_any_more_ends_at_once(sites: tuple[Site, Site], tmp_path: Path) -> None:
    """While it still begins, too: it would take its leases and keep them from whoever goes on."""
    job, files = (
        asdict(Job("k", str(tmp_path / "out"), 1, "", "text", version("thinktap"))),
        {"tern": (tmp_path / "sources" / "tern.toml").read_text()},
    )
    said = f"{json.dumps(job)}\n{json.dumps(files)}\n"
    command = [sys.executable, "-m", "crawler.engine.child", tmp_path / "state"]
    done = subprocess.run(command, input=said, text=True, cwd=PROJECT, timeout=60, check=False)
    assert (done.returncode, sites[1].asked) == (1, [])


def test_a_machine_that_comes_later_and_does_not_see_the_output(tmp_path: Path) -> None:
    """What it crawled would lie on its own disk, and be told as if it were there."""
    with pytest.raises(NoEngine, match=f"can't work for us: it does not see {tmp_path}/out"):
        worker.crawl(Job("k", str(tmp_path / "out"), 1, "", "text", version("thinktap")), {"kite": ""})


def test_nothing_is_begun_on_a_machine_that_was_idle_when_a_signal_came(tmp_path: Path) -> None:
    job = Job("ended", str(tmp_path / "out"), 1, "", "text", version("thinktap"))
    worker.end(job)
    assert worker.crawl(job, {"kite": "", "wren": ""}) == [None, None]
    worker.leave(job)


@pytest.mark.parametrize("given", [b"no unit", None])
def test_a_unit_whose_reading_fails_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: bytes | None
) -> None:
    """Whatever fails, a full disk as well: somebody waits for a word."""
    unit = tmp_path / "x.unit"
    if given:
        unit.write_bytes(given)

    async def read() -> None:
        Readings(Layout.at(tmp_path), Mock()).begin(unit)
        await asyncio.sleep(0.1)

    asyncio.run(read())
    name, why = json.loads(capsys.readouterr().out)
    assert (name, bool(why)) == (str(unit), True)


def test_a_process_that_says_what_nobody_understands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that prints, say: it ends, and its tasks are done elsewhere."""
    monkeypatch.setattr("sys.executable", shutil.which("echo"))
    (tmp_path / "state").mkdir()
    child = Child(Job("k", str(tmp_path / "out"), 1, "", "text", version("thinktap")), tmp_path / "state")
    with pytest.raises(ChildDied):
        child.crawl({"kite": ""})


def test_what_the_pool_s_processes_inherit_is_not_what_the_worker_hears(tmp_path: Path) -> None:
    code = "import os; from crawler.engine.child import main; main(); os.write(1, b'noise')"
    said = json.dumps(asdict(Job("k", str(tmp_path / "out"), 1, "", "text", version("thinktap")))) + "\n"
    command = [sys.executable, "-c", code, tmp_path / "state"]
    done = subprocess.run(command, input=said, text=True, capture_output=True, cwd=PROJECT, timeout=60, check=False)
    assert (done.returncode, done.stdout, "noise" in done.stderr) == (0, "", True), done.stderr


ROOM = """
import asyncio, threading
from crawler.commands.options import scrapy_settings
from crawler.fleet import AT_ONCE, Fleet

async def wait():
    started = threading.Barrier(AT_ONCE + 1)
    await asyncio.gather(*(asyncio.to_thread(started.wait, 10) for _ in range(AT_ONCE + 1)))

Fleet(scrapy_settings("out"))._loop.run_until_complete(wait())
"""


def test_sources_that_wait_for_a_dead_machine_keep_no_other_from_its_end() -> None:
    """Nor one another: each waits in a thread."""
    done = python("-c", ROOM)
    assert done.status == 0, done.stderr


def test_two_fleets_on_one_dataset(cluster: Cluster, sites: tuple[Site, Site], tmp_path: Path) -> None:
    for number in range(4):
        sites[0].pages[f"/{number}"].waits = 1.5  # a busy machine's second command begins late
    share(Layout.at(tmp_path / "out"), LEASE / 2)  # so that the second sees soon that the first lives
    first = begun(*crawl(tmp_path, cluster))
    wait_until(lambda: "/1" in sites[0].asked)
    second = thinktap(*crawl(tmp_path, None))
    assert second.status in {0, 75}, second.stderr
    assert "kite: another machine holds" in second.stderr
    assert first.wait().status == 0
    assert len(rows(tmp_path / "out", "articles")) == 9


@pytest.mark.parametrize(
    ("signals", "said"), [(1, "Cut short by a signal: "), (2, "left to the machines by a second signal")]
)
def test_a_signal(cluster: Cluster, sites: tuple[Site, Site], tmp_path: Path, signals: int, said: str) -> None:
    for site in sites:
        for number in range(4):
            site.pages[f"/{number}"].waits = 0.7
    crawling = begun(*crawl(tmp_path, cluster))
    wait_until(lambda: "/1" in sites[0].asked)
    for _ in range(signals):
        crawling.send_signal(signal.SIGINT)
        time.sleep(0.5)
    done = crawling.wait()
    assert (done.status, said in done.stderr, "Traceback" in done.stderr) == (130, True, False), done.stderr
    again = thinktap(*crawl(tmp_path, None))
    while again.status == 75 or "another machine holds" in again.stderr:  # which end what they had begun
        again = thinktap(*crawl(tmp_path, None))
    assert again.status == 0, again.stderr
    assert len(rows(tmp_path / "out", "articles")) == 9


def test_a_signal_while_there_is_no_worker(sites: tuple[Site, Site], tmp_path: Path) -> None:
    with (
        Cluster(tmp_path / "cluster", count=0) as cluster,
        Client(cluster.address, set_as_default=False) as looking,
    ):
        crawling = begun(*crawl(tmp_path, cluster))
        wait_until(lambda: looking.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))
        crawling.send_signal(signal.SIGINT)
        done = crawling.wait()
    assert (done.status, "3 sources were not begun" in done.stderr) == (130, True), done.stderr
    assert [site.asked for site in sites] == [[], []]


def test_the_scheduler_goes(sites: tuple[Site, Site], tmp_path: Path) -> None:
    for number in range(4):
        sites[0].pages[f"/{number}"].waits = 0.5
    with Cluster(tmp_path / "cluster", count=1) as cluster:
        crawling = begun(*crawl(tmp_path, cluster))
        wait_until(lambda: "/1" in sites[0].asked)
        cluster.kill(cluster.scheduler)
        done = crawling.wait()
        assert (done.status, "the scheduler is gone" in done.stderr, "Traceback" in done.stderr) == (
            1,
            True,
            False,
        ), done.stderr
    again = thinktap(*crawl(tmp_path, None))
    assert again.status == 0, again.stderr
    assert len(rows(tmp_path / "out", "articles")) == 9, again.stderr + again.stdout


def test_what_is_begun_once_the_scheduler_is_gone(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of 2,800 sources, whose turns come one after the other; a place that is taken for nothing would be waited for."""
    monkeypatch.setattr("crawler.engine.rereading.UNITS", 1)
    monkeypatch.setattr("crawler.engine.rereading.units_of", lambda *_: iter("u"))
    settings = scrapy_settings(str(tmp_path / "out"))
    on_engine(settings, "dask", cluster.address, "text")
    rereading = DaskRereading(settings)
    rereading._cluster._client.status = "closed"  # as it is ten seconds after

    async def read(name: str) -> None:
        async for _ in rereading._said(Mock(id=name), Mock()):
            pass

    for name in ("kite", "wren"):
        with pytest.raises(NotRead, match="not read again: the scheduler is gone"):
            asyncio.run(read(name))
    rereading._cluster._client.status = "running"
    rereading._cluster.leave()


@pytest.mark.parametrize(
    ("error", "why"),
    [(MemoryError(), "MemoryError"), (ChildDied("died"), "died"), (CancelledError(), "scheduler is gone")],
)
def test_why_a_task_came_to_no_end(error: Exception, why: str) -> None:
    task = Mock(**{"result.side_effect": error, "exception.return_value": error, "status": "error"})
    with pytest.raises(NotDone, match=why):
        result_of(task)


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://127.0.0.1:1", ""),
        ("tcp://127.0.0.1", "missing port"),
        ("tls://127.0.0.1:8786", "TLS"),
        ("worker0", "a worker does"),
    ],
)
def test_without_a_scheduler(cluster: Cluster, tmp_path: Path, address: str, why: str) -> None:
    if address == "worker0":
        address = cluster._said("worker0", r"Start worker at:\s+(tcp://\S+)")
    done = thinktap(*crawl(tmp_path, address))
    assert (done.status, f"no scheduler answers at {address}" in done.stderr) == (2, True), done.stderr
    assert (why in done.stderr, "Traceback" in done.stderr) == (True, False), done.stderr


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize("part", ["worker", "scheduler"])
def test_a_machine_without_the_package(tmp_path: Path, part: str) -> None:
    (tmp_path / "other" / "crawler").mkdir(parents=True)
    (tmp_path / "other" / "crawler" / "__init__.py").touch()
    without = {"PYTHONPATH": str(tmp_path / "other")}
    with Cluster(tmp_path / "cluster", count=0, environment=without if part == "scheduler" else {}) as cluster:
        cluster.add(**{"PYTHONPATH": str(PROJECT)} if part == "scheduler" else without)
        cluster._said("worker0", "Registered to:")
        done = thinktap(*crawl(tmp_path, cluster))
    assert (done.status, f"the {part} " in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
    assert "No module named 'crawler.engine'\"); install thinktap there too" in done.stderr


@pytest.mark.parametrize(
    ("engine", "line"),
    [
        (("--engine", "spark", "--scheduler", "x"), "--engine is dask, not spark"),
        (("--engine", "dask"), "--engine dask needs --scheduler ADDRESS"),
        (("--engine", "dask", "--scheduler", ""), "--engine dask needs --scheduler ADDRESS"),
        (("--scheduler", "x"), "--scheduler needs --engine dask"),
    ],
)
def test_mistyped_engines(engine: tuple[str, ...], line: str) -> None:
    for command in (("crawl",), ("extract", "--from-archive")):
        done = thinktap(*command, *engine)
        assert (done.status, line in done.stderr) == (2, True)


def test_a_manifest_is_read_here() -> None:
    done = thinktap("extract", "pages.jsonl", "--engine", "dask", "--scheduler", "x")
    assert (done.status, "it goes with --from-archive" in done.stderr) == (2, True)


@dataclass
class Archived:
    """What a crawl stored of kite and tern, whose files have been corrected since; their sites are gone."""

    folder: Path
    url: str

    def again(self, output: object, *more: object, before: str = "") -> Done:
        """Read it again."""
        return thinktap("extract", "--from-archive", *self.where(output), *more, before=before)

    def where(self, output: object) -> tuple[object, ...]:
        """The options that say where all lies."""
        state = ("--state", self.folder / "state") if output == self.url else ()
        return ("--sources", self.folder / "sources", "--output", output, *state, "--jobs", 1)


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory, object_stores: ObjectStore) -> Archived:
    """The same in a folder and in an object store; one record of each is damaged, and each has a file of its own."""
    made = Archived(tmp_path_factory.mktemp("archived"), object_stores.bucket())
    setting = f"import os; os.environ |= {object_stores.environment}; import output.archive.files as f; f.FULL = 1"
    with Site() as kite, Site() as tern:
        for site, name in ((kite, "kite"), (tern, "tern")):
            whole_site(site)
            site.source(made.folder / "sources", name=name)
        for output in (made.folder / "out", made.url):
            done = thinktap("crawl", "kite", "tern", *made.where(output), "--no-progress", before=setting)
            assert done.status == 0, done.stderr
        for site, name in ((kite, "kite"), (tern, "tern")):
            site.source(made.folder / "sources", '[article]\ntitle = "title"\n', name=name)
    for folder in ("out", "state"):
        bend(made.folder / folder / "archive" / "source=kite", "/dateless")
    return made


def bend(archive: Path, address: str) -> None:
    """Damage the record of an address, in a file of its own."""
    [path] = (path for path in archive.iterdir() if f"{address}\r\n".encode() in gzip.decompress(path.read_bytes()))
    bent = bytearray(path.read_bytes())
    bent[-40] ^= 0xFF
    path.write_bytes(bent)


@pytest.fixture
def alone(archived: Archived, tmp_path: Path) -> Path:
    """A copy that one process has read again."""
    shutil.copytree(archived.folder / "out", tmp_path / "alone")
    shutil.copytree(archived.folder / "out", tmp_path / "out")
    done = archived.again(tmp_path / "alone")
    assert (done.status, "kite: read again from the archive: 1 changed; 1 damaged" in done.stderr) == (1, True)
    return tmp_path / "alone"


def on(cluster: Cluster) -> tuple[str, ...]:
    """The options that hand the work to a cluster."""
    return ("--engine", "dask", "--scheduler", cluster.address)


def test_the_archive_is_read_as_by_one_process(
    cluster: Cluster, archived: Archived, alone: Path, object_stores: ObjectStore
) -> None:
    share(Layout.at(alone.parent / "out"), LEASE)
    done = archived.again(alone.parent / "out", *on(cluster))
    assert (done.status, "/dateless: the record at" in done.stderr) == (1, True), done.stderr
    assert "tern: read again from the archive: 1 changed" in done.stderr
    for table in ALL_TABLES:
        assert rows(alone.parent / "out", table) == rows(alone, table), table
    kinds = [row["kind"] for row in rows(alone, "article_versions")]
    assert sorted(set(kinds)) == ["new", "reextracted"]

    stored = archived.again(
        archived.url, *on(cluster), before=f"import os; os.environ |= {object_stores.environment}"
    )
    assert (stored.status, "/dateless: the record at" in stored.stderr) == (1, True), stored.stderr
    for table in TABLES:
        found = DeltaTable(f"{archived.url}/{table}", storage_options=object_stores.environment)
        assert plain(found.to_pyarrow_table().to_pylist()) == rows(alone, table), table


def test_a_unit_that_can_not_be_read_is_said(cluster: Cluster, archived: Archived, alone: Path) -> None:
    out = alone.parent / "out"
    before = rows(out, "articles")
    broken = "import types, crawler.engine.rereading as r; r.pickle = types.SimpleNamespace(dumps=lambda _: b'no unit', loads=None)"
    done = archived.again(out, *on(cluster), before=broken)
    assert (done.status, "tern: not read again: UnpicklingError" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert rows(out, "articles") == before


def test_a_worker_that_is_killed_while_it_reads(cluster: Cluster, archived: Archived, alone: Path) -> None:
    out = alone.parent / "out"
    share(Layout.at(out), LEASE)
    reading = begun("extract", "--from-archive", *archived.where(out), *on(cluster))
    name = f"worker{len(cluster.workers) - 1}"
    wait_until(lambda: list((cluster.folder / name).rglob("*.unit")))
    cluster.kill(cluster.workers[-1])
    cluster.add()
    done = reading.wait()
    assert (done.status, "not read again" in done.stderr) == (1, False), done.stderr
    for table in ALL_TABLES:
        assert rows(out, table) == rows(alone, table), table


@contextmanager
def stuck(out: Path, cluster: Cluster) -> Iterator[Callable[[], None]]:
    """Keep a unit of tern's archive from being read to its end; gives what waits until one is under way."""
    before, path = set(cluster.folder.rglob("*.unit")), min((out / "archive" / "source=tern").iterdir())
    path.rename(out / "aside")
    os.mkfifo(path)
    yield lambda: wait_until(lambda: set(cluster.folder.rglob("*.unit")) - before)
    with suppress(OSError):  # who reads goes on, if there is anybody left
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
    path.unlink()
    (out / "aside").rename(path)


def test_the_scheduler_goes_while_the_archive_is_read(archived: Archived, alone: Path, tmp_path: Path) -> None:
    out = alone.parent / "out"
    share(Layout.at(out), LEASE)
    with Cluster(tmp_path / "cluster", count=1) as cluster, stuck(out, cluster) as wait:
        reading = begun("extract", "--from-archive", *archived.where(out), *on(cluster))
        wait()
        cluster.kill(cluster.scheduler)
        done = reading.wait()
    assert (done.status, "tern: not read again: the scheduler is gone" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    goes_on(archived, out, alone)


def test_a_signal_while_the_archive_is_read(cluster: Cluster, archived: Archived, alone: Path) -> None:
    out = alone.parent / "out"
    share(Layout.at(out), LEASE)
    with stuck(out, cluster) as wait:
        reading = begun("extract", "--from-archive", *archived.where(out), *on(cluster))
        wait()
        reading.send_signal(signal.SIGTERM)
        done = reading.wait()
    assert (done.status, "stopped by a signal; " in done.stderr, "Traceback" in done.stderr) == (143, True, False)
    assert all(not lease.read_bytes() for lease in (out / "shared" / "leases").rglob("0*"))
    goes_on(archived, out, alone)


def goes_on(archived: Archived, out: Path, alone: Path) -> None:
    """Nothing is lost: the next reading gives the rows of one that was not disturbed."""
    done = archived.again(out)
    assert "another machine holds" not in done.stderr
    for table in TABLES:
        found, wanted = ([row | {"sequence": 0} for row in rows(where, table)] for where in (out, alone))
        assert found == wanted, table


@pytest.mark.parametrize("part", ["scheduler", "worker"])
def test_the_documented_options_are_dask_s(part: str) -> None:
    text = (PROJECT / "docs" / "many-machines.md").read_text("utf-8").replace('", "', " ")
    lines = [line for line in text.splitlines() if re.search(rf"dask,? {part}\b", line)]
    used = {option for line in lines for option in re.findall(r"--[a-z-]+", line.split("thinktap ")[0])}
    known = python("-m", f"distributed.cli.dask_{part}", "--help").stdout
    assert lines
    assert [option for option in sorted(used) if option not in known] == []


def wait_until(is_so: Any) -> None:
    for _ in range(1_200):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError
