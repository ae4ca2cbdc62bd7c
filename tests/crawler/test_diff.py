"""`thinktap diff`: what changed in an article, a source or all, plain and coloured, and as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from crawler.commands.diff_words import show
from output.changes.compare import Change
from output.changes.history import Version
from output.changes.words import Kind, Piece
from output.layout import Layout
from output.schema import VERSIONS
from tests.conftest import Done, thinktap
from tests.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff") / "data"
    build(folder, NOW)
    return folder


def told(data: Path, *arguments: str) -> list[tuple[str, str, str]]:
    done = thinktap("diff", *arguments, "--output", data, "--json")
    assert done.status == 0, done.stderr
    return [
        (row["source"], row["url"].rpartition("/")[2], row["kind"])
        for row in map(json.loads, done.stdout.splitlines())
    ]


def identity(data: Path, name: str) -> str:
    done = thinktap("diff", f"https://harbour.example/{name}", "--output", data, "--json")
    return str(json.loads(done.stdout.splitlines()[0])["article_id"])


def test_a_source_tells_what_its_newest_run_brought(data: Path) -> None:
    changed = [("demo", "grain", "content"), ("demo", "lost", "removed"), ("demo", "port", "new")]
    assert sorted(told(data, "demo")) == changed
    run = f"demo-{NOW - timedelta(days=1):%Y%m%d}"
    assert sorted(told(data, "demo", "--since", run)) == changed
    assert (
        len(told(data, "demo", "--since", f"{NOW - timedelta(days=60):%Y-%m-%d}")) == 6
    )  # three more, the first time


def test_all_sources_tell_since_a_day(data: Path) -> None:
    found = told(data, "--since", f"{NOW - timedelta(days=25):%Y-%m-%d}")
    assert (len(found), found[-1]) == (4, ("kite", "wind", "new"))
    assert told(data, "--since", f"{NOW + timedelta(days=2):%Y-%m-%d}") == []


def test_an_article_tells_all_of_its_versions(data: Path) -> None:
    versions = [("demo", "grain", "new"), ("demo", "grain", "content")]
    assert told(data, "https://harbour.example/grain") == versions
    assert told(data, identity(data, "grain")) == versions
    assert (
        told(data, "https://harbour.example/grain#notes", "--since", f"{NOW - timedelta(days=2):%Y-%m-%d}")
        == versions[1:]
    )


def test_the_words_that_changed_are_marked(data: Path) -> None:
    done = thinktap("diff", "https://harbour.example/grain", "--output", data)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["demo: Grain reserves", "  https://harbour.example/grain"]
    assert lines[-2:] == ["  text: Reserves are low.", "    Prices [-rise-]{+fall+}."]
    assert (done.status, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name an article or a source"),
        (("kyte",), "no source is called kyte; did you mean kite?"),
        (("https://harbour.example/other",), "no article is known as https://harbour.example/other"),
        (("0" * 32,), "no article is known as 000"),
        (("kite", "--since", "yesterday"), "--since is a day, as 2026-01-31, or a run of kite; yesterday is neither"),
    ],
)
def test_bad_usage(data: Path, arguments: tuple[str, ...], said: str) -> None:
    done = thinktap("diff", *arguments, "--output", data)
    assert (done.status, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    path = Layout.at(tmp_path).files(VERSIONS, "kite")[0]
    path.write_bytes(b"PAR1")
    done: Done = thinktap("diff", "kite", "--output", tmp_path)
    assert (done.status, str(path) in done.stderr) == (1, True)


def shown(monkeypatch: pytest.MonkeyPatch, *changes: Change, coloured: bool = False, title: str = "Ports") -> str:
    from rich import console

    class Screen(console.Console):
        def __init__(self, **more: Any) -> None:
            super().__init__(
                file=screen, force_terminal=coloured, color_system="standard" if coloured else None, **more
            )

    screen = StringIO()
    monkeypatch.setattr(console, "Console", Screen)
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(Version("kite", "1", "https://kite.example/ports", title, 2, "content", NOW, "run", changes))
    return screen.getvalue()


def test_a_terminal_gets_colours_in_place_of_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    change = Change("title", "Ports", "Docks")
    assert "  title: [-Ports-]{+Docks+}" in shown(monkeypatch, change)
    coloured = shown(monkeypatch, change, coloured=True)
    assert "\x1b[9;31mPorts\x1b[0m\x1b[32mDocks\x1b[0m" in coloured
    assert "[-" not in coloured


def test_what_is_far_from_a_change_is_left_out_and_nothing_speaks_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pieces = (Piece(Kind.SAME, "a" * 500), Piece(Kind.COME, "\x1b[2J"), Piece(Kind.SAME, "b" * 500))
    out = shown(monkeypatch, Change("text", "", "", pieces), title="P\x1b]0;x\x07orts")
    assert f"  text: …{'a' * 60}{{+\\u001b[2J+}}{'b' * 60}…\n" in out
    assert "\x1b" not in out
