"""Is a new article a known one that moved? Decided when a run ends, for the old address may be asked after the new one.

Until then the rows of the new one wait. What is in doubt is committed with them, so a killed run's doubts are the next
run's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from output.records import Outcome
from output.rows import load
from output.schema import ARTICLES, TABLES, VERSIONS
from output.state import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from output.rows import Row
    from output.state import State
    from output.versions import Known

# Answers of an address that shows its article no more.
LEFT = {Outcome.MISSING.value, Outcome.REDIRECT.value, ELSEWHERE}
# What the state has by an article's id, and keeps when a new article turns out to be an old one.
_KEPT = ("addresses", "address_keys", "parts", "likeness", "prints", "readings")


class Moves:
    """The new articles of which it is not yet known whether they are old ones.

    Args:
        state: The source's state; everything here happens in the transaction of the writer's thread.
        run_id: The run that meets them.
    """

    def __init__(self, state: State, run_id: str) -> None:
        self._state, self._connection, self._run_id = state, state.connection, run_id

    def doubt(self, identity: str, stood: str) -> None:
        """Note that a new article may be one that stood elsewhere; the first note counts."""
        self._connection.execute("INSERT OR IGNORE INTO doubts VALUES (?, ?, ?)", (identity, stood, self._run_id))

    def is_new(self, identity: str) -> bool:
        """Whether no reader has seen an article: it was first met in this run, or is in doubt since an earlier one."""
        row = self._connection.execute(
            "SELECT 1 FROM doubts WHERE article_id = ? UNION SELECT 1 FROM met WHERE article_id = ? AND outcome = 'new'",
            (identity, identity),
        ).fetchone()
        return row is not None

    def only_older(self, twins: Iterable[str]) -> str | None:
        """The one of these articles that was known before this run; null when there are several or none."""
        known = [identity for identity in twins if not self.is_new(identity)]
        return known[0] if len(known) == 1 else None

    def settled(self, listed: Container[str] | None) -> Iterator[tuple[Known, Known]]:
        """The new articles that are old ones, each with the old one. Those that are not are in doubt no more.

        Args:
            listed: The addresses that the listings gave. Null when they are not all known.
        """
        rows = self._connection.execute("SELECT article_id, stood, run_id FROM doubts ORDER BY article_id").fetchall()
        for identity, stood, run_id in rows:
            new, old = self._state.known(identity), self._state.known(stood)
            if not new or not old or self._is_another(old, listed, is_first=run_id == self._run_id):
                self.end_doubt(identity)
            elif self._has_left(old, listed):
                yield new, old

    def end_doubt(self, identity: str) -> None:
        """Let an article's rows come with the next publish, as those of a new one."""
        self._connection.execute("DELETE FROM doubts WHERE article_id = ?", (identity,))
        self._connection.execute("INSERT OR REPLACE INTO met VALUES (?, 'new')", (identity,))

    def unsettled(self) -> int:
        """How many articles that were met in this run are still in doubt."""
        found = self._connection.execute(
            "SELECT count(*) FROM doubts JOIN met USING (article_id) WHERE outcome = 'new'"
        )
        return int(found.fetchone()[0])

    def waiting(self) -> dict[str, list[int]]:
        """By the article in doubt, its rows that wait."""
        found: dict[str, list[int]] = {}
        for identity, number in self._connection.execute(
            "SELECT json_extract(row, '$.article_id') AS whose, id FROM staged WHERE sequence IS NULL"
            " AND whose IN (SELECT article_id FROM doubts) ORDER BY id"
        ):
            found.setdefault(identity, []).append(number)
        return found

    def rebind(self, new: str, old: str, waiting: Iterable[int]) -> tuple[Row, Row]:
        """Let all that led to a new article, and its rows that wait, be the old one's.

        Returns:
            What they say for `articles`, and as a version; these rows wait no more.
        """
        article: Row = {}
        version: Row = {}
        for number in waiting:
            name, text = self._connection.execute("SELECT tab, row FROM staged WHERE id = ?", (number,)).fetchone()
            if name in {ARTICLES.name, VERSIONS.name}:
                (article if name == ARTICLES.name else version).update(load(TABLES[name], text))
                self._connection.execute("DELETE FROM staged WHERE id = ?", (number,))
            else:
                said = json.dumps({**json.loads(text), "article_id": old}, ensure_ascii=False)
                self._connection.execute("UPDATE staged SET row = ? WHERE id = ?", (said, number))
        for name in _KEPT:
            change = f"UPDATE OR REPLACE {name} SET article_id = ? WHERE article_id = ?"  # noqa: S608  (names of our own)
            self._connection.execute(change, (old, new))
        for name in ("articles", "met", "doubts"):
            self._connection.execute(f"DELETE FROM {name} WHERE article_id = ?", (new,))  # noqa: S608  (the same)
        return article, version

    def _has_left(self, old: Known, listed: Container[str] | None) -> bool:
        """Whether an article is gone from the address it stood at, or is listed no more."""
        row = self._connection.execute("SELECT outcome FROM answers WHERE url = ?", (old.url,)).fetchone()
        missing = row is not None and row[0] in LEFT
        return (
            not old.active
            or missing
            or old.missed_in is not None
            or (listed is not None and not self._any(old, listed))
        )

    def _is_another(self, old: Known, listed: Container[str] | None, *, is_first: bool) -> bool:
        """Whether both stand; also where that can't be seen, but not in the run that the doubt began in."""
        met = self._connection.execute("SELECT 1 FROM met WHERE article_id = ?", (old.article_id,)).fetchone()
        sure = (listed is not None and met is not None) or not is_first
        return sure and not self._has_left(old, listed)

    def _any(self, old: Known, listed: Container[str]) -> bool:
        rows = self._connection.execute("SELECT url FROM addresses WHERE article_id = ?", (old.article_id,))
        return old.url in listed or any(row[0] in listed for row in rows)
