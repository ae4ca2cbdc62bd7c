"""Pages made to hurt: 50,000 characters of what each pattern likes best, in every place that is read.

A pattern that backtracks would take minutes.
"""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates.moment import Reader
from pipelines.dates.numeric import Unreadable
from pipelines.dates.words import find_date
from pipelines.document import document
from pipelines.fields import Fields, read_fields
from pipelines.page import Answer, Hints, Needs, Page
from pipelines.views.numbers import NoCount, read_count
from tests.cost import SIZE, bounded

pytestmark = pytest.mark.no_cover  # measuring lines triples the time of pages this long

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
PIECES = (
    *("1", "1,", "1.", "1 ", "\u202f1", "12/", "2019-", "2019年", "-", " ", "\u00a0", "\t", ".", ",", ":", "|", "("),
    *(
        "Views: ",
        "views ",
        "1 views ",
        "浏览",
        "1万",
        "Views: 1 | ",
        "Updated ",
        "Updated: 1 ",
        "更新时间：",
        "vor 1 ",
    ),
    *("by ", "By A ", "A B, ", "Dr. ", "A. ", "Ann Lee and ", "PhD, ", "作者：", "van der ", "O'", "Ann-"),
    *(
        "© ",
        "(c) 2019 ",
        "Copyright ",
        "2019-2020, ",
        "CC BY-",
        "CC-BY-SA ",
        "license ",
        "Ltd. ",
        "all rights reserved ",
    ),
    *(
        "Mon, ",
        "May ",
        "1 May ",
        "13. ",
        "10:",
        "T10:00",
        "+08:",
        "令和元年",
        "พ.ศ. ",
        "AM ",
        "a",
        "é",
        "中",
        "\u0301",
    ),
    *(
        "Home > ",
        "tag, ",
        "&amp;",
        "&#",
        "&#x",
        "<b>",
        "</b>",
        "<i ",
        "<div class='date'>",
        "'\"",
        "\\",
        "{[",
        "a-",
        "_",
    ),
)


def fields(
    body: str, head: str = "", url: str = "https://kite.example/views/9.html", hints: Hints | None = None
) -> Fields:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    parsed = document(Page("kite", url, html.encode("utf-8", "replace"), FETCHED, hints=hints or Hints()))
    assert parsed is not None
    read = read_fields(parsed)
    page = parsed.page
    while isinstance(read, Needs):  # what a counter's address would answer is not at hand
        page = page.with_answer(Answer(read.url, None, "not asked"))
        answered = document(page)
        assert answered is not None
        read = read_fields(answered)
    failed = [refusal for refusal in read.refusals if refusal.reason == "the reader failed"]
    assert not failed, failed
    return read


@pytest.mark.parametrize("piece", PIECES)
def test_long_runs_of_one_piece_cost_little(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    with bounded():
        fields(
            f"<h1>T</h1><p>{text}</p><p class='author'>By {text}</p><p class='date'>{text}</p><footer>© {text}</footer>"
        )
        fields("".join(f"<p>{text[start : start + 80]}</p>" for start in range(0, SIZE, 80)))
        quoted = json.dumps(text).replace("<", "\\u003c")
        fields(
            "<h1>T</h1>",
            f"<title>{text}</title>"
            + "".join(
                f'<meta name="{name}" content="{text.replace(chr(34), "")}">'
                for name in (
                    "author",
                    "article:published_time",
                    "og:title",
                    "description",
                    "keywords",
                    "copyright",
                    "robots",
                )
            )
            + '<script type="application/ld+json">{"@type": "Article", '
            + ", ".join(
                f'"{name}": {quoted}'
                for name in (
                    "headline",
                    "author",
                    "datePublished",
                    "dateModified",
                    "license",
                    "keywords",
                    "articleSection",
                )
            )
            + "}</script>",
        )


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * SIZE,
        "<nav>" * (SIZE // 5) + "Views: 1",
        "<p>Published: 5 March 2020</p>" * (SIZE // 30),
        "<time datetime='2020-03-05'></time>" * (SIZE // 30),
        "<h1>T</h1>" * (SIZE // 10),
        "<script src='/plus/count.php?aid=1'></script>" * (SIZE // 45),
        "<a rel='license' href='https://creativecommons.org/licenses/by/4.0/'>x</a>" * (SIZE // 70),
        "<span class='author'><a rel=author>Ann Lee</a></span>" * (SIZE // 50),
        f"<p class='{'date author meta ' * (SIZE // 17)}'>x</p>",
        "<aside><h1>T</h1><p>x</p>" * (SIZE // 25),
    ],
)
def test_many_elements_cost_little(body: str) -> None:
    with bounded():
        fields(body)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>T</h1>"
        f"<p>{'x' * 200}</p>"
        + "<div><h2><a href='/x'>M</a></h2><i class='date'>5 March 2020</i></div>"
        * 15_000,  # cards of other articles
        "<i class='date'>1 June 2025</i>" * 15_000 + "<h1>T</h1>",  # the day of the visit
    ],
)
def test_many_dates_of_others_cost_little(body: str) -> None:
    with bounded():
        fields(body)


@pytest.mark.parametrize("count", ["9" * 5_000, "9" * 5_000 + "K"])
def test_a_count_of_thousands_of_digits_is_refused(count: str) -> None:
    with pytest.raises(NoCount, match="too large"):
        read_count(count)


@pytest.mark.parametrize("instant", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_an_instant_that_utc_can_t_say_costs_no_other_date(instant: str) -> None:
    read = fields("<h1>T</h1><p>Published: 5 March 2020</p>", f'<meta name="datepublished" content="{instant}">')
    assert read.published is not None
    assert read.published.edtf == "2020-03-05"


@pytest.mark.parametrize("depth", [100, 900, 5_000])
@pytest.mark.parametrize(
    "shape", ['{"@graph": [%s]}', '{"@type": "Article", "author": [%s]}', '{"mainEntity": %s}', "[%s]"]
)
def test_deep_data_raises_nothing(shape: str, depth: int) -> None:
    before, after = shape.split("%s")
    data = before * depth + '{"@type": "Article", "author": "Ann Lee"}' + after * depth
    fields("<h1>T</h1>", f'<script type="application/ld+json">{data}</script>')


def test_a_long_address_costs_little() -> None:
    with bounded():
        fields("<h1>T</h1>", url="https://kite.example/" + "2020/" * (SIZE // 5), hints=Hints(date_raw="1/" * SIZE))


WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join)


@given(WORDS)
def test_any_words_give_a_value_or_a_refusal(words: str) -> None:
    fields(f"<h1>T</h1><p>{words}</p><p class='byline date'>{words}</p><footer>{words}</footer>")


@given(WORDS)
def test_any_words_are_a_date_or_refused(words: str) -> None:
    find_date(words)
    for languages in (("en",), ("zh", "en"), ("fa",), ("th",), ("ja",)):
        with contextlib.suppress(Unreadable):
            assert Reader(FETCHED, languages).read(words).edtf[:2] in {"19", "20"}


@given(WORDS)
def test_any_words_are_a_count_or_refused(words: str) -> None:
    with contextlib.suppress(NoCount):
        assert read_count(words) >= 0
