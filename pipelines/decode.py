"""Which characters do a page's bytes stand for? What they prove, then what they declare, then what they look like."""

from __future__ import annotations

import codecs
import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from w3lib.encoding import read_bom, resolve_encoding

from pipelines.detect import detected, is_other_script
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

# So many continuation bytes that fit together don't happen by chance in another encoding; fewer do: the GBK bytes of
# a single word can be valid UTF-8.
PROOF = 20
PER_BREAK = 20  # more of them for each byte that fits nowhere: a page cut off, or a word pasted in another encoding
# What the encodings that write other scripts in ASCII bytes begin them with: ISO-2022 for Japanese and Korean, HZ, UTF-16.
SHIFTS = (b"\x1b", b"~{", b"\x0e", b"\x00")
DECLARED_IN = 200_000  # bytes; some pages declare their encoding behind long scripts
DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,500}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
MOST_DECLARED = 3
# Names that Python or w3lib don't know: of databases, of old browsers, and the WHATWG's further labels.
ALIASES = {
    alias: encoding
    for encoding, aliases in {
        "utf-8": "utf8mb4 | utf8mb3 | utf-8mb4 | unicode | unicode-1-1-utf-8 | x-unicode20utf8 | unicode11utf8 | utf",
        "gb18030": "x-gbk | gb-2312 | gb2312-80 | gb_2312-80 | gb | gb2312_charset | simplified chinese | zh-cn | euc-cn | x-euc-cn",
        "big5hkscs": "x-x-big5 | big-5 | zh-tw | cn-big5 | big5-hkscs:2004 | x-big5",
        "cp932": "x-sjis | sjis | shift-jis | shiftjis | x-ms-cp932 | windows-31j | ms932",
        "euc_jp": "x-euc-jp | eucjp | x-euc | euc",
        "cp949": "windows-949 | ks_c_5601 | ksc_5601 | ksc5601 | euckr | x-windows-949",
        "cp874": "dos-874 | windows-874 | x-windows-874 | tis620",
        "iso8859_8": "iso-8859-8-i | iso-8859-8-e | logical | visual",
        "mac_cyrillic": "x-mac-cyrillic | x-mac-ukrainian",
        "cp1252": "ansi | x-ansi | iso-8859 | latin | western | x-cp1252 | windows1252 | us-ascii",
        "cp1251": "x-cp1251 | windows1251 | win1251 | cp-1251",
    }.items()
    for alias in listed(aliases)
}  # fmt: skip
# Encodings in which any byte is some letter, so that reading with them proves nothing.
LATIN = re.compile(r"cp125[02478]|iso8859[_-](?:[1-4]|9|1[03-6])|mac_roman|latin[_-]?\d*$")
WIDE = re.compile(r"utf[_-]?(?:16|32)")  # a page whose declaration could be read byte by byte is neither
# Codecs of Python's that are no encodings of pages; some of them read any bytes.
NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "utf-7", "undefined", "mbcs", "oem")
)
ASCII = bytes(range(0x80))
CONTROL = re.compile(rb"\xc2[\x80-\x9f]")  # U+0080 to U+009F in UTF-8
FEW, SHARE = 3, 0.01  # characters that may be wrong in what a declaration reads


def in_utf8(body: bytes, content_type: str | None) -> bytes:
    """The page in UTF-8, without a byte order mark; never fails, what no encoding can read becomes U+FFFD.

    Args:
        body: The response's bytes.
        content_type: The Content-Type header. Null when none was sent.
    """
    encoding, mark = read_bom(body)
    if encoding is not None and mark is not None:
        marked = body[len(mark) :].decode(encoding, "replace")
        if "<" in marked or b"<" not in body:
            return marked.encode("utf-8", "replace")
        body = body[len(mark) :]  # the mark is wrong: what has no element when it is read so has some as it is
    if body.isascii() and not any(shift in body for shift in SHIFTS):
        return body
    return _encoded_once(_proven(body) or _as_declared(body, content_type).encode("utf-8", "replace"))


def _encoded_once(page: bytes) -> bytes:
    """The page without a second encoding: some server has read its UTF-8 as Latin-1, and encoded that.

    That is certain where all of its characters are Latin-1's, their bytes are UTF-8 as a whole, and some are control
    characters, which no page has: 12 of 2,063 pages. A part of a page, or "Â©" alone, may be meant so.
    """
    if not CONTROL.search(page):
        return page
    try:
        once = page.decode().encode("latin-1")
        once.decode()
    except UnicodeError:
        return page
    return once


def _proven(body: bytes) -> bytes | None:
    """The bytes where they prove to be UTF-8, whatever the page declares; null where they don't."""
    try:
        return body if len(body) - len(body.decode()) >= PROOF else None
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count("\ufffd".encode())
    return text.encode() if len(body) - len(text) >= PROOF + PER_BREAK * broken else None


def _as_declared(body: bytes, content_type: str | None) -> str:
    """The text by the first declaration that reads nearly all; else by the look of the bytes; else by the best of them."""
    read: list[tuple[int, str]] = []
    tried: set[str] = set()
    for encoding in _declared(body, content_type):  # one by one: to find the next takes a look at all of the page
        if encoding in tried:
            continue
        tried.add(encoding)
        if LATIN.match(encoding) and (_is_utf8(body) or is_other_script(body)):
            continue
        text = body.decode(encoding, "replace")
        wrong = text.count("\ufffd")
        if wrong <= FEW or wrong <= SHARE * len(body.translate(None, ASCII)):
            return text
        read.append((wrong, text))
    found = "utf-8" if _is_utf8(body) else detected(body)
    if found is not None:
        text = body.decode(found, "replace")
        read.append((text.count("\ufffd"), text))
    if body.isascii():  # a few shifts by mistake: Japanese has nothing that can't be read
        read.append((sum(map(body.count, SHIFTS)), body.decode("ascii")))
    return min(read, default=(0, body.decode("cp1252", "replace")), key=lambda one: one[0])[1]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not body.isascii()


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    """The encodings that the header and the page name, in this order."""
    header = IN_HEADER.search(content_type or "")
    metas = islice(DECLARED.finditer(body[:DECLARED_IN]), MOST_DECLARED)
    for name in chain((header.group(1),) if header else (), (one.group(1).decode("ascii") for one in metas)):
        encoding = _known(name)
        if encoding is not None and not WIDE.match(encoding):
            yield encoding


def _known(name: str) -> str | None:
    """Python's name of a named encoding; null when there is none."""
    bare = name.lower().strip(" -_.:")
    found = ALIASES.get(bare) or resolve_encoding(bare)
    if found is None or found in NO_CHARSETS:
        return None
    return found if getattr(codecs.lookup(found), "_is_text_encoding", False) else None
