"""How likely is a line the article's? The block model's answer: boosted trees over the lines' features.

Each tree asks the same few questions of every line, so that all lines and all trees are one step for numpy. The model
is made by `benchmarks/train_body.py`, which names what it was trained on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
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


class Questions(NamedTuple):
    """What the trees ask, each question once: two of five ask again what another asks.

    Attributes:
        feature: For each question which feature is asked.
        border: Above which value the answer is yes.
        which: For each level and tree, one level after the other, its question.
        first: Where each tree's leaves begin.
        leaves: Of all trees.
    """

    feature: NDArray[np.intp]
    border: NDArray[np.float32]
    which: NDArray[np.intp]
    first: NDArray[np.intp]
    leaves: Numbers


@dataclass(frozen=True)
class BlockModel:
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
        asked = self._questions
        yes = (rows.take(asked.feature, axis=0) > asked.border).view(np.uint8)
        *levels, leaf = yes.take(asked.which, axis=0)
        for answers in reversed(levels):
            leaf = leaf + leaf + answers
        odds = self.bias + asked.leaves.take(leaf + asked.first).sum(axis=0)
        likely: Numbers = 1.0 / (1.0 + np.exp(-odds))
        return likely

    @cached_property
    def _questions(self) -> Questions:
        trees, leaves = self.leaves.shape
        pairs = np.array((self.feature.T.ravel(), self.border.T.ravel()))
        (feature, border), which = np.unique(pairs, axis=1, return_inverse=True)
        return Questions(
            feature.astype(np.intp),
            border.astype(np.float32)[:, np.newaxis],
            which.reshape(-1, trees),
            np.arange(0, trees * leaves, leaves)[:, np.newaxis],
            self.leaves.ravel().astype(np.float64),
        )


FIELDS = tuple(field.name for field in fields(BlockModel))


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
    names, feature, border, leaves, bias = (held[f"{name}_{key}"] for key in FIELDS)
    return BlockModel(tuple(names.tolist()), feature, border, leaves, float(bias))
