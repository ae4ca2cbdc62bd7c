"""Encodings: declared wrongly, declared as what no page is in, or broken in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.answers import whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script

encodings = Family("encoding")
FAMILIES = [encodings]
TEXT = page("An article – in an encoding", "encodings")
# Python has codecs of these names that are no text encodings, and some that unpack.
CODECS = (
    "idna",
    "punycode",
    "hex_codec",
    "base64",
    "zip",
    "bz2",
    "rot13",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "mbcs",
    "utf-7",
)
EITHER: dict[str, Script] = {
    **{f"declared as {codec}": whole(TEXT, f"Content-Type: text/html; charset={codec}") for codec in CODECS},
    "declared as a path": whole(TEXT, "Content-Type: text/html; charset=../../etc/passwd"),
    "declared as NUL": whole(TEXT, b"Content-Type: text/html; charset=a\x00b"),
    "declared as 100 kB": whole(TEXT, f"Content-Type: text/html; charset={'x' * 100_000}"),
    "UTF-8 that is none": whole(TEXT.encode().replace(b"agreed", b"agr\xff\xfe\xed")),
    "UTF-8 too long for its letters": whole(
        TEXT.encode().replace(b"agreed", b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\xaf")
    ),
    "UTF-8 of surrogates": whole(TEXT.encode().replace(b"agreed", b"\xed\xa0\x80\xed\xbf\xbf")),
    "UTF-16 declared as UTF-8": whole(TEXT.encode("utf-16")),
    "UTF-16 of an odd length": whole(TEXT.encode("utf-16") + b"x", "Content-Type: text/html; charset=utf-16"),
    "UTF-16 without a mark": whole(TEXT.encode("utf-16-be"), "Content-Type: text/html"),
    "UTF-32": whole(TEXT.encode("utf-32"), "Content-Type: text/html; charset=utf-32"),
    "three marks of byte order": whole(b"\xef\xbb\xbf\xff\xfe\xfe\xff" + TEXT.encode()),
    "NUL behind every letter": whole(TEXT.replace("", "\0")),
    "cut in the middle of a letter": whole(
        TEXT.encode("gb18030")[:-1] + b"\x81", "Content-Type: text/html; charset=gbk"
    ),
    "states that are never left": whole(b"\x1b$B" + TEXT.encode(), "Content-Type: text/html; charset=iso-2022-jp"),
    "three declarations": whole(
        TEXT.replace("<head>", '<head><meta charset="big5"><meta charset="utf-16">'),
        "Content-Type: text/html; charset=koi8-r",
    ),
    "100,000 accents on one letter": whole(TEXT.replace("agreed", "a" + "\u0301" * 100_000)),
    "letters that turn the line around": whole(TEXT.replace("agreed", "\u202e\u2066\u200f" * 1_000)),
    "letters of no use": whole(TEXT.replace("agreed", "\ufffe\uffff\ufdd0\U0010ffff\ue000" * 100)),
    "entities of surrogates": whole(TEXT.replace("agreed", "&#xD800;&#xDFFF;&#0;&#x110000;&#99999999999;")),
    "escapes of a terminal": whole(TEXT.replace("An article", "\x1b[2J\x1b]0;owned\x07An article")),
}
for name, script in EITHER.items():
    encodings.add(
        name,
        lambda world, script=script: world.bad(script, Fate.EITHER),
        quick=name in {"declared as idna", "declared as zip", "UTF-16 of an odd length", "entities of surrogates"},
    )
