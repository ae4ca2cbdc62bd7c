"""How are marked words written in Markdown, so that CommonMark reads the marks where they stand?

A mark of emphasis opens only before a word or after white space or punctuation, and closes likewise ("flanking"). Where a
page emphasises a part of a word together with punctuation, as Chinese and Japanese do, the punctuation goes outside; what
can't be written is left out.
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.rendering.escape import destination, escaped
from pipelines.rendering.spans import CODE, DELETED, EMPHASIS, STRONG, SUB, SUP, Span, merged

Key = int | str  # a mark, or the address of a link
ORDER = (STRONG, EMPHASIS, DELETED, SUB, SUP)
FLANKED = (STRONG, EMPHASIS, DELETED)
ANY_FLANKED = sum(FLANKED)
STARS = STRONG | EMPHASIS
KEYS = tuple(tuple(mark for mark in ORDER if marks & mark) for marks in range(CODE << 1))  # of each mixture of marks
OPENS = {STRONG: "**", EMPHASIS: "*", DELETED: "~~", SUB: "<sub>", SUP: "<sup>"}
CLOSES = OPENS | {SUB: "</sub>", SUP: "</sup>"}
OPENING, CLOSING = ("Ps", "Pi"), ("Pe", "Pf")  # categories of brackets and quotation marks
LEAST_BRACKETED = 2
BACKTICKS = re.compile(r"`+")


def marked(line: list[Span]) -> str:
    """A line of spans as Markdown."""
    spans = merged(line)
    if len(spans) == 1 and not any(spans[0][1:]):
        return escaped(spans[0].text)
    if any(span.marks & ANY_FLANKED for span in spans):
        spans = merged(_fitted(_fitted(_unbracketed(spans), 0)[::-1], -1)[::-1])
    ends = _ends(spans)
    written: list[str] = []
    opened: list[Key] = []
    for span, until in zip(spans, ends, strict=True):
        if not (opened or until):  # most words
            written.append(_words(span))
            continue
        closed: list[Key] = []
        if opened:
            kept = next((depth for depth, key in enumerate(opened) if key not in until), len(opened))
            closed = opened[kept:]
            del opened[kept:]
            written += (_closing(key) for key in reversed(closed))
        if until and span.text != " ":  # a mark that would open before a blank opens behind it
            # Emphasis that ended because another one did can't open again at once: the two would be one run of stars.
            new = [key for key in until if key not in opened and not (key in closed and key in FLANKED)]
            opened += (opening := sorted(new, key=until.__getitem__, reverse=True))
            if opening and written and isinstance(opening[0], str) and written[-1].endswith("!"):
                written[-1] = f"{written[-1][:-1]}\\!"  # else the link would be a picture
            written += (_opening(key) for key in opening)
        written.append(_words(span))
    return "".join((*written, *(_closing(key) for key in reversed(opened))))


def _unbracketed(spans: list[Span]) -> list[Span]:
    """The spans, brackets and quotation marks around emphasis outside of it where one of the two would have to be."""
    unbracketed: list[Span] = []
    for before, span, after in zip([None, *spans], spans, [*spans[1:], None], strict=False):
        if not span.marks & ANY_FLANKED:
            unbracketed.append(span)
            continue
        own = span.marks & ~(before.marks if before else 0) & ~(after.marks if after else 0) & ANY_FLANKED
        touched = (before and _touches(before, span, -1)) or (after and _touches(after, span, 0))
        if own and touched and _is_plain(span) and _is_bracketed(span.text):
            bare = span._replace(marks=span.marks & ~own)
            text = span.text
            unbracketed += (bare._replace(text=text[0]), span._replace(text=text[1:-1]), bare._replace(text=text[-1]))
        else:
            unbracketed.append(span)
    return unbracketed


def _is_bracketed(text: str) -> bool:
    return (
        len(text) > LEAST_BRACKETED
        and unicodedata.category(text[0]) in OPENING
        and unicodedata.category(text[-1]) in CLOSING
    )


def _fitted(spans: list[Span], edge: int) -> list[Span]:
    """The spans, emphasis taken from what it can't begin at.

    Args:
        spans: In reading order, or the other way round for where emphasis ends.
        edge: The index of a span's first character in this order, 0 or -1.
    """
    fitted: list[Span] = []
    ends: list[dict[Key, int]] = []
    for place, span in enumerate(spans):
        if not span.marks & ANY_FLANKED:  # most
            fitted.append(span)
            continue
        before = fitted[-1] if fitted else None
        new = span.marks & ~(before.marks if before else 0) & ANY_FLANKED
        begun = [mark for mark in FLANKED if new & mark] if new else []
        if new & STARS and before and span.marks & before.marks & STARS and not before.text[-1 - edge].isspace():
            # The stars of emphasis in emphasis, with no blank between, can be paired in more than one way.
            fitted.append(span._replace(marks=span.marks & ~new))
        elif begun and span.text and span.text[edge] == " ":
            fitted += _parted(span, begun, 1, edge)
        elif begun and before and _touches(before, span, -1 - edge):
            ends = ends or _ends(spans)
            fitted += _parted(span, begun, _outside(span, before, begun, ends[place], edge), edge)
        else:
            fitted.append(span)
    return fitted


def _touches(before: Span, span: Span, edge: int) -> bool:
    """Whether a letter or digit stands directly before a span."""
    ended = (before.link and before.link != span.link) or before.marks & ~span.marks & (CODE | SUB | SUP)
    return not ended and _is_plain(before) and not (_is_punctuation(before.text[edge]) or before.text[edge].isspace())


def _outside(span: Span, before: Span, begun: list[int], until: dict[Key, int], edge: int) -> int:
    """How many characters of a span must stand outside the emphasis that begins with it."""
    shorter = span.link != before.link and span.link and until[span.link] < max(until[mark] for mark in begun)
    inner = shorter or span.marks & ~before.marks & (SUB | SUP) or (DELETED in begun and len(begun) > 1)
    if inner or not _is_plain(span):
        return len(span.text)
    text = span.text[:: 1 if edge == 0 else -1]
    return next(
        (place for place, letter in enumerate(text) if not (_is_punctuation(letter) or letter.isspace())), len(text)
    )


def _parted(span: Span, begun: list[int], outside: int, edge: int) -> list[Span]:
    """A span and what stands outside its emphasis, which comes first."""
    bare = span._replace(marks=span.marks & ~sum(begun))
    if not outside or outside == len(span.text) or span.markdown is not None:
        return [bare if outside or span.markdown is not None else span]
    first, rest = span.text[:outside], span.text[outside:]
    if edge:
        first, rest = span.text[-outside:], span.text[:-outside]
    return [bare._replace(text=first), span._replace(text=rest)]


def _is_plain(span: Span) -> bool:
    return span.markdown is None and not span.marks & CODE


def _is_punctuation(letter: str) -> bool:
    return not letter.isalnum() and unicodedata.category(letter)[0] in "PS"


def _ends(spans: list[Span]) -> list[dict[Key, int]]:
    """For each span its marks, the outermost first where they end together, and where each of them ends."""
    ends: list[dict[Key, int]] = []
    following: dict[Key, int] = {}
    for place in range(len(spans) - 1, -1, -1):
        span = spans[place]
        keys: tuple[Key, ...] = (span.link, *KEYS[span.marks]) if span.link else KEYS[span.marks]
        following = {key: following.get(key, place + 1) for key in keys} if keys else {}
        ends.append(following)
    return ends[::-1]


def _opening(key: Key) -> str:
    return OPENS[key] if isinstance(key, int) else "["


def _closing(key: Key) -> str:
    return CLOSES[key] if isinstance(key, int) else f"]({destination(key)})"


def _words(span: Span) -> str:
    if span.markdown is not None:
        return span.markdown
    if span.marks & CODE and span.text != " ":
        return _code(span.text)
    return escaped(span.text, linked=bool(span.link))


def _code(text: str) -> str:
    """Code among words, between more backticks than it holds itself."""
    longest = max((len(run) for run in BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{blank}{text}{blank}{fence}"
