"""Who mends what is damaged in a source's part of the dataset? The run that meets it, and it says so in its verdict."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from output.errors import Incompatible, Unreadable, Unwritable
from output.repair.check import file_fault, is_elsewhere, missing_files, state_fault
from output.repair.file import MendedFile
from output.repair.readable import survey
from output.repair.rebuild import know_archive, rebuild_state
from output.run import Cause

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from output.layout import Layout
    from output.run import Run, Verdict
    from output.schema import Table

LOG = logging.getLogger(__name__)
T = TypeVar("T")


class Mender:
    """Sets aside what is damaged, and rebuilds what was in it from what remains.

    Args:
        layout: Where the dataset lies.
        source: The source, whose lock is held.
        run: The run that meets the damage.
    """

    def __init__(self, layout: Layout, source: str, run: Run) -> None:
        self._layout, self._source, self._run = layout, source, run
        self._about = {"event": "damage", "source": source, "run": run.run_id}  # in the log
        self._when = f"{run.started_at:%Y%m%dT%H%M%SZ}"
        self._mended: set[Path] = set()
        self._damages: list[str] = []

    def look(self) -> None:
        """Mend what a cheap look finds: the state, the footers of the tables' files, files that are not there.

        Where the state is lost the tables are read to their end, for it is rebuilt from them.

        Raises:
            Unwritable: The state is damaged and the tables lie in an object store, which it can't be rebuilt from.
            Incompatible: The state is that of another output.
            OSError: The disk is full or refuses us.
        """
        if not self._layout.begun(self._source):
            return  # the source's first run
        why = state_fault(self._layout, self._source)
        if self._layout.url:
            self._refuse(why)
            return
        if why:
            self._rebuild_state(why)
        elif is_elsewhere(self._layout, self._source):
            raise Incompatible(
                f"{self._layout.state_file(self._source)} has published {self._source}, and nothing of it is in"
                f" {self._layout.root}: name the --output that it was published to, or another --state; without that state a"
                " crawl begins anew"
            )
        elif (found := know_archive(self._layout, self._source)) is not None:
            said = "the state of %s knew nothing of its archive: %d responses found there"
            LOG.warning(said, self._source, found, extra=self._about)
        missing = [*missing_files(self._layout, self._source)]
        for table, path in [*self._layout.files_of(self._source)]:
            if fault := file_fault(path, table) or (_inner_fault(path, table) if why else None):
                self.mend(Unreadable(path, fault))
        for path in missing:
            self.mend(Unreadable(path, "it is missing"))

    def mending(self, read: Callable[[], T]) -> T:
        """What a reading gives, after the files that turn out to be damaged are mended.

        Raises:
            OSError: The disk is full or refuses us.
        """
        while True:
            try:
                return read()
            except Unreadable as damage:
                self.mend(damage)

    def mend(self, damage: Unreadable) -> None:
        """Mend a file of a table.

        Raises:
            Unwritable: It was mended in this run already: the disk does not keep what is written to it.
            OSError: The disk is full or refuses us.
        """
        if damage.path in self._mended:
            raise Unwritable(f"{damage}, again after it was mended")
        self._mended.add(damage.path)
        aside, became = MendedFile(self._layout, self._source, self._run, damage.path).mend(self._when)
        LOG.error("%s; %s: %s", damage, _where(aside), became, extra=self._about)
        name = damage.path.relative_to(self._layout.root)
        self._damages.append(f"{name} was damaged: {became}")

    def judged(self, verdict: Verdict) -> Verdict:
        """What is to be said of a run, which is no good one where damage was met."""
        if not self._damages:
            return verdict
        said = "; ".join([verdict.line, *self._damages])
        cause = verdict.cause or Cause.DAMAGE
        return verdict._replace(exit=verdict.exit or 1, line=f"{said}; see the log", cause=cause)

    def _refuse(self, why: str | None) -> None:
        path = self._layout.state_file(self._source)
        if why and path.exists():
            raise Unwritable(f"{path} is damaged ({why}); from tables in an object store it can't be rebuilt")

    def _rebuild_state(self, why: str) -> None:
        path = self._layout.state_file(self._source)
        aside, became = rebuild_state(self._layout, self._source, self._when)
        lost = "rows that were not yet published are lost with it, how many can't be known"
        advice = f"`thinktap extract --from-archive {self._source}` reads back what was archived"
        said = "%s can't be used: %s; %s; it is rebuilt: %s; %s; %s"
        LOG.error(said, path, why, _where(aside), became, lost, advice, extra=self._about)
        self._damages.append(f"the state was lost ({why}) and is rebuilt from the tables: {became}; {lost}; {advice}")


def _where(aside: Path | None) -> str:
    return f"it is set aside as {aside}" if aside else "nothing is set aside"


def _inner_fault(path: Path, table: Table) -> str | None:
    found = survey(path, table)
    return "some of its row groups can't be read" if found.kept != found.rows else None
