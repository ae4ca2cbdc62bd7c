"""What was found out of one thing? That it is fine, or what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out of one thing.

    Attributes:
        what: The thing, in one or two words.
        says: What it is like, in one plain line.
        advice: What to do. Null where it is fine.
        of_disk: Whether it keeps anything from being stored.
    """

    what: str
    says: str
    advice: str | None = None
    of_disk: bool = False
