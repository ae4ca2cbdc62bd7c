"""In which fold is a page, and which models have not seen its domain? What cross-validation is made of."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from tldextract import TLDExtract

from pipelines.body.model import model_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from pipelines.body.model import BlockModel

    Arrays = Mapping[str, NDArray[Any]]

FOLDS = 3
DOMAINS = TLDExtract(suffix_list_urls=())


def fold_of(label: Mapping[str, Any]) -> int:
    """The fold of a labelled page; all pages of a domain are in one."""
    domain = DOMAINS(label["url"] or label["id"]).top_domain_under_public_suffix
    return zlib.crc32(domain.encode()) % FOLDS


class FoldModels:
    """The models that have not seen a page's domain, in place of `pipelines.body.model.shipped`.

    Args:
        folds: For each fold the arrays of the models that were trained without it.
    """

    def __init__(self, folds: list[Arrays]) -> None:
        self._models = [{name: model_in(arrays, name) for name in ("alone", "advised")} for arrays in folds]
        self._fold = 0

    def turn_to(self, label: Mapping[str, Any]) -> None:
        """From now on give the models that have not seen this page's domain."""
        self._fold = fold_of(label)

    def __call__(self, name: str) -> BlockModel:
        return self._models[self._fold][name]


def saved_in(folder: Path) -> FoldModels:
    """The models that `train_body.py --folds` has written."""
    folds = []
    for number in range(FOLDS):
        with np.load(_file(folder, number)) as held:
            folds.append(dict(held))
    return FoldModels(folds)


def save(folder: Path, folds: list[Arrays]) -> None:
    """Write the models of each fold."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, arrays in enumerate(folds):
        write(_file(folder, number), arrays)


def write(file: Path, arrays: Arrays) -> None:
    """Write a file that `pipelines/body/model.py` reads."""
    named: dict[str, Any] = dict(arrays)
    np.savez_compressed(file, **named)


def _file(folder: Path, number: int) -> Path:
    return folder / f"without_fold_{number}.npz"
