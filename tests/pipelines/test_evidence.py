"""Does every value say where it came from, and stand its evidence on the page? On saved pages of all kinds."""

from __future__ import annotations

import gzip
import html
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.decode import in_utf8
from pipelines.document import document
from pipelines.fields import Fields, read_fields
from pipelines.page import Answer, Needs, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from output.records import Evidence, Rights
    from pipelines.document import Document

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
EACH = 20  # of 2,000 pages one in so many: the walk over all of them is the benchmark's
PIECES = re.compile(r"[;,=/ ]\s*")  # what joins the words of several places into one raw
VALUES = ("title", "authors", "published", "updated", "language", "section", "topics", "summary", "views")
RIGHTS = {
    "copyright_holder": lambda rights: rights.holder,
    "copyright_years": lambda rights: rights.years,
    "license": lambda rights: rights.license,
    "license_url": lambda rights: rights.license_url,
}


def pages(folder: Path) -> Iterator[Page]:
    for labels in sorted(folder.glob("pages/*/labels.jsonl")):
        for label in map(json.loads, labels.read_text("utf-8").splitlines()[::EACH]):
            saved = labels.parent / "html" / f"{label['id']}.html.gz"
            yield Page("kite", label["url"], gzip.decompress(saved.read_bytes()), FETCHED)


def read(page: Page) -> tuple[Document, Fields] | None:
    parsed = document(page)
    fields = parsed and read_fields(parsed)
    if isinstance(fields, Needs):
        return read(page.with_answer(Answer(fields.url, None, "not asked")))
    return (parsed, fields) if parsed and fields else None


def filled(fields: Fields) -> set[str]:
    rights: Rights = fields.rights
    return {name for name in VALUES if getattr(fields, name)} | {name for name, of in RIGHTS.items() if of(rights)}


def compact(words: str) -> str:
    """Without blanks, and without the controls that a text encoded twice has, which no value has."""
    return re.sub(r"[\s\x80-\x9f]+", "", html.unescape(html.unescape(words))).casefold()


def said_by(parsed: Document) -> str:
    """All that a page says, in its text, its attributes and its data."""
    source = in_utf8(parsed.page.body, None).decode("utf-8", "replace")
    data = json.dumps(parsed.nodes, ensure_ascii=False, default=str)
    shown = "".join(map(str, parsed.tree.itertext()))
    return compact("\n".join((source, data, shown, parsed.page.url, *(line.text for line in parsed.lines))))


def stands(evidence: Evidence, said: str) -> bool:
    return evidence.raw is None or all(compact(piece) in said for piece in PIECES.split(evidence.raw))


def test_every_value_of_a_real_page_has_evidence_that_stands_on_it(outside_pages: Path) -> None:
    seen = 0
    for page in pages(outside_pages):
        if (found := read(page)) is None:
            continue
        parsed, fields = found
        seen += 1
        assert filled(fields) <= {evidence.field for evidence in fields.evidence}, page.url
        said = said_by(parsed)
        assert [one for one in fields.evidence if not stands(one, said)] == [], page.url
        assert all(0.5 <= one.confidence <= 1 for one in fields.evidence), page.url
        for name in ("title", "section", "summary"):
            value, raws = getattr(fields, name), [one.raw for one in fields.evidence if one.field == name]
            assert not value or any(compact(value) in compact(raw or "") for raw in raws), (page.url, name, value)
    assert seen
