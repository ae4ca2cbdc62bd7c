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
from shortened import shortened

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

    from pipelines.page import Page

    Numbers = NDArray[np.float64]

SETS = ("seb", "wcxb", "fundus", "sites5")
SHORT_WEIGHT = 0.5  # of a page with a short item in place of its article
JUDGED = (*((name, False) for name in SETS), *((name, True) for name in SETS))
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
    is_short: bool
    label: dict[str, Any]
    lines: list[str]
    alone: dict[str, Numbers]
    advised: dict[str, Numbers]
    wanted: NDArray[np.bool_]


def examples() -> Iterator[Example]:
    """Each labelled page, and the same page with its article cut down to a short item."""
    for name in SETS:
        folder = folder_of(name)
        for label in labels_of(folder):
            page = page_of(folder, label)
            yield from _example(name, label, page)
            if short := shortened(label, page):
                yield from _example(name, *short, is_short=True)


def _example(name: str, label: dict[str, Any], page: Page, *, is_short: bool = False) -> Iterator[Example]:
    parsed = document(page) if label.get("body") else None
    if parsed is None or not parsed.lines:
        return
    lines = [line.text for line in parsed.lines]
    columns = features_of(parsed, places_of(parsed))
    advised = columns | opinion_columns(trafilatura_lines(parsed), columns)
    yield Example(name, is_short, label, lines, columns, advised, np.array(in_label(lines, label["body"])))


def table(example: Example, which: str) -> NDArray[np.float32]:
    columns: dict[str, Numbers] = getattr(example, which)
    return np.array(list(columns.values()), np.float32).T


def trained(pages: list[Example], which: str) -> CatBoostClassifier:
    model = CatBoostClassifier(**SETTINGS)
    return model.fit(
        np.vstack([table(page, which) for page in pages]),
        np.concatenate([page.wanted for page in pages]),
        sample_weight=np.concatenate([_weights(page) for page in pages]),
    )


def _weights(page: Example) -> Numbers:
    """Long lines weigh more, and long pages less than their number of lines; made pages half of what real ones do."""
    weights = np.sqrt(np.minimum(page.alone["words"], MOST_WORDS)) + 1
    found: Numbers = weights / np.sqrt(weights.sum()) * (SHORT_WEIGHT if page.is_short else 1.0)
    return found


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
    heads = [f"{name}, short" if is_short else name for name, is_short in JUDGED]
    print(f"| asked | in doubt above | {' | '.join(heads)} |\n|---|---|{'---|' * len(heads)}")
    for share in ASKED:
        border = np.quantile(doubts, 1 - share) if share < 1 else -1.0
        found = []
        for name, is_short in JUDGED:
            chosen = [
                (page, two if unsure > border else one)
                for page, one, two, unsure in zip(pages, alone, advised, doubts, strict=True)
                if (page.folder, page.is_short) == (name, is_short)
            ]
            rows = [{"id": page.label["id"], "body": body(page, likely)} for page, likely in chosen]
            labels = [page.label for page, _ in chosen]
            found.append(scores(folder_of(name), rows, labels)["shingle_f1"])
        print(f"| {share:.0%} | {border:.3f} | {' | '.join(f'{one:.4f}' for one in found)} |", flush=True)


def body(page: Example, likely: Numbers) -> str:
    return "\n".join(line for line, one in zip(page.lines, likely, strict=True) if one >= LIKELY)


def arrays_of(pages: list[Example]) -> Arrays:
    """Both models, trained on these pages, as the arrays that `pipelines/body/model.py` reads.

    Each is the mean of two, one of which was also taught by the short items: taught by them alone it does worse on long
    articles, and without them on short ones (docs/extraction.md).
    """
    real = [page for page in pages if not page.is_short]
    arrays: dict[str, Any] = {}
    for which in ("alone", "advised"):
        both = [_trees(trained(some, which)) for some in (real, pages)]
        feature, border, leaves, bias = zip(*both, strict=True)
        arrays |= {
            f"{which}_names": np.array(list(getattr(pages[0], which))),
            f"{which}_feature": np.array(np.concatenate(feature), np.int16),
            f"{which}_border": np.array(np.concatenate(border), np.float32),
            f"{which}_leaves": np.array(np.concatenate(leaves) / len(both), np.float32),
            f"{which}_bias": np.mean(bias),
        }
    return arrays


def _trees(model: CatBoostClassifier) -> tuple[Numbers, Numbers, Numbers, float]:
    """Of each tree the features it asks for, their borders and its leaves; and the bias of all."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        model.save_model(file.name, format="json")
        told = json.loads(Path(file.name).read_text("utf-8"))
    (scale, (bias,)), trees = told["scale_and_bias"], [_full(tree) for tree in told["oblivious_trees"]]
    feature = np.array([[one["float_feature_index"] for one in splits] for splits, _ in trees], np.float64)
    border = np.array([[one["border"] for one in splits] for splits, _ in trees], np.float64)
    return feature, border, scale * np.array([leaves for _, leaves in trees], np.float64), bias


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
