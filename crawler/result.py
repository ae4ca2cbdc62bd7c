"""What became of one source, and with what status does the command end?"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

from crawler.status import ExitStatus, exit_of
from output.records import RunCounts

if TYPE_CHECKING:
    from output.errors import OutputError


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source.

    Attributes:
        source: Its id.
        exit: As the command's exit status.
        verdict: One plain line.
        counts: What the run met; all zero when it could not begin.
        seconds: How long it took.
        cause: Why it is no good run, one of the words of `runs.cause`. Null when it is one, or none could begin.
        run: The id of the run. Null when it could not begin.
        ended: When, as seconds since 1970.
    """

    source: str
    exit: ExitStatus
    verdict: str
    counts: RunCounts = field(default_factory=RunCounts)
    seconds: float = 0.0
    cause: str | None = None
    run: str | None = None
    ended: float = field(default_factory=time.time, compare=False)

    @classmethod
    def read(cls, said: dict[str, Any]) -> Self:
        """One that another process has told, by `asdict`."""
        return cls(**{**said, "exit": ExitStatus(said["exit"]), "counts": RunCounts(**said["counts"])})

    def as_dict(self) -> dict[str, Any]:
        """The same, flat, for a table or JSON."""
        return {
            "source": self.source,
            **asdict(self.counts),
            "seconds": round(self.seconds, 1),
            "verdict": self.verdict,
        }


def exit_status(results: list[Result], cut: ExitStatus | None = None, fault: OutputError | None = None) -> ExitStatus:
    """The command's exit status: the worst of what became of its sources.

    A source that another run holds is that run's concern, unless nothing else was asked for.

    Args:
        results: What became of them.
        cut: The status of the signal that cut the run short. Null when none did.
        fault: What went wrong beside them. Null when nothing did.
    """
    seen = {result.exit for result in results} | ({exit_of(fault)} if fault else set())
    if ExitStatus.UNWRITABLE in seen:
        return ExitStatus.UNWRITABLE
    if cut:
        return cut
    if seen and seen <= {ExitStatus.USAGE, ExitStatus.LOCKED}:  # nothing was touched
        return min(seen)
    return ExitStatus.TROUBLE if seen & {ExitStatus.TROUBLE, ExitStatus.USAGE} else ExitStatus.FINE
