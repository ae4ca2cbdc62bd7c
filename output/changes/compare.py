"""In which fields do two versions of an article differ? What only follows from another field is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from output.changes.words import Piece, word_changes
from output.schema import CONTENT

if TYPE_CHECKING:
    from output.rows import Row

# How a value was read, and what is counted, is no news of the article.
NO_NEWS = {"provenance", "profile", "word_count"}
# What says the same once more, by what says it first.
FOLLOWS = {
    **{f"{day}_{how}": day for day in ("published", "updated") for how in ("at", "edtf", "raw")},
    "markdown": "text",
    "license_url": "license",
    "reserved": "rights_signals",
}
TEXTS = {"text", "markdown", "summary"}  # are told word by word
BY_US = {"extractor"}  # tells of the program, and so matters only where the page did not change


class Change(NamedTuple):
    """A field that differs.

    Attributes:
        field: The column.
        before: Its value in the older version.
        after: Its value in the newer one.
        pieces: What has changed in a text. Empty for what is none.
    """

    field: str
    before: Any
    after: Any
    pieces: tuple[Piece, ...] = ()


def compare(before: Row, after: Row) -> list[Change]:
    """The fields in which two rows of `article_versions` differ, in the order of the columns."""
    names = [column.name for column in CONTENT if column.name not in NO_NEWS]
    differ = {name for name in names if before[name] != after[name]}
    told = {name for name in differ if FOLLOWS.get(name) not in differ}
    if told - BY_US and after["kind"] != "reextracted":
        told -= BY_US
    return [_change(name, before[name], after[name]) for name in names if name in told]


def _change(name: str, before: Any, after: Any) -> Change:
    if name in TEXTS:
        return Change(name, before, after, tuple(word_changes(before or "", after or "")))
    return Change(name, before, after)
