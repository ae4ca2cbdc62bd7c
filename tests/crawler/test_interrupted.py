"""A first run is cut off, asked to end or killed: the next one asks for nothing again whose answer is stored."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.demo.prose import ENGLISH
from tests.conftest import COMMAND_SECONDS, PLAIN, PROJECT, thinktap
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES, A_PAGE = 8, 6
PATHS = [f"/a/{number}.html" for number in range(PAGES * A_PAGE)]
LISTING = ["/news/", *(f"/news/?page={number}" for number in range(2, PAGES + 1))]


@pytest.fixture
def site() -> Iterator[Site]:
    """A listing of four pages."""
    with Site() as site:
        for number, path in enumerate(PATHS):
            text = "".join(f"<p>{paragraph}</p>" for paragraph in ENGLISH.paragraphs(number))
            title = ENGLISH.title(number)
            site.pages[path] = Answer(f"<html lang='en'><title>{title}</title><h1>{title}</h1>{text}{TEXT}</html>")
        for page, path in enumerate(LISTING):
            shown = range(page * A_PAGE, (page + 1) * A_PAGE)
            site.listing(*((PATHS[number], ENGLISH.title(number)) for number in shown), path=path)
            numbers = "".join(f"<a href='{to}'>{number}</a> " for number, to in enumerate(LISTING, 1) if to != path)
            listed = site.pages[path].body
            assert isinstance(listed, str)
            site.pages[path] = Answer(listed.replace("</body>", f"<div class='pager'>{numbers}</div></body>"))
        yield site


def cut_off(site: Site, sources: Path, output: Path, how: signal.Signals, after: int) -> None:
    """Begin a run, and end it by a signal once so much was asked for."""
    command = ("-c", "from crawler.cli import main; main()", "crawl", "--sources", sources, "--output", output)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen([sys.executable, *map(str, command)], cwd=PROJECT, env={**os.environ, **PLAIN}, **quiet)
    until = time.monotonic() + COMMAND_SECONDS
    while len(site.asked) < after and run.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    run.send_signal(how)
    run.wait(COMMAND_SECONDS)


def answered(output: Path, site: Site) -> set[str]:
    """The paths whose answers are stored."""
    with closing(sqlite3.connect(output / "state" / "kite.sqlite")) as state:
        urls = [url for (url,) in state.execute("SELECT url FROM visits WHERE asked_at IS NOT NULL")]
    return {url.removeprefix(site.url) for url in urls}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("after", [4, 24])
def test_nothing_stored_is_asked_for_again(site: Site, tmp_path: Path, how: signal.Signals, after: int) -> None:
    sources, output = site.source(tmp_path / "sources", start="/news/"), tmp_path / "data"
    toml = sources / "kite.toml"
    toml.write_text(toml.read_text("utf-8").replace("delay = 0", "delay = 0.02"), "utf-8")
    cut_off(site, sources, output, how, after)
    stored = answered(output, site) & {*PATHS, *LISTING}
    before = Counter(site.asked)
    assert len(before) < len(PATHS) + len(LISTING), "the run had not ended"

    toml.write_text(toml.read_text("utf-8").replace("delay = 0.02", "delay = 0"), "utf-8")
    thinktap("crawl", "--sources", sources, "--output", output)

    asked = Counter(site.asked)
    assert {path: asked[path] for path in stored} == dict.fromkeys(stored, 1)
    if how == signal.SIGTERM:  # what is under way is read to its end
        assert {path for path in (*PATHS, *LISTING) if asked[path] != 1} == set()
    urls = pq.read_table(output / "articles").column("url").to_pylist()
    assert Counter(urls) == Counter(f"{site.url}{path}" for path in PATHS)
