"""What does a field's reader give? A value with its evidence, or none, and what it saw and did not believe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from output.records import Evidence, Refusal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """One field as read.

    Attributes:
        value: Null when the page says nothing that can be believed.
        evidence: Where the value came from; empty when there is none.
        refusals: Candidates that were not believed.
    """

    value: T | None = None
    evidence: tuple[Evidence, ...] = ()
    refusals: tuple[Refusal, ...] = ()
