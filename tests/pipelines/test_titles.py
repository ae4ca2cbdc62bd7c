"""The titles that a page gives itself, and which objects of its JSON-LD are known by them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipelines.document import document
from pipelines.page import Page
from pipelines.titles import titles_of, ways_of

URL = "https://kite.example/views/9"


def article_of(title: str, headline: str, heading: str = "") -> str | None:
    """The headline of the object that is taken for the page's, beside another article's; null when none is."""
    nodes = [
        {"@type": "NewsArticle", "headline": one, "url": f"/x/{one}"} for one in (headline, "Who pays for the tugs")
    ]
    html = (
        f"<title>{title}</title><script type='application/ld+json'>{json.dumps(nodes)}</script>"
        f"<h1>{heading}</h1><svg><title>A kite</title></svg><p>The committee met again."
    )
    found = document(Page("kite", URL, html.encode(), datetime(2025, 6, 1, tzinfo=UTC)))
    assert found
    said = found.article.get("headline")
    assert said is None or isinstance(said, str)
    return said


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("The tide tables", "The tide tables"),
        ("The tide tables | Kite", "The tide tables"),
        ("The tide tables – Essays – Kite Institute for the Harbours", "The tide tables"),
        ("Kite | The tide tables", "The tide tables"),
        ("Kite | The tide tables | Essays", "The tide tables"),
        ("Kite: The tide tables", "The tide tables"),
        ("The tide tables: a history | Kite", "The tide tables: a history"),
        ("The tide tables – a history – Kite", "The tide tables – a history"),
        ("潮汐表与港口的未来-评论-风筝研究院", "潮汐表与港口的未来"),
        ("Tides | Kite", "Tides"),
        ("What the tide tables of the old harbour tell us of the council and its pilots, and of us | Kite", "What the tide tables of the old harbour tell us of the council and its pilots..."),
    ],
)  # fmt: skip
def test_a_headline_is_known_in_the_page_s_title(title: str, headline: str) -> None:
    assert article_of(title, headline) == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("After the tide tables came the tugs | Kite", "The tide tables"),
        ("The tide tables and the tugs | Kite", "The tide tables"),
        ("The tide tables of the harbour: a history | Kite", "A history"),
        ("The tide tables: how they came to be | Kite", "The tide tables"),
        ("The tide tables of the harbour – a history", "A history"),
        ("潮汐表与港口的未来", "港口的未来"),
        ("Tidesmen of the coast | Kite", "Tides"),
    ],
)
def test_a_headline_inside_a_longer_title_is_another_s(title: str, headline: str) -> None:
    assert article_of(title, headline) is None


def test_a_heading_tells_it_as_well() -> None:
    assert article_of("Kite", "The tide tables", "The tide tables") == "The tide tables"
    assert article_of("Kite", "The tide tables", "Before the tide tables") is None


def test_the_titles_of_a_page() -> None:
    html = b"<title>One | Kite</title><meta property='og:title' content='Two'><h1>Three<br>four</h1><svg><title>No</title></svg><h1></h1><p>x"
    found = document(Page("kite", URL, html, datetime(2025, 6, 1, tzinfo=UTC)))
    assert found
    assert titles_of(found.marks) == ("One | Kite", "Two", "Three four")


def test_a_title_of_many_bars_has_few_ways() -> None:
    assert len(list(ways_of("a | " * 1_000))) <= 100
