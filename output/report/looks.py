"""What needs a look? As the page shows it; who judges it is told when the report is gathered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from output.facts.source_facts import SourceFacts
    from output.report.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Look:
    """Why a source needs a look.

    Attributes:
        source: The source.
        word: The same in a word or two.
        reason: One plain line.
        since: Since when, as an instant or a day. Null where nothing tells.
        command: The line to type next.
    """

    source: str
    word: str
    reason: str
    since: date | None
    command: str


# What finds all that needs a look, of what is known of a source and of the fields that it has lost, the gravest first.
Judge: TypeAlias = Callable[["SourceFacts", Sequence["Coverage"]], list[Look]]
