"""What does one source remember between runs? Its articles, their addresses, and the rows not yet published.

One SQLite file a source. Rows wait in `staged` from the moment they are decided until they stand in Parquet: a
transactional outbox. Changes belong to the writer's thread; a second `State` on the same file may
read beside it.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import reduce
from typing import TYPE_CHECKING

from output.atomic import make_folder
from output.buckets import buckets_for
from output.errors import Incompatible
from output.records import MOST_PROFILED
from output.rows import Row, dump, load, merged
from output.state_tables import TABLES
from output.versions import Fingerprint, Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from output.schema import Table

# Of the file. What came with each format are tables, which are made where they are not there; so an older one is
# brought up to date by opening it.
FORMAT = 4
BUCKETS = "buckets"  # a fact
FORMERLY = "formerly"  # a fact
UNLEARNED = "unlearned"  # a fact, in the run after a rebuilt state lost what its source's profile is learned from
ELSEWHERE = "elsewhere"  # an answer: the address redirected to another article's


# The rows of an article in doubt wait on.
_FREEZE = """UPDATE staged SET sequence = ? WHERE sequence IS NULL AND (NOT EXISTS (SELECT 1 FROM doubts) OR coalesce(json_extract(row, '$.article_id'), '')
    NOT IN (SELECT article_id FROM doubts))"""


class State:
    """One source's state file.

    Args:
        path: The file; made when it is not there.

    Raises:
        Incompatible: A newer program made it.
        sqlite3.Error: It can't be opened, or is no state file.
    """

    def __init__(self, path: Path) -> None:
        make_folder(path.parent)
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._bring_up_to_date(path)
        except BaseException:
            self.connection.close()
            raise

    def _bring_up_to_date(self, path: Path) -> None:
        found = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if found > FORMAT:
            raise Incompatible(f"{path} has format {found}, made by a newer thinktap; this one knows {FORMAT}")
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.executescript(f"BEGIN; {TABLES} COMMIT;")  # one commit, for each is a wait for the disk
        self.connection.execute(f"PRAGMA user_version = {FORMAT}")

    def fact(self, name: str) -> str | None:
        """A remembered fact, null when it was never set."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def remember(self, name: str, value: str | None) -> None:
        """Set a fact, or forget it when `value` is null."""
        if value is None:
            self.connection.execute("DELETE FROM facts WHERE name = ?", (name,))
        else:
            self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def known(self, article_id: str) -> Known | None:
        """What is remembered of an article; null when it is new."""
        row = self.connection.execute(
            "SELECT article_id, url, content, metadata, rights, body_sha256, extractor, whole, profile, version,"
            " first_seen_at, last_changed_at, views, active, missed_in FROM articles WHERE article_id = ?",
            (article_id,),
        ).fetchone()
        if row is None:
            return None
        return Known(
            article_id=row[0],
            url=row[1],
            fingerprint=Fingerprint(*row[2:9]),
            version=row[9],
            first_seen_at=datetime.fromisoformat(row[10]),
            last_changed_at=datetime.fromisoformat(row[11]),
            views=row[12],
            active=bool(row[13]),
            missed_in=row[14],
        )

    def keep(self, known: Known) -> None:
        """Remember this of an article from now on."""
        seen = known.fingerprint
        self.connection.execute(
            "INSERT OR REPLACE INTO articles(article_id, url, content, metadata, rights, body_sha256, extractor,"
            " whole, profile, version, first_seen_at, last_changed_at, views, active, missed_in)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                known.article_id,
                known.url,
                *(
                    seen.content,
                    seen.metadata,
                    seen.rights,
                    seen.body_sha256,
                    seen.extractor,
                    seen.whole,
                    seen.profile,
                ),
                known.version,
                known.first_seen_at.astimezone(UTC).isoformat(),
                known.last_changed_at.astimezone(UTC).isoformat(),
                known.views,
                known.active,
                known.missed_in,
            ),
        )

    def keep_prints(self, article_id: str, prints: bytes) -> None:
        """Remember the prints of an article's page, if it is one of those that the source's profile is learned from.

        Those with the lowest ids: ids are hashes, so that is a sample of all, and the same in every run.
        """
        self.connection.execute(
            "INSERT INTO prints VALUES (?, ?) ON CONFLICT(article_id) DO UPDATE SET prints = excluded.prints"
            " WHERE prints <> excluded.prints",
            (article_id, prints),
        )
        self.connection.execute(
            "DELETE FROM prints WHERE article_id >= (SELECT article_id FROM prints ORDER BY article_id LIMIT 1 OFFSET ?)",
            (MOST_PROFILED,),
        )

    def prints(self) -> list[bytes]:
        """The prints of the articles that the source's profile is learned from, in a stable order."""
        rows = self.connection.execute(
            "SELECT prints FROM prints JOIN articles USING (article_id) WHERE active ORDER BY article_id"
        )
        return [bytes(row[0]) for row in rows]

    def led_to(self, url: str) -> str | None:
        """The id of the article an address has led to; null when it led to none yet."""
        row = self.connection.execute("SELECT article_id FROM addresses WHERE url = ?", (url,)).fetchone()
        return row and str(row[0])

    def leads_to(self, url: str, article_id: str) -> None:
        """Remember that an address leads to an article."""
        self.connection.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (url, article_id))

    def part_of(self, url: str) -> str | None:
        """The id of the article that an address is a further page of; null when it is none's, or that one is gone."""
        row = self.connection.execute(
            "SELECT article_id FROM parts JOIN articles USING (article_id) WHERE parts.url = ? AND active", (url,)
        ).fetchone()
        return row and str(row[0])

    def parts(self, article_id: str) -> set[str]:
        """The addresses of an article's further pages."""
        rows = self.connection.execute("SELECT url FROM parts WHERE article_id = ?", (article_id,))
        return {str(row[0]) for row in rows}

    def keep_parts(self, article_id: str, urls: Iterable[str]) -> None:
        """Remember these as the addresses of an article's further pages, in place of those from before."""
        self.connection.execute("DELETE FROM parts WHERE article_id = ?", (article_id,))
        self.connection.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?)", ((url, article_id) for url in urls))

    def met(self, article_id: str, outcome: str) -> None:
        """Note what an article turned out to be in this run; the first word counts."""
        self.connection.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (article_id, outcome))

    def answered(self, url: str, outcome: str) -> None:
        """Note how an address answered in this run; the last word counts, for it may be tried again."""
        self.connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (url, outcome))

    def forget_met(self) -> None:
        """Begin a new run's notes."""
        self.connection.execute("DELETE FROM met")
        self.connection.execute("DELETE FROM answers")

    def outcomes(self) -> dict[str, int]:
        """How many articles met each outcome in this run."""
        return dict(self.connection.execute("SELECT outcome, count(*) FROM met GROUP BY outcome").fetchall())

    def answers(self) -> dict[str, int]:
        """How many addresses answered in each way in this run."""
        return dict(self.connection.execute("SELECT outcome, count(*) FROM answers GROUP BY outcome").fetchall())

    def seen_again(self) -> int:
        """How many articles that were known before were met in this run."""
        row = self.connection.execute("SELECT count(*) FROM met WHERE outcome IN ('unchanged', 'changed')").fetchone()
        return int(row[0])

    def absent(self) -> list[str]:
        """The articles whose own address was missing in this run or led to another, and that no other address showed."""
        return self._whose_address_is_missing("NOT IN")

    def displaced(self) -> list[str]:
        """The articles whose own address was missing in this run, and that another one showed."""
        return self._whose_address_is_missing("IN")

    def _whose_address_is_missing(self, met: str) -> list[str]:
        rows = self.connection.execute(
            "SELECT article_id FROM articles JOIN answers USING (url)"  # noqa: S608  (words of our own)
            f" WHERE active AND answers.outcome IN ('missing', '{ELSEWHERE}')"
            f" AND article_id {met} (SELECT article_id FROM met) ORDER BY article_id"
        )
        return [str(row[0]) for row in rows]

    def totals(self) -> tuple[int, int]:
        """How many articles are active, and how many are gone."""
        row = self.connection.execute("SELECT count(*), coalesce(sum(active), 0) FROM articles").fetchone()
        return int(row[1]), int(row[0]) - int(row[1])

    def stage(self, table: Table, row: Row) -> int:
        """Queue a row for the next publish.

        Returns:
            Its number while it waits.

        Raises:
            Misfit: The row does not fit the table.
        """
        year = row[table.year_from].year if table.grows else None
        key = None if table.grows else row[table.key[0]]
        done = self.connection.execute(
            "INSERT INTO staged(tab, year, key, row) VALUES (?, ?, ?, ?)",
            (table.name, year, key, dump(table, row)),
        )
        return done.lastrowid or 0

    def unstage(self, number: int) -> None:
        """Take back a row that waits."""
        self.connection.execute("DELETE FROM staged WHERE id = ?", (number,))

    def freeze(self) -> int | None:
        """Give the waiting rows their publish's sequence; null when nothing waits.

        Rows that an interrupted publish had frozen come first, under their own sequence. Those of an article that may
        be a known one at another address wait on.
        """
        row = self.connection.execute("SELECT min(sequence) FROM staged").fetchone()
        if row[0] is not None:
            return int(row[0])
        sequence = self.sequence + 1
        if sequence == 1:
            self.remember(BUCKETS, str(buckets_for(sum(self.totals()))))
        done = self.connection.execute(_FREEZE, (sequence,))
        return sequence if done.rowcount else None

    def staged_years(self, table: Table, sequence: int) -> list[int]:
        """The years that a publish adds to in a growing table."""
        rows = self.connection.execute(
            "SELECT DISTINCT year FROM staged WHERE sequence = ? AND tab = ? ORDER BY year",
            (sequence, table.name),
        )
        return [int(row[0]) for row in rows]

    def staged_in(self, table: Table, sequence: int, year: int) -> Iterator[Row]:
        """The rows that a publish adds to one year, in the order they came."""
        rows = self.connection.execute(
            "SELECT row FROM staged WHERE sequence = ? AND tab = ? AND year = ? AND key IS NULL ORDER BY id",
            (sequence, table.name, year),
        )
        return (load(table, row[0]) for row in rows)

    def staged_keys(self, table: Table, sequence: int) -> list[str]:
        """The keys that a publish changes or adds in a table of current state."""
        rows = self.connection.execute(
            "SELECT DISTINCT key FROM staged WHERE sequence = ? AND tab = ? ORDER BY key",
            (sequence, table.name),
        )
        return [str(row[0]) for row in rows]

    def staged_for(self, table: Table, sequence: int, key: str) -> Row:
        """All that a publish says of one key, later words over earlier ones."""
        rows = self.connection.execute(
            "SELECT row FROM staged WHERE sequence = ? AND tab = ? AND year IS NULL AND key = ? ORDER BY id",
            (sequence, table.name, key),
        )
        return reduce(merged, (load(table, row[0]) for row in rows), {})

    def published(self, sequence: int) -> None:
        """Forget the rows that now stand in Parquet."""
        self.connection.execute("DELETE FROM staged WHERE sequence = ?", (sequence,))
        self.remember("sequence", str(sequence))

    @property
    def buckets(self) -> int:
        """How many files each table of current state has."""
        return int(self.fact(BUCKETS) or 1)

    @property
    def formerly(self) -> list[str]:
        """The ids that the source had before, the oldest first."""
        return (self.fact(FORMERLY) or "").split()

    @property
    def sequence(self) -> int:
        """The newest publish; 0 before the first."""
        return int(self.fact("sequence") or 0)
