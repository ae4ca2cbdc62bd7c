"""Which elements does a page mark as naming its author? By itemprop and rel, by class, and by a link's address."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.authors.profiles import profiles
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

MOST_ELEMENTS = 200  # with one mark; a forum's page has a hundred authors
LEVELS = 4  # between an element marked as an author and that of the name
WORDS = frozenset(
    listed("""
    author | authors | authorname | authorbio | autor | autoren | auteur | auteurs | autore | byline | writer | writers
    contributor | contributors | redakteur | verfasser | yazar | skribent | creator | postby | vcard | submitted
    username | documentauthor | documentbyline | writtenby | postedby | by-line | written-by | post-by
    """)
)
# Classes that say nothing else than that a byline stands here.
EXACT = re.compile(
    r"(?:^|[\s_-])(?:by-line|post-?by|written-?by|vcard|submitted|username|"
    r"(?:author|autor|auteur|autore|byline|writer|contributor|redakteur|verfasser|yazar|skribent|creator)s?"
    r"(?:[_-]{1,2}(?:name|names|link|info|fullname))?)(?:$|\s)"
)
# Elements named for an author that hold something else.
NOT_NAMES = re.compile(
    r"avatar|image|photo|picture|thumb|social|share|icon|comment|follow|related|more-|count|search|filter|sidebar|"
    r"widget-area|newsletter|testimonial|review|editor-|quote|podcast|signature"
)
MOST_ANCESTORS = 40
OTHER_THINGS = re.compile(r"(?:/Review|Comment|Rating|Answer|Book|Movie|Product)s?/?$")
OWN_ASIDE = re.compile(r"meta|byline|author|entry|post|article")


def byline_marks(document: Document) -> Iterator[tuple[str, float, list[_Element]]]:
    """Each kind of mark, how sure it is, and its elements in the page's order; the surest first."""
    marked = document.marks.marked
    marks = islice((one for one in marked.get("author", ()) if one.tag not in {"meta", "link"}), MOST_ELEMENTS)
    said = [one for one in marks if not _is_of_a_review(one)]
    yield "itemprop=name", 0.8, _names(set(said), marked.get("name", ()))
    yield "author", 0.8, said
    named = [(name, one) for name, one in document.marks.named_by(WORDS) if not NOT_NAMES.search(name)]
    yield "class=byline", 0.75, [one for name, one in named if EXACT.search(name)]
    yield "class=author", 0.7, [one for name, one in named if not EXACT.search(name)]
    addresses = document.marks.tagged("address")[:LEVELS]
    yield "address", 0.7, [one for one in addresses if next(one.iterancestors("article", "header"), None) is not None]
    yield "link to an author", 0.65, profiles(document)


def _names(authors: set[_Element], marked: Iterable[_Element]) -> list[_Element]:
    """The elements marked as an author's name; one that a reader does not see only where it is alone."""
    names = [
        one for one in islice(marked, MOST_ELEMENTS) if not authors.isdisjoint(islice(one.iterancestors(), LEVELS))
    ]
    seen = [one for one in names if one.tag != "meta"]
    return names if len(names) - len(seen) <= 1 else seen  # several belong to a list of other articles


def _is_of_a_review(author: _Element) -> bool:
    """Whether the thing that an author is marked for is a review, a comment or a book, not the page."""
    things = (kind for one in islice(author.iterancestors(), MOST_ANCESTORS) if (kind := one.get("itemtype")))
    return bool(OTHER_THINGS.search(next(things, "")))


def is_own(document: Document, element: _Element) -> bool:
    """Whether the asides and footers around an element are the article's own: inside it, or named as its byline."""
    return all(map(_is_articles, (one for one in element.iterancestors() if one in document.asides)))


def _is_articles(aside: _Element) -> bool:
    named = f"{aside.get('class') or ''} {aside.get('id') or ''}".lower()
    inside = next(aside.iterancestors("article"), None) is not None
    return aside.tag in {"aside", "footer"} and (inside or bool(OWN_ASIDE.search(named)))
