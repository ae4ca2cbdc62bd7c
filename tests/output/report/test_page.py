"""The report as a file: a stranger's words are never markup, the same facts give the same file, and it stays small."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lxml import html

from output.layout import Layout
from output.maintenance.rename import rename
from output.parquet import write_rows
from output.report.gather import SHOWN, Report, gather
from output.report.looks import Look
from output.report.page.render import render
from output.report.words import HIDDEN, days, plain, value, web
from output.schema import ARTICLES, RUNS, VERSIONS, Table
from tests.dataset import build

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from output.facts.source_facts import SourceFacts
    from output.report.coverage import Coverage

NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)
MEGABYTE = 1_000_000
PROMISED = 1.5 * MEGABYTE  # for 100 sources
HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</title></style></script></textarea><svg onload=alert(1)>",
    "{{ 7 * 191 }}{% raw %}",
    "\u202egnp.exe\u2066 \x00\x07\ufffe",
    "javascript:alert(1)",
    "x" * MEGABYTE,
]


def well(_: SourceFacts, __: Sequence[Coverage]) -> list[Look]:
    return []


def troubled(facts: SourceFacts, _: Sequence[Coverage]) -> list[Look]:
    return [Look(facts.source, "blocked", facts.verdict or "", NOW, f"thinktap check {facts.source} --live")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset, made once."""
    folder = tmp_path_factory.mktemp("built") / "data"
    build(folder, NOW)
    return folder


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(copytree(built, tmp_path / "data"))


def gathered(folder: Path, change: Callable[[dict[str, Any], Table], None] | None = None) -> Report:
    """What is told of a copy of it, after each row of some tables was changed."""
    layout = Layout.at(folder)
    for table in (ARTICLES, VERSIONS, RUNS) if change else ():
        for path in layout.files(table):
            rows = pq.read_table(path, partitioning=None).to_pylist()
            for row in rows:
                change(row, table) if change else None
            write_rows(path, table, [pa.Table.from_pylist(rows, schema=table.schema)], {})
    return gather(layout, NOW, troubled)


def fill(words: str) -> Callable[[dict[str, Any], Table], None]:
    """Put these words wherever a text may stand that a stranger has written."""

    def filled(row: dict[str, Any], table: Table) -> None:
        for column in table.columns:
            if column.name in {"article_id", "run_id", "status", "kind", "archive_file"}:
                continue
            if column.type == pa.string():
                row[column.name] = words
            elif column.type == pa.list_(pa.string()):
                row[column.name] = [words] * 3
        if "provenance" in row:
            row["authors"] = [{"name": words, "affiliation": words, "raw": words}]
            evidence = {"where": words, "raw": words, "method": words, "confidence": 0.9}
            row["provenance"] = [{"field": field, **evidence} for field in (words, "title", "license")]

    return filled


def empty(row: dict[str, Any], table: Table) -> None:
    """Let every column be null that may be."""
    row.update({column.name: None for column in table.columns if column.null_means != "never null"})


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:12].encode("unicode_escape").decode())
def test_a_stranger_s_words_are_words(data: Path, words: str) -> None:
    report = gathered(data, fill(words))
    report.sources[0].facts = replace(report.sources[0].facts, name=words)
    text = render(report, {}, "thinktap")
    page = html.document_fromstring(text)
    (script,) = page.iter("script")
    assert script.text.startswith('"use strict";')
    assert len(list(page.iter("style"))) == 1
    assert list(page.iter("img", "iframe", "object", "form")) == []
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        link = element.get("href", "#")
        assert link.startswith(("#", "https://", "http://")) or element.tag == "link", link
    assert not HIDDEN.search(text)
    assert str(7 * 191) not in text
    assert len(text) < MEGABYTE


def test_addresses_of_the_web_alone_become_links(data: Path) -> None:
    def changed(row: dict[str, Any], table: Table) -> None:
        if table is ARTICLES:
            row["url"] = "javascript:alert(1)" if row["title"] == "Ports" else "https://harbour.example/?a=1&b=<2>"

    text = render(gathered(data, changed), {}, "thinktap")
    links = {link.get("href"): link for link in html.document_fromstring(text).iter("a")}
    assert "https://harbour.example/?a=1&b=<2>" in links
    assert "noreferrer" in links["https://harbour.example/?a=1&b=<2>"].get("rel")
    assert not [link for link in links if link.startswith("javascript")]


def test_nulls_are_shown_as_such(data: Path) -> None:
    page = html.document_fromstring(render(gathered(data, empty), {}, "thinktap"))
    article = page.find_class("article")[0]
    values = {row[0].text: row[1].text for row in article.iter("tr") if len(row) == 4}
    assert values["authors"] == "–"
    assert values["views"] == "–"


def test_an_article_s_fields_are_shown_with_method_and_confidence(data: Path) -> None:
    page = html.document_fromstring(render(gathered(data), {}, "thinktap"))
    lines = {
        tuple((cell.text_content() or "").strip() for cell in row) for row in page.find_class("fields")[0].iter("tr")
    }
    assert ("views", "2,000", "label", "0.85") in lines
    assert ("title", "Ports", "", "") in lines


def test_the_same_facts_give_the_same_file(data: Path) -> None:
    report = gathered(data)
    assert render(report, {}, "thinktap") == render(gather(Layout.at(data), NOW, troubled), {}, "thinktap")


