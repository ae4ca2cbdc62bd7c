"""What becomes of a page whose rights are reserved? What its source's file says under `[rights] respect`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from output.records import Reject, Stage
from pipelines.rights.reservations import RESERVED_BY, reserved_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from output.records import Article

Respect = Literal["record", "skip text", "skip page"]
RECORD: Respect = "record"
SKIP_PAGE: Respect = "skip page"
REASON = "rights are reserved"
# Mining is what reading a page for its text is; who reserves all AI use, or its use as input, means the text too. Training
# alone does not: nothing is trained here, and the reservation stands in the row for whoever would.
WEIGHTY = frozenset(("tdm", "ai", "ai-input"))
# What is the work itself, or a part of it, and no statement about it.
WORK = frozenset(("text", "markdown", "summary", "images", "word_count"))


def may_keep(signals: Iterable[str], respect: Respect) -> bool:
    """Whether a copy of the response may be kept."""
    reserved = set(reserved_by(signals))
    return "archive" not in reserved and (respect == RECORD or reserved.isdisjoint(WEIGHTY))


def respected(article: Article, respect: Respect) -> Article | Reject:
    """What is stored of an article."""
    if respect == RECORD or WEIGHTY.isdisjoint(article.rights.reserved):
        return article
    if respect == SKIP_PAGE:
        return Reject(
            article.source, article.url, article.fetched_at, Stage.EXTRACT, REASON, why(article.rights.signals)
        )
    return replace(
        article,
        text="",
        markdown=None,
        word_count=0,
        summary=None,
        images=(),
        provenance=tuple(one for one in article.provenance if one.field not in WORK),
        refusals=tuple(one for one in article.refusals if one.field not in WORK),
        whole=None,
        prints=b"",
    )


def why(signals: Iterable[str]) -> str:
    """The signals that weigh so much; the empty text where none does."""
    return ", ".join(one for one in signals if RESERVED_BY.get(one) in WEIGHTY)
