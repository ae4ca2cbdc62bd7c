"""How well and how fast are the fields read? Ours beside trafilatura's, on the same labelled pages, in one run.

usage: python benchmarks/fields.py [--misses FIELD]

Pages are found through THINKTAP_PAGES. Scores are those of the folder's own `score.py`. CPU is this process's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trafilatura.metadata import extract_metadata

from pipelines.document import document
from pipelines.fields import read_fields
from pipelines.page import Answer, Needs, Page

if TYPE_CHECKING:
    from collections.abc import Callable

SETS = ("wcxb", "fundus", "dates", "metadata")
FIGURES = ("title_exact", "authors_exact", "authors_spurious", "date_exact", "date_spurious", "license_exact")
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)  # after the newest saved page
Row = dict[str, Any]


@dataclass
class Reader:
    """One way to read fields, with the CPU seconds it took."""

    name: str
    read: Callable[[bytes, str], Row]
    rows: list[Row] = field(default_factory=list)
    seconds: float = 0.0

    def take(self, identity: str, body: bytes, url: str) -> None:
        began = time.process_time()
        row = self.read(body, url)
        self.seconds += time.process_time() - began
        self.rows.append({"id": identity, **row})


def ours(body: bytes, url: str) -> Row:
    page = Page("bench", url, body, FETCHED)
    parsed = document(page)
    read = parsed and read_fields(parsed)
    while isinstance(read, Needs):
        page = page.with_answer(Answer(read.url, None, "not asked"))
        parsed = document(page)
        read = parsed and read_fields(parsed)
    if not read:
        return {}
    return {
        "title": read.title,
        "authors": [author.name for author in read.authors],
        "published": read.published and read.published.edtf,
        "license": read.rights.license,
    }


def theirs(body: bytes, url: str) -> Row:
    read = extract_metadata(body.decode("utf-8", "replace"), default_url=url)
    authors = [name.strip() for name in (read.author or "").split(";") if name.strip()]
    return {"title": read.title, "authors": authors, "published": read.date, "license": read.license}


def scores(folder: Path, rows: list[Row]) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        score = [sys.executable, str(folder.parent / "score.py"), str(folder / "labels.jsonl"), file.name]
        told = subprocess.run(score, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(told)
    return found


def run(folder: Path, labels: list[Row]) -> None:
    readers = [Reader("trafilatura", theirs), Reader("ours", ours)]
    for label in labels:
        body = gzip.decompress((folder / "html" / f"{label['id']}.html.gz").read_bytes())
        for reader in readers:
            reader.take(label["id"], body, label["url"])
    found = [scores(folder, reader.rows) for reader in readers]
    for name in FIGURES:
        if any(name in figures for figures in found):
            print(
                f"| {folder.name} | {name} | " + " | ".join(f"{figures.get(name, 0):.3f}" for figures in found) + " |"
            )
    costs = [1000 * reader.seconds / len(labels) for reader in readers]
    print(f"| {folder.name} | CPU ms a page | {costs[0]:.1f} | {costs[1]:.1f} ({costs[0] / costs[1]:.1f} ×) |")


def misses(folder: Path, labels: list[Row], name: str) -> None:
    for label in labels:
        if name in label:
            body = gzip.decompress((folder / "html" / f"{label['id']}.html.gz").read_bytes())
            given = ours(body, label["url"]).get(name)
            given = given[:10] if name == "published" and given else given
            if (given or None) != (label[name] or None):
                print(json.dumps([folder.name, label["id"], label[name], given], ensure_ascii=False))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", metavar="FIELD", help="list the pages whose field is not as labelled")
    options.add_argument("--sets", nargs="*", default=SETS)
    chosen = options.parse_args()
    pages = Path(os.environ["THINKTAP_PAGES"]) / "pages"
    if not chosen.misses:
        print("| pages | figure | trafilatura | ours |\n|---|---|---|---|")
    for name in chosen.sets:
        labels = [json.loads(line) for line in (pages / name / "labels.jsonl").read_text("utf-8").strip().split("\n")]
        if chosen.misses:
            misses(pages / name, labels, chosen.misses)
        else:
            run(pages / name, labels)


if __name__ == "__main__":
    main()