def test_the_verdict_comes_first(data: Path) -> None:
    titles = [
        html.document_fromstring(render(gather(Layout.at(data), NOW, judge), {}, "thinktap")).findtext(".//h1")
        for judge in (well, troubled)
    ]
    assert titles == [
        "All 2 sources are fine; 1 new article in 7 days, 4 in all",
        "2 of 2 sources need a look (2 blocked); 1 new article in 7 days, 4 in all",
    ]


def test_a_source_may_be_called_as_a_part_of_the_page(data: Path) -> None:
    rename(Layout.at(data), "kite", "days", lambda: None, "thinktap")
    page = html.fromstring(render(gathered(data), {}, "thinktap"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("//section[@id='days']/h2/text()") == ["Articles a day"]
    (to,) = page.xpath("//section[@id='sources']//a[text()='days']/@href")
    assert page.xpath(f"//h3[@id='{to[1:]}']/text()") == ["days"]


def test_licences_that_begin_alike_are_bars_of_their_own(data: Path) -> None:
    alike = iter(f"{'A licence that nobody has shortened, ' * 5}of kind {number}" for number in range(9))

    def licensed(row: dict[str, Any], table: Table) -> None:
        if table is ARTICLES and row["status"] == "active":
            row["license"] = next(alike)

    page = html.fromstring(render(gathered(data, licensed), {}, "thinktap"))
    assert len(page.xpath("//section[@id='rights']//figure//*[name()='text'][starts-with(., 'A licence')]")) == 4


def test_without_a_dataset_it_says_so(tmp_path: Path) -> None:
    report = gather(Layout.at(tmp_path), NOW, troubled)
    assert "<h1>Nothing is stored here yet</h1>" in render(report, {}, "thinktap")


def test_a_source_that_was_killed_before_its_first_publish_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "kite.lock").touch()
    page = html.document_fromstring(render(gather(Layout.at(tmp_path), NOW, troubled), {}, "thinktap"))
    assert page.findtext(".//h1") == "1 of 1 source needs a look (1 blocked); 0 new articles in 7 days, 0 in all"


def test_many_sources_make_no_large_file_and_what_is_left_out_is_said(data: Path) -> None:
    card = data / "latest" / "demo.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), "name": "n" * 1_000}))
    layout = Layout.at(data)
    one = gather(layout, NOW, troubled, ["demo"]).sources[0]
    busy = tuple(range(1, 61))
    many = [
        replace(one, facts=replace(one.facts, source=f"source_{number:04d}", new_by_day=busy))
        for number in range(SHOWN + 20)
    ]
    for each in many:
        each.articles = [{**row, "title": "t" * 5_000, "summary": "s" * 5_000} for row in one.articles][:2]
    text = render(Report(NOW, many, many[:SHOWN]), {}, "thinktap")
    assert len(text.encode()) < PROMISED
    page = html.document_fromstring(text)
    assert len(page.get_element_by_id("sources").findall(".//tbody/tr")) == SHOWN + 20
    assert "of 20 sources" in page.findtext(".//footer/p")


def test_the_policy_fits_what_the_page_holds(data: Path) -> None:
    import hashlib
    from base64 import b64encode

    page = html.document_fromstring(render(gathered(data), {}, "thinktap"))
    policy = next(one.get("content") for one in page.iter("meta") if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    for element in (*page.iter("script"), *page.iter("style")):
        assert f"'sha256-{b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'" in policy
    assert not [element for element in page.iter() if "style" in element.attrib]


def test_no_address_stands_in_the_file_but_the_articles_own(data: Path) -> None:
    text = render(gathered(data), {}, "thinktap")
    assert {re.match(r"\w+://[^/]*", one)[0] for one in re.findall(r"\w+://[^\"'<> ]*", text)} == {  # type: ignore[index]
        "https://harbour.example",
        "https://kite.example",
    }


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (None, ""),
        ("Grain", "Grain"),
        ("a\x00b\u202ec\ud800", "abc"),
        ("\u0627\u200d\u0628", "\u0627\u200d\u0628"),  # a joiner shapes letters, and stays
        ("x" * 200, "x" * 159 + "…"),
        (7, "7"),
    ],
)
def test_words_are_plain(said: object, written: str) -> None:
    assert plain(said) == written


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://kite.example/a", True),
        ("HTTP://kite.example/a", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//kite.example", False),
        ("https://kite.example/\u202ex", False),
        ("http://[kite", False),
        ("", False),
        (None, False),
    ],
)
def test_what_becomes_a_link(address: str | None, link: bool) -> None:
    assert (web(address) == address and address is not None) is link


@pytest.mark.parametrize(
    ("of", "written"),
    [
        (None, ""),
        ([], ""),
        (["a", "b"], "a, b"),
        ([{"name": "Ada Brun", "raw": "Dr."}, {"name": None}], "Ada Brun"),
        (1_234, "1,234"),
        (True, "yes"),
        (False, "no"),
        (datetime(2026, 1, 2, tzinfo=UTC).date(), "2026-01-02"),
    ],
)
def test_a_value_as_a_person_reads_it(of: Any, written: str) -> None:
    assert value(of) == written


def test_gaps_in_words() -> None:
    assert [days(count) for count in (0.2, 1.0, 2.5, 7.0)] == ["day", "day", "2 days", "7 days"]


def test_what_is_found_damaged_at_last_is_said(data: Path) -> None:
    report = gather(Layout.at(data), NOW, well)
    report.sources[0].told.faults.append("articles can't be read: <b>")
    page = html.document_fromstring(render(report, {}, "thinktap"))
    assert page.findtext(".//footer/p") == "Left out, for articles can't be read: <b>"
