"""What is an institute called, and what is a good id for it? As its pages say, else as its host does."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from crawler.address import is_ip, site_name
from crawler.listings.anchors import parse
from crawler.probe.sample import text_of
from pipelines.jsonld import nodes_of, texts, types
from pipelines.site import APPS, LONGEST_NAME, PUBLISHERS
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.page import Page

SEPARATOR = re.compile(r"\s+[|–—•·»›:]+\s+|\s+-+\s+|[|_]|-(?=[^-]*$)")
MOST_ID = 40  # characters
META = ("og:site_name", *APPS)


def id_of(host: str, name: str | None) -> str | None:
    """An id: the host's own label, or the name where a host is a number; null when neither has Latin letters.

    Args:
        host: As an address has it.
        name: The institute's. Null when it is not known.
    """
    own = "" if is_ip(host) or "." not in host else site_name(host)
    return next((made for said in (own, name or "") if (made := _made(said))), None)


def name_of(pages: Iterable[Page]) -> str | None:
    """The name that most of a source's pages state, in one way or the other; null when none does."""
    trees = [tree for page in pages if (tree := parse(text_of(page))) is not None]
    stated = Counter(name for tree in trees for name in dict.fromkeys(_stated(tree)))
    for name, count in stated.most_common(1):
        if count * 2 > len(trees):
            return name
    return _common(trees) or next(iter(stated), None)


def _made(said: str) -> str:
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain)[:MOST_ID]
    return words.strip("_").lstrip("0123456789_")


def _stated(tree: HtmlElement) -> Iterator[str]:
    """What a page calls its site, in the order in which it is to be believed."""
    said = [(meta.get("property") or meta.get("name") or "", meta.get("content")) for meta in tree.iter("meta")]
    yield from (name for wanted in META for key, one in said if key.lower() == wanted for name in _name(one))
    for node in nodes_of(tree.iter("script")):
        if PUBLISHERS.intersection(types(node)):
            yield from (one for said in texts(node.get("name")) for one in _name(said))


def _common(trees: list[HtmlElement]) -> str | None:
    """The last part of most titles; of a single page's no one can tell."""
    titles = [squeeze(title.text_content()) for tree in trees for title in list(tree.iter("title"))[:1]]
    ends = Counter(end for title in titles for end in _ends(title))
    often = [(end, count) for end, count in ends.items() if count > 1 and count * 2 > len(titles)]
    best = max(often, key=lambda one: (one[1], len(one[0])), default=None)
    return best[0] if best else None


def _ends(title: str) -> list[str]:
    ends = [title[found.end() :].strip() for found in SEPARATOR.finditer(title)]
    return [end for end in ends[-1:] if end and len(end) <= LONGEST_NAME]


def _name(said: Any) -> list[str]:
    name = squeeze(said).strip(" -–—|·:") if isinstance(said, str) else ""
    return [name] if 0 < len(name) <= LONGEST_NAME else []
