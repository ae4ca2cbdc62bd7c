"""What kind of place is an element by its tag, and by the words in its class, id, role and itemprop, and is it hidden?"""

from __future__ import annotations

import re
from enum import IntFlag, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipelines.text import listed

if TYPE_CHECKING:
    from lxml.etree import _Element


class Kind(IntFlag):
    """Kinds of places; an element may be several."""

    LINK = auto()
    ITEM = auto()
    TABLE = auto()
    QUOTE = auto()
    FIGURE = auto()
    FORM = auto()
    HEADER = auto()
    BESIDE = auto()
    ARTICLE = auto()
    CODE = auto()
    TEXT = auto()
    LEAD = auto()
    CONTENTS = auto()
    SHARE = auto()
    RELATED = auto()
    COMMENT = auto()
    ABOUT = auto()
    PROMO = auto()
    FRAME = auto()
    CAPTION = auto()
    HIDDEN = auto()
    OTHERS = auto()


TAGS: dict[object, int] = {
    "a": Kind.LINK.value,
    "li": Kind.ITEM.value,
    "dd": Kind.ITEM.value,
    "dt": Kind.ITEM.value,
    "table": Kind.TABLE.value,
    "blockquote": Kind.QUOTE.value,
    "figure": Kind.FIGURE.value,
    "figcaption": Kind.CAPTION.value,
    "form": Kind.FORM.value,
    "button": Kind.FORM.value,
    "label": Kind.FORM.value,
    "header": Kind.HEADER.value,
    "nav": Kind.BESIDE.value,
    "aside": Kind.BESIDE.value,
    "footer": Kind.BESIDE.value,
    "article": Kind.ARTICLE.value,
    "main": Kind.ARTICLE.value,
    "pre": Kind.CODE.value,
    "code": Kind.CODE.value,
}
# Words by which sites everywhere name their places. Which of them tell anything is left to the model.
NAMES = {
    Kind.TEXT: "content | article | post | entry | body | text | story | richtext | rte | prose | wysiwyg | paragraph",
    Kind.LEAD: """
    lead | lede | intro | standfirst | dek | deck | subtitle | subheadline | subheading | summary | excerpt | abstract
    chapo | entradilla | sottotitolo | vorspann | ingress
    """,
    Kind.CONTENTS: "toc | contents",
    Kind.SHARE: "share | sharing | social | addtoany | follow | print | like | likes | facebook | twitter | whatsapp",
    Kind.RELATED: """
    related | teaser | teasers | recirc | recommend | recommended | recommendations | popular | trending | latest | more
    readmore | most | similar | carousel | slider | card | cards | list | grid | feed | next | prev | pager
    pagination | pagenav | outbrain | taboola | read | posts | articles
    """,
    Kind.COMMENT: "comment | comments | commentlist | respond | reply | disqus | discussion | rating | reviews",
    Kind.ABOUT: """
    author | authors | byline | bio | date | time | meta | info | tag | tags | tagcloud | category | categories | topics
    topic | credit | credits | kicker | label | labels | published | timestamp | dateline | contributor | contact
    """,
    Kind.PROMO: """
    ad | ads | advert | advertisement | promo | promotion | banner | newsletter | subscribe | subscription | signup | cta
    donate | donation | sponsor | sponsored | popup | modal | cookie | cookies | consent | gdpr | paywall | download | alert
    notice | dialog | overlay | toast | message | button | buttons | btn
    """,
    Kind.FRAME: """
    nav | navbar | navigation | menu | submenu | breadcrumb | breadcrumbs | crumbs | footer | foot | header | sidebar | side
    widget | widgets | toolbar | topbar | search | login | language | lang | copyright | skip | sitemap | masthead | logo
    disclaimer | complementary | contentinfo
    """,
    Kind.CAPTION: "caption | image | img | photo | picture | media | video | gallery | thumb | thumbnail | embed | podcast",
    Kind.HIDDEN: "hidden | hide | sr | screen | visually | collapse | offscreen | tooltip",
}
KINDS = {name: int(kind) for kind, names in NAMES.items() for name in listed(names)}
KEYS = frozenset(("class", "id", "role", "itemprop"))
# What hides an element until a script shows it, or from readers that speak, by attribute.
HIDING = {
    "hidden": re.compile(""),
    "aria-hidden": re.compile("true"),
    "style": re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE),
}
HIDDEN = Kind.HIDDEN.value
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")  # also those of articleBody
WHOLE = frozenset(("html", "body"))  # their names tell of the whole page
# Names whose kinds are kept: a site has some 400 of them, and a crawl goes through many sites at once.
MOST_KEPT = 20_000
LONGEST_KEPT = 500  # characters


def kind_of(element: _Element) -> int:
    """The kinds of an element, as bits of `Kind`."""
    tag = element.tag
    kind = TAGS.get(tag, 0)
    if tag not in WHOLE:
        attributes: Any = element.items()  # typed as if they could be bytes
        for key, name in attributes:
            if key in KEYS:
                kind |= _kept(name) if len(name) <= LONGEST_KEPT else _named(name)
            elif key in HIDING and HIDING[key].search(name):
                kind |= HIDDEN
    return kind


def _named(name: str) -> int:
    kind = 0
    for word in WORD.findall(name):
        kind |= KINDS.get(word.lower(), 0)
    return kind


_kept = lru_cache(MOST_KEPT)(_named)
