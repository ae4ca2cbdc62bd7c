"""Which hostile cases does the crawler survive? Crawls them, and prints a table: `python -m tests.hostile [TEXT]... [--json]`.

With texts, only the cases with one of them in their family or name; `--quick` for those of `make test`, `--shared` to
crawl those together that can be.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from tests.conftest import warm
from tests.hostile.cases import CASES
from tests.hostile.groups import groups
from tests.hostile.judge import Judged, judge
from tests.hostile.world import GOOD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.hostile.case import Case

COLUMNS = "{:<62} {:>4} {:>4} {:>4} {:>8} {:>7}  {}"


def main() -> None:
    said = _arguments()
    wanted = [case for case in CASES if (case.quick or not said.quick) and _is_named(case, said.texts)]
    if not said.json:
        print(COLUMNS.format("case", "good", "off", "exit", "MB over", "seconds", "what is not as it must be"))
    all_judged = []
    for judged in _judged(wanted, shared=said.shared):
        all_judged.append(judged)
        print(json.dumps(asdict(judged)) if said.json else _row(judged), flush=True)
    print(json.dumps(summary(all_judged)) if said.json else _lines(summary(all_judged)))
    warm().close()


def summary(judged: Sequence[Judged]) -> dict[str, str]:
    """The figures of all cases, in the words of what is promised."""
    cases = sum(len(one.cases) for one in judged)
    faults = [some for one in judged for some in one.faults.values()]

    def without(*words: str) -> str:
        return f"{cases - sum(any(fault.startswith(words) for fault in some) for some in faults)} of {cases} cases"

    return {
        "connections to a host off the list": str(sum(one.off for one in judged)),
        "all good articles stored that can be": without(*map(str, range(GOOD + 1))),
        "no hang, no traceback, no forged log": without("ended", "traceback", "forged"),
        "every hostile page with an address and a reason": without("no reason", "not stored"),
        "nothing stored that is no whole page": without("stored"),
        "exit status, cause and limit tell the truth": without("exit", "cause", "no cause", "limit"),
        "peak memory over the level without it": f"{max((one.over for one in judged), default=0) / 1e6:.0f} MB",
        "without any fault": without(""),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("texts", nargs="*")
    for flag in ("--quick", "--shared", "--json"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args()


def _is_named(case: Case, texts: list[str]) -> bool:
    return not texts or any(text in case.id for text in texts)


def _judged(cases: list[Case], *, shared: bool) -> Iterator[Judged]:
    for group in groups(cases) if shared else [[case] for case in cases]:
        yield judge(*group)


def _row(one: Judged) -> str:
    faults = [f"{f'[{case}] ' if len(one.cases) > 1 else ''}{'; '.join(some)}" for case, some in one.faults.items()]
    name = one.cases[0] if len(one.cases) == 1 else f"{len(one.cases)} cases"
    return COLUMNS.format(
        name[:62], one.good, one.off, one.exit, f"{one.over / 1e6:.0f}", f"{one.seconds:.1f}", " | ".join(faults)
    )


def _lines(figures: dict[str, str]) -> str:
    return "\n".join(f"| {name:<48} | {value:<18} |" for name, value in figures.items())


if __name__ == "__main__":
    main()
