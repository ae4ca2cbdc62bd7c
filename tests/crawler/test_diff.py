"""`thinktap diff`: what changed in an article, a source or all, plain and coloured, and as JSON."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from crawler.commands.diff import versions
from crawler.commands.diff_words import show
from output.changes.compare import Change
from output.changes.history import Version
from output.changes.words import Kind, Piece
from output.errors import Unreadable
from output.layout import Layout
from output.schema import ARTICLES, VERSIONS
from tests.conftest import thinktap
from tests.dataset import build

if TYPE_CHECKING:
    from output.schema import Table

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff") / "data"
    build(folder, NOW)
    return folder


def told(data: Path, which: str | None = None, since: str | None = None) -> list[tuple[str, str, str]]:
    found = versions(Layout.at(data), which, since)
    return [(one.source, one.url.rpartition("/")[2], one.kind) for one in found]


def ago(days: int) -> str:
    return f"{NOW - timedelta(days=days):%Y-%m-%d}"


def test_a_source_tells_what_its_newest_run_brought(data: Path) -> None:
    changed = [("demo", "grain", "content"), ("demo", "lost", "removed"), ("demo", "port", "new")]
    assert sorted(told(data, "demo")) == changed
    assert sorted(told(data, "demo", f"demo-{NOW - timedelta(days=1):%Y%m%d}")) == changed
    assert len(told(data, "demo", ago(60))) == 6  # three more, the first time


def test_all_sources_tell_since_a_day(data: Path) -> None:
    found = told(data, since=ago(25))
    assert (len(found), found[-1]) == (4, ("kite", "wind", "new"))
    assert told(data, since=ago(-2)) == []


def test_an_article_tells_all_of_its_versions(data: Path) -> None:
    changes = [("demo", "grain", "new"), ("demo", "grain", "content")]
    assert told(data, "https://harbour.example/grain") == changes
    (first, _) = versions(Layout.at(data), "https://harbour.example/grain", None)
    assert told(data, first.article_id) == changes
    assert told(data, "https://harbour.example/grain#notes", ago(2)) == changes[1:]


def test_json_has_the_pieces_of_a_text(data: Path) -> None:
    done = thinktap("diff", "https://harbour.example/grain", "--output", data, "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["kind"], first["changes"], second["title"], second["version"]) == ("new", [], "Grain reserves", 2)
    assert (first["at"][-1], second["at"][-1]) == ("Z", "Z")  # as `export` and `status` write an instant
    (change,) = second["changes"]
    assert change["field"] == "text"
    assert change["pieces"][1:3] == [["gone", "rise"], ["come", "fall"]]


def test_the_words_that_changed_are_marked(data: Path) -> None:
    done = thinktap("diff", "https://harbour.example/grain", "--output", data)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["demo: Grain reserves", "  https://harbour.example/grain"]
    assert lines[-2:] == ["  text: Reserves are low.", "    Prices [-rise-]{+fall+}."]
    assert (done.status, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kyte", None), "nothing is stored of a source kyte; did you mean kite?"),
        (("https://harbour.example/other", None), "no article is known as https://harbour.example/other"),
        (("0" * 32, None), "no article is known as 000"),
        (("kite", "yesterday"), "--since is a day, as 2026-01-31, or a run of kite; yesterday is neither"),
    ],
)
def test_bad_usage(
    data: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str | None, ...], said: str
) -> None:
    with pytest.raises(typer.Exit) as ended:
        list(versions(Layout.at(data), *arguments))
    assert (ended.value.exit_code, said in capsys.readouterr().err) == (2, True)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    path = Layout.at(tmp_path).files(VERSIONS, "kite")[0]
    path.write_bytes(b"PAR1")
    done = thinktap("diff", "kite", "--output", tmp_path)
    assert (done.status, str(path) in done.stderr) == (1, True)
    done = thinktap("diff", "kite", "--output", tmp_path / "none")
    assert (done.status, f"nothing is stored in {tmp_path}/none yet" in done.stderr) == (2, True)
    (tmp_path / "latest.json").write_text('{"schema_version": 99}', "utf-8")
    done = thinktap("diff", "kite", "--output", tmp_path)
    assert (done.status, "newer thinktap" in done.stderr) == (2, True)
    done = thinktap("diff", "--output", tmp_path)
    assert (done.status, "name an article or a source" in done.stderr) == (2, True)


@pytest.mark.parametrize("table", [ARTICLES, VERSIONS])
def test_a_file_that_was_deleted_is_damage(data: Path, tmp_path: Path, table: Table) -> None:
    (first, *_) = versions(Layout.at(data), "https://harbour.example/grain", None)
    layout = Layout.at(Path(shutil.copytree(data, tmp_path / "data")))
    (path,) = layout.files(table, "demo")
    path.unlink()
    for which in ("demo", first.article_id, "https://harbour.example/grain", "https://nowhere.example/"):
        with pytest.raises(Unreadable, match=str(path)):
            list(versions(layout, which, None))
    assert [one.kind for one in versions(layout, "kite", "2000-01-01")] == ["new"]


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
