"""Is this a label of a date, and which field's? In text, and in the names of `meta` elements."""

from __future__ import annotations

import re

from pipelines.dates.label_words import BARE, PUBLISHED, UPDATED
from pipelines.dates.names import is_weekday

FIELDS = {label: field for field, labels in (("published", PUBLISHED), ("updated", UPDATED)) for label in labels}
_LABELS = tuple(sorted(FIELDS, key=len, reverse=True))
_BEGINNINGS = frozenset(label[:2] for label in FIELDS)  # asked first, for most lines begin with none
LONGEST = 60  # characters before a date that are looked at
UPDATED_WORDS = re.compile(r"updat|modif|chang|revis", re.IGNORECASE)
_COLON = " \u00a0:：>»-–—("
_SEPARATOR = re.compile(r"(?:^|[|·•,;(\[/–—>-])\s*$")
_FIRST_WITHOUT_BLANKS = "\u2e80"  # Chinese and Japanese; Korean, behind them, has blanks, and its labels none
ARTICLES = frozenset(("the", "den", "dem", "el", "le", "in"))
_LAST_WORD = re.compile(r"[\s:：]+([^\W\d_]{2,14})[.,]?\s*$")
# What may stand before a label without a colon: nothing, the end of an entry, or "This page was".
_INTRODUCED = re.compile(
    r"(?:^|[|·•,;(\[/–—>.:：，。、»-]|\b(?:and|und|et|y|e|en|i|и|та|oraz|och|og|ve)\b|\d)\s*"
    r"(?:(?:this|the|der|die|das|dieser|diese|dieses|ce|cet|cette|este|esta|questo|questa|dit|deze)\s+)?"
    r"(?:(?:page|article|post|entry|document|story|report|content|site|website|text|publication|news|item|seite|artikel|"
    r"beitrag|meldung|página|artículo|artigo|pagina|articolo|статья|страница|материал)\s+)?"
    r"(?:(?:was|were|is|has been|wurde|ist|a été|fue|foi|è stat[oa]|werd|is|byl[aoi]?|został[ao]?)\s+)?"
    r"(?:(?:originally|first|initially|last|ursprünglich|zuletzt|erstmals|initialement|originalmente)\s+)?$"
)


def label_before(text: str) -> tuple[str, str] | None:
    """The field and the label that a text ends in, the name of a weekday between them left out; null when in none."""
    before = text[-LONGEST:].lower()
    weekday = _LAST_WORD.search(before)
    bare = before[: weekday.start()] if weekday and (is_weekday(weekday[1]) or weekday[1] in ARTICLES) else before
    return _label_at_end(before) or _label_at_end(bare)


def end_of_label(text: str) -> int:
    """Where the words behind the label begin that a text begins with; 0 when it begins with none."""
    start = text[:LONGEST].lower()
    if start[:2] not in _BEGINNINGS or not start.startswith(_LABELS):
        return 0
    label = next(label for label in _LABELS if start.startswith(label))
    return len(text) - len(text[len(label) :].lstrip(_COLON))


def _label_at_end(text: str) -> tuple[str, str] | None:
    bare = text.rstrip(_COLON)
    if not bare.endswith(_LABELS):
        return None
    label = next(label for label in _LABELS if bare.endswith(label))
    before = bare[: -len(label)]
    has_colon = any(mark in text[len(bare) :] for mark in ":：")
    if before[-1:].isalnum() or not (has_colon or label >= _FIRST_WITHOUT_BLANKS or _INTRODUCED.search(before)):
        return None
    if label in BARE and not _is_apart(label, before):
        return None
    # "Last modified date": the word before the label makes it the other field's.
    return ("updated" if UPDATED_WORDS.search(before[-15:]) else FIELDS[label]), label


def _is_apart(label: str, before: str) -> bool:
    """Whether a label of one word begins an entry; in a script without blanks between words a blank begins one."""
    return bool(_SEPARATOR.search(before)) or (label >= _FIRST_WITHOUT_BLANKS and before.endswith(" "))


# The names of `meta` elements, the surest first; the last ones of "published" may be any date of the page.
META = {
    "published": (
        *("article:published_time", "datepublished", "citation_publication_date", "citation_date"),
        *("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "parsely-pub-date", "pubdate"),
        *("publication_date", "publish_date", "publishdate", "sailthru.date", "article.published", "displaydate"),
        *("og:published_time", "og:article:published_time", "article_date_original", "originalpublicationdate"),
        *("bt:pubdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "ptime", "releasedate"),
    ),
    "updated": (
        *("article:modified_time", "datemodified", "og:updated_time", "og:article:modified_time", "dcterms.modified"),
        *("dc.date.modified", "last-modified", "article.updated", "lastmod", "modified-date", "updated_time"),
    ),
}
VAGUE_META = ("dc.date", "dcterms.date", "dcterms.available", "date", "created", "datecreated")
# Names that sites make up: "w-published-date", "publication-time".
META_LIKE = re.compile(
    r"(?:^|[-_.:])(?:published|publish|publication|pub|release)(?:[-_.]?(?:date|time|at|on))?$", re.IGNORECASE
)
