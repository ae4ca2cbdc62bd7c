"""What becomes of a page whose rights are reserved: by each channel, under each `[rights] respect`, and when that changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import Done, thinktap
from tests.later import later
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "How the harbour towns were built"
WELL_KNOWN = "/.well-known/tdmrep.json"
RULE = json.dumps([{"location": "/a/", "tdm-reservation": 1, "tdm-policy": "/policy"}])
SIGNALS = {
    "meta": "robots=noai",
    "x-robots-tag": "robots=noai",
    "tdm meta": "tdm-reservation=1",
    "tdm header": "tdm-reservation=1",
    "tdm file": "tdm-reservation=1",
    "content-signal": "content-signal=ai-input=no",
    "content-usage": "content-usage=tdm=n",
    "content-usage header": "content-usage=ai-use=n",
}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        serve(served)
        yield served


def serve(site: Site, head: str = "", headers: dict[str, str] | None = None, more: str = "") -> None:
    """Serve a listing of one article that reserves nothing, and one that may."""
    site.pages.clear()
    site.listing(
        ("/a/1", TITLE), ("/a/2", "What the bridges cost the river towns"), ("/b/3", "Who ploughs the fields")
    )
    summary = '<meta name="description" content="Stone by stone, and at a price that few had named before.">'
    dated = '<meta property="article:published_time" content="2024-05-01T10:00:00Z">'
    for path, title, own in (
        ("/a/1", TITLE, head),
        ("/a/2", "What the bridges cost the river towns", ""),
        ("/b/3", "Who ploughs the fields", ""),
    ):
        said = f"<p>Of {title} much has been said. {more}</p><img src='/{path[-1]}.jpg' width=600 height=400>{TEXT}"
        body = f"<html lang='en'><head><title>{title}</title>{summary}{dated}{own}</head><body><h1>{title}</h1>{said}</body></html>"
        site.pages[path] = Answer(body, headers=dict(headers or {}) if own or path == "/a/1" else {})


def reserve(site: Site, channel: str) -> None:
    """Reserve what is under /a/1, or under /a/ where the channel is the host's."""
    robots = {
        "content-signal": "User-agent: *\nContent-Signal: /a/1 ai-input=no\n",
        "content-usage": "User-agent: *\nContent-Usage: /a/1 tdm=n\n",
    }
    heads = {"meta": '<meta name="robots" content="noai">', "tdm meta": '<meta name="tdm-reservation" content="1">'}
    headers = {
        "x-robots-tag": {"X-Robots-Tag": "noai"},
        "tdm header": {"tdm-reservation": "1"},
        "content-usage header": {"Content-Usage": "ai-use=n"},
    }
    serve(site, heads.get(channel, ""), headers.get(channel))
    if channel in robots:
        site.pages["/robots.txt"] = Answer(robots[channel], headers={"Content-Type": "text/plain"})
    if channel == "tdm file":
        site.pages[WELL_KNOWN] = Answer(RULE.replace("/a/", "/a/1"), headers={"Content-Type": "application/json"})


def crawl(site: Site, folder: Path, respect: str | None = None, status: int = 0) -> Done:
    site.asked.clear()
    more = f'[rights]\nrespect = "{respect}"\n' if respect else ""
    done = thinktap("crawl", "--sources", site.source(folder / "s", more), "--output", folder / "out", "--jobs", 1)
    assert done.status == status, done.stderr
    return done


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return list(pq.read_table(folder / "out" / table).to_pylist())


def by_path(folder: Path, table: str = "articles") -> dict[str, dict[str, Any]]:
    return {"/" + row["url"].split("/", 3)[3]: row for row in rows(folder, table)}


