"""Does an article stay one over crawls? Its other addresses, its move, and the site that moves as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from tests.conftest import thinktap
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Done

SUBJECTS = ("wind", "rain", "snow")


def serve(site: Site, under: str, *, canonical: str = "") -> None:
    """A listing and its articles, each with a text of its own."""
    for subject in SUBJECTS:
        text = " ".join(f"The {subject} of {number} was strong." for number in range(1950, 1970))
        site.pages[f"{under}{subject}"] = Answer(
            f"<html lang='en'><title>On {subject}</title><head>{canonical}</head><body><h1>On {subject}</h1>"
            f"<time datetime='2024-05-01'>1 May 2024</time><p>{text}</p></body></html>"
        )
    site.listing(*((f"{under}{subject}", f"On {subject}") for subject in SUBJECTS))


def stored(root: Path) -> dict[str, tuple[str, str, str]]:
    """By title: the article's id, its path and its status."""
    rows = pq.read_table(root / "out" / "articles").to_pylist()
    assert len({row["article_id"] for row in rows}) == len(rows)
    return {row["title"]: (row["article_id"], "/" + row["url"].split("/", 3)[3], row["status"]) for row in rows}


def crawl(site: Site, root: Path) -> Done:
    done = thinktap("crawl", "--sources", site.source(root / "s"), "--output", root / "out", "--jobs", 1)
    assert done.status == 0, done.stderr
    return done


@pytest.mark.parametrize("old", ["404", "301", "200"])
def test_a_site_that_moves_is_neither_new_nor_gone(tmp_path: Path, old: str) -> None:
    """Also where the old addresses answer on for a while, and 404 only in a later run."""
    with Site() as site:
        serve(site, "/old/")
        crawl(site, tmp_path)
        before = stored(tmp_path)
        serve(site, "/new/")
        for subject in SUBJECTS:
            if old == "404":
                del site.pages[f"/old/{subject}"]
            elif old == "301":
                site.pages[f"/old/{subject}"] = Answer(status=301, headers={"Location": f"/new/{subject}"})
        for _ in range(2):
            assert "nothing new" in crawl(site, tmp_path).stderr
            for subject in SUBJECTS:
                site.pages.pop(f"/old/{subject}", None)
    moved = {title: (one, path.replace("/old/", "/new/"), status) for title, (one, path, status) in before.items()}
    assert stored(tmp_path) == moved
    aliases = pq.read_table(tmp_path / "out" / "aliases").to_pylist()
    assert len(aliases) == 2 * len(SUBJECTS)
    assert len(pq.read_table(tmp_path / "out" / "article_versions")) == len(SUBJECTS)


def test_a_redirect_from_a_listed_address_is_a_move(tmp_path: Path) -> None:
    with Site() as site:
        serve(site, "/old/")
        crawl(site, tmp_path)
        before = stored(tmp_path)
        site.pages["/new/wind"] = site.pages["/old/wind"]
        site.pages["/old/wind"] = Answer(status=301, headers={"Location": "/new/wind"})
        later(tmp_path / "out", "kite")
        assert "nothing new" in crawl(site, tmp_path).stderr
        later(tmp_path / "out", "kite")
        assert "nothing new" in crawl(site, tmp_path).stderr
    assert stored(tmp_path) == before | {"On wind": (before["On wind"][0], "/new/wind", "active")}


def test_canonical_links_that_all_name_one_page_divide_and_join_nothing(tmp_path: Path) -> None:
    with Site() as site:
        serve(site, "/a/", canonical="<link rel='canonical' href='/a/rain'>")
        for _ in range(2):
            crawl(site, tmp_path)
        assert {title: path for title, (_, path, _) in stored(tmp_path).items()} == {
            f"On {subject}": f"/a/{subject}" for subject in SUBJECTS
        }
    rows = pq.read_table(tmp_path / "out" / "articles").to_pylist()
    assert {row["title"] for row in rows if row["canonical_url"]} == {"On rain"}


def test_other_forms_of_a_page_are_one_article(tmp_path: Path) -> None:
    with Site() as site:
        serve(site, "/a/")
        forms = ("/a/wind/amp/", "/a/wind?print=1", "/a/wind/")
        for form in forms:
            site.pages[form] = site.pages["/a/wind"]
        links = (*forms, "/a/wind", "/a/rain", "/a/snow")
        site.listing(*((link, f"What the {number}th year brought") for number, link in enumerate(links, 4)))
        for _ in range(2):
            crawl(site, tmp_path)
    assert stored(tmp_path)["On wind"][1] == "/a/wind"
    assert len(stored(tmp_path)) == len(pq.read_table(tmp_path / "out" / "article_versions")) == len(SUBJECTS)
    assert len(pq.read_table(tmp_path / "out" / "aliases")) == len(SUBJECTS) + len(forms)


def test_the_archive_read_again_changes_nothing_after_a_move(tmp_path: Path) -> None:
    with Site() as site:
        serve(site, "/old/")
        crawl(site, tmp_path)
        serve(site, "/new/")
        crawl(site, tmp_path)
        before = stored(tmp_path)
        for _ in range(2):
            sources = site.source(tmp_path / "s")
            done = thinktap("extract", "--from-archive", "kite", "--sources", sources, "--output", tmp_path / "out")
            assert done.status == 0, done.stderr
            assert stored(tmp_path) == before
    assert len(pq.read_table(tmp_path / "out" / "article_versions")) == len(SUBJECTS)
