"""What is the article about, in its own keywords? Data, tags and keyword lines, each word once."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.asides import WHOLE
from pipelines.jsonld import texts
from pipelines.labelled import labelled
from pipelines.lines import words_of
from pipelines.reading import Reading
from pipelines.section import UNSORTED
from pipelines.text import folded, listed, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.site import Site

BETWEEN = re.compile(r"\s*[,;，、；]\s*")
HASHES = re.compile(r"\s+(?=#\w)")
# Names of an article's own list of tags; a cloud is the whole site's.
TAGS = frozenset(
    listed(
        "tags | taglist | tag-list | tag-links | taglinks | topics | keywords | schlagwörter | schlagwoerter | etiquetas"
    )
)
CLOUD = re.compile(r"cloud|filter|popular|trending|menu|nav|widget|all-|search|hot|more|related|tabs")
LABEL = re.compile(
    r"^(?:tags?|key ?words?|topics?|tagged|filed under|关键词|關鍵詞|关键字|标签|標籤|キーワード|タグ|키워드|태그|schlagw[oö]rter|schlagworte|stichw[oö]rter|themen"
    r"|mots[- ]clés?|palabras clave|etiquetas|palavras-chave|parole chiave|trefwoorden|słowa kluczowe|ключевые слова|теги|метки|ключові слова|anahtar kelimeler|nøkkelord|nyckelord)\s*[:：]\s*(?P<rest>.+)",
    re.IGNORECASE,
)
FULL_STOP = re.compile(r"(?<=\w{3})\.$")  # of the whole list
EDGES = " #\"'·*-–"
LONGEST = 80  # characters of a topic
LONGEST_WORDS = 10_000  # characters of keywords in one place
LONGEST_LINE = 300
MOST_WORDS = 6  # of a topic in a line
LONGEST_LIST = 800  # characters of a list of tags with its label; a container has more
MOST_LINKS = 40  # of one list; more is a list of the site's
MOST_TOPICS = 100
MOST_REFUSALS = 3
HOLDERS = frozenset(("header", "footer"))


def read_topics(document: Document) -> Reading[tuple[str, ...]]:
    """Keywords and tags in the page's order, each once; empty when it has none."""
    found: dict[str, str] = {}
    evidence: dict[tuple[str, str], str] = {}
    refusals: list[Refusal] = []
    for method, where, raw in _topics(document):
        if method == "label" and _is_sentence(raw):
            refusals.append(Refusal("topics", "a sentence, no list", raw))
            continue
        for word in _entries(FULL_STOP.sub("", raw) if method == "label" else raw):
            topic = word.strip(EDGES)
            if reason := _no_topic(topic, document.site):
                refusals.append(Refusal("topics", reason, word))
            elif _is_topic(topic) and len(found) < MOST_TOPICS and folded(topic) not in found:
                found[folded(topic)] = topic
                evidence.setdefault((method, where), raw)
    proof = (Evidence("topics", method, where, raw, 0.8) for (method, where), raw in evidence.items())
    return Reading(tuple(found.values()), tuple(proof), tuple(dict.fromkeys(refusals))[:MOST_REFUSALS])


def _entries(words: str) -> list[str]:
    """The entries of a list, parted by commas or by hash signs."""
    words = squeeze(unescape(unescape(words[:LONGEST_WORDS])))
    return BETWEEN.split(HASHES.sub(", ", words) if words.startswith("#") else words)


def _no_topic(word: str, site: Site) -> str | None:
    """Why this is said of the site, or of nothing; null when it may be a topic."""
    if site.is_named(word):
        return "the site's name"
    return "what is not sorted has no topic" if folded(word) in UNSORTED else None


def _is_sentence(words: str) -> bool:
    """Whether what stands behind a label reads on as prose does: some part of it is longer than any topic."""
    return any(len(part.split()) > MOST_WORDS for part in BETWEEN.split(words))


def _is_topic(words: str) -> bool:
    return len(words) <= LONGEST and any(one.isalnum() for one in words) and "{{" not in words


def _topics(document: Document) -> Iterator[tuple[str, str, str]]:
    for words in texts(document.article.get("keywords")):
        yield "json-ld", "keywords", words
    for name, words in document.declared("article:tag", "citation_keywords", "keywords", "news_keywords"):
        yield "meta", name, words
    tags = [
        element
        for element in document.marks.marked.get("tag", ())
        if element.tag == "a" and _is_own(document, element, marked=True)
    ]
    if 0 < len(tags) <= MOST_LINKS:
        yield from (("rel=tag", "a", words_of(element)) for element in tags)
        return
    lists = list(_lists(document))
    yield from lists or _lines(document)


def _lists(document: Document) -> Iterator[tuple[str, str, str]]:
    """The links of an article's list of tags."""
    for name, element in document.marks.named_by(TAGS):
        if CLOUD.search(name) or not _is_own(document, element):
            continue
        links = list(islice(element.iter("a"), MOST_LINKS + 1))
        if 0 < len(links) <= MOST_LINKS and len(words_of(element)) <= LONGEST_LIST:
            yield from (("tag list", name.strip(), words_of(link)) for link in links)
            return


def _lines(document: Document) -> Iterator[tuple[str, str, str]]:
    for where, words in labelled(document, LABEL, LONGEST_LINE):
        yield "label", where, words
        if not _is_sentence(words):
            return


def _is_own(document: Document, element: _Element, *, marked: bool = False) -> bool:
    """Whether tags belong to the article: a footer inside of it, or any when they are marked, may hold them."""
    around = [element, *element.iterancestors()]
    inside = marked or any(one.tag == "article" for one in around)
    beside = (one in document.asides or one.tag == "header" for one in around if not (inside and one.tag in HOLDERS))
    names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in around[:4] if one.tag not in WHOLE)
    return (
        not any(beside) and not document.is_of_others(element) and not any("cloud" in name.lower() for name in names)
    )
