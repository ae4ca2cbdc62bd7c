"""Sources crawled by a Dask cluster: the rows of one process, whatever dies, and a plain line where it can't be."""

from __future__ import annotations

import re
import signal
import time
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.engine.units import units
from output.layout import Layout
from output.shared.claim import share
from tests.cluster import Cluster
from tests.conftest import PROJECT, begun, python, thinktap
from tests.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEASE = 3.0  # seconds


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
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster"), count=2) as running:
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
    found = arrow.dataset(folder / table, partitioning="hive").to_table().to_pylist()
    kept = (
        {name: value for name, value in row.items() if not (name.endswith("_at") or name in OF_A_RUN)}
        for row in found
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


@pytest.mark.usefixtures("sites")
def test_the_rows_are_those_of_one_process(cluster: Cluster, tmp_path: Path) -> None:
    for turn, said in enumerate(("kite: 4 new", "kite: nothing new")):
        alone = thinktap(*crawl(tmp_path, None, "alone"))
        done = thinktap(*crawl(tmp_path, cluster))
        assert (alone.status, done.status, said in done.stderr) == (0, 0, True), done.stderr
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


def test_two_fleets_on_one_dataset(cluster: Cluster, sites: tuple[Site, Site], tmp_path: Path) -> None:
    for number in range(4):
        sites[0].pages[f"/{number}"].waits = 0.7
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
    assert len(rows(tmp_path / "out", "articles")) == 9


@pytest.mark.usefixtures("sites")
def test_without_a_scheduler(tmp_path: Path) -> None:
    done = thinktap(*crawl(tmp_path, "tcp://127.0.0.1:1"))
    assert (done.status, "no scheduler answers at tcp://127.0.0.1:1" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("sites")
def test_a_worker_without_the_package(tmp_path: Path) -> None:
    (tmp_path / "other" / "crawler").mkdir(parents=True)
    (tmp_path / "other" / "crawler" / "__init__.py").touch()
    with Cluster(tmp_path / "cluster", count=0) as cluster:
        cluster.add(PYTHONPATH=str(tmp_path / "other"))
        cluster._said("worker0", "Registered to:")
        done = thinktap(*crawl(tmp_path, cluster))
    assert (done.status, "No module named 'crawler.engine'" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("engine", "line"),
    [
        (("--engine", "spark", "--scheduler", "x"), "--engine is dask, not spark"),
        (("--engine", "dask"), "--engine dask needs --scheduler ADDRESS"),
        (("--scheduler", "x"), "--scheduler needs --engine dask"),
    ],
)
def test_mistyped_engines(engine: tuple[str, ...], line: str) -> None:
    done = thinktap("crawl", *engine)
    assert (done.status, line in done.stderr) == (2, True)


@pytest.mark.parametrize("part", ["scheduler", "worker"])
def test_the_documented_options_are_dask_s(part: str) -> None:
    text = (PROJECT / "docs" / "many-machines.md").read_text("utf-8").replace('", "', " ")
    lines = [line for line in text.splitlines() if re.search(rf"dask,? {part}\b", line)]
    used = {option for line in lines for option in re.findall(r"--[a-z-]+", line.split("thinktap ")[0])}
    known = python("-m", f"distributed.cli.dask_{part}", "--help").stdout
    assert lines
    assert [option for option in sorted(used) if option not in known] == []


def wait_until(is_so: Any) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError
