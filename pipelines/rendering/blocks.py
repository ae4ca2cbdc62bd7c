"""What is a body made of? Paragraphs, headings, lists, tables, pictures and the like, each already read from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from output.records import Image


class Inline(NamedTuple):
    """Words between two blocks, by lines that a `br` parts.

    Attributes:
        text: The lines without markup.
        markdown: As many, with their markup.
        strong: Whether all words are strong.
    """

    text: tuple[str, ...]
    markdown: tuple[str, ...]
    strong: bool = False


class Paragraph(NamedTuple):
    """Words of their own, pictures among them."""

    words: Inline


class Heading(NamedTuple):
    """A heading of the page's own level, 1 to 6."""

    level: int
    words: Inline


class Caption(NamedTuple):
    """Words that belong to a picture or table."""

    words: Inline


class Term(NamedTuple):
    """What an entry of a definition list explains."""

    words: Inline


class Code(NamedTuple):
    """Lines of code as they stand, with the language the page names or the empty text."""

    text: str
    language: str


class Rule(NamedTuple):
    """A break of theme."""


class Quote(NamedTuple):
    """Blocks that are quoted."""

    blocks: list[Block]


class Item(NamedTuple):
    """An entry of a list; its number is null in a list without order."""

    number: int | None
    blocks: list[Block]


class Listing(NamedTuple):
    """A list."""

    items: list[Item]


class Table(NamedTuple):
    """A table of data, a value in each place.

    Attributes:
        caption: Its caption, null when it has none.
        header: Whether the first row names the columns.
        rows: As many cells in each; a value that spans several places is repeated.
        shown: The same with such a value in its first place only.
    """

    caption: Inline | None
    header: bool
    rows: list[list[Inline]]
    shown: list[list[Inline]]


class Picture(NamedTuple):
    """A picture with its caption, null when no chosen line is one."""

    image: Image
    caption: Inline | None


class Note(NamedTuple):
    """A footnote: its label in Markdown, the one it shows, and what it says."""

    label: str
    shown: str
    blocks: list[Block]


Block: TypeAlias = (
    Paragraph | Heading | Caption | Term | Code | Rule | Quote | Item | Listing | Table | Picture | Note
)
EMPTY = Inline(("",), ("",))
