"""The dataset survives: kills at each step and at any moment, power cuts, full disks, many readers and many starts.

Each part is a program of its own beside this file, in a short form here and a long one for `make torture`; both print what they
did. Where a part can't be done, it is skipped and says why.
"""

from __future__ import annotations

import json
import random
import subprocess
from functools import cache
from typing import Any

import pytest

from tests.conftest import python

HOUR = 3_600
IN_A_MOUNT = ("unshare", "--user", "--map-root-user", "--mount")  # of util-linux; root within, who may call mount
ENGINES = ("pandas", "pyarrow", "polars", "duckdb")
long = pytest.mark.torture


def torture(part: str, *arguments: object, around: tuple[str, ...] = ()) -> dict[str, Any]:
    """Run a part in a process of its own, which forks many, and return what it printed."""
    command = ("-m", f"tests.torture.{part}", *arguments)
    if around:
        become = f"import os, sys; os.execvp({around[0]!r}, [*{around!r}, sys.executable, *sys.argv[1:]])"
        command = ("-c", become, *command)
    done = python(*command, measured=False, seconds=HOUR)
    assert done.status == 0, f"{command}\n{done.stderr}"
    figures: dict[str, Any] = json.loads(done.stdout)
    print(part, *arguments, json.dumps(figures))
    return figures


@cache
def why_no_mount() -> str:
    """Why no file system can be mounted here; empty when it can."""
    try:
        mount = "mount -t tmpfs -o size=64k torture /mnt"
        done = subprocess.run([*IN_A_MOUNT, "sh", "-c", mount], capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return done.stderr.strip() if done.returncode else ""


def needs_trace() -> None:
    done = python("-c", "from tests.torture.traced import can_trace; print(can_trace())", measured=False)
    if why := done.stdout.strip() or done.stderr:
        pytest.skip(f"no kill before each system call and no power cut, only kills at random moments: {why}")


def some(most: int) -> int:
    """Where to begin: another place each time, so that all are met in the end. A failure names the place."""
    return random.randrange(most)


@pytest.mark.parametrize(
    ("done", "first", "every"),
    [
        pytest.param(1, some(150), 150, id="short"),
        *(pytest.param(1, half, 2, marks=long, id=f"long-{half}") for half in range(2)),
        *(pytest.param(0, half, 2, marks=long, id=f"long-from-nothing-{half}") for half in range(2)),
    ],
)
@pytest.mark.timeout(HOUR)
def test_killed_before_each_step(done: int, first: int, every: int) -> None:
    needs_trace()
    assert torture("steps", done, first, every)["kills"]


@pytest.mark.parametrize(
    ("first", "every"),
    [
        pytest.param(some(330), 330, id="short"),
        *(pytest.param(part + some(3), 6, marks=long, id=f"long-{part}") for part in (0, 3)),
    ],
)
@pytest.mark.timeout(HOUR)
def test_power_cut(first: int, every: int) -> None:
    needs_trace()
    cuts = torture("power", first, every)["cuts"]
    assert "nothing" in cuts


@pytest.mark.parametrize(
    "times", [pytest.param(6, id="short"), *(pytest.param(250, marks=long, id=f"long-{part}") for part in range(4))]
)
@pytest.mark.timeout(HOUR)
def test_killed_at_any_moment(times: int) -> None:
    assert torture("kills", times, some(1_000_000))["kills"] == times


@pytest.mark.torture
@pytest.mark.parametrize("kind", ["folder", "bucket"])
@pytest.mark.timeout(HOUR)
def test_machines_that_die(kind: str) -> None:
    assert sum(torture("machines", 20, some(1_000_000), kind)["kills"].values()) == 20


@pytest.mark.parametrize("points", [pytest.param(2, id="short"), pytest.param(50, marks=long, id="long")])
@pytest.mark.parametrize("where", ["output", "state", "limit"])
@pytest.mark.timeout(HOUR)
def test_full_disk(where: str, points: int) -> None:
    is_mount = where != "limit"
    if is_mount and why_no_mount():
        pytest.skip(f"no full disk, only a limit on the size of files: {why_no_mount()}")
    left = torture("full", where, points, around=IN_A_MOUNT if is_mount else ())["left with"]
    assert left["74"] > points // 2
    assert left["0"], "the last size is enough"


@pytest.mark.parametrize(
    ("first", "publishes", "seconds"),
    [pytest.param(200, 5, 0, id="short"), pytest.param(2_000, 200, 1, marks=long, id="long")],
)
@pytest.mark.timeout(HOUR)
def test_readers_beside_publishes(first: int, publishes: int, seconds: int) -> None:
    figures = torture("readers", first, publishes, seconds)
    for engine in ENGINES:
        seen = figures["readers"][engine]
        assert not [said for said in seen if said.startswith("wrong")], (engine, seen)
        assert seen["last"] == figures["expected"], engine
    assert "errors" not in figures["readers"]["pandas"]


@pytest.mark.parametrize(
    ("sources", "starts"), [pytest.param(4, 20, id="short"), pytest.param(10, 100, marks=long, id="long")]
)
@pytest.mark.timeout(HOUR)
def test_overlapping_starts(sources: int, starts: int) -> None:
    left = torture("starts", sources, starts)["left with"]
    assert left["75"] + left["0"] == starts
