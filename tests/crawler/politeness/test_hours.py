"""A source's hours: read, held and found again, and what a run says outside of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness.hours import Hours
from crawler.source import load
from crawler.source_files import SourceError
from crawler.spiders.listing import ListingSpider
from crawler.verdict.verdict import Fault, Seen, Trouble, judge
from output.records import RunCounts
from output.run import Cause
from tests.conftest import thinktap
from tests.site import Site

if TYPE_CHECKING:
    from pathlib import Path

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC))
CLOCKS = st.times().map(lambda one: f"{one:%H:%M}")
SOURCE = 'name = "Kite"\n[listing]\nstart = ["https://kite.example/"]\n[limits]\nhours = '


@pytest.mark.parametrize(
    ("hours", "moment", "zone", "holds"),
    [
        ("22:00-06:00", "23:30", None, True),
        ("22:00-06:00", "05:59", None, True),
        ("22:00-06:00", "06:00", None, False),
        ("22:00-06:00", "21:59", None, False),
        ("1:30-4:00", "03:00", None, True),
        ("1:30-4:00", "12:00", None, False),
        ("22:00-06:00", "15:00", "Asia/Shanghai", True),  # 23:00 there
        ("22:00-06:00", "23:00", "Asia/Shanghai", False),
    ],
)
def test_hours_hold(hours: str, moment: str, zone: str | None, holds: bool) -> None:
    assert Hours.read(hours).hold(datetime.fromisoformat(f"2024-05-01T{moment}:00+00:00"), zone) is holds


@given(MOMENTS, CLOCKS, CLOCKS, st.sampled_from([None, "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]))
def test_they_begin_again_within_a_day_or_so(moment: datetime, opens: str, closes: str, zone: str | None) -> None:
    if opens == closes:
        return
    hours = Hours.read(f"{opens}-{closes}")
    assert moment < hours.next(moment, zone) <= moment + timedelta(days=2)


@pytest.mark.parametrize(
    "said", ['"22-6"', '"22:00-25:00"', '"22:00"', '"22:00-22:00"', '"at night"', '"٢٢:00-06:00"']
)
def test_what_are_no_hours_is_told(tmp_path: Path, said: str) -> None:
    path = tmp_path / "kite.toml"
    path.write_text(SOURCE + said, "utf-8")
    with pytest.raises(SourceError, match=r"kite\.toml: limits\.hours: hours "):
        load(path)


def test_outside_of_them_nothing_is_asked_and_nothing_is_wrong(tmp_path: Path) -> None:
    opens = datetime.now(UTC) + timedelta(hours=3)
    hours = f"{opens:%H}:00-{opens + timedelta(hours=1):%H}:00"
    with Site() as site:
        site.listing(("/a/1", "What the committee said of the harbour"))
        folder = site.source(tmp_path / "sources", f'hours = "{hours}"\n')
        done = thinktap("crawl", "--sources", folder, "--output", tmp_path / "out", "--jobs", 1)
        assert (done.status, site.asked) == (0, [])
    assert done.stderr.strip() == (
        f"kite: nothing new so far; it is asked from {hours} UTC, next on {opens:%Y-%m-%d %H}:00 UTC"
    )
    (run,) = arrow.dataset(tmp_path / "out" / "runs", partitioning="hive").to_table().to_pylist()
    assert (run["cause"], run["limits"]) == (None, [f"hours={hours}"])


def test_a_run_that_reaches_their_end_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kite.toml"
    path.write_text(SOURCE + '"22:00-06:00"', "utf-8")
    kind = type("Kite", (ListingSpider,), {"name": "kite", "source": load(path)})
    ends: list[str] = []

    async def close(reason: str) -> None:
        ends.append(reason)

    async def run() -> tuple[bool, ...]:
        spider: Any = kind()
        spider.crawler = SimpleNamespace(engine=SimpleNamespace(close_spider_async=close))
        said = []
        for open_now in (True, True, False, False):
            monkeypatch.setattr(Hours, "hold", lambda *_, holds=open_now: holds)
            said.append(spider.is_open())
            await asyncio.sleep(0)
        return tuple(said)

    assert asyncio.run(run()) == (True, True, False, False)
    assert ends == ["hours"]


def test_what_was_read_before_their_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kite.toml"
    path.write_text(SOURCE + '"22:00-06:00"', "utf-8")
    opens = datetime(2024, 5, 1, 22, tzinfo=UTC)
    verdict = judge(load(path), RunCounts(listed=9, new=4), Trouble(opens=opens), Seen())
    assert (verdict.exit, verdict.cause, verdict.limits) == (0, None, ("hours=22:00-06:00",))
    assert verdict.line == "4 new so far; it is asked from 22:00-06:00 UTC, next on 2024-05-01 22:00 UTC"


@pytest.mark.parametrize(
    ("trouble", "seen", "cause"),
    [
        (Trouble(), Seen(known=9, asked=12, failed={Cause.BLOCKED: 12}), "blocked"),
        (Trouble(Fault(Cause.NETWORK, "the listing is down")), Seen(), "network"),
        (Trouble(faults=1), Seen(), "interrupted"),
        (Trouble(), Seen(whole=True, limit="a limit was reached"), None),  # it had no time to meet more
    ],
)
def test_a_source_that_never_ends_within_its_hours_tells_what_is_wrong(
    tmp_path: Path, trouble: Trouble, seen: Seen, cause: str | None
) -> None:
    path = tmp_path / "kite.toml"
    path.write_text(SOURCE + '"22:00-06:00"', "utf-8")
    opens = datetime(2024, 5, 1, 22, tzinfo=UTC)
    verdict = judge(load(path), RunCounts(listed=0), replace(trouble, opens=opens), seen)
    assert (verdict.exit, verdict.cause) == (int(cause is not None), cause)
    assert verdict.limits == ("hours=22:00-06:00",)
