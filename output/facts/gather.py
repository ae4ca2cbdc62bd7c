"""What is known of every source of a dataset? One `SourceFacts` for each that has ever left anything in it.

A file that can't be read, or is missing, costs what it would have told, and is named in `faults`.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from output.atomic import read_json
from output.columns import refuse_newer
from output.errors import Unreadable
from output.facts.articles import with_articles
from output.facts.remembered import NEXT_DUE, remembered, unpublished
from output.facts.runs import with_runs
from output.facts.source_facts import SourceFacts
from output.manifest import absent, unread
from output.schema import ARTICLES
from output.shared.sharing import at_work, state_at_rest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from output.layout import Layout


def facts_of(layout: Layout, now: datetime, names: Collection[str] | None = None) -> list[SourceFacts]:
    """What is known of each source, in the order of their ids; none where there is no dataset.

    Args:
        layout: Where it lies.
        now: UTC.
        names: The sources that are asked about, of which the others are not read; all when null.

    Raises:
        Incompatible: A newer thinktap wrote the dataset.
    """
    if layout.root.is_dir():
        refuse_newer(read_json(layout.latest_of_all).get("schema_version"), layout.root)
    return [_twice(layout, source, now) for source in layout.known() if names is None or source in names]


def _twice(layout: Layout, source: str, now: datetime) -> SourceFacts:
    """What is known of a source; looked at once more before a fault is told, for a file may have been moved meanwhile."""
    facts = _facts(layout, source, now)
    return _facts(layout, source, now) if facts.faults else facts


def _facts(layout: Layout, source: str, now: datetime) -> SourceFacts:
    card, lost = read_json(layout.latest(source)), absent(layout, source)
    facts, faults = SourceFacts(source, card.get("name")), [str(Unreadable(path, "it is missing")) for path in lost]
    faults += [str(untold)] if (untold := unread(layout, source)) else []
    with noting(faults):
        if untold is None and ARTICLES.name not in lost.values():  # what is left of them is not how many there are
            facts = with_articles(facts, layout, now)
    with noting(faults):
        facts = with_runs(facts, layout)
    state = state_at_rest(layout, source)
    with noting(faults, f"{state} can't be read: "):
        said = remembered(state)
        begun = said.get("run", "").split(" ")[1:2]  # between the run's id and the program's version
        facts = replace(facts, next_due=_instant(said.get(f"crawler.{NEXT_DUE}")), unended=_instant(*begun))
        if waits := unpublished(state):
            facts = replace(facts, unpublished=waits, last_run=max(waits, facts.last_run or waits))
    with noting(faults):
        held = at_work(layout, source)
        facts = replace(facts, process=held and held.process)
    # The card knows which runs asked the site; where it is lost, the runs tell nearly as well.
    success = _instant(card.get("last_success")) or facts.last_success
    return replace(facts, last_success=success, faults=tuple(faults))


def _instant(said: str | None = None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


@contextmanager
def noting(faults: list[str], where: str = "") -> Iterator[None]:
    """Note what can't be read, and go on."""
    try:
        yield
    except (Unreadable, OSError, sqlite3.Error, ValueError) as error:
        faults.append(f"{where}{error}")