@pytest.mark.parametrize("channel", SIGNALS)
def test_by_default_the_text_is_not_stored(site: Site, tmp_path: Path, channel: str) -> None:
    reserve(site, channel)
    assert "3 new" in crawl(site, tmp_path).stderr
    row, fetch = by_path(tmp_path)["/a/1"], by_path(tmp_path, "fetches")["/a/1"]
    assert SIGNALS[channel] in row["rights_signals"]
    assert row["rights_signals"] == fetch["rights_signals"]
    assert (row["text"], row["word_count"], row["images"]) == ("", 0, [])
    assert (row["markdown"], row["summary"]) == (None, None)
    assert (row["title"], str(row["published"])) == (TITLE, "2024-05-01")
    assert (row["archive_file"], fetch["archive_file"]) == (None, None)
    assert row["reserved"] in (["ai"], ["tdm"], ["ai-input"])
    evidence = {one["field"]: one for one in row["provenance"]}
    assert SIGNALS[channel] in evidence["reserved"]["raw"]
    assert {"text", "markdown", "summary", "images"}.isdisjoint(evidence)
    for table in ("articles", "article_versions"):
        assert "committee met again" not in json.dumps(by_path(tmp_path, table)["/a/1"], default=str)
    other = by_path(tmp_path)["/b/3"]
    assert (other["reserved"], other["rights_signals"]) == ([], [])
    assert "committee met again" in other["text"]
    assert other["archive_file"]


@pytest.mark.parametrize("channel", ["meta", "tdm file", "content-signal"])
def test_where_it_is_recorded_all_is_stored(site: Site, tmp_path: Path, channel: str) -> None:
    reserve(site, channel)
    crawl(site, tmp_path, "record")
    row = by_path(tmp_path)["/a/1"]
    assert SIGNALS[channel] in row["rights_signals"]
    assert row["reserved"]
    assert "committee met again" in row["text"]
    assert row["summary"]
    assert row["archive_file"]


@pytest.mark.parametrize("channel", ["x-robots-tag", "tdm file", "content-usage"])
def test_where_the_page_is_skipped_nothing_is_stored_but_why(site: Site, tmp_path: Path, channel: str) -> None:
    reserve(site, channel)
    assert "2 new" in crawl(site, tmp_path, "skip page").stderr
    assert set(by_path(tmp_path)) == {"/a/2", "/b/3"}
    [reject] = rows(tmp_path, "rejects")
    assert (reject["reason"], reject["raw"], reject["stage"]) == (
        "rights are reserved",
        SIGNALS[channel],
        "extract",
    )
    assert by_path(tmp_path, "fetches")["/a/1"]["archive_file"] is None


def test_where_every_page_is_skipped_the_run_says_why(site: Site, tmp_path: Path) -> None:
    site.pages[WELL_KNOWN] = Answer(json.dumps([{"location": "/", "tdm-reservation": 1}]))
    assert "3 of 3 pages reserve their rights" in crawl(site, tmp_path, "skip page", status=1).stderr
    assert [row["cause"] for row in rows(tmp_path, "runs")] == ["rights"]


@pytest.mark.parametrize("said", ["noarchive", "noindex, nosnippet, noimageai"])
def test_what_weighs_less_leaves_the_text(site: Site, tmp_path: Path, said: str) -> None:
    serve(site, f'<meta name="robots" content="{said}">')
    site.pages["/robots.txt"] = Answer("User-agent: *\nContent-Signal: search=yes, ai-train=no\n")
    crawl(site, tmp_path)
    row = by_path(tmp_path)["/a/1"]
    assert "committee met again" in row["text"]
    assert "ai-train" in row["reserved"]
    assert (row["archive_file"] is None) is ("archive" in row["reserved"]) is (said == "noarchive")


def test_a_reservation_comes_and_goes_without_losing_the_article(site: Site, tmp_path: Path) -> None:
    crawl(site, tmp_path)
    first = by_path(tmp_path)["/a/1"]
    reserve(site, "meta")
    later(tmp_path / "out", "kite")
    assert "1 changed" in crawl(site, tmp_path).stderr
    reserved = by_path(tmp_path)["/a/1"]
    assert (reserved["article_id"], reserved["text"], reserved["status"]) == (first["article_id"], "", "active")
    later(tmp_path / "out", "kite")
    assert "nothing new" in crawl(site, tmp_path).stderr
    serve(site)
    later(tmp_path / "out", "kite")
    assert "1 changed" in crawl(site, tmp_path).stderr
    assert by_path(tmp_path)["/a/1"]["text"] == first["text"]
    versions = [row for row in rows(tmp_path, "article_versions") if row["article_id"] == first["article_id"]]
    assert [(row["version"], row["kind"], bool(row["text"])) for row in versions] == [
        (1, "new", True),
        (2, "rights", False),
        (3, "rights", True),
    ]


