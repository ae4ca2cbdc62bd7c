"""Which characters do a page's bytes stand for? What they prove, then what they declare, then what they look like."""

from __future__ import annotations

import codecs

from w3lib.encoding import html_to_unicode

# So many continuation bytes that fit together don't happen by chance in another encoding; fewer do: the GBK bytes of
# a single word can be valid UTF-8.
PROOF = 20
# What the encodings that write other scripts in ASCII bytes begin them with: ISO-2022 for Japanese and Korean, HZ, UTF-16.
SHIFTS = (b"\x1b", b"~{", b"\x0e", b"\x00")
LOOKED_AT = 50_000  # bytes; enough for a detector, and bounded


def in_utf8(body: bytes, content_type: str | None) -> bytes:
    """The page in UTF-8, without a byte order mark; never fails, what no encoding can read becomes U+FFFD.

    Args:
        body: The response's bytes.
        content_type: The Content-Type header. Null when none was sent.
    """
    if _is_utf8(body):
        return body.removeprefix(codecs.BOM_UTF8)
    return html_to_unicode(content_type, body, auto_detect_fun=_detected)[1].encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    """Whether the bytes prove to be UTF-8, whatever the page declares."""
    if body.isascii():
        return not any(shift in body for shift in SHIFTS)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return len(body) - len(text) >= PROOF


def _detected(body: bytes) -> str | None:
    """The encoding of a page that declares none; null when it can't be told."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(body[:LOOKED_AT]).best()
        return best.encoding if best else None
    return "utf-8"
