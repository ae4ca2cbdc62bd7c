"""Which sources need a look, why and since when, and with which command it begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.commands.next_command import Given
from crawler.verdict.attention import looks
from output.facts.source_facts import SourceFacts

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def weekly(days: float) -> dict[str, Any]:
    """Of a source that gives something each week, whose newest article is so old."""
    return {"newest": ago(days).date(), "rhythm": 7.0, "freshness": days / 7}


CASES = [
    ("all is well", {"last_run": ago(1), "exit": 0, **weekly(8)}, []),
    ("blocked", {"cause": "blocked", "trouble_since": ago(3)}, [("blocked", ago(3), "check kite --live")]),
    ("moved", {"cause": "layout", "trouble_since": ago(3)}, [("layout", ago(3), "check kite --live")]),
    ("dead", {"cause": "network", "trouble_since": ago(3)}, [("network", ago(3), "doctor kite")]),
    ("cut off", {"cause": "interrupted", "trouble_since": ago(1)}, [("interrupted", ago(1), "crawl kite --verbose")]),
    ("by an old version", {"trouble_since": ago(1)}, [("failed", ago(1), "crawl kite --verbose")]),
    ("killed", {"unended": ago(2)}, [("killed", ago(2), "crawl kite")]),
    ("under way", {"unended": ago(2), "process": 7, "next_due": ago(30)}, []),
    ("under way for the first time", {"last_run": None, "unended": ago(0.1), "process": 7}, []),
    ("unpublished", {"unpublished": ago(2)}, [("unpublished", ago(2), "doctor kite")]),
    ("publishes just now", {"unpublished": ago(2), "process": 7}, []),
    (
        "killed before it could publish what the one before left",
        {"unpublished": ago(2), "unended": ago(1)},
        [("killed", ago(1), "crawl kite")],
    ),
    ("never run", {"last_run": None}, [("never run", None, "crawl kite")]),
    ("due for a week and a day", {"next_due": ago(8)}, [("overdue", ago(8), "crawl kite")]),
    ("due for six days", {"next_due": ago(6)}, []),
    ("a weekly one after a month", weekly(30), []),
    ("a weekly one after five weeks", weekly(35), [("silent", None, "check kite --live")]),
    ("a weekly one, and old articles came a month ago", {**weekly(70), "new_by_day": (*[0] * 29, 9, *[0] * 30)}, []),
    (
        "the same, two months ago",
        {**weekly(70), "new_by_day": (9, *[0] * 59)},
        [("silent", None, "check kite --live")],
    ),
    ("a dormant one, crawled first a month ago", {**weekly(700), "known_since": ago(30).date()}, []),
    (
        "a dormant one, known for long",
        {**weekly(700), "known_since": ago(36).date()},
        [("silent", None, "check kite --live")],
    ),
    ("a daily one after ten days", {"newest": ago(10).date(), "rhythm": 1.0, "freshness": 10.0}, []),
    ("no rhythm is known", {"newest": date(2019, 1, 1)}, []),
    ("a file is damaged", {"faults": ("x can't be read",)}, [("damage", None, "crawl kite")]),
]


@pytest.mark.parametrize(("said", "needs"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_needs_a_look(said: dict[str, Any], needs: list[tuple[str, datetime | None, str]]) -> None:
    found = looks(SourceFacts("kite", **{"last_run": ago(1), **said}), NOW)
    assert [(one.word, " ".join(one.command)) for one in found] == [(word, command) for word, _, command in needs]
    for one, (_, since, _) in zip(found, needs, strict=True):
        assert since in {None, one.since}


def test_a_silent_source_says_since_when_and_what_is_usual() -> None:
    (one,) = looks(SourceFacts("kite", last_run=ago(1), **weekly(70)), NOW)
    assert (one.since, one.reason) == (
        datetime(2026, 9, 17, tzinfo=UTC),
        "nothing new, where something came every 7 days",
    )


@pytest.mark.parametrize(
    ("given", "command", "line"),
    [
        (Given((), "output/data", None), ("crawl", "kite"), "thinktap crawl kite"),
        (
            Given((Path("my sources"),), "/srv/data", Path("/var/state")),
            ("doctor", "kite"),
            "thinktap doctor kite --sources 'my sources' --output /srv/data --state /var/state",
        ),
        (Given((Path("a"),), "b", None), ("check", "kite", "--live"), "thinktap check kite --live --sources a"),
    ],
)
def test_the_next_command_reaches_the_same(given: Given, command: tuple[str, ...], line: str) -> None:
    assert given.line(command) == line
