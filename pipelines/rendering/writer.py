"""What has been said so far? The words of the open line, and the elements around it with their blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from output.records import Image
from pipelines.rendering import inline
from pipelines.rendering.blocks import Note, Paragraph, Picture, Rule
from pipelines.rendering.frames import JOINED, Frame, blocks_of, captioned, ended
from pipelines.rendering.spans import BREAK, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.rendering.blocks import Block
    from pipelines.rendering.tables import Part

# Elements within each other that make blocks within each other; what lies deeper is written as if it stood here.
DEEPEST = 24
LONGEST_LABEL = 3  # texts that a note's label is made of: "[", "1", "]"


class Writer:
    """Takes words, pictures and the beginnings and ends of elements, and makes blocks of them."""

    def __init__(self) -> None:
        self.frames = [Frame("body", None)]
        self.said: list[Span | Image] = []
        self.note: tuple[str, str] | None = None  # the note that the open line begins

    @property
    def kind(self) -> str:
        """What the innermost open element becomes."""
        return self.frames[-1].kind

    def open(self, frame: Frame) -> None:
        """Begin an element that becomes a block, if there is room for one here."""
        if len(self.frames) < DEEPEST and self.kind not in JOINED:
            self.frames.append(frame)

    def end(self, element: _Element) -> None:
        """End an element, if it is one that becomes a block."""
        if self.frames[-1].element is element:
            self._end()

    def add(self, part: Part) -> None:
        """Put a block behind the others."""
        self.frames[-1].parts.append(part)

    def flush(self) -> None:
        """End the line, as a block does when it begins or ends."""
        if self.kind not in JOINED:
            self._write()
        elif self.said:
            self.said.append(BREAK)

    def finish(self) -> list[Block]:
        """End all that is open; the blocks, without rules where they part nothing."""
        while len(self.frames) > 1:
            self._end()
        self._write()
        blocks = blocks_of(captioned(self.frames[0].parts))
        return [block for place, block in enumerate(blocks) if not isinstance(block, Rule) or _parts(blocks, place)]

    def _end(self) -> None:
        self._write()
        frame = self.frames.pop()
        around = self.frames[-1]
        around.parts += ended(frame)
        if frame.kind == "caption":
            around.parts[-2:] = captioned(around.parts[-2:])

    def _write(self) -> None:
        if not self.said:
            return
        said, self.said = self.said, []
        for paragraph in _paragraphs(said) if BREAK in said and self.kind not in JOINED else (said,):
            self._paragraph(paragraph)

    def _paragraph(self, said: list[Span | Image]) -> None:
        first, last = _ends(said)
        frame = self.frames[-1]
        frame.parts += [Picture(one, None) for one in said[:first] if isinstance(one, Image)]
        words = [inline.picture(one) if isinstance(one, Image) else one for one in said[first:last]]
        begins = self.note or (frame.note if frame.kind == "note" and not frame.parts else None)
        if begins:
            words = _without_label(words, begins[1])
        if read := inline.read(words):
            paragraph = Paragraph(read)
            frame.parts.append(Note(*self.note, [paragraph]) if self.note and frame.kind != "note" else paragraph)
        self.note = None
        frame.parts += [Picture(one, None) for one in said[last:] if isinstance(one, Image)]


def _parts(blocks: list[Block], place: int) -> bool:
    return 0 < place < len(blocks) - 1 and not isinstance(blocks[place - 1], Rule)


def _paragraphs(said: list[Span | Image]) -> Iterator[list[Span | Image]]:
    """The words of each paragraph: two breaks, with nothing but blanks between them, part them."""
    paragraph: list[Span | Image] = []
    breaks = 0
    for one in said:
        if one is BREAK:
            breaks += 1
        elif isinstance(one, Image) or one.markdown is not None or not one.text.isspace():
            if breaks > 1:
                yield paragraph
                paragraph = []
            elif breaks:
                paragraph.append(BREAK)
            breaks = 0
            paragraph.append(one)
        elif not breaks:
            paragraph.append(one)
    if paragraph:
        yield paragraph


def _ends(said: list[Span | Image]) -> tuple[int, int]:
    """Where the words of a paragraph begin and end, the pictures before and after them left out."""
    first, last = 0, len(said)
    while first < last and not _is_words(said[first]):
        first += 1
    while first < last and not _is_words(said[last - 1]):
        last -= 1
    return first, last


def _is_words(one: Span | Image) -> bool:
    return isinstance(one, Span) and not one.text.isspace()


def _without_label(words: list[Span], label: str) -> list[Span]:
    """The words of a note without the label they begin with."""
    for count in range(LONGEST_LABEL, 0, -1):
        first = "".join(span.text for span in words[:count]).strip()
        if first.strip("[]().: ") == label:
            return words[count:]
    begins = (
        re.match(rf"\s*[\[(]?{re.escape(label)}(?:[\])]\.?|[.:])\s*|\s*{re.escape(label)}\s+", words[0].text)
        if words
        else None
    )
    return [words[0]._replace(text=words[0].text[begins.end() :]), *words[1:]] if begins else words
