"""What was saved is compared with what is read today, from the saved pages or from the site; nothing is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from crawler.probe.changes import article_changes, listing_changes
from crawler.probe.values import Reading, Value
from tests.conftest import Done, thinktap
from tests.crawler.test_add import PATHS, TITLES, add, added, serve
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A site with its source and saved pages."""
    folder = tmp_path_factory.mktemp("sources")
    with serve(Site(), "<p>Updated: 2024-06-0{n}</p>", shown="") as site:
        added(f"{site.url}/views/", folder, "--yes", "--name", "kite")
        yield site, folder


@pytest.fixture
def kite(standing: tuple[Site, Path]) -> Iterator[tuple[Site, Path]]:
    """The same, put in order again after each test."""
    site, folder = standing
    pages = {path: Answer(answer.body, answer.status) for path, answer in site.pages.items()}
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    site.asked.clear()
    yield standing
    assert len(site.asked) <= 30
    assert files == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    site.pages = pages


def check(folder: Path, *options: str) -> Done:
    return thinktap("check", "kite", "--sources", folder, "--jobs", 1, *options)


def changes(done: Done) -> list[tuple[str, str, Any, Any]]:
    told = json.loads(done.stdout)
    return sorted((one["what"], one["field"], one["before"], one["after"]) for one in told["changes"])


def test_nothing_changed(kite: tuple[Site, Path]) -> None:
    site, folder = kite
    done = check(folder)
    assert (done.status, site.asked) == (0, [])
    assert "kite: nothing changed (from saved pages)" in done.stderr
    assert done.stdout.count("Kite Institute") == 0
    assert all(title in done.stdout for title in TITLES[:5])
    live = check(folder, "--live", "--json")
    assert (live.status, changes(live)) == (0, [])
    assert set(PATHS[:5]) <= set(site.asked)


def test_a_lost_field_is_named_and_fails(kite: tuple[Site, Path]) -> None:
    site, folder = kite
    page = site.pages[PATHS[1]]
    page.body = str(page.body).replace("Updated: 2024-06-02", "").replace("grain", "rice")
    done = check(folder, "--live", "--json")
    assert done.status == 1
    assert changes(done) == [
        ("changed", "title", "A second look at the price of grain", "A second look at the price of rice"),
        ("lost", "updated", "2024-06-02", None),
    ]
    assert "kite: 2 changes, 1 of them losses (live" in done.stderr
    assert check(folder).status == 0


def test_a_change_alone_does_not_fail(kite: tuple[Site, Path]) -> None:
    site, folder = kite
    page = site.pages[PATHS[0]]
    page.body = str(page.body).replace("2024-06-01", "2024-07-01")
    site.pages[PATHS[4]] = Answer("gone", 410)
    done = check(folder, "--live")
    assert done.status == 0
    assert f"changed: updated of {site.url}{PATHS[0]}: 2024-06-01 → 2024-07-01" in done.stdout
    assert f"lost: article of {site.url}{PATHS[4]}: {TITLES[4]} → HTTP 410" in done.stdout


def test_a_listing_without_articles_fails(kite: tuple[Site, Path]) -> None:
    site, folder = kite
    site.pages["/views/"] = Answer("<html><body><div id='app'></div></body></html>")
    entries = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in PATHS)  # which is no measure for it
    site.pages["/sitemap.xml"] = Answer(f"<urlset>{entries}</urlset>", headers={"Content-Type": "application/xml"})
    done = check(folder, "--live", "--json")
    assert done.status == 1
    assert changes(done) == [("lost", "links", 6, None)]


def test_a_site_that_is_gone_fails(kite: tuple[Site, Path]) -> None:
    site, folder = kite
    site.pages.clear()
    done = check(folder, "--live")
    assert done.status == 1
    assert "kite: " in done.stderr
    assert "HTTP 404" in done.stderr


def test_reserved_rights_are_told_and_respected(tmp_path: Path) -> None:
    folder, pages = tmp_path / "sources", tmp_path / "sources" / "pages" / "kite"
    told = "reserve their rights (tdm-reservation=1): their text, summary and pictures are not stored"
    with serve(Site()) as site:
        site.pages[PATHS[0]].headers["tdm-reservation"] = "1"
        done = add(f"{site.url}/views/", folder, "--yes", "--name", "kite")
        assert (done.status, f"1 of 5 articles {told}" in done.stderr) == (0, True), done.stderr
        assert len([*pages.glob("article-*")]) == 4
        site.pages["/.well-known/tdmrep.json"] = Answer('[{"location": "/", "tdm-reservation": 1}]')
        live = check(folder, "--live", "--json")
        assert f"5 of 5 articles {told}" in live.stderr, live.stderr
        assert (live.status, changes(live)) == (0, []), "that a text is reserved is no loss of the reader's"
        [*_, article] = json.loads(live.stdout)["articles"]
        assert (article["reserved"], article["withheld"]) == (["tdm"], "tdm-reservation=1")
        assert not {"text", "summary", "images"} & set(article["fields"])
        path = folder / "kite.toml"
        path.write_text(path.read_text() + '[rights]\nrespect = "skip page"\n')
        skipped = check(folder, "--live")
        assert (skipped.status, "rights are reserved: tdm-reservation=1" in skipped.stderr) == (1, True)
        add(f"{site.url}/views/", folder, "--yes", "--name", "kite", "--overwrite")
        assert not pages.exists()


def test_a_source_without_saved_pages_is_asked(tmp_path: Path) -> None:
    with serve(Site()) as site:
        folder = site.source(tmp_path / "sources", start="/views/")
        done = check(folder)
        assert len(site.asked) <= 30
    assert done.status == 0
    assert "kite: 5 articles, no saved pages to compare with (live" in done.stderr


def test_wrong_files_cost_their_source_alone(tmp_path: Path) -> None:
    with serve(Site()) as site:
        folder = site.source(tmp_path / "sources", start="/views/")
        (folder / "owl.toml").write_text("nam = 'Owl'", "utf-8")
        (folder / "pages" / "kite").mkdir(parents=True)
        (folder / "pages" / "kite" / "expected.json").write_text("{", "utf-8")
        done = thinktap("check", "--sources", folder)
    assert done.status == 1
    assert "owl.toml: unknown key nam; did you mean name?" in done.stderr
    assert "expected.json: can't be read" in done.stderr
    assert thinktap("check", "nobody", "--sources", folder).status == 2


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (10, 20, []),
        (20, 10, [("changed", "views", False)]),
        (None, 10, [("gained", "views", False)]),
        (10, None, [("lost", "views", True)]),
    ],
)
def test_a_count_that_has_grown_is_no_change(before: int | None, after: int | None, what: list[Any]) -> None:
    reading = Reading("https://kite.example/1", {} if after is None else {"views": Value(after)})
    found = article_changes({} if before is None else {"views": before}, reading)
    assert [(one.what, one.field, one.fails) for one in found] == what


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ((20, True), (11, True), []),
        ((20, True), (9, True), [("changed", "links", False)]),
        ((20, True), (20, False), [("lost", "paging", False)]),
        ((20, True), (0, False), [("lost", "links", True)]),
        ((0, False), (0, False), []),
    ],
)
def test_what_a_listing_loses(before: tuple[int, bool], after: tuple[int, bool], what: list[Any]) -> None:
    said = [{"links": links, "goes_on": goes_on} for links, goes_on in (before, after)]
    found = listing_changes("https://kite.example/", *said)
    assert [(one.what, one.field, one.fails) for one in found] == what
