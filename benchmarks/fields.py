"""How well and how fast are the fields read? Ours beside trafilatura's, on the same labelled pages, in one run.

usage: python benchmarks/fields.py [--sets NAME ...] [--misses FIELD]

Pages are found through THINKTAP_PAGES. Scores are those of the folder's own `score.py`. CPU is this process's, after
a few pages that load what both need once, in a process prepared as workers are.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pages import FETCHED, body_of, folder_of, labels_of, root, scores
from trafilatura.metadata import extract_metadata

import pipelines.preload  # noqa: F401  (this process is prepared as workers are)
from pipelines.dates import desk
from pipelines.document import document
from pipelines.fields import read_fields
from pipelines.page import Answer, Needs, Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.fields import Fields

SETS = ("wcxb", "fundus", "dates", "metadata")
FIGURES = ("title_exact", "authors_exact", "authors_spurious", "date_exact", "date_spurious", "license_exact")
THRESHOLDS = (0.4, 0.45, 0.5, 0.6, 0.62, 0.65, 0.75, 0.85, 0.9, 0.95)
WARM_UP = 10  # pages
PROSE = "<p>The committee met again in the autumn, and agreed on very little.</p>"
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


@dataclass
class Tally:
    """How many answers are right, and which are not."""

    name: str
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, case: str, given: object, truth: object) -> None:
        if given == truth:
            self.right += 1
        else:
            self.wrong.append(f"{case}: {given}, not {truth}")

    def show(self) -> None:
        told = f" ({'; '.join(self.wrong)})" if self.wrong else ""
        print(f"| {self.name} | right / not | – | {self.right} / {len(self.wrong)}{told} |")


def fields_of(body: bytes, url: str, answers: dict[str, str] | None = None) -> Fields | None:
    """The fields of a page, its counter's address answered from `answers` by the end of the address."""
    page = Page("bench", url, body, FETCHED)
    while parsed := document(page):
        read = read_fields(parsed)
        if not isinstance(read, Needs):
            return read
        asked = ("POST " if read.post else "") + re.sub(r"^https?://[^/]+", "", read.url)
        page = page.with_answer(Answer(read.url, (answers or {}).get(asked), "not asked"))
    return None


def ours(body: bytes, url: str) -> Row:
    read = fields_of(body, url)
    if read is None:
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


def run(folder: Path) -> None:
    labels = labels_of(folder)
    readers = [Reader("trafilatura", theirs), Reader("ours", ours)]
    for label in labels[:WARM_UP]:
        for reader in readers:
            reader.read(body_of(folder, label), label["url"])
    for label in labels:
        body = body_of(folder, label)
        for reader in readers:
            reader.take(label["id"], body, label["url"])
    found = [scores(folder, reader.rows) for reader in readers]
    for name in FIGURES:
        if any(name in figures for figures in found):
            shown = " | ".join(f"{figures.get(name, 0):.3f}" for figures in found)
            print(f"| {folder.name} | {name} | {shown} |")
    costs = [1000 * reader.seconds / len(labels) for reader in readers]
    print(f"| {folder.name} | CPU ms a page | {costs[0]:.1f} | {costs[1]:.1f} ({costs[0] / costs[1]:.1f} ×) |")


def curve(folder: Path) -> None:
    """What each threshold of evidence gives: with none, every page's best candidate and its confidence are seen."""
    desk.THRESHOLD = 0.0
    rows: list[tuple[float, Row]] = []
    for label in labels_of(folder):
        read = fields_of(body_of(folder, label), label["url"])
        proof = next((one.confidence for one in read.evidence if one.field == "published"), 0.0) if read else 0.0
        rows.append((proof, {"id": label["id"], "published": read and read.published and read.published.edtf}))
    print("\n| pages | threshold | exact | invented |\n|---|---|---|---|")
    for least in THRESHOLDS:
        figures = scores(folder, [row if proof >= least else {"id": row["id"]} for proof, row in rows])
        print(f"| {folder.name} | {least} | {figures['date_exact']:.3f} | {figures['date_spurious']:.3f} |")


def counters(notes: Path) -> None:
    """The field notes' look-alikes, each as a page of its own, and their pages with a counter."""
    traps, site, pages = Tally("view traps"), Tally("view traps that other pages tell"), Tally("counter pages")
    with (notes / "view_count_traps.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # Dots between blanks stand for the text of the article and what lies behind it.
            shown = f"</p>{PROSE}</article><p>".join(row["visible_text"].split(" ... "))
            html = f"<html><body><article><h1>T</h1><p>{shown}</p>"
            read = fields_of(html.encode(), "https://e.example/1")
            truth = re.match(r"(?:views )?(\d+)", row["truth"])
            # A site's counter is an article's as far as one page tells; `output/site_counter.py` refuses it.
            tally = site if row["truth"].startswith("site-wide") else traps
            count = read.views.count if read and read.views else None
            tally.add(row["visible_text"], count, int(truth.group(1)) if truth else None)
    for name, case in json.loads((notes / "counter_pages" / "expected.json").read_text("utf-8")).items():
        page = (notes / "counter_pages" / f"{name}.html").read_bytes()
        read = fields_of(page, "https://e.example/1", case.get("sidecar"))
        given = {
            "title": read and read.title,
            "views": read.views.count if read and read.views else None,
            "published": read and read.published and read.published.edtf[:10],
            "updated": read and read.updated and read.updated.edtf[:10],
            "copyright": read and read.rights.holder,
            "author": read and "; ".join(author.name for author in read.authors),
        }
        for key, truth in case["expected"].items():
            if key in given:
                pages.add(f"{name} {key}", given[key], truth)
    for one in (traps, site, pages):
        one.show()


def misses(folder: Path, name: str) -> None:
    for label in labels_of(folder):
        if name in label:
            given = ours(body_of(folder, label), label["url"]).get(name)
            given = given[:10] if name == "published" and given else given
            if (given or None) != (label[name] or None):
                print(json.dumps([folder.name, label["id"], label[name], given], ensure_ascii=False))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", metavar="FIELD", help="list the pages whose field is not as labelled")
    options.add_argument("--sets", nargs="*", default=SETS, choices=SETS)
    chosen = options.parse_args()
    if chosen.misses:
        for name in chosen.sets:
            misses(folder_of(name), chosen.misses)
        return
    print("| pages | figure | trafilatura | ours |\n|---|---|---|---|")
    for name in chosen.sets:
        run(folder_of(name))
    counters(root() / "field-notes")
    if "wcxb" in chosen.sets:
        curve(folder_of("wcxb"))


if __name__ == "__main__":
    main()
