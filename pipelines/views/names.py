"""Which elements say by their names that they count views? Themes and plug-ins mark the bare number so."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.lines import words_of
from pipelines.text import listed, squeeze
from pipelines.views.places import Candidate, words_before
from pipelines.views.words import has_label_word, is_another, is_label, is_number, plain, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

# "post-views", "td-post-views", "view-count", "article_views_count", "fa-eye" and their like. "views-row" is a list of
# Drupal's, "list-view" a switch, "hits" alone often a search's, and what an eye's other names hide is a password.
NAMED = re.compile(
    r"(?:^|(?<=[-_\s]))(?:views?[-_]?count(?:er)?|views?[-_]?num(?:ber)?|(?:post|article|page|news)[-_]?view|views?-icon"
    r"|viewcount|pageviews|views|hits[-_]?count|read[-_]?(?:count|num)|visits?[-_]?count|fa-eye|icon-eye|eye-icon)(?=\s|$)"
)
# Each of them has one of these words: quicker to look up than the pattern.
WORDS = frozenset(
    listed("""
    view | views | eye | hits | read | visit | visits | pageviews | postview | articleview | pageview | newsview | viewcount
    viewscount | viewcounter | viewscounter | viewnum | viewsnum | viewnumber | viewsnumber | hitscount | readcount | readnum
    visitcount | visitscount
    """)
)
# Of elements that may have a tooltip.
TOLD = WORDS | frozenset(
    listed("count | counts | counter | num | icon | icons | stat | stats | hit | reads | info | meta")
)
LONGEST_NUMBER = 16
MOST_NAMED = 60
LONGEST_TOOLTIP = 40
MOST_TOOLTIPS = 2_000


def in_names(document: Document) -> Iterator[Candidate]:
    """The bare numbers in elements whose class, id or tooltip says that they count views."""
    yield from _in_classes(document)
    yield from _in_tooltips(document)


def _in_classes(document: Document) -> Iterator[Candidate]:
    found = (one for name, one in document.marks.named_by(WORDS) if NAMED.search(name))
    for element in islice(found, MOST_NAMED):
        number = _number(element)
        if number and not is_another(words_before(element)):
            named = element.get("class") or element.get("id")
            yield Candidate(element, Evidence("views", "class", named, number, 0.75))


def _in_tooltips(document: Document) -> Iterator[Candidate]:
    """An element that is called "Views" and shows a number, or that is called "1,234 views"."""
    for _, element in islice(document.marks.named_by(TOLD), MOST_TOOLTIPS):
        raw = element.get("title") or element.get("aria-label") or ""
        if len(raw) > LONGEST_TOOLTIP or not has_label_word(raw):
            continue
        said = plain(squeeze(raw))
        if is_label(said, before=True) and (number := _number(element)):
            yield Candidate(element, Evidence("views", "tooltip", said, number, 0.75))
        for one in stated(said):
            yield Candidate(element, Evidence("views", "tooltip", one.label, one.number, 0.75))


def _number(element: _Element) -> str | None:
    """The number that is all an element says; beside an icon, which says nothing, all that its parent says."""
    parent = element.getparent()
    text = plain(words_of(element)) or ("" if parent is None else plain(words_of(parent)))
    return text if len(text) <= LONGEST_NUMBER and is_number(text) else None
