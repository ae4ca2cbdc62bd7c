"""Which entries of a site-wide list belong to a listing? Those like its own: in the same part, with addresses of the same shape.

A sitemap names everything that a site has. What is an article there is told by a sample: what the listing itself, or a
feed, names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from crawler.listings.address_words import NO_ARTICLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from crawler.listings.record import Link

LEAST_GROUP = 3  # addresses of one shape that can be a list
LEAST_SHARE = 0.1  # of the largest group: a site's few odd pages are no list
MONTH = re.compile(r"(?:19|20)\d\d(?:[-/]?(?:0?[1-9]|1[0-2]))?")
ANY = "*"
LETTERS = re.compile(r"[^\W\d_]")
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
    name, dot, ending = last.rpartition(".") if "." in last else (last, "", "")
    kind = "*" if LETTERS.search(name) else re.sub(r"\d+", "0", name)
    query = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    named = [re.sub(r"\d+", "0", folder) for folder in folders]
    return (parts.netloc.removeprefix("www."), *named, f"{kind}{dot}{ending}", *query)


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
    others = {word for text in form[1:] for word in WORDS.findall(text.lower())} & NO_ARTICLES
    return not others and any(pattern in patterns for pattern in loose)


def part_kind(url: str) -> str:
    """A part's address without its number: those of one kind are split when they grow."""
    return re.sub(r"\d+", "", url)


def _by_groups(named: Mapping[str, Iterable[Link]], aside: Collection[str]) -> list[Link]:
    beside = set(aside)
    order = list(dict.fromkeys(link for links in named.values() for link in links))
    groups: defaultdict[tuple[str, Shape], list[Link]] = defaultdict(list)
    for part, links in named.items():
        for link in links:
            if link.url not in beside and not _is_odd(link):
                groups[part_kind(part), shape(link.url)].append(link)
    lists = [links for (part, form), links in groups.items() if _may_be_articles(part, form, links)]
    least = LEAST_SHARE * max(map(len, lists), default=0)
    chosen = {link for links in lists if len(links) >= least for link in links}
    return [link for link in order if link in chosen]


def _is_odd(link: Link) -> bool:
    """Whether an address' own name, at the top of its site, is the name of something else than an article."""
    folders = urlsplit(link.url).path.strip("/").rpartition(".")[0] or urlsplit(link.url).path.strip("/")
    return "/" not in folders and folders.lower() in NO_ARTICLES


def _may_be_articles(part: str, form: Shape, links: list[Link]) -> bool:
    """Whether a group is long enough for a list, and neither its name nor its addresses call it something else."""
    said = {word for text in (urlsplit(part).path, *form[1:]) for word in WORDS.findall(text.lower())}
    months = all(MONTH.fullmatch(urlsplit(link.url).path.strip("/").rpartition("/")[2]) for link in links)
    return len(links) >= LEAST_GROUP and not said & NO_ARTICLES and not months
