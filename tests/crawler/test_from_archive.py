"""Read again from the archive: what a crawl stored is read from what it kept, without a request."""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import fastwarc.warc
import pyarrow.parquet as pq
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.reread import here, store_all
from crawler.commands.options import scrapy_settings
from crawler.spiderloader import TomlSpiderLoader
from output.item_pipeline import begun_run
from output.layout import Layout
from output.records import Article
from output.run import Verdict
from output.store import Ending, Store
from pipelines.normalize import normalize
from tests.conftest import PROJECT, Done, python, thinktap
from tests.later import later
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.demo.server import DemoServer
    from output.records import Reject
    from pipelines.page import Needs, Page

TABLES = ("articles", "article_versions", "observations", "aliases", "rejects", "fetches")
COUNTER = "/e/public/ViewClick/?classid=8&id=5"
PARTS = (
    "The council met in the old customs house and heard that the quay had not been repaired since the flood.",
    "Its engineer brought drawings, and a bill that was larger than the whole budget of the year before.",
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def html(title: str, body: str, head: str = "") -> str:
    return f"<html lang='en'><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"


def whole_site(site: Site) -> None:
    """An article of each shape that takes more than its page to be read."""
    site.listing(
        ("/plain", "What the harbour owes the town"),
        ("/moved", "A second look at the price of grain"),
        ("/counted", "Who counts the readers of a page"),
        ("/long", "A long article on two pages"),
        ("/dateless", "The date that only the listing has"),
        ("/empty", "A page with nothing on it at all"),
    )
    site.pages["/plain"] = Answer(
        html("What the harbour owes the town", TEXT).replace(
            "<title>What the harbour owes the town", "<title>The harbour"
        )
    )
    site.pages["/moved"] = Answer(status=301, headers={"Location": "/grain"})
    site.article("/grain", "A second look at the price of grain")
    script = f"<p>Views: <script src='{COUNTER.replace('&', '&amp;')}'></script></p>"
    site.pages["/counted"] = Answer(html("Who counts the readers of a page", script + TEXT))
    site.pages[COUNTER] = Answer("document.write('42');", headers={"Content-Type": "text/javascript"})
    for number, url in ((1, "/long"), (2, "/long_2")):
        row = "".join(
            f"<b>{one}</b> " if one == number else f"<a href='/long{'_2' * (one - 1)}'>{one}</a> " for one in (1, 2)
        )
        body = f"<p>By Ann Lee</p><p>{PARTS[number - 1]}</p><div class='pages'>{row}</div>"
        site.pages[url] = Answer(html("A long article on two pages", f"<article>{body}</article>"))
    site.article("/dateless", "The date that only the listing has")
    site.pages["/empty"] = Answer("<html><body></body></html>")


def crawl(site: Site, folder: Path, more: str = "") -> Done:
    return thinktap("crawl", "--sources", site.source(folder / "s", more), "--output", folder / "out", "--jobs", 1)


def again(folder: Path, *arguments: object) -> Done:
    return thinktap(
        *("extract", "--from-archive", *arguments),
        *("--sources", folder / "s", "--output", folder / "out", "--jobs", 1),
    )


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / "out" / name).to_pylist()
    return found


