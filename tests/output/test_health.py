"""What the doctor finds out of folders, permissions, locks, states and leftovers: what is fine, and what to do else."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from output.atomic import write_text
from output.errors import Incompatible
from output.health.folders import file_system, folder_findings
from output.health.permissions import permission_findings
from output.health.sources import leftover_findings, source_findings, table_findings
from output.layout import Layout
from output.lock import FileLock
from output.schema import ARTICLES
from tests.dataset import build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from output.health.finding import Finding

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("health") / "data"
    build(root, NOW)
    return root


@pytest.fixture
def layout(made: Path, tmp_path: Path) -> Layout:
    """A copy of a sound dataset, to be spoilt."""
    return Layout.at(Path(shutil.copytree(made, tmp_path / "data")))


def wrong(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.advice]


def test_all_is_fine_with_a_sound_dataset(layout: Layout) -> None:
    sources = layout.known()
    found = [
        *folder_findings(layout),
        *permission_findings(layout),
        *source_findings(layout, sources, NOW),
        *leftover_findings(layout),
        *table_findings(layout, "demo"),
    ]
    assert wrong(found) == []
    said = {one.what: one.says for one in found}
    assert (said["locks"], said["states"], said["leftovers"]) == ("none is held", "2 sound", "none")


def test_what_is_not_there_yet_can_be_made(tmp_path: Path) -> None:
    found = list(folder_findings(Layout.at(tmp_path / "a" / "b")))
    assert wrong(found) == []
    assert found[0].says == f"{tmp_path}/a/b is not there yet; {tmp_path} can be written"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = wrong(folder_findings(Layout.at(tmp_path / "file" / "data", tmp_path)))
    assert [(one.what, one.of_disk) for one in found] == [("output folder", True)]


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=300 * 2**20))
    found = wrong(folder_findings(Layout.at(tmp_path)))
    assert [(one.what, one.says, one.of_disk) for one in found] == [
        ("output disk", "0.3 GiB free", True),
        ("state disk", "0.3 GiB free", True),
    ]


def test_a_clock_that_the_disk_does_not_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOW.timestamp() - 3600)
    (found, _) = wrong(folder_findings(Layout.at(tmp_path)))
    assert "clock" in found.says
    assert not found.of_disk


MOUNT_LINES = "/dev/sda1 / ext4 rw 0 0\nfiler:/home /home nfs4 rw 0 0\n//nas/x /mnt/my\\040share cifs rw 0 0\ntmpfs /home/tmp tmpfs rw 0 0\n"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/data", "ext4"),
        ("/home/ada/data", "nfs4"),
        ("/homes/data", "ext4"),
        ("/mnt/my share/data", "cifs"),
        ("/home/tmp/x", "tmpfs"),
    ],
)
def test_on_which_file_system_a_folder_lies(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNT_LINES) == kind
    assert file_system(Path(folder), "") is None


def test_a_state_on_a_remote_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("filer:/ / nfs4 rw 0 0\n")
    monkeypatch.setattr("output.health.folders.MOUNTS", mounts)
    (found,) = wrong(folder_findings(Layout.at(tmp_path)))
    assert (found.says, "local disk" in (found.advice or "")) == (f"{tmp_path}/state lies on nfs4", True)


def test_files_that_anybody_may_write(layout: Layout) -> None:
    for name in ("demo", "kite"):
        layout.state_file(name).chmod(0o666)
    (found,) = wrong(permission_findings(layout))
    assert found.says.startswith(f"{layout.state}/")
    assert found.says.endswith(".sqlite and 1 more: anybody may write it")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_files_of_another_user(layout: Layout) -> None:
    os.chown(layout.state_file("kite"), 12_345, -1)
    (found,) = wrong(permission_findings(layout))
    assert found.says == f"{layout.state_file('kite')}: of another owner than the dataset"


def test_a_lock_says_who_holds_it_and_is_wrong_after_days(layout: Layout) -> None:
    with FileLock(layout.lock("kite"), signed=True):
        found = list(source_findings(layout, ["kite", "demo"], NOW))
        assert wrong(found) == []
        assert f"kite is held by process {os.getpid()}, for 0.0 hours" in [one.says for one in found]
        (late,) = wrong(source_findings(layout, ["kite"], NOW + timedelta(days=4)))
    assert f"kill {os.getpid()}" in (late.advice or "")


def test_a_damaged_state(layout: Layout) -> None:
    layout.state_file("kite").write_bytes(b"rubbish" * 1_000)
    (found,) = wrong(source_findings(layout, ["demo", "kite"], NOW))
    assert str(layout.state_file("kite")) in found.says
    assert "thinktap crawl kite" in (found.advice or "")


def test_a_killed_run(layout: Layout) -> None:
    from output.state import State

    state = State(layout.state_file("kite"))
    state.remember("run", "kite-7 2026-01-31T05:15:00+00:00 0.1.0")
    state.connection.close()
    (found,) = wrong(source_findings(layout, ["kite"], NOW))
    assert found.says == "a run of kite was killed that began on 2026-01-31 05:15 UTC"


def test_leftovers(layout: Layout) -> None:
    (layout.unfinished("kite") / "half.parquet").write_bytes(b"PAR1")
    write_text(layout.renaming("owl"), layout.unfinished_note, "barn_owl")
    with FileLock(layout.lock("kite"), signed=True):  # a run writes it just now
        assert [one.advice for one in wrong(leftover_findings(layout))] == ["thinktap rename owl barn_owl ends it"]
    found = wrong(leftover_findings(layout))
    assert found[1].says == f"1 unfinished files in {layout.unfinished('kite')}"


def test_damaged_and_missing_tables(layout: Layout) -> None:
    path = layout.bucket(ARTICLES, "kite")
    path.write_bytes(path.read_bytes()[:-10])
    (found,) = wrong(table_findings(layout, "kite"))
    assert found.says.startswith(f"{path}: ")
    path.unlink()
    (found,) = wrong(table_findings(layout, "kite"))
    assert found.says == f"{path}: it is missing"


def test_a_newer_dataset_is_refused(layout: Layout) -> None:
    layout.latest_of_all.write_text('{"schema_version": 99}', "utf-8")
    with pytest.raises(Incompatible):
        list(source_findings(layout, ["kite"], NOW))
