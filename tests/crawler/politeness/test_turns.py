"""A host's turns: in one process, between two, and when a run is to end. No test waits longer than a second."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from crawler.politeness.host import Host, Hosts, host_of
from crawler.politeness.turns import TRIED, TRIES, Ending, Manners, NotNow, Tried, Turns
from crawler.responses import ROLE
from output.layout import Layout
from output.records import Outcome
from output.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from pathlib import Path

PAGE = "http://kite.test/a"
SPARE = 0.005  # seconds: clocks and sleeps are not that exact


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout.at(tmp_path)


def turns(layout: Layout | None, delay: float = 0, concurrency: int = 1, hosts: Hosts | None = None) -> Turns:
    return Turns(Manners(delay, concurrency, 3), layout, lambda: None, hosts or Hosts())


class Server:
    """Notes when it is asked, and by how many at once."""

    def __init__(self, *statuses: int, takes: float = 0.0, **headers: str) -> None:
        self.starts: list[float] = []
        self.most = self.now = 0
        self._statuses, self._takes, self._headers = list(statuses), takes, headers

    async def answer(self, request: Request) -> Response:
        self.starts.append(time.time())
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self._takes)
        self.now -= 1
        status = self._statuses.pop(0) if self._statuses else 200
        headers = {name.replace("_", "-"): value for name, value in self._headers.items()}
        return Response(request.url, status, headers=headers, request=request)

    @property
    def gaps(self) -> list[float]:
        return [after - before for before, after in pairwise(self.starts)]


def run(*some: Awaitable[object]) -> list[object]:
    async def all_of_them() -> list[object]:
        return await asyncio.gather(*some, return_exceptions=True)

    return asyncio.run(all_of_them())


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://Kite.test/a", "kite.test"),
        ("https://kite.test./", "kite.test"),
        ("https://kite.test:443/", "kite.test"),
        ("http://kite.test:8080/", "kite.test:8080"),
        ("http://[::1]:80/", "[::1]"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://kite.test:x/", "kite.test:x"),
    ],
)
def test_one_host_has_one_name(url: str, name: str) -> None:
    assert host_of(url) == name


def test_sources_share_a_host(layout: Layout) -> None:
    server, hosts = Server(takes=0.01), Hosts()
    some = [turns(layout, 0.05, hosts=hosts) for _ in range(3)]
    run(*(one.fetch(Request(f"{PAGE}{number}"), server.answer) for number, one in enumerate(some * 2)))
    assert (len(server.starts), server.most) == (6, 1)
    assert min(server.gaps) >= 0.05 - SPARE


def test_without_a_delay_there_is_still_one_at_a_time(layout: Layout) -> None:
    server, one = Server(takes=0.002), turns(layout)
    run(*(one.fetch(Request(f"{PAGE}{number}"), server.answer) for number in range(20)))
    assert (len(server.starts), server.most) == (20, 1)
    assert server.starts[-1] - server.starts[0] < 1


def test_a_source_may_ask_some_at_a_time(layout: Layout) -> None:
    server, one = Server(takes=0.05), turns(layout, concurrency=3)
    run(*(one.fetch(Request(f"{PAGE}{number}"), server.answer) for number in range(9)))
    assert server.most == 3


def test_another_host_does_not_wait(layout: Layout) -> None:
    server, one = Server(takes=0.2), turns(layout, 5)
    began = time.monotonic()
    run(*(one.fetch(Request(f"http://{name}.test/"), server.answer) for name in "abc"))
    assert server.most == 3
    assert time.monotonic() - began < 1


def ask_often(root: Path, times: int) -> list[tuple[float, float]]:
    """What another process does: when each of its requests began and ended."""
    under_way: list[tuple[float, float]] = []

    async def answer(request: Request) -> Response:
        began = time.time()
        await asyncio.sleep(0.01)
        under_way.append((began, time.time()))
        return Response(request.url)

    one = turns(Layout.at(root), 0.05)
    run(*(one.fetch(Request(f"{PAGE}{number}"), answer) for number in range(times)))
    return under_way


def test_processes_share_a_host_and_both_get_on(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(2) as pool:
        of_each = pool.starmap(ask_often, [(tmp_path, 10)] * 2)
    requests = sorted(of_each[0] + of_each[1])
    assert len(requests) == 20
    for (began, ended), (after, _) in pairwise(requests):
        assert after >= ended
        assert after - began >= 0.05 - 3 * SPARE  # as measured by processes that others share the cores with
    halves = [len([one for one in requests[:10] if one in mine]) for mine in of_each]
    assert min(halves) >= 2


def test_a_turn_dies_with_its_process(layout: Layout) -> None:
    child = multiprocessing.get_context("fork").Process(target=lambda: Turn(layout, "kite.test", 0).take(1.0, 0))
    child.start()
    child.join()
    assert Turn(layout, "kite.test", 0).take(2.0, 0) == 0


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"1", b"nan inf", b"1e400 0", b"a b", b"1 2 3"])
def test_a_damaged_note_holds_nobody_up(layout: Layout, note: bytes) -> None:
    layout.turn("kite.test", "note").parent.mkdir(parents=True)
    layout.turn("kite.test", "note").write_bytes(note)
    assert Turn(layout, "kite.test", 0).take(1e9, 1) == 0


@pytest.mark.parametrize("ahead", [90, 3600, 1e9])
def test_a_clock_that_was_wrong_holds_nobody_up_for_long(layout: Layout, ahead: float) -> None:
    first = Turn(layout, "kite.test", 0)
    assert first.take(1e9 + ahead, 1) == 0
    first.give_back(1e9 + ahead + 60)
    assert any(Turn(layout, "kite.test", 0).take(1e9 + seconds, 1) == 0 for seconds in (0, 60, 120, 180))


def test_a_clock_that_is_put_back_holds_up_nobody_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host("kite.test", None)

    async def ask() -> None:
        host.end(await host.begin(0, 1, lambda: None), 0.01)
        today = time.time()
        monkeypatch.setattr(time, "time", lambda: today - 3600)
        await asyncio.wait_for(host.begin(0, 1, lambda: None), 2)

    asyncio.run(ask())


def test_a_note_that_cant_be_written_leaves_the_turn_free(layout: Layout) -> None:
    note = layout.turn("kite.test", "note")
    broken, after = Turn(layout, "kite.test", 0), Turn(layout, "kite.test", 0)
    note.mkdir(parents=True)
    with pytest.raises(OSError, match="note"):
        broken.take(1e9, 1)
    note.rmdir()
    assert after.take(1e9, 1) == 0
    note.unlink()
    note.mkdir()
    with pytest.raises(OSError, match="note"):
        after.give_back(1e9 + 1)
    note.rmdir()
    assert broken.take(1e9, 1) == 0


def test_a_host_whose_turn_cant_be_given_back_is_asked_again(layout: Layout) -> None:
    host, note = Host("kite.test", layout), layout.turn("kite.test", "note")

    async def ask() -> None:
        seat = await host.begin(0, 1, lambda: None)
        note.unlink()
        note.mkdir()
        with pytest.raises(OSError, match="note"):
            host.end(seat, 0.01)
        note.rmdir()
        await asyncio.wait_for(host.begin(0, 1, lambda: None), 2)

    asyncio.run(ask())


def test_the_gap_is_kept_from_run_to_run(layout: Layout) -> None:
    first = Turn(layout, "kite.test", 0)
    assert first.take(1e9, 1) == 0
    first.give_back()
    assert Turn(layout, "kite.test", 0).take(1e9 + 0.25, 1) == 0.75


def test_a_host_that_fails_is_left_alone_by_everyone(layout: Layout) -> None:
    server, hosts = Server(503, Retry_After="1"), Hosts()
    one, other = (turns(layout, hosts=hosts) for _ in range(2))
    run(one.fetch(Request(PAGE), server.answer), other.fetch(Request(f"{PAGE}2"), server.answer))
    assert server.gaps[0] >= 1 - SPARE
    assert not Turn(layout, "kite.test", 0).take(time.time(), 0)  # it is over for another process too


def test_other_processes_leave_it_alone_too(layout: Layout) -> None:
    run(turns(layout).fetch(Request(PAGE), Server(503, Retry_After="30").answer))
    assert 29 < Turn(layout, "kite.test", 0).take(time.time(), 0) <= 30


def tried(statuses: list[int], meta: dict[str, object], **headers: str) -> Tried | None:
    request = Request(PAGE, meta=meta)
    run(turns(None).fetch(request, Server(*statuses, **headers).answer))
    said: Tried | None = request.meta.get(TRIED)
    return said


@pytest.mark.parametrize(
    ("status", "meta", "again", "error"),
    [
        (200, {}, None, None),
        (404, {}, None, None),
        (503, {}, True, None),
        (503, {TRIES: 1}, True, None),
        (503, {TRIES: 2}, False, "gave up after 3 tries: HTTP 503"),
        (503, {"dont_retry": True}, False, "gave up after 1 try: HTTP 503"),
        (403, {}, False, "blocked: HTTP 403"),
        (501, {}, False, "HTTP 501"),
        (200, {TRIED: Tried(again=True, error=None, not_before=None, block=None)}, None, None),  # of the try before
    ],
)
def test_what_follows_is_in_the_request(
    status: int, meta: dict[str, object], again: bool | None, error: str | None
) -> None:
    said = tried([status], meta)
    assert (said and said.again, said and said.error) == (again, error)


def test_what_takes_too_long_is_for_another_run() -> None:
    said = tried([503], {}, Retry_After="7200")
    assert said
    assert said.not_before
    assert not said.again
    hours = (said.not_before.timestamp() - time.time()) / 3600
    assert 1.9 < hours <= 2
    assert said.error == (
        f"gave up after 1 try: HTTP 503; it asks to come back after {said.not_before:%Y-%m-%d %H:%M} UTC"
    )


def test_a_host_that_asks_twice_to_come_back_later_is_left_alone() -> None:
    one, server = turns(None), Server(429, 200, 429, 503, Retry_After="7200")
    for number in range(3):
        assert isinstance(run(one.fetch(Request(f"{PAGE}{number}"), server.answer))[0], Response)
    assert one.host(PAGE).closed is None  # one page may ask for that, or one after the other
    last = Request(f"{PAGE}3")
    run(one.fetch(last, server.answer))
    assert last.meta[TRIED].closed == one.host(PAGE).closed is not None
    [end] = run(one.fetch(Request(PAGE), server.answer))
    assert isinstance(end, NotNow)
    assert str(end).startswith("not asked: kite.test wants to be left alone; it asks to come back after 20")
    assert isinstance(run(one.fetch(Request("http://owl.test/"), Server().answer))[0], Response)


def test_no_host_is_left_alone_for_longer_than_a_day() -> None:
    one = turns(None)
    for _ in range(2):
        run(one.fetch(Request(PAGE), Server(429, Retry_After="99999999").answer))
    closed = one.host(PAGE).closed
    assert closed
    assert 23.9 < (closed.timestamp() - time.time()) / 3600 <= 24


def test_a_host_that_blocks_is_slowed_and_then_left() -> None:
    one, server = turns(None), Server(*[403] * 4, 200, *[403] * 9)
    meta = {ROLE: Outcome.PAGE}
    for number in range(5):
        run(one.fetch(Request(f"{PAGE}{number}", meta=meta), server.answer))
    assert one.host(PAGE).blocked == 0  # a good answer
    ends = [run(one.fetch(Request(f"{PAGE}{number}", meta=meta), server.answer))[0] for number in range(5, 12)]
    assert [isinstance(end, NotNow) for end in ends] == [False] * 5 + [True] * 2
    assert str(ends[-1]) == "not asked: kite.test has blocked 5 addresses in a row"
    assert one.blocked == {"HTTP 403": 9}
    assert isinstance(run(one.fetch(Request("http://owl.test/"), Server().answer))[0], Response)


def test_blocks_slow_a_host(layout: Layout) -> None:
    one = turns(layout, 0.01)
    for _ in range(3):
        run(one.fetch(Request(PAGE), Server(403).answer))
    host = one.host(PAGE)
    assert host.pace.between(0.01) >= 0.08


def test_those_who_wait_end_with_the_run(layout: Layout) -> None:
    ends: list[bool] = []

    def may_ask() -> None:
        if ends:
            raise Ending("the run is to end")

    server = Server()
    one = Turns(Manners(30, 1, 3), layout, may_ask, Hosts())

    async def stop() -> None:
        await asyncio.sleep(0.05)
        ends.append(True)

    began = time.monotonic()
    became = run(stop(), *(one.fetch(Request(f"{PAGE}{number}"), server.answer) for number in range(50)))
    assert len(server.starts) == 1
    assert sum(isinstance(one, Ending) for one in became) == 49
    assert time.monotonic() - began < 2


def test_one_that_is_given_up_frees_its_turn(layout: Layout) -> None:
    one, server = turns(layout), Server(takes=9)

    async def cut_off() -> None:
        task = asyncio.ensure_future(one.fetch(Request(PAGE), server.answer))
        await asyncio.sleep(0.05)
        task.cancel()

    run(cut_off())
    assert isinstance(run(one.fetch(Request(PAGE), Server().answer))[0], Response)


def test_an_error_frees_the_turn(layout: Layout) -> None:
    async def broken(_: Request) -> Response:
        raise DownloadFailedError("reset")

    one, request = turns(layout), Request(PAGE)
    assert isinstance(run(one.fetch(request, broken))[0], DownloadFailedError)
    assert request.meta[TRIED].again
    assert isinstance(run(one.fetch(request, Server().answer))[0], Response)


def test_a_floor_that_robots_txt_asks_for(layout: Layout) -> None:
    server, one = Server(), turns(layout)
    one.host(PAGE).asks_for = 0.1
    run(*(one.fetch(Request(f"{PAGE}{number}"), server.answer) for number in range(3)))
    assert min(server.gaps) >= 0.1 - SPARE


def test_who_comes_first_is_first() -> None:
    host, order = Host("kite.test", None), []

    async def ask(number: int) -> None:
        seat = await host.begin(0, 1, lambda: None)
        order.append(number)
        await asyncio.sleep(0.001)
        host.end(seat)

    run(*(ask(number) for number in range(10)))
    assert order == list(range(10))
