"""What takes minutes and is no part of `make test`: pages of megabytes made to cost much, and a worker's memory.

`make long` runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from output.records import Reject
from pipelines.pool import ExtractionPool
from tests.conftest import python
from tests.pipelines.hostile_pages import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.long, pytest.mark.timeout(1_800)]

LARGE = 4_000_000  # characters
PAGES = 3_000
STEP = 500  # pages; what is loaded with the first of them is there by then
SECONDS = 1_500  # for so many pages, on a busy machine
FAULTS = {"its worker died", "the reader failed"}


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractionPool]:
    with ExtractionPool(1) as opened:
        yield opened


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_page_of_megabytes_ends_within_the_limits(pool: ExtractionPool, name: str) -> None:
    [read] = pool.read_all([SHAPES[name](LARGE)])
    assert not isinstance(read, Reject) or read.reason not in FAULTS, read


def test_a_worker_does_not_grow(outside_pages: Path) -> None:
    assert outside_pages
    done = python("benchmarks/memory.py", "--kept", "--pages", PAGES, "--step", STEP, seconds=SECONDS)
    assert done.status == 0, done.stdout + done.stderr
