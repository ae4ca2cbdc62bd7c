"""How are a change and a growth shown? As the template writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from output.changes.words import shortened
from output.report import charts
from output.report.words import day, plain, value, web

if TYPE_CHECKING:
    from collections.abc import Sequence

    from output.changes.words import Piece
    from output.report.changes import Compared
    from output.report.growth import Growth

SHOWN_WORDS = 1_200  # characters of one piece of a difference
AROUND = 90  # characters of what stayed, on each side of a change


def growth_entry(growth: Growth, row: dict[str, Any]) -> dict[str, Any]:
    """How the views of an article grew, with its row in `articles`."""
    before, after = growth.curve[0][1], growth.curve[-1][1]
    said = f"From {before:,} views on {day(growth.curve[0][0])} to {after:,} on {day(growth.curve[-1][0])}"
    return {
        "title": plain(row.get("title") or row.get("url") or growth.article_id),
        "url": web(row.get("url")),
        "source": growth.source,
        "before": before,
        "after": after,
        "curve": charts.curve(growth.curve, said),
    }


def change_entry(one: Compared) -> dict[str, Any]:
    """A change of an article."""
    return {
        "day": day(one.change.at),
        "source": one.change.source,
        "title": plain(one.title or one.url),
        "url": web(one.url),
        "kind": one.change.kind,
        "fields": [(each.field, value(each.before), value(each.after)) for each in one.fields if not each.pieces],
        "texts": [(each.field, _texts(each.pieces)) for each in one.fields if each.pieces],
        "otherwise": {
            "removed": "It answered 404 or 410 in two runs, and is kept, marked as gone.",
            "restored": "It is back as it was.",
        }.get(one.change.kind, "The content before it is not stored."),
    }


def _texts(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """What came and went, with a little of what stayed around it."""
    return [(kind.value, plain(words, SHOWN_WORDS)) for kind, words in shortened(pieces, AROUND)]
