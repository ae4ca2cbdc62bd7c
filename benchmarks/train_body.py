"""Make the block model that chooses a body's lines: train it on labelled pages, and say how it does on domains it has not seen.

usage: python benchmarks/train_body.py [--check] [--folds DIR]

Pages are found through THINKTAP_PAGES; the sets are seb, wcxb, fundus and sites5. Each line of a page is an example:
is it in the labelled body? Two models are made, one that sees the page alone and one that sees trafilatura's opinion as
well. The table is from three folds over domains: no page is judged by a model that has seen its site. `--check` prints
the table and writes no model; `--folds` writes the folds' models, with which `body.py` measures.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from catboost import CatBoostClassifier
from folds import FOLDS, FoldModels, fold_of, save, write
from line_labels import in_label
from pages import folder_of, labels_of, page_of, scores

import pipelines.body
from pipelines.body.decide import LIKELY, doubt
from pipelines.body.features import features_of
from pipelines.body.model import SHIPPED
from pipelines.body.opinion import opinion_columns, trafilatura_lines
from pipelines.body.places import places_of
from pipelines.document import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from folds import Arrays
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SETS = ("seb", "wcxb", "fundus", "sites5")
ASKED = (1.0, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)  # share of the pages on which trafilatura is asked
SETTINGS: dict[str, Any] = {
    "iterations": 240,
    "depth": 6,
    "learning_rate": 0.08,
    "rsm": 0.3,
    "subsample": 0.6,
    "bootstrap_type": "Bernoulli",
    "l2_leaf_reg": 50,
    "border_count": 64,
    "random_seed": 0,
    "verbose": 0,
    "allow_writing_files": False,
}
UNANSWERED: dict[str, Any] = {"float_feature_index": 0, "border": math.inf}
MOST_WORDS = 200  # of a line; longer ones weigh no more


class Example(NamedTuple):
    """A labelled page: its set and label, its lines with their features, and which of them are in the label."""

    folder: str
    label: dict[str, Any]
    lines: list[str]
    alone: dict[str, Numbers]
    advised: dict[str, Numbers]
    wanted: NDArray[np.bool_]


def examples() -> Iterator[Example]:
    for name in SETS:
        folder = folder_of(name)
        for label in labels_of(folder):
            parsed = document(page_of(folder, label)) if label.get("body") else None
            if parsed is None or not parsed.lines:
                continue
            lines = [line.text for line in parsed.lines]
            columns = features_of(parsed, places_of(parsed))
            advised = columns | opinion_columns(trafilatura_lines(parsed), columns)
            yield Example(name, label, lines, columns, advised, np.array(in_label(lines, label["body"])))


def table(example: Example, which: str) -> NDArray[np.float32]:
    columns: dict[str, Numbers] = getattr(example, which)
    return np.array(list(columns.values()), np.float32).T


def trained(pages: list[Example], which: str) -> CatBoostClassifier:
    # Long lines weigh more, and long pages less than their number of lines.
    weights = [np.sqrt(np.minimum(page.alone["words"], MOST_WORDS)) + 1 for page in pages]
    model = CatBoostClassifier(**SETTINGS)
    return model.fit(
        np.vstack([table(page, which) for page in pages]),
        np.concatenate([page.wanted for page in pages]),
        sample_weight=np.concatenate([weight / np.sqrt(weight.sum()) for weight in weights]),
    )


def fold_models(pages: list[Example]) -> list[Arrays]:
    """For each fold the models that are trained without it."""
    return [arrays_of([page for page in pages if fold_of(page.label) != left_out]) for left_out in range(FOLDS)]


def judged(pages: list[Example], models: FoldModels, which: str) -> Iterator[Numbers]:
    """For each page how likely its lines are, by a model that has seen no page of its domain."""
    for page in pages:
        models.turn_to(page.label)
        columns: dict[str, Numbers] = getattr(page, which)
        yield models(which).probabilities(columns)


def check(pages: list[Example], models: FoldModels) -> None:
    """Print what each share of pages on which trafilatura is asked gives."""
    alone, advised = (list(judged(pages, models, which)) for which in ("alone", "advised"))
    doubts = np.array([doubt(likely, page.alone["words"]) for likely, page in zip(alone, pages, strict=True)])
    print(f"| asked | in doubt above | {' | '.join(SETS)} |\n|---|---|{'---|' * len(SETS)}")
    for share in ASKED:
        border = np.quantile(doubts, 1 - share) if share < 1 else -1.0
        found = []
        for name in SETS:
            chosen = [
                (page, two if unsure > border else one)
                for page, one, two, unsure in zip(pages, alone, advised, doubts, strict=True)
                if page.folder == name
            ]
            rows = [{"id": page.label["id"], "body": body(page, likely)} for page, likely in chosen]
            found.append(scores(folder_of(name), rows)["shingle_f1"])
        print(f"| {share:.0%} | {border:.3f} | {' | '.join(f'{one:.4f}' for one in found)} |", flush=True)


def body(page: Example, likely: Numbers) -> str:
    return "\n".join(line for line, one in zip(page.lines, likely, strict=True) if one >= LIKELY)


def arrays_of(pages: list[Example]) -> Arrays:
    """Both models, trained on these pages, as the arrays that `pipelines/body/model.py` reads."""
    arrays: dict[str, NDArray[Any]] = {}
    for which in ("alone", "advised"):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            trained(pages, which).save_model(file.name, format="json")
            told = json.loads(Path(file.name).read_text("utf-8"))
        trees, (scale, bias) = told["oblivious_trees"], told["scale_and_bias"]
        splits, leaves = zip(*(_full(tree) for tree in trees), strict=True)
        arrays |= {
            f"{which}_names": np.array(list(getattr(pages[0], which))),
            f"{which}_feature": np.array([[one["float_feature_index"] for one in tree] for tree in splits], np.int16),
            f"{which}_border": np.array([[one["border"] for one in tree] for tree in splits], np.float32),
            f"{which}_leaves": np.array(leaves, np.float32) * np.float32(scale),
            f"{which}_bias": np.array(bias[0]),
        }
    return arrays


def _full(tree: dict[str, Any]) -> tuple[list[dict[str, Any]], list[float]]:
    """A tree's questions and leaves, with questions that nothing answers where the training found no more of use."""
    missing = SETTINGS["depth"] - len(tree["splits"])
    leaves = tree["leaf_values"]
    return tree["splits"] + [UNANSWERED] * missing, leaves + [0.0] * ((len(leaves) << missing) - len(leaves))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="print the table and write no model")
    options.add_argument("--folds", metavar="DIR", type=Path, help="write the folds' models here as well")
    chosen = options.parse_args()
    pages = list(examples())
    folds = fold_models(pages)
    if chosen.folds:
        save(chosen.folds, folds)
    check(pages, FoldModels(folds))
    if not chosen.check:
        file = Path(*pipelines.body.__path__, SHIPPED)
        write(file, arrays_of(pages))
        print(f"{SHIPPED}: {file.stat().st_size} bytes, {len(pages)} pages")


if __name__ == "__main__":
    main()