def by_path(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    return {row["url"].partition("/")[2].partition("/")[2].partition("/")[2]: row for row in rows(folder, name)}


def archive(folder: Path) -> Path:
    return folder / "out" / "archive" / "source=kite" / "000001.warc.gz"


def kept(folder: Path) -> list[str]:
    """The addresses in the archive, by two readers that agree."""
    with archive(folder).open("rb") as file:
        one = [
            each.rec_headers.get_header("WARC-Target-URI") for each in ArchiveIterator(file, check_digests="raise")
        ]
    with archive(folder).open("rb") as file:
        other = [each.headers.get("WARC-Target-URI") for each in fastwarc.warc.ArchiveIterator(file)]
    assert one == other
    return [url.partition("://")[2].partition("/")[2] for url in one[1:]]


def test_what_was_crawled_is_read_again_without_the_site(site: Site, tmp_path: Path) -> None:
    whole_site(site)
    done = crawl(site, tmp_path)
    assert done.status == 0, done.stderr
    first = by_path(tmp_path, "articles")
    assert first["counted"]["views"] == 42
    assert first["long"]["text"] == "\n\n".join(PARTS)
    assert str(first["dateless"]["published"]) == "2024-05-01"
    assert set(kept(tmp_path)) == {"plain", "grain", "counted", COUNTER[1:], "long", "long_2", "dateless", "empty"}

    asked, before = list(site.asked), {name: rows(tmp_path, name) for name in TABLES}
    done = again(tmp_path)
    assert (done.status, "kite: read again from the archive: nothing new" in done.stderr) == (0, True), done.stderr
    assert {name: rows(tmp_path, name) for name in TABLES} == before

    # A corrected source's file reads the same bytes in another way.
    site.source(tmp_path / "s", '[article]\ntitle = "title"\n')
    done = again(tmp_path, "kite")
    assert (done.status, "kite: read again from the archive: 1 changed" in done.stderr) == (0, True), done.stderr
    now = by_path(tmp_path, "articles")
    assert now["plain"]["title"] == "The harbour"
    changed = {"title", "content_hash", "run_id", "provenance"}
    same = {name: value for name, value in first["plain"].items() if name not in changed}
    assert {name: now["plain"][name] for name in same} == same
    assert {path: row for path, row in now.items() if path != "plain"} == {
        path: row for path, row in first.items() if path != "plain"
    }
    versions = rows(tmp_path, "article_versions")
    assert [(row["version"], row["kind"]) for row in versions if row["title"] == "The harbour"] == [
        (2, "reextracted")
    ]
    assert len(versions) == len(before["article_versions"]) + 1

    after = {name: rows(tmp_path, name) for name in TABLES}
    assert again(tmp_path).status == 0
    assert {name: rows(tmp_path, name) for name in TABLES} == after
    assert site.asked == asked
    assert [(row["exit"], row["listed"]) for row in rows(tmp_path, "runs")] == [(0, 6), (0, 0), (0, 0), (0, 0)]


def test_the_demo_site_s_rows_are_all_read_again(demo: DemoServer, demo_sources: Path, tmp_path: Path) -> None:
    (tmp_path / "s").symlink_to(demo_sources)
    done = thinktap("crawl", "--sources", demo_sources, "--output", tmp_path / "out", "--jobs", 2)
    assert done.status == 0, done.stderr
    before, asked = {name: rows(tmp_path, name) for name in TABLES}, len(demo.requests)
    done = again(tmp_path, "--json")
    assert done.status == 0, done.stderr
    assert '"unchanged": 61' in done.stdout
    assert {name: rows(tmp_path, name) for name in TABLES} == before
    assert len(demo.requests) == asked


def test_a_body_is_kept_as_it_came_and_read_unpacked(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(html("What the harbour owes the town", TEXT).encode())
    site.listing(("/packed", "What the harbour owes the town"))
    site.pages["/packed"] = Answer(packed, headers={"Content-Encoding": "gzip", "X-Note": "caf\xe9"})
    assert crawl(site, tmp_path).status == 0
    with archive(tmp_path).open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)
        (block,) = [each.raw_stream.read() for each in records if each.rec_type == "response"]
    head, _, body = block.partition(b"\r\n\r\n")
    assert body == packed
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"X-Note: caf\xe9" in head
    [fetch] = [row for row in rows(tmp_path, "fetches") if row["url"].endswith("/packed")]
    assert fetch["bytes"] == len(gzip.decompress(packed))
    before = rows(tmp_path, "articles")
    assert again(tmp_path).status == 0
    assert rows(tmp_path, "articles") == before


def test_the_documents_example_finds_an_article_s_page(site: Site, tmp_path: Path) -> None:
    site.listing(("/plain", "What the harbour owes the town"))
    site.article("/plain", "What the harbour owes the town")
    assert crawl(site, tmp_path).status == 0
    text = (PROJECT / "docs" / "archive.md").read_text("utf-8")
    code = text.partition("```python\n")[2].partition("```")[0].replace("output/data", str(tmp_path / "out"))
    done = python("-c", code)
    assert done.stdout == f"{site.url}/plain {len(site.pages['/plain'].body)}\n", done.stderr


def test_what_may_not_be_kept_is_not(site: Site, tmp_path: Path) -> None:
    titles = [(f"/{name}", f"An article that says {name} of copies") for name in ("meta", "header", "nothing")]
    site.listing(*titles)
    for path, title in titles:
        site.article(path, title)
    site.pages["/meta"] = Answer(html(titles[0][1], TEXT, "<meta name='robots' content='noarchive'>"))
    site.pages["/header"].headers = {"X-Robots-Tag": "noarchive"}
    assert crawl(site, tmp_path).status == 0
    assert kept(tmp_path) == ["nothing"]
    assert {path: row["archive_file"] for path, row in by_path(tmp_path, "articles").items()} == {
        "meta": None,
        "header": None,
        "nothing": "000001.warc.gz",
    }


def test_a_body_that_can_not_be_unpacked_is_a_failed_fetch_as_ever(site: Site, tmp_path: Path) -> None:
    site.listing(("/broken", "What the harbour owes the town"), ("/fine", "A second look at the price of grain"))
    site.article("/fine", "A second look at the price of grain")
    site.pages["/broken"] = Answer(b"\x1f\x8b\x08 no more of it", headers={"Content-Encoding": "gzip"})
    assert crawl(site, tmp_path).status == 0
    assert kept(tmp_path) == ["fine"]
    assert {path for path in by_path(tmp_path, "fetches") if path} >= {"broken", "fine"}


def test_a_better_extractor_s_readings_are_versions_of_the_same_bytes(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_site(site)
    assert crawl(site, tmp_path).status == 0
    before, asked = by_path(tmp_path, "articles"), list(site.asked)
    monkeypatch.setattr("pipelines.normalize.EXTRACTOR", "thinktap 9")
    for _ in range(2):
        reread_here(tmp_path)
        after = by_path(tmp_path, "articles")
        assert {row["summary"] for row in after.values()} == {"As read by version 9."}
        assert {row["extractor"] for row in after.values()} == {"thinktap 9"}
        told = {"summary", "extractor", "run_id"}
        for path, row in after.items():
            for one in (row, before[path]):
                one["provenance"] = sorted(one["provenance"], key=str)
            assert {name: value for name, value in row.items() if name not in told} == {
                name: value for name, value in before[path].items() if name not in told
            }
        kinds = [(row["kind"], row["extractor"]) for row in rows(tmp_path, "article_versions")]
        assert kinds[5:] == [("reextracted", "thinktap 9")] * 5
    assert site.asked == asked


def test_pages_of_two_runs_are_never_joined(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole_site(site)
    assert crawl(site, tmp_path, "[expect]\nlost = 1\n").status == 0
    site.listing(("/long_2", "A long article on two pages"), ("/plain", "What the harbour owes the town"))
    site.pages["/long"] = Answer("oops", 500)
    site.pages["/long_2"].body = str(site.pages["/long_2"].body).replace(PARTS[1], f"{PARTS[1]} It was turned down.")
    assert crawl(site, tmp_path, "[expect]\nlost = 1\n").status == 0
    monkeypatch.setattr("pipelines.normalize.EXTRACTOR", "thinktap 9")
    reread_here(tmp_path)
    read = by_path(tmp_path, "articles")
    assert read.pop("long")["text"] == "\n\n".join(PARTS)
    assert {row["summary"] for row in read.values()} == {"As read by version 9."}


class Version9:
    """Reads pages in this process, and finds a summary in each."""

    async def read(self, page: Page) -> Article | Reject | Needs:
        read = normalize(page)
        return replace(read, summary="As read by version 9.") if isinstance(read, Article) else read


def reread_here(folder: Path) -> None:
    settings = scrapy_settings(str(folder / "out"), sources=[folder / "s"])
    spider = TomlSpiderLoader.from_settings(settings).load("kite")
    with Store(Layout.at(folder / "out"), spider.source.card, begun_run(rereads=True)) as store:
        asyncio.run(store_all(store, "kite", here(Version9())(spider.source, store)))
        store.publish(Ending(datetime.now(UTC), Verdict(0, "said"), store.settle(listed=0)))


def test_a_source_can_say_that_nothing_is_kept(site: Site, tmp_path: Path) -> None:
    site.listing(("/plain", "What the harbour owes the town"))
    site.article("/plain", "What the harbour owes the town")
    sources = site.source(tmp_path / "s")
    (sources / "kite.toml").write_text("archive = false\n" + (sources / "kite.toml").read_text())
    assert thinktap("crawl", "--sources", sources, "--output", tmp_path / "out", "--jobs", 1).status == 0
    assert not (tmp_path / "out" / "archive").exists()
    done = again(tmp_path, "kite")
    assert (done.status, "kite: nothing is archived" in done.stderr) == (0, True)


def test_damage_costs_its_page_and_is_said(site: Site, tmp_path: Path) -> None:
    whole_site(site)
    assert crawl(site, tmp_path).status == 0
    place = by_path(tmp_path, "articles")["plain"]["archive_offset"]
    bent = bytearray(archive(tmp_path).read_bytes())
    bent[place + 40] ^= 0xFF
    archive(tmp_path).write_bytes(bent)
    before = rows(tmp_path, "articles")
    done = again(tmp_path)
    assert done.status == 1
    assert f"/plain: the record at {place} of 000001.warc.gz is passed over" in done.stderr
    assert "1 damaged record passed over" in done.stderr
    assert rows(tmp_path, "runs")[-1]["cause"] == "damage"
    assert '"unchanged": 4' in again(tmp_path, "--json").stdout
    assert rows(tmp_path, "articles") == before


def test_an_archive_that_lost_its_end_is_gone_on_with(site: Site, tmp_path: Path) -> None:
    """As a disk may leave it that lied about what was synced; the pages are asked for again when they are due."""
    titles = {"/plain": "What the harbour owes the town", "/grain": "A second look at the price of grain"}
    site.listing(*titles.items())
    for url, title in titles.items():
        site.article(url, title)
    assert crawl(site, tmp_path).status == 0
    before = rows(tmp_path, "articles")
    last = max(article["archive_offset"] for article in before)
    archive(tmp_path).write_bytes(archive(tmp_path).read_bytes()[: last + 40])
    later(tmp_path / "out", "kite")
    assert crawl(site, tmp_path).status == 0
    assert rows(tmp_path, "articles") == before
    done = again(tmp_path)
    assert (done.status, "nothing new" in done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("kyte",), 2, "no source is called kyte; did you mean kite?"),
        (("kite",), 75, "another run holds kite"),
    ],
)
def test_mistakes_touch_nothing(
    site: Site, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    whole_site(site)
    assert crawl(site, tmp_path).status == 0
    before = rows(tmp_path, "runs")
    with (tmp_path / "out" / "state" / "kite.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = again(tmp_path, *arguments)
    assert (done.status, words in done.stderr) == (status, True), done.stderr
    assert rows(tmp_path, "runs") == before


def test_extract_needs_to_be_told_what() -> None:
    done = thinktap("extract")
    assert (done.status, "name one manifest" in done.stderr) == (2, True)


def without_runs(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(({**row, "run_id": None, "sequence": None} for row in found), key=str)


def test_articles_come_back_from_the_archive_alone(site: Site, tmp_path: Path) -> None:
    """Tables, state and all else are gone; the responses are there, and the site is not asked."""
    whole_site(site)
    assert crawl(site, tmp_path).status == 0
    before, asked = {name: rows(tmp_path, name) for name in TABLES[:4]}, list(site.asked)
    for path in (tmp_path / "out").iterdir():
        if path.is_dir() and path.name != "archive":
            shutil.rmtree(path)
    done = again(tmp_path)
    assert (done.status, "the state was lost (it is missing)" in done.stderr) == (1, True), done.stderr
    assert "kite: read again from the archive: 5 new;" in done.stderr
    for name, found in before.items():
        assert without_runs(rows(tmp_path, name)) == without_runs(found), name
    assert [row["reason"] for row in rows(tmp_path, "rejects")] == ["no body"]
    assert site.asked == asked
    done = crawl(site, tmp_path)
    assert (done.status, "kite: nothing new" in done.stderr) == (0, True), done.stderr


def test_a_crawl_that_meets_damage_says_so_and_ends_with_1(site: Site, tmp_path: Path) -> None:
    whole_site(site)
    assert crawl(site, tmp_path).status == 0
    before = {name: rows(tmp_path, name) for name in ("articles", "article_versions", "aliases")}
    state = tmp_path / "out" / "state" / "kite.sqlite"
    state.write_bytes(state.read_bytes()[:5000])
    done = crawl(site, tmp_path)
    [aside] = state.parent.glob("kite.sqlite.damaged-*Z")
    assert done.status == 1
    assert "kite: nothing new; the state was lost" in done.stderr
    assert f"it is set aside as {aside}" in done.stderr.replace("\n", " ")
    assert {name: rows(tmp_path, name) for name in before} == before
    assert crawl(site, tmp_path).status == 0


def test_a_state_that_was_published_to_another_output_is_refused(site: Site, tmp_path: Path) -> None:
    whole_site(site)
    where = ("crawl", "--sources", site.source(tmp_path / "s"), "--jobs", 1, "--state")
    one, two = ("--output", tmp_path / "out"), ("--output", tmp_path / "two")
    assert thinktap(*where, tmp_path / "state", *one).status == 0
    before, asked = rows(tmp_path, "articles"), list(site.asked)
    done = thinktap(*where, tmp_path / "state", *two)
    assert (done.status, "name the --output that it was published to, or another --state" in done.stderr) == (2, True)
    assert not [*(tmp_path / "two").glob("*/source=*")]
    assert site.asked == asked
    assert thinktap(*where, tmp_path / "another", *two).status == 0
    assert pq.read_table(tmp_path / "two" / "articles").num_rows == len(before) == 5
    assert thinktap(*where, tmp_path / "state", *one).status == 0
    assert rows(tmp_path, "articles") == before


def test_articles_that_nothing_can_rebuild_are_read_again_at_once(site: Site, tmp_path: Path) -> None:
    whole_site(site)
    assert crawl(site, tmp_path).status == 0
    before = {row["article_id"]: row["text"] for row in rows(tmp_path, "articles")}
    for name in ("articles", "article_versions"):
        shutil.rmtree(tmp_path / "out" / name)
    done = crawl(site, tmp_path)
    assert (done.status, "5 articles are read and stored again" in done.stderr) == (1, True), done.stderr
    assert {row["article_id"]: row["text"] for row in rows(tmp_path, "articles")} == before


def test_an_output_without_an_archive_is_said(site: Site, tmp_path: Path) -> None:
    site.source(tmp_path / "s")
    done = again(tmp_path)
    assert (done.status, "out has no archive of any of the " in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "out").exists()
