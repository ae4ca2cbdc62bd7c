"""Whole crawls: how many requests a site sees at a time and how far apart, what it says no to, and what later runs do."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as arrow
import pytest

from tests.conftest import Done, begun, thinktap
from tests.later import later
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GUARD = "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
HEADERS = {"Content-Type": "text/html"}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def serve(site: Site, count: int, letter: str = "a", path: str = "/") -> None:
    """Serve a listing of so many articles."""
    titles = [
        (f"/{letter}/{number}", f"What the committee said of matter {letter}{number}") for number in range(count)
    ]
    for to, title in titles:
        site.article(to, title)
    site.listing(*titles, path=path)


def crawl(folder: Path, *names: str, out: str = "out") -> Done:
    paths = ("--sources", folder / "sources", "--output", folder / out, "--state", folder / "state", "--jobs", 1)
    return thinktap("crawl", *names, *paths)


def crawled(site: Site, folder: Path, more: str = "") -> Done:
    site.asked.clear()
    site.source(folder / "sources", more)
    return crawl(folder)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = arrow.dataset(folder / "out" / table, partitioning="hive").to_table().to_pylist()
    return sorted(found, key=lambda row: str(row.get("requested_at") or row.get("started_at") or row["url"]))


def errors(folder: Path, url: str) -> list[str | None]:
    return [row["error"] for row in rows(folder, "fetches") if row["url"] == url]


def state(folder: Path, days: float) -> None:
    """Let time pass, as `later` does, for a state that lies elsewhere."""
    (folder / "moved").mkdir(exist_ok=True)
    link = folder / "moved" / "state"
    if not link.exists():
        link.symlink_to(folder / "state")
    later(folder / "moved", "kite", days)


def at_once(site: Site) -> int:
    """The most requests that were under way at the same time."""
    return max(sum(began <= moment < ended for began, ended in site.times) for moment, _ in site.times)


def gaps(site: Site) -> list[float]:
    return [after - before for before, after in pairwise(sorted(began for began, _ in site.times))]


# Turns


def slow(site: Site, seconds: float) -> None:
    for answer in site.pages.values():
        answer.waits = seconds


def test_two_sources_of_one_host_share_its_turn(site: Site, tmp_path: Path) -> None:
    for name in "ab":
        serve(site, 4, name, f"/{name}/")
        folder = site.source(tmp_path / "sources", start=f"/{name}/", name=name)
        toml = folder / f"{name}.toml"
        toml.write_text(toml.read_text("utf-8").replace("delay = 0", "delay = 0.2"), "utf-8")
    slow(site, 0.03)
    assert crawl(tmp_path).status == 0
    assert {f"/{name}/{number}" for name in "ab" for number in range(4)} < {*site.asked}
    assert at_once(site) == 1
    assert min(gaps(site)) > 0.1  # as the server sees it, on a machine that others use as well


def test_two_processes_share_a_hosts_turn(site: Site, tmp_path: Path) -> None:
    for name in "ab":
        serve(site, 4, name, f"/{name}/")
        toml = site.source(tmp_path / "sources", start=f"/{name}/", name=name) / f"{name}.toml"
        toml.write_text(toml.read_text("utf-8").replace("delay = 0", "delay = 0.2"), "utf-8")
    slow(site, 0.03)
    running = [begun("crawl", name, *places(tmp_path)) for name in "ab"]
    assert [one.wait().status for one in running] == [0, 0]
    assert {f"/{name}/{number}" for name in "ab" for number in range(4)} < {*site.asked}
    assert at_once(site) == 1
    assert min(gaps(site)) > 0.1  # as the server sees it, on a machine that others use as well


def places(folder: Path) -> list[str]:
    named = {"sources": "sources", "output": "out", "state": "state"}
    return [word for name, path in named.items() for word in (f"--{name}", str(folder / path))] + ["--jobs", "1"]


def test_without_a_delay_there_is_still_one_request_at_a_time(site: Site, tmp_path: Path) -> None:
    serve(site, 12)
    slow(site, 0.01)
    assert crawled(site, tmp_path).status == 0
    assert at_once(site) == 1


def test_a_source_may_want_more(site: Site, tmp_path: Path) -> None:
    serve(site, 12)
    slow(site, 0.1)
    assert crawled(site, tmp_path, "concurrency = 4\n").status == 0
    assert 2 <= at_once(site) <= 4


def test_a_signal_ends_those_who_wait(site: Site, tmp_path: Path) -> None:
    serve(site, 30)
    toml = site.source(tmp_path / "sources", "concurrency = 16\n") / "kite.toml"
    toml.write_text(toml.read_text("utf-8").replace("delay = 0", "delay = 30"), "utf-8")
    running = begun("crawl", *places(tmp_path))
    while not site.asked and running.is_running():
        time.sleep(0.05)
    time.sleep(0.5)
    began = time.monotonic()
    running.send_signal(signal.SIGTERM)
    done = running.wait()
    assert time.monotonic() - began < 25  # the next turn would have come after 30
    assert done.status == 143
    assert "stopped early: by a signal" in done.stderr
    assert "Traceback" not in done.stderr


# Tries


@pytest.mark.parametrize("fails", [1, 2])
def test_what_fails_in_passing_is_asked_again(site: Site, tmp_path: Path, fails: int) -> None:
    serve(site, 4)
    site.pages["/a/1"].fails = fails
    assert "4 new" in crawled(site, tmp_path).stderr
    assert site.asked.count("/a/1") == fails + 1
    assert errors(tmp_path, f"{site.url}/a/1") == [None] * (fails + 1)


def test_giving_up_has_a_reason(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    site.pages["/a/1"] = Answer("", 503)
    assert "8 new" in crawled(site, tmp_path).stderr
    assert errors(tmp_path, f"{site.url}/a/1") == [None, None, "gave up after 3 tries: HTTP 503"]


def test_a_truncated_answer_is_asked_again(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    site.pages["/a/1"].headers["Content-Encoding"] = "gzip"
    assert "8 new" in crawled(site, tmp_path).stderr
    assert site.asked.count("/a/1") == 3
    assert str(errors(tmp_path, f"{site.url}/a/1")[-1]).startswith("gave up after 3 tries: no valid gzip")


@pytest.mark.parametrize(
    "answer", [Answer("", 500), Answer("", 302, {"Location": "/over/there"})], ids=["tried again", "redirected"]
)
def test_every_request_counts_for_the_limit(site: Site, tmp_path: Path, answer: Answer) -> None:
    serve(site, 4)
    pages = dict(site.pages)
    site.pages |= {path: answer for path in pages if path != "/"}
    site.pages["/over/there"] = Answer("", 302, {"Location": "/and/away"})
    done = crawled(site, tmp_path, "requests = 9\n")
    assert (done.status, len(site.asked)) == (1, 9), site.asked
    assert "not asked: 9 requests were sent ([limits] requests)" in [
        row["error"] for row in rows(tmp_path, "fetches")
    ]
    site.pages = pages
    crawled(site, tmp_path)
    assert len(rows(tmp_path, "articles")) == 4


def test_a_server_is_left_alone_as_long_as_it_asks(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    site.pages["/a/1"] = Answer("", 429, {"Retry-After": "1"})
    began = time.monotonic()
    assert "3 new" in crawled(site, tmp_path).stderr
    assert time.monotonic() - began > 2
    first = site.asked.index("/a/1")
    assert site.times[first + 1][0] - site.times[first][1] > 0.9  # whatever was asked next


def test_a_server_that_asks_for_too_long_is_left_to_a_later_run(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    site.pages["/a/1"] = Answer("", 503, {"Retry-After": "7200"})
    assert "8 new" in crawled(site, tmp_path).stderr
    assert site.asked.count("/a/1") == 1
    said = str(errors(tmp_path, f"{site.url}/a/1")[-1])
    assert said.startswith("gave up after 1 try: HTTP 503; it asks to come back after 20")
    site.article("/a/1", "What the committee said of matter a1")
    assert crawled(site, tmp_path).status == 0
    assert "/a/1" not in site.asked
    state(tmp_path, 0.1)
    assert "1 new" in crawled(site, tmp_path).stderr


def test_a_listing_that_asks_to_come_back_later_is_not_asked_before(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    listing, site.pages["/"] = site.pages["/"], Answer("", 503, {"Retry-After": "7200"})
    assert crawled(site, tmp_path).status == 1
    site.pages["/"] = listing
    done = crawled(site, tmp_path)
    assert (done.status, site.asked) == (1, [])
    assert "can't be read: not asked: it asks to come back after 20" in done.stderr
    assert [row["cause"] for row in rows(tmp_path, "runs")] == ["blocked", "blocked"]
    state(tmp_path, 0.1)
    assert "4 new" in crawled(site, tmp_path).stderr


def test_a_host_that_asks_to_come_back_later_is_not_asked_before(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    pages, site.pages = (
        site.pages,
        {
            path: answer if path == "/" else Answer("", 429, {"Retry-After": "7200"})
            for path, answer in site.pages.items()
        },
    )
    assert crawled(site, tmp_path).status == 1
    assert len([path for path in site.asked if path.startswith("/a/")]) == 2
    site.pages = pages
    done = crawled(site, tmp_path)
    assert (done.status, site.asked) == (1, [])
    assert f"not asked: {site.host} wants to be left alone; it asks to come back after 20" in done.stderr
    assert [row["cause"] for row in rows(tmp_path, "runs")] == ["blocked", "blocked"]
    state(tmp_path, 0.1)
    assert "9 new" in crawled(site, tmp_path).stderr


# Blocked


def test_a_host_that_says_no_is_not_asked_for_ever(site: Site, tmp_path: Path) -> None:
    serve(site, 20)
    for number in range(20):
        site.pages[f"/a/{number}"] = Answer("no", 403)
    done = crawled(site, tmp_path)
    assert done.status == 1
    assert len([path for path in site.asked if path.startswith("/a/")]) == 5
    assert "5 of 20 pages were refused, and 15 not asked after them" in done.stderr
    assert "Load it" not in done.stdout  # there are no articles
    assert rows(tmp_path, "runs")[-1]["cause"] == "blocked"
    said = [row["error"] for row in rows(tmp_path, "fetches") if "/a/" in row["url"]]
    host = site.host
    assert sorted(said) == ["blocked: HTTP 403"] * 5 + [f"not asked: {host} has blocked 5 addresses in a row"] * 15


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_challenge_as_the_listing_is_no_empty_listing(site: Site, tmp_path: Path, status: int) -> None:
    site.pages["/"] = Answer(GUARD, status)
    done = crawled(site, tmp_path)
    assert done.status == 1
    assert "challenge page" in done.stderr
    assert "no article link" not in done.stderr
    assert rows(tmp_path, "runs")[-1]["cause"] == "blocked"


def test_challenges_as_articles_are_blocked(site: Site, tmp_path: Path) -> None:
    serve(site, 8)
    for number in range(8):
        site.pages[f"/a/{number}"] = Answer(GUARD)
    assert crawled(site, tmp_path).status == 1
    assert rows(tmp_path, "runs")[-1]["cause"] == "blocked"
    assert len([path for path in site.asked if path.startswith("/a/")]) == 5


def test_a_challenge_is_a_failure_whatever_its_status(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    site.pages["/a/1"] = Answer(GUARD, headers={"ETag": '"guard"'})
    for times in (1, 2):
        crawled(site, tmp_path)
        asked = [row for row in rows(tmp_path, "fetches") if row["url"] == f"{site.url}/a/1"]
        assert [(row["status"], row["outcome"]) for row in asked] == [(200, "failed")] * times
        state(tmp_path, 1.5)
    with closing(sqlite3.connect(tmp_path / "state" / "kite.sqlite")) as kept:
        found = kept.execute("SELECT times, etag FROM failures JOIN visits USING (url) WHERE url LIKE '%/a/1'")
        assert found.fetchall() == [(2, None)]
    assert site.unchanged == []


def test_a_challenge_is_no_article_and_takes_no_article_s_place_in_the_archive(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    crawled(site, tmp_path)
    stored = rows(tmp_path, "articles")
    state(tmp_path, 800)
    title = (
        f"<title>Just a moment...</title><body><h1>How the harbour was built</h1>{TEXT}"  # with words of the site's
    )
    leads = "<meta http-equiv='refresh' content='0;/.well-known/sgcaptcha/'><title>Robot check</title>"
    site.pages["/a/1"], site.pages["/a/2"], site.pages["/a/3"] = Answer(title), Answer(leads, 202), Answer(GUARD)
    site.asked.clear()
    crawled(site, tmp_path)
    assert {row["url"] for row in rows(tmp_path, "rejects")} == {f"{site.url}/a/{number}" for number in (1, 2, 3)}
    assert "/.well-known/sgcaptcha/" not in site.asked
    guards = [row for row in rows(tmp_path, "fetches") if row["outcome"] == "failed"]
    assert [(row["error"], row["archive_file"]) for row in guards] == [("blocked: challenge page", None)] * 3
    at = ("--sources", tmp_path / "sources", "--output", tmp_path / "out", "--state", tmp_path / "state")
    done = thinktap("extract", "--from-archive", *at, "--jobs", 1)
    assert done.status == 0, done.stderr
    now = rows(tmp_path, "articles")
    assert [(row["title"], row["text"]) for row in now] == [(row["title"], row["text"]) for row in stored]
    assert len(rows(tmp_path, "rejects")) == 3


def test_one_page_that_is_forbidden_is_no_block(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    site.pages["/a/1"] = Answer("no", 403)
    done = crawled(site, tmp_path)
    assert (done.status, done.stderr.splitlines()[-1]) == (0, "kite: 8 new; 1 failed, see fetches.error")


# From run to run


def test_what_fails_again_and_again_waits_longer(site: Site, tmp_path: Path) -> None:
    serve(site, 9)
    site.pages["/a/1"] = Answer("no", 403)
    asked = []
    for days in (0, 0.01, 0.01, 1, 1):
        if days:
            state(tmp_path, days)
        crawled(site, tmp_path)
        asked.append("/a/1" in site.asked)
    # The next run asks again; then a day passes, then three (test_schedule.py has the whole ladder).
    assert asked == [True, True, False, True, False]
    state(tmp_path, 40)
    site.article("/a/1", "What the committee said of matter a1")
    assert "1 new" in crawled(site, tmp_path).stderr
    site.pages["/a/1"] = Answer("no", 403)
    state(tmp_path, 900)
    for _ in range(2):  # it begins anew
        crawled(site, tmp_path)
        assert "/a/1" in site.asked


def test_a_source_that_only_fails_is_never_fine(site: Site, tmp_path: Path) -> None:
    serve(site, 4)
    for number in range(4):
        site.pages[f"/a/{number}"] = Answer("", 500)
    assert [crawled(site, tmp_path).status for _ in range(4)] == [1, 1, 1, 1]
