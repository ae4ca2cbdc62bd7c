"""When a host may be asked next: a table, and what holds for any numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness.pace import SLOWEST, Pace

SECONDS = st.floats(0, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("delay", "latency", "floor", "concurrency", "good", "after"),
    [
        (1, 0.2, 1, 1, True, 1),  # never below the floor
        (1, 3, 1, 1, True, 3),  # a slow answer counts at once
        (5, 1, 1, 1, True, 3),  # a fast one half way
        (5, 1, 1, 1, False, 5),  # an error comes fast, and proves nothing
        (5, 9, 1, 1, False, 9),  # a slow one does
        (1, 8, 1, 4, True, 2),  # four at a time are asked for four times as often
        (1, 900, 1, 1, True, 60),  # as slow as it gets
        (60, 1, 120, 1, True, 120),  # but what robots.txt asks for is kept
        (0, 9, 0, 1, True, 0),  # a site of one's own
    ],
)
def test_after_an_answer(  # noqa: PLR0913, PLR0917  (a row of the table)
    delay: float, latency: float, floor: float, concurrency: int, good: bool, after: float
) -> None:
    assert Pace(delay).after(latency, floor, concurrency, good=good).between(floor) == after


@pytest.mark.parametrize(
    ("delay", "floor", "after"),
    [(1, 1, 2), (0, 1, 2), (40, 1, 60), (60, 1, 60), (0, 0, 0), (0, 90, 90), (3, 5, 10)],
)
def test_after_a_block(delay: float, floor: float, after: float) -> None:
    assert Pace(delay).slower(floor).between(floor) == after


@given(st.lists(st.tuples(SECONDS, st.booleans(), st.booleans())), SECONDS, st.integers(1, 32))
def test_a_pace_keeps_its_bounds(answers: list[tuple[float, bool, bool]], floor: float, concurrency: int) -> None:
    pace = Pace()
    for latency, good, blocks in answers:
        before = pace.between(floor)
        pace = pace.slower(floor) if blocks else pace.after(latency, floor, concurrency, good=good)
        assert floor <= pace.between(floor) <= max(floor, SLOWEST)
        assert good or pace.between(floor) >= before or not blocks
        assert not blocks or pace.between(floor) >= before
