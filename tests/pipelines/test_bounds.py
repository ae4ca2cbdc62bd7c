"""Pages made to cost much: whatever their shape, they end as an article or as a reject, and cost a bounded multiple.

The dearest shapes at full size are in `test_long.py`.
"""

from __future__ import annotations

import pytest

from output.records import Article, Reject
from pipelines.bounds import MOST_BYTES, MOST_TAGS
from pipelines.fields import read_fields
from pipelines.loose_json import MOST_VALUES
from pipelines.normalize import normalize
from pipelines.parse import parsed as parsed_html
from tests.cost import SIZE, bounded
from tests.made import TEXT, page, parsed
from tests.pipelines.hostile_pages import SHAPES

TIMES = 60  # ordinary pages; the dearest shape of this size costs some 20
DEEPEST = 2_000  # elements; libxml2 stops at 2,048


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_page_costs_little(name: str) -> None:
    made = SHAPES[name](SIZE)
    with bounded(normalize, TIMES):
        read = normalize(made)
    assert isinstance(read, Article) or (isinstance(read, Reject) and read.reason != "the reader failed"), read


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_a_page_that_the_parser_would_cut_short_is_no_article(tag: str) -> None:
    read = normalize(page(f"<h1>T</h1>{TEXT}" + f"<{tag}>x " * (DEEPEST + 100) + TEXT))
    assert isinstance(read, Reject)
    assert read.reason == "nested too deep"


def test_a_page_as_deep_as_the_parser_reads_is_whole() -> None:
    tree, whole = parsed_html(page("<div>" * (DEEPEST - 50) + "the end").body)
    assert whole
    assert tree is not None
    assert "".join(tree.itertext()).endswith("the end")


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        ("<i>x</i>" * (MOST_TAGS // 2), f"more than {MOST_TAGS:,} tags"),
        ("x" * MOST_BYTES, f"more than {MOST_BYTES:,} bytes"),
        ("<!--" + "x" * MOST_BYTES + "-->", f"more than {MOST_BYTES:,} bytes"),
        ("<a href='data:text/plain;base64," + "/a" * MOST_BYTES + "!'></a>" * 3, None),
    ],
)
def test_a_page_beyond_what_is_read_is_refused_at_once(body: str, raw: str | None) -> None:
    made = page(f"<h1>T</h1>{TEXT}{body}")
    with bounded(normalize, 3):
        read = normalize(made)
    assert (read.reason, read.raw) == ("too large a page", raw) if isinstance(read, Reject) else raw is None


def test_a_report_saved_as_one_file_is_read_without_its_pictures() -> None:
    picture = f"<img src='data:image/png;base64,{'iVBORw0K' * 500_000}'>"
    read = normalize(page(f"<h1>T</h1>{TEXT}{picture * 3}<p>The tide tables of the harbour end here.</p>"))
    assert isinstance(read, Article)
    assert "end here" in read.text


@pytest.mark.parametrize(("blocks", "authors"), [(1, []), (4_000, ["Ann Lee"])])
def test_linked_data_of_too_many_values_is_not_read_on(blocks: int, authors: list[str]) -> None:
    author = '{"@type": "Article", "headline": "T", "author": {"@type": "Person", "name": "Ann Lee"}}'
    data = f"[{'1,' * (MOST_VALUES // blocks)} {author}]"
    head = f"<script type='application/ld+json'>{data}</script>" * blocks
    read = normalize(page(f"<h1>T</h1>{TEXT}", head))
    assert isinstance(read, Article)
    assert [one.name for one in read.authors] == authors


def out_of_memory(*_: object, **__: object) -> None:
    raise MemoryError


@pytest.mark.parametrize("place", ["read_title", "read_dates", "read_counter"])
def test_too_little_memory_is_no_missing_field(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(f"pipelines.fields.{place}", out_of_memory)
    made = page(f"<h1>T</h1>{TEXT}")
    with pytest.raises(MemoryError):
        read_fields(parsed(f"<h1>T</h1>{TEXT}"))
    with pytest.raises(MemoryError):
        normalize(made)
