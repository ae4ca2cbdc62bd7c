"""`thinktap status`: a row for each source, and what to type next."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from crawler.cli import app
from tests.conftest import python, thinktap
from tests.dataset import build
from tests.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The options that name a dataset of two sources, and a folder with the files of one of them and two others."""
    home = tmp_path_factory.mktemp("status")
    build(home / "data", datetime.now(UTC))
    (home / "sources").mkdir()
    for name in ("kite", "owl", "wren"):
        text = f'name = "{name.title()}"\n[listing]\nstart = ["https://{name}.example/"]\n'
        (home / "sources" / f"{name}.toml").write_text(text if name != "wren" else "name = ", "utf-8")
    return "--output", str(home / "data"), "--sources", str(home / "sources")


def told(*arguments: str) -> dict[str, dict[str, Any]]:
    done = thinktap("status", "--json", *arguments)
    assert done.status == 0, done.stderr
    return {row["source"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_every_source_is_told_of(places: tuple[str, ...]) -> None:
    rows = told(*places)
    assert set(rows) == {"demo", "kite", "owl", "wren"}, "and none that nobody has verified, as ours are"
    demo, kite, owl, wren = (rows[name] for name in ("demo", "kite", "owl", "wren"))
    assert (demo["articles"], demo["exit"], demo["file"], demo["trouble"]) == (3, 0, None, [])
    now = datetime.now(UTC)
    assert demo["last_run"].endswith("Z")
    assert timedelta(days=1) <= now - datetime.fromisoformat(demo["last_run"]) < timedelta(days=1, hours=1)
    assert (kite["name"], kite["exit"], kite["file"]) == ("Kite Institute", 1, f"{places[3]}/kite.toml")
    (trouble,) = kite["trouble"]
    assert (trouble["word"], trouble["reason"]) == ("failed", "made for a test")
    assert trouble["command"] == f"thinktap crawl kite --verbose --sources {places[3]} --output {places[1]}"
    assert (owl["name"], owl["articles"], owl["last_run"]) == ("Owl", 0, None)
    assert [one["word"] for one in owl["trouble"]] == ["never run"]
    (trouble,) = wren["trouble"]
    assert (trouble["word"], "wren.toml" in trouble["reason"]) == ("bad file", True)
    assert trouble["command"] == f"thinktap check wren --sources {places[3]}"


def test_the_table_has_a_line_a_source_and_the_next_command(places: tuple[str, ...]) -> None:
    done = thinktap("status", "demo", "kite", "owl", *places)
    lines = done.stdout.splitlines()
    assert (done.status, done.stderr) == (0, "")
    heads = "source last run next due articles new 60 d newest trouble"
    assert lines[0].split() == heads.split()
    assert lines[1].split() == ["demo", "24", "h", "ago", "-", "3", "1", "1", "d"]
    assert lines[2].split() == ["kite", "2", "d", "ago", "-", "1", "0", "-", "failed"]
    assert lines[3].split() == ["owl", "-", "-", "0", "-", "-", "never", "run"]
    assert lines[4].startswith("kite: failed since ")
    assert lines[5].startswith("  thinktap crawl kite --verbose")
    assert lines[6].startswith("owl: never run")
    assert lines[7].startswith("  thinktap check owl --live")


def test_a_long_name_costs_no_word_of_the_trouble(tmp_path: Path) -> None:
    name = "institute_for_the_study_of_names_that_are_long_and_of_what_they_cost_a_table"
    (tmp_path / f"{name}.toml").write_text('name = "L"\n[listing]\nstart = ["https://l.example/"]\n', "utf-8")
    done = thinktap("status", name, "--sources", tmp_path, "--output", tmp_path / "data")
    assert done.stdout.splitlines()[1].split() == [name, "-", "-", "0", "-", "-", "never", "run"]


def test_what_is_wrong_is_said(places: tuple[str, ...], tmp_path: Path) -> None:
    typed = thinktap("status", "kyte", *places)
    assert (typed.status, typed.stdout) == (2, "")
    assert "no source is called kyte; did you mean kite?" in typed.stderr
    empty = thinktap("status", "brookings", "--output", tmp_path)
    assert (empty.status, f"nothing is stored in {tmp_path} yet" in empty.stderr) == (0, True)
    (tmp_path / "file").touch()
    for command in ("status", "diff"):
        file = thinktap(command, "brookings", "--output", tmp_path / "file")
        assert (file.status, f"--output must be a folder, and {tmp_path}/file is a file" in file.stderr) == (2, True)
    (tmp_path / "latest.json").write_text('{"schema_version": 99}', "utf-8")
    newer = thinktap("status", "--output", tmp_path)
    assert (newer.status, "newer thinktap" in newer.stderr) == (2, True)


def test_a_file_in_the_usual_folder_is_hinted_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "kite.toml").touch()
    for command in (
        ["check", "kite"],
        ["crawl", "kite"],
        ["schedule", "kite", "--print", "cron"],
        ["doctor", "kite"],
    ):
        done = CliRunner().invoke(app, command)
        said = "no source is called kite; sources/kite.toml is there: name its folder with --sources sources"
        assert (done.exit_code, said in done.stderr) == (2, True), command


def test_a_crawl_says_when_it_is_due_again(tmp_path: Path) -> None:
    with Site() as site:
        site.listing(("/a", "First"), ("/b", "Second"))
        site.article("/a", "First")
        site.article("/b", "Second")
        options = ("--sources", str(site.source(tmp_path / "sources")), "--output", str(tmp_path / "data"))
        assert thinktap("crawl", "kite", *options).status == 0
    row = told("kite", *options)["kite"]
    ahead = datetime.fromisoformat(row["next_due"]) - datetime.now(UTC)
    assert (
        timedelta(days=291) < ahead < timedelta(days=366)
    )  # the listing dates them 2024: a year, or a little before
    assert (row["articles"], sum(row["new_by_day"]), row["unended"], row["trouble"]) == (2, 0, None, [])


def test_it_loads_nothing_slow(places: tuple[str, ...]) -> None:
    code = (
        f"import sys; sys.argv = ['thinktap', 'status', *{places!r}]\nfrom crawler.cli import main\ntry:\n main()\n"
        "finally: print(sorted({'scrapy', 'twisted', 'pandas', 'tldextract', 'trafilatura'} & set(sys.modules)))"
    )
    done = python("-c", code)
    assert (done.status, done.stdout.splitlines()[-1]) == (0, "[]")
