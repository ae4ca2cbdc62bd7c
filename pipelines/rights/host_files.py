"""What does a file say that a host has for machines, such as its robots.txt? Its text, whatever encoding it came in."""

from __future__ import annotations

MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def host_text(body: bytes) -> str:
    """The text of a file that a standard wants in UTF-8 (RFC 9309, 2.3; RFC 8259, 8.1), and some servers write otherwise."""
    encoding = next((name for mark, name in MARKS.items() if body.startswith(mark)), "utf-8")
    return body.decode(encoding, "replace").replace("\0", "")  # as UTF-16 has them that does not say so
