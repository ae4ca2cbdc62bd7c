"""What would a reader of Markdown see? The words, tables, headings and lists that a CommonMark parser finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"maxNesting": 200}).enable(["table", "strikethrough"])


def letters(text: str) -> str:
    """The letters and digits alone, in order."""
    return re.sub(r"[\W_]", "", text)


def seen(markdown: str) -> str:
    """The words as a browser would show them."""
    return "\n".join(_blocks(PARSER.parse(markdown)))


def kinds(markdown: str) -> list[str]:
    """The elements, by the names of HTML, each where it begins."""
    return [token.tag for token in _all(PARSER.parse(markdown)) if token.nesting >= 0 and token.tag not in {"", "p"}]


def widths(markdown: str) -> list[set[int]]:
    """For each table, how many cells its rows have."""
    found: list[set[int]] = []
    cells = 0
    for token in PARSER.parse(markdown):
        if token.type == "table_open":
            found.append(set())
        cells = 0 if token.type == "tr_open" else cells + (token.type in {"td_open", "th_open"})
        if token.type == "tr_close":
            found[-1].add(cells)
    return found


def raw_rows(markdown: str) -> list[int]:
    """How many cells each line of a table has by its bars: a parser drops those that are too many."""
    rows = [line.lstrip("> ") for line in markdown.split("\n")]
    return [len(re.findall(r"(?<!\\)\|", row)) for row in rows if row.startswith("| ")]


def _blocks(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(map(_inline, token.children or ()))
        elif token.type in {"fence", "code_block", "html_block"}:
            yield token.content


def _inline(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    return "\n" if token.type in {"softbreak", "hardbreak"} else ""


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()
