"""Any address of a site becomes a source's file, with no more than thirty requests, or one plain line says why not."""

from __future__ import annotations

import json
import re
import tomllib
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.commands.add import is_wanted
from crawler.demo.kinds.catalogue import KINDS
from crawler.demo.kinds.server import KindServer
from crawler.probe.given import unknown_source
from crawler.source import load
from crawler.source_files import find
from tests.conftest import Done, thinktap
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from crawler.demo.server import DemoServer

TITLES = (
    "What the harbour owes the town behind it",
    "A second look at the price of grain",
    "Ferries that nobody asked to be free",
    "The quiet return of the night train",
    "Who pays for the last lighthouse",
    "Small ports and their large promises",
)
PATHS = [f"/views/{number}.html" for number in range(1, len(TITLES) + 1)]
RELATED = list(zip(PATHS, TITLES, strict=True))[:3]
AUTHORS = ("Runa Feldt", "Pieter Okonjo", "Mara Lindqvist", "Jun Hasegawa", "Ada Brun", "Runa Feldt")
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}


def add(address: str, folder: Path, *options: object) -> Done:
    return thinktap("add", address, "--sources", folder, "--delay", 0, "--jobs", 1, *options)


def added(address: str, folder: Path, *options: object) -> dict[str, Any]:
    done = add(address, folder, "--json", *options)
    assert done.status == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def page(title: str, before: str = "", after: str = "") -> Answer:
    return Answer(
        f"<html lang='en'><head><title>{title} | Kite Institute</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/views/'>Views</a> <a href='/about.html'>About</a></nav>"
        f"<div class='page'>{before}<h1>{title}</h1>{TEXT}{after}</div></body></html>"
    )


def serve(site: Site, before: Any = "", after: Any = "", *, shown: str = "<span>2024-05-0{n}</span>") -> Site:
    """A site of six articles; what stands before and after their text may have their number and author."""
    rows = ""
    for number, (path, title, author) in enumerate(zip(PATHS, TITLES, AUTHORS, strict=True), 1):
        said = {"n": number, "author": author}
        site.pages[path] = page(title, before.format(**said), after.format(**said))
        rows += f"<li><a href='{path}'>{title}</a>{shown.format(**said)}</li>"
    site.pages["/views/"] = page("Views", after=f"<ul>{rows}</ul>")
    site.pages["/views/"].body = str(site.pages["/views/"].body).replace(TEXT, "")
    site.pages["/"] = Answer(str(page("Welcome").body).replace(TEXT, "<p>We think.</p>"))
    return site


