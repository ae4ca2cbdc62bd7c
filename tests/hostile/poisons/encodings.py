"""Bytes whose encoding is told wrong, or twice, or not at all."""

from __future__ import annotations

from tests.hostile.poisons.poison import TITLE, Poison, article

CHINESE = "潮汐是如何转变的"
PROSE = "委员会在秋天再次开会，听取了委员的意见，几乎没有达成任何一致的决定。" * 6


def _chinese(encoding: str, declared: str = "", content_type: str | None = "text/html") -> Poison:
    html = (
        f"<html><head><title>{CHINESE}</title>{declared}</head><body><h1>{CHINESE}</h1><p>{PROSE}</p></body></html>"
    )
    name = f"{encoding}, {declared or 'undeclared'}, {content_type}"
    return Poison(
        name,
        lambda: html.encode(encoding),
        title=(CHINESE,),
        text=PROSE[:20],
        content_type=content_type,
        never=("\ufffd",),
    )


def _html(words: bytes) -> bytes:
    return article()().replace(b"</h1>", b"</h1><p>" + words + b"</p>")


POISONS = (
    _chinese("utf-8", "<meta charset=gb2312>"),
    _chinese("utf-8", "<meta charset=utf-16>"),
    _chinese("utf-8", "<meta charset=utf-7>"),
    _chinese("utf-8", "<meta charset='∞'>"),
    _chinese("utf-8", "<meta charset='idna'>"),
    _chinese("utf-8", content_type="text/html; charset=iso-8859-1"),
    _chinese("utf-8", content_type="text/html; charset=" + "x" * 100_000),
    _chinese("utf-8", content_type="text/html; charset=∞"),
    _chinese("gb18030", "<meta charset=gb18030>"),
    _chinese("gb18030", "<meta charset=utf-8>"),
    _chinese("gb18030", "<meta charset=gbk>", "text/html; charset=utf-8"),
    _chinese("hz", "<meta charset=hz-gb-2312>"),
    _chinese("utf-16"),
    _chinese("utf-32"),
    Poison(
        "utf-16 without a mark",
        lambda: article()().decode().encode("utf-16-le"),
        rejected=("no HTML page",),
    ),
    Poison("UTF-7", lambda: _html(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"), content_type="text/html; charset=utf-7", never=("<script",)),
    Poison("overlong UTF-8", lambda: _html(b"\xc0\xbcscript\xc0\xbealert(1)"), never=("<script",)),
    Poison("surrogates in UTF-8", lambda: _html("\ud800\udfff".encode("utf-8", "surrogatepass"))),
    Poison("a shift to Japanese that nothing ends", lambda: _html(b"\x1b$B\x1b(B\x1b$B")),
    Poison("a NUL in each word", lambda: article()().replace(b"The", b"T\0he"), rejected=(), title=(TITLE,)),
    Poison("half UTF-8 and half Latin", lambda: _html("Zürich ".encode() + "Zürich ".encode("latin-1"))),
    Poison("three marks", lambda: b"\xef\xbb\xbf" * 3 + article()()),
    Poison("a mark of UTF-16 before UTF-8", lambda: b"\xff\xfe" + article()()),
)  # fmt: skip
