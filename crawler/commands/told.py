"""Whom does `thinktap crawl` tell of its run? Those whom the command line or the environment names; nothing is loaded for nobody."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import stop
from crawler.telling.otlp import SIGNALS, send_measures, send_trace, wanted
from output.destination import destination, is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crawler.commands.next_command import Given
    from crawler.result import Result
    from crawler.status import ExitStatus
    from crawler.telling.measures import Measure
    from crawler.telling.teller import Teller
    from output.facts.figures import Figures
    from output.layout import Layout

Notify = Annotated[
    list[str] | None,
    typer.Option(
        "--notify",
        metavar="TARGET",
        envvar="THINKTAP_NOTIFY",
        help="Whom to tell of trouble and of its end, as mailto://… or https://…; may be repeated.",
    ),
]
Always = Annotated[bool, typer.Option("--notify-always", help="Send a message of each run.")]
Metrics = Annotated[
    Path | None, typer.Option("--metrics", metavar="FILE", help="Write Prometheus' metrics into this file.")
]

AT_END = 30  # seconds that the end of a run waits for OpenTelemetry's collector
LOG = logging.getLogger(__name__)


def telling(given: Given, targets: Sequence[str], metrics: Path | None, *, always: bool) -> Telling:
    """What is to be told of this run.

    Args:
        given: Where the command was told to look.
        targets: As the user wrote them.
        metrics: The file for Prometheus. Null when there is to be none.
        always: Whether a message is sent of each run.

    Raises:
        typer.Exit: With status 2: a target is mistyped, or the metrics can't be made.
    """
    if metrics and is_url(given.output):
        stop("--metrics is read from the dataset's tables, which must lie in a folder")
    if metrics and (metrics.is_dir() or not metrics.absolute().parent.is_dir()):
        stop(f"--metrics: {metrics} can't be a file: its folder is not there, or it is one")
    teller = _teller(targets, always=always) if targets else None
    return Telling(given, teller, metrics, tuple(signal for signal in SIGNALS if wanted(signal)))


def _teller(targets: Sequence[str], *, always: bool) -> Teller:
    from crawler.telling.targets import NoTarget, read
    from crawler.telling.teller import Teller

    try:
        return Teller(read(targets), always)
    except NoTarget as error:
        stop(str(error))


@dataclass
class Telling:
    """What is to be told of one run.

    Attributes:
        given: Where the command was told to look.
        teller: Tells the targets. Null when there are none.
        metrics: The file for Prometheus. Null when there is to be none.
        signals: What OpenTelemetry is to get: TRACES, METRICS, both or nothing.
    """

    given: Given
    teller: Teller | None
    metrics: Path | None
    signals: tuple[str, ...]

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Tell that the run begins, and if the block raises that it failed."""
        self._began = time.time()
        with self.teller.begun() if self.teller else nullcontext():
            yield

    def end(self, results: list[Result], status: ExitStatus) -> None:
        """Tell how the run ended; what goes wrong with that is logged, and is no part of the result."""
        if not (self.teller or self.metrics or self.signals):
            return
        try:
            self._end(results, status)
        except KeyboardInterrupt:
            LOG.error("a signal came before all were told")  # noqa: TRY400  (the signal is no error)
        except Exception:
            LOG.exception("the run could not be told of")

    def _end(self, results: list[Result], status: ExitStatus) -> None:
        from crawler.telling.bounded import tell
        from output.layout import Layout

        layout = Layout.at(*destination(self.given.output, str(self.given.state or "")))
        sending = self._measured(layout, results, status)
        if self.teller:
            from crawler.telling.account import account_of

            self.teller.end(account_of(results, status, self.given, datetime.now(UTC)), layout, sending)
        else:
            tell(sending, AT_END)

    def _measured(self, layout: Layout, results: list[Result], status: ExitStatus) -> dict[str, Callable[[], None]]:
        """Write the file for Prometheus, and tell what is to be sent to OpenTelemetry."""
        from crawler.telling.measures import Command, measures

        now = time.time()
        command = Command(status, now, now - self._began, results)
        sending: dict[str, Callable[[], None]] = {}
        if "TRACES" in self.signals:
            sending["OpenTelemetry's traces"] = partial(send_trace, command)
        if self.metrics or "METRICS" in self.signals:
            made = measures(_figures(layout), command)
            if "METRICS" in self.signals:
                sending["OpenTelemetry's metrics"] = partial(send_measures, made)
            if self.metrics:
                _write(self.metrics, made)
        return sending


def _figures(layout: Layout) -> Iterator[Figures]:
    """The numbers of every source in the dataset; one whose files are damaged is left out, and named in the log."""
    from output.errors import OutputError
    from output.facts.figures import figures_of

    for source in layout.known() if layout.url is None else ():
        try:
            yield figures_of(layout, source)
        except (OutputError, OSError) as error:
            LOG.error("no metrics of %s: %s", source, error, extra={"source": source})  # noqa: TRY400  (the text says all)


def _write(path: Path, made: list[Measure]) -> None:
    from crawler.telling.prometheus import write

    try:
        write(path, made)
    except OSError as error:
        LOG.error("the metrics can't be written: %s: %s", path, error.strerror)  # noqa: TRY400  (the text says all)
