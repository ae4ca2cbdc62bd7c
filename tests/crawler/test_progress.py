"""What a terminal shows of a crawl: a line a source that keeps its place, one for all, and messages above them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest
from rich.console import Console

from crawler.commands.progress import Board, span
from crawler.spiders.run import Progress
from tests.conftest import PROJECT
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

ORDER = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # what speaks to a terminal

COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")


@dataclass
class Running:
    """A fleet whose sources have come as far as is said here."""

    now: dict[str, Progress]
    results: list[Any] = field(default_factory=list)

    def progress(self) -> dict[str, Progress]:
        return self.now


def lines(board: Board, width: int, height: int) -> list[str]:
    console = Console(width=width, height=height, force_terminal=False)
    with console.capture() as shown:
        console.print(board.shown())
    return [line.rstrip() for line in shown.get().splitlines()]


def board(fleet: Running, total: int, width: int = 80, height: int = 24) -> Board:
    return Board(cast("Any", fleet), Console(width=width, height=height), total)


def test_each_source_has_its_numbers() -> None:
    fleet = Running({"kite": Progress(30, 6, 5, 1, 20), "owl": Progress(listed=3)})
    head, kite, owl, every = lines(board(fleet, 2), 80, 24)
    assert head.split() == ["listed", "fetched", "stored", "rejected", "time", "left"]
    assert re.findall(r"\d+", kite)[:4] == ["30", "6", "5", "1"]
    assert re.findall(r"\d+", owl) == ["3", "0", "0", "0"]
    assert re.findall(r"\d+", every)[:6] == ["0", "2", "33", "6", "5", "1"]
    assert len(lines(board(fleet, 1), 80, 24)) == 3, "one source needs no sum"


@pytest.mark.parametrize(("width", "height"), [(80, 24), (200, 50), (60, 10), (40, 5)])
def test_no_more_lines_than_the_terminal_has(width: int, height: int) -> None:
    fleet = Running(
        {f"institute_{number}_of_a_very_long_name": Progress(10_000, 1_000, 900, 100, 9) for number in range(16)}
    )
    shown = lines(board(fleet, 400, width, height), width, height)
    assert len(shown) < height
    assert max(map(len, shown)) <= width
    assert (f"and {16 - (height - 4)} more" in "\n".join(shown)) is (height < 20)
    assert "of 400" in shown[-1] or width < 60


def test_a_source_keeps_its_line_and_the_next_one_takes_a_free_one() -> None:
    fleet = Running({"kite": Progress(1), "owl": Progress(2), "heron": Progress(3)})
    shown = board(fleet, 5)
    assert [line.split()[0] for line in lines(shown, 80, 24)[1:4]] == ["kite", "owl", "heron"]
    fleet.now, fleet.results = {"kite": Progress(1), "heron": Progress(3)}, [1]
    assert [line.split(" ")[0] for line in lines(shown, 80, 24)[1:4]] == ["kite", "", "heron"]
    fleet.now = {"kite": Progress(1), "heron": Progress(3), "crow": Progress(4)}
    assert [line.split()[0] for line in lines(shown, 80, 24)[1:4]] == ["kite", "crow", "heron"]
    assert "1 of 5 sources" in lines(shown, 80, 24)[-1]
    assert re.findall(r"\d+", lines(shown, 80, 24)[-1])[2] == "10", "what owl listed is not forgotten"


@pytest.mark.parametrize(("seconds", "said"), [(0.9, "0:00"), (65, "1:05"), (7_500, "2:05:00")])
def test_a_rough_time(seconds: float, said: str) -> None:
    assert span(seconds) == said


def test_messages_stand_above_the_bars_of_a_real_terminal(tmp_path: Path) -> None:
    with Site() as site:
        site.listing(("/good", "The harbour in its second year"), ("/dead\x1b[2J", "A dead one"))
        site.article("/good", "The harbour in its second year")
        site.pages["/good"].waits = 1
        site.pages["/list"], site.pages["/"] = site.pages["/"], Answer("x", 404)
        sources = site.source(tmp_path / "s", start="/list")
        site.source(sources, name="owl")
        shown, status = on_a_terminal("crawl", "--sources", sources, "--output", tmp_path / "out", "-v")
    assert status == 1
    assert "fetched" in shown
    assert "\x1b[?25h" in shown[shown.rfind("\x1b[?25l") :], "the cursor is back"
    assert COLOUR.findall(shown) == [], "NO_COLOR is set"
    plain = ORDER.sub("", shown).replace("\r", "\n")
    warning = [line for line in plain.split("\n") if "INFO owl: listing page" in line]
    assert len(warning) == 1
    assert warning[0].endswith("HTTP 404")
    assert "\x1b[2J" not in shown


def on_a_terminal(*arguments: object) -> tuple[str, int]:
    """What a terminal of 200 columns gets from the command, and its exit status."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    around = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    command = [sys.executable, "-c", "from crawler.cli import main; main()", *map(str, arguments)]
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    process = subprocess.Popen(
        command, cwd=PROJECT, env={**around, "NO_COLOR": "1", "TERM": "xterm"}, **cast("Any", streams)
    )
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65_536):
            said += piece
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(ours)
    return said.decode(), process.wait(60)
