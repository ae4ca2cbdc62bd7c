"""What is a line made of? Spans of words with the same marks, blanks between them marked only where both sides are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipelines.lines import begins_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STRONG, EMPHASIS, DELETED, SUB, SUP, CODE = (1 << bit for bit in range(6))

# A line of source that ends between two characters of a script without blanks is no blank.
_WIDE = r"[\u2e80-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BROKEN = re.compile(rf"(?<={_WIDE})[^\S\n]*\n\s*(?={_WIDE})")
_INVISIBLE = "\xad\ufeff"  # the soft hyphen, and a byte order mark among words


class Span(NamedTuple):
    """Words that are marked alike; as the page has them at first, then with their white space squeezed.

    Attributes:
        text: The words.
        marks: Their emphasis and the like, as bits.
        link: Where they lead, the empty text when nowhere.
        markdown: What stands for them in Markdown; null for words. A picture has this alone.
    """

    text: str
    marks: int = 0
    link: str = ""
    markdown: str | None = None


BREAK = Span("\n")


def lines_said(said: Iterable[Span]) -> Iterator[list[Span]]:
    """The spans of each line that has any, by its breaks."""
    line: list[Span] = []
    for one in said:
        if one is not BREAK:
            line.append(one)
        elif line:
            yield line
            line = []
    if line:
        yield line


def squeezed(line: list[Span]) -> list[Span]:
    """The spans of a line without white space at their ends, and with a blank as a span of its own between them."""
    spans: list[Span] = []
    blank: Span | None = None  # the white space since the last words, marked as the page has it
    before = ""
    for one in line:
        text, marks, link, markdown = one
        words = text if markdown is not None else plain(text)
        if words or markdown is not None:
            if markdown is None and (text[0].isspace() or (before and begins_label(before, text))):
                blank = blank or one
            if blank and spans:
                spans.append(_between(spans[-1], blank, one))
            # A bracket in code would end the words of a link, and can't be escaped there.
            spans.append(Span(words, marks, "" if marks & CODE and "]" in words else link, markdown))
            blank = one if markdown is None and text[-1].isspace() else None
        elif text.isspace():
            blank = blank or one
        before = "" if markdown is not None else text
    return spans


def plain(words: str) -> str:
    """Words with their white space squeezed, what is invisible left out."""
    if not words.isascii():
        words = _BROKEN.sub("", words) if "\n" in words else words
        for letter in _INVISIBLE:
            words = words.replace(letter, "")
    return " ".join(words.split())


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans, those beside each other that are marked alike made one."""
    groups: list[list[Span]] = []
    last: Span | None = None
    for span in spans:
        if last and span.marks == last.marks and span.link == last.link and span.markdown is last.markdown is None:
            groups[-1].append(span)
        else:
            groups.append([span])
            last = span
    return [
        group[0] if len(group) == 1 else group[0]._replace(text="".join([one.text for one in group]))
        for group in groups
    ]


def _between(last: Span, blank: Span, span: Span) -> Span:
    """A blank, marked as far as it and both of its neighbours are."""
    link = last.link if last.link == blank.link == span.link else ""
    return Span(" ", last.marks & blank.marks & span.marks, link)
