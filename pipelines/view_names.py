"""Which elements say by their names that they count views? Themes and plug-ins mark the bare number so."""

from __future__ import annotations

import re
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from output.records import Evidence
from pipelines.lines import words_of
from pipelines.view_places import Candidate, words_before
from pipelines.view_words import is_another, is_number, plain

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
PARTS = ("view", "eye", "count", "num")  # each name has one of these: quicker to look for than the pattern
LONGEST_NUMBER = 16
MOST_NAMED = 60


def in_names(document: Document) -> Iterator[Candidate]:
    """The bare numbers in elements whose class or id says that they count views."""
    names = [name for name in document.named if any(part in name for part in PARTS) and NAMED.search(name)]
    found = sorted((each for name in names for each in document.named[name]), key=itemgetter(0))
    for _, element in islice(found, MOST_NAMED):
        text = plain(words_of(element)) or _beside(element)
        if len(text) <= LONGEST_NUMBER and is_number(text) and not is_another(words_before(element)):
            named = element.get("class") or element.get("id")
            yield Candidate(element, Evidence("views", "class", named, text, 0.75))


def _beside(icon: _Element) -> str:
    """The words around an icon, which is empty itself."""
    parent = icon.getparent()
    return "" if parent is None else plain(words_of(parent))
