"""What stands among a page's articles and leads to other sites, or to no page at all? It is told, and never followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.listings.anchors import ancestors, base_url, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

MOST = 50  # are told of one page


def listed_elsewhere(
    tree: HtmlElement, url: str, rows: Iterable[HtmlElement], is_own: Callable[[str], bool]
) -> tuple[str, ...]:
    """The addresses that rows beside those of the articles lead to, where those are not the site's own.

    Args:
        tree: The page.
        url: Its address.
        rows: The elements that the articles' links stand in.
        is_own: Whether an address is the site's.
    """
    base = base_url(tree, url)
    own = set(rows)
    beside = {(parent, row.tag) for row in own if (parent := row.getparent()) is not None}
    found: dict[str, None] = {}
    for element in tree.iter("a"):
        href = (element.get("href") or "").strip()
        target = resolve(base, href)
        if (":" not in href and "//" not in href) or (target and is_own(target)):
            continue
        around = [element, *ancestors(element)]
        if any((one.getparent(), one.tag) in beside and one not in own for one in around):
            found[target or href] = None
            if len(found) == MOST:
                break
    return tuple(found)
