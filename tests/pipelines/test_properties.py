"""What holds for any page, number or date: nothing raises, and what is written is read back."""

from __future__ import annotations

import contextlib
import pickle
from datetime import UTC, date, datetime

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from output.records import Article, Reject
from pipelines.dates.moment import PLACEHOLDERS, Reader
from pipelines.dates.numeric import Unreadable
from pipelines.dates.words import find_date, find_dates
from pipelines.normalize import normalize
from pipelines.page import Needs, Page
from pipelines.text import count_words, folded, squeeze
from pipelines.views.numbers import LARGEST, NoCount, read_count

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<div class='place'>",
                "<h1>",
                "</h1>",
                "<a href='",
                "'>",
                "</a>",
                "<script>",
                "<!--",
                "-->",
            ),
            *(
                "<title>",
                "</title>",
                "<meta name='author' content='",
                "Views:",
                "12",
                "Updated:",
                "2020-13-45",
                "©",
                "\x00",
            ),
            *(
                '<script type="application/ld+json">',
                '{"@type":"Article","author":[[[',
                "</script>",
                "<time datetime='x'>",
            ),
            *(
                "<table><tr><td>",
                "万",
                "&#1;",
                "<base href='//[x'>",
                "<link rel=canonical href='http://[",
                "A sentence of words. ",
            ),
        ]
    )
    | st.text(max_size=20),
    max_size=40,
).map("".join)


@given(st.binary(max_size=300) | PIECES.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_an_article_a_reject_or_a_need(body: bytes) -> None:
    given_back = normalize(Page("kite", "https://kite.example/x", body, FETCHED))
    assert isinstance(given_back, Article | Reject | Needs)
    assert pickle.loads(pickle.dumps(given_back)) == given_back
    assert normalize(Page("kite", "https://kite.example/x", body, FETCHED)) == given_back
    if isinstance(given_back, Article):
        assert given_back.text.strip()
        assert "the reader failed" not in {refusal.reason for refusal in given_back.refusals}
    elif isinstance(given_back, Reject):
        assert given_back.reason != "the reader failed", given_back.raw


@given(st.integers(0, LARGEST), st.sampled_from(["", ",", ".", " ", "\u00a0", "\u202f", "'"]))
def test_a_written_count_is_read(count: int, mark: str) -> None:
    assert read_count(f"{count:,}".replace(",", mark)) == count


@given(st.integers(0, LARGEST), st.sampled_from(["٠", "۰", "०", "０", "๐"]))
def test_digits_of_any_script_are_read(count: int, zero: str) -> None:
    assert read_count("".join(chr(ord(zero) + int(digit)) for digit in str(count))) == count


@given(st.text(max_size=30))
def test_any_text_is_a_count_or_none(text: str) -> None:
    with contextlib.suppress(NoCount):
        assert 0 <= read_count(text) <= LARGEST


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%Y年%m月%d日", "%d %B %Y", "%B %d, %Y", "%Y%m%d"]
)
@given(day=st.dates(date(1900, 1, 2), date(2025, 6, 1)).filter(lambda day: day not in PLACEHOLDERS))
def test_a_written_date_is_read(form: str, day: date) -> None:
    moment = Reader(FETCHED).read(day.strftime(form))
    assert (moment.day, moment.at, moment.edtf) == (day, None, day.isoformat())


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2025, 5, 30), timezones=st.timezones()).map(
        lambda at: at.replace(microsecond=0, second=0)
    )
)
def test_a_written_instant_is_read(at: datetime) -> None:
    offset = at.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return  # ISO 8601 writes offsets in minutes
    if at.timestamp() == 0 or at.date() in PLACEHOLDERS:
        return
    moment = Reader(FETCHED).read(at.isoformat())
    assert moment.at == at.astimezone(UTC)
    assert moment.day == at.date()


DAY = st.integers(1, 28).map(str) | st.integers(0, 40).map("{:02}".format)
MONTH = st.integers(1, 12).map(str) | st.integers(0, 14).map("{:02}".format)
NAME = st.sampled_from(["March", "mars", "März", "марта", "Sept.", "มีนาคม", "آذر", "listopada", "Movember"])
LIVED = st.integers(1902, 2024).map(str)
YEAR = (
    LIVED | LIVED | LIVED | st.sampled_from(["19", "99", "令和2", "民國108", "1398", "2563", "0000", "1899", "2030"])
)
CLOCK = st.sampled_from(
    ["", "", " 10:00", "T24:00:00Z", " 25:00", " 3 pm", " 下午3:05", ", 10.45 AM IST", " 10:00-12:00"]
)
WRITTEN = st.one_of(
    *(st.tuples(YEAR, st.just(mark), MONTH, st.just(mark), DAY, CLOCK) for mark in ("-", "/", ".", ". ")),
    *(st.tuples(DAY, st.just(mark), MONTH, st.just(mark), YEAR, CLOCK) for mark in ("-", "/", ".")),
    st.tuples(YEAR, st.just("年"), MONTH, st.just("月"), DAY, st.just("日"), CLOCK),
    st.tuples(
        DAY, st.sampled_from([" ", ". ", " de ", "-"]), NAME, st.sampled_from([" ", ", ", " de "]), YEAR, CLOCK
    ),
    st.tuples(NAME, st.just(" "), DAY, st.sampled_from([", ", " ", "th, "]), YEAR, CLOCK),
    st.tuples(NAME, st.just(" "), YEAR),
).map("".join)
LANGUAGE = st.sampled_from(["en", "de", "zh", "ja", "th", "fa", "pl"])


@given(WRITTEN, LANGUAGE, st.sampled_from([None, "DMY", "MDY", "YMD"]))
def test_any_written_date_is_a_day_that_can_be_or_none(words: str, language: str, order: str | None) -> None:
    try:
        moment = Reader(FETCHED, (language, "en"), order).read(words)
    except Unreadable:
        return
    event("read")
    first = date.fromisoformat(f"{moment.edtf[:10]}-01-01"[:10])
    assert date(1900, 1, 2) <= first <= date(2025, 6, 3)
    assert moment.raw == words
    assert moment.day is None or moment.edtf.startswith(moment.day.isoformat())


@given(WRITTEN, st.text("ab c:|,.\u4e00", max_size=12), st.text("ab c:|,.\u4e00", max_size=12))
def test_a_date_found_in_a_text_stands_there(words: str, before: str, behind: str) -> None:
    text = f"{before}{words}{behind}"
    found = list(find_dates(text))
    event(f"{len(found)} found")
    for start, date_words in found:
        assert text.startswith(date_words, start)
        assert find_date(date_words) is not None


@pytest.mark.parametrize(
    "text", ["1", "x", "May", "v1.2", "12", "2 weeks ago", "a year ago", "2020-00-10", "31.02.2020", "1/2/2020"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        Reader(FETCHED).read(text)


def test_words_are_counted_in_any_script() -> None:
    assert count_words("Two words") == 2
    assert count_words("两个字 and one") == 5
    assert squeeze(" a\u00a0\n b ") == "a b"
    assert folded("“A” – B") == '"a" - b'
