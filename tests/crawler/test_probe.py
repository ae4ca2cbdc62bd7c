"""A probe's pure parts by tables: the pages that a menu or an article names, names and ids, and a file's text."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from crawler.probe.given import unknown_source
from crawler.probe.identity import id_of, name_of
from crawler.probe.listing_words import rank
from crawler.probe.navigation import above, is_home, named_by_menu
from crawler.probe.source_text import source_text
from crawler.source import Source
from pipelines.page import Page

URL = "https://kite.example/"
MENU = """<nav><a href='/'>Home</a><a href='/about'>About us</a><a href='/news'>News</a><a href='/events'>Events</a>
<a href='/our-publications'>Our publications</a><a href='/publications?utm_source=menu'>Publications</a><a href='/experts'>Experts</a>
<a href='/blog'>Blog</a></nav>"""


def test_a_menu_names_places_of_articles_the_likeliest_first() -> None:
    named = named_by_menu(MENU, URL)
    assert [url.removeprefix(URL) for url in named] == ["publications", "our-publications", "blog", "news"]


@pytest.mark.parametrize(
    ("label", "placed"),
    [
        *(("Publications", 0), ("PUBLIKATIONEN", 0), ("研究成果", 0), ("Все публикации", 0.5), ("Artikel", 1)),
        *(("News & Events", 2.5), ("通知公告和新闻", 2.5), ("About", None), ("", None), ("Contact us", None)),
        ("A commentary on how the research of the last ten years was read by others", None),
    ],
)
def test_words_of_a_listing_s_link(label: str, placed: float | None) -> None:
    assert rank(label) == placed


@pytest.mark.parametrize(
    ("url", "html", "found"),
    [
        ("https://kite.example/views/5.html", "", ["views/"]),
        ("https://kite.example/views/europe/a-title/", "", ["views/europe/", "views/"]),
        ("https://kite.example/2024/05/a-title/", "", []),
        (
            "https://kite.example/a-title",
            "<div class='breadcrumbs'><a href='/'>Home</a> <a href='/work'>Work</a> <a href='/work/eu'>Europe</a></div>",
            ["work/eu", "work"],
        ),
    ],
)
def test_what_stands_above_an_article(url: str, html: str, found: list[str]) -> None:
    assert [one.removeprefix(URL) for one in above(f"<html><body>{html}</body></html>", url)] == found


@pytest.mark.parametrize(
    ("url", "home"),
    [
        *(
            ("https://kite.example", True),
            ("https://kite.example/en/", True),
            ("https://kite.example/index.php", True),
        ),
        *(("https://kite.example/?c=3", False), ("https://kite.example/views/", False)),
    ],
)
def test_home_pages(url: str, home: bool) -> None:
    assert is_home(url) is home


@pytest.mark.parametrize(
    ("host", "name", "made"),
    [
        *(("www.kite.org.uk", None, "kite"), ("kite-institute.org", None, "kite_institute")),
        *(("127.0.0.1", "Kïte & Söhne", "kite_sohne"), ("127.0.0.1", "海岸战略研究院", None)),
        *(("3degrees.org", None, "degrees"), ("localhost", "Kite", "kite"), ("kite.github.io", None, "kite")),
        *(("127.0.0.1", None, None), ("智库.cn", "Kite", "kite")),
    ],
)
def test_ids(host: str, name: str | None, made: str | None) -> None:
    assert id_of(host, name) == made


@pytest.mark.parametrize(
    ("heads", "name"),
    [
        (["<meta property='og:site_name' content='Kite Institute'><title>One</title>"] * 3, "Kite Institute"),
        (
            ["""<script type='application/ld+json'>{"@type": "Organization", "name": "Kite Institute -"}</script>"""]
            * 2,
            "Kite Institute",
        ),
        (["<title>One | Kite Institute</title>", "<title>Two - and more | Kite Institute</title>"], "Kite Institute"),
        (["<title>一-海岸研究院</title>", "<title>二-海岸研究院</title>"], "海岸研究院"),
        (["<title>One | Views</title>", "<title>Two | Events</title>"], None),
        (["<title>One</title>"], None),
        ([], None),
    ],
)
def test_names(heads: list[str], name: str | None) -> None:
    pages = [
        Page("k", URL, f"<html><head>{head}</head><body><p>x</p></body></html>".encode(), datetime.now(UTC))
        for head in heads
    ]
    assert name_of(pages) == name


def test_the_file_has_only_what_differs() -> None:
    source = unknown_source("https://kite.example/views/", None, 1.0)
    assert tomllib.loads(source_text(source)) == {
        "name": "kite.example",
        "listing": {"start": ["https://kite.example/views/"]},
    }


def test_the_file_says_what_was_found() -> None:
    said = {
        "name": 'Kite "\\ Institute\x7f\n研究院',
        "language": "de",
        "private_hosts": ["127.0.0.1:80"],
        "listing": {"start": ["http://127.0.0.1/views/"]},
        "article": {"published": "span.d"},
        "limits": {"delay": 0.5},
    }
    assert tomllib.loads(source_text(Source.model_validate({**said, "id": "kite"}))) == said
