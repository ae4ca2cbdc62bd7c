"""Which cases can be crawled together? Those that concern a page of their own each, and ask for the same limits and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.hostile.case import Case

MOST = 25  # in one crawl


def groups(cases: list[Case]) -> list[list[Case]]:
    """The cases, those together that can be crawled at once."""
    alone = [[case] for case in cases if case.alone]
    others: dict[str, list[Case]] = {}
    for case in cases:
        if not case.alone:
            others.setdefault(repr((case.limits, case.names)), []).append(case)
    return [*alone, *(some[at : at + MOST] for some in others.values() for at in range(0, len(some), MOST))]
