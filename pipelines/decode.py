"""Which characters do a page's bytes stand for? What they prove, then what they declare, then what they look like."""

from __future__ import annotations

from w3lib.encoding import html_to_unicode

# So many continuation bytes that fit together don't happen by chance in another encoding; fewer do: the GBK bytes of
# a single word can be valid UTF-8.
PROOF = 20
LOOKED_AT = 50_000  # bytes; enough for a detector, and bounded


def decoded(body: bytes, content_type: str | None) -> str:
    """The page as text; never fails, what no encoding can read becomes U+FFFD.

    Args:
        body: The response's bytes.
        content_type: The Content-Type header. Null when none was sent.
    """
    proven = _utf8(body)
    if proven is not None:
        return proven
    return html_to_unicode(content_type, body, auto_detect_fun=_detected)[1]


def _utf8(body: bytes) -> str | None:
    """The text, where the bytes prove to be UTF-8 whatever the page declares; else null."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return text if len(body) - len(text) >= PROOF else None


def _detected(body: bytes) -> str | None:
    """The encoding of a page that declares none; null when it can't be told."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(body[:LOOKED_AT]).best()
        return best.encoding if best else None
    return "utf-8"
