"""What hostile pages may cost: a multiple of an ordinary page, measured in the same process, so that no machine matters."""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from pipelines.document import document
from pipelines.fields import read_fields
from tests.made import page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.page import Page

SIZE = 50_000  # characters of the ordinary page, and of the hostile ones; those of full size are in test_long.py
# The dearest hostile page costs some 140 ordinary ones; one that makes a pattern backtrack, or that is read once for each
# of its elements, costs thousands.
TIMES = 300


def fields_alone(made: Page) -> None:
    """Read a page's fields."""
    parsed = document(made)
    assert parsed is not None
    read_fields(parsed)


@cache
def ordinary(read: Callable[[Page], object]) -> float:
    """Seconds of CPU for reading a page of plain paragraphs, the best of three."""
    paragraph = "<p>The committee met again on Tuesday, and the harbour was on its list once more.</p>"
    made = page(
        f"<h1>T</h1><p>By Ann Lee, 5 March 2020</p>{paragraph * (SIZE // len(paragraph))}<footer>© Kite</footer>"
    )

    def once() -> float:
        began = time.process_time()
        read(made)
        return time.process_time() - began

    return min(once() for _ in range(3))


@contextmanager
def bounded(read: Callable[[Page], object] = fields_alone, times: int = TIMES) -> Iterator[None]:
    """Fail when the block costs too much CPU; the test must not measure its coverage.

    Args:
        read: What an ordinary page goes through for comparison.
        times: How many ordinary pages the block may cost as much as.
    """
    unit = ordinary(read)
    began = time.process_time()
    yield
    spent = time.process_time() - began
    assert spent < times * unit, f"as much as {spent / unit:.0f} ordinary pages"
