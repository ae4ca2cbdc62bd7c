"""The real command, several at once, and on a full disk."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.conftest import begun, thinktap
from tests.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = 10
AT_ONCE = 20
ARTICLES = 12
SLOW = "delay = 0.1\n"  # seconds between requests, so that the runs overlap


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        titles = [(f"/a/{number}", f"An article of the harbour, number {number}") for number in range(ARTICLES)]
        served.listing(*titles)
        for path, title in titles:
            served.article(path, title)
        yield served


def slow(site: Site, folder: Path, name: str) -> Path:
    sources = site.source(folder, name=name)
    path = sources / f"{name}.toml"
    path.write_text(path.read_text("utf-8").replace("delay = 0\n", SLOW), "utf-8")
    return sources


def test_the_second_of_two_runs_leaves_the_source_alone(site: Site, tmp_path: Path) -> None:
    options = ("crawl", "--sources", slow(site, tmp_path / "s", "kite"), "--output", tmp_path / "out")
    first = begun(*options)
    while not site.asked and first.is_running():  # what asks has the lock
        time.sleep(0.02)
    second = thinktap(*options)
    assert second.status == 75, second.stderr
    assert first.wait().status == 0
    assert Counter(site.asked).most_common(1)[0][1] == 1, "the second has asked for nothing"
    assert len(pd.read_parquet(tmp_path / "out" / "articles")) == ARTICLES


@pytest.mark.torture
@pytest.mark.timeout(3_600)
def test_a_hundred_overlapping_starts(site: Site, tmp_path: Path) -> None:
    names = [f"kite{number}" for number in range(SOURCES)]
    for name in names:
        slow(site, tmp_path / "s", name)
    left: Counter[int] = Counter()
    for _ in range(100 // AT_ONCE):
        waiting = [
            begun("crawl", names[number % SOURCES], "--sources", tmp_path / "s", "--output", tmp_path / "out")
            for number in range(AT_ONCE)
        ]
        left.update(run.wait().status for run in waiting)
    print("100 starts of the command", dict(left))
    assert set(left) == {0, 75}
    articles = pd.read_parquet(tmp_path / "out" / "articles")
    assert articles.groupby("source", observed=True).article_id.nunique().to_dict() == dict.fromkeys(names, ARTICLES)
    assert len(articles) == SOURCES * ARTICLES


@pytest.mark.torture
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("size", [40_000, 100_000, 160_000, 240_000, 320_000])
def test_a_command_on_a_full_disk(site: Site, tmp_path: Path, size: int) -> None:
    options = ("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    done = thinktap(*options, before=limit)
    print("a command with files of", size, "bytes at most left with", done.status)
    assert done.status in ({74} if size < 160_000 else {0, 74}), done.stderr
    assert "Traceback" not in done.stderr
    again = thinktap(*options)
    assert again.status == 0, again.stderr
    assert len(pd.read_parquet(tmp_path / "out" / "articles")) == ARTICLES
