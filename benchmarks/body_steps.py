"""What does each step of the body gain? It is left out, and everything is read again."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from pipelines.body import decide, read, tidy
from pipelines.paging import alone

if TYPE_CHECKING:
    from collections.abc import Iterator

ALWAYS, NEVER = -1.0, 2.0  # doubts are 0 to 1


def nothing(*_: object) -> None:
    """In place of what finds something."""


def no(*_: object) -> bool:
    """In place of what asks whether."""
    return False


def as_chosen(chosen: object, *_: object) -> object:
    """In place of what looks at lines together."""
    return chosen


def second(_: object, chosen: object) -> object:
    """In place of what leaves lines out."""
    return chosen


def none(*_: object) -> frozenset[int]:
    """In place of what finds lines."""
    return frozenset()


# By what is left out: where each name stands, and what stands there instead.
STEPS: dict[str, tuple[tuple[Any, str, Any], ...]] = {
    "as it is": (),
    "block model alone, trafilatura never asked": ((decide, "IN_DOUBT", NEVER),),
    "block model and trafilatura, always asked": ((decide, "IN_DOUBT", ALWAYS),),
    "trafilatura alone, no block model": ((decide, "shipped", nothing),),
    "trafilatura never decides where the model is lost": ((decide, "LOST", NEVER),),
    "siblings not looked at": ((tidy, "_with_siblings", as_chosen),),
    "tables in parts": ((tidy, "_whole_tables", as_chosen),),
    "menus and headings at its ends kept": ((tidy, "_trimmed", as_chosen),),
    "title's line kept": ((read, "_is_title", no),),
    "lines of fields kept": ((read, "is_field_line", no),),
    "buttons, neighbours, tags, trails and menus at its ends kept": ((read, "without_furniture", second),),
    "recurring lines kept": ((read, "recurring", none),),
    "bodies held as data not read": ((read, "embedded", nothing), (alone, "embedded", nothing)),
    "no page refused": ((alone, "why_no_article", nothing),),
}


@contextmanager
def without(step: str) -> Iterator[None]:
    """Leave a step out for a while."""
    with ExitStack() as patches:
        for place, name, instead in STEPS[step]:
            patches.enter_context(patch.object(place, name, instead))
        yield
