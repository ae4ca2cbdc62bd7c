"""A first run is cut off, asked to end or killed: the next one asks for nothing again whose answer is stored."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.demo.prose import ENGLISH
from tests.conftest import begun, thinktap
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


def cut_off(sources: Path, output: Path, how: signal.Signals, when: Callable[[], bool]) -> None:
    """Begin a run, and end it by a signal when it has come so far."""
    run = begun("crawl", "--sources", sources, "--output", output)
    while not when() and run.is_running():
        time.sleep(0.005)
    run.send_signal(how)
    run.wait()


def answered(output: Path, site: Site) -> set[str]:
    """The paths whose answers are stored."""
    with closing(sqlite3.connect(output / "state" / "kite.sqlite")) as state:
        known = "SELECT url FROM visits WHERE asked_at IS NOT NULL UNION SELECT asked FROM responses"
        urls = [url for (url,) in state.execute(known)]
    return {url.removeprefix(site.url) for url in urls}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("after", [pytest.param(4, marks=pytest.mark.long), 24])
def test_nothing_stored_is_asked_for_again(site: Site, tmp_path: Path, how: signal.Signals, after: int) -> None:
    sources, output = site.source(tmp_path / "sources", start="/news/"), tmp_path / "data"
    toml = sources / "kite.toml"
    toml.write_text(toml.read_text("utf-8").replace("delay = 0", "delay = 0.02"), "utf-8")
    cut_off(sources, output, how, lambda: len(site.asked) >= after)
    stored = answered(output, site) & {*PATHS, *LISTING}
    before = Counter(site.asked)
    assert len(before) < len(PATHS) + len(LISTING), "the run had not ended"

    toml.write_text(toml.read_text("utf-8").replace("delay = 0.02", "delay = 0"), "utf-8")
    thinktap("crawl", "--sources", sources, "--output", output)

    asked = Counter(site.asked)
    assert {path: asked[path] for path in stored} == dict.fromkeys(stored, 1)
    if how == signal.SIGTERM:  # what is under way is read to its end
        assert {path for path in (*PATHS, *LISTING) if asked[path] != 1} == set()
    thinktap("crawl", "--sources", sources, "--output", output)
    *_, last = pq.read_table(output / "runs").sort_by("started_at").to_pylist()
    assert last["strategy_reason"].startswith(f"the listing names {len(PATHS)} articles on {PAGES} pages")
    urls = pq.read_table(output / "articles").column("url").to_pylist()
    assert Counter(urls) == Counter(f"{site.url}{path}" for path in PATHS)


def test_what_was_fetched_and_not_yet_read_is_not_asked_for_again(site: Site, tmp_path: Path) -> None:
    """Killed while the page waits for its counter: the archive has the page."""
    counter, path = "/plus/count.php?view=yes&aid=1&mid=1", PATHS[0]
    page = site.pages[path].body
    assert isinstance(page, str)
    shown = f'</h1><div>Views:<script src="{counter}"></script></div>'.replace("&", "&amp;")
    site.pages[path] = Answer(page.replace("</h1>", shown))
    site.pages[counter] = Answer("document.write('321');", headers={"Content-Type": "text/javascript"}, waits=20)
    sources = site.source(tmp_path / "sources", '[counter]\nask = "always"\n', start="/news/")
    output = tmp_path / "data"
    cut_off(sources, output, signal.SIGKILL, lambda: counter in site.asked and path in answered(output, site))
    site.pages[counter].waits = 0
    assert thinktap("crawl", "--sources", sources, "--output", output).status == 0
    assert (site.asked.count(path), site.asked.count(counter)) == (1, 2)
    views = pq.read_table(tmp_path / "data" / "articles").column("views").to_pylist()
    assert [count for count in views if count is not None] == [321]
    assert len(views) == len(PATHS)
