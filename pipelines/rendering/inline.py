"""How do the words between two blocks read, as text and as Markdown?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.rendering.blocks import Inline
from pipelines.rendering.emphasis import marked
from pipelines.rendering.escape import destination, escaped
from pipelines.rendering.spans import STRONG, Span, lines_said, plain, squeezed

if TYPE_CHECKING:
    from output.records import Image

TITLE = re.compile(r'["\\&]')  # what ends or alters a title of Markdown


def read(said: list[Span]) -> Inline | None:
    """The lines of what was said, its words as the page has them; null when it is neither words nor pictures."""
    if len(said) == 1 and not any(said[0][1:]):  # most paragraphs
        text = plain(said[0].text)
        return Inline((text,), (escaped(text),)) if text else None
    lines = [line for line in map(squeezed, lines_said(_unbracketed(said))) if line]
    if not lines:
        return None
    said_lines = ("".join(span.text for span in line) for line in lines)
    strong = all(span.marks & STRONG for line in lines for span in line)
    return Inline(tuple(" ".join(line.split()) for line in said_lines), tuple(marked(line) for line in lines), strong)


def picture(image: Image, *, titled: bool = True) -> Span:
    """A picture among words.

    Args:
        image: The picture.
        titled: Whether its caption is its title, which stands in Markdown alone; else it is written beside it.
    """
    title = f' "{TITLE.sub(_escaped, image.caption)}"' if titled and image.caption else ""
    return Span("", markdown=f"![{escaped(image.alt or '', linked=True)}]({destination(image.url)}{title})")


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign.group()}"


def reference(label: str, shown: str) -> Span:
    """The mark of a footnote.

    Args:
        label: The note's own in Markdown.
        shown: What the page shows.
    """
    return Span(f"[{shown}]", markdown=f"[^{label}]")


def _unbracketed(said: list[Span]) -> list[Span]:
    """What was said, without brackets around the marks of footnotes, which have their own."""
    spans = list(said)
    for place, span in enumerate(spans[1:-1], 1):
        before, after = spans[place - 1], spans[place + 1]
        if span.markdown and span.text and before.text.endswith("[") and after.text.startswith("]"):
            spans[place - 1] = before._replace(text=before.text[:-1])
            spans[place + 1] = after._replace(text=after.text[1:])
    return spans
