"""Is this count the article's own? Not the site's, another article's, or one of a list of them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.asides import ASIDE, WHOLE
from pipelines.lines import words_of
from pipelines.text import count_words, folded
from pipelines.views.bottom import is_at_bottom
from pipelines.views.headings import HEADINGS, is_headed_elsewhere
from pipelines.views.places import words_before

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.views.places import Candidate

# Names of places that speak of the site, of readers or of other articles. An article's own footer is none.
APART_NAMES = re.compile(
    r"(?:^|[-_\s])(?:(?:site|page|main|global)[-_]?(?:footer|foot|bottom)|footer|copyright|sidebar|side-?bar|sidenav|online"
    r"|ranking|rank-?list|popular|hot(?:-?list|-?news)?|most-?(?:read|viewed)|top-?posts|trending|related|recommend\w*"
    r"|(?:blog|site)[-_]?stats|(?:hit|visit|visitors?)[-_]?counter|(?:author|writer)[-_]?(?:box|bio|profile)|about[-_]?(?:the[-_]?)?author"
    r"|recirc\w*|comments?|commentlist|replies|reply|respond|teasers?|cards?|statistics?|visitors?|player|video)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
OF_ARTICLE = re.compile(
    r"(?:entry|post|article|content|story|single|news|meta)[-_]{0,2}(?:footer|bottom|statistics?|hot)", re.IGNORECASE
)
SECTIONS = frozenset(("h2", "h3", "h4"))  # "5 reads" over a list of five; a count is no heading
LONG_TITLE, LONG_TITLE_HAN = 6, 12  # words, and characters; a link of fewer is a section's or an author's name
HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
MOST_ALIKE = 2  # places with a count; more of them are a list of articles
MOST_HEADINGS = 20  # looked at
MOST_TITLES = 3  # h1 of a page; more of them are those of cards
MOST_LINKS = 20  # of a card
CARD_DEPTH = 4
CARD_WORDS = 600  # characters; what is longer is no card


def own(document: Document, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that may be the article's own. Of some that differ, the one that stands with the title."""
    found = list(candidates)
    if not found:
        return []  # as for most pages; their titles need not be looked for
    titles = _titles(document)
    holding = {place for title in titles for place in _around(title) if place.tag not in {"html", "body"}}
    found = [
        one
        for one in found
        if _is_own(document, one.element, holding)
        and not is_headed_elsewhere(one.element, holding)
        and not is_at_bottom(document, one.element, titles)
    ]
    if len({one.evidence.raw for one in found}) > 1 or len(found) > MOST_ALIKE:
        return _nearest(titles, found) or found
    return found


def _titles(document: Document) -> list[_Element]:
    """The headings that may be the page's title: those that its metadata repeats; or all, where there are few."""
    headings = document.marks.tagged("h1")[:MOST_HEADINGS]
    said = folded(" ".join(content for _, content in document.declared("og:title", "twitter:title")))
    repeated = [one for one in headings if (words := folded(words_of(one))) and words in said]
    return repeated or (headings if len(headings) <= MOST_TITLES else [])


def _is_own(document: Document, element: _Element, holding: Container[_Element]) -> bool:
    for depth, one in enumerate(_around(element)):
        if one.tag in SECTIONS or (one.tag == "a" and _leads_away(document, one)):
            return False
        # What holds the page's own title is no place beside it, whatever its name.
        if one in holding or (depth and one.tag in {"main", "body"}):
            return True
        if _is_apart(one, holding) or (depth < CARD_DEPTH and _is_card(document, one)):
            return False
    return True


def _nearest(titles: Iterable[_Element], candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those with one count in the smallest element that holds a title and any of them; none where titles differ."""
    around = [(one, set(_around(one.element))) for one in candidates]
    found = []
    for title in titles:
        near = next(filter(None, ([one for one, outer in around if place in outer] for place in _around(title))), [])
        found += near if len({one.evidence.raw for one in near}) == 1 else []
    return found if len({one.evidence.raw for one in found}) == 1 else []


def _around(element: _Element) -> Iterator[_Element]:
    yield element
    yield from element.iterancestors()


def _is_apart(element: _Element, holding: Container[_Element]) -> bool:
    if element.tag in ASIDE:
        return element.tag != "footer" or not any(one in holding for one in element.iterancestors("article"))
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in WHOLE and bool(APART_NAMES.search(named)) and not OF_ARTICLE.search(named)


def _is_card(document: Document, element: _Element) -> bool:
    """Whether it shows another article: few words, and among them a link that is a heading or as long as one."""
    links = islice(element.iter("a"), MOST_LINKS)
    return len(words_of(element)) <= CARD_WORDS and any(
        _is_title(one) and _leads_away(document, one) for one in links
    )


def _is_title(link: _Element) -> bool:
    inside = next(link.iter(*HEADINGS), None) is not None
    if inside or any(one.tag in HEADINGS for one in link.iterancestors()):
        return True
    words = words_of(link)
    return count_words(words) >= (LONG_TITLE_HAN if HAN.search(words) else LONG_TITLE) and not _names_source(link)


def _names_source(link: _Element) -> bool:
    return words_before(link).endswith((":", "："))


def _leads_away(document: Document, link: _Element) -> bool:
    target = document.absolute(link.get("href") or "")
    return target is not None and target.partition("#")[0] != document.page.url.partition("#")[0]
