"""How well and how fast is the body read? Ours beside other extractors, on the same labelled pages, in one run.

usage: python benchmarks/body.py [--folds DIR] [--sets NAME ...] [--steps | --misses SET]

Pages are found through THINKTAP_PAGES. Scores are those of the folder's own `score.py`. The block model was trained on
most of these pages: with `--folds`, a folder that `train_body.py --folds` has filled, each page is also judged by the
model that has seen no page of its domain. CPU is this process's, after a few pages that load what all need once, in a
process prepared as workers are. Readers take turns, 25 pages each, and each is first as often as the others. trafilatura's
default reads metadata as well, and ours reads all fields; the others read the body alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from body_readers import Reader, all_readers, ours
from body_sets import SETS, judging
from body_steps import STEPS, without
from folds import saved_in
from pages import folder_of, precision_and_recall, scores

import pipelines.preload  # noqa: F401  (this process is prepared as workers are)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from body_sets import Label, Labelled, Set
    from folds import FoldModels

WARM_UP = 10  # pages
TURN = 25  # pages: a worker reads one after the other, and a reader that is alone has its tables at hand
WORST = 40  # pages that `--misses` lists
COST_ASKED = "at most 0.5"
UNSEEN = "ours, domain unseen"


def read_by_all(pages: Labelled, folds: FoldModels | None) -> list[Reader]:
    """What each reader makes of the pages; ours for unseen domains last, when its turn costs the others nothing."""
    readers = all_readers()
    for number, start in enumerate(range(0, len(pages), TURN)):
        first = number % len(readers)
        for reader in readers[first:] + readers[:first]:
            for label, page in pages[start : start + TURN]:
                reader.take(label["id"], page)
    if folds is None:
        return readers
    with judging(folds) as turn_to:
        return [*readers, read_by_ours(pages, turn_to)]


def read_by_ours(pages: Labelled, turn_to: Callable[[Label], None]) -> Reader:
    reader = Reader(UNSEEN, ours)
    for label, page in pages:
        turn_to(label)
        reader.take(label["id"], page)
    return reader


def warm_up() -> None:
    for _, page in SETS[0].pages()[:WARM_UP]:
        for reader in all_readers():
            reader.take("", page)


def compare(sets: Sequence[Set], folds: FoldModels | None) -> None:
    """Print how well each reader does on each set, and what it costs."""
    read: dict[Set, list[Reader]] = {}
    figures: dict[Set, list[dict[str, float]]] = {}
    for one in sets:
        pages = one.pages()
        read[one] = read_by_all(pages, folds)
        labels = [label for label, _ in pages]
        figures[one] = [scores(folder_of(one.name), reader.rows, labels) for reader in read[one]]
    names = [reader.name for reader in read[sets[0]]]
    for title, shown in (("shingle F1 (P / R)", _shingles), ("word F1", _words), ("snippets kept / out", _snippets)):
        rows = {one: cells for one, found in figures.items() if any(cells := list(map(shown, found)))}
        if rows:
            _head(title, *names, "asked")
        for one, cells in rows.items():
            _row(one.shown, *cells, "" if shown is _words else one.asked)
    _head("CPU ms a page (ratio)", *names, "asked")
    for one, readers in read.items():
        _costs(one.shown, [readers])
    _costs("all but the short", [readers for one, readers in read.items() if not one.short])


def _costs(name: str, read: list[list[Reader]]) -> None:
    """Print CPU milliseconds a page, and as a ratio to the first reader's."""
    pages = sum(len(readers[0].rows) for readers in read)
    costs = [1000 * sum(reader.seconds for reader in each) / pages for each in zip(*read, strict=True)]
    shown = [f"{cost:.1f} ({cost / costs[0]:.2f})" for cost in costs]
    unmeasured = [""] if read[0][-1].name == UNSEEN else []
    _row(name, *shown[: len(shown) - len(unmeasured)], *unmeasured, COST_ASKED)


def _head(*cells: str) -> None:
    print()
    _row(*cells)
    print(f"|{'---|' * len(cells)}")


def _row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


def _shingles(found: dict[str, float]) -> str:
    f1, precision, recall = (found.get(f"shingle_{name}", 0.0) for name in ("f1", "p", "r"))
    return f"{f1:.4f} ({precision:.3f} / {recall:.3f})" if f1 else ""


def _words(found: dict[str, float]) -> str:
    return f"{found['word_f1']:.4f}" if "word_f1" in found else ""


def _snippets(found: dict[str, float]) -> str:
    return f"{found['snippets_kept']:.3f} / {found['snippets_kept_out']:.3f}" if "snippets_kept" in found else ""


def misses(one: Set, folds: FoldModels | None) -> None:
    """Print the pages on which ours does worst, and the best of the others there."""
    pages, folder = one.pages(), folder_of(one.name)
    readers = read_by_all(pages, folds)
    found = []
    for number, (label, _) in enumerate(pages):
        told = [precision_and_recall(folder, label, reader.rows[number]["body"]) for reader in readers]
        others = [place for place, reader in enumerate(readers) if not reader.name.startswith("ours")]
        best = max(others, key=lambda place: _f1(*told[place]))
        figures = (_f1(*told[-1]), *told[-1], _f1(*told[best]))
        found.append((figures, readers[best].name, label["id"], label["url"] or ""))
    _head(f"{one.shown}, {readers[-1].name}: F1", "P", "R", "best of the others", "which", "page", "address")
    for figures, *names in sorted(found)[:WORST]:
        _row(*(f"{figure:.3f}" for figure in figures), *names)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def steps(sets: Sequence[Set], folds: FoldModels | None) -> None:
    """Print what each step gains: the figures without it."""
    pages = {one: one.pages() for one in sets}
    _head("left out", *(one.shown for one in sets), "CPU ms a page")
    for step in STEPS:
        with judging(folds) as turn_to, without(step):
            readers = [read_by_ours(pages[one], turn_to) for one in sets]
        found = [
            scores(folder_of(one.name), reader.rows, [label for label, _ in pages[one]])
            for one, reader in zip(sets, readers, strict=True)
        ]
        cost = 1000 * sum(reader.seconds for reader in readers) / sum(len(reader.rows) for reader in readers)
        _row(step, *(_snippets(each) or f"{each['shingle_f1']:.4f}" for each in found), f"{cost:.1f}")


def main() -> None:
    names = tuple(dict.fromkeys(one.name for one in SETS))
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folds", metavar="DIR", type=Path, help="what train_body.py --folds has written")
    options.add_argument("--sets", nargs="*", default=names, choices=names)
    instead = options.add_mutually_exclusive_group()
    instead.add_argument("--steps", action="store_true", help="leave out each step of the body in turn")
    instead.add_argument("--misses", choices=names[:-1], help="list the pages on which ours does worst")
    chosen = options.parse_args()
    sets = [one for one in SETS if one.name in chosen.sets]
    folds = saved_in(chosen.folds) if chosen.folds else None
    warm_up()
    if chosen.misses:
        misses([one for one in sets if one.name == chosen.misses and not one.short][-1], folds)
    elif chosen.steps:
        steps(sets, folds)
    else:
        compare(sets, folds)


if __name__ == "__main__":
    main()
