"""Ctrl-C and `kill`: once, a run ends cleanly and says what it kept; twice, it stops at once; the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.interrupts import Interrupts
from tests.conftest import COMMAND_SECONDS, PLAIN, PROJECT, thinktap
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

TITLES = [f"What the harbour council decided in year {number}" for number in range(12)]
SECONDS = 10
SLOW_PUBLISH = f"""
import time, output.parquet_tables as tables
publish = tables.publish
def slowly(*said):
    print("publishing", flush=True)
    time.sleep({SECONDS})
    return publish(*said)
tables.publish = slowly
"""
ONE_AT_A_TIME = "import crawler.fleet; crawler.fleet.AT_ONCE = 1\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.listing(*((f"/a/{number}", title) for number, title in enumerate(TITLES)))
        for number, title in enumerate(TITLES):
            site.article(f"/a/{number}", title)
        yield site


def signalled(
    places: Sequence[object], when: Callable[[str], bool], signals: Sequence[signal.Signals], before: str = ""
) -> tuple[int, str, float]:
    """Send these signals to a crawl's whole process group, as a terminal does.

    Returns:
        Its exit status, what it said, and how long it went on after the last signal.
    """
    code = f"{before}from crawler.cli import main; main()"
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", code, "crawl", *map(str, places)],
            cwd=PROJECT,
            env={**os.environ, **PLAIN},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        until = time.monotonic() + COMMAND_SECONDS
        while not when(read(said)) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        for number in signals:
            os.killpg(process.pid, number)
            time.sleep(0.3)
        began = time.monotonic()
        status = process.wait(COMMAND_SECONDS)
        return status, read(said), time.monotonic() - began


def read(file: IO[str]) -> str:
    return os.pread(file.fileno(), 1_000_000, 0).decode()


def stored(output: Path, source: str) -> list[str]:
    return sorted(pq.read_table(output / "articles" / f"source={source}").column("title").to_pylist())


def test_a_signal_ends_all_sources_and_says_what_was_kept(site: Site, tmp_path: Path) -> None:
    for number in range(len(TITLES)):
        site.pages[f"/a/{number}"].waits = 0.3
    sources = site.source(tmp_path / "s")
    site.source(sources, name="owl")
    places = ("--sources", sources, "--output", tmp_path / "out")
    status, said, _ = signalled(places, lambda _: "/a/3" in site.asked, [signal.SIGINT], ONE_AT_A_TIME)
    assert status == 130, said
    kept = stored(tmp_path / "out", "kite")
    assert 3 <= len(kept) < len(TITLES)
    assert f"kite: stopped early: by a signal; {len(kept)} new so far" in said
    assert f"{len(kept)} new and 0 changed articles are stored and published, 1 source was not begun" in said
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    again = thinktap("crawl", *places)
    assert again.status == 0, again.stderr
    assert stored(tmp_path / "out", "kite") == stored(tmp_path / "out", "owl") == sorted(TITLES)


def test_a_signal_during_publish_waits_for_it_and_a_second_one_does_not(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    least = SECONDS - 2
    for out, signals, status in (
        ("once", [signal.SIGTERM], 0),  # the source had come to its end: nothing is cut short
        ("twice", [signal.SIGTERM] * 2, 143),
    ):
        places = ("--sources", sources, "--output", tmp_path / out)
        ended, said, seconds = signalled(places, lambda said: "publishing" in said, signals, SLOW_PUBLISH)
        assert ended == status, said
        assert (least <= seconds) is (status == 0)
        assert ("kite: 12 new" in said) is (status == 0)
        assert ("what is stored stays; the same command goes on" in said) is (status == 143)
        assert ("Traceback" in said, "leaked" in said) == (False, False)
    assert thinktap("crawl", "--sources", sources, "--output", tmp_path / "twice").status == 0
    assert stored(tmp_path / "twice", "kite") == sorted(TITLES)


def test_a_signal_while_the_beginning_is_told_ends_it_and_says_so(site: Site, tmp_path: Path) -> None:
    site.pages |= {"POST /ping/x/start": Answer(waits=SECONDS), "POST /ping/x/fail": Answer()}
    places = ("--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    told = (*places, "--notify", f"{site.url}/ping/x")
    status, said, seconds = signalled(told, lambda _: "POST /ping/x/start" in site.asked, [signal.SIGTERM])
    assert (status, seconds < SECONDS - 2) == (143, True)
    assert said == "thinktap: stopped by a signal before anything was asked\n"
    assert site.asked == ["POST /ping/x/start", "POST /ping/x/fail"]


def test_a_signal_without_a_gentler_way_raises() -> None:
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
        assert interrupts.status == 143
    for number in (signal.SIGINT, signal.SIGTERM):  # what a command that was interrupted leaves to its end
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
