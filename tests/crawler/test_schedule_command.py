"""`thinktap schedule`: lines for cron and units for systemd that start the same crawls, whatever the paths are called."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from crawler.cli import app
from crawler.politeness.hours import Hours
from crawler.timetable.crawling import Crawling
from crawler.timetable.cron import crontab
from crawler.timetable.starts import Start, starts
from crawler.timetable.systemd import script

NIGHT = Hours.read("22:00-06:00")
HARD = """a 'b" $HOME 100% \\ ü"""  # of a path
HARD_PATH = Path("/srv") / HARD


def command(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["schedule", *map(str, arguments)])


def told(found: list[Start]) -> list[tuple[str, str]]:
    return [("{:02}:{:02}".format(*one.clock), " ".join(one.sources)) for one in found]


@pytest.mark.parametrize(
    ("sources", "opens", "night", "at"),
    [
        ("a", {}, "22:00-06:00", [("02:00", "a")]),
        ("a b", {}, "22:00-06:00", [("00:00", "a"), ("04:00", "b")]),
        ("a b c", {}, "01:00-02:30", [("01:45", "a b c")]),
        ("a b c", {}, "01:00-03:30", [("01:37", "a c"), ("02:52", "b")]),
        ("a b", {"b": "13:05"}, "00:00-06:00", [("03:00", "a"), ("13:05", "b")]),
        ("a b", {"a": "13:05", "b": "13:05"}, "00:00-06:00", [("13:05", "a b")]),
        ("", {}, "00:00-06:00", []),
    ],
)
def test_when_each_is_crawled(sources: str, opens: dict[str, str], night: str, at: list[tuple[str, str]]) -> None:
    moments = {name: datetime.fromisoformat(f"2026-11-26T{clock}") for name, clock in opens.items()}
    assert told(starts(sources.split(), moments, Hours.read(night))) == at


@given(st.integers(0, 2_000))
def test_every_source_is_crawled_once_and_no_crawl_has_too_many(count: int) -> None:
    names = [f"s{number}" for number in range(count)]
    found = starts(names, {}, NIGHT)
    assert sorted(name for one in found for name in one.sources) == sorted(names)
    assert all(len(one.sources) <= 16 for one in found)
    assert all(NIGHT.hold(datetime(2026, 1, 31, *one.clock, tzinfo=UTC), None) for one in found)


def crawling(mail: str | None = "ada@example.org") -> Crawling:
    options = ("--sources", str(HARD_PATH), "--output", "/srv/data")
    return Crawling(options, HARD_PATH / "crawl.log", "root", mail, "https://example.org/100%25")


def of_cron(line: str) -> tuple[str, list[str]]:
    """The times and the words that cron's shell gets of a line."""
    *times, command = line.split(" ", 5)
    return " ".join(times), shlex.split(command.replace("\\%", "%"))


def test_cron() -> None:
    head, mail, contact, notify, *lines = crontab(crawling(), [Start(75, ("kite", "owl")), Start(4 * 60, ("wren",))])
    assert all(line.startswith("#") for line in head.splitlines())
    assert (mail, contact) == ("MAILTO=ada@example.org", "THINKTAP_CONTACT=https://example.org/100%25")
    assert notify.startswith("# THINKTAP_NOTIFY=")  # a cron job has nothing of the environment that it was printed in
    assert all("%" not in line.replace("\\%", "") for line in lines)
    first, second = map(of_cron, lines)
    assert first[0] == "15 1 * * *"
    program, *words = first[1]
    assert program == str(Path(sys.executable).with_name("thinktap"))
    options = ["--sources", str(HARD_PATH), "--output", "/srv/data", "--quiet", "--no-progress"]
    assert words == ["crawl", "kite", "owl", *options, ">>", str(HARD_PATH / "crawl.log")]
    assert (second[0], second[1][1:3]) == ("0 4 * * *", ["crawl", "wren"])


def test_the_shell_that_cron_starts_gets_the_same_words() -> None:
    *_, line = crontab(crawling(), [Start(75, ("kite",))])
    typed = line.split("  ", 1)[1].replace("\\%", "%").partition(" >> ")[0]
    _, _, words = typed.partition(" ")
    code = "import json, sys; print(json.dumps(sys.argv[1:]))"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -c '{code}' {words}"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == crawling().words(["kite"])[1:]


def units(tmp_path: Path, mail: str | None = "ada@example.org") -> dict[str, str]:
    """The units that the script writes, by name."""
    text = "\n".join(script(crawling(mail), [Start(75, ("kite", "owl")), Start(4 * 60, ("wren",))]))
    done = subprocess.run(["/bin/sh", "-s", tmp_path], input=text, capture_output=True, text=True, check=True)
    assert "systemctl enable --now thinktap-01.timer thinktap-02.timer" in done.stdout
    return {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}


def test_systemd(tmp_path: Path) -> None:
    written = units(tmp_path)
    assert sorted(written) == [
        "thinktap-01.service",
        "thinktap-01.timer",
        "thinktap-02.service",
        "thinktap-02.timer",
        "thinktap-mail@.service",
    ]
    lines = written["thinktap-01.service"].splitlines()
    assert "OnFailure=thinktap-mail@%n.service" in lines
    assert "SuccessExitStatus=75" in lines
    assert 'Environment="THINKTAP_CONTACT=https://example.org/100%%25"' in lines
    assert (
        "EnvironmentFile=-/etc/thinktap.env" in lines
    )  # of targets, which need not be there; a unit is read by anybody
    (start,) = [line for line in lines if line.startswith("ExecStart=")]
    assert (
        ' crawl kite owl --sources "/srv/a \'b\\" $$HOME 100%% \\\\ ü" --output /srv/data --quiet --no-progress'
        in start
    )
    assert "OnCalendar=*-*-* 01:15:00" in written["thinktap-01.timer"].splitlines()
    assert "OnFailure" not in units(tmp_path, mail=None)["thinktap-02.service"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in units(tmp_path)]
    done = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command(tmp_path: Path) -> None:
    for name, more in (
        ("kite", ""),
        ("owl", 'timezone = "Asia/Tokyo"\n[limits]\nhours = "22:00-23:00"\n'),
        ("wren", "verified = false\n"),
    ):
        top, _, limits = more.partition("[limits]")
        text = f'name = "{name}"\n{top}[listing]\nstart = ["https://{name}.example/"]\n' + (
            f"[limits]{limits}" if limits else ""
        )
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    done = command("--print", "cron", "--sources", tmp_path, "--night", "2:00-4:00")
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    assert (done.exit_code, done.stderr) == (0, "")
    found = sorted((words[2], times) for times, words in map(of_cron, lines))
    assert found[0] == ("kite", "0 3 * * *")
    assert found[1][0] == "owl"
    assert "wren" not in done.stdout
    named = command("wren", "--print", "cron", "--sources", tmp_path)
    assert " crawl wren " in named.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--print", "launchd"), "--print is cron or systemd, not launchd"),
        (("--print", "cron", "--night", "late"), "--night: hours are written like"),
        (("--print", "cron", "--mail", "ada"), "--mail is an e-mail address, not ada"),
        (("bruegle", "--print", "cron"), "did you mean bruegel?"),
        (("--print", "cron", "--output", "a\nb"), "control character"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], said: str) -> None:
    done = command(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
