"""What does a link say of the way on? "Next", "older" or "more" in many languages, or an arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.listings.paging.steps import LONGEST, said_by
from pipelines.paging.labels import Way
from pipelines.paging.words import ARROWS, MORE, OLDER
from pipelines.text import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.listings.paging.steps import Step

BARE_ARROWS = frozenset(
    {"»", "›", "→", ">", "⟩", "▶", "❯", "»»", ">>", "⇒", "➔", "...", "…", "〉", "\u232a", "▸", "►"}
)


def is_more(element: HtmlElement) -> bool:
    """Whether an element's words promise more of the list."""
    return _bare(element) in MORE | OLDER


def words_of(step: Step) -> str:
    """What a link says, where it may speak of a next page; empty when it does not."""
    if step.label:
        return "" if step.label.way is Way.NUMBER else step.label.way.value
    if said_by(step.element) in BARE_ARROWS:
        return "arrow"
    return next((name for name, words in (("older", OLDER), ("more", MORE)) if _bare(step.element) in words), "")


def _bare(element: HtmlElement) -> str:
    said = (said_by(element), element.get("aria-label"), element.get("title"))
    texts = (squeeze((text or "")[:LONGEST]).lower().strip(ARROWS + "+↓[]()") for text in said)
    return next((text for text in texts if text in OLDER or text in MORE), "")
