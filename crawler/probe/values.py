"""What does reading some pages give? Of each its fields, each with its method and confidence, or why it is no article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from output.records import Article
from output.rows import article_row
from pipelines.rights.respect import REASON, why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from output.records import Reject

# The columns that a page can fill, in the order of docs/dataset.md; dates as all that is known of them.
FIELDS = (
    *("title", "authors", "published", "updated", "language", "section", "topics", "summary", "text", "views"),
    *("copyright_holder", "copyright_years", "license", "images", "attachments"),
)
DATES = frozenset(("published", "updated"))


@dataclass(frozen=True, slots=True)
class Value:
    """One field of one article.

    Attributes:
        said: As JSON has it: authors as names, pictures and files as addresses.
        method: How it was read. Null when its evidence is the whole page.
        confidence: From 0 to 1. Null likewise.
    """

    said: Any
    method: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page gives.

    Attributes:
        url: Its address.
        values: By field; those it does not have are left out.
        reason: Why it gives no article. Null when it does.
        reserved: The uses that are reserved, as the column `reserved` has them.
        withheld: The signals for which its text is not taken; empty when it is.
    """

    url: str
    values: Mapping[str, Value] = field(default_factory=dict)
    reason: str | None = None
    reserved: tuple[str, ...] = ()
    withheld: str = ""

    @property
    def title(self) -> str:
        """Its title; empty when it has none."""
        return str(self.values["title"].said) if "title" in self.values else ""

    @property
    def missing(self) -> list[str]:
        """The fields that it does not have."""
        return [name for name in FIELDS if name not in self.values]


def reading_of(read: Article | Reject) -> Reading:
    """What was read, for showing and comparing."""
    if not isinstance(read, Article):
        return Reading(read.url, reason=in_words(read))
    row = article_row(read)
    evidence = {one.field: one for one in reversed(read.provenance)}
    said = {name: _plain(name, row) for name in FIELDS}
    return Reading(
        read.url,
        {
            name: Value(
                value,
                evidence[name].method if name in evidence else None,
                evidence[name].confidence if name in evidence else None,
            )
            for name, value in said.items()
            if value not in (None, "", [])
        },
        reserved=read.rights.reserved,
        withheld="" if read.text else why(read.rights.signals),
    )


def in_words(reject: Reject) -> str:
    """Why a page gives no article; of reserved rights what reserves them as well."""
    return f"{reject.reason}: {reject.raw}" if reject.reason == REASON else reject.reason


def _plain(name: str, row: Mapping[str, Any]) -> Any:
    value = row[f"{name}_edtf" if name in DATES else name]
    if name == "authors":
        return [author["name"] for author in value]
    if name in {"images", "attachments"}:
        return [one["url"] for one in value]
    return value
