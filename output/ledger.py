"""What does a page, a request or a run change? Each decision beside the rows it stages, in one transaction.

All of it runs in the writer's thread, and all of it is told by the state: a killed run's notes are still there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from output import schema
from output.identity import Identities
from output.likeness import likeness
from output.loss import is_loss
from output.moves import Moves
from output.readings import Readings
from output.records import Outcome, RunCounts
from output.rows import article_row, fetch_row, refusal_row, reject_row
from output.run import Cause, Ending, Run, Verdict
from output.site_counter import refuse_site_counter
from output.sound import sound_reject, sound_row, told
from output.staging import Staging
from output.state import ELSEWHERE, UNLEARNED
from output.versions import Fingerprint, Known, fingerprint, is_poorer, kind
from output.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from output.archive.index import ArchiveIndex
    from output.archive.record import Place
    from output.likeness import Likeness
    from output.records import Article, Fetch, Refusal, Reject
    from output.rows import Row
    from output.state import State
    from output.visit import Found

KILLED = Verdict(1, "killed before its end; its rows were stored by the next run", Cause.INTERRUPTED)


class Ledger:
    """One run's changes to one source's state.

    Args:
        state: The source's state.
        source: Its id.
        run: The run that begins.
        index: What the state knows of the archive.

    Attributes:
        visits: What the state knows of addresses.
    """

    def __init__(self, state: State, source: str, run: Run, index: ArchiveIndex) -> None:
        self._state, self._source, self._run, self._index = state, source, run, index
        self._readings, self.visits = Readings(state), Visits(state)
        self._identities, self._moves = Identities(state, source), Moves(state, run.run_id)
        self._rows = Staging(state, run.run_id)
        self._read: set[str] = set()  # addresses whose article was read in this run, each of its pages

    def begin(self) -> None:
        """Begin the run; one that never ended gets its row first, so that its rows name a run that exists."""
        if killed := self._state.fact("run"):
            run_id, started_at, version = killed.split(" ")
            ended = Run(run_id, datetime.fromisoformat(started_at), version)
            before = Ledger(self._state, self._source, ended, self._index)
            before.end(Ending(self._run.started_at, KILLED, before.counts(0)))
        self._identities.fill()
        self._state.forget_met()
        run = self._run
        self._state.remember("run", f"{run.run_id} {run.started_at.isoformat()} {run.thinktap}")

    def add_article(self, article: Article) -> str:
        """Store an article, and say what it turned out to be: new, changed or unchanged.

        Raises:
            Misfit: It says something that no row can hold.
        """
        if self._state.part_of(article.url):  # read without its row: a part never replaces the whole
            return self._again(article)
        row, refused = self._row(article)
        like = likeness(row, article.whole)
        identity = self._identity(article, like)
        known = self._state.known(identity)
        if known and known.active and not self._identities.stands_better(known, article, like):
            self._state.met(identity, "unchanged")
            return self._again(article)
        if article.url in self._read:  # by another of its pages, which are listed beside the first
            return self._again(article)
        if self._identities.is_lie(article, identity):
            row["canonical_url"] = None
        article = replace(article, refusals=(*article.refusals, *refused))
        now = fingerprint(row, article)
        if known and self._state.fact(UNLEARNED) and is_poorer(known, now):
            return self._learn_only(identity, article)
        if known and known.url != article.url and (first := self._rows.first.pop(identity, None)):
            self._state.unstage(first)  # what another form of its page said, which came first in this run
            known = None
        what = self._kind(known, now)
        after = self._after(article, identity, known, now, what)
        self._rows.observation(article, identity)
        if what:
            self._rows.version(article, row, after, what)
        counted = known is not None and known.views != after.views
        moved = known is None or known.url != after.url
        if what or counted or moved or self._readings.is_rebuilt(identity):
            self._rows.current(row, after, now)
        self._state.keep(after)
        self._visit(article, dated=_dated(row), changed=what not in {None, "reextracted"}, counted=counted)
        self._identities.keep_likeness(identity, like)
        return self._taken(article, identity, what)

    def _taken(self, article: Article, identity: str, what: str | None) -> str:
        """Remember of an article that is stored what a later reading of it, or of others, needs; say what it was."""
        self._state.keep_prints(identity, article.prints)
        self._readings.read(identity, article)
        self._take_parts(identity, article.pages, article.fetched_at)
        outcome = {None: "unchanged", "new": "new"}.get(what, "changed")
        self._state.met(identity, outcome)
        self._read.update((article.url, *article.via, *article.pages))
        return outcome

    def _row(self, article: Article) -> tuple[Row, list[Refusal]]:
        """What the page says, for `articles`, and what of it no row can hold."""
        return sound_row(schema.ARTICLES, article_row(article, self._index.place(article.url, article.fetched_at)))

    def _learn_only(self, identity: str, article: Article) -> str:
        """Leave an article as it stands, in the first run after damage.

        Without the profile it was read with, what recurs on every page would pass for its text. The next run knows the
        profile again, and reads what is new.
        """
        self._rows.observation(article, identity)
        self._state.keep_prints(identity, article.prints)
        self._state.met(identity, "unchanged")
        self._read.update((article.url, *article.via, *article.pages))
        return self._again(article)

    def _again(self, article: Article) -> str:
        """Note that an address showed an article that stands, and say so."""
        self._visit(article)
        return "unchanged"

    def _visit(
        self, article: Article, *, dated: datetime | None = None, changed: bool = False, counted: bool = False
    ) -> None:
        if not self._run.rereads:  # a response from the archive is no visit
            self.visits.article_read(article, dated=dated, changed=changed, counted=counted)

    def add_reject(self, reject: Reject) -> None:
        """Store that a page gave no article."""
        reject = sound_reject(reject, self._run.started_at)
        self._state.answered(reject.url, "rejected")
        if not self._run.rereads:
            self.visits.refused(reject)
        if self._readings.refused(reject) or not self._run.rereads:
            self._rows.stage(schema.REJECTS, reject_row(reject))

    def note_reject(self, reject: Reject) -> None:
        """Store that something was refused at an address that is no article's."""
        self._rows.stage(schema.REJECTS, reject_row(sound_reject(reject, self._run.started_at)))

    def note_elsewhere(self, reject: Reject) -> None:
        """Store that a listing names an address of another site, unless that is stored already."""
        if self.visits.elsewhere(reject.url, reject.fetched_at):
            self.note_reject(reject)

    def add_fetch(self, fetch: Fetch, place: Place | None, refusals: Iterable[Refusal] = ()) -> None:
        """Store that an address was asked, what it answered, where that is archived, and what was refused of it."""
        led = fetch.via if fetch.outcome is Outcome.MISSING else ()  # what leads to nothing is as absent as that
        for url in (fetch.url, *led):
            self._state.answered(url, fetch.outcome.value)
        self.visits.answered(fetch)
        if fetch.outcome is Outcome.UNCHANGED and not self.visits.hears_otherwise(fetch):
            self._unchanged(fetch.url)
        for refusal in refusals:
            self._rows.stage(schema.REJECTS, refusal_row(fetch.url, fetch.requested_at, refusal))
        self._rows.stage(schema.FETCHES, fetch_row(fetch, place))

    def _unchanged(self, url: str) -> None:
        """Note that an article is there and as it was."""
        known = self._state.known(self._state.led_to(url) or "")
        if known and known.active and known.url == url:
            self._state.met(known.article_id, "unchanged")
            self._state.keep(replace(known, missed_in=None))

    def add_listing(self, page: Found, at: datetime, found: Iterable[Found]) -> None:
        """Note that a listing page was read, and what it names."""
        self.visits.found(found, at)
        self.visits.listing_read(page, at)

    def settle(self, listed: int, addresses: Container[str] | None = None, *, most_lost: float = 1.0) -> RunCounts:
        """Decide what has moved, what is missing and what is gone, and count what the run met.

        An article is gone when its own address answers 404 or 410, or leads to another article, in two runs; the first
        time it is missing. Where more are absent than can be believed, all of them stay missing.

        Args:
            listed: How many addresses the listings gave.
            addresses: Which ones. Null when some of them could not be read.
            most_lost: The largest share of the known articles that were asked which may be absent.
        """
        if not self._run.rereads:  # which asks for nothing, so it can't tell
            waiting = self._moves.waiting()
            for new, old in self._moves.settled(addresses):
                self._move(new, old, waiting.get(new.article_id, ()))
        for identity in self._state.displaced():  # the next run lets it stand at an address that shows it
            if known := self._state.known(identity):
                self._state.keep(replace(known, missed_in=self._run.run_id))
        absent = self._state.absent()
        believed = not is_loss(len(absent), self._state.seen_again(), most_lost)
        for identity in absent:
            known = self._state.known(identity)
            if known and (not believed or known.missed_in in {None, self._run.run_id}):
                self._state.keep(replace(known, missed_in=self._run.run_id))
                self._state.met(identity, "missing")
            elif known:
                self._remove(known)
        return self.counts(listed)

    def freeze(self) -> int | None:
        """Give the waiting rows their publish's sequence; null when nothing waits. A site's counter is refused first."""
        refuse_site_counter(self._state, self._run.run_id, self._run.started_at)
        return self._state.freeze()

    def counts(self, listed: int) -> RunCounts:
        """What the run met so far."""
        met, answers = self._state.outcomes(), self._state.answers()
        articles = {name: met.get(name, 0) for name in ("new", "changed", "unchanged", "missing", "gone")}
        articles["new"] -= self._moves.unsettled()
        addresses = {name: answers.get(name, 0) for name in ("rejected", "failed")}
        return RunCounts(listed=listed, **articles, **addresses)

    def end(self, ending: Ending) -> None:
        """Store the run's own row."""
        run, said, counts = self._run, ending.verdict, ending.counts
        strategy, why = ending.strategy or (None, None)
        row = {
            "started_at": run.started_at,
            "finished_at": ending.finished_at,
            "seconds": (ending.finished_at - run.started_at).total_seconds(),
            "exit": said.exit,
            "verdict": told(said.line),
            "cause": said.cause,
            "limits": list(said.limits),
            "strategy": strategy,
            "strategy_reason": why and told(why),
            **{name: getattr(counts, name) for name in counts.__slots__},
            "thinktap": run.thinktap,
        }
        self._rows.stage(schema.RUNS, row)
        self._state.remember("run", None)
        if counts != RunCounts():
            self._state.remember(UNLEARNED, None)
        if said.exit == 0 and not run.rereads:
            self._state.remember("last_success", ending.finished_at.isoformat())

    def _kind(self, known: Known | None, now: Fingerprint) -> str | None:
        """The kind of version that a reading makes; null when it says nothing new."""
        return kind(known, now)

    def _identity(self, article: Article, like: Likeness) -> str:
        """The id of the article that this is a reading of, or a new one; its addresses lead there from now on."""
        identity = self._identities.find(article, like)
        if identity is None:
            identity = self._identities.new_id(article)
            if stood := self._moves.only_older(self._identities.twins(like)):
                self._moves.doubt(identity, stood)
        for url in article.via:
            self._led_away(url, identity)
        for rival in self._identities.refuted(article, identity):
            self._rows.stage(schema.ARTICLES, {"article_id": rival, "canonical_url": None})
        for url in self._identities.take(article, identity):
            self._rows.alias(url, identity, article.fetched_at, is_part=False)
        return identity

    def _led_away(self, url: str, identity: str) -> None:
        """Note that the address of an article redirects to another one; one that is new is the same, moved."""
        stood = self._state.known(self._state.led_to(url) or identity)
        if stood and stood.article_id != identity and stood.url == url:
            self._state.answered(url, ELSEWHERE)
            if self._moves.is_new(identity):
                self._moves.doubt(identity, stood.article_id)

    def _move(self, new: Known, old: Known, waiting: Iterable[int]) -> None:
        """Let a new article be an old one at its new address: with the old one's id, and a version only for news."""
        what = self._kind(old, new.fingerprint)
        after = replace(
            old,
            url=new.url,
            fingerprint=new.fingerprint,
            version=old.version + (what is not None),
            last_changed_at=new.last_changed_at if what else old.last_changed_at,
            views=old.views if new.views is None else new.views,
            active=True,
            missed_in=None,
        )
        self.visits.forget(old.url)
        row, version = self._moves.rebind(new.article_id, old.article_id, waiting)
        if what:
            about = {"article_id": old.article_id, "version": after.version, "kind": what}
            self._rows.stage(schema.VERSIONS, {**version, **about})
        self._rows.current(row, after, new.fingerprint)
        self._state.keep(after)
        self._state.met(old.article_id, "changed" if what else "unchanged")

    def _take_parts(self, identity: str, pages: Iterable[str], at: datetime) -> None:
        """Let further pages lead to their article alone: what stood at one as an article of its own is gone.

        Those that are its pages no more lead where they led before.
        """
        before, now = self._state.parts(identity), set(pages)
        if before == now:
            return
        self._state.keep_parts(identity, now)
        for url in sorted(now - before):
            self._rows.alias(url, identity, at, is_part=True)
            stood = self._state.known(self._state.led_to(url) or "")
            if stood and stood.active and stood.url == url and stood.article_id != identity:
                self._remove(stood)
        for url in sorted(before - now):
            if own := self._state.led_to(url):
                self._rows.alias(url, own, at, is_part=False)

    def _after(
        self, article: Article, identity: str, known: Known | None, now: Fingerprint, what: str | None
    ) -> Known:
        """What is to be remembered of the article from now on."""
        read_at = article.fetched_at
        views = article.views.count if article.views else None
        if known is None:
            return Known(identity, article.url, now, 1, read_at, read_at, views, active=True, missed_in=None)
        return replace(
            known,
            url=article.url,
            fingerprint=now,
            version=known.version + (what is not None),
            last_changed_at=read_at if what else known.last_changed_at,
            views=known.views if views is None else views,
            active=True,
            missed_in=None,
        )

    def _remove(self, known: Known) -> None:
        """Leave a tombstone: the row stays with its last content, and a version says since when it is gone."""
        now = max(self._run.started_at, known.last_changed_at).astimezone(UTC)
        self._state.keep(replace(known, active=False, version=known.version + 1, last_changed_at=now, missed_in=None))
        self._state.met(known.article_id, "gone")
        self._take_parts(known.article_id, (), now)
        self._rows.stage(
            schema.VERSIONS,
            {
                "article_id": known.article_id,
                "version": known.version + 1,
                "kind": "removed",
                "valid_from": now,
                "url": known.url,
            },
        )
        self._rows.stage(schema.ARTICLES, {"article_id": known.article_id, "status": "gone", "last_changed_at": now})


def _dated(row: Row) -> datetime | None:
    """The latest day that an article gives itself, as far as it is known; null when it gives none."""
    days = [day for name in ("published", "updated") if (day := row[name])]
    return datetime.combine(max(days), time(), UTC) if days else None
