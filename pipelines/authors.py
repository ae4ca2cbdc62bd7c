"""Who wrote the article? Those whom its metadata or its byline names as authors."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from output.records import Author, Evidence
from pipelines.asides import is_of_others
from pipelines.date_words import find_date
from pipelines.jsonld import texts
from pipelines.lines import is_aside
from pipelines.reading import Reading
from pipelines.text import folded, listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

META = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
LONGEST = 80  # characters of a name
LONGEST_BYLINE = 100
LONGEST_LIST = 2_000  # characters that name several authors; a paper in physics may have fifty
LABELS = frozenset(
    listed("""
    by | author | authors | autor | autorin | autoren | auteur | von | par | por | di | door | av | written-by
    posted-by | 作者 | 撰文 | 글 | 文
    """)
)
EDGES = " ,;:|·•-–—"
SCHOLARLY = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
# What a page writes before its authors' names.
BY = re.compile(
    r"(?:(?i:(?:written|posted|published|edited)\s+by\s+)|(?i:(?:written|posted|published|edited|words|story|text|article|report)?\s*by|authors?|autor(?:in|en|es)?|"
    r"auteurs?|von|par|por|di|door|av)(?:\s*:\s*|\s+(?=[^\W\d_a-zß-ÿ]))|(?:作者|撰文|글|文)\s*[:：]\s*)"
)
# At least two words, each with a capital, but for the particles of names; or two to four CJK characters.
FULL_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*(?:\s+(?:[^\W\d_a-z][\w.'’-]*|de|da|del|della|der|den|van|von|la|le|bin|al|el|y|dos|di|du|ten|zu)){1,5}"
    r"|[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4})(?:,.*)?$"
)
WRITTEN_BY = frozenset(
    ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da", "door", "author")
)
CLASSES = ("byline", "author")
# Names that publishing systems put in when nobody is named.
NOBODY = frozenset(
    listed("""
    admin | administrator | editor | editors | staff | webmaster | root | user | guest | team | anonymous | no
    author | unknown | undefined | null
    """)
)
TITLES = re.compile(r"(?:ph\.?d|m\.?d|m\.?a|m\.?sc|jr|sr|esq|ii|iii|iv|mba|msc|llm)\.?$", re.IGNORECASE)


def read_authors(document: Document) -> Reading[tuple[Author, ...]]:
    """The authors in the page's order; empty when it names none that can be believed."""
    site = {folded(name) for _, name in document.declared("og:site_name", "application-name")}
    site |= {folded(name) for name in texts(document.article.get("publisher"))}
    for method, where, confidence, named in _sources(document):
        authors = [author for author in named if _is_name(author.name) and folded(author.name) not in site]
        if authors:
            kept = tuple({folded(author.name): author for author in reversed(authors)}.values())[::-1]
            raw = "; ".join(author.raw for author in kept)
            return Reading(kept, (Evidence("authors", method, where, raw, confidence),))
    return Reading(())


def _sources(document: Document) -> Iterator[tuple[str, str, float, list[Author]]]:
    """Where authors may stand, the most trustworthy place first."""
    if chosen := document.selected("authors"):
        yield "selector", chosen[0], 1.0, _names(chosen[1])
    yield "json-ld", "author", 0.95, list(_people(document, document.article.get("author")))
    for name in META:
        said = [_first_name_first(words) if name in SCHOLARLY else words for _, words in document.declared(name)]
        yield "meta", name, 0.85, [author for words in said for author in _names(words)]
    for label, value in zip(document.declared("twitter:label1"), document.declared("twitter:data1"), strict=False):
        yield "meta", "twitter:data1", 0.85, _names(value[1]) if folded(label[1]) in WRITTEN_BY else []
    yield from _bylines(document)
    for node in document.nodes:
        yield "json-ld", "author of the page", 0.6, list(_people(document, node.get("author")))


def _bylines(document: Document) -> Iterator[tuple[str, str, float, list[Author]]]:
    """Names in elements that are marked as a byline, then those in lines that begin like one."""
    for where, elements in _marked(document):
        marked = [one for one in elements if not is_aside(one) and not is_of_others(one)]
        for first in marked:
            if _byline(_pieces(first)):
                beside = [one for one in marked if _grandparent(one) is _grandparent(first)]
                yield "byline", where, 0.75, [name for one in beside for name in _byline(_pieces(one))]
                break
    for line in document.lines:
        if (start := BY.match(line.text)) and len(line.text) <= LONGEST_BYLINE and not line.aside:
            yield "byline", start.group().strip(), 0.6, _byline(line.text)


