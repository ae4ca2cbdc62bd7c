"""How are a sample's pages written, so that they can be read again as they came? In place of those before, or not at all."""

from __future__ import annotations

import gzip
import json
import shutil
from typing import TYPE_CHECKING, Any

from crawler.probe.saved import EXPECTED
from pipelines.rights.respect import may_keep
from pipelines.rights.scan import told_by
from pipelines.rights.signals import signals_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from crawler.probe.sample import Sample
    from crawler.probe.values import Reading
    from pipelines.page import Answer, Page
    from pipelines.rights.respect import Respect

KEPT_HEADERS = frozenset(
    (
        *(
            "content-type",
            "content-language",
            "last-modified",
            "link",
            "x-robots-tag",
            "tdm-reservation",
            "tdm-policy",
        ),
        *("content-signal", "content-usage"),
    )
)


def save(folder: Path, sample: Sample, readings: Sequence[Reading], listed: Mapping[str, Any]) -> None:
    """Write a sample in place of the one that lies there, whole or not at all; of it what may be kept.

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
    respect = sample.source.rights.respect
    for number, (page, reading) in enumerate(zip(sample.articles, readings, strict=True), 1):
        if _may_be_saved(page, respect):
            expected = {name: value.said for name, value in reading.values.items()}
            said["articles"].append({**_written(new, f"article-{number}", page), "expected": expected})
    if not said["articles"]:  # there is nothing that `check` could compare
        new.rmdir()
        shutil.rmtree(folder, ignore_errors=True)
        return
    if sample.listing and _may_be_saved(sample.listing, respect):
        said["listing"] = {**_written(new, "listing", sample.listing), "expected": dict(listed)}
    (new / EXPECTED).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _may_be_saved(page: Page, respect: Respect) -> bool:
    """Whether a copy of a page, and of those it needed, may be kept: as the archive has it."""
    pages = [page, *(answer.page for answer in page.answers if answer.page)]
    said = [signals_of(one.url, told_by(one.body), one.headers, one.host_signals) for one in pages]
    return all(may_keep([signal.text for signal in signals], respect) for signals in said)


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
        "host_signals": list(page.host_signals),
        "link_text": hints.link_text,
        "date_raw": hints.date_raw,
        "stated_dates": [[one.field, one.method, one.raw] for one in hints.stated_dates],
        "answers": [_answer(folder, f"{name}-{number}", one) for number, one in enumerate(page.answers, 1)],
    }
    return {key: value for key, value in told.items() if value}


def _answer(folder: Path, name: str, answer: Answer) -> dict[str, Any]:
    page = _written(folder, name, answer.page) if answer.page else None
    return {"url": answer.url, "text": answer.text, "refused": answer.refused, "page": page}
