"""Does a run walk the whole listing, look for its news, or go on where the run before it was cut off?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.listings.record import Turn
from crawler.search.said import key, turn_of

if TYPE_CHECKING:
    from crawler.search.facts import Facts
    from crawler.source import Source
    from output.visits import Visits

WALK = "walk"  # a fact while one is under way: when it began, and whether it is a whole one
SWEPT = "swept"  # a fact: when the last whole walk began that came to its end
RESUMABLE = timedelta(days=1)  # later the pages have moved on, and a walk begins anew


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes over its listing.

    Attributes:
        began_at: When the walk began, in this run or in one that was cut off; UTC.
        whole: Whether it goes to every page.
        turns: The pages to begin with.
        read: The pages that are read already, by their keys.
        goes_on: Whether a run that was cut off began it.
    """

    began_at: datetime
    whole: bool
    turns: tuple[Turn, ...]
    read: frozenset[str] = frozenset()
    goes_on: bool = False


def plan_of(facts: Facts, visits: Visits, source: Source, now: datetime, *, anew: bool) -> Plan:
    """How this run goes over the listing; noted, so that the next one can go on if this one is cut off.

    Args:
        facts: What was noted of its walks.
        visits: What is known of its pages.
        source: The source.
        now: UTC.
        anew: Whether a whole walk is needed in any case.
    """
    starts = [Turn(url) for url in source.listing.start]
    left = [turn_of(visit) for visit in visits.listing_pages()]
    if before := facts.get(WALK):
        began, how = before.split(" ")
        began_at = datetime.fromisoformat(began)
        if now - began_at < RESUMABLE:
            read = frozenset(visits.listings_since(began_at))
            turns = [turn for turn in (*starts, *left) if key(turn) not in read]
            return Plan(began_at, how == "whole", tuple(turns), read, goes_on=True)
        facts.forget_listing_pages()
        left = []
    swept = facts.get(SWEPT)
    late = swept is None or now - datetime.fromisoformat(swept) >= timedelta(days=source.revisit.sweep)
    whole = bool(before) or late or anew
    facts.note(WALK, f"{now.isoformat()} {'whole' if whole else 'news'}")
    return Plan(now, whole, (*starts, *left))


def conclude(facts: Facts, plan: Plan, *, complete: bool) -> None:
    """Note that a walk came to its end.

    Args:
        facts: Those of the source.
        plan: The walk.
        complete: Whether the pages that it begins with were read.
    """
    facts.note(WALK, None)
    if plan.whole and complete:
        facts.note(SWEPT, plan.began_at.isoformat())
