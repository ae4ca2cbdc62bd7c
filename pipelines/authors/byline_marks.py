"""Which elements does a page mark as naming its author? By itemprop and rel, by class, and by a link's address."""

from __future__ import annotations

import re
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from pipelines.asides import begins_aside
from pipelines.authors.credits import LONGEST
from pipelines.authors.name_shapes import is_person
from pipelines.lines import is_aside, words_of
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

MOST_ELEMENTS = 200  # with one mark; a forum's page has a hundred authors
MOST_TEXTS = 400  # of an element whose length is asked
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
# Addresses of the page of one author.
PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autori|profiles?|people|persons?|staff|team|experts?|contributors?|"
    r"writers?|columnists?|by|journalist(?:s|en)?|scholars?|fellows?|bios?)/[^/?#]+/?(?:[?#].*)?$|[?&]author=",
    re.IGNORECASE,
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
    yield "link to an author", 0.65, _profiles(document)


def _names(authors: set[_Element], marked: Iterable[_Element]) -> list[_Element]:
    """The elements marked as an author's name; one that a reader does not see only where it is alone."""
    inside = islice(marked, MOST_ELEMENTS)
    names = [one for one in inside if not authors.isdisjoint(islice(one.iterancestors(), LEVELS))]
    seen = [one for one in names if one.tag != "meta"]
    return names if len(names) - len(seen) <= 1 else seen  # several belong to a list of other articles


def _profiles(document: Document) -> list[_Element]:
    """Links under the title to the page of a person, that stand by themselves and not in a sentence."""
    if not any(PROFILE.search(one.get("href") or "") for one in document.marks.tagged("a")):
        return []
    after = iter(document.marks.tagged("a", "h1"))
    if document.marks.tagged("h1"):
        after = dropwhile(lambda one: one.tag == "a", after)
    links = islice((one for one in after if PROFILE.search(one.get("href") or "")), MOST_ELEMENTS)
    return [one for one in links if is_person(short(one)) and not is_aside(one) and short(one.getparent())]


def _is_of_a_review(author: _Element) -> bool:
    """Whether the thing that an author is marked for is a review, a comment or a book, not the page."""
    things = (kind for one in islice(author.iterancestors(), MOST_ANCESTORS) if (kind := one.get("itemtype")))
    return bool(OTHER_THINGS.search(next(things, "")))


def is_own(element: _Element) -> bool:
    """Whether the asides and footers around an element are the article's own: inside it, or named as its byline."""
    return all(map(_is_articles, filter(begins_aside, element.iterancestors())))


def _is_articles(aside: _Element) -> bool:
    named = f"{aside.get('class') or ''} {aside.get('id') or ''}".lower()
    inside = next(aside.iterancestors("article"), None) is not None
    return aside.tag in {"aside", "footer"} and (inside or bool(OWN_ASIDE.search(named)))


def short(element: _Element | None) -> str:
    """The words of an element that holds few; none of another."""
    if element is None or not isinstance(element.tag, str) or is_longer(element, LONGEST):
        return ""
    return words_of(element)


def is_longer(element: _Element, most: int) -> bool:
    """Whether an element holds more characters than so many, or very many pieces of text."""
    length = 0
    for count, text in enumerate(element.itertext()):
        length += len(text.strip())
        if length > most or count == MOST_TEXTS:
            return True
    return False
