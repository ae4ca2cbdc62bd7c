"""Which article is it that a page shows? Told by the addresses that have led to it, and by what its page says."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from output.addresses import is_variant, key, plain
from output.likeness import LEAST_WORDS, Likeness, is_alike, is_claimed_rightly, rank
from output.versions import article_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.records import Article
    from output.state import State
    from output.versions import Known


class Identities:
    """What the state knows of addresses and of what their pages have in common.

    Args:
        state: The source's state; everything here happens in the transaction of the writer's thread.
        source: Its id.
    """

    def __init__(self, state: State, source: str) -> None:
        self._state, self._connection, self._source = state, state.connection, source

    def find(self, article: Article, like: Likeness) -> str | None:
        """The id of the article that a page shows; null when none of the known ones is it.

        The address it stands at tells, or a redirect from there, or a canonical address that is a form of the page's own.
        Any other likeness of addresses is no proof, and what the pages say decides.
        """
        for url in (article.url, *article.via, *own_forms(article)):
            led = self._state.led_to(url)
            if led and self._still_shows(led, article, like):
                return led
        return next(self._alike(article, like), None)

    def new_id(self, article: Article) -> str:
        """An id for an article that is found for the first time."""
        own, named = plain(article.url), article.canonical_url
        addresses = chain((named and plain(named), own, article.url), (f"{article.url}#{n}" for n in count(2)))
        ids = (article_id(self._source, address) for address in addresses if address)
        return next(identity for identity in ids if self._state.known(identity) is None)

    def take(self, article: Article, identity: str) -> list[str]:
        """Let the article's addresses lead to it; returns those that did not yet.

        An address that has led to another article leads on to that one, unless it shows this one now.
        """
        fresh = []
        for url in dict.fromkeys((article.url, *article.via, *own_forms(article))):
            self.keep_key(url, identity, claimed=False)
            led = self._state.led_to(url)
            if led is None or (led != identity and url == article.url):
                self._connection.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?)", (url, identity))
                fresh.append(url)
        if article.canonical_url and not own_forms(article):
            self.keep_key(article.canonical_url, identity, claimed=True)
        return fresh

    def keep_key(self, url: str, identity: str, *, claimed: bool) -> None:
        """Remember an address by its key: one that led to the article, or one that its page merely claims as its own."""
        self._connection.execute(
            "INSERT INTO address_keys VALUES (?, ?, ?) ON CONFLICT(key, article_id) DO UPDATE"
            " SET claimed = min(claimed, excluded.claimed)",
            (key(url), identity, claimed),
        )

    def is_lie(self, article: Article, identity: str) -> bool:
        """Whether a page names an address as its own that another article has, or claims as well."""
        named = article.canonical_url
        return named is not None and not own_forms(article) and bool(self._rivals(named, identity))

    def refuted(self, article: Article, identity: str) -> list[str]:
        """The articles whose claim to an address is a lie, now that this one has or claims it too; none twice."""
        refuted = []
        for url in {*own_forms(article), article.url, article.canonical_url or article.url}:
            rivals = self._rivals(url, identity)
            if len(rivals) == 1 and not self._has_key(
                url, identity
            ):  # where there are more, they know of one another
                refuted += [rival for rival, claimed in rivals if claimed]
        return sorted(set(refuted))

    def fill(self) -> None:
        """Know the keys of a state that was made before there were any."""
        if not self._connection.execute("SELECT 1 FROM address_keys LIMIT 1").fetchone():
            for url, identity in self._connection.execute("SELECT url, article_id FROM addresses").fetchall():
                self.keep_key(url, identity, claimed=False)

    def likeness(self, identity: str) -> Likeness | None:
        """What is known of an article's newest reading; null when a state from before this was recorded has it."""
        row: tuple[Any, ...] | None = self._connection.execute(
            "SELECT title, day, text, whole, words, own FROM likeness WHERE article_id = ?", (identity,)
        ).fetchone()
        if row is None:
            return None
        title, day, text, whole, words, own = row
        return Likeness(title, day, text, whole, words, own=bool(own))

    def keep_likeness(self, identity: str, like: Likeness) -> None:
        """Remember what an article's reading said."""
        self._connection.execute(
            "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?, ?, ?, ?)",
            (identity, like.title, like.day, like.text, like.whole, like.words, like.own),
        )

    def twins(self, like: Likeness) -> list[str]:
        """The articles with the same title, date and content, if the text is long enough to tell."""
        if like.title is None or like.words < LEAST_WORDS:
            return []
        said = (*_two(like), like.title, like.day)
        rows = self._connection.execute(
            "SELECT article_id FROM likeness WHERE text IN (?, ?) AND title = ? AND day IS ? UNION"
            " SELECT article_id FROM likeness WHERE whole IN (?, ?) AND title = ? AND day IS ? ORDER BY article_id",
            said * 2,
        )
        return [str(row[0]) for row in rows]

    def stands_better(self, known: Known, article: Article, like: Likeness) -> bool:
        """Whether a known article is to stand at the address of this reading from now on."""
        if known.url == article.url or known.url in article.via or known.missed_in:
            return True
        before = self.likeness(known.article_id)
        return rank(article.url, own=like.own) < rank(known.url, own=before is None or before.own)

    def _still_shows(self, led: str, article: Article, like: Likeness) -> bool:
        """Whether an address still shows the article that it led to; it may have become another one's."""
        known, before = self._state.known(led), self.likeness(led)
        if known is None or before is None or known.url in {article.url, *article.via}:
            return True
        named = article.canonical_url
        return is_alike(before, like) or (named is not None and is_variant(named, known.url))

    def _alike(self, article: Article, like: Likeness) -> Iterator[str]:
        """The articles with a like address that say the same."""
        for url in dict.fromkeys((article.url, article.canonical_url or article.url)):
            is_own = is_variant(url, article.url)
            rows = self._connection.execute(
                "SELECT article_id, claimed FROM address_keys JOIN likeness USING (article_id)"
                " WHERE key = ? AND (title = ? OR text IN (?, ?) OR whole IN (?, ?)) ORDER BY article_id",
                (key(url), like.title, *_two(like) * 2),
            )
            for identity, claimed in rows.fetchall():
                before = self.likeness(identity)
                agree = is_alike if is_own and not claimed else is_claimed_rightly
                if before and agree(before, like):
                    yield identity

    def _rivals(self, url: str, identity: str) -> list[tuple[str, bool]]:
        """Two at most of the other articles with an address like this one, and whether they merely claim it."""
        rows = self._connection.execute(
            "SELECT article_id, claimed FROM address_keys WHERE key = ? AND article_id <> ? LIMIT 2",
            (key(url), identity),
        )
        return [(str(row[0]), bool(row[1])) for row in rows]

    def _has_key(self, url: str, identity: str) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM address_keys WHERE key = ? AND article_id = ?", (key(url), identity)
        )
        return found.fetchone() is not None


def _two(like: Likeness) -> tuple[str, str]:
    """The texts that another reading may have, two of them; none has the empty one."""
    return min(like.texts, default=""), max(like.texts, default="")


def own_forms(article: Article) -> tuple[str, ...]:
    """The canonical address, if it is a form of the address that the page was read at."""
    named = article.canonical_url
    return (named,) if named and is_variant(named, article.url) else ()
