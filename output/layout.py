"""Where does everything lie? The one place that builds a path of the dataset."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from output.destination import destination
from output.schema import SOURCES, TABLES, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DATASET = ".dataset"  # who holds its lock may write what is merged over sources; no source's id begins with a dot


@dataclass(frozen=True, slots=True)
class Layout:
    """The dataset's paths under one folder.

    Attributes:
        root: The dataset's folder.
        state: The folder of the state files: always on a local disk, for SQLite's and the locks' sake.
        url: The address that the tables lie under, in an object store. Null: they are in the dataset's folder.
    """

    root: Path
    state: Path
    url: str | None = None

    @classmethod
    def at(cls, root: Path, state: Path | None = None, url: str | None = None) -> Layout:
        """The layout under `root`; the state lies in ``root/state`` unless `state` names another folder."""
        return cls(root.absolute(), (state or root / "state").absolute(), url)

    def table(self, table: Table) -> Path:
        """The folder of a table."""
        return self.root / table.name

    def partition(self, table: Table, source: str) -> Path:
        """The folder of one source's files in a table."""
        return self.table(table) / f"source={source}"

    def bucket(self, table: Table, source: str, number: int = 0) -> Path:
        """The file of a table of current state that holds one bucket."""
        return self.partition(table, source) / f"part-{number}.parquet"

    def year(self, table: Table, source: str, year: int) -> Path:
        """The file of a growing table that holds one year."""
        return self.partition(table, source) / f"{year:04d}.parquet"

    @property
    def sources(self) -> Path:
        """The file of the table over all sources."""
        return self.table(SOURCES) / "part-0.parquet"

    def latest(self, source: str) -> Path:
        """What a source's newest publish left: the readers' cursor."""
        return self.root / "latest" / f"{source}.json"

    def manifest(self, run_id: str) -> Path:
        """What a run left: its source's files with their hashes."""
        return self.root / "manifests" / f"{run_id}.json"

    def files(self, table: Table, source: str = "*") -> list[Path]:
        """The files of a table that are there, of one source or of all; whatever else lies beside them is left out."""
        if table is SOURCES:
            return [self.sources] if self.sources.exists() else []
        names = "[0-9][0-9][0-9][0-9].parquet" if table.grows else "part-[0-9]*.parquet"
        return sorted(self.table(table).glob(f"source={source}/{names}"))

    def files_of(self, source: str) -> Iterator[tuple[Table, Path]]:
        """The files of one source that are there, in all tables."""
        for table in TABLES.values():
            if table is not SOURCES:
                yield from ((table, path) for path in self.files(table, source))

    def known(self) -> list[str]:
        """The sources that have ever been run, or have files: those whose locks guard the whole dataset."""
        locks = {path.stem for path in self.state.glob("[a-z]*.lock")}
        files = {path.name.removeprefix("source=") for path in self.root.glob("*/source=*")}
        return sorted(files | {name for name in locks if "." not in name})

    def begun(self, source: str) -> bool:
        """Whether a source has ever left anything here."""
        return self.state_file(source).exists() or self.holds(source)

    def holds(self, source: str) -> bool:
        """Whether anything of a source lies in the dataset's folder itself, its state aside."""
        return self.latest(source).exists() or any(self.root.glob(f"*/source={source}"))

    def cards(self) -> list[Path]:
        """What the newest publish of each source left, in the order of their ids."""
        return sorted((self.root / "latest").glob("[a-z]*.json"))

    def document(self, name: str) -> Path:
        """A document about the whole dataset."""
        return self.root / name

    @property
    def latest_of_all(self) -> Path:
        """The same, merged over all sources."""
        return self.root / "latest.json"

    def archive(self, source: str) -> Path:
        """The folder of the responses of a source as they came."""
        return self.root / "archive" / f"source={source}"

    def state_file(self, source: str) -> Path:
        """A source's state and its rows that are not yet published."""
        return self.state / f"{source}.sqlite"

    def damaged_state(self, source: str, when: str) -> Path:
        """A source's state that was found damaged, beside its own place."""
        return self.state / f"{source}.sqlite.damaged-{when}"

    def damaged(self, path: Path, when: str) -> Path:
        """A table's file that was found damaged; outside the tables' folders, which hold nothing but whole files."""
        return self.root / "damaged" / path.parent.relative_to(self.root) / f"{path.name}.{when}"

    def lock(self, name: str) -> Path:
        """The file whose lock guards a source, or the dataset itself."""
        return self.state / f"{name}.lock"

    def turn(self, host: str, part: str) -> Path:
        """A file of one host, for what processes that ask it at once must agree on.

        Args:
            host: As strangers write it, so its hash stands in the path.
            part: Which of its files.
        """
        return self.state / "hosts" / f"{sha256(host.encode()).hexdigest()[:24]}.{part}"

    @property
    def renamings(self) -> Path:
        """The folder of such notes; of its own, so that looking there costs the same however many sources there are."""
        return self.state / "renaming"

    def renaming(self, source: str) -> Path:
        """The note that a source is being renamed, which holds its new id."""
        return self.renamings / source

    @property
    def told(self) -> Path:
        """What trouble was told of, and when."""
        return self.state / "told.json"

    @property
    def unfinished_note(self) -> Path:
        """The folder of such a note while it is being written: the state may lie on a disk of its own."""
        return self.state / ".tmp"

    def publishing(self, source: str) -> Path:
        """The file whose lock is held while a source's files are replaced."""
        return self.lock(f"{source}.publish")

    def unfinished(self, name: str) -> Path:
        """The folder of files that are still being written, by the one who holds the lock of a source or the dataset.

        What a killed one left there is waste, and goes with the next.
        """
        return self.root / ".tmp" / name


def layout_of(settings: Mapping[str, Any]) -> Layout:
    """Where the dataset lies by the settings THINKTAP_OUTPUT and THINKTAP_STATE."""
    return Layout.at(*destination(settings["THINKTAP_OUTPUT"], settings["THINKTAP_STATE"]))