def test_a_listing_becomes_a_file_that_loads(demo: DemoServer, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    told = added(demo.listing_url, folder, "--name", "harbour", "--yes")
    assert told["written"] is True
    assert told["listing"]["further"] == f"{demo.base_url}/views/list_2.html"
    text = (folder / "harbour.toml").read_text("utf-8")
    assert tomllib.loads(text) == {
        "name": "Harbour Institute for Policy",
        "private_hosts": [f"127.0.0.1:{demo.port}"],
        "listing": {"start": [demo.listing_url]},
        "limits": {"delay": 0},
    }
    assert list(find((folder,))) == ["harbour"]
    assert load(folder / "harbour.toml").name == "Harbour Institute for Policy"
    assert len(told["articles"]) == 5
    report = next(one for one in told["articles"] if "/reports/" in one["url"])
    assert report["fields"]["license"] == {"value": "CC-BY-4.0", "method": "json-ld", "confidence": 0.95}
    assert report["missing"] == ["views", "images"]
    saved = sorted(path.name for path in (folder / "pages" / "harbour").iterdir())
    assert saved[-2:] == ["expected.json", "listing.html.gz"]
    assert [name for name in saved if re.fullmatch(r"article-\d\.html\.gz", name)] == saved[:5]
    assert len(demo.requests) <= 30
    checked = thinktap("check", "--sources", folder)
    assert checked.status == 0
    assert "harbour: nothing changed (from saved pages)" in checked.stderr

    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    demo.requests.clear()
    again = add(demo.listing_url, folder, "--name", "harbour", "--yes")
    assert again.status == 2
    assert "harbour.toml is there already" in again.stderr
    assert not demo.requests
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_without_a_yes_nothing_is_written(tmp_path: Path) -> None:
    with serve(Site()) as site:
        done = add(site.url, tmp_path / "mine")
    assert done.status == 0
    assert not (tmp_path / "mine").exists()
    assert f'start = ["{site.url}/views/"]' in done.stdout
    assert "Listing: " in done.stderr
    assert "the home page names it" in done.stderr
    assert "Nothing is written; --yes writes it." in done.stderr
    assert "kite_institute.toml" in done.stdout


@pytest.mark.parametrize(("answer", "wanted"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_it_asks(answer: str, wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr", asked := Terminal())
    assert is_wanted(Path("sources/kite.toml")) is wanted
    assert "Write sources/kite.toml?" in asked.getvalue()


@pytest.mark.parametrize("name", ["scroll", "sitemap_only", "archives", "gbk"])
def test_kinds_of_listings(name: str, tmp_path: Path) -> None:
    with KindServer(KINDS_BY_NAME[name]) as server:
        told = added(server.listing_url, tmp_path)
        assert len(server.requests) == told["requests"] <= 30
    assert told["articles"]
    paths = {one.path for one in server.kind.articles}
    assert {one["url"].removeprefix(server.base_url) for one in told["articles"]} <= paths
    keys = tomllib.loads(told["toml"])
    assert keys["listing"] == {"start": [server.listing_url]}
    assert not {"language", "article"} & keys.keys()


def test_an_article_leads_to_its_listing_and_an_address_needs_no_scheme(tmp_path: Path) -> None:
    related = "".join(f"<article><h3><a href='{path}'>{title}</a></h3></article>" for path, title in RELATED)
    with serve(Site(), after=f"<h2>Read also</h2>{related}") as site:
        told = added(f"{site.host}{PATHS[2]}", tmp_path)
    assert told["listing"]["url"] == f"{site.url}/views/"
    assert told["listing"]["note"] == f"{site.url}{PATHS[2]} is one article; this page lists it"


def test_the_thirty_first_request_is_never_sent(tmp_path: Path) -> None:
    with serve(Site()) as site:
        parts = "".join(f"<sitemap><loc>{site.url}/part-{n}.xml</loc></sitemap>" for n in range(80))
        site.pages["/robots.txt"] = Answer(f"Sitemap: {site.url}/sitemap.xml", headers={"Content-Type": "text/plain"})
        xml = {"Content-Type": "application/xml"}
        site.pages["/sitemap.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>", headers=xml)
        for n in range(80):
            entry = f"<url><loc>{site.url}/other/{n}</loc></url>"
            site.pages[f"/part-{n}.xml"] = Answer(f"<urlset>{entry}</urlset>", headers=xml)
        for path in PATHS:  # each of them is tried twice
            site.pages[path].fails = 2
        site.pages[PATHS[0]].fails = 1
        done = add(f"{site.url}/views/", tmp_path)
    assert len(site.asked) == 30
    assert "30 requests; there was more to ask, and the limit of 30 ended it" in done.stderr


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    with serve(Site()) as site:
        site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /views/", headers={"Content-Type": "text/plain"})
        done = add(f"{site.url}/views/", tmp_path)
        assert site.asked == ["/robots.txt"]
    assert (done.status, done.stderr) == (1, f"thinktap: {site.url}/views/: robots.txt forbids us to read it\n")


def test_a_selector_is_written_where_a_field_is_read_by_it_alone(tmp_path: Path) -> None:
    with serve(Site(), "<div class='who'>{author}</div>") as site:
        told = added(f"{site.url}/views/", tmp_path, "--yes")
    assert tomllib.loads(told["toml"])["article"] == {"authors": "div.who"}
    said = {one["url"]: one["fields"]["authors"] for one in told["articles"]}
    assert said[f"{site.url}{PATHS[0]}"] == {"value": ["Runa Feldt"], "method": "selector", "confidence": 1.0}
    assert load(tmp_path / "kite_institute.toml").article.authors == "div.who"


WRONG = {
    "/missing": (Answer("<h1>Not found</h1>", 404), "there is no such page (404)"),
    "/refused": (Answer("no", 403), "the site refuses us (403)"),
    "/error": (Answer('{"error": "bad"}', headers={"Content-Type": "application/json"}), "it is JSON"),
    "/file": (Answer(b"%PDF-1.4\n1 0 obj<<", headers={"Content-Type": "application/pdf"}), "it is a PDF file"),
    "/feed": (
        Answer("<rss><channel></channel></rss>", headers={"Content-Type": "application/rss+xml"}),
        "names no article of its site",
    ),
    "/login": (
        Answer(
            "<html><title>Log in</title><body><h1>Log in</h1><p>Please log in to continue.</p>"
            "<form><input name='user'><input type='password'></form></body></html>"
        ),
        "it asks for a login",
    ),
    "/alone": (Answer(f"<html><body><h1>{TITLES[0]}</h1>{TEXT}</body></html>"), "is one article, and no page"),
    "/empty": (Answer(""), "it is no page"),
}


@pytest.mark.parametrize("path", WRONG)
def test_what_gives_nothing_is_told_in_one_line(path: str, tmp_path: Path) -> None:
    with Site() as site:
        site.pages = {one: answer for one, (answer, _) in WRONG.items()}
        done = add(f"{site.url}{path}", tmp_path / "mine", "--yes")
    assert done.status == 1
    assert WRONG[path][1] in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert not (tmp_path / "mine").exists()


def test_a_dead_host_is_told(tmp_path: Path) -> None:
    with Site() as site:
        pass
    done = add(site.url, tmp_path)
    assert (done.status, done.stderr) == (1, f"thinktap: {site.url}: nothing answers there\n")


def test_a_private_host_is_named_as_the_file_has_it() -> None:
    assert unknown_source("http://[::1]:8000/views/", None, 0).private_hosts == ("[::1]:8000",)
    assert unknown_source("localhost/views/", None, 0).private_hosts == ("localhost:80", "localhost:443")
    assert unknown_source("https://kite.example/views/", None, 0).private_hosts == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["javascript:void(0)"], "'javascript:void(0)' is no web address"),
        (["http://[x"], "'http://[x' is no web address"),
        ([""], "'' is no web address"),
        (["ftp://kite.example/"], "'ftp://kite.example/' is no web address"),
        (["kite.example", "--name", "Kite!"], "--name Kite!: an id has a-z"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = thinktap("add", *arguments, "--sources", tmp_path)
    assert done.status == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
