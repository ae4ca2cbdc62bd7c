"""A source's runs for the tests of Delta tables: the same work, into whatever it is told.

As a script: `delta_work.py OUTPUT STATE SOURCE [COMMITS]` does all runs, and with COMMITS kills itself before the
commit of that number.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from output.destination import destination
from output.layout import Layout
from output.records import Article, Fetch, Outcome, Reject, SourceCard, Stage
from output.run import Verdict
from output.store import Ending, Run, Store
from tests.dataset import DEMO, KITE, article

NOON = datetime(2025, 12, 29, 12, tzinfo=UTC)  # so that the runs are of two years
CARDS = {"demo": DEMO, "kite": KITE}
RUNS = 3


def layout(output: str, state: Path) -> Layout:
    return Layout.at(*destination(output, str(state)))


def read_by(number: int, card: SourceCard) -> list[Article]:
    """What a run reads: an article that grows, one with a counter, one that stays, and one that is new."""
    at = NOON + timedelta(days=number)
    texts = {"grows": f"Edition {number}.", "stays": "As ever."}
    read = [article(card, name, at, text=text) for name, text in texts.items()]
    return [*read, article(card, "counted", at, views=10 + number), article(card, f"new{number}", at, title="New")]


def run(number: int, card: SourceCard, where: Layout) -> None:
    """One run, which ends well; from the third on, an article is missing."""
    at = NOON + timedelta(days=number)
    with Store(where, card, Run(f"{card.source}-{number}", at, "0.1")) as store:
        for one in read_by(number, card):
            store.add_fetch(Fetch(one.url, at, Outcome.PAGE, 200, 1_000, 0.1)).result()
            store.add_article(one).result()
        if number > 1:
            store.add_fetch(Fetch(f"{card.home}new0", at, Outcome.MISSING, 404)).result()
        store.add_reject(Reject(card.source, f"{card.home}about", at, Stage.EXTRACT, "no body")).result()
        store.publish(Ending(at + timedelta(minutes=1), Verdict(0, "as planned"), store.settle(4)))


def runs(card: SourceCard, where: Layout) -> None:
    for number in range(RUNS):
        run(number, card, where)


def killed_before(commit: int) -> None:
    from output.delta.source_table import SourceTable

    real, numbers = SourceTable._committed, count()

    def committed(*arguments: Any) -> bool:
        if next(numbers) == commit:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    SourceTable._committed = committed  # type: ignore[method-assign]


if __name__ == "__main__":
    if sys.argv[4:]:
        killed_before(int(sys.argv[4]))
    runs(CARDS[sys.argv[3]], layout(sys.argv[1], Path(sys.argv[2])))
