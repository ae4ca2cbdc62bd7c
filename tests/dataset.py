"""A small dataset whose every value is known: two sources, three runs, edits, a removal, counts and nulls."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from output.layout import Layout
from output.records import (
    Article,
    Author,
    Evidence,
    Fetch,
    Moment,
    Outcome,
    Reject,
    Rights,
    SourceCard,
    Stage,
    Views,
)
from output.run import Verdict
from output.store import Ending, Run, Store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from output.schema import Table

DEMO = SourceCard("demo", "Harbour Institute", "https://harbour.example/", "NO", "en")
KITE = SourceCard("kite", "Kite Institute", "https://kite.example/")
BRUN = Author("Ada Brun", "Harbour Institute", "Dr. Ada Brun")
LISBON = Author("José Ünal", None, "José Ünal")
FIRST = Moment(
    date(2019, 12, 13),
    datetime(2019, 12, 13, 2, tzinfo=UTC),
    "2019-12-13T10:00:00+08:00",
    "13 December 2019, 10:00 (UTC+8)",
)
MONTH = Moment(None, None, "2019-12", "December 2019")


def day(text: str) -> Moment:
    return Moment(date.fromisoformat(text), None, text, text)


def article(card: SourceCard, name: str, at: datetime, *, views: int | None = None, **said: Any) -> Article:
    told: dict[str, Any] = {"text": f"The text of {name}.", "word_count": 4, "body_sha256": "aa", "extractor": "e1"}
    count = None if views is None else Views(views, f"{views:,}", "label")
    where = () if count is None else (Evidence("views", "label", "Views", count.raw, 0.85),)
    return Article(
        source=card.source,
        url=f"{card.home}{name}",
        fetched_at=at,
        views=count,
        provenance=where,
        **{**told, **said},
    )


def grain(at: datetime, views: int, text: str) -> Article:
    said = {"title": "Grain reserves", "authors": (BRUN, LISBON), "topics": ("grain", "prices"), "language": "en"}
    rights = Rights(holder="Harbour Institute", license="CC-BY-4.0")
    return article(
        DEMO,
        "grain",
        at,
        views=views,
        text=text,
        published=FIRST,
        updated=day("2024-03-02"),
        rights=rights,
        **said,
    )


def build(root: Path, now: datetime) -> None:
    """Make the dataset as runs of 30, 20, 10, 2 and 1 days before `now` leave it."""
    before = [now - timedelta(days=days) for days in (30, 20, 10, 2, 1)]
    low, fallen = "Reserves are low.\n\nPrices rise.", "Reserves are low.\n\nPrices fall."
    month = {"published": MONTH}
    _run(
        root,
        DEMO,
        before[0],
        grain(before[0], 10, low),
        article(DEMO, "labour", before[0], **month),
        _lost(before[0]),
    )
    _run(
        root,
        KITE,
        before[1],
        article(KITE, "wind", before[1], views=7, title="Wind | power", updated=day("2024-01-01")),
    )
    _run(
        root, DEMO, before[2], grain(before[2], 25, low), article(DEMO, "labour", before[2], **month), missing="lost"
    )
    _run(root, KITE, before[3], exit_status=1)
    port = article(DEMO, "port", before[4], views=2_000, title="Ports", updated=day("2023-12-31"))
    _run(root, DEMO, before[4], grain(before[4], 1_040, fallen), port, missing="lost")


def _lost(at: datetime) -> Article:
    return article(DEMO, "lost", at, title="Lost", updated=day("2024-05-05"), views=3)


def _run(
    root: Path, card: SourceCard, at: datetime, *articles: Article, missing: str | None = None, exit_status: int = 0
) -> None:
    with Store(Layout.at(root), card, Run(f"{card.source}-{at:%Y%m%d}", at, "0.1.0")) as store:
        for one in articles:
            store.add_fetch(Fetch(one.url, at, Outcome.PAGE, 200, 1_000, 0.1)).result()
            store.add_article(one).result()
        if missing:
            store.add_fetch(Fetch(f"{card.home}{missing}", at, Outcome.MISSING, 404)).result()
        store.add_reject(Reject(card.source, f"{card.home}about", at, Stage.EXTRACT, "no body")).result()
        counts = store.settle(len(articles))
        store.publish(Ending(at + timedelta(minutes=3), Verdict(exit_status, "made for a test"), counts))


def vanishing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be gone once, after it was listed and before it is opened, as one that is being moved."""
    files, aside = Layout.files, path.with_suffix(".aside")
    left = [True]

    def listed(self: Layout, table: Table, source: str = "*") -> list[Path]:
        if aside.exists():
            aside.rename(path)
        found = files(self, table, source)
        if path in found and left:
            left.clear()
            path.rename(aside)
        return found

    monkeypatch.setattr(Layout, "files", listed)
