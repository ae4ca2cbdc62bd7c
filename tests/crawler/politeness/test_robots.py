"""robots.txt: what it says, what is done where it can't be had, and how often it is asked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow.dataset as arrow
import pytest

from crawler.politeness.rules import Rules
from tests.conftest import Done, thinktap
from tests.cost import bounded
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN = {"Content-Type": "text/plain"}
CLOSED = b"User-agent: *\nDisallow: /private/\n"
HOST = "http://kite.test"
KIB = 1024


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        serve(served)
        yield served


def serve(site: Site) -> None:
    for number in range(1, 4):
        site.article(f"/a/{number}", f"What the committee said, part {number}")
    site.listing(*((f"/a/{number}", f"What the committee said, part {number}") for number in range(1, 4)))


def crawl(site: Site, folder: Path, more: str = "") -> Done:
    site.asked.clear()
    sources = site.source(folder / "sources", more)
    return thinktap("crawl", "--sources", sources, "--output", folder / "out", "--jobs", 1)


def fetches(folder: Path) -> dict[str, str | None]:
    rows = arrow.dataset(folder / "out" / "fetches", partitioning="hive").to_table().to_pylist()
    return {"/" + row["url"].split("/", 3)[3]: row["robots_txt"] for row in rows}


# What it says


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        (b"", True),
        (CLOSED, False),
        (b"\xef\xbb\xbf" + CLOSED, False),
        (CLOSED.decode().encode("utf-16"), False),  # with its mark
        (CLOSED.decode().encode("utf-16-le"), False),  # without
        (CLOSED.replace(b"\n", b"\r\n"), False),
        (CLOSED.replace(b"\n", b"\r"), False),
        (b"\0\0" + CLOSED.replace(b"p", b"\0p"), False),
        (b"# all is well\n" * 40_000 + CLOSED, True),  # 560 KB: what is behind the first 500 KiB is not read
        (CLOSED + b"# all is well\n" * 40_000, False),
        (b"<!DOCTYPE html><html><title>Home</title><p>Disallow: /private/</p></html>", True),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, True),
        (b"User-agent: thinktap\nDisallow: /private/\n\nUser-agent: *\nDisallow:\n", False),
        (b"User-agent: thinktap\nDisallow:\n\nUser-agent: *\nDisallow: /private/\n", True),
        (b"User-agent: github\nDisallow: /\n", True),  # a word of our User-Agent, and not our name
        (b"User-agent: *\nDisallow: /*/secret$\n", True),
    ],
)
def test_rules(body: bytes, allowed: bool) -> None:
    assert Rules.read(body).allow(f"{HOST}/private/1") is allowed
    assert Rules.read(body).allow(f"{HOST}/views/1")


@pytest.mark.parametrize(
    ("said", "between"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("Request-rate: 1/5", 5),
        ("Request-rate: 30/1m", 2),
        ("Crawl-delay: 3\nRequest-rate: 1/5", 5),
        ("Crawl-delay: soon", 0),
        ("Crawl-delay: -1", 0),
        ("Crawl-delay: inf", 0),
        ("Request-rate: 1/0", 0),
        ("Disallow: /x", 0),
    ],
)
def test_pace(said: str, between: float) -> None:
    assert Rules.read(f"User-agent: *\n{said}\n".encode()).between == between


@pytest.mark.parametrize(
    "lines",
    [
        [f"Disallow: /*a*b{number}$" for number in range(40_000)],
        ["Disallow: /" + "*a" * 250 * KIB],
        ["Disallow: /" + "*a" * 400 + "b"] * 600,
        ["Disallow: /" + "%zz" * 160_000],
        [f"User-agent: a{number}\nDisallow: /x" for number in range(18_000)],
    ],
)
def test_bait(lines: list[str]) -> None:
    with bounded():
        rules = Rules.read(("User-agent: *\n" + "\n".join(lines)).encode())
        for _ in range(10):
            rules.allow(f"{HOST}/{'a' * 2_000}")


# What is done


@pytest.mark.parametrize("status", [401, 404])
def test_where_there_is_none_all_is_allowed(site: Site, tmp_path: Path, status: int) -> None:
    site.pages["/robots.txt"] = Answer(CLOSED.replace(b"private", b""), status, PLAIN)
    done = crawl(site, tmp_path)
    assert (done.status, done.stderr.splitlines()[-1].startswith("kite: 3 new")) == (0, True)
    assert fetches(tmp_path)["/a/1"] == "none"
    assert fetches(tmp_path)["/robots.txt"] is None


@pytest.mark.parametrize("status", [429, 503])
def test_where_it_can_not_be_had_nothing_is_asked(site: Site, tmp_path: Path, status: int) -> None:
    site.pages["/robots.txt"] = Answer("", status, PLAIN)
    done = crawl(site, tmp_path)
    assert done.status == 1
    assert f"robots.txt can't be had (HTTP {status})" in done.stderr
    assert site.asked == ["/robots.txt"] * 2  # one more try
    assert fetches(tmp_path) == {"/robots.txt": None, "/": "unreachable"}


def test_one_that_does_not_answer_can_not_be_had(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(CLOSED, 200, PLAIN, waits=0.6)
    done = crawl(site, tmp_path, "first_byte_seconds = 0.2\n")
    assert (done.status, {*site.asked}) == (1, {"/robots.txt"})
    assert "robots.txt can't be had (no answer within" in done.stderr


def test_rules_from_before_hold_while_it_can_not_be_had_but_not_for_ever(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /a/1\n", 200, PLAIN)
    crawl(site, tmp_path)
    site.pages["/robots.txt"] = Answer("", 503, PLAIN)
    later(tmp_path / "out", "kite", 20)
    crawl(site, tmp_path)
    assert {*site.asked} == {"/", "/robots.txt"}  # /a/1 is known, and was never answered
    later(tmp_path / "out", "kite", 11)
    assert crawl(site, tmp_path).status == 1
    assert {*site.asked} == {"/robots.txt"}


def test_it_is_asked_once_however_many_wait(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(CLOSED, 200, PLAIN, waits=0.2)
    crawl(site, tmp_path, "concurrency = 16\n")
    assert site.asked.count("/robots.txt") == 1
    assert fetches(tmp_path)["/a/1"] == "allowed"


@pytest.mark.parametrize(("times", "obeyed"), [(1, True), (5, True), (6, False)])
def test_five_redirects_are_followed(site: Site, tmp_path: Path, times: int, obeyed: bool) -> None:
    for number in range(times):
        here, there = (f"/robots{one or ''}.txt" for one in (number, number + 1))
        site.pages[here] = Answer("", 302, {"Location": there})
    site.pages[f"/robots{times}.txt"] = Answer(b"User-agent: *\nDisallow: /a/1\n", 200, PLAIN)
    assert crawl(site, tmp_path).status == 0
    assert ("/a/1" not in site.asked) is obeyed
    assert "/a/2" in site.asked


def test_a_redirect_off_the_site_means_that_there_is_none(site: Site, tmp_path: Path) -> None:
    with Site() as other:
        other.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", 200, PLAIN)
        site.pages["/robots.txt"] = Answer("", 302, {"Location": f"{other.url}/robots.txt"})
        assert crawl(site, tmp_path).status == 0
        assert (other.asked, fetches(tmp_path)["/a/1"]) == ([], "none")


def test_crawl_delay_is_kept(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 0.2\n", 200, PLAIN)
    assert crawl(site, tmp_path).status == 0
    came = [came for came, _ in site.times][1:]  # the first one is robots.txt itself
    assert len(came) >= 4
    assert min(after - before for before, after in pairwise(came)) > 0.18


def test_a_crawl_delay_of_a_day_hangs_no_run(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 86400\n", 200, PLAIN)
    done = crawl(site, tmp_path)
    assert (done.status, site.asked) == (1, ["/robots.txt"])
    assert "robots.txt asks for 86400 seconds between requests" in done.stderr
