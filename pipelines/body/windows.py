"""What stands before and after each line? Sums, neighbours and distances over a column of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NONE = -1.0  # a neighbour that is not there
FARTHEST = 50.0  # lines


def around(values: Numbers, *windows: tuple[int, int]) -> Iterator[Numbers]:
    """For each number the sum of itself, so many before it and so many after it; of several rows, each by itself.

    Args:
        values: The numbers.
        windows: How many before and after; each gives sums of its own.
    """
    count = values.shape[-1]
    total = np.zeros((*values.shape[:-1], count + 1))
    np.cumsum(values, axis=-1, out=total[..., 1:])
    at = np.arange(count)
    for before, after in windows:
        until, since = np.minimum(at + (after + 1), count), np.maximum(at - before, 0)
        yield total.take(until, axis=-1) - total.take(since, axis=-1)


def shifted(values: Numbers, by: int) -> Numbers:
    """The numbers that stand so far before each, or after it where `by` is negative; -1 where there is none."""
    moved = np.full(values.shape, NONE)
    if by > 0:
        moved[..., by:] = values[..., :-by]
    else:
        moved[..., :by] = values[..., -by:]
    return moved


def bounded_distance(marked: NDArray[np.bool_], *, backwards: bool) -> Numbers:
    """How far the nearest marked place is, the place itself among them; 50 at most, and where there is none."""
    at = np.arange(len(marked), dtype=np.float64)
    if backwards:
        nearest = np.maximum.accumulate(np.where(marked, at, -FARTHEST))
        return np.minimum(at - nearest, FARTHEST)
    nearest = np.minimum.accumulate(np.where(marked, at, len(marked) + FARTHEST)[::-1])[::-1]
    return np.minimum(nearest - at, FARTHEST)
