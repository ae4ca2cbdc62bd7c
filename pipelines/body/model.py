"""How likely is a line the article's? The block model's answer: boosted trees over the lines' features.

Each tree asks the same few questions of every line, so that all lines and all trees are one step for numpy. The model
is made by `benchmarks/train_body.py`, which names what it was trained on.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SHIPPED = "block_model.npz"
# Lines. Each of the trees' 2,880 questions is asked of each line: of 4,096 at once they took 95 MB, and four times as
# long as of 256, whose answers stay in the processor's cache.
AT_ONCE = 256


class BlockModel(NamedTuple):
    """Trees of equal depth.

    Attributes:
        names: The features it knows, by the place that `feature` means.
        feature: For each tree and level which feature is asked.
        border: Above which value the answer is yes.
        leaves: For each tree and each row of answers, the first one the lowest bit, what is added to the log-odds.
        bias: The log-odds to begin with.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int16]
    border: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def probabilities(self, columns: Mapping[str, Numbers]) -> Numbers:
        """For each line how likely it is the article's, 0 to 1.

        Args:
            columns: Its features by name, each a number for every line.
        """
        rows = np.array([columns[name] for name in self.names], np.float32)
        parts = (self._likely(rows[:, start : start + AT_ONCE]) for start in range(0, rows.shape[1], AT_ONCE))
        return np.concatenate([*parts, np.empty(0)])

    def _likely(self, rows: NDArray[np.float32]) -> Numbers:
        trees, depth = self.feature.shape
        answers = rows[self.feature.ravel()] > self.border.reshape(-1, 1)
        bits = answers.reshape(trees, depth, -1) * (1 << np.arange(depth, dtype=np.uint8))[:, np.newaxis]
        leaf = bits.sum(axis=1, dtype=np.intp)
        odds = self.bias + np.take_along_axis(self.leaves, leaf, axis=1).sum(axis=0, dtype=np.float64)
        likely: Numbers = 1.0 / (1.0 + np.exp(-odds))
        return likely


@cache
def shipped(name: str) -> BlockModel | None:
    """The model that comes with the program; null when it was left out.

    Args:
        name: ``"alone"`` for the one that sees the page, ``"advised"`` for the one that also sees trafilatura's opinion.
    """
    file = files("pipelines.body") / SHIPPED
    if not file.is_file():
        return None
    with file.open("rb") as stream, np.load(stream) as held:
        return model_in(held, name)


def model_in(held: Mapping[str, NDArray[Any]], name: str) -> BlockModel:
    """One of the models that a file holds.

    Args:
        held: The file's arrays.
        name: As `shipped` has it.
    """
    names, feature, border, leaves, bias = (held[f"{name}_{key}"] for key in BlockModel._fields)
    return BlockModel(tuple(names.tolist()), feature, border, leaves, float(bias))