def _marked(document: Document) -> Iterator[tuple[str, Iterable[_Element]]]:
    """Elements that are marked as naming an author, the surest mark first."""
    said = [one for one in document.marks.marked.get("author", ()) if one.tag not in {"meta", "link"}]
    inside = {element for one in said for element in one.iterdescendants()}
    yield "itemprop=name", [one for one in document.marks.marked.get("name", ()) if one in inside]
    yield "author", said
    for name in CLASSES:
        yield f"class={name}", [element for _, element in document.marks.named_by(frozenset((name,)))]


def _grandparent(element: _Element) -> _Element | None:
    parent = element.getparent()
    return None if parent is None else parent.getparent()


def _first_name_first(name: str) -> str:
    """The name, turned around where it is written "Smith, John", as Google Scholar's guidelines allow."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


def _people(document: Document, said: Any) -> Iterator[Author]:
    """The people or bodies a JSON-LD value names, or points to."""
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str):
            yield from _names(squeeze(one))
        elif isinstance(one, dict):
            whole = one if one.get("name") else _node(document, one.get("@id"))
            place = next(texts(whole.get("affiliation") or whole.get("worksFor")), None)
            for name in list(texts(whole.get("name")))[:1]:
                yield Author(_bare(unescape(name)), place, name)


def _node(document: Document, identity: Any) -> dict[str, Any]:
    return next((node for node in document.nodes if identity and node.get("@id") == identity), {})


def _byline(words: str) -> list[Author]:
    """The names in a byline: without its label, its date and what stands behind them."""
    date = find_date(words)
    before, _, after = words.partition(date) if date else (words, "", "")
    label = BY.search(after)
    bare = after[label.end() :] if label else BY.sub("", before, count=1)
    if len(bare) > LONGEST_BYLINE:
        return []
    first = re.split(r"\s+[|·•–—/-]\s+|\s*[|·•]\s*|,?\s+(?:on|am|le|el)\s*$", bare.strip(EDGES))[0]
    return [author for author in _names(first.strip(EDGES)) if FULL_NAME.match(author.name)]


def _pieces(element: _Element) -> str:
    """An element's words with a bar where another element begins: a name and a role are two pieces."""
    joined = " | ".join(piece for text in element.itertext() if (piece := squeeze(str(text))))
    return re.sub(
        r"\s*\|\s*(,|and|und|et|y|&)\s*\|\s*", r" \1 ", re.sub(r"^([^|]{0,20}?)[:\s]*\|", _label_only, joined)
    )


def _label_only(start: re.Match[str]) -> str:
    return "by " if BY.fullmatch(start[1] + " ") or folded(start[1]) in LABELS else start.group()


def _names(words: str) -> list[Author]:
    """The names in a line of several; "John Q. Smith, PhD" is one."""
    if len(words) > LONGEST_LIST:
        return []
    plain = unescape(BY.sub("", words, count=1))
    parts = re.split(r"\s*[;|、，/]\s+|\s*[;|、，]\s*|,?\s+(?:and|und|et|y|e|&)\s+", plain)
    names: list[str] = []
    for part in parts:
        pieces = re.split(r"\s*,\s*", part)
        whole = all(" " in piece for piece in pieces)  # "Smith, John" is one name, "Ann Lee, Bo Ek" are two
        names.extend(pieces if whole else [", ".join(pieces)])
    return [Author(_bare(name), None, name) for name in names if _bare(name)]


def _bare(name: str) -> str:
    """A name without its degrees, initials in brackets, and what else a byline puts behind it."""
    while TITLES.search(name) and "," in name:
        name = name.rpartition(",")[0]
    return re.sub(
        r"\s*\([^)]*\)$|\s*(?:last updated|updated|published|shares|follow).*$", "", name, flags=re.IGNORECASE
    ).strip(" ,.:–-")


def _is_name(name: str) -> bool:
    if not 1 < len(name) <= LONGEST or re.search(r"https?:|www\.|@|\[at\]|\d{2}|[<>{}]", name):
        return False
    if folded(name) in WRITTEN_BY:  # an account's name, a label
        return False
    return folded(name) not in NOBODY and bool(re.search(r"[^\W\d_]{2}", name))
