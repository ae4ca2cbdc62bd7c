"""Nothing that a server sends harms a crawl: every hostile case beside 9 good articles, and a host that drips beside one that does not.

Those that concern a page of their own are crawled together in `make test`, and each by itself in `make torture`.
`python -m tests.hostile` prints what became of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile.beside import slowdown
from tests.hostile.cases import CASES
from tests.hostile.groups import groups
from tests.hostile.judge import judge
from tests.hostile.known import is_open

if TYPE_CHECKING:
    from tests.hostile.case import Case

QUICK = groups([case for case in CASES if case.quick and not is_open(case)])
MOST_SLOWER = 0.1


def _name(group: list[Case]) -> str:
    return group[0].id if len(group) == 1 else f"{len(group)} cases"


@pytest.mark.parametrize("group", QUICK, ids=_name)
def test_hostile(group: list[Case]) -> None:
    assert judge(*group).faults == {}


@pytest.mark.torture
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_hostile_alone(case: Case, request: pytest.FixtureRequest) -> None:
    if is_open(case):
        request.applymarker(pytest.mark.xfail(strict=False))
    assert judge(case).faults == {}


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["drips", "dies"])
def test_a_host_beside_a_hostile_one_is_no_slower(kind: str) -> None:
    assert slowdown(kind) < MOST_SLOWER


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 150
    assert sum(case.family in {"link to", "redirect to", "name that resolves to"} for case in CASES) >= 25
    assert len({case.id for case in CASES}) == len(CASES)
