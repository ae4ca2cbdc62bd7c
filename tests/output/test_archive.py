"""The archive: what was appended is read back as it came, whatever cut or bent the files, and by other readers too."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import fastwarc.warc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from output.archive.files import Archive
from output.archive.members import Span, whole_members
from output.archive.read import read_record
from output.archive.record import Place, Received, Repeated, digest_of
from output.archive.write import record_of
from output.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 1, 31, 12, 0, 0, 123_456, tzinfo=UTC)
URL = "https://kite.example/a"
HEADERS = ((b"Content-Type", b"text/html"), (b"X-Caf\xe9", b"caf\xe9 \xff"), (b"Link", b"<1>"), (b"Link", b"<2>"))
FIRST = "000001.warc.gz"


def received(name: str = "a", body: bytes = b"<p>Some words of a page.</p>", **said: Any) -> Received:
    url = f"https://kite.example/{name}"
    told: dict[str, Any] = {"asked": url, "role": "page", "url": url, "page_url": url, "at": NOON, **said}
    return Received(protocol="HTTP/1.1", status=200, headers=HEADERS, body=body, notes={"link_text": "Été"}, **told)


def record(name: str = "a", body: bytes = b"<p>Some words of a page.</p>") -> bytes:
    return record_of(received(name, body), "run1", None)


OPEN: list[Archive] = []


def opened(folder: Path, noted: tuple[str, int] | None = None) -> Archive:
    OPEN.append(Archive(folder, "thinktap 0.1", noted))
    return OPEN[-1]


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def filled(folder: Path, *names: str) -> list[Place]:
    archive = opened(folder)
    places = [archive.append(record(name)) for name in names]
    archive.sync()
    archive.close()
    return places


def read_by_warcio(path: Path) -> list[tuple[str, str, bytes]]:
    with path.open("rb") as file:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.raw_stream.read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]


def read_by_fastwarc(path: Path) -> list[tuple[str, str | None, bytes]]:
    with path.open("rb") as file:
        return [
            (str(one.record_type), one.headers.get("WARC-Target-URI"), one.reader.read())
            for one in fastwarc.warc.ArchiveIterator(file)
        ]


def test_a_record_says_what_came() -> None:
    said = next(iter(ArchiveIterator(io.BytesIO(record()))))
    header = said.rec_headers.get_header
    assert said.rec_headers.protocol == "WARC/1.1"
    assert (header("WARC-Type"), header("WARC-Target-URI")) == ("response", URL)
    assert header("WARC-Date") == "2026-01-31T12:00:00.123456Z"
    assert said.http_headers.statusline == "200 OK"
    assert said.raw_stream.read() == b"<p>Some words of a page.</p>"
    assert header("WARC-Payload-Digest") == digest_of(b"<p>Some words of a page.</p>")


@given(
    st.binary(max_size=300),
    st.lists(st.tuples(st.from_regex(rb"[A-Za-z-]{1,9}", fullmatch=True), st.binary(max_size=20)), max_size=4),
    st.integers(100, 599),
    st.text(max_size=9),
)
def test_a_record_is_read_back_as_it_came(
    body: bytes, headers: list[tuple[bytes, bytes]], status: int, link_text: str
) -> None:
    clean = tuple((name, value.replace(b"\r", b"").replace(b"\n", b"")) for name, value in headers)
    came = replace(received(body=body), headers=clean, status=status, notes={"link_text": link_text})
    read = read_record(record_of(came, "run1", None)).received
    assert read == replace(came, notes={"link_text": link_text, "run_id": "run1"})


def test_both_readers_read_a_file(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    first = archive.append(record("a"))
    again = received("a", at=NOON + timedelta(days=1))
    archive.append(record_of(again, "run2", Repeated(first, URL, NOON)))
    archive.close()
    expected = [("response", URL, b"<p>Some words of a page.</p>"), ("revisit", URL, b"")]
    assert read_by_warcio(tmp_path / FIRST)[1:] == expected
    assert read_by_fastwarc(tmp_path / FIRST)[1:] == expected
    with (tmp_path / FIRST).open("rb") as file:
        kept = fastwarc.warc.ArchiveIterator(file, record_types=fastwarc.warc.WarcRecordType.response)
        assert [one.verify_payload_digest() for one in kept] == [True]


def test_a_repeated_body_is_read_from_where_it_lies(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    first = archive.append(record("a"))
    again = received("a", at=NOON + timedelta(days=1))
    second = archive.append(record_of(again, "run2", Repeated(first, URL, NOON)))
    assert archive.records.read(second) == replace(again, notes={**again.notes, "run_id": "run2"})
    other = archive.append(record("b", b"other bytes"))
    wrong = archive.append(record_of(again, "run2", Repeated(other, URL, NOON)))
    with pytest.raises(Damaged, match="not where its record says"):
        archive.records.read(wrong)


def test_cut_anywhere_it_keeps_each_whole_record_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a kill at any byte would leave it, with and without zeros behind, and with what was noted or nothing."""
    monkeypatch.setattr("os.fsync", lambda _: None)  # thousands of them take seconds
    places = filled(tmp_path / "whole", "a", "b")
    whole = (tmp_path / "whole" / FIRST).read_bytes()
    ends = [places[0].offset, *(place.offset + place.length for place in places)]
    folder, third = tmp_path / "cut", record("c")
    folder.mkdir()
    for cut in range(len(whole) + 1):
        noted_end = max((end for end in ends if end <= cut), default=0)
        ways: list[tuple[bytes, tuple[str, int] | None]] = [(b"", (FIRST, noted_end))]
        if cut % 7 == 0:
            ways += [(bytes(700), (FIRST, noted_end)), (b"", None)]
        for zeros, noted in ways:
            left = whole[:cut] + zeros
            # A record's last bytes are zeros: those of its length.
            kept = max((end for end in ends if left[:end] == whole[:end]), default=0)
            (folder / FIRST).write_bytes(left)
            archive = opened(folder, noted)
            assert [path.read_bytes() for path in folder.iterdir()] == [whole[:kept]] * bool(kept)
            place = archive.append(third)
            archive.close()
            if noted and kept:
                assert (place.file, place.offset) == (FIRST, kept)
            assert all(read_by_warcio(path)[0][0] == "warcinfo" for path in folder.iterdir())
            assert archive.records.read(place).url == "https://kite.example/c"
            (folder / "000002.warc.gz").unlink(missing_ok=True)


