"""The benchmarks rest on this: lines are labelled as a person would, what a step is taken for is there to leave out, none is forgotten."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT, python

if TYPE_CHECKING:
    from types import ModuleType


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PROJECT / "benchmarks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


in_label = script("line_labels").in_label
steps = script("body_steps")
MET = "The committee met again in the autumn and heard its members."
AGREED = "It agreed on very little, and adjourned until the spring."
COSTS = "Costs rose by a third over the same period, the report says."
MENU = "Home About us Publications Events Contact and how to find us"
TWICE = "We will come back to this question at the end."
# Each a name, the lines of the page, the label, and which lines are in it.
CASES = [
    ("nothing is labelled", [MET, "Menu"], "", []),
    ("no line", [], MET, []),
    ("a menu above and a notice below", [MENU, MET, AGREED, "All rights reserved by the institute 2020"], f"{MET}\n{AGREED}", [1, 2]),
    ("white space and punctuation are of no matter", [MET, AGREED], f"{MET.replace(' ', '  ')}—{AGREED}", [0, 1]),
    ("another case is another word", [MET.upper()], MET, []),
    ("a line cut short in the label", [f"{MET} {AGREED}"], f"{MET} It agreed on very little", [0]),
    ("a line of which little is labelled", [f"{AGREED} {COSTS} {MENU}"], "It agreed on very little", []),
    ("a short heading between labelled lines", ["Costs", MET, "Costs", COSTS], f"{MET}\nCosts\n{COSTS}", [1, 2, 3]),
    ("a short line that the label leaves out", [MET, "Share", AGREED], f"{MET}\n{AGREED}", [0, 2]),
    ("a short line first", ["Summary", MET], f"Summary\n{MET}", [0, 1]),
    ("a short line last", [MET, "The end"], f"{MET}\nThe end", [0, 1]),
    ("a short line whose words stand elsewhere in the label", [MET, *[MENU] * 41, "Costs"], f"Costs\n{MET}", [0]),
    ("words inside other words are no line", [MET, "tumn"], f"{MET} autumn", [0]),
    ("only short lines", ["Yes", "No", "Perhaps"], "Yes. Perhaps.", [0, 2]),
    ("marks alone are no line", [MET, "* * *", AGREED], f"{MET}\n* * *\n{AGREED}", [0, 2]),
    ("a long line twice on the page is in the label each time", [TWICE, MET, TWICE], f"{TWICE}\n{MET}\n{TWICE}", [0, 1, 2]),
    ("Chinese clauses", ["首页 关于 我们 联系", "委员会开会，听取意见，没有结论，春天再议。"], "委员会开会，听取意见，没有结论，春天再议。", [1]),
    ("a Chinese sentence is one word, and known by its neighbours", ["委员会秋天再次开会。", "分享"], "委员会秋天再次开会。", [0]),
    ("Japanese", ["委員会は、秋に、再び、会合を開いた。", "前の記事"], "委員会は、秋に、再び、会合を開いた。", [0]),
    ("Arabic", ["اجتمعت اللجنة مرة أخرى في الخريف", "اتصل بنا"], "اجتمعت اللجنة مرة أخرى في الخريف", [0]),
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="costs are read from /proc")
def test_what_fails_is_told() -> None:
    code = "from benchmarks.throughput_cost import cost_of; import sys; print(cost_of(['sh', '-c', 'exit 3'], '.', {}).status)"
    assert python("-c", code).stdout == "3\n"


@pytest.mark.parametrize(("lines", "label", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_lines_of_the_label(lines: list[str], label: str, wanted: list[int]) -> None:
    assert [number for number, is_in in enumerate(in_label(lines, label)) if is_in] == wanted


@pytest.mark.parametrize("step", steps.STEPS)
def test_each_step_can_be_left_out(step: str) -> None:
    before = [getattr(place, name) for place, name, _ in steps.STEPS[step]]
    with steps.without(step):
        assert [getattr(place, name) for place, name, _ in steps.STEPS[step]] != before or step == "as it is"
    assert [getattr(place, name) for place, name, _ in steps.STEPS[step]] == before


def test_all_benchmarks_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is a part of another has its name before its own; `train_body.py` makes what is measured."""
    monkeypatch.syspath_prepend(PROJECT / "benchmarks")
    run = set(importlib.import_module("benchmarks.__main__").BENCHMARKS)
    programs = {
        path.stem for path in PROJECT.glob("benchmarks/*.py") if "\nif __name__ ==" in path.read_text("utf-8")
    }
    parts = {one for one in programs if any(one.startswith(f"{whole}_") for whole in run)}
    assert programs - parts - {"__main__", "train_body"} == run
