"""A run is fine, or says in one word and one line what is wrong with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.source import Source
from crawler.verdict.verdict import Fault, Seen, Trouble, judge
from output.records import RunCounts
from output.run import Cause
from tests.conftest import Done, thinktap
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source.model_validate(
    {"id": "k", "name": "K", "listing": {"start": ["https://k.example/"]}, "expect": {"articles": 5}}
)
NINE = RunCounts(listed=9, new=9)
DOWN = Fault(Cause.NETWORK, "the listing is down")


@pytest.mark.parametrize(
    ("counts", "trouble", "seen", "words"),
    [
        (NINE, Trouble(), Seen(), "9 new"),
        (RunCounts(listed=9, unchanged=9), Trouble(), Seen(), "nothing new"),
        (RunCounts(listed=9, new=5, changed=3, missing=1, gone=2), Trouble(), Seen(), "5 new, 3 changed, 1 missing, 2 gone"),
        (NINE, Trouble(), Seen(asked=12, failed={Cause.NETWORK: 2, Cause.BLOCKED: 1}), "9 new"),
        (RunCounts(), Trouble(), Seen(unchanged=True, known=9), "nothing new"),
        (RunCounts(listed=9, rejected=9), Trouble(), Seen(known=9, reserved=9), "nothing new"),
        (RunCounts(listed=9), Trouble(), Seen(known=9, asked=1, failed={Cause.ROBOTS: 1}), "nothing new"),
    ],
)  # fmt: skip
def test_good_runs(counts: RunCounts, trouble: Trouble, seen: Seen, words: str) -> None:
    assert judge(SOURCE, counts, trouble, seen) == (0, words, None, ())


@pytest.mark.parametrize(
    ("counts", "trouble", "seen", "cause", "words"),
    [
        (RunCounts(), Trouble(), Seen(), "empty", "no article link found on https://k.example/"),
        (RunCounts(), Trouble(), Seen(known=9), "layout", "no article link found on https://k.example/"),
        (RunCounts(listed=4, new=4), Trouble(), Seen(whole=True), "layout", "4 articles listed on https://k.example/, expected 5"),
        (RunCounts(listed=9, rejected=8, failed=1), Trouble(), Seen(), "layout", "none of the 9 addresses"),
        (RunCounts(listed=9, rejected=1, failed=2), Trouble(), Seen(), "layout", "(1 rejected, 2 failed, the others are not there or were not asked)"),
        (RunCounts(listed=9, rejected=9), Trouble(), Seen(reserved=9), "rights", "9 of 9 pages reserve their rights"),
        (RunCounts(listed=9, rejected=9), Trouble(), Seen(reserved=3, known=1), "layout", "none of the 9 addresses"),
        (NINE, Trouble(DOWN), Seen(), "network", "the listing is down"),
        (NINE, Trouble(faults=2), Seen(), "interrupted", "thinktap itself failed on 2 pages"),
        (NINE, Trouble(stopped="the disk is full"), Seen(), "interrupted", "stopped early: the disk is full"),
        (NINE, Trouble(), Seen(loss=("https://k.example/", 20, 3)), "layout", "names 3 articles where it named 20"),
        (NINE, Trouble(), Seen(asked=12, failed={Cause.BLOCKED: 4}), "blocked", "4 of 12 pages were refused"),
        (NINE, Trouble(), Seen(asked=12, failed={Cause.BLOCKED: 6}, unasked=1), "blocked", "5 of 12 pages were refused, and 1 not asked after them;"),
        (NINE, Trouble(), Seen(asked=4, failed={Cause.BLOCKED: 4}, unasked=4), "blocked", "4 of 4 pages were not asked, as it wants to be left alone;"),
        (RunCounts(listed=2, failed=2), Trouble(), Seen(asked=2, failed={Cause.ROBOTS: 2}), "robots", "robots.txt forbids, or can't be had for, 2 of 2"),
        (RunCounts(listed=9, failed=9), Trouble(), Seen(asked=9, failed={Cause.NETWORK: 9}), "network", "9 of 9 pages gave no"),
        (RunCounts(listed=9, unchanged=3, missing=6), Trouble(), Seen(), "layout", "6 of 9 known articles answered 404"),
    ],
)  # fmt: skip
def test_bad_runs(counts: RunCounts, trouble: Trouble, seen: Seen, cause: str, words: str) -> None:
    verdict = judge(SOURCE, counts, trouble, seen)
    assert (verdict.exit, verdict.cause) == (1, cause)
    assert words in verdict.line


def test_a_listing_that_shrinks_is_reported_three_times_and_then_believed(tmp_path: Path) -> None:
    titles = {f"/{number}": f"What the harbour owes the town, part {number}" for number in range(12)}
    with Site() as site:
        sources = site.source(tmp_path / "s")
        site.listing(*titles.items())
        for url, title in titles.items():
            site.article(url, title)
        said = [thinktap("crawl", "--sources", sources, "--output", tmp_path / "out", "--jobs", 1).status]
        site.listing(*list(titles.items())[:3])
        for _ in range(4):
            later(tmp_path / "out", "kite")
            said.append(thinktap("crawl", "--sources", sources, "--output", tmp_path / "out", "--jobs", 1).status)
    assert said == [0, 1, 1, 1, 0]
    runs = pq.read_table(tmp_path / "out" / "runs").sort_by("sequence").to_pylist()
    assert [run["cause"] for run in runs] == [None, "layout", "layout", "layout", None]
    assert "names 3 articles where it named 12; see whether its layout changed" in runs[1]["verdict"]


def broken(tmp_path: Path, how: str) -> tuple[Done, Site]:
    """A crawl of a listing of two articles, in a process where something of ours fails."""
    with Site() as site:
        site.listing(("/one", "What the harbour owes the town"), ("/two", "A second look at the price of grain"))
        site.article("/one", "What the harbour owes the town")
        site.article("/two", "A second look at the price of grain")
        command = ("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out", "--jobs", 1)
        return thinktap(*command, before=how), site


def test_a_fault_of_our_own_is_told(tmp_path: Path) -> None:
    """In a process where reading the second article's response fails."""
    done, site = broken(
        tmp_path,
        "import crawler.spiders.listing as spider; whole = spider.page_of\n"
        "spider.page_of = lambda response, source: whole(response, source) if 'one' in response.url else 1 / 0",
    )
    assert (done.status, "thinktap itself failed on a page" in done.stderr) == (1, True), done.stderr
    assert pq.read_table(tmp_path / "out" / "articles").num_rows == 1
    (reject,) = pq.read_table(tmp_path / "out" / "rejects").to_pylist()
    assert (reject["reason"], reject["raw"]) == ("the crawler failed", "ZeroDivisionError: division by zero")
    assert reject["url"] == f"{site.url}/two"


