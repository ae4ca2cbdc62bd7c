"""Whether a copy may be kept: what pages and headers say to all robots, and to us."""

from __future__ import annotations

import pytest

from pipelines.rights.respect import RECORD, may_keep
from pipelines.rights.scan import told_by
from pipelines.rights.signals import signals_of
from tests.cost import bounded


def may_archive(body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> bool:
    signals = signals_of("https://kite.example/a", told_by(body), headers)
    return may_keep((signal.text for signal in signals), RECORD)


@pytest.mark.parametrize(
    ("element", "may"),
    [
        ("<meta name='robots' content='noarchive'>", False),
        ('<META CONTENT="index, NoArchive" NAME="Robots" />', False),
        ("<meta name=robots content=noarchive>", False),
        ("<meta name='thinktap' content='noarchive'>", False),
        ("<meta name='robots'\n content='noindex,nofollow,noarchive'>", False),
        ("<meta name='robots' content='nocache'>", False),
        ("<!-- <meta name='robots' content='noarchive'> -->", False),  # to be on the safe side
        ("<meta name='googlebot' content='noarchive'>", True),
        ("<meta name='robots' content='noindex, nofollow'>", True),
        ("<meta name='robots' content='none'>", True),  # noindex and nofollow, no more
        ("<meta name='description' content='what noarchive means to robots'>", True),
        ("<meta property='robots-noarchive'>", True),
        ("<p>robots are told noarchive</p>", True),
        ("", True),
    ],
)
def test_what_a_page_says(element: str, may: bool) -> None:
    page = f"<!DOCTYPE html><html><head><title>T</title>{element}</head><body><p>Words.</p></body></html>"
    assert may_archive(page.encode()) is may
    assert may_archive(page.encode("utf-16")) is may


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        (("noarchive",), False),
        (("noindex, NOARCHIVE",), False),
        (("thinktap: noarchive",), False),
        (("otherbot: noindex", "noarchive"), False),
        (("thinktap: noindex, noarchive",), False),
        (("otherbot: noindex, thinktap: noarchive",), False),
        (("max-snippet: 20, noarchive",), False),
        (("unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive",), False),
        (("unavailable_after: Wednesday, 25-Jun-30 15:00:00 GMT, noarchive",), False),
        (("otherbot: noarchive",), True),
        (("otherbot: noindex, noarchive",), True),
        (("noindex",), True),
        ((), True),
    ],
)
def test_what_headers_say(headers: tuple[str, ...], may: bool) -> None:
    told = (("content-type", "text/html"), *(("x-robots-tag", header) for header in headers))
    assert may_archive(b"<p>Words.", told) is may


@pytest.mark.parametrize(
    "piece",
    [
        b"<meta ",
        b"<meta name='robots' ",
        b"<meta name='robots' content=noarchive",
        b"robots <",
        b"<link rel=' name= ",
        b"<",
    ],
)
def test_a_hostile_page_is_told_in_time(piece: bytes) -> None:
    with bounded():
        assert may_archive(b"robots" + piece * (2_000_000 // len(piece))) is True
