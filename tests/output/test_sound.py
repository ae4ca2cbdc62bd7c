"""Bad input: what no row can hold is refused with its reason, and everything else of the batch is stored."""

from __future__ import annotations

import asyncio
import math
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from output import parquet, sound
from output.archive.record import Received
from output.errors import Misfit
from output.item_pipeline import keep
from output.records import (
    Article,
    Attachment,
    Author,
    Evidence,
    Fetch,
    Image,
    Moment,
    Outcome,
    Refusal,
    Reject,
    Rights,
    Stage,
    Views,
)
from output.sound import shown
from tests.output.test_store import NOON, article, ended, opened, read

if TYPE_CHECKING:
    from pathlib import Path

    from output.store import Store

HALF = "a\ud800b"
EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
LAST = datetime(9999, 12, 31, 23, tzinfo=WEST)
FIRST = datetime(1, 1, 1, tzinfo=EAST)
NAIVE = datetime(2026, 1, 31)
URL = "https://kite.example/a"


def moment(at: datetime) -> Moment:
    return Moment(date(2026, 1, 31), at, "2026-01-31", "31 January")


def evidence(field: str, raw: str | None = "raw", confidence: float = 0.9) -> Evidence:
    return Evidence(field, "label", None, raw, confidence)


def stored(root: Path, **said: Any) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """An article's row, and what was refused of it, beside another one that is always stored."""
    with opened(root) as store:
        one, other = store.add_article(article("a", **said)), store.add_article(article("other"))
        assert (one.result(), other.result()) == ("new", "new")
        ended(store)
    [row] = [row for row in read(root, "articles") if row["url"] == URL]
    refused = read(root, "rejects") if (root / "rejects").exists() else []
    assert {(row["stage"], row["url"], row["rejected_at"]) for row in refused} <= {("field", URL, NOON)}
    return row, [(row["field"], row["reason"], row["raw"]) for row in refused]


@pytest.mark.parametrize(
    ("said", "column", "is_now", "refused"),
    [
        ({"title": HALF}, "title", None, ("title", "half a character", "a\\ud800b")),
        ({"summary": HALF}, "summary", None, ("summary", "half a character", "a\\ud800b")),
        ({"profile": HALF}, "profile", None, ("profile", "half a character", "a\\ud800b")),
        ({"title": 5}, "title", None, ("title", "of another type", "5")),
        ({"topics": ("fine", HALF)}, "topics", [], ("topics", "half a character", "['fine', 'a\\ud800b']")),
        ({"rights": Rights(raw=HALF)}, "rights_raw", None, ("rights_raw", "half a character", "a\\ud800b")),
        ({"published": Moment(None, None, "2026", HALF)}, "published_raw", None, ("published_raw", "half a character", "a\\ud800b")),
        ({"published": moment(LAST)}, "published_at", None, ("published_at", "outside the calendar", "9999-12-31 23:00:00-12:00")),
        ({"updated": moment(FIRST)}, "updated_at", None, ("updated_at", "outside the calendar", "0001-01-01 00:00:00+14:00")),
        ({"updated": moment(NAIVE)}, "updated_at", None, ("updated_at", "time without a zone", "2026-01-31 00:00:00")),
        ({"canonical_url": "https://k\0"}, "canonical_url", None, ("canonical_url", "control character in an address", "https://k\\x00")),
        ({"rights": Rights(license_url="h\n")}, "license_url", None, ("license_url", "control character in an address", "h\n")),
    ],
)  # fmt: skip
def test_a_value_is_refused_alone(
    tmp_path: Path, said: dict[str, Any], column: str, is_now: object, refused: tuple[str, str, str]
) -> None:
    row, told = stored(tmp_path, **said)
    assert row[column] == is_now
    assert told == [refused]
    assert row["text"] == "The text of a."


@pytest.mark.parametrize(
    ("count", "reason"), [(10**19, "number too large"), (2**63, "number too large"), (-1, "negative number")]
)
def test_a_count_that_can_not_be_is_refused_with_its_evidence(tmp_path: Path, count: int, reason: str) -> None:
    weighed = evidence("views", "7", 0.3)
    proof = (evidence("title"), evidence("views"), weighed)
    row, told = stored(tmp_path, title="A", views=count, provenance=proof)
    assert (row["views"], row["views_raw"], row["views_observed_at"]) == (None, None, None)
    assert told == [("views", reason, str(count))]
    assert [(one["field"], one["confidence"]) for one in row["provenance"]] == [("title", 0.9), ("views", 0.3)]
    assert not (tmp_path / "observations").exists()


def test_the_largest_count_is_stored(tmp_path: Path) -> None:
    row, told = stored(tmp_path, views=2**63 - 1)
    assert (row["views"], told) == (2**63 - 1, [])


def test_evidence_goes_with_its_value(tmp_path: Path) -> None:
    row, told = stored(tmp_path, title=HALF, language="en", provenance=(evidence("title"), evidence("language")))
    assert [one["field"] for one in row["provenance"]] == ["language"]
    assert [field for field, _, _ in told] == ["title"]


