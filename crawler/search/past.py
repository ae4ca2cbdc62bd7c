"""What have the runs before left to a search, and what does it leave to the next one?"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.listings.elsewhere import Place, changed_since
from crawler.listings.record import Turn
from crawler.search.facts import Facts
from crawler.search.history import History
from crawler.search.plan import SWEPT, conclude, plan_of
from crawler.search.step import Ask
from crawler.search.survey import CHOICE, in_force, kept

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.listings.strategy import Choice
    from crawler.source import Source
    from crawler.verdict.limits_met import LimitsMet
    from output.store import Store

LOOKED = "looked"  # a fact: when the last walk began that came to its end, and read what is asked beside the listing
RULE = "rule"  # a fact: how the listing was read when it was last walked as a whole
CUT = "cut"  # a fact: the limits that ended that walk before its end; they are told until one comes to its end
ZONES = timedelta(days=1)  # an API takes times in its site's own zone, which is no more than 14 hours from UTC


class Past:
    """What one run's search begins with, and leaves.

    Args:
        source: The source.
        store: Keeps it.
        now: UTC.
        limits: Takes note of those that ended the walk which this run builds on.

    Attributes:
        plan: How the listing is gone over.
        choice: Where news are looked up. Null until it is known.
        history: Tells whether the listing gives far less than it did.
    """

    def __init__(self, source: Source, store: Store, now: datetime, limits: LimitsMet) -> None:
        self._facts, self._visits, self._limits = Facts(store), store.visits, limits
        self.choice: Choice | None = in_force(self._facts.get(CHOICE), source.listing.strategy)
        rule = source.listing.model_dump_json(include={"start", "sites", "link", "next"}) + str(source.limits.pages)
        anew = self.choice is None or self._facts.get(RULE) != rule
        self.plan = plan_of(self._facts, store.visits, source, now, anew=anew)
        if self.plan.whole and not self.plan.goes_on:
            self._facts.note(RULE, rule)
        for name, most in json.loads(self._facts.get(CUT) or "{}").items() if not self.plan.whole else ():
            limits.note(name, most)
        self.history = History(self._facts, source.expect.lost)

    def chosen(self) -> Ask | None:
        """What is asked beside the listing when only news are looked for."""
        choice = self.choice
        if self.plan.whole or not choice or not choice.place:
            return None
        url, looked = choice.place, self._facts.get(LOOKED)
        if choice.strategy == "wordpress" and looked:
            since = self.plan.began_at.fromisoformat(looked) - ZONES
            url = changed_since(url, since.replace(tzinfo=None).isoformat(timespec="seconds"))
        return Ask(Turn(url), Place(choice.strategy, choice.place))

    def choose(self, choice: Choice) -> None:
        """Look up news there from now on."""
        self.choice = choice
        self._facts.note(CHOICE, kept(choice))

    def end(self, *, complete: bool, looked: bool) -> None:
        """Note that the search came to its end.

        Args:
            complete: Whether the pages that it begins with were read.
            looked: Whether all was read that is asked beside the listing.
        """
        if looked:
            self._facts.note(LOOKED, self.plan.began_at.isoformat())
        self.history.keep()
        if self.plan.whole:
            self._facts.note(CUT, json.dumps(self._limits.of_listing))
        conclude(self._facts, self.plan, complete=complete)
        if not self.plan.whole and self._visits.doubted():
            self._facts.note(SWEPT, None)  # whether an article has moved is told by all that is listed

    async def kept(self) -> None:
        """Return once all that was noted so far is committed.

        Raises:
            OutputError: It can't be stored.
        """
        await self._facts.kept()
