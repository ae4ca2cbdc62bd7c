"""What is there to tell of a run? Which of its sources need a look, since when, what is news of that, and what it brought."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.status import ExitStatus
from crawler.telling.message import Message, Needs, Tone, composed
from crawler.verdict.attention import Look, looks
from output.destination import is_url
from output.facts.gather import facts_of
from output.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from crawler.commands.next_command import Given
    from crawler.result import Result
    from crawler.telling.news import News
    from output.facts.source_facts import SourceFacts

# What keeps a run from beginning leaves no row that could tell of it.
UNBEGUN = {
    ExitStatus.TROUBLE: ("failed", ("crawl", "--verbose")),
    ExitStatus.USAGE: ("incompatible", ("doctor",)),
    ExitStatus.UNWRITABLE: ("unwritable", ("doctor",)),
    ExitStatus.LOCKED: ("locked", ("doctor",)),
}


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a run's sources.

    Attributes:
        results: What became of each.
        status: The command's exit status.
        needs: Those that need a look.
        given: Where the command was told to look.
    """

    results: tuple[Result, ...]
    status: ExitStatus
    needs: dict[str, Needs]
    given: Given

    @property
    def troubles(self) -> dict[str, list[str]]:
        """The words for what is wrong with each source; none where nothing is."""
        said = {source: [look.word for look in needs.looks] for source, needs in self.needs.items()}
        return {result.source: said.get(result.source, []) for result in self.results}

    def message(self, news: News) -> Message:
        """The message."""
        fresh = [self.needs[source] for source in sorted(self.needs) if source in news.new]
        stale = [self.needs[source] for source in sorted(self.needs) if source not in news.new]
        parts = {"Needs a look": fresh, "As before": stale}
        verdicts = {result.source: result.verdict for result in self.results}
        recovered = {source: verdicts[source] for source in sorted(news.gone)}
        body = "\n".join(composed(parts, recovered, self._summary()))
        return Message(self._title(news), body, self._tone())

    def _title(self, news: News) -> str:
        if self.status is ExitStatus.LOCKED:
            return "thinktap: another run holds every source"
        if self.needs:
            verb = "needs" if len(self.needs) == 1 else "need"
            return f"thinktap: {len(self.needs)} of {len(self.results)} sources {verb} a look"
        sources = "1 source" if len(self.results) == 1 else f"{len(self.results)} sources"
        if self.status:
            return f"thinktap: cut short, {sources} asked"
        return f"thinktap: {sources} fine{' again' if news.gone else ''}"

    def _tone(self) -> Tone:
        if self.status:
            return Tone.BAD
        return Tone.WARNING if self.needs else Tone.GOOD

    def _summary(self) -> Iterator[str]:
        new, changed = (sum(getattr(one.counts, name) for one in self.results) for name in ("new", "changed"))
        sources = "1 source" if len(self.results) == 1 else f"{len(self.results)} sources"
        yield f"{sources}: {new} new and {changed} changed articles; exit status {self.status}"
        yield f"On {socket.gethostname()}, in {self.given.output}"
        yield f"Next: {self.given.line(['status'])}"


def account_of(results: list[Result], status: ExitStatus, given: Given, now: datetime) -> Account:
    """What there is to tell.

    Args:
        results: What became of each source.
        status: The command's exit status.
        given: Where the command was told to look.
        now: UTC.
    """
    known = {} if is_url(given.output) else {one.source: one for one in _facts(given, now, results)}
    needs = {}
    for result in results:
        found = tuple(_looks(result, known.get(result.source), status, now))
        if found:
            commands = tuple(given.line(look.command) for look in found)
            needs[result.source] = Needs(result.source, found, commands)
    return Account(tuple(results), status, needs, given)


def _facts(given: Given, now: datetime, results: list[Result]) -> list[SourceFacts]:
    from output.destination import destination

    layout = Layout.at(*destination(given.output, str(given.state or "")))
    return facts_of(layout, now, [one.source for one in results])


def _looks(result: Result, facts: SourceFacts | None, status: ExitStatus, now: datetime) -> Iterator[Look]:
    is_told = facts is not None and result.cause is not None  # by the run's own row
    is_others = result.exit is ExitStatus.LOCKED is not status  # the run that holds it tells of it
    if result.exit and not is_told and not is_others:
        word, (verb, *more) = UNBEGUN.get(result.exit, UNBEGUN[ExitStatus.TROUBLE])
        yield Look(result.cause or word, result.verdict, None, (verb, result.source, *more))
    elif facts:
        yield from (look for look in looks(facts, now) if look.word != "never run")