@pytest.mark.parametrize("respect", ["skip text", "skip page"])
def test_a_host_that_changes_its_mind_is_heard_though_its_pages_stay_as_they_are(
    site: Site, tmp_path: Path, respect: str
) -> None:
    serve(site, headers={"ETag": '"one"'})
    site.pages[WELL_KNOWN] = Answer(RULE)
    crawl(site, tmp_path, respect)
    assert by_path(tmp_path).get("/a/1", {"text": ""})["text"] == ""
    del site.pages[WELL_KNOWN]
    later(tmp_path / "out", "kite")
    crawl(site, tmp_path, respect)
    assert "committee met again" in by_path(tmp_path)["/a/1"]["text"]


@pytest.mark.parametrize(
    ("channel", "respect"), [("content-signal", "skip text"), ("tdm file", "record"), ("x-robots-tag", "record")]
)
def test_a_reservation_beside_a_page_comes_and_goes_though_the_page_is_not_modified(
    site: Site, tmp_path: Path, channel: str, respect: str
) -> None:
    tag = {"ETag": '"one"'}
    serve(site, headers=tag)
    crawl(site, tmp_path, respect)
    for reserved in (True, False):
        if reserved:
            reserve(site, channel)
            site.pages["/a/1"].headers |= tag
        else:
            serve(site, headers=tag)
        later(tmp_path / "out", "kite")
        assert "1 changed" in crawl(site, tmp_path, respect).stderr
        row = by_path(tmp_path)["/a/1"]
        assert (SIGNALS[channel] in row["rights_signals"], bool(row["reserved"])) == (reserved, reserved)
        assert bool(row["text"]) is (not reserved or respect == "record")
    site.unchanged.clear()
    later(tmp_path / "out", "kite")
    crawl(site, tmp_path, respect)
    assert (site.unchanged, site.asked.count("/a/1")) == (["/a/1"], 1)


def test_what_the_file_says_of_rights_holds_from_the_next_run_on(site: Site, tmp_path: Path) -> None:
    """Also for what is stored, or was refused, and is not due; no other page is asked for."""
    reserve(site, "tdm file")
    texts = {"record": True, "skip text": False, "skip page": False}
    for number, (respect, has_text) in enumerate([("skip page", False), *texts.items()]):
        crawl(site, tmp_path, respect)
        row = by_path(tmp_path).get("/a/1", {"text": ""})
        assert bool(row["text"]) is has_text
        assert site.asked.count("/a/2") == (number == 0)
    reasons = [row["reason"] for row in rows(tmp_path, "rejects")]
    assert reasons == ["rights are reserved"] * 2
    crawl(site, tmp_path, "skip page")
    assert "/a/1" not in site.asked, "the file says what it said"


def test_articles_without_a_text_are_told_apart(site: Site, tmp_path: Path) -> None:
    """By their addresses, for they all say the same: nothing."""
    site.pages[WELL_KNOWN] = Answer(json.dumps([{"location": "/", "tdm-reservation": 1}]))
    assert "3 new" in crawl(site, tmp_path).stderr
    assert {row["title"] for row in rows(tmp_path, "articles")} == {
        TITLE,
        "What the bridges cost the river towns",
        "Who ploughs the fields",
    }
    assert {row["text"] for row in rows(tmp_path, "articles")} == {""}
    later(tmp_path / "out", "kite")
    assert "nothing new" in crawl(site, tmp_path).stderr
    assert len(rows(tmp_path, "article_versions")) == 3


def test_reading_the_archive_again_leaves_what_is_reserved_as_it_is(site: Site, tmp_path: Path) -> None:
    reserve(site, "tdm file")
    crawl(site, tmp_path)
    before = by_path(tmp_path)
    done = thinktap(
        "extract", "--from-archive", "--sources", tmp_path / "s", "--output", tmp_path / "out", "--jobs", 1
    )
    assert done.status == 0, done.stderr
    after = by_path(tmp_path)
    for path in before:
        assert (after[path]["text"], after[path]["reserved"]) == (before[path]["text"], before[path]["reserved"])
    assert {row["kind"] for row in rows(tmp_path, "article_versions")} <= {"new", "reextracted"}


