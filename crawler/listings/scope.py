"""Which entries of a site-wide list belong to a listing? Those like its own: in the same part, with addresses of the same shape.

A sitemap names everything that a site has. What is an article there is told by a sample: what the listing itself, or a
feed, names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from crawler.listings.address_words import NO_ARTICLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from crawler.listings.record import Link

LEAST_GROUP = 3  # addresses of one shape that can be a list
ANY = "*"
WORDS = re.compile(r"[^\W\d_]+")

Shape = tuple[str, ...]


def in_scope(parts: Mapping[str, Iterable[Link]], sample: Collection[str], aside: Collection[str] = ()) -> list[Link]:
    """The entries that are like the sample; without one, those of groups that may be articles.

    Args:
        parts: What each part of the list names, by the part's address.
        sample: Addresses of articles.
        aside: Addresses that the site's navigation leads to.
    """
    known = set(sample)
    named = {part: list(links) for part, links in parts.items()}
    holds = {part_kind(part) for part, links in named.items() if any(link.url in known for link in links)}
    if not holds:
        return _by_groups(named, aside)
    entries = [link for part, links in named.items() if part_kind(part) in holds for link in links]
    shapes = _patterns({shape(link.url) for link in entries if link.url in known})
    beside = set(aside)
    return [
        link for link in entries if link.url in known or (link.url not in beside and _fits(shape(link.url), shapes))
    ]


def shape(url: str) -> Shape:
    """What addresses of one kind of page have in common: their folders, numbers left out, and the names in the query."""
    parts = urlsplit(url)
    *folders, last = parts.path.strip("/").split("/")
    ending = last.rpartition(".")[2] if "." in last else ""
    query = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    named = [re.sub(r"\d+", "0", folder) for folder in folders]
    return (parts.netloc.removeprefix("www."), *named, f"*.{ending}" if last else "", *query)


def _patterns(shapes: set[Shape]) -> set[Shape]:
    """The shapes, and for those that differ in one folder only and are many, one with any folder there: categories."""
    alike: defaultdict[Shape, set[Shape]] = defaultdict(set)
    for form in shapes:
        for at in range(1, len(form) - 1):
            alike[(*form[:at], ANY, *form[at + 1 :])].add(form)
    return shapes | {pattern for pattern, some in alike.items() if len(some) >= LEAST_GROUP}


def _fits(form: Shape, patterns: set[Shape]) -> bool:
    if form in patterns:
        return True
    loose = ((*form[:at], ANY, *form[at + 1 :]) for at in range(1, len(form) - 1))
    return not _speaks_of_others("", form) and any(pattern in patterns for pattern in loose)


def part_kind(url: str) -> str:
    """A part's address without its number: those of one kind are split when they grow."""
    return re.sub(r"\d+", "", url)


def _by_groups(named: Mapping[str, Iterable[Link]], aside: Collection[str]) -> list[Link]:
    groups: defaultdict[tuple[str, Shape], list[Link]] = defaultdict(list)
    for part, links in named.items():
        for link in links:
            groups[part_kind(part), shape(link.url)].append(link)
    chosen = [
        link
        for (part, form), links in groups.items()
        if len(links) >= LEAST_GROUP and not _speaks_of_others(part, form) and not _all_numbers(links)
        for link in links
        if link.url not in set(aside)
    ]
    order = Counter(
        {link.url: -count for count, link in enumerate(link for links in named.values() for link in links)}
    )
    return sorted(chosen, key=lambda link: -order[link.url])


def _speaks_of_others(part: str, form: Shape) -> bool:
    """Whether a part's name or an address' folders call what is there something else than articles."""
    said = {word for text in (urlsplit(part).path, *form[1:]) for word in WORDS.findall(text.lower())}
    return bool(said & NO_ARTICLES)


def _all_numbers(links: Iterable[Link]) -> bool:
    """Whether addresses are of years and months alone: archives."""
    return all(re.fullmatch(r"(?:/\d{2,4}){1,3}/?", urlsplit(link.url).path) for link in links)
