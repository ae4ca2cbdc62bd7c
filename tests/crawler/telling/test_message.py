"""What is said of a run: lines that no page can forge, in whatever a service makes of them."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from apprise.plugins.slack import NotifySlack

from crawler.commands.next_command import Given
from crawler.result import Result
from crawler.status import ExitStatus
from crawler.telling.account import account_of
from crawler.telling.bounded import Untold, tell
from crawler.telling.message import Message, Tone, shortened
from crawler.telling.news import News, Told
from crawler.telling.pings import Ping
from crawler.telling.targets import read
from output.layout import Layout
from output.records import RunCounts
from tests.dataset import build
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
FORGED = "can't be read: HTTP 500 <!channel> <b>*all is well*</b> [click](https://evil.example/)\n\nthinktap: 0 in trouble\x1b[2J"
NONE = News(frozenset(), frozenset(), is_due=False)
GIVEN = Given((), "out", None)


def message(reason: str = FORGED) -> Message:
    failed = Result("owl", ExitStatus.TROUBLE, reason)
    account = account_of([failed], ExitStatus.TROUBLE, GIVEN, NOW)
    return account.message(News(frozenset({"owl"}), frozenset(), is_due=False))


def test_a_message_says_what_since_when_and_what_to_do(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    given = Given((), str(tmp_path), None)
    results = [
        Result("demo", ExitStatus.FINE, "1 new", RunCounts(new=1)),
        Result("kite", ExitStatus.TROUBLE, "made for a test", cause="layout"),
    ]
    account = account_of(results, ExitStatus.TROUBLE, given, NOW)
    said = account.message(News(frozenset({"kite"}), frozenset({"demo"}), is_due=False))
    assert said.title == "thinktap: 1 of 2 sources needs a look"
    assert said.tone is Tone.BAD
    lines = said.body.split("\n")
    assert lines[:3] == [
        "Needs a look:",
        "kite: failed since 2026-01-29: made for a test",
        f"  thinktap crawl kite --verbose --output {tmp_path}",
    ]
    assert lines[lines.index("Good again:") + 1] == "demo: 1 new"
    assert "2 sources: 1 new and 0 changed articles; exit status 1" in lines
    assert lines[-1] == f"Next: thinktap status --output {tmp_path}"


def test_one_source_is_one() -> None:
    assert "1 source: 0 new and 0 changed articles; exit status 1" in message().body.split("\n")


@pytest.mark.parametrize(
    ("results", "status", "troubles"),
    [
        ([Result("owl", ExitStatus.FINE, "3 new")], 0, {"owl": []}),
        ([Result("owl", ExitStatus.TROUBLE, "owl.toml: mistyped")], 1, {"owl": ["failed"]}),
        ([Result("owl", ExitStatus.UNWRITABLE, "disk full")], 74, {"owl": ["unwritable"]}),
        ([Result("owl", ExitStatus.LOCKED, "held")], 75, {"owl": ["locked"]}),
        ([Result("owl", ExitStatus.LOCKED, "held"), Result("kite", ExitStatus.FINE, "")], 0, {"owl": [], "kite": []}),
    ],
)
def test_troubles_without_a_row(results: list[Result], status: int, troubles: dict[str, list[str]]) -> None:
    assert account_of(results, ExitStatus(status), GIVEN, NOW).troubles == troubles


def test_a_page_can_not_forge_a_line() -> None:
    said = message()
    assert said.body.isprintable() or not {"\x1b", "\r"} & set(said.body)
    assert [line for line in said.body.split("\n") if line.startswith("thinktap:")] == []
    assert len(message("x" * 5000).body) < 1000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://kite.example/@here/now?a[]=(1)", "https://kite.example/@\u2060here/now?a[]=(1)"),
        ("https://kite.example/@ada/a", "https://kite.example/@ada/a"),
        ("[all is well](https://evil.example/)", "[all is well]\u2060(https://evil.example/)"),
        ("@everyone <@123> <b> 1 < 2", "@\u2060everyone <\u2060@123> <\u2060b> 1 < 2"),
    ],
)
def test_a_page_calls_nobody_and_hides_no_address(text: str, said: str) -> None:
    assert shortened(text) == said


def test_many_troubles_are_cut_short() -> None:
    failed = [Result(f"owl{number}", ExitStatus.TROUBLE, "gone") for number in range(300)]
    account = account_of(failed, ExitStatus.TROUBLE, GIVEN, NOW)
    body = account.message(News(frozenset(account.needs), frozenset(), is_due=False)).body
    assert "and 280 more" in body
    assert len(body.split("\n")) < 60


def test_slack_gets_no_markup_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[bytes] = []
    with Site() as hub:
        hub.posted = lambda body: got.append(body) or Answer("ok")  # type: ignore[func-returns-value]
        monkeypatch.setattr(NotifySlack, "webhook_url", f"{hub.url}/services")
        [slack] = read(["slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#ops"])
        slack.target.tell(message(), is_fine=False)
    said = json.dumps(json.loads(got[0]))
    assert "<!channel>" not in said
    assert "&lt;\\u2060!channel&gt;" in said


@pytest.mark.parametrize(("wished", "kind"), [("", "plain"), ("&format=html", "html")])
def test_mail_is_plain_or_escaped_and_its_head_is_ours(wished: str, kind: str) -> None:
    with mail_server() as (port, mails):
        to = f"127.0.0.1:{port}?from=tap@kite.example&to=ops@kite.example&mode=insecure{wished}"
        [mail] = read([f"mailto://ops:pw@{to}"])
        mail.target.tell(message(), is_fine=False)
    sent = message_from_bytes(mails[0], policy=default)
    assert sent["Subject"] == "thinktap: 1 of 1 sources needs a look"
    part = sent.get_body(("html", "plain"))
    assert part
    assert part.get_content_subtype() == kind
    assert "<b>" not in part.get_content()
    assert ("&lt;" in part.get_content()) is (kind == "html")


@contextmanager
def mail_server() -> Iterator[tuple[int, list[bytes]]]:
    """An SMTP server that takes every mail."""
    mails: list[bytes] = []

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                word = line[:4].upper()
                answer = {b"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n", b"AUTH": b"235 in\r\n"}.get(word, b"250 ok\r\n")
                if word == b"DATA":
                    self.wfile.write(b"354 go\r\n")
                    mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(answer)
                if word == b"QUIT":
                    return

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server.server_address[1], mails
        server.shutdown()


def test_nobody_who_hangs_or_fails_holds_up_a_run(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ConnectionError("https://kite.example/token")

    def refuse() -> None:
        raise Untold("answered 403")

    began = time.monotonic()
    tasks = {"a": lambda: time.sleep(30), "b": fail, "c": refuse, "d": lambda: None}
    assert tell(tasks, 0.3) == ["a", "b", "c"]
    assert time.monotonic() - began < 10
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "a: not told: no answer within 0.3 s",
        "b: not told: ConnectionError",
        "c: not told: answered 403",
    ]


@pytest.mark.parametrize("address", ["/ping/q7Zk93Lm?create=1", "/ping/q7Zk93Lm/?create=1"])
def test_a_ping_keeps_its_address_and_says_what_came_of_it(address: str) -> None:
    with Site() as hub:
        ping = Ping(f"{hub.url}{address}")
        hub.posted = lambda _: Answer("ok")
        ping.begin()
        ping.tell(message(), is_fine=True)
        hub.posted = lambda _: Answer("no", 404)
        with pytest.raises(Untold, match=r"^answered 404$"):
            ping.tell(message(), is_fine=False)
    paths = [f"POST /ping/q7Zk93Lm{what}?create=1" for what in ("/start", "", "/fail")]
    assert hub.asked == paths
    with pytest.raises(Untold, match=r"^no answer$"):
        ping.begin()


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "now", "days", "new", "gone", "due"),
    [
        ({}, {"owl": []}, 1, "", "", False),
        ({}, {"owl": ["blocked"]}, 1, "owl", "", False),
        ({"owl": ["blocked"]}, {"owl": ["blocked"]}, 1, "", "", False),
        ({"owl": ["blocked"]}, {"owl": ["blocked"]}, 6, "", "", False),
        ({"owl": ["blocked"]}, {"owl": ["blocked"]}, 7, "", "", True),
        ({"owl": ["blocked"]}, {"owl": ["layout"]}, 1, "owl", "", False),
        ({"owl": ["blocked"]}, {"owl": ["blocked", "silent"]}, 1, "owl", "", False),
        ({"owl": ["blocked"]}, {"owl": []}, 1, "", "owl", False),
        ({"owl": ["blocked"]}, {"kite": []}, 9, "", "", False),  # of another run's sources nothing is known now
        ({"owl": ["blocked"]}, {"owl": ["blocked"], "kite": ["silent"]}, 1, "kite", "", False),
    ],
)
def test_what_is_news(  # noqa: PLR0913, PLR0917  (a table)
    tmp_path: Path, told: dict[str, list[str]], now: dict[str, list[str]], days: int, new: str, gone: str, due: bool
) -> None:
    layout = Layout.at(tmp_path)
    if told:
        Told(layout).keep(["me"], told, NOW)
    news = Told(layout).news("me", now, NOW + days * DAY)
    assert (set(news.new), set(news.gone), news.is_due) == ({new} - {""}, {gone} - {""}, due)
    others = Told(layout).news("somebody else", now, NOW + days * DAY)
    assert set(others.new) == {source for source, words in now.items() if words}


def test_of_sources_that_were_not_asked_it_stays_told(tmp_path: Path) -> None:
    layout = Layout.at(tmp_path)
    early = Told(layout)
    Told(layout).keep(["me"], {"owl": ["blocked"], "kite": ["silent"]}, NOW)
    Told(layout).keep(["me"], {"kite": []}, NOW + DAY)
    assert not Told(layout).news("me", {"owl": ["blocked"], "kite": []}, NOW + DAY)
    early.keep(["me"], {"heron": ["layout"]}, NOW + DAY)  # a run that began before those, and ends after them
    assert not Told(layout).news("me", {"owl": ["blocked"], "heron": ["layout"]}, NOW + DAY)
    layout.told.write_text("{broken")
    assert Told(layout).news("me", {"owl": ["blocked"]}, NOW + DAY)


@pytest.mark.parametrize(
    "said",
    [
        [],
        "owl",
        {"at": 5, "troubles": {}},
        {"at": "no day", "troubles": {}},
        {"at": NOW.replace(tzinfo=None).isoformat(), "troubles": {}},
        {"troubles": {}},
        {"at": NOW.isoformat(), "troubles": ["owl"]},
        {"at": NOW.isoformat(), "troubles": {"owl": "blocked"}},
        {"at": NOW.isoformat(), "troubles": {"owl": [["blocked"]]}},
    ],
)
def test_a_note_of_another_shape_tells_nothing(tmp_path: Path, said: object) -> None:
    layout = Layout.at(tmp_path)
    layout.state.mkdir()
    layout.told.write_text(json.dumps({"me": said}), "utf-8")
    assert Told(layout).news("me", {"owl": ["blocked"]}, NOW) == News(frozenset({"owl"}), frozenset(), is_due=False)
    Told(layout).keep(["me"], {"owl": ["blocked"]}, NOW)
    assert not Told(layout).news("me", {"owl": ["blocked"]}, NOW)


def test_a_clock_that_was_set_back_holds_off_no_reminder(tmp_path: Path) -> None:
    layout, trouble = Layout.at(tmp_path), {"owl": ["blocked"]}
    Told(layout).keep(["me"], trouble, NOW)
    assert Told(layout).news("me", trouble, NOW - DAY).is_due
    assert not Told(layout).news("me", trouble, NOW).is_due