@pytest.mark.parametrize("confidence", [math.nan, math.inf, -0.1, 1.1])
def test_evidence_without_a_confidence_is_none(tmp_path: Path, confidence: float) -> None:
    row, told = stored(tmp_path, language="en", provenance=(evidence("language", "en", confidence),))
    assert (row["language"], row["provenance"]) == ("en", [])
    assert told == [("provenance", "confidence not from 0 to 1", "language, label: en")]


def test_evidence_whose_words_can_not_be_stored_still_says_how(tmp_path: Path) -> None:
    row, told = stored(tmp_path, language="en", provenance=(evidence("language", HALF),))
    assert row["provenance"] == [
        {"field": "language", "method": "label", "where": None, "raw": None, "confidence": 0.9}
    ]
    assert told == [("provenance", "half a character", "language, label: a\\ud800b")]


def test_an_address_that_leads_there_may_be_refused_alone(tmp_path: Path) -> None:
    said = {"via": ("https://kite.example/\0", "https://kite.example/b"), "pages": ("https://kite.example/\x9f",)}
    _, told = stored(tmp_path, **said)
    reason = "control character in an address"
    assert told == [("via", reason, "https://kite.example/\\x00"), ("pages", reason, "https://kite.example/\\x9f")]
    assert {row["url"] for row in read(tmp_path, "aliases")} == {URL, f"{URL[:-1]}b", f"{URL[:-1]}other"}


@pytest.mark.parametrize(
    ("said", "reason", "url"),
    [
        ({"text": HALF}, "half a character", URL),
        ({"text": "x" * 50_000_000}, "too long", URL),
        ({"word_count": -1}, "negative number", URL),
        ({"word_count": 10**19}, "number too large", URL),
        ({"extractor": HALF}, "half a character", URL),
        ({"fetched_at": LAST}, "outside the calendar", URL),
        ({"fetched_at": NAIVE}, "time without a zone", URL),
        ({"url": "https://kite.example/\0"}, "control character in an address", "https://kite.example/\\x00"),
        ({"url": HALF}, "half a character", "a\\ud800b"),
    ],
)
def test_what_may_not_be_null_costs_its_row(tmp_path: Path, said: dict[str, Any], reason: str, url: str) -> None:
    """Through the door to Scrapy, which makes a reject of it; the rest of the batch is stored."""
    whole = {name: getattr(article("a"), name) for name in Article.__slots__} | said
    with opened(tmp_path) as store:
        read_as = asyncio.run(keep(store, Article(**whole)))
        asyncio.run(keep(store, article("other")))
        ended(store)
    assert isinstance(read_as, Reject)
    [reject] = read(tmp_path, "rejects")
    assert [row["url"] for row in read(tmp_path, "articles")] == ["https://kite.example/other"]
    assert (reject["stage"], reject["field"], reject["reason"], reject["url"]) == ("extract", None, reason, url)
    assert len(reject["raw"]) <= 500


def received(url: str) -> Received:
    return Received(url, "page", url, url, NOON, "HTTP/1.1", 200, (), b"body", {"redirected_from": []})


