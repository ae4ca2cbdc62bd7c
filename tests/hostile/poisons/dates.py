"""Dates that are none, or that two people would read as two days."""

from __future__ import annotations

from tests.hostile.poisons.poison import Poison, article, news

NOTHING = (None,)
DAY = ("2020-03-05",)
MAYBE = (None, "2020-03-05", "2020-03-05T00:00:00+00:00")

META = {
    "year 0": ("0000-01-01", NOTHING),
    "MySQL's nothing": ("0000-00-00 00:00:00", NOTHING),
    "year 9999999": ("9999999-01-01", NOTHING),
    "year 9999": ("9999-12-31T23:59:59Z", NOTHING),
    "year 1": ("0001-01-01T00:00:00+14:00", NOTHING),
    "31 February": ("2020-02-31", NOTHING),
    "29 February of no leap year": ("2019-02-29", NOTHING),
    "month 13": ("2020-13-05", NOTHING),
    "a word for now": ("now", NOTHING),
    "a function": ("new Date()", NOTHING),
    "a template": ("{{ page.date }}", NOTHING),
    "negative seconds": ("-86400", NOTHING),
    "seconds": ("1583366400", MAYBE),
    "milliseconds": ("1583366400000", MAYBE),
    "microseconds": ("1583366400000000", MAYBE),
    "nanoseconds": ("1583366400000000000", MAYBE),
    "20 digits": ("15833664000000000000", NOTHING),
    "no number": ("NaN", NOTHING),
    "infinity": ("Infinity", NOTHING),
    "the first second": ("1970-01-01T00:00:00Z", NOTHING),
    "hour 25": ("2020-03-05T25:61:61Z", (None, "2020-03-05")),
    "a zone of 99 hours": ("2020-03-05T10:00:00+99:00", (None, "2020-03-05", "2020-03-05T10:00:00")),
    "two calendars": ("令和2年 5 März 1398", NOTHING),
    "a Persian day of no month": ("۱۳۹۸/۱۳/۳۲", NOTHING),
    "a date in words of a page": ("5 March 2020 by Ann Lee in 2019 or 2021", (*MAYBE,)),
    "a thousand dates": (" ".join(["2020-03-05"] * 1_000), (None, "2020-03-05")),
    "a range": ("2020-03-05/2021-03-05", NOTHING),
    "a day that may be two": ("03/04/2020", NOTHING),
    "letters that look like digits": ("2O2O-O3-O5", NOTHING),
    "superscripts": ("²⁰²⁰-⁰³-⁰⁵", MAYBE),
    "mathematical digits": ("𝟚𝟘𝟚𝟘-𝟘𝟛-𝟘𝟝", MAYBE),
    "five thousand digits": ("9" * 5_000, NOTHING),
    "a zone's name that is a path": (
        "2020-03-05T10:00:00[../../etc/passwd]",
        (None, "2020-03-05", "2020-03-05T10:00:00"),
    ),
    "next year": ("2026-03-05", NOTHING),
}
SHOWN = {
    "yesterday": ("Published: yesterday", ("2025-05-31",)),
    "three days ago": ("Published: 3 days ago", ("2025-05-29",)),
    "next Tuesday": ("Published: next Tuesday", NOTHING),
    "weeks ago": ("Published: 99999999999 weeks ago", NOTHING),
    "minus three days ago": ("Published: -3 days ago", (None, "2025-05-29")),
    "the 99th": ("Published: 99 March 2020", NOTHING),
    "a month alone": ("Published: March", NOTHING),
}
DATA = {
    "a list of one": ('"datePublished": ["2020-03-05"]', DAY),
    "a list of two": ('"datePublished": ["2020-03-05", "2021-03-05"]', (None, "2020-03-05")),
    "a list of lists": ('"datePublished": [[[["2020-03-05"]]]]', (None, "2020-03-05")),
    "an object": ('"datePublished": {"@value": "2020-03-05"}', DAY),
    "an empty object": ('"datePublished": {}', NOTHING),
    "null": ('"datePublished": null', NOTHING),
    "true": ('"datePublished": true', NOTHING),
    "a number": ('"datePublished": 20200305', MAYBE),
    "not a number": ('"datePublished": NaN', NOTHING),
    "a number of a million digits": (f'"datePublished": {"9" * 1_000_000}', NOTHING),
    "the same key twice": ('"datePublished": "junk", "datePublished": "2020-03-05"', (None, "2020-03-05")),
    "half a character": ('"datePublished": "2020-03-05\\ud800"', (None, "2020-03-05")),
}  # fmt: skip

POISONS = (
    *(
        Poison(
            f"date: {name}", article("", f'<meta property="article:published_time" content="{raw}">'), published=right
        )
        for name, (raw, right) in META.items()
    ),
    *(
        Poison(f"shown date: {name}", article(f"<p>{shown}</p>"), published=right)
        for name, (shown, right) in SHOWN.items()
    ),
    *(
        Poison(f"date in data: {name}", article("", news(said)), published=right)
        for name, (said, right) in DATA.items()
    ),
)
