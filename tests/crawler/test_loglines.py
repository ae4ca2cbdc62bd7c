"""No page can write a line of the log, or speak to the terminal that shows it."""

from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.logs.lines import ABOUT, TEXT, JsonFormatter, OneLine, one_line
from tests.conftest import python, thinktap
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

FORGED = "x\n2026-01-01 00:00:00 ERROR kite: all is lost\x1b[2J"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Plain words, 评论, naïve", "Plain words, 评论, naïve"),
        ("a\tb", "a\tb"),
        ("a\r\nb", "a\\u000d\\u000ab"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\u2028b\x85c", "a\\u2028b\\u0085c"),
        ("abc\u202edef", "abc\\u202edef"),
        ("lone \ud800", "lone \\ud800"),
    ],
)
def test_what_is_said_of_a_text(text: str, said: str) -> None:
    assert one_line(text) == said


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_is_one_line_that_can_be_written(text: str) -> None:
    said = one_line(text)
    assert said.isprintable() or not said.splitlines()[1:]
    assert len(said.splitlines()) <= 1
    said.encode()


def test_a_traceback_is_indented() -> None:
    try:
        int(FORGED)
    except ValueError:
        record = logging.LogRecord("kite", logging.ERROR, __file__, 1, FORGED, None, sys.exc_info())
    first, *rest = OneLine(TEXT).format(record).split("\n")
    assert "all is lost" in first
    assert all(line.startswith("    ") for line in rest)
    assert "\x1b" not in first + "".join(rest)


@pytest.mark.parametrize("command", ["thinktap", "scrapy"])
def test_a_server_writes_no_line_of_the_log(tmp_path: Path, command: str) -> None:
    with Site() as site:
        site.listing(("/odd", FORGED))
        site.pages["/odd"] = Answer("x", 500, headers={"X-Odd": "\x1b[31m"})
        site.pages["/"].headers["Location"] = "\x1b[31m"
        folder = site.source(tmp_path / "s")
        if command == "thinktap":
            said = thinktap("crawl", "-v", "--sources", folder, "--output", tmp_path / "out", "--jobs", 1).stderr
        else:
            settings = (f"THINKTAP_SOURCES={folder}", f"THINKTAP_OUTPUT={tmp_path / 'out'}", "THINKTAP_JOBS=1")
            told = (part for one in settings for part in ("-s", one))
            said = python("-m", "scrapy", "crawl", "kite", *told).stderr
    assert "\x1b" not in said
    assert not [line for line in said.splitlines() if line.startswith("2026-01-01 00:00:00 ERROR")]


def test_a_line_of_json_speaks_to_no_terminal() -> None:
    record = logging.LogRecord("kite", logging.ERROR, __file__, 1, FORGED + "\x9b\u202e\u2028\ud800", None, None)
    line = JsonFormatter().format(record)
    assert line.isascii()
    assert json.loads(line)["message"].startswith("x\n")
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("told", "about"),
    [
        ({}, {}),
        (
            {"extra": {"source": "kite", "event": "damage", "run": "r1"}},
            {"source": "kite", "event": "damage", "run": "r1"},
        ),
        (
            {"args": ({"url": "https://k.example/a", "reason": "no body"},)},
            {"address": "https://k.example/a", "reason": "no body"},
        ),
        ({"args": ({"request": SimpleNamespace(url="https://k.example/b")},)}, {"address": "https://k.example/b"}),
        ({"extra": {"spider": SimpleNamespace(name="kite", run_id="r2")}}, {"source": "kite", "run": "r2"}),
        ({"extra": {"spider": SimpleNamespace(name="kite")}}, {"source": "kite"}),
        ({"extra": {"reason": 7, "event": None}}, {"reason": "7"}),
    ],
)
def test_what_a_line_of_json_is_about(told: dict[str, Any], about: dict[str, str]) -> None:
    record = logging.getLogger("x").makeRecord(
        "x", logging.INFO, "f", 1, "said", told.get("args", ()), None, extra=told.get("extra")
    )
    said = json.loads(JsonFormatter().format(record))
    assert {name: said[name] for name in ABOUT if name in said} == about


def test_a_crawl_s_json_names_what_happened_where_and_why(tmp_path: Path) -> None:
    with Site() as site:
        site.listing(("/good", "The harbour in its second year"), ("/empty", FORGED), ("/dead", "A dead one"))
        site.article("/good", "The harbour in its second year")
        site.pages["/empty"] = Answer("<p>x</p>")
        done = thinktap(
            *("crawl", "-v", "--log-format", "json", "--jobs", 1),
            *("--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out"),
        )
    said = [json.loads(line) for line in done.stderr.splitlines()]  # each line is one
    of = {(line["event"], line.get("address", "").removeprefix(site.url)): line for line in said if "event" in line}
    [run] = {line["run"] for line in of.values()}
    assert (tmp_path / "out" / "manifests" / f"{run}.json").exists()
    assert {line["source"] for line in of.values()} == {"kite"}
    assert of["rejected", "/empty"]["reason"] == "no body"
    assert of["missing", "/dead"]["reason"] == "HTTP 404"
    assert of["verdict", ""]["message"] == "kite: 1 new"
