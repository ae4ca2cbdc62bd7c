"""Articles over several pages: one article, whole or not at all, whichever of its pages is listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import Done, thinktap
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "What the harbour owes the town"
PARTS = (
    "The council met in the old customs house and heard that the quay had not been repaired since the flood.",
    "Its engineer brought drawings, and a bill that was larger than the whole budget of the year before.",
    "In the end the members agreed to ask the fishermen, who had warned them about the piles for a decade.",
)
LISTED = {1: "/a/harbour.html", 2: "/a/harbour_2.html", 3: "/a/harbour_3.html"}
TEXT = "\n\n".join(PARTS)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        for number in LISTED:
            serve(served, number)
        served.article("/b/grain", "A second look at the price of grain")
        yield served


def serve(site: Site, number: int, part: str | None = None, last: int = 3, more: str = "") -> None:
    """One page of the article, with its row of pages."""
    row = " ".join(
        f"<b>{one}</b>" if one == number else f"<a href='{LISTED[one]}'>{one}</a>" for one in range(1, last + 1)
    )
    body = f"<h1>{TITLE}</h1><p>By Ann Lee</p><p>{part or PARTS[number - 1]}</p>{more}<div class='pages'>{row}</div>"
    site.pages[LISTED[number]] = Answer(
        f"<html lang='en'><head><title>{TITLE}</title></head><body><article>{body}</article></body></html>"
    )


def listed(site: Site, *numbers: int) -> None:
    links = [(LISTED[number], f"{TITLE}, part {number}") for number in numbers]
    site.listing(*links, ("/b/grain", "A second look at the price of grain"))


def without_row(site: Site, *numbers: int) -> None:
    for number in numbers:
        page = site.pages[LISTED[number]]
        page.body = re.sub("<div class='pages'>.*?</div>", "", page.body)


def crawl(site: Site, folder: Path, more: str = "") -> Done:
    folder.mkdir(exist_ok=True)
    done = thinktap("crawl", "--sources", site.source(folder / "s", more), "--output", folder / "out", "--jobs", 1)
    assert done.status == 0, done.stderr
    return done


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    path = folder / "out" / table
    return list(pq.read_table(path).to_pylist()) if path.exists() else []


def harbour(site: Site, folder: Path) -> dict[str, Any]:
    """The one row of the article."""
    found = [row for row in rows(folder, "articles") if row["url"] != f"{site.url}/b/grain"]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("numbers", [(2,), (1, 2, 3), (3, 1, 2)], ids=str)
def test_one_article_whichever_page_is_listed(site: Site, tmp_path: Path, numbers: tuple[int, ...]) -> None:
    listed(site, *numbers)
    crawl(site, tmp_path)
    first = harbour(site, tmp_path)
    assert first["url"] == site.url + LISTED[1]
    assert first["title"] == TITLE
    assert first["text"] == TEXT
    assert first["markdown"].count(PARTS[0]) == 1
    assert [author["name"] for author in first["authors"]] == ["Ann Lee"]
    led = {row["url"] for row in rows(tmp_path, "aliases") if row["article_id"] == first["article_id"]}
    assert led == {site.url + path for path in LISTED.values()}
    assert max(site.asked.count(path) for path in LISTED.values()) <= 2, "once for itself, once for the others"
    assert "1 new" not in crawl(site, tmp_path).stderr
    assert harbour(site, tmp_path) == first
    assert [row["kind"] for row in rows(tmp_path, "article_versions")] == ["new", "new"]
    assert rows(tmp_path, "rejects") == []


def test_the_same_article_by_whichever_page(site: Site, tmp_path: Path) -> None:
    for number in LISTED:
        listed(site, number)
        crawl(site, tmp_path / str(number))
    found = [harbour(site, tmp_path / str(number)) for number in LISTED]
    assert len({row["article_id"] for row in found}) == 1
    assert len({row["content_hash"] for row in found}) == 1


@pytest.mark.parametrize("numbers", [(3,), (3, 1), (1, 3)], ids=str)
def test_a_last_page_without_a_way_back_is_no_article_of_its_own(
    site: Site, tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    without_row(site, 3)
    listed(site, *numbers)
    crawl(site, tmp_path)
    assert harbour(site, tmp_path)["text"] == TEXT
    assert harbour(site, tmp_path)["url"] == site.url + LISTED[1]
    assert [row["kind"] for row in rows(tmp_path, "article_versions")] == ["new", "new"]
    assert rows(tmp_path, "rejects") == []


def test_a_page_that_was_stored_alone_is_gone_once_it_is_joined(site: Site, tmp_path: Path) -> None:
    """At first no page has a row, and page 1 is not there: each is all that its site shows of an article."""
    whole = {number: site.pages[LISTED[number]].body for number in LISTED}
    del site.pages[LISTED[1]]
    without_row(site, 2, 3)
    listed(site, 2, 3)
    crawl(site, tmp_path)
    assert {row["url"] for row in rows(tmp_path, "articles")} >= {site.url + LISTED[2], site.url + LISTED[3]}
    for number, body in whole.items():
        site.pages[LISTED[number]] = Answer(body)
    listed(site, 1)
    later(tmp_path / "out", "kite")
    assert "1 new, 2 gone" in crawl(site, tmp_path).stderr
    status = {row["url"].removeprefix(site.url): row["status"] for row in rows(tmp_path, "articles")}
    assert status == {LISTED[1]: "active", LISTED[2]: "gone", LISTED[3]: "gone", "/b/grain": "active"}
    first = next(row for row in rows(tmp_path, "articles") if row["url"] == site.url + LISTED[1])
    assert first["text"] == TEXT
    led = {row["url"] for row in rows(tmp_path, "aliases") if row["article_id"] == first["article_id"]}
    assert led == {site.url + path for path in LISTED.values()}


def test_a_changed_page_2_is_a_change_of_the_article(site: Site, tmp_path: Path) -> None:
    listed(site, 1)
    crawl(site, tmp_path)
    before = harbour(site, tmp_path)
    serve(site, 2, "Its engineer has taken back the bill, and nobody on the council would say what had come of it.")
    later(tmp_path / "out", "kite")
    assert "1 changed" in crawl(site, tmp_path).stderr
    after = harbour(site, tmp_path)
    assert after["article_id"] == before["article_id"]
    assert "taken back" in after["text"]
    assert PARTS[2] in after["text"]


def test_a_page_is_asked_again_like_any_other(site: Site, tmp_path: Path) -> None:
    site.pages[LISTED[2]].fails = 2
    listed(site, 1)
    crawl(site, tmp_path)
    assert harbour(site, tmp_path)["text"] == TEXT
    assert site.asked.count(LISTED[2]) == 3


@pytest.mark.parametrize(("status", "lost"), [(500, 2), (404, 3), (403, 1)])
def test_a_part_never_passes_for_the_whole(site: Site, tmp_path: Path, status: int, lost: int) -> None:
    """A lost page costs the article for this run, and leaves what is stored."""
    found = 1 if lost != 1 else 3
    listed(site, found)
    site.pages[LISTED[lost]].status = status
    crawl(site, tmp_path)
    assert [row["url"] for row in rows(tmp_path, "articles")] == [f"{site.url}/b/grain"]
    told = [(row["url"], row["reason"]) for row in rows(tmp_path, "rejects")]
    assert told == [(site.url + LISTED[found], "a further page can't be read")]
    assert rows(tmp_path, "rejects")[0]["raw"].endswith(
        f"page {lost}: {site.url}{LISTED[lost]}: failed: HTTP {status}"
    )
    site.pages[LISTED[lost]].status = 200
    assert "1 new" in crawl(site, tmp_path).stderr
    whole = harbour(site, tmp_path)
    assert whole["text"] == TEXT
    site.pages[LISTED[lost]].status = status
    crawl(site, tmp_path)
    assert harbour(site, tmp_path) == whole, "not the shorter version"


def test_robots_and_other_sites(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(
        f"User-agent: *\nDisallow: {LISTED[2]}\n", headers={"Content-Type": "text/plain"}
    )
    listed(site, 1)
    crawl(site, tmp_path)
    assert LISTED[2] not in site.asked
    assert [row["reason"] for row in rows(tmp_path, "rejects")] == ["a further page can't be read"]


def test_a_page_that_leads_to_another_site(site: Site, tmp_path: Path) -> None:
    site.pages[LISTED[2]] = Answer("", 302, headers={"Location": "http://localhost:1/2"})
    listed(site, 1)
    crawl(site, tmp_path)
    assert [row["reason"] for row in rows(tmp_path, "rejects")] == ["a further page can't be read"]


def test_counters_and_pages_are_asked_by_their_own_rules(site: Site, tmp_path: Path) -> None:
    """`[counter] ask` does not govern pages, and the count is that of page 1."""
    counter = "/e/public/ViewClick/?classid=8&id=5"
    site.pages[counter] = Answer("document.write('42');")
    script = f"<p>Views: <script src='{counter.replace('&', '&amp;')}'></script></p>"
    serve(site, 1, more=script)
    serve(site, 2, more=script.replace("id=5", "id=6"))
    listed(site, 1, 2, 3)
    crawl(site, tmp_path)
    assert harbour(site, tmp_path)["views"] == 42
    assert site.asked.count(counter) == 1
    assert counter.replace("id=5", "id=6") not in site.asked
    read = [(row["article_id"], row["observed_at"]) for row in rows(tmp_path, "observations")]
    assert len(read) == len(set(read))
    listed(site, 1)
    crawl(site, tmp_path / "off", '[counter]\nask = "off"\n')
    assert harbour(site, tmp_path / "off")["text"] == TEXT
    assert harbour(site, tmp_path / "off")["views"] is None


def test_a_site_that_answers_page_1_to_everything(site: Site, tmp_path: Path) -> None:
    for number in (2, 3):
        site.pages[LISTED[number]].body = site.pages[LISTED[1]].body
    listed(site, 1)
    crawl(site, tmp_path)
    assert harbour(site, tmp_path)["text"] == PARTS[0]
    assert LISTED[3] not in site.asked
    assert [(row["field"], row["reason"]) for row in rows(tmp_path, "rejects")] == [
        ("text", "a further page repeats an earlier one")
    ]


def test_pages_that_never_end(site: Site, tmp_path: Path) -> None:
    for number in range(1, 80):
        path = "/a/endless" + (f"?page={number}" if number > 1 else "")
        site.pages[path] = Answer(
            f"<html lang='en'><title>{TITLE}</title><h1>{TITLE}</h1><p>{number} and {PARTS[0]}</p>"
            f"<p>{PARTS[1]} It was their meeting number {number}.</p>"
            f"<p><a href='/a/endless?page={number + 1}'>Next page</a></p>"
        )
    site.listing(("/a/endless", TITLE), ("/b/grain", "A second look at the price of grain"))
    crawl(site, tmp_path)
    assert [row["reason"] for row in rows(tmp_path, "rejects")] == ["an article of too many pages"]
    assert sum(path.startswith("/a/endless") for path in site.asked) == 50


def test_what_was_asked_is_noted(site: Site, tmp_path: Path) -> None:
    listed(site, 1)
    crawl(site, tmp_path)
    fetched = {row["url"]: row["outcome"] for row in rows(tmp_path, "fetches")}
    assert {fetched[site.url + path] for path in LISTED.values()} == {"page"}
    joined = [one for one in harbour(site, tmp_path)["provenance"] if one["method"] == "further page"]
    assert [one["where"] for one in joined] == [site.url + LISTED[2], site.url + LISTED[3]]
