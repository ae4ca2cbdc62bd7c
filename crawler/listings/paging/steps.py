"""What in a page may lead to a further one? Links, options of select boxes and buttons, each with its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from crawler.listings.anchors import FILES, MOST_ANCHORS, ancestors, anchors, base_url, resolve, same_host
from crawler.listings.paging.options import options
from pipelines.paging.labels import Label, Way, label_of
from pipelines.text import plain_digits, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

BUTTON = ("data-href", "data-url", "data-page-url", "data-link")
OPENED = re.compile(r"""(?:location(?:\.href)?\s*=|location\.assign\(|window\.open\()\s*['"]([^'"]{1,2000})['"]""")
# What a script is given that a link calls: SharePoint's ``RefreshPageTo(event, "/News.aspx?Paged=TRUE\\u0026p_ID=30")``.
GIVEN = re.compile(r"""^\s*(?:javascript:)?[\w.$ ]{1,60}\([^'"()]{0,60}['"](/[^'"\s]{1,2000})['"]""")
ESCAPED = re.compile(r"\\u00(26|2[fF]|3[dD]|3[fF])|\\x(26|2[fF]|3[dD]|3[fF])")
PAGER = re.compile(
    r"(?:^|[-_\s])(?:pager?|pages|pagination|paging|paginate|page-numbers|pagenav|pagenavi|page-nav|nav-links|"
    r"posts-navigation|paginator|pagelist|pagebar|load-?more|show-?more|infinite)",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"comment-page-|[?&](?:cpage|replytocom|comments?_?page)=", re.IGNORECASE)
LONGEST_NUMBER = 5  # digits: no listing has 100,000 pages
MOST_INSIDE = 20  # elements in a link that leads to a page: an icon, a number, words for the blind
LONGEST = 400  # characters
LONGEST_ROW = 60  # characters
# "Page 2 / 6", "2 of 6": the row that a place in the list stands in is one of pages, whatever it is called.
PLACE = re.compile(r"(?<![\d/.-])(\d{1,5})\s?(?:/|of|von|de|sur|di|из|共|\|)\s?(\d{1,5})(?![\d/.-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """What may lead to a further page.

    Attributes:
        element: Where it stands.
        url: Absolute, http or https.
        label: What it says of a page; null when it says nothing of the kind.
    """

    element: HtmlElement
    url: str
    label: Label | None

    @property
    def number(self) -> int | None:
        """The page's number, where the words are one."""
        return self.label.number if self.label and self.label.way is Way.NUMBER else None


def steps(tree: HtmlElement, url: str) -> list[Step]:
    """The page's links, options and buttons that have an address of their own on this host, in that order."""
    base = base_url(tree, url)
    linked = ((anchor.element, anchor.url) for anchor in anchors(tree, url))
    others = ((element, resolve(base, said)) for element, said in (*options(tree, base), *_buttons(tree)))
    own = urldefrag(url)[0]
    named = ((element, target) for element, target in others if target and target != own and same_host(target, url))
    plain = ((element, target) for element, target in named if not FILES.search(urlsplit(target).path))
    found = [(element, target) for element, target in (*linked, *plain) if not COMMENTS.search(target)]
    return [Step(element, target, label(element)) for element, target in found]


def label(element: HtmlElement) -> Label | None:
    """What an element says of a page, or of the way to one; null when it says nothing of it, or too much."""
    if len(list(islice(element.iter(), MOST_INSIDE))) == MOST_INSIDE:
        return None
    if said := label_of(element):
        return said
    text = plain_digits(said_by(element)).strip("[]() ")
    if text.isdecimal() and len(text) <= LONGEST_NUMBER:
        return Label(Way.NUMBER, int(text))
    return None


def said_by(element: HtmlElement) -> str:
    """An element's own words, the first of them if it has many."""
    return squeeze("".join(islice(element.itertext(), MOST_INSIDE))[:LONGEST])


def in_pager(element: HtmlElement) -> bool:
    """Whether an element stands in what is named a row of pages, or a button for more."""
    return any(
        PAGER.search(f"{one.get('class') or ''} {one.get('id') or ''}"[:500])
        for one in (element, *ancestors(element, 4))
    )


def beside_place(element: HtmlElement) -> bool:
    """Whether a link stands in a short row that says which page of how many this is."""
    own = said_by(element)
    around = next((one for one in ancestors(element, 3) if said_by(one) != own), None)
    text = plain_digits(said_by(around)) if around is not None else ""
    found = PLACE.search(text) if len(text) < LONGEST_ROW else None
    return found is not None and int(found[1]) <= int(found[2])


def _buttons(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Buttons, and whatever else is pressed, that hold an address for their script."""
    for element in islice(tree.iter("button", "a", "span", "li", "div", "input", "td"), 20 * MOST_ANCHORS):
        said = next((element.get(name) for name in BUTTON if element.get(name)), None)
        said = said or _called_with((element.get("onclick") or "")[:3_000])
        if said is None and (element.get("href") or "").startswith("javascript:"):
            said = _called_with((element.get("href") or "")[:3_000])
        if said:
            yield element, said


def _called_with(script: str) -> str | None:
    """The address that a script goes to, or gives to what does."""
    found = OPENED.search(script) or GIVEN.match(script)
    return ESCAPED.sub(lambda code: chr(int(code[1] or code[2], 16)), found[1]) if found else None
