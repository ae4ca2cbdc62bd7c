"""Which articles does a JSON answer name? Those of its largest list, or of the pieces of HTML that it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crawler.listings import html
from crawler.listings.json_entry import link_of
from crawler.listings.json_next import next_turn
from crawler.listings.json_tree import is_empty, parsed, values
from crawler.listings.record import Link, Listing, Rule, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINKS = 5_000
MOST_ENTRIES = 20_000  # of all lists together
MOST_LISTS = 200  # that are looked into, the largest first
MOST_HTML = 5_000_000  # characters
TITLE_ENOUGH = 60  # characters; longer titles are no better
ASIDE = re.compile(r"menu|nav(?!n)|categor|tags|facet|filter|breadcrumb|related|language|authors", re.IGNORECASE)


def read(text: str, url: str, rule: Rule) -> Listing | None:
    """The articles of an answer, and the request that goes on; null when it is no list of any.

    Args:
        text: The answer.
        url: Its address.
        rule: The source's own selectors, for HTML in it.
    """
    said = parsed(text)
    if said is None:
        return None
    links, entries = _listed(said, url)
    turns: tuple[Turn, ...] = ()
    if not links and (fragment := "".join(_fragments(said))[:MOST_HTML]):
        found = html.read(fragment, url, rule)
        links, entries, turns = list(found.links), len(found.links), found.next
    if not links:
        return Listing(kind="json") if is_empty(said) else None
    further = next_turn(said, url, entries)
    return Listing(tuple(links), turns or ((further,) if further else ()), kind="json", cut=entries > MOST_LINKS)


def _listed(said: Any, url: str) -> tuple[list[Link], int]:
    """The links of the list whose entries look most like articles, and how many entries it has."""
    lists = [
        value
        for key, value in values(said)
        if isinstance(value, list) and any(isinstance(one, dict) for one in value) and not ASIDE.search(key)
    ]
    best: tuple[list[Link], int] = ([], 0)
    left = MOST_ENTRIES
    for value in sorted(lists, key=len, reverse=True)[:MOST_LISTS]:
        objects = [one for one in value[: min(MOST_LINKS, left)] if isinstance(one, dict)]
        left -= len(objects)
        links = {link.url: link for one in objects if (link := link_of(one, url))}
        best = max(best, (list(links.values()), len(value)), key=lambda found: _weight(found[0]))
    return best


def _weight(links: list[Link]) -> int:
    """How much a list looks like one of articles: many, with long titles and dates; categories have neither."""
    dated = 2 * sum(link.date_raw is not None for link in links) > len(links)
    return sum(min(len(link.text), TITLE_ENOUGH) for link in links) * (2 if dated else 1)


def _fragments(said: Any) -> Iterator[str]:
    """The strings that are HTML with links: Drupal's commands, the rendered rows of a "load more"."""
    for _, value in values(said):
        if isinstance(value, str) and "<" in value and "href" in value:
            yield value
