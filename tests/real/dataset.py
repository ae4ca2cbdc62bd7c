"""How does a dataset differ from the blog that it was crawled from? One line for each difference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from lxml.html import fromstring

from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.real.wordpress import Told

BLOCK = re.compile(r"</?(?:p|h2|ul|li|blockquote|br)\b")
BULLET = re.compile(r"(?:^|(?<=\n))[-*>] ")


@dataclass(frozen=True)
class Row:
    """An article of the dataset that stands."""

    url: str
    title: str | None
    text: str
    authors: list[str]
    published: datetime | None
    updated: datetime | None


def standing(output: Path) -> list[Row]:
    """The articles that the dataset has, without those that are gone."""
    rows = pq.read_table(output / "articles").to_pylist()
    return [_row(row) for row in rows if row["status"] == "active"]


def differences(rows: list[Row], told: Mapping[str, Told], *, states_updates: bool) -> Iterator[str]:
    """What is missing, too much, double or another value; updates are null where nothing states them."""
    by_url = {one.url: one for one in told.values()}
    for url in by_url.keys() - {row.url for row in rows}:
        yield f"not found: {url}"
    for url in sorted({row.url for row in rows if [one.url for one in rows].count(row.url) > 1}):
        yield f"twice: {url}"
    for row in rows:
        if row.url not in by_url:
            yield f"no post of the blog: {row.url} ({row.title})"
            continue
        expected = _expected(by_url[row.url], states_updates=states_updates)
        for field, value in expected.items():
            if getattr(row, field) != value:
                yield f"{row.url}: {field} is {getattr(row, field)!r}, not {value!r}"


def _expected(one: Told, *, states_updates: bool) -> dict[str, Any]:
    return {
        "title": _words(one.title),
        "text": _words(one.content),
        "authors": [_plain(one.author)],
        "published": _instant(one.published),
        "updated": _instant(one.modified) if states_updates else None,
    }


def _row(row: dict[str, Any]) -> Row:
    return Row(
        url=row["url"],
        title=row["title"],
        text=squeeze(BULLET.sub("", row["text"])),
        authors=[_plain(author["name"]) for author in row["authors"]],
        published=row["published_at"],
        updated=row["updated_at"],
    )


def _words(html: str) -> str:
    """What a reader sees of it, in one line."""
    apart = BLOCK.sub(r" \g<0>", html)
    return squeeze(fromstring(f"<div>{apart}</div>").text_content())


def _plain(name: str) -> str:
    """A name with the apostrophe that its owner typed; a theme draws it as it likes."""
    return name.replace("\u2019", "'")


def _instant(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=UTC)
