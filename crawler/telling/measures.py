"""Which measures are there? Each with its name, unit and meaning, once; Prometheus and OpenTelemetry both get these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crawler.result import Result
    from crawler.status import ExitStatus
    from output.facts.figures import Figures

Labels: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        name: Without the program's, the unit and "total".
        unit: As Prometheus writes it in a name; empty for a plain count.
        meaning: One line.
        is_total: Whether it only ever grows.
        samples: Its values, by their labels.
    """

    name: str
    unit: str
    meaning: str
    is_total: bool
    samples: Sequence[tuple[Labels, float]]


def measures(figures: Iterable[Figures], command: Command) -> list[Measure]:
    """Everything that is measured.

    Args:
        figures: Of each source in the dataset, whether this run has asked it or not.
        command: What became of this run.
    """
    known = list(figures)
    return [*_of_last(known, command), *_of_all(known), *command.measures()]


@dataclass(frozen=True, slots=True)
class Command:
    """What became of one run of the command.

    Attributes:
        status: Its exit status.
        finished: When it ended, as seconds since 1970.
        seconds: How long it took.
        results: What became of its sources.
    """

    status: ExitStatus
    finished: float
    seconds: float
    results: list[Result]

    def measures(self) -> Iterator[Measure]:
        """What is measured of it."""
        for name, unit, meaning, value in (
            ("command_timestamp", "seconds", "When the last `thinktap crawl` ended.", self.finished),
            ("command_duration", "seconds", "How long the last `thinktap crawl` took.", self.seconds),
            ("command_exit_status", "", "Exit status of the last `thinktap crawl`.", int(self.status)),
            ("command_sources", "", "Sources that the last `thinktap crawl` was to ask.", len(self.results)),
        ):
            yield Measure(name, unit, meaning, is_total=False, samples=[({}, value)])


def _of_last(known: list[Figures], command: Command) -> Iterator[Measure]:
    """What is measured of each source's last run; one that could not begin has left no row, and yet an exit status."""
    exits = {one.source: one.last["exit"] for one in known if one.last}
    exits |= {one.source: int(one.exit) for one in command.results if one.exit and one.exit.name != "LOCKED"}
    for name, unit, key, meaning in (
        ("last_run_timestamp", "seconds", "timestamp", "When the source's last run ended."),
        ("last_run_duration", "seconds", "seconds", "How long the source's last run took."),
        ("last_run_listed_addresses", "", "listed", "Addresses that the listings gave in the source's last run."),
    ):
        samples = [({"source": one.source}, one.last[key]) for one in known if one.last]
        yield Measure(name, unit, meaning, is_total=False, samples=samples)
    said = [({"source": source}, value) for source, value in sorted(exits.items())]
    yield Measure(
        "last_run_exit_status", "", "How the source's last run ended; 0 is fine.", is_total=False, samples=said
    )
    succeeded = [({"source": one.source}, one.last_success) for one in known if one.last_success]
    meaning = "When the source's last run ended that was fine."
    yield Measure("last_success_timestamp", "seconds", meaning, is_total=False, samples=succeeded)


def _of_all(known: list[Figures]) -> Iterator[Measure]:
    """What is measured of all that is stored of each source."""
    for name, key, attribute, meaning in (
        ("articles", "status", "articles", "Articles stored, by their status."),
        ("runs", "exit_status", "runs", "Runs, by their exit status."),
        ("met_articles", "outcome", "met", "Articles that runs met, by what they turned out to be."),
        ("fetches", "outcome", "fetches", "Requests, by what became of them."),
    ):
        samples = [
            ({"source": one.source, key: word}, count)
            for one in known
            for word, count in sorted(getattr(one, attribute).items())
        ]
        yield Measure(name, "", meaning, is_total=name != "articles", samples=samples)
    refused = [
        ({"source": one.source, "stage": stage, "reason": reason}, count)
        for one in known
        for (stage, reason), count in sorted(one.rejects.items())
    ]
    yield Measure("rejects", "", "Pages and values refused, by stage and reason.", is_total=True, samples=refused)
