"""A selector is proposed where a field is read by it alone, at one place of every page; anywhere else it is a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from crawler.probe.proposing import language_to_state, with_selectors
from crawler.probe.reader import Reader
from crawler.probe.values import Reading, Value
from crawler.source import Source
from pipelines.page import Hints, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Source.model_validate({"id": "kite", "name": "Kite", "listing": {"start": ["https://kite.example/"]}})
TITLES = (
    "What the harbour owes the town",
    "A second look at grain",
    "Ferries that nobody asked for",
    "The quiet night train",
    "Who pays for the lighthouse",
)
AUTHORS = ("Runa Feldt", "Pieter Okonjo", "Mara Lindqvist", "Jun Hasegawa", "Runa Feldt")
REGIONS = ("Middle East", "South Asia", "Latin America", "Hong Kong", "Central Asia")
TEXT = "<p>" + "The committee met again in the autumn and agreed on very little. " * 8 + "</p>"
LONG = TEXT * 40  # a date below it is no line beside the title


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(1) as one:
        yield one


def pages(before: str, after: str, date_raw: str | None = None) -> list[Page]:
    made = []
    for n, title in enumerate(TITLES, 1):
        said = {"n": n, "author": AUTHORS[n - 1], "region": REGIONS[n - 1]}
        body = f"<h1>{title}</h1>{before}{TEXT}{after}".format(**said)
        html = f"<html lang='en'><title>{title}</title><body><div class='page'>{body}</div></body></html>"
        hints = Hints(date_raw=date_raw and date_raw.format(n=n))
        made.append(
            Page("kite", f"https://kite.example/{n}", html.encode(), datetime(2025, 1, 1, tzinfo=UTC), hints=hints)
        )
    return made


def proposed(reader: Reader, some: list[Page]) -> tuple[dict[str, str], list[Reading]]:
    source, readings = with_selectors(reader, some, SOURCE, reader.read(some, SOURCE))
    return source.article.model_dump(exclude_none=True), readings


@pytest.mark.parametrize(
    ("before", "after", "css"),
    [
        ("", LONG + "<div class='foot'>No. {n}</div><p><b class='d'>1{n}.05.2024</b></p>", {"published": "b.d"}),
        ("", LONG + "<p id='when'>1{n} May 2024</p>", {"published": "p#when"}),
        ("<div class='who'>{author}</div>", "", {"authors": "div.who"}),
    ],
)
def test_a_selector_makes_a_field_readable(reader: Reader, before: str, after: str, css: dict[str, str]) -> None:
    found, readings = proposed(reader, pages(before, after))
    assert found == css
    [field] = css
    read = [reading.values[field] for reading in readings]
    assert {value.method for value in read} == {"selector"}
    if field == "published":
        assert [value.said for value in read] == [f"2024-05-1{n}" for n in range(1, 6)]
    else:
        assert [value.said for value in read] == [[name] for name in AUTHORS]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<span class='d'>2024-05-1{n}</span>", ""),
        ("<p class='byline'>By {author}</p>", ""),
        ("<div class='w'><a href='/experts/{n}'>{author}</a></div>", ""),
        ("", LONG + "<p>Deadline <b class='d'>1{n}.05.2024</b></p>"),
        ("", LONG + "<table><tr><td>Deadline</td><td class='d'>1{n}.05.2024</td></tr></table>"),
        ("", LONG + "<p>Registration closes:</p><p class='d'>1{n}.05.2024</p>"),
        ("", LONG + "<p class='d'>15.05.2024</p>"),
        ("", LONG + "<p class='d'>1{n}.05.2024</p><p class='e'>1{n}.06.2024</p>"),
        ("", LONG + "<footer><b class='d'>1{n}.05.2024</b></footer>"),
        ("", LONG + "<p>Updated: <b class='d'>1{n}.05.2024</b></p>"),
        ("", LONG + "<p><b class='d'>1{n}.05.2024</b> <b class='d'>1{n}.06.2024</b></p>"),
        ("", LONG + "<p class='d'>0{n}/04/2024</p>"),
        ("<div class='w'>{region}</div>", ""),
        ("", LONG + "<div class='who'>{author}</div>" + LONG),
    ],
    ids=[
        *(
            "read without",
            "a byline",
            "a link to an author",
            "a deadline",
            "a deadline's cell",
            "a line that ends in a colon",
            "one day",
        ),
        *("two dates", "a footer", "an update", "twice", "an order nobody knows", "regions", "a name amid the text"),
    ],
)
def test_no_selector_is_guessed(reader: Reader, before: str, after: str) -> None:
    assert proposed(reader, pages(before, after))[0] == {}


@pytest.mark.parametrize(
    ("beside", "css"), [("2024-05-1{n}", {"published": "p.d"}), ("2024-06-1{n}", {}), (None, {"published": "p.d"})]
)
def test_the_listing_s_dates_confirm_a_date_or_deny_it(
    reader: Reader, beside: str | None, css: dict[str, str]
) -> None:
    assert proposed(reader, pages("", LONG + "<p class='d'>1{n}.05.2024</p>", beside))[0] == css


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ([("de", 0.9)] * 5, None),
        ([("de", 0.9)] * 4 + [None], "de"),
        ([("de", 0.9)] * 3 + [("de", 0.7), None], "de"),
        ([("de", 0.9)] * 3 + [("en", 0.7), None], None),
        ([("de", 0.9)] * 3 + [("en", 0.9), None], None),
        ([("de", 0.9)] + [None] * 4, None),
        ([None] * 5, None),
    ],
)
def test_a_language_is_stated_where_detection_is_unsure(
    said: list[tuple[str, float] | None], language: str | None
) -> None:
    readings = [
        Reading("https://kite.example/", {"language": Value(one[0], "declared", one[1])} if one else {})
        for one in said
    ]
    assert language_to_state(readings) == language
