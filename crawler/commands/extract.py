"""`thinktap extract`: read saved pages, without a request; also how extraction is measured."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.commands import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.records import Article, Reject
    from pipelines.page import Page

GZIP = b"\x1f\x8b"


def extract(
    manifest: Annotated[Path, typer.Argument(metavar="MANIFEST.jsonl", help="One page a line; - reads stdin.")],
    *,
    jobs: options.Jobs = 0,
) -> None:
    """Read saved pages: one JSON line in, one JSON line out, in the same order.

    A line of the manifest has id, url and path (HTML, may be gzipped; beside the manifest or from here), and may
    have fetched_at, source and headers.
    """
    from pipelines.pool import ExtractionPool, default_jobs

    with ExtractionPool(jobs or default_jobs()) as pool:
        entries: list[Any] = []
        faults: list[str] = []
        for read in pool.read_all(_pages(manifest, entries, faults)):
            typer.echo(json.dumps(_line(entries.pop(0), read), ensure_ascii=False, default=str))
    for fault in faults:
        options.stop(fault)


def _pages(manifest: Path, entries: list[Any], faults: list[str]) -> Iterator[Page]:
    """The pages of a manifest up to a line that is wrong, whose fault is noted: what stands before it is still read.

    Each page's id is added to `entries` as it goes out.
    """
    here = manifest.parent
    for number, line in enumerate(_lines(manifest), 1):
        if line.strip():
            try:
                entry = json.loads(line)
                page = _page(entry, here)
                identity = entry["id"]
            except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
                faults.append(f"{manifest}, line {number}: {_plain(error)}")
                return
            entries.append(identity)
            yield page


def _lines(manifest: Path) -> Iterator[str]:
    if str(manifest) == "-":
        yield from sys.stdin
        return
    try:
        with manifest.open(encoding="utf-8") as file:
            yield from file
    except OSError as error:
        options.stop(f"{manifest}: can't be read: {error.strerror}")


def _page(entry: dict[str, Any], here: Path) -> Page:
    from pipelines.page import Page

    path = here / entry["path"]
    body = (path if path.exists() else Path(entry["path"])).read_bytes()
    said = entry.get("fetched_at")
    fetched_at = datetime.fromisoformat(said) if said else datetime.now(UTC)
    return Page(
        source=entry.get("source") or "pages",
        url=entry["url"],
        body=gzip.decompress(body) if body.startswith(GZIP) else body,
        fetched_at=fetched_at if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC),
        headers=tuple((name.lower(), value) for name, value in (entry.get("headers") or {}).items()),
    )


def _line(identity: Any, read: Article | Reject) -> dict[str, Any]:
    from output.records import Reject
    from output.rows import article_row

    if isinstance(read, Reject):
        return {"id": identity, "url": read.url, "outcome": "reject", "reason": read.reason, "raw": read.raw}
    row = article_row(read)
    names = [author["name"] for author in row["authors"]]
    refused = [asdict(refusal) for refusal in read.refusals]
    return {
        "id": identity,
        "outcome": "article",
        "reason": None,
        **row,
        "authors": names,
        "body": row["text"],
        "refusals": refused,
    }


def _plain(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
