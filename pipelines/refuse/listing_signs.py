"""Does a page say that it lists others? By its address, its kind in JSON-LD or its class; or say that it is an article?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.jsonld import types
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipelines.document import Document

# Words in the class of `body` (WordPress, Drupal), types of JSON-LD, and addresses.
CLASSES = frozenset(("archive", "category", "tag", "search", "search-results", "blog", "home", "front", "front-page"))
TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList", "Blog"))
# The last part of the address of a site's section; an article's address goes on behind it.
SECTIONS = "|".join(
    listed("""
    news | newsroom | blog | blogs | press | press-releases | publications | articles | insights | commentary | opinion | analysis | research
    reports | events | views | aktuelles | nachrichten | neuigkeiten | presse | publikationen | veranstaltungen | actualites | actualités
    articles | noticias | actualidad | publicaciones | publicacoes | publicações | notizie | pubblicazioni | nieuws | publicaties | nyheter
    nyheder | uutiset | aktualnosci | aktuality | hirek | novosti | publikacii | haberler | berita | tin-tuc | xinwen
    """)
)
ADDRESSES = re.compile(
    r"^/?(?:index\.\w{2,5}|home|[a-z]{2}(?:-[a-z]{2})?)?/?$|/page/\d+/?$|^/?(?:[a-z0-9]{1,12}/)?(?:index|list)(?:_\d+)?\.\w{2,5}$"
    r"|/(?:tags?|category|categories|kategorie|categoria|topics?|themen?|search|suche|buscar|recherche)(?:/[^/.]{1,30})?/?$"
    r"|/(?:authors?|auteurs?|autor(?:en|es)?|autore|experts?|people|contributors?|columnists?|fellows|experten|personen)/[^/.]{1,60}/?$"
    rf"|/(?:archives?|{SECTIONS})(?:/(?:19|20)\d\d(?:/\d{{1,2}})?)?/?$",
    re.IGNORECASE,
)
QUERIES = re.compile(r"(?:^|&)(?:s|q|query|search|keywords?|wd|searchword|suchbegriff)=", re.IGNORECASE)
BENEATH = 0.8  # of the other pages, that stand beneath a listing's address


def is_marked(document: Document) -> bool:
    """Whether a page says to machines that it is an article."""
    said = document.marks.meta
    return bool(document.article) or "article:published_time" in said or "article" in said.get("og:type", ())


def is_signed(document: Document, addresses: Collection[str]) -> bool:
    """Whether something besides a page's links says that it lists others.

    Args:
        document: The page.
        addresses: The other pages that its headlines lead to.
    """
    parts = urlsplit(document.page.url)
    classes = {word for one in document.marks.tagged("body") for word in (one.get("class") or "").lower().split()}
    named = any(not TYPES.isdisjoint(types(node)) for node in document.nodes)
    query = bool(QUERIES.search(parts.query))
    by_name = query or named or not CLASSES.isdisjoint(classes) or bool(ADDRESSES.search(parts.path))
    return by_name or _are_beneath(parts.path, addresses)


def _are_beneath(path: str, addresses: Collection[str]) -> bool:
    start = path.rstrip("/") + "/"
    beneath = sum(urlsplit(address).path.startswith(start) for address in addresses)
    return beneath > 0 and beneath >= BENEATH * len(addresses)
