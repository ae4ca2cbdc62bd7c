"""How does a sample lie on disk? Gzipped pages, and `expected.json` with where they came from and what they gave.

They lie beside the user's own sources: `DIR/pages/NAME/` for `DIR/NAME.toml`.
"""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelines.page import Answer, Hints, Page, StatedDate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from crawler.probe.sample import Sample
    from crawler.probe.values import Reading

FOLDER = "pages"  # of a folder of sources; no source's file lies in it
EXPECTED = "expected.json"
KEPT_HEADERS = frozenset(
    ("content-type", "content-language", "last-modified", "link", "x-robots-tag", "tdm-reservation", "tdm-policy")
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A sample as it was saved.

    Attributes:
        listing: A page that lists articles. Null when there was none.
        listed: What it gave.
        articles: Articles' pages.
        expected: What each of them gave, by field.
    """

    listing: Page | None
    listed: dict[str, Any]
    articles: tuple[Page, ...]
    expected: tuple[dict[str, Any], ...]


class SavedError(Exception):
    """Saved pages can't be read; the text names the file and what to do."""


def folder_of(source: Path) -> Path:
    """Where the pages of a source's file lie."""
    return source.parent / FOLDER / source.stem


def save(folder: Path, sample: Sample, readings: Sequence[Reading], listed: Mapping[str, Any]) -> None:
    """Write a sample in place of the one that lies there, whole or not at all.

    Args:
        folder: Where.
        sample: The pages.
        readings: What its articles gave.
        listed: What its listing gave.

    Raises:
        OSError: It can't be written.
    """
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    said: dict[str, Any] = {"listing": None, "articles": []}
    if sample.listing:
        said["listing"] = {**_written(new, "listing", sample.listing), "expected": dict(listed)}
    for number, (page, reading) in enumerate(zip(sample.articles, readings, strict=True), 1):
        expected = {name: value.said for name, value in reading.values.items()}
        said["articles"].append({**_written(new, f"article-{number}", page), "expected": expected})
    (new / EXPECTED).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def saved(folder: Path, source: str) -> Saved | None:
    """What was saved; null when nothing was.

    Args:
        folder: Where it lies.
        source: The source's id.

    Raises:
        SavedError: It is damaged.
    """
    path = folder / EXPECTED
    if not path.exists():
        return None
    try:
        said = json.loads(path.read_text("utf-8"))
        listing = said["listing"]
        return Saved(
            _page(folder, source, listing) if listing else None,
            listing["expected"] if listing else {},
            tuple(_page(folder, source, one) for one in said["articles"]),
            tuple(dict(one["expected"]) for one in said["articles"]),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SavedError(f"{path}: can't be read: {error}; `thinktap add URL --overwrite` saves anew") from None


def _written(folder: Path, name: str, page: Page) -> dict[str, Any]:
    """Write a page and the pages it needed, and return what else there is to say of it."""
    file = f"{name}.html.gz"
    (folder / file).write_bytes(gzip.compress(page.body, mtime=0))
    hints = page.hints
    told = {
        "url": page.url,
        "file": file,
        "fetched_at": page.fetched_at.isoformat(),
        "via": list(page.via),
        "headers": {key: value for key, value in page.headers if key in KEPT_HEADERS},
        "link_text": hints.link_text,
        "date_raw": hints.date_raw,
        "stated_dates": [[one.field, one.method, one.raw] for one in hints.stated_dates],
        "answers": [_answer(folder, f"{name}-{number}", one) for number, one in enumerate(page.answers, 1)],
    }
    return {key: value for key, value in told.items() if value}


def _answer(folder: Path, name: str, answer: Answer) -> dict[str, Any]:
    page = _written(folder, name, answer.page) if answer.page else None
    return {"url": answer.url, "text": answer.text, "refused": answer.refused, "page": page}


def _page(folder: Path, source: str, said: Mapping[str, Any]) -> Page:
    stated = tuple(StatedDate(*one) for one in said.get("stated_dates", ()))
    return Page(
        source=source,
        url=said["url"],
        body=gzip.decompress((folder / said["file"]).read_bytes()),
        fetched_at=datetime.fromisoformat(said["fetched_at"]),
        via=tuple(said.get("via", ())),
        headers=tuple(said.get("headers", {}).items()),
        hints=Hints(link_text=said.get("link_text"), date_raw=said.get("date_raw"), stated_dates=stated),
        answers=tuple(
            Answer(
                one["url"], one["text"], one["refused"], _page(folder, source, one["page"]) if one["page"] else None
            )
            for one in said.get("answers", ())
        ),
    )
