"""Where does a short article begin? At a headline of its own with a sentence below it, on a page of its site.

Where one begins, what other lines of the page say is not the page's own word: a search box that has found nothing, a bar
that asks for a login, a guard's script.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pipelines.refuse.challenges import says_challenge
from pipelines.refuse.gates import says_gate
from pipelines.refuse.headlines import is_other_page
from pipelines.refuse.listing_signs import is_marked
from pipelines.refuse.machines import says_machine
from pipelines.refuse.missing import says_missing
from pipelines.refuse.prose import letters_in, link_around
from pipelines.refuse.said import bare, parts_of
from pipelines.refuse.walls import is_wall
from pipelines.text import letters
from pipelines.titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line

FRAME = 3  # links to other pages of the site; a machine's page has fewer
SHORTEST = 8  # letters of a line that repeats a title and is no h1
LEVELS = 4  # elements around a headline's words
SEARCH = re.compile(r"(?<![a-z])(?:search|suche|recherche|buscar?|buscador|ricerca|zoek|poisk)", re.IGNORECASE)


class Beginning(NamedTuple):
    """Where an article begins.

    Attributes:
        number: The line of its headline.
        headline: That line.
        between: What stands between it and the first sentence, folded.
    """

    number: int
    headline: str
    between: tuple[str, ...]


def beginning(document: Document, numbers: Collection[int]) -> Beginning | None:
    """Where the page's article begins; null when there is none, or none that can be told from a machine's page.

    Args:
        document: The page.
        numbers: The lines of its prose.
    """
    if not numbers or not (is_marked(document) or _is_framed(document)):
        return None
    sentences, at = frozenset(numbers), None
    titles = {letters(part) for title in titles_of(document.marks) for part in parts_of(title)}
    between: list[str] = []
    for number, line in enumerate(document.lines[: max(numbers) + 1]):
        words = bare(line.text)
        if line.aside:
            continue
        if _is_heading(line, titles):
            at, between = None if _is_no_headline(words, document) else number, []
        elif at is not None and number in sentences and not _says_machine(words):
            return Beginning(at, document.lines[at].text, tuple(between))
        elif at is not None and not _is_in_form(line.element):
            between.append(words)
    return None


def _is_heading(line: Line, titles: Collection[str]) -> bool:
    """Whether a line is a main heading, or repeats the page's title where no link does."""
    if any(one.tag == "h1" for one in _near(line.element)):
        return True
    said = letters(line.text)
    return letters_in(said) >= SHORTEST and said in titles and link_around(line.element) is None


def _is_no_headline(words: str, document: Document) -> bool:
    """Whether a heading has the site's name or a machine's words, with nothing else than the site's name beside them."""
    if document.site.is_called(words):
        return True
    parts = [part for part in parts_of(words) if not document.site.is_called(part)]
    return _says_machine(words) or (len(parts) > 1 and all(map(_says_machine, parts[1:])))


def _says_machine(words: str) -> bool:
    return any(says(words) for says in (says_missing, says_challenge, says_gate, says_machine, is_wall))


def _is_in_form(element: _Element) -> bool:
    """Whether a line stands in a form, or in a box for searches."""
    return any(
        one.tag in {"form", "dialog"}
        or one.get("role") == "search"
        or SEARCH.search(f"{one.get('class') or ''} {one.get('id') or ''}") is not None
        for one in _near(element)
    )


def _is_framed(document: Document) -> bool:
    """Whether a page has a menu of its site, which guards' pages don't."""
    own = urlsplit(document.page.url)
    others: set[str] = set()
    for _, _, href in document.marks.links:
        address = document.absolute(href)
        parts = urlsplit(address or "")
        if is_other_page(parts, own):
            others.add(parts.path)
            if len(others) >= FRAME:
                return True
    return False


def _near(element: _Element) -> Iterator[_Element]:
    at: _Element | None = element
    for _ in range(LEVELS):
        if at is None:
            return
        yield at
        at = at.getparent()