def test_what_the_host_said_stands_in_the_archive(site: Site, tmp_path: Path) -> None:
    """So that another reading says the same of it, whatever the host says by then."""
    reserve(site, "tdm file")
    crawl(site, tmp_path, "record")
    site.pages.pop(WELL_KNOWN)
    for _ in range(2):
        args = ("--sources", tmp_path / "s", "--output", tmp_path / "out", "--jobs", 1)
        assert thinktap("extract", "--from-archive", *args).status == 0
    assert by_path(tmp_path)["/a/1"]["reserved"] == ["tdm"]
    assert {row["kind"] for row in rows(tmp_path, "article_versions")} <= {"new", "reextracted"}


def test_the_file_is_asked_once_and_kept(site: Site, tmp_path: Path) -> None:
    crawl(site, tmp_path)
    assert site.asked.count(WELL_KNOWN) == 1
    asked = [path for path in site.asked if path == WELL_KNOWN or path.startswith(("/a/", "/b/"))]
    assert asked[0] == WELL_KNOWN, "before any page"
    row = by_path(tmp_path, "fetches")[WELL_KNOWN]
    assert (row["outcome"], row["status"], row["rights_signals"]) == ("missing", 404, [])
    site.article("/a/4", "When the mills stood still")
    site.listing(("/a/4", "When the mills stood still"), ("/a/1", TITLE), ("/b/3", "Who ploughs the fields"))
    later(tmp_path / "out", "kite", days=6)
    crawl(site, tmp_path)
    assert WELL_KNOWN not in site.asked
    site.pages[WELL_KNOWN] = Answer(RULE)
    later(tmp_path / "out", "kite", days=2)
    crawl(site, tmp_path)
    assert WELL_KNOWN not in site.asked, "no page was asked for"
    for number, times in ((5, 1), (6, 0)):
        site.article(f"/a/{number}", f"Which road number {number} was paved")
        site.listing(
            (f"/a/{number}", f"Which road number {number} was paved"),
            ("/a/1", TITLE),
            ("/b/3", "Who ploughs the fields"),
        )
        crawl(site, tmp_path)
        assert site.asked.count(WELL_KNOWN) == times
    assert by_path(tmp_path)["/a/6"]["reserved"] == ["tdm"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(RULE, status=500),
        Answer("[" * 100_000),
        Answer(b"\x00\xff" * 1_000),
        Answer("", 302, headers={"Location": "http://elsewhere.example/tdmrep.json"}),
        Answer("", 302, headers={"Location": WELL_KNOWN}),
        Answer("", 302, headers={"Location": "http://[::1"}),
    ],
    ids=["error", "deep", "bytes", "another site", "itself", "no address"],
)
def test_a_file_that_is_none_costs_nothing(site: Site, tmp_path: Path, answer: Answer) -> None:
    site.pages[WELL_KNOWN] = answer
    assert "3 new" in crawl(site, tmp_path).stderr
    assert {tuple(row["reserved"]) for row in rows(tmp_path, "articles")} == {()}
    others = [row for row in rows(tmp_path, "fetches") if "elsewhere.example" in row["url"]]
    assert {(row["outcome"], row["status"]) for row in others} <= {("refused", None)}
    assert 1 <= site.asked.count(WELL_KNOWN) <= 6


def test_a_redirect_on_the_site_is_followed(site: Site, tmp_path: Path) -> None:
    site.pages[WELL_KNOWN] = Answer("", 301, headers={"Location": "/files/tdm.json"})
    site.pages["/files/tdm.json"] = Answer(RULE)
    crawl(site, tmp_path)
    articles = by_path(tmp_path)
    assert articles["/a/1"]["rights_signals"] == ["tdm-reservation=1", f"tdm-policy={site.url}/policy"]
    assert (articles["/a/2"]["reserved"], articles["/b/3"]["reserved"]) == (["tdm"], [])
