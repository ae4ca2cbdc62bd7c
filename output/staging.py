"""Which rows does a decision queue for the next publish? Those of this run, each with its run's id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from output import schema
from output.rows import refusal_row

if TYPE_CHECKING:
    from datetime import datetime

    from output.records import Article
    from output.rows import Row
    from output.schema import Table
    from output.state import State
    from output.versions import Fingerprint, Known

VIEWS = ("views", "views_raw", "views_observed_at")


class Staging:
    """Queues one run's rows.

    Args:
        state: The source's state; everything here happens in the transaction of the writer's thread.
        run_id: The run.

    Attributes:
        first: By the articles that are new in this run, the numbers of their first versions in the queue.
    """

    def __init__(self, state: State, run_id: str) -> None:
        self._state, self._run_id = state, run_id
        self.first: dict[str, int] = {}

    def alias(self, url: str, identity: str, at: datetime, *, is_part: bool) -> None:
        """Queue an address that leads to an article."""
        row = {"url": url, "article_id": identity, "first_seen_at": at, "further_page": is_part}
        self.stage(schema.ALIASES, row)

    def observation(self, article: Article, identity: str) -> None:
        """Queue a reading of an article's counter, if there was one."""
        if views := article.views:
            row = {"article_id": identity, "observed_at": article.fetched_at}
            self.stage(schema.OBSERVATIONS, {**row, "views": views.count, "raw": views.raw, "method": views.method})

    def version(self, article: Article, row: Row, after: Known, what: str) -> None:
        """Queue an article's version of this kind, and the values of its page that were refused."""
        said = {name: row[name] for name in schema.VERSIONS.names & row.keys()}
        version = {"version": after.version, "kind": what, "valid_from": after.last_changed_at}
        content_hash = {"content_hash": after.fingerprint.content}
        waits = self.stage(schema.VERSIONS, {**said, "article_id": after.article_id, **version, **content_hash})
        if what == "new":
            self.first[after.article_id] = waits
        for refusal in dict.fromkeys(article.refusals):
            self.stage(schema.REJECTS, refusal_row(article.url, article.fetched_at, refusal))

    def current(self, row: Row, after: Known, now: Fingerprint) -> None:
        """Queue an article's row as it stands now."""
        # A count that was not read this time leaves the one that stands, with its own time.
        said = {name: value for name, value in row.items() if name not in VIEWS or row["views"] is not None}
        if after.views is None:
            said |= dict.fromkeys(VIEWS)
        about = {
            "article_id": after.article_id,
            "content_hash": now.content,
            "status": "active",
            "first_seen_at": after.first_seen_at,
            "last_changed_at": after.last_changed_at,
        }
        self.stage(schema.ARTICLES, {**said, **about})

    def stage(self, table: Table, row: Row) -> int:
        """Queue a row of this run, and return its number in the queue."""
        return self._state.stage(table, {**row, "run_id": self._run_id})