@pytest.mark.parametrize("written", [0, 20])
def test_a_file_that_was_killed_before_its_first_record_is_begun_anew(tmp_path: Path, written: int) -> None:
    [first] = filled(tmp_path, "a")
    second = tmp_path / "000002.warc.gz"
    second.write_bytes((tmp_path / FIRST).read_bytes()[:written])
    archive = opened(tmp_path, (FIRST, first.offset + first.length))
    assert not second.exists()
    assert archive.append(record("b")).file == FIRST, "which is not full yet"
    assert [kind for kind, _, _ in read_by_warcio(tmp_path / FIRST)] == ["warcinfo", "response", "response"]


def test_a_whole_record_that_nothing_noted_stays(tmp_path: Path) -> None:
    first, second = filled(tmp_path, "a", "b")
    archive = opened(tmp_path, (FIRST, second.offset))
    third = archive.append(record("c"))
    assert third.offset == second.offset + second.length
    assert [archive.records.read(place).url[-1] for place in (first, second, third)] == ["a", "b", "c"]


@pytest.mark.parametrize("left", [0, 0.5])
@pytest.mark.parametrize("noted", [FIRST, "000000.warc.gz"])
def test_what_the_power_left_behind_a_hole_goes(tmp_path: Path, noted: str, left: float) -> None:
    """Of two records that were not synced yet the disk kept the second one, and of the first a half or nothing."""
    first, lost, _ = filled(tmp_path, "a", "b", "c")
    path, kept = tmp_path / FIRST, int(lost.length * left)
    found = bytearray(path.read_bytes())
    found[lost.offset + kept : lost.offset + lost.length] = bytes(lost.length - kept)
    path.write_bytes(found)
    archive = opened(tmp_path, (noted, lost.offset))
    fourth = archive.append(record("d"))
    assert (fourth.file, fourth.offset) == (FIRST, lost.offset)
    assert [kind for kind, _, _ in read_by_warcio(path)] == ["warcinfo", "response", "response"]
    assert [archive.records.read(place).url[-1] for place in (first, fourth)] == ["a", "d"]


