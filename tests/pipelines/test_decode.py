"""Which characters bytes stand for: proven, declared, or detected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import in_utf8

CHINESE = "委员会在秋天再次开会，但是在许多问题上没有达成一致的意见。" * 5
RUSSIAN = "Комитет снова собрался осенью и почти ни о чём не договорился. " * 5
FRENCH = "Le comité s'est réuni à l'automne et a très peu décidé. " * 5


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "meta"),
    [
        (CHINESE, "gb18030", None, ""),
        (RUSSIAN, "cp1251", None, ""),
        (FRENCH, "utf-8", None, ""),
        (FRENCH, "utf-8-sig", None, ""),
        (FRENCH, "utf-16", None, ""),
        (FRENCH, "cp1252", "text/html; charset=windows-1252", ""),
        (CHINESE, "gb18030", None, "<meta charset=gb2312>"),
        ("日本語の文章です。" * 9, "iso2022_jp", "text/html; charset=iso-2022-jp", ""),
        ("The committee met again.", "ascii", "text/html; charset=utf-16", ""),
        # Declared as something else, and UTF-8 all the same.
        (CHINESE, "utf-8", "text/html; charset=iso-8859-1", ""),
        (FRENCH, "utf-8", None, "<meta charset=iso-8859-15>"),
    ],
)
def test_texts_are_decoded(text: str, encoding: str, content_type: str | None, meta: str) -> None:
    html = f"<html><head>{meta}</head><body><p>{text}</p></body></html>"
    assert in_utf8(html.encode(encoding), content_type).decode() == html


def test_a_word_that_happens_to_be_utf8_is_read_as_declared() -> None:
    html = "<p>芦</p>".encode("gb2312")
    assert html.decode("utf-8")  # a valid sequence by chance
    assert in_utf8(html, "text/html; charset=gb2312").decode() == "<p>芦</p>"


@given(st.binary(max_size=300))
def test_any_bytes_are_text(body: bytes) -> None:
    assert isinstance(in_utf8(body, None).decode(), str)
