"""Titles: which heading or metadata names the article, and what belongs to the site."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page import Hints
from pipelines.title.parts import own_part
from pipelines.title.read import read_title
from tests.cost import SIZE, bounded
from tests.made import TEXT, parsed

KITE = "<meta property='og:site_name' content='Kite Institute'>"


def title(body: str, head: str = "", url: str = "https://kite.example/views/9.html") -> str | None:
    return read_title(parsed(body, head, url=url)).value


LINKED = [
    # a page without a main heading, whose title has the site's name behind a mere dash
    ("<div>The tides</div>", "<title>The tides - Harbour Desk</title>", "The tides", "The tides"),
    ("<h5>The tides</h5>", "<title>The tides - Harbour Desk</title>", "The tides", "The tides"),
    # a wiki: the site's name as a first heading, and its own name for the page in the title
    (
        "<h1>Harbour Desk</h1><h1>The tides</h1>",
        "<title>news:the_tides [Harbour Desk]</title>",
        "The tides",
        "The tides",
    ),
    # the link shortens the title, or says nothing of it
    ("<h1>The tides: a history</h1>", "<title>The tides: a history</title>", "The tides", "The tides: a history"),
    ("<p>no heading</p>", "<title>The tides: a history</title>", "The tides", "The tides: a history"),
    ("<h1>The tides</h1><h4>Read more</h4>", "<title>The tides</title>", "Read more", "The tides"),
    ("<h1>The tides</h1>", "<title>The tides</title>", "Another title", "The tides"),
]


@pytest.mark.parametrize(("body", "head", "link", "words"), LINKED)
def test_the_link_to_the_page_tells_its_title(body: str, head: str, link: str, words: str) -> None:
    assert read_title(parsed(body + TEXT, head, hints=Hints(link_text=link))).value == words


def ld(**said: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


@pytest.mark.parametrize(
    ("body", "head", "words"),
    [
        ("<h2>A long title here</h2>", "<title>A long title here-Institute</title>", "A long title here"),
        ("<h1>Views</h1><h2>A long title here</h2>", "<title>A long title here - Views</title>", "A long title here"),
        ("<h1>Kite</h1>", f"<title>The paper | Kite Institute</title>{KITE}", "The paper"),
        ("<h1>Only heading</h1>", "", "Only heading"),
        ("<p>no title at all</p>", "", None),
        ("<h1>  Spread\n out  </h1>", "<title>Spread out</title>", "Spread out"),
        ("<h1>“Quoted” – words</h1>", '<meta property="og:title" content="&quot;Quoted&quot; - words">', "“Quoted” – words"),
        ("<h1>Tides and trade</h1>", f"<meta property='og:title' content='Kite Institute'>{KITE}", "Tides and trade"),
        ("<h1>Tides and trade</h1>", ld(**{"@type": "Article", "headline": "Other news entirely"}), "Tides and trade"),
        ("<h1>The Kite Institute</h1><h2>The paper</h2>", f"<title>The paper</title>{KITE}", "The paper"),
        ("<h1>Live | Tides</h1>", f"<title>Live | Tides | Kite Institute</title>{KITE}", "Live | Tides"),
        ("<svg><title>Icon</title></svg>", "<title>The paper</title>", "The paper"),
    ],
)  # fmt: skip
def test_titles(body: str, head: str, words: str | None) -> None:
    assert title(body, head) == words


@pytest.mark.parametrize(
    ("body", "head", "words"),
    [
        ("<h1><br></h1><h2>T</h2>", "<title>T</title>", "T"),
        ("<h1>T<br><span>2019-12-13 10:32 Source: Kite</span></h1>", "", "T"),
        ("<h1>T:<br>how it came</h1>", "", "T: how it came"),
        ("<h1>The paper <small>By Ann Lee</small></h1>", "<title>The paper</title>", "The paper"),
        ("<h1>The paper <small>By Ann Lee</small></h1>", "", "The paper"),
        ("<h1><small>5 March 2020</small>The paper</h1>", "<title>Paper The</title>", "The paper"),
        ("<h1>The <small>paper</small> by the sea</h1>", "", "The paper by the sea"),
        ("<h1><span>Harbours</span> <b>The paper</b></h1>", "<title>The paper | Kite Institute</title>" + KITE, "The paper"),
    ],
)  # fmt: skip
def test_headings_of_several_parts(body: str, head: str, words: str) -> None:
    assert title(body, head) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Tides and trade | Kite Institute", "Tides and trade"),
        ("Tides and trade | The Kite Institute", "Tides and trade"),
        ("Tides and trade—Kite Institute", "Tides and trade"),
        ("Tides and trade · Kite", "Tides and trade"),
        ("Tides and trade｜Kite Institute", "Tides and trade"),
        ("Tides and trade_Kite Institute", "Tides and trade"),
        ("Tides and trade » Kite Institute » Home", "Tides and trade"),
        ("Tides and trade | Trade | Kite Institute", "Tides and trade"),
        ("Live | Tides and trade | Kite Institute", "Live | Tides and trade"),
        ("Kite Institute: Tides and trade", "Tides and trade"),
        ("Kite Institute | Tides and trade", "Tides and trade"),
        ("Kite Institute: a history", "Kite Institute: a history"),
        ("Kite: A history", "Kite: A history"),
        ("Tides and trade - Owl Institute", "Tides and trade - Owl Institute"),
        ("Self-made kite-flying", "Self-made kite-flying"),
        ("Coming back - Home", "Coming back - Home"),
        ("潮汐与贸易-Kite Institute", "潮汐与贸易"),
        ("潮汐与贸易_评论_Kite Institute", "潮汐与贸易"),
        ("Kite Institute", None),
        ("the kite institute", None),
    ],
)
def test_the_sites_name_is_no_part_of_the_title(said: str, words: str | None) -> None:
    assert title(TEXT, f"<title>{said}</title>{KITE}") == words


@pytest.mark.parametrize(
    ("site", "name", "called"),
    [
        ("Kite Institute", "The Kite Institute", True),
        ("The Kite Institute", "Kite Institute", True),
        ("The Kite Institute", "Kite", True),
        ("Kite", "Kite Communications", True),
        ("kite.org", "Kite", True),
        ("La Vela", "Vela", True),
        ("Kite Institute", "KITE-INSTITUTE", True),
        ("Kite Institute", "Kite Institute Team", False),
        ("Kite Institute", "Owl Institute", False),
        ("UN News", "UN", False),
        ("Kite Institute", "harbour", True),  # the host's
        ("Kite Institute", "Harbour Times", False),
        ("Kite Institute", "", False),
    ],
)
def test_what_the_site_is_called(site: str, name: str, called: bool) -> None:
    head = f"<meta property='og:site_name' content='{site}'>"
    assert parsed(TEXT, head, url="https://www.harbour.example/1").site.is_called(name) is called


@pytest.mark.parametrize(
    ("head", "called"),
    [
        (ld(**{"@type": "WebSite", "name": "Owl"}), True),
        (ld(**{"@type": "Article", "publisher": {"name": "Owl"}}), True),
        (ld(**{"@type": ["Person", "Organization"], "name": "Owl"}), False),
        ("<meta name='application-name' content='Owl'>", True),
        ("<meta name='application-name' content='Owl'><meta property='og:title' content='Owl'>", False),
        ("", False),
    ],
)
def test_where_the_site_says_its_name(head: str, called: bool) -> None:
    assert parsed(TEXT, head).site.is_called("Owl") is called


@pytest.mark.parametrize("frame", ["<nav><a>Owl House</a></nav>", "<footer>© 2020 Owl House, Oslo</footer>"])
def test_a_name_in_the_pages_frame_is_cut_off_too(frame: str) -> None:
    head = "<title>Tides and trade - Owl House</title>"
    assert title(TEXT + frame, head) == "Tides and trade"
    assert title(TEXT, head) == "Tides and trade - Owl House"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("<title>Untitled Document</title>", "nobody's title"),
        ("<title>无标题文档</title>", "nobody's title"),
        ("<title>Home</title>", "nobody's title"),
        (f"<title>Kite Institute</title>{KITE}", "the site's name"),
        (f"<title>{'word ' * 200}</title>", "too long for a title"),
    ],
)
def test_what_is_no_title_is_refused_with_its_reason(head: str, reason: str) -> None:
    read = read_title(parsed(TEXT, head))
    assert (read.value, {refusal.reason for refusal in read.refusals}) == (None, {reason})
    assert title(f"<h1>The paper</h1>{TEXT}", head) == "The paper"


def test_a_sources_selector_comes_first() -> None:
    read = read_title(parsed("<h1>One</h1><p class='t'>Two</p>", "", Hints(selectors=(("title", "p.t"),))))
    assert (read.value, read.evidence[0].method) == ("Two", "selector")


@given(st.text(max_size=80) | st.text("Kite Institute|»:-—_· 李", max_size=80))
def test_any_title_keeps_a_part(words: str) -> None:
    site = parsed(TEXT, KITE).site
    assert own_part(words, site, lambda _: False) in words


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "words", ["| ", " - ", "_", "Kite | ", "Kite Institute: ", "李-", " ", "<b>x</b>", "<h1>a</h1>"]
)
def test_hostile_titles_take_no_time(words: str) -> None:
    long = words * (SIZE // len(words))
    with bounded():
        for part in (long, long[:490]):
            title(f"<h1>{part}</h1>{TEXT}", f"<title>{part}</title>{KITE}<meta property='og:title' content='{part}'>")