@pytest.mark.parametrize(
    ("fails", "at"),
    [
        ("parse_article", ["/moved", "/two"]),  # once for what was asked and what that led to
        ("_in_hours", ["/"]),
        ("_read", ["/"]),
    ],
)
def test_a_fault_is_put_down_where_it_belongs(tmp_path: Path, fails: str, at: list[str]) -> None:
    how = f"from crawler.spiders.listing import ListingSpider\nListingSpider.{fails} = lambda *_: 1 / 0"
    with Site() as site:
        site.listing(("/moved", "What the harbour owes the town"), ("/two", "A second look at the price of grain"))
        site.pages["/moved"] = Answer(status=301, headers={"Location": "/one"})
        site.article("/one", "What the harbour owes the town")
        site.article("/two", "A second look at the price of grain")
        command = ("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out", "--jobs", 1)
        done = thinktap(*command, before=how)
    assert (done.status, "thinktap itself failed" in done.stderr) == (1, True), done.stderr
    rejects = pq.read_table(tmp_path / "out" / "rejects").to_pylist()
    assert sorted((row["url"], row["reason"]) for row in rejects) == [
        (f"{site.url}{path}", "the crawler failed") for path in at
    ]
    with closing(sqlite3.connect(tmp_path / "out" / "state" / "kite.sqlite")) as state:
        known = dict(state.execute("SELECT url, standing FROM visits"))
    gave_none = {url for url, standing in known.items() if standing == "refused"}
    assert gave_none == {f"{site.url}{path}" for path in at if path != "/"}


@pytest.mark.parametrize(
    ("where", "stored"),
    [
        ("crawler.search.search.Search.go_on", 0),
        ("crawler.search.search.Search.end", 2),
        ("crawler.search.search.Search.begin", 0),
    ],
)
def test_a_run_that_fails_on_the_way_is_no_good_one(tmp_path: Path, where: str, stored: int) -> None:
    module, kind, name = where.rsplit(".", 2)
    how = f"from {module} import {kind}\n{kind}.{name} = lambda *_, **__: 1 / 0"
    done, _ = broken(tmp_path, how)
    assert done.status == 1, done.stderr
    (run,) = pq.read_table(tmp_path / "out" / "runs").to_pylist()
    assert (run["exit"], run["cause"]) == (1, "interrupted")
    assert "thinktap itself failed; the log tells how" in run["verdict"]
    assert run["new"] == stored


# Noted before a run begins, as it begins, and as it ends.
@pytest.mark.parametrize(("fact", "stored"), [("said", 0), ("walk", 0), ("first", 2)])
def test_what_can_t_be_remembered_is_told(tmp_path: Path, fact: str, stored: int) -> None:
    how = (
        "from output.state import State; whole = State.remember\n"
        f"State.remember = lambda self, name, value: 1 / 0 if name == 'crawler.{fact}' else whole(self, name, value)"
    )
    done, _ = broken(tmp_path, how)
    assert (done.status, "thinktap itself failed" in done.stderr) == (1, True), done.stderr
    (run,) = pq.read_table(tmp_path / "out" / "runs").to_pylist()
    assert (run["exit"], run["cause"], run["new"]) == (1, "interrupted", stored)


def test_what_comes_of_an_article_and_can_t_be_noted_ends_the_run(tmp_path: Path) -> None:
    how = "from crawler.search.address_set import AddressSet\nAddressSet.update = lambda *_: 1 / 0"
    done, _ = broken(tmp_path, how)
    assert (done.status, "ZeroDivisionError" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize(
    ("answer", "cause", "words"),
    [
        (Answer(status=403), "blocked", "HTTP 403"),
        (Answer(status=404), "layout", "HTTP 404"),
        (Answer(status=500), "network", "HTTP 500"),
        (Answer("no page at all", headers={"Content-Type": "image/png"}), "layout", "it is no page"),
    ],
)
def test_a_listing_that_can_t_be_read_says_why(tmp_path: Path, answer: Answer, cause: str, words: str) -> None:
    with Site() as site:
        site.pages["/"] = answer
        done = thinktap(
            *("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out", "--jobs", 1)
        )
    (run,) = pq.read_table(tmp_path / "out" / "runs").to_pylist()
    assert (done.status, run["exit"], run["cause"]) == (1, 1, cause)
    assert words in run["verdict"]
    assert done.stderr.splitlines() == [f"kite: {run['verdict']}"]  # once
