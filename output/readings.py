"""What was made of a page when it was last read? Beside the state, so that reading it again tells news from repeats."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from output.archive.index import text_of

if TYPE_CHECKING:
    from output.records import Article, Reject
    from output.state import State


# When an article was read whose row was rebuilt: long ago, so that any reading is a newer one and gives the row again.
REBUILT = text_of(datetime(1970, 1, 1, tzinfo=UTC))


class Readings:
    """What the state knows of the pages that were read.

    Args:
        state: The source's state; everything here happens in the transaction of the writer's thread.
    """

    def __init__(self, state: State) -> None:
        self._connection = state.connection

    def refused(self, reject: Reject) -> bool:
        """Note why a page gave no article, and say whether that is news: of another response, or another reason."""
        at = text_of(reject.fetched_at)
        known = self._connection.execute("SELECT at, reason FROM refusals WHERE url = ?", (reject.url,)).fetchone()
        self._connection.execute("INSERT OR REPLACE INTO refusals VALUES (?, ?, ?)", (reject.url, at, reject.reason))
        return known is None or tuple(known) != (at, reject.reason)

    def read(self, article_id: str, article: Article) -> None:
        """Note when the response came that an article was read from, and whether its counter was read."""
        at = text_of(article.fetched_at)
        self._connection.execute("DELETE FROM refusals WHERE url = ?", (article.url,))
        self._connection.execute(
            "INSERT INTO readings VALUES (?, ?, ?) ON CONFLICT(article_id) DO UPDATE"
            " SET read_at = excluded.read_at, counted_at = coalesce(excluded.counted_at, counted_at)",
            (article_id, at, at if article.views else None),
        )

    def rebuilt(self, article_id: str) -> None:
        """Let an article's next reading give its row again, for not all of it could be rebuilt."""
        self._connection.execute(
            "INSERT INTO readings VALUES (?, ?, NULL) ON CONFLICT(article_id) DO UPDATE SET read_at = excluded.read_at",
            (article_id, REBUILT),
        )

    def is_rebuilt(self, article_id: str) -> bool:
        """Whether an article was not read since its row was rebuilt."""
        wanted = (article_id, REBUILT)
        found = self._connection.execute("SELECT 1 FROM readings WHERE article_id = ? AND read_at = ?", wanted)
        return found.fetchone() is not None

    def of(self, article_id: str) -> tuple[datetime, datetime | None] | None:
        """When the response came that an article was last read from, and the last one whose counter was read."""
        row = self._connection.execute(
            "SELECT read_at, counted_at FROM readings WHERE article_id = ?", (article_id,)
        ).fetchone()
        return row and (datetime.fromisoformat(row[0]), row[1] and datetime.fromisoformat(row[1]))