def test_damage_in_the_middle_costs_one_record_and_cuts_nothing(tmp_path: Path) -> None:
    places = filled(tmp_path, "a", "b", "c")
    path = tmp_path / FIRST
    bent = bytearray(path.read_bytes())
    bent[places[1].offset + 30] ^= 0xFF
    path.write_bytes(bent)
    archive = opened(tmp_path)
    assert path.read_bytes() == bent
    assert [archive.records.read(places[at]).url[-1] for at in (0, 2)] == ["a", "c"]
    with pytest.raises(Damaged):
        archive.records.read(places[1])


def test_a_file_that_lost_what_was_noted_is_left_alone(tmp_path: Path) -> None:
    """Else a place that was noted would mean another record."""
    _, second = filled(tmp_path, "a", "b")
    path = tmp_path / FIRST
    path.write_bytes(path.read_bytes()[: second.offset + 5])
    archive = opened(tmp_path, (FIRST, second.offset + second.length))
    assert archive.append(record("c")).file == "000002.warc.gz"
    with pytest.raises(Damaged):
        archive.records.read(second)
    path.unlink()
    (tmp_path / "000002.warc.gz").unlink()
    assert opened(tmp_path, ("000002.warc.gz", 9)).append(record("d")).file == "000003.warc.gz"


def test_full_files_are_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("output.archive.files.FULL", 900)
    archive = opened(tmp_path)
    places = [archive.append(record(name)) for name in "abcd"]
    archive.close()
    assert len({place.file for place in places}) > 1
    again = opened(tmp_path, (places[-1].file, places[-1].offset + places[-1].length))
    places.append(again.append(record("e")))
    assert [again.records.read(place).url[-1] for place in places] == list("abcde")
    assert [place.file for place in places] == sorted(place.file for place in places)
    assert all(read_by_warcio(path)[0][0] == "warcinfo" for path in tmp_path.iterdir())


class _Full:
    """A file on a disk that takes a few bytes more."""

    def __init__(self, file: Any) -> None:
        self._file, self._left, self.name = file, 100, file.name

    def write(self, data: memoryview) -> int:
        if self._left == 0:
            raise OSError(28, "No space left on device")
        done: int = self._file.write(data[: self._left])
        self._left = 0
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_a_record_that_does_not_fit_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = opened(tmp_path)
    first = archive.append(record("a"))
    before = (tmp_path / FIRST).read_bytes()
    with monkeypatch.context() as during:
        during.setattr(archive, "_file", _Full(archive._file))
        with pytest.raises(OSError, match="No space"):
            archive.append(record("b"))
    assert (tmp_path / FIRST).read_bytes() == before
    second = archive.append(record("c"))
    assert [archive.records.read(place).url[-1] for place in (first, second)] == ["a", "c"]


def test_a_place_that_is_not_there_is_damage(tmp_path: Path) -> None:
    (place,) = filled(tmp_path, "a")
    archive = opened(tmp_path)
    for wrong in (replace(place, file="000009.warc.gz"), replace(place, offset=1), replace(place, length=9)):
        with pytest.raises(Damaged):
            archive.records.read(wrong)
    assert archive.records.holds(place)
    assert not archive.records.holds(replace(place, length=10**6))


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=5), st.data())
def test_whole_members_are_found_behind_any_damage(junk: list[bytes], data: st.DataObject) -> None:
    """Junk between records, even such as begins like a gzip member, costs none of them."""
    expected: list[Span] = []
    bent = b""
    for number, some in enumerate(junk):
        bent += data.draw(st.sampled_from((some, b"\x1f\x8b\x08" + some, bytes(len(some)), b"")))
        member = record(str(number))
        expected.append(Span(len(bent), len(bent) + len(member)))
        bent += member
    assert found(bent) == expected


def found(packed: bytes) -> list[Span]:
    spans: Iterator[Span] = whole_members(io.BytesIO(packed), 0)
    return list(spans)


def test_a_page_that_came_as_gzip_is_no_record() -> None:
    """Within a record that is cut off, its own bytes may stand as they came."""
    import gzip
    import os

    packed = gzip.compress(os.urandom(3_000))
    whole, cut = record("b"), record("a", packed)[:-9]
    assert found(whole + cut) == [Span(0, len(whole))]
