"""What is remembered of each address? Where it was found, when it answered and how, and what to say when asking again.

An address is noted when a listing names it and answered in the transaction that stages what it gave: one that was
found and not answered is still to be asked, whatever ended the run. All of it holds in the writer's thread; a second
`Visits` on a connection of its own may read beside it.
"""

from __future__ import annotations

import json
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from output.archive.index import text_of
from output.records import Outcome
from output.visit import NO_VALIDATORS, Failures, KeptFile, Standing, Validators, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from output.records import Article, Fetch, Reject
    from output.state import State
    from output.visit import Found

# Of a request that was answered as it should be, or whose address is not there.
ANSWERS = frozenset((Outcome.PAGE, Outcome.LISTING, Outcome.ANSWER, Outcome.UNCHANGED, Outcome.MISSING))
AT_ONCE = 500  # addresses looked up by one query; SQLite takes 999 values in older builds


_COLUMNS = tuple(
    "standing asked_at changed_at changes counted_at etag last_modified reason said stated read_stated".split()  # noqa: SIM905
)
_TAKEN = ", ".join(f"visits.{name}" for name in _COLUMNS) + ", failures.times, failures.at, failures.not_before"
# The visit of an article's any address, its further pages' too, is that of the article's own.
_OF = f"""
SELECT asked.value, coalesce(article.url, asked.value), article.missed_in IS NOT NULL, article.active,
       EXISTS (SELECT 1 FROM parts AS its WHERE its.article_id = article.article_id), {_TAKEN}
FROM json_each(?) AS asked
LEFT JOIN addresses ON addresses.url = asked.value
LEFT JOIN parts ON parts.url = asked.value
LEFT JOIN articles AS article ON article.article_id = coalesce(parts.article_id, addresses.article_id)
LEFT JOIN visits ON visits.url = coalesce(article.url, asked.value)
LEFT JOIN failures ON failures.url = coalesce(article.url, asked.value)
"""  # noqa: S608  (column names of our own)
_TO_REVISIT = f"""
SELECT url, url, missed_in IS NOT NULL, active,
       EXISTS (SELECT 1 FROM parts WHERE parts.article_id = articles.article_id), {_TAKEN}
FROM articles LEFT JOIN visits USING (url) LEFT JOIN failures USING (url) WHERE active
UNION ALL
SELECT url, url, 0, NULL, 0, {_TAKEN} FROM visits LEFT JOIN failures USING (url)
WHERE standing IN ('found', 'refused') AND url NOT IN (SELECT url FROM articles WHERE active)
ORDER BY 1
"""  # noqa: S608  (the same)


# Of what is known, what is said now counts, but for what was said in the same run. A listing that names an address takes
# back that it stands alone. A site that was another one may belong to the source now.
_FOUND = """
INSERT INTO visits(url, standing, found_at, said, stated) VALUES (:url, :standing, :at, :said, :stated) ON CONFLICT(url) DO UPDATE SET
    standing = CASE standing WHEN 'elsewhere' THEN excluded.standing ELSE standing END,
    said = CASE WHEN said IS NULL OR said = excluded.said THEN excluded.said
                ELSE json_remove(CASE WHEN :again THEN json_patch(excluded.said, said) ELSE json_patch(said, excluded.said) END,
                     CASE WHEN json_extract(said, '$.alone') AND json_extract(excluded.said, '$.alone') THEN '$.none' ELSE '$.alone' END) END,
    stated = coalesce(excluded.stated, stated),
    read_stated = CASE WHEN :as_read THEN coalesce(excluded.stated, read_stated) ELSE read_stated END
"""


