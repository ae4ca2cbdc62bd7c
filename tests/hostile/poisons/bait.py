"""What makes a pattern that backtracks take for ever: long runs of what it repeats, and then what it does not want."""

from __future__ import annotations

from tests.hostile.poisons.poison import Poison, article

LONG = 20_000
# By the family of patterns that each is made for.
RUNS = {
    "white space": (" \u00a0\t", "!"),
    "digits": ("1", "!"),
    "groups of digits": ("1,111", "!"),
    "numbers and blanks": ("1 ", "K"),
    "dates": ("2020-03-", "x"),
    "days": ("1.", "März"),
    "clocks": ("10:00:", "Uhr"),
    "months": ("May ", "!"),
    "eras": ("令和", "年"),
    "labels of views": ("Views: ", "!"),
    "counts and labels": ("1 views ", "!"),
    "labels": ("Label: ", "!"),
    "bylines": ("By Ann ", "1"),
    "names": ("Ann Lee, ", "and"),
    "initials": ("A. ", "1"),
    "degrees": ("PhD, ", "1"),
    "particles": ("van der ", "1"),
    "brackets": ("(", "!"),
    "closed brackets": ("(a)", "!"),
    "copyright": ("© 2019-", "!"),
    "copyright words": ("Copyright © ", "!"),
    "rights": ("all rights ", "!"),
    "licences": ("CC BY-", "!"),
    "prices": ("$1,", "!"),
    "addresses": ("http://", "!"),
    "paths": ("/a/", "!"),
    "quotes": ("'\"", "!"),
    "dashes": (" - ", "!"),
    "bars": (" | ", "!"),
    "stars": ("*_", "!"),
    "references": ("&#", "!"),
    "letters": ("a", "!"),
    "Chinese": ("中", "!"),
    "combining marks": ("\u0301", "!"),
    "sentences": ("A. b", "!"),
    "crumbs": ("Home > ", "!"),
    "minutes": ("5 min read ", "!"),
    "ago": ("1 day ago ", "!"),
    "assignments": ("state={", "!"),
    "strings of a program": ('a="\\\\', "!"),
}  # fmt: skip


def _everywhere(run: str, end: str) -> str:
    words = run * (LONG // len(run)) + end
    shown = words.replace("<", "&lt;")
    return (
        f"<p class='byline author'>By {shown}</p><p class='date'>{shown}</p><p class='views'>{shown}</p>"
        f"<p>{shown}</p><a href='{shown.replace(chr(39), '')}'>{shown}</a><time>{shown}</time>"
        f"<script>{words}</script><footer>© {shown}</footer>"
    )


def _declared(run: str, end: str) -> str:
    words = (run * (LONG // len(run)) + end).replace('"', "")
    names = (
        "author",
        "date",
        "description",
        "keywords",
        "copyright",
        "robots",
        "article:published_time",
        "og:site_name",
    )
    return "".join(f'<meta name="{name}" content="{words}">' for name in names)


POISONS = tuple(
    Poison(f"bait: {name}", article(_everywhere(run, end), _declared(run, end)), text="")
    for name, (run, end) in RUNS.items()
)
