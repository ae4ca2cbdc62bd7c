"""The pool: pages in order, a killed page is a reject, and workers stay small."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from output.records import Article, Reject
from pipelines import pool as pool_module
from pipelines.page import Needs, Page
from pipelines.pool import ExtractionPool
from tests.conftest import python

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "The committee met again in the autumn and agreed on very little. " * 8


def page(name: str, body: str = f"<p>{TEXT}</p>") -> Page:
    return Page("kite", f"https://kite.example/{name}", body.encode(), datetime(2025, 6, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractionPool]:
    with ExtractionPool(2, seconds=5) as opened:
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


def test_a_page_that_takes_too_long_is_killed_and_the_others_live() -> None:
    # A page of this size takes far longer than the limit; the workers are warm after the first page.
    slow = page("slow", "<p>" + "</p><p>".join(["A short paragraph of text."] * 60_000) + "</p>")
    with ExtractionPool(1, seconds=1.5) as pool:
        list(pool.read_all([page("warm")]))
        began = time.monotonic()
        first, second = pool.read_all([slow, page("next")])
    assert isinstance(first, Reject)
    assert first.reason == "took too long to read"
    assert isinstance(second, Article)
    assert time.monotonic() - began < 30


def test_a_worker_that_dies_costs_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_read_alone", die_on_demand)
    with ExtractionPool(1, seconds=20) as pool:
        [read] = pool.read_all([page("die")])
    assert isinstance(read, Reject)
    assert (read.reason, read.raw) == ("its worker died", "exit code 7")


def die_on_demand(_: Page) -> Article | Reject:
    os._exit(7)


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