class Visits:
    """What one source's state knows of addresses.

    Args:
        state: The state.
    """

    def __init__(self, state: State) -> None:
        self._connection = state.connection
        self._validators: dict[str, Validators] = {}  # of answers whose content is not yet stored

    # Reading

    def of(self, urls: Iterable[str]) -> dict[str, Visit]:
        """What is remembered of addresses, by address; those that are new are left out."""
        return dict(self.each(urls))

    def each(self, urls: Iterable[str]) -> Iterator[tuple[str, Visit]]:
        """The same, one address after the other."""
        wanted = iter(urls)
        while some := list(islice(wanted, AT_ONCE)):
            for row in self._connection.execute(_OF, (json.dumps(some),)).fetchall():
                if visit := _visit(row):
                    yield row[0], visit

    def count(self) -> int:
        """How many addresses are remembered."""
        return int(self._connection.execute("SELECT count(*) FROM visits").fetchone()[0])

    def to_revisit(self) -> Iterator[Visit]:
        """The active articles, what gave none, and what was found and not yet asked, in the order of their addresses.

        As it stands when this begins, however much of it there is: it is read as it is taken.
        """
        for row in self._connection.execute(_TO_REVISIT):
            if visit := _visit(row):
                yield visit

    def doubted(self) -> set[str]:
        """The addresses of articles that a new one has the title, the date and the content of."""
        rows = self._connection.execute("SELECT url FROM articles JOIN doubts ON doubts.stood = articles.article_id")
        return {str(row[0]) for row in rows}

    def listing_pages(self) -> list[Visit]:
        """The listing pages that were named and not yet read, with what names them."""
        rows = self._connection.execute(
            f"SELECT url, url, 0, NULL, 0, {_TAKEN} FROM visits LEFT JOIN failures USING (url)"  # noqa: S608
            " WHERE standing = 'page' ORDER BY found_at, url"
        )
        return [visit for row in rows if (visit := _visit(row))]

    def listings_since(self, moment: datetime) -> set[str]:
        """The listing pages that were read since."""
        rows = self._connection.execute(
            "SELECT url FROM visits WHERE standing = 'listing' AND asked_at >= ?", (text_of(moment),)
        )
        return {str(row[0]) for row in rows}

    def validators(self, url: str) -> Validators | None:
        """What the newest answer of an address gave for the next request; null when it was not asked."""
        row = self._connection.execute(
            "SELECT etag, last_modified, coalesce(digest, '') FROM visits LEFT JOIN heard USING (url) WHERE url = ?",
            (url,),
        ).fetchone()
        return row and Validators(*row)

    def hears_otherwise(self, fetch: Fetch) -> bool:
        """Whether something else is said beside a page, of its rights, than when it was last read: it is to be again."""
        known = self._connection.execute(
            "SELECT coalesce(digest, '') FROM visits LEFT JOIN heard USING (url) WHERE url = ? AND standing != 'listing'",
            (fetch.url,),
        ).fetchone()
        return known is not None and known[0] != fetch.heard

    def not_before(self, url: str) -> datetime | None:
        """When an address may be asked again, as its server asked; null when it did not."""
        row = self._connection.execute("SELECT not_before FROM failures WHERE url = ?", (url,)).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def kept_file(self, url: str) -> KeptFile | None:
        """What is kept of an address; null when nothing is."""
        row = self._connection.execute("SELECT at, status, body FROM kept WHERE url = ?", (url,)).fetchone()
        return row and KeptFile(datetime.fromisoformat(row[0]), row[1], bytes(row[2]))

    # Writing

    def keep_file(self, url: str, file: KeptFile) -> None:
        """Keep what an address answered, in place of what it answered before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (url, text_of(file.at), *file[1:])
        )

    def found(self, some: Iterable[Found], at: datetime) -> None:
        """Note what a listing names; of what is known already, what it says of it now."""
        rows = [
            {
                "url": one.url,
                "standing": Standing.PAGE if one.is_listing else Standing.FOUND,
                "at": text_of(at),
                "said": one.said,
                "stated": one.stated,
                "as_read": one.as_read,
                "again": one.again,
            }
            for one in some
        ]
        self._connection.executemany(_FOUND, rows)

    def elsewhere(self, url: str, at: datetime) -> bool:
        """Note that a listing names an address of another site, and say whether that is new."""
        noted = self._connection.execute(
            "INSERT INTO visits(url, standing, found_at) VALUES (?, ?, ?) ON CONFLICT(url) DO UPDATE"
            " SET standing = excluded.standing WHERE standing != excluded.standing",
            (url, Standing.ELSEWHERE, text_of(at)),
        )
        return noted.rowcount > 0

    def failed(self, urls: Iterable[str], at: datetime, reason: str, not_before: datetime | None) -> None:
        """Note that an address gave no usable answer in a run, and those that led to it."""
        until = not_before and text_of(not_before)
        self._connection.executemany(
            "INSERT INTO failures VALUES (?, 1, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET times = times + 1,"
            " at = excluded.at, reason = excluded.reason, not_before = excluded.not_before",
            [(url, text_of(at), reason, until) for url in urls],
        )

    def answered(self, fetch: Fetch) -> None:
        """Take note of an answer: at once where it is all there will be, else once what it gave is stored."""
        if fetch.outcome in ANSWERS:
            self._connection.executemany(
                "DELETE FROM failures WHERE url = ?", [(url,) for url in (fetch.url, *fetch.via)]
            )
        if fetch.outcome in {Outcome.PAGE, Outcome.LISTING}:
            for url in (fetch.url, *fetch.via):
                self._validators[url] = Validators(fetch.etag, fetch.last_modified, fetch.heard)
        elif fetch.outcome is Outcome.MISSING:
            for url in (fetch.url, *fetch.via):
                self._stand(url, Standing.MISSING, fetch.requested_at)
        elif fetch.outcome is Outcome.UNCHANGED and not self.hears_otherwise(fetch):
            self._connection.execute(
                "UPDATE visits SET asked_at = ?, read_stated = stated WHERE url = ?",
                (text_of(fetch.requested_at), fetch.url),
            )

    def listing_read(self, page: Found, at: datetime) -> None:
        """Note that a listing page was read, and all that it names is noted."""
        self._stand(page.url, Standing.LISTING, at)
        self._connection.execute(
            "UPDATE visits SET said = ?, stated = ?, read_stated = ? WHERE url = ?",
            (page.said, page.stated, page.stated, page.url),
        )

    def article_read(self, article: Article, *, dated: datetime | None, changed: bool, counted: bool) -> None:
        """Note an article that was read.

        Args:
            article: The article.
            dated: When it last changed by its own word. Null when it does not say.
            changed: Whether it is new or has a new version.
            counted: Whether its count has moved.
        """
        own = self._connection.execute("SELECT 1 FROM articles WHERE url = ?", (article.url,)).fetchone()
        at = article.fetched_at
        if not article.text:  # withheld: the host may change its mind without a change of the page
            self._validators.pop(article.url, None)
        self._stand(article.url, Standing.ARTICLE if own else Standing.ALIAS, at)
        for url in (*article.via, *article.pages):
            self._validators.pop(url, None)
            self.forget(url)
        first = min(dated or at, at)
        self._connection.execute(
            "UPDATE visits SET changes = changes + (? AND changed_at IS NOT NULL), changed_at ="
            " CASE WHEN changed_at IS NULL THEN ? WHEN ? THEN ? ELSE changed_at END,"
            " counted_at = CASE WHEN ? THEN ? ELSE counted_at END WHERE url = ?",
            (changed, text_of(first), changed, text_of(at), counted, text_of(at), article.url),
        )

    def refused(self, reject: Reject) -> None:
        """Note that an address gave no article, and those that led to it.

        What was an article stays one, and is asked again as if it had changed.
        """
        at, reason = text_of(reject.fetched_at), reject.reason
        for url in (reject.url, *reject.via):
            if self._connection.execute("SELECT 1 FROM articles WHERE url = ? AND active", (url,)).fetchone():
                self._connection.execute(
                    "UPDATE visits SET asked_at = ?, etag = NULL, last_modified = NULL, reason = ?,"
                    " changed_at = CASE WHEN reason IS ? THEN changed_at ELSE ? END WHERE url = ?",
                    (at, reason, reason, at, url),
                )
            else:
                self._stand(url, Standing.REFUSED, reject.fetched_at)
                self._connection.execute("UPDATE visits SET reason = ? WHERE url = ?", (reason, url))

    def forget(self, url: str) -> None:
        """Forget an address, which is from now on but another one of its article."""
        for table in ("visits", "heard"):
            self._connection.execute(f"DELETE FROM {table} WHERE url = ?", (url,))  # noqa: S608  (words of our own)

    def ask_again(self, urls: Iterable[str], reasons: Iterable[str], failed: str) -> None:
        """Let addresses be due, and be read as a whole.

        Args:
            urls: Some of them.
            reasons: Why others gave no article.
            failed: How the reasons begin for which others failed.
        """
        for column, some in (("url", urls), ("reason", reasons)):
            self._connection.execute(
                "UPDATE visits SET asked_at = NULL, etag = NULL, last_modified = NULL"  # noqa: S608  (words of our own)
                f" WHERE {column} IN (SELECT value FROM json_each(?))",
                (json.dumps([*some]),),
            )
        if failed:
            self._connection.execute("DELETE FROM failures WHERE substr(reason, 1, ?) = ?", (len(failed), failed))

    def forget_listing_pages(self) -> None:
        """Forget the listing pages that were named and not read."""
        self._connection.execute("DELETE FROM visits WHERE standing = 'page'")

    def _stand(self, url: str, standing: Standing, at: datetime) -> None:
        """Note what an address is, since when, and what its answer gave for the next request."""
        when, sent = text_of(at), self._validators.pop(url, NO_VALIDATORS)
        self._connection.execute(
            "INSERT INTO visits(url, standing, found_at, asked_at, changed_at, etag, last_modified)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET changed_at ="
            " CASE WHEN standing = excluded.standing THEN changed_at ELSE excluded.changed_at END,"
            " standing = excluded.standing, asked_at = excluded.asked_at, etag = excluded.etag,"
            " last_modified = excluded.last_modified, reason = NULL, read_stated = stated",
            (url, standing, when, when, None if standing is Standing.ARTICLE else when, *sent[:2]),
        )
        self._connection.execute("DELETE FROM heard WHERE url = ?", (url,))
        if sent.heard:
            self._connection.execute("INSERT INTO heard VALUES (?, ?)", (url, sent.heard))


def _visit(row: tuple[Any, ...]) -> Visit | None:
    """A row of one of the queries; null when it is of an address that nothing is known of."""
    _, url, missed, active, divided, standing, asked, changed, changes, counted, *said, times, at, until = row
    if standing in {None, Standing.ELSEWHERE} and not active:
        return None
    etag, modified, reason, listing_said, stated, read_stated = said
    return Visit(
        url,
        Standing.ARTICLE if active else Standing(standing),
        asked_at=asked and datetime.fromisoformat(asked),
        changed_at=changed and datetime.fromisoformat(changed),
        changes=changes or 0,
        counted_at=counted and datetime.fromisoformat(counted),
        validators=Validators(etag, modified),
        reason=reason,
        said=listing_said,
        stated=stated,
        read_stated=read_stated,
        missed=bool(missed) or (active == 1 and standing == Standing.MISSING),  # killed before it was settled
        divided=bool(divided),
        failures=Failures(times, datetime.fromisoformat(at), until and datetime.fromisoformat(until))
        if times
        else None,
    )
