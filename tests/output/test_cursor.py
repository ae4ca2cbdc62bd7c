"""The cursor: a consumer that does as docs/using-the-data.md says gets every version once, whenever it reads and
whatever is killed between two of a publish's steps."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.dataset import Dataset
from output.layout import Layout
from output.run import Verdict
from output.store import Ending, Run, Store
from tests.conftest import PROJECT
from tests.dataset import DEMO, KITE, article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EVE = datetime(2025, 12, 31, 22, tzinfo=UTC)  # so that two hours later a publish has files of two years to write
CARDS = {"demo": DEMO, "kite": KITE}
TABLE = "article_versions"
Versions = list[tuple[str, str, int]]


def documented() -> Callable[[Path, str, dict[str, int]], Iterator[tuple[str, pd.DataFrame, int]]]:
    """The function that the document tells readers to use."""
    text = (PROJECT / "docs" / "using-the-data.md").read_text("utf-8")
    block = next(
        code for code in re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) if "def unread" in code
    )
    namespace: dict[str, Any] = {}
    exec(block.partition("\n\n\nnote =")[0], namespace)
    return namespace["unread"]


UNREAD = documented()


class Killed(BaseException):
    """The process ends here."""


class Consumer:
    """Reads what is new, and remembers how far it has read."""

    def __init__(self, root: Path) -> None:
        self._root, self._read = root, dict[str, int]()
        self.got: Versions = []

    def look(self) -> None:
        for source, rows, newest in UNREAD(self._root, TABLE, self._read):
            self.got += sorted(versions(rows, source))
            self._read[source] = newest


class Since(Consumer):
    """The same by `Dataset.since`."""

    def look(self) -> None:
        with suppress(FileNotFoundError):  # nothing is published yet
            rows, self._read = Dataset(self._root).since(self._read, TABLE)
            self.got += sorted((row["source"], row["article_id"], row["version"]) for row in rows.to_pylist())


def versions(rows: pd.DataFrame, source: str) -> Versions:
    return [(source, str(row.article_id), int(row.version)) for row in rows.itertuples()]


@dataclass(frozen=True)
class Plan:
    """What happens at a run's renames, by which a publish goes on: before which the consumer looks, and the last one.

    Attributes:
        looks: Their numbers, from 0 on.
        last: The number of the one at which the process is killed. Null when it lives.
        done: Whether it is killed after that rename, else before it.
    """

    looks: frozenset[int] = frozenset()
    last: int | None = None
    done: bool = False


@contextmanager
def followed(plan: Plan, consumer: Consumer) -> Iterator[None]:
    """Let what is planned happen."""
    numbers, real = count(), os.replace

    def step(*paths: Any) -> None:
        number = next(numbers)
        if number in plan.looks:
            consumer.look()
        if number != plan.last or plan.done:
            real(*paths)
        if number == plan.last:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.replace", step)
        patch.setattr("output.atomic.sync", lambda _: None)  # nothing here loses what the disk has not yet
        patch.setattr(
            "output.parquet_tables.refresh", lambda *_: None
        )  # comes after a publish, and is no part of the cursor
        yield


@dataclass(frozen=True)
class Step:
    """One run: what it reads, and whether it lives until it publishes."""

    source: str
    articles: list[tuple[str, int, int]]  # name, text, hour
    plan: Plan = Plan()
    publishes: bool = True


RENAMES = st.integers(0, 12)
STEPS = st.builds(
    Step,
    st.sampled_from(("demo", "demo", "kite")),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.sampled_from((0, 3))), max_size=4),
    st.builds(Plan, st.frozensets(RENAMES, max_size=3), st.none() | RENAMES, st.booleans()),
    st.sampled_from((True, True, False)),
)


def run(root: Path, number: int, step: Step, acknowledged: list[str]) -> None:
    """Open, stage and publish, and note the source of each version that the store said it has."""
    card, began = CARDS[step.source], EVE + timedelta(days=number)
    with Store(Layout.at(root), card, Run(f"{card.source}{number}", began, "0.1.0")) as store:
        for name, text, hour in step.articles:
            one = article(card, name, EVE + timedelta(hours=hour), text=f"Text {text}.")
            if store.add_article(one).result() != "unchanged":
                acknowledged.append(card.source)
        if step.publishes:
            store.publish(Ending(began, Verdict(0, "made for a test"), store.settle(1)))


@settings(max_examples=settings.default.max_examples // 2)  # each is several runs
@given(st.lists(STEPS, max_size=4), st.sampled_from((Consumer, Since)))
def test_every_version_comes_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step], kind: type[Consumer]
) -> None:
    root = tmp_path_factory.mktemp("cursor")
    consumer, acknowledged = kind(root), list[str]()
    undisturbed = [Step(source, []) for source in CARDS]
    for number, step in enumerate([*steps, *undisturbed]):
        with suppress(Killed), followed(step.plan, consumer):
            run(root, number, step, acknowledged)
        assert len(consumer.got) == len(set(consumer.got)), "none comes twice"
    consumer.look()
    assert sorted(consumer.got) == stored(root)
    assert sorted(source for source, _, _ in consumer.got) == sorted(acknowledged)
    for key in {version[:2] for version in consumer.got}:
        numbers = [version[2] for version in consumer.got if version[:2] == key]
        assert numbers == list(range(1, len(numbers) + 1)), "and each look goes on from the one before"


def test_the_highest_sequence_seen_is_no_cursor(tmp_path: Path) -> None:
    """Why the document says so: between the files of two years, a publish has shown its sequence and not all its rows."""

    class Naive(Consumer):
        def look(self) -> None:
            folder = self._root / TABLE / "source=demo"
            if any(folder.glob("*.parquet")):
                rows = pd.read_parquet(folder, filters=[("sequence", ">", self._read.get("demo", 0))])
                self.got += versions(rows, "demo")
                self._read["demo"] = max([self._read.get("demo", 0), *rows.sequence])

    naive, careful = Naive(tmp_path), Consumer(tmp_path)
    always = Plan(frozenset(range(20)))
    for number, consumer in enumerate((naive, careful)):
        with followed(always, consumer):
            run(tmp_path, number, Step("demo", [("a", number, 0), ("b", number, 3)]), [])
        consumer.look()
    assert len(naive.got) == 1, "of two"
    assert len(careful.got) == 4


def test_rows_above_the_publish_that_was_told_of_wait(tmp_path: Path) -> None:
    """A look at a first publish, while the second one has written its versions already."""
    consumer = Consumer(tmp_path)
    run(tmp_path, 0, Step("demo", [("a", 0, 0)]), [])
    with followed(Plan(frozenset({3})), consumer):
        run(tmp_path, 1, Step("demo", [("a", 1, 0)]), [])
    assert [version for _, _, version in consumer.got] == [1]
    consumer.look()
    assert [version for _, _, version in consumer.got] == [1, 2]


def stored(root: Path) -> Versions:
    folders = [(source, root / TABLE / f"source={source}") for source in CARDS]
    return sorted(
        one
        for source, path in folders
        if any(path.glob("*.parquet"))
        for one in versions(pd.read_parquet(path), source)
    )
