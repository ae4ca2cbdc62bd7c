"""The work that is disturbed: days of one source whose every row is known, and how a run goes on with them.

Each day lies at the end of a year, so that each publish has files of two years to write. A step has a time of its own
by which its row is found again: a run that goes on does what is not stored yet, and nothing twice.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from output.archive import files
from output.archive.record import Received
from output.records import Article, Evidence, Fetch, Outcome, Refusal, Reject, SourceCard, Stage, Views
from output.run import Verdict
from output.schema import FETCHES, OBSERVATIONS, REJECTS, RUNS
from output.store import Ending, Run, Store
from output.versions import article_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from output.layout import Layout
    from output.schema import Table

    Tell = Callable[[str], None]

DAYS = 4  # the article that is lost is missing on the second, gone on the third, and back on the fourth
ARTICLES = 8
FULL = 1_500  # bytes of an archive file: a day fills some
LOST = "lost"
TIMES = {FETCHES: "requested_at", OBSERVATIONS: "observed_at", REJECTS: "rejected_at"}


@dataclass(frozen=True)
class Step:
    """What is handed to the store at once; `received` goes with a fetch."""

    row: Fetch | Article | Reject
    at: datetime
    received: Received | None = None

    @property
    def table(self) -> Table | None:
        """The growing table that has a row of this time; null when another reading of the same changes nothing."""
        if isinstance(self.row, Article):
            return OBSERVATIONS if self.row.views else None
        return FETCHES if isinstance(self.row, Fetch) else REJECTS


def card(source: str) -> SourceCard:
    return SourceCard(source, source.title(), f"https://{source}.example/", "NO")


def begins(day: int) -> datetime:
    return datetime(2020 + day, 12, 31, 23, 30, tzinfo=UTC)


def steps(source: str, day: int) -> list[Step]:
    """What a day hands in, apart from what is missing."""
    names = [f"a{number}" for number in range(ARTICLES)] + ["part"] * (day == 0) + [LOST] * (day in {0, 3})
    made = []
    for number, name in enumerate(names):
        at = begins(day) + timedelta(minutes=6 * number)
        made += [_fetch(source, day, name, at), Step(_article(source, day, name, at), at)]
    at = begins(day) + timedelta(minutes=59)
    made.append(Step(Reject(source, f"{card(source).home}about", at, Stage.EXTRACT, "no body", f"day {day}"), at))
    return made


def _fetch(source: str, day: int, name: str, at: datetime) -> Step:
    url = f"{card(source).home}{name}"
    body = f"<p>{name} {day // 2} {'words of a page that is long enough ' * 40}</p>".encode()  # every other day again
    received = Received(url, "page", url, url, at, "HTTP/1.1", 200, ((b"Content-Type", b"text/html"),), body, {})
    return Step(Fetch(url, at, Outcome.PAGE, 200, len(body), 0.25, etag=f'"{day // 2}"'), at, received)


def _article(source: str, day: int, name: str, at: datetime) -> Article:
    number = int(name[1:]) if name[1:].isdecimal() else ARTICLES
    views = None if number % 4 == 3 else 1_000 * number + 7 * day
    home = card(source).home
    said: dict[str, Any] = {
        "text": f"{name} says {(number + day) // 3}. " + "It is of some length. " * 20,  # a third of them changes
        "title": f"{name} by {day // 3}",
        "via": (f"{home}{name}?day={day}",) if number % 4 == 1 else (),
        "pages": (f"{home}part",) if number == 2 and day else (),  # what stood alone on the first day is gone
        "views": None if views is None else Views(views, f"{views:,}", "label"),
        "refusals": (Refusal("license", "no licence", f"day {day}"),) if number == 5 else (),
        "provenance": (Evidence("title", "h1", None, name, 0.9),),
        "prints": bytes([number, day]) * 8,
    }
    return Article(source, f"{home}{name}", at, f"{name}{day // 2}", "e1", word_count=80, **said)


@dataclass(frozen=True)
class Work:
    """One run after the other, until the work is done or this process is killed.

    Attributes:
        layout: Where the dataset lies.
        source: Whose work it is.
        until: How many days are worked.
        attempt: Tells the runs of this process from those of the others.
    """

    layout: Layout
    source: str
    until: int
    attempt: int

    def go_on(self, tell: Tell) -> None:
        """Do what is left to do, and tell that a store is open, each step that is acknowledged, each day that is done.

        A store is opened in any case: a publish that was killed may be told of in some files already.
        """
        files.FULL = FULL
        is_open = False
        while (day := days_done(self.layout, self.source)) < self.until or not is_open:
            run = Run(f"day{day}-{self.attempt}-{len(stored(self.layout, RUNS, 'run_id'))}", begins(day), "0.1.0")
            with Store(self.layout, card(self.source), run) as store:
                is_open = True
                tell("opened")
                if days_done(self.layout, self.source) == day < self.until:  # else its publish had been begun
                    self._day(store, day, tell)
                    assert days_done(self.layout, self.source) == day + 1, "the run that was published stands there"

    def _day(self, store: Store, day: int, tell: Tell) -> None:
        there = {table: stored(self.layout, table, column, self.source) for table, column in TIMES.items()}
        futures: list[Future[Any]] = []
        for number, step in enumerate(steps(self.source, day)):
            if step.table is None or step.at not in there[step.table]:
                futures.append(handed_in(store, step, partial(tell, f"step {day} {number}")))
            if number % 5 == 4 and futures:
                futures[-1].result()
        for future in futures:
            future.result()
        if day in {1, 2} and not self._missed(day):
            at = begins(day) + timedelta(minutes=58, microseconds=self.attempt)
            store.add_fetch(Fetch(f"{card(self.source).home}{LOST}", at, Outcome.MISSING, 404)).result()
        counts = store.settle(ARTICLES)
        tell(f"settled {day}")
        store.publish(Ending(begins(day) + timedelta(hours=1), Verdict(0, f"day {day}"), counts))
        tell(f"day {day}")

    def _missed(self, day: int) -> bool:
        """Whether the day has already decided about the article that is lost."""
        name = article_id(self.source, f"{card(self.source).home}{LOST}")
        with closing(sqlite3.connect(f"{self.layout.state_file(self.source).as_uri()}?mode=ro", uri=True)) as state:
            asked = "SELECT active, coalesce(missed_in, '') FROM articles WHERE article_id = ?"
            active, missed_in = state.execute(asked, (name,)).fetchone()
        return not active or missed_in.startswith(f"day{day}-")


def handed_in(store: Store, step: Step, done: Callable[[], None]) -> Future[Any]:
    """Hand a step to the store, and say so once it is acknowledged."""
    if isinstance(step.row, Fetch):
        future: Future[Any] = store.add_fetch(step.row, step.received)
    elif isinstance(step.row, Article):
        future = store.add_article(step.row)
    else:
        future = store.add_reject(step.row)
    future.add_done_callback(lambda ended: ended.exception() or done())
    return future


def days_done(layout: Layout, source: str) -> int:
    """How many days' runs are published."""
    return sum(verdict.startswith("day ") for verdict in stored(layout, RUNS, "verdict", source))


def stored(layout: Layout, table: Table, column: str, source: str = "*") -> set[Any]:
    """What stands in a column of the published files."""
    files = layout.files(table, source)
    return {value for path in files for value in pq.ParquetFile(path).read(columns=[column])[column].to_pylist()}
