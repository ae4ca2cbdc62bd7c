"""The pool: pages in order, a killed page is a reject, and workers stay small."""

from __future__ import annotations

import asyncio
import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from output.records import Article, Reject
from pipelines import pool as pool_module
from pipelines.limits import Limits, within
from pipelines.page import Needs, Page
from pipelines.pool import ExtractionPool
from tests.conftest import python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = "The committee met again in the autumn and agreed on very little. " * 8


def page(name: str, body: str = f"<p>{TEXT}</p>") -> Page:
    return Page("kite", f"https://kite.example/{name}", body.encode(), datetime(2025, 6, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractionPool]:
    with ExtractionPool(2) as opened:
        yield opened


def test_many_pages_come_back_in_order(pool: ExtractionPool) -> None:
    names = [f"{number}" for number in range(30)]
    read = list(pool.read_all(page(name) for name in names))
    assert [article.url.rpartition("/")[2] for article in read] == names
    assert all(isinstance(article, Article) for article in read)


def test_pages_are_taken_as_they_are_needed(pool: ExtractionPool) -> None:
    taken = []

    def pages() -> Iterator[Page]:
        for number in range(1000):
            taken.append(number)
            yield page(str(number))

    read = pool.read_all(pages())
    next(read)
    assert len(taken) <= 2 * pool_module.IN_FLIGHT_PER_WORKER


def test_without_the_network_a_need_stays_unknown(pool: ExtractionPool) -> None:
    body = f'<p>Views:<script src="/plus/count.php?aid=1"></script></p><p>{TEXT}</p>'
    [article] = pool.read_all([page("a", body)])
    assert isinstance(article, Article)
    assert article.views is None
    assert [refusal.field for refusal in article.refusals] == ["views"]
    assert isinstance(asyncio.run(pool.read(page("a", body))), Needs)


LONG = "<p>" + "</p><p>".join(["A short paragraph of text."] * 24_000) + "</p>"
TIGHT = Limits(cpu=0.5, memory=128, wall=4)


@pytest.mark.parametrize(
    ("limits", "reason", "raw"),
    [
        (Limits(cpu=0.2), "took too long to read", "more than 0.2 s of CPU"),
        (Limits(wall=0.2), "took too long to read", "more than 0.2 s"),
        (Limits(memory=80), "needs too much memory", "more than 48 of 80 MB"),
    ],
)
def test_a_page_that_needs_too_much_is_a_reject(limits: Limits, reason: str, raw: str) -> None:
    with ExtractionPool(1, limits) as pool:
        [read] = pool.read_all([page("long", LONG)])
    assert isinstance(read, Reject)
    assert (read.url, read.reason, read.raw) == ("https://kite.example/long", reason, raw)


def burn(_: Page) -> None:
    """Spend CPU inside C code, which lets no other Python run."""
    re.match(r"(a+)+$", "a" * 40 + "b")


def sleep(_: Page) -> None:
    """Wait for what never comes."""
    time.sleep(60)


def ask_at_once(_: Page) -> None:
    """Ask for much memory, and use none of it."""
    bytearray(1 << 30)


def fill(_: Page) -> None:
    """Ask for memory bit by bit, and go on as if nothing was when it is refused."""
    held = []
    with suppress(MemoryError):
        while True:
            held.append("x" * 10_000)


def die(_: Page) -> None:
    """End, for no reason that is known."""
    os._exit(7)


FATES: dict[str, tuple[Callable[[Page], None], str, str]] = {
    "burn": (burn, "took too long to read", "more than 0.5 s of CPU"),
    "sleep": (sleep, "took too long to read", "more than 4 s"),
    "ask_at_once": (ask_at_once, "needs too much memory", "more than 96 of 128 MB"),
    "fill": (fill, "needs too much memory", "more than 96 of 128 MB"),
    "die": (die, "its worker died", "exit code 7"),
}


def meet_fate(page: Page, limits: Limits) -> Article | Reject:
    name = page.url.rpartition("/")[2]
    with within(limits):
        if name in FATES:
            FATES[name][0](page)
    return pool_module._read_alone(page, Limits())


def test_each_bad_page_is_one_reject_and_its_neighbours_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_read_alone", meet_fate)
    names = [name for fate in FATES for name in (f"before_{fate}", fate, f"after_{fate}")]
    with ExtractionPool(2, TIGHT) as pool:
        read = list(pool.read_all(page(name) for name in names))
    assert [one.url.rpartition("/")[2] for one in read] == names
    told = [(one.reason, one.raw) if isinstance(one, Reject) else None for one in read]
    assert told == [rest for _, *said in FATES.values() for rest in (None, tuple(said), None)]


def test_a_worker_s_cpu_is_counted_anew_for_each_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_read_alone", spend)
    with ExtractionPool(1, TIGHT) as pool:
        read = list(pool.read_all(page(str(number)) for number in range(4)))
    assert [type(one) for one in read] == [Article] * 4


def spend(page: Page, limits: Limits) -> Article | Reject:
    began = time.process_time()
    with within(limits):
        while time.process_time() - began < limits.cpu / 2:
            pass
    return pool_module._read_alone(page, Limits())


def test_limits_end_with_their_block() -> None:
    code = """
import resource, signal
from pipelines.limits import Limits, within
before = resource.getrlimit(resource.RLIMIT_DATA)
with within(Limits(cpu=5)):
    assert 0 < signal.getitimer(signal.ITIMER_PROF)[0] <= 5.1
assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
assert resource.getrlimit(resource.RLIMIT_DATA) == before
print("ended")
"""
    assert python("-c", code).stdout.strip() == "ended"


def test_workers_import_neither_scrapy_nor_pyarrow() -> None:
    code = """
import scrapy, pyarrow, sys
from pipelines import pool
def loaded(_):
    import sys
    return sorted(name for name in ("scrapy", "pyarrow", "pipelines.normalize") if name in sys.modules)
if __name__ == "__main__":
    with pool.ExtractionPool(1) as workers:
        print(workers._pool.schedule(eval, args=["sorted({'scrapy', 'pyarrow', 'pipelines.normalize'} & set(__import__('sys').modules))"]).result())
"""
    done = python("-c", code)
    assert done.stdout.strip() == "['pipelines.normalize']", done.stderr
