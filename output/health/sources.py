"""Is what each source left sound? Its lock, its state, a run that was killed, a renaming, and files half written."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from output.atomic import read_json
from output.columns import refuse_newer
from output.facts.remembered import remembered
from output.health.finding import Finding
from output.repair.check import file_fault, missing_files, state_fault
from output.shared.sharing import at_work, is_shared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from output.layout import Layout
    from output.lock import Holder

# A source of 100,000 articles, at a second each, takes 28 hours.
LONGEST = timedelta(days=3)


def source_findings(layout: Layout, sources: Collection[str], now: datetime) -> Iterator[Finding]:
    """What the locks and states of these sources are like; those that are sound share a line.

    Raises:
        Incompatible: A newer thinktap wrote the dataset.
    """
    refuse_newer(read_json(layout.latest_of_all).get("schema_version"), layout.root)
    held: dict[str, Holder] = {name: one for name in sources if (one := at_work(layout, name))}
    for name, one in held.items():
        yield _lock(name, one, now)
    if not held:
        yield Finding("locks", "none is held")
    if is_shared(layout):
        yield Finding("states", "kept by the machines that share the dataset")
        return
    free = [name for name in sources if name not in held]
    faults = [one for name in free for one in _state(layout, name)]
    yield from faults
    if not faults:
        yield Finding("states", f"{len(free)} sound")


def table_findings(layout: Layout, source: str) -> Iterator[Finding]:
    """What the files of a source's tables are like, by their footers."""
    faults = dict.fromkeys(missing_files(layout, source), "it is missing")
    paths = list(layout.files_of(source))
    faults |= {path: fault for table, path in paths if (fault := file_fault(path, table))}
    for path, fault in faults.items():
        yield Finding(
            "tables", f"{path}: {fault}", f"thinktap crawl {source} sets it aside, and rebuilds what can be"
        )
    if not faults:
        yield Finding("tables", f"{len(paths)} files of {source}, each with a sound footer")


def leftover_findings(layout: Layout) -> Iterator[Finding]:
    """What killed commands have left: files half written, and renamings half done."""
    left = False
    for note in sorted(layout.renamings.glob("[a-z]*")):
        left = True
        old, new = note.name, note.read_text("utf-8")
        yield Finding("leftovers", f"{old} is renamed by half", f"thinktap rename {old} {new} ends it")
    for folder in sorted(layout.unfinished("").glob("*")):
        files = [path for path in folder.rglob("*") if path.is_file()]
        if files and not at_work(layout, folder.name):
            left = True
            advice = f"the next run{'' if folder.name.startswith('.') else f' of {folder.name}'} clears it away"
            yield Finding("leftovers", f"{len(files)} unfinished files in {folder}", advice)
    if not left:
        yield Finding("leftovers", "none")


def _lock(source: str, held: Holder, now: datetime) -> Finding:
    if held.host:
        return Finding("locks", f"{source} is held by process {held.process} on {held.host}")
    hours = max(now - held.since, timedelta()) / timedelta(hours=1)
    said = f"{source} is held by process {held.process}, for {hours:.1f} hours"
    if now - held.since > LONGEST:
        return Finding("locks", said, f"see whether it still does something; if not, kill {held.process}")
    return Finding("locks", said)


def _state(layout: Layout, source: str) -> Iterator[Finding]:
    path = layout.state_file(source)
    try:
        fault = state_fault(layout, source) if layout.begun(source) else None
        begun = None if fault or not path.exists() else remembered(path).get("run")
    except (sqlite3.Error, OSError) as error:
        yield Finding("states", f"{path} can't be read: {error}", "look at its permissions, and at the disk")
        return
    if fault:
        advice = f"name the --state that crawls use, or let thinktap crawl {source} rebuild it"
        yield Finding("states", f"{path}: {fault}", advice)
    elif begun:
        since = datetime.fromisoformat(begun.split(" ")[1]).astimezone(UTC)
        said = f"a run of {source} was killed that began on {since:%Y-%m-%d %H:%M} UTC"
        yield Finding("states", said, f"thinktap crawl {source} stores what it left, and goes on")