def test_a_request_loses_no_more_than_it_must(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.add_fetch(Fetch(URL, NOON, Outcome.PAGE, 200, 10, math.nan, etag=HALF), received(URL)).result()
        store.add_fetch(Fetch(f"{URL}\0", NOON, Outcome.PAGE, 200), received(f"{URL}\0")).result()
        store.add_fetch(Fetch(f"{URL}b", NAIVE, Outcome.PAGE, 200)).result()
        store.add_fetch(Fetch(f"{URL}c", NOON, Outcome.PAGE, 200), received(f"{URL}{HALF}")).result()
        ended(store)
    fetches = {row["url"]: row for row in read(tmp_path, "fetches")}
    assert set(fetches) == {URL, f"{URL}c"}
    assert (fetches[URL]["etag"], fetches[URL]["seconds"], fetches[URL]["bytes"]) == (None, None, 10)
    assert (fetches[URL]["archive_offset"] is None, fetches[f"{URL}c"]["archive_offset"]) == (False, None)
    assert [(row["url"], row["stage"], row["field"], row["reason"]) for row in read(tmp_path, "rejects")] == [
        (URL, "field", "seconds", "not a number"),
        (URL, "field", "etag", "half a character"),
        (f"{URL}\\x00", "fetch", None, "control character in an address"),
        (f"{URL}b", "fetch", None, "time without a zone"),
        (f"{URL}c", "field", "archive_file", "half a character"),
    ]


@given(st.text(st.characters()), st.text(st.characters()), st.datetimes(timezones=st.sampled_from([EAST, WEST])))
def test_a_reject_is_always_stored(
    tmp_path_factory: pytest.TempPathFactory, url: str, raw: str, at: datetime
) -> None:
    root = tmp_path_factory.mktemp("rejects")
    with opened(root) as store:
        store.add_reject(Reject("kite", url, at, Stage.EXTRACT, raw, raw)).result()
        ended(store)
    assert len(pd.read_parquet(root / "rejects")) == 1


def test_row_groups_of_long_texts_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq

    monkeypatch.setattr(parquet, "GROUP_BYTES", 100_000)
    with opened(tmp_path) as store:
        for number in range(9):
            store.add_article(article(f"a{number}", text=str(number) * 40_000)).result()
        ended(store)
    [path] = (tmp_path / "articles").rglob("*.parquet")
    with pq.ParquetFile(path) as file:
        assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [2] * 4 + [1]
    assert sorted(row["text"][0] for row in read(tmp_path, "articles")) == list("012345678")


TEXTS = st.text(st.characters(), max_size=8) | st.just("x" * 101)  # any code point, lone surrogates included
MAYBE = st.none() | TEXTS
INTS = st.integers() | st.sampled_from([2**63, -1, 10**400])
TIMES = st.datetimes(timezones=st.sampled_from([None, UTC, EAST, WEST]))
ADDRESSES = st.sampled_from([URL, f"{URL}b", f"{URL}\0"]) | TEXTS
MOMENTS = st.none() | st.builds(Moment, st.none() | st.dates(), st.none() | TIMES, TEXTS, TEXTS)
ARTICLES = st.builds(
    Article,
    source=st.just("kite"),
    url=ADDRESSES,
    fetched_at=st.just(NOON) | TIMES,
    body_sha256=TEXTS,
    extractor=TEXTS,
    text=TEXTS,
    word_count=INTS,
    canonical_url=st.none() | ADDRESSES,
    via=st.lists(ADDRESSES, max_size=2).map(tuple),
    pages=st.lists(ADDRESSES, max_size=2).map(tuple),
    title=MAYBE,
    authors=st.lists(st.builds(Author, TEXTS, MAYBE, TEXTS), max_size=2).map(tuple),
    published=MOMENTS,
    updated=MOMENTS,
    language=MAYBE,
    section=MAYBE,
    topics=st.lists(TEXTS, max_size=2).map(tuple),
    summary=MAYBE,
    markdown=MAYBE,
    views=st.none() | st.builds(Views, INTS, TEXTS, TEXTS),
    rights=st.builds(Rights, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.lists(TEXTS, max_size=2).map(tuple)),
    images=st.lists(st.builds(Image, ADDRESSES, MAYBE, MAYBE), max_size=2).map(tuple),
    attachments=st.lists(st.builds(Attachment, ADDRESSES, MAYBE, MAYBE), max_size=2).map(tuple),
    provenance=st.lists(
        st.builds(Evidence, st.sampled_from(["title", "views"]) | TEXTS, TEXTS, MAYBE, MAYBE, st.floats()), max_size=2
    ).map(tuple),
    refusals=st.lists(st.builds(Refusal, TEXTS, TEXTS, MAYBE), max_size=2).map(tuple),
    profile=MAYBE,
    whole=MAYBE,
)


def tried(store: Store, one: Article) -> Reject | None:
    """What `keep` makes of it."""
    try:
        store.add_article(one).result()
    except Misfit as error:
        store.add_reject(Reject("kite", one.url, one.fetched_at, Stage.EXTRACT, error.reason)).result()
        return Reject("kite", one.url, one.fetched_at, Stage.EXTRACT, error.reason)
    return None


@given(ARTICLES)
def test_whatever_a_reader_hands_in_is_stored_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, one: Article
) -> None:
    root = tmp_path_factory.mktemp("bad")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sound, "LONGEST", 100)
        with opened(root) as store:
            refused = tried(store, one)
            store.add_article(article("other", pages=())).result()
            ended(store)
    told = pd.read_parquet(root / "rejects") if (root / "rejects").exists() else pd.DataFrame({"field": []})
    rows = pd.read_parquet(root / "articles").to_dict("records")
    if refused:
        assert told["reason"].to_list() == [refused.reason]
        assert len(rows) == 1
        return
    row = next(row for row in read(root, "articles") if row["url"] == one.url)
    for name in ("title", "section", "language", "summary", "markdown", "canonical_url", "profile"):
        assert row[name] == getattr(one, name) or (row[name] is None and name in set(told["field"])), name
    for name in ("authors", "images", "attachments"):
        said = [{each.name: getattr(part, each.name) for each in fields(part)} for part in getattr(one, name)]
        assert row[name] == said or (row[name] == [] and name in set(told["field"])), name
    assert row["views"] == (one.views and one.views.count) or (row["views"] is None and "views" in set(told["field"]))
    for name in ("published", "updated"):
        at = getattr(one, name) and getattr(one, name).at
        assert row[f"{name}_at"] == at or (row[f"{name}_at"] is None and f"{name}_at" in set(told["field"]))
    assert row["text"] == one.text


def test_a_number_of_many_digits_is_shown_in_few_words() -> None:
    assert shown(10**5000) == "a number of 16610 bits"
