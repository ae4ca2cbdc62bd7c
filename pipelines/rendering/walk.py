"""Which blocks do the chosen lines of a page make? One walk over its elements, below the one that holds all those lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipelines.lines import INLINE
from pipelines.rendering import inline
from pipelines.rendering.blocks import Picture, Rule
from pipelines.rendering.code import code_of, formula_of, is_flow
from pipelines.rendering.frames import JOINED, Frame
from pipelines.rendering.notes import notes_of
from pipelines.rendering.opening import CELLS, cell_of, frame_of, marks_of, next_number
from pipelines.rendering.pictures import LONGEST, Gallery, is_wordless
from pipelines.rendering.spans import BREAK, STRONG, Span
from pipelines.rendering.tables import Row
from pipelines.rendering.writer import Writer

if TYPE_CHECKING:
    from lxml.etree import _Element

    from output.records import Image
    from pipelines.document import Document
    from pipelines.rendering.blocks import Block
    from pipelines.rendering.chosen import Chosen

OPENING = frozenset("\"'“‘«„「『‹")
QUOTES = ("“", "”"), ("‘", "’")  # a quotation's own, and those of one within it


class Walk:
    """The walk over one page.

    Args:
        document: The page.
        chosen: Its chosen texts.
        labels: Of the footnotes that earlier pages of the article have.
    """

    def __init__(self, document: Document, chosen: Chosen, labels: frozenset[str]) -> None:
        self._document = document
        self._chosen = chosen
        self._notes = notes_of(document, chosen.holders, labels)
        self._gallery = Gallery(document)
        self._writer = Writer()
        self._marks = 0
        self._link = ""
        # Open elements that mark words, with the marks and the link before them.
        self._marked: list[tuple[_Element, int, str]] = []
        self._quotes = 0  # how many are open
        self._began = False  # whether a chosen text was met
        self._images: list[Image] = []
        self._lead: list[Image] = []  # pictures directly before the first one
        self._last = chosen.last
        holder = chosen.last[0].getparent() if chosen.last[1] else chosen.last[0]
        self._around_last = frozenset(() if holder is None else (holder, *holder.iterancestors()))
        self._over = False

    def blocks(self) -> list[Block]:
        """The blocks in reading order."""
        texts, tails, holders, _, top = self._chosen
        walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element not in holders:
                    self._pass(element)
                    walk.skip_subtree()
                elif self._enter(element):
                    walk.skip_subtree()
                elif element in texts:
                    self._say(element, element.text, is_tail=False)
            else:
                if event == "end" and element in holders:
                    self._leave(element)
                if element is top:
                    break
                if element in tails:
                    self._say(element, element.tail, is_tail=True)
            if self._over:
                break
        return self._writer.finish()

    @property
    def labels(self) -> frozenset[str]:
        """The labels of the page's footnotes."""
        return frozenset(label for label, _ in self._notes.targets.values())

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures in reading order, once the blocks are read."""
        return tuple(self._images)

    def _say(self, element: _Element, text: str | None, *, is_tail: bool) -> None:
        if not self._began:
            self._begin()
        marks, frame = self._marks, self._writer.frames[-1]
        if frame.kind == "term":
            marks |= STRONG
        elif marks and (frame.kind == "heading" or (frame.kind == "cell" and frame.said)):
            marks &= ~STRONG  # as all of it is
        self._writer.said.append(Span(text or "", marks, self._link))
        if element is self._last[0] and is_tail == self._last[1]:
            self._over = True

    def _begin(self) -> None:
        self._began = True
        self._gallery.forget([*self._images, *self._lead])
        lead = self._lead or self._gallery.before(self._chosen.top)
        self._images = [*lead, *self._images]  # before those of the figure that its first words stand in
        self._writer.frames[0].parts += (Picture(image, None) for image in lead)

    def _pass(self, element: _Element) -> None:
        """Go by an element without a chosen text."""
        tag, writer = element.tag, self._writer
        if tag == "br":
            if writer.said:
                writer.said.append(BREAK)
            return
        if self._lead and not self._began and not is_wordless(element):
            self._lead = []
        if element in self._notes.targets:
            self._begin_note(element)
        if tag in INLINE:
            self._show(element)
        else:
            self._flush()
            self._pass_block(element)
            self._flush()

    def _pass_block(self, element: _Element) -> None:
        tag, writer = element.tag, self._writer
        if tag == "li":
            next_number(element, writer)
        if (tag in CELLS and writer.kind == "row") or (tag == "tr" and writer.kind == "table"):
            pictures: list[Block] = [Picture(image, None) for image in self._pictures(element)]
            cell = cell_of(element, pictures)
            writer.add(cell if tag in CELLS else Row([cell], leads=False))
        elif tag == "hr" and self._began:
            writer.add(Rule())
        else:
            self._show(element)

    def _show(self, element: _Element) -> None:
        """Show the formula or the pictures in an element without a chosen text."""
        if not len(element) and element.tag not in {"img", "math"}:
            return
        first = next(element.iter("math", "img"), None)
        if first is None or (first.tag == "img" and formula_of(first) is None):
            self._writer.said += self._pictures(element)
        elif self._began and (element is first or is_wordless(element)) and (formula := formula_of(first)):
            self._writer.said.append(Span(formula, self._marks, self._link))

    def _pictures(self, element: _Element) -> list[Image]:
        """The pictures in an element, if they are the body's; those before its first words wait for them."""
        if next(element.iter("img"), None) is None or not is_wordless(element):
            return []
        images = self._gallery.taken(element)
        if self._began or any(frame.kind == "figure" for frame in self._writer.frames):
            self._images += images
            return images
        self._lead = images or self._lead
        return []

    def _enter(self, element: _Element) -> bool:
        """Enter an element with a chosen text; whether all in it is said already."""
        tag, notes = element.tag, self._notes
        if element in notes.targets:
            self._begin_note(element)
        if element in notes.references:
            if not self._began:
                self._begin()
            self._writer.said.append(inline.reference(*notes.references[element]))
        if tag not in INLINE:
            return self._enter_block(element)
        if element in notes.references or element in notes.returns:
            self._over = element in self._around_last
            return True
        marks = marks_of(element, self._marks)
        if marks != self._marks or tag in {"a", "q"}:
            self._marked.append((element, self._marks, self._link))
            self._marks = marks
        if tag == "a":
            self._link = self._target(element)
        elif tag == "q" and (element.text or "").lstrip()[:1] not in OPENING:
            self._quote(self._quotes % 2, 0)
            self._quotes += 1
        return False

    def _enter_block(self, element: _Element) -> bool:
        self._flush()
        if element.tag != "pre" or self._writer.kind in JOINED or is_flow(element):
            if self._writer.frames[-1].element is not element and (frame := frame_of(element, self._writer)):
                self._writer.open(frame)
            return False
        if not self._began:
            self._begin()
        if code := code_of(element, self._chosen):
            self._writer.add(code)
        self._over = element in self._around_last
        return True

    def _begin_note(self, element: _Element) -> None:
        note = self._notes.targets[element]
        writer = self._writer
        if element.tag not in INLINE:
            self._flush()
            writer.open(Frame("note", element, note=note))
            return
        if writer.said and writer.said[-1] is BREAK:
            self._flush()
        if not writer.said:
            writer.note = note

    def _leave(self, element: _Element) -> None:
        if element.tag not in INLINE:
            self._flush()
            self._writer.end(element)
        elif self._marked and self._marked[-1][0] is element:
            if element.tag == "q" and (element.text or "").lstrip()[:1] not in OPENING:
                self._quotes -= 1
                self._quote(self._quotes % 2, 1)
            _, self._marks, self._link = self._marked.pop()

    def _quote(self, inner: int, end: int) -> None:
        self._writer.said.append(Span(QUOTES[inner][end], self._marks, self._link))

    def _flush(self) -> None:
        if self._writer.said:
            self._link = ""  # a link belongs to the line it begins in: one around all the page is a slip
            self._writer.flush()

    def _target(self, link: _Element) -> str:
        """Where a link leads, if that is another page."""
        href = (link.get("href") or "").strip()
        url = self._document.absolute(href) if href and not href.startswith("#") else None
        if url is None or len(url) > LONGEST:
            return ""
        inside = "#" in url and url.partition("#")[0] == self._document.page.url.partition("#")[0]
        return "" if inside else url
