"""Who is told: read from an address that is a secret, so what is said of a wrong one never repeats it."""

from __future__ import annotations

import logging

import pytest

from crawler.telling.targets import NoTarget, read

UUID = "0d6f4f0e-6d0a-4c5a-9f3f-2c0d6c0e7a11"
SECRET = "q7Zk93Lm"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"https://hc-ping.com/{UUID}", "ping"),
        (f"https://hc.kite.example/ping/{UUID}", "ping"),
        (f"https://hc.kite.example/ping/{SECRET}/crawl?create=1", "ping"),
        (f"ping+https://kite.example/cron/{SECRET}", "ping"),
        (f"PING+HTTP://127.0.0.1:8000/{SECRET}", "ping"),
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "Slack"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#ops", "Slack"),
        (f"mailto://ops:{SECRET}@kite.example", "E-Mail"),
        (f"json://127.0.0.1:8000/{SECRET}", "JSON"),
        (f"https://kite.example/hooks/{SECRET}?a=b", "webhook"),
        (f" http://127.0.0.1:8000/{SECRET}\n", "webhook"),
    ],
)
def test_targets(text: str, kind: str) -> None:
    [told] = read([text])
    assert told.target.kind == kind
    assert told.name == f"notify target 1 ({kind})"
    assert SECRET not in told.name + told.key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no address"),
        (SECRET, "is no address"),
        (f"ops:{SECRET}@kite.example", "is no address"),
        (f"slak://{SECRET}/b/c", "nothing is known by slak://; did you mean slack://?"),
        (f"slack://{SECRET}", "begins with slack:// and is not whole"),
        (f"ftp://{SECRET}", "nothing is known by ftp://"),
        (f"mailto://{SECRET}", "begins with mailto:// and is not whole"),
        ("https://", "begins with https:// and is not whole"),
        (f"http://[{SECRET}", "begins with http:// and is not whole"),
        ("ping+https://kite.example/", "ping+https://"),
    ],
)
def test_a_mistyped_target_is_named_without_its_secret(
    text: str, words: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(NoTarget) as wrong:
        read([f"https://hc-ping.com/{UUID}", text])
    assert str(wrong.value).startswith("notify target 2")
    assert words in str(wrong.value)
    printed = capsys.readouterr()
    assert SECRET not in str(wrong.value) + caplog.text + printed.out + printed.err
