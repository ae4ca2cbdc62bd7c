"""Files: a reader sees the old one or the new one, whole; row groups keep their size; locks die with their holder."""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime
from threading import Timer
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from output.atomic import make_folder, replacing, write_json
from output.errors import Locked
from output.lock import FileLock, holder
from output.parquet import GROUP_ROWS, read_pieces, write_groups
from output.schema import ALIASES
from tests.conftest import python

if TYPE_CHECKING:
    from pathlib import Path


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    write_json(target, tmp_path / ".tmp", {"a": 1})
    with pytest.raises(RuntimeError), replacing(target, tmp_path / ".tmp") as aside:
        aside.write_text("half")
        raise RuntimeError
    assert json.loads(target.read_text()) == {"a": 1}
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_what_the_disk_refuses_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    with pytest.raises(IsADirectoryError) as refused:
        write_json(tmp_path / "x.json", tmp_path / ".tmp", {})
    assert str(refused.value).endswith(f"Is a directory: '{tmp_path}/x.json'")


def test_a_new_folder_s_name_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("output.atomic.sync", synced.append)
    for _ in range(2):
        make_folder(tmp_path / "state" / "more")
    assert synced == [tmp_path, tmp_path / "state"]


def test_many_small_groups_become_even_ones(tmp_path: Path) -> None:
    def aliases(start: int, count: int) -> pa.Table:
        rows = [
            {"url": str(n), "article_id": "a", "first_seen_at": 0, "run_id": "r"} for n in range(start, start + count)
        ]
        return pa.Table.from_pylist(rows, schema=ALIASES.schema)

    path = tmp_path / "part-0.parquet"
    written = write_groups(path, tmp_path / ".tmp", ALIASES, (aliases(n * 700, 700) for n in range(5)), {})
    assert written == 3500
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert sizes == [GROUP_ROWS, GROUP_ROWS, 500]
    assert [url for group in read_pieces(path, ALIASES) for url in group["url"].to_pylist()] == [
        str(n) for n in range(3500)
    ]


def test_a_lock_is_held_once_and_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    with FileLock(path), pytest.raises(Locked):
        FileLock(path).acquire()
    code = f"from pathlib import Path; from output.lock import FileLock; import os; FileLock(Path({str(path)!r})).acquire(); os._exit(9)"
    assert python("-c", code).status == 9
    FileLock(path).acquire().release()


def test_one_who_looks_keeps_nobody_from_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    path.touch()
    with path.open("rb") as looked:
        fcntl.flock(looked, fcntl.LOCK_SH)
        Timer(0.1, fcntl.flock, (looked.fileno(), fcntl.LOCK_UN)).start()
        FileLock(path).acquire().release()


def test_who_holds_a_signed_lock_is_told_while_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    assert holder(path) is None
    with FileLock(path, signed=True):
        held = holder(path)
        assert held
        assert held.process == os.getpid()
        assert abs((datetime.now(UTC) - held.since).total_seconds()) < 60
    assert holder(path) is None
    code = f"from pathlib import Path; from output.lock import FileLock; import os; FileLock(Path({str(path)!r}), signed=True).acquire(); os._exit(9)"
    assert python("-c", code).status == 9
    assert (path.read_text("ascii") > "", holder(path)) == (True, None)  # what it has written is no proof
