"""Which entries of a site-wide list belong to a listing? Those like its own: in the same part, with addresses of the same shape.

A sitemap names everything that a site has. What is an article there is told by a sample: what the listing itself, or a
feed, names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from crawler.listings.address_words import NO_ARTICLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from crawler.listings.record import Link

LEAST_GROUP = 3  # addresses of one shape that can be a list
LEAST_SHARE = 0.1  # of the largest group: a site's few odd pages are no list
MONTH = re.compile(r"(?:19|20)\d\d(?:[-/]?(?:0?[1-9]|1[0-2]))?")
ANY = "*"
MOST_GROUPS = 10_000  # more shapes than a site's addresses have
LETTERS = re.compile(r"[^\W\d_]")
WORDS = re.compile(r"[^\W\d_]+")

Shape = tuple[str, ...]


Belongs = Callable[[str, "Link"], bool]  # whether an entry of a part does


def entries_in_scope(
    parts: Mapping[str, Iterable[Link]], sample: Collection[str], aside: Collection[str] = ()
) -> Iterator[Link]:
    """The entries that are like the sample, one by one; without one, those of groups that may be articles.

    Args:
        parts: What each part of the list names, by the part's address; gone over again and again, and nothing of it is
            kept.
        sample: Addresses of articles.
        aside: Addresses that the site's navigation leads to.
    """
    belongs = _like(parts, set(sample), set(aside)) or _by_groups(parts, set(aside))
    return (link for part, links in parts.items() for link in links if belongs(part, link))


def _like(parts: Mapping[str, Iterable[Link]], known: set[str], beside: set[str]) -> Belongs | None:
    """The rule by a sample; null where the parts name nothing of it."""
    holding = {part: [link.url for link in links if link.url in known] for part, links in parts.items()}
    holds = {part_kind(part) for part, urls in holding.items() if urls}
    if not holds:
        return None
    shapes = _patterns({shape(url) for urls in holding.values() for url in urls})

    def belongs(part: str, link: Link) -> bool:
        if part_kind(part) not in holds:
            return False
        return link.url in known or (link.url not in beside and _fits(shape(link.url), shapes))

    return belongs


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


def _by_groups(parts: Mapping[str, Iterable[Link]], beside: set[str]) -> Belongs:
    """The rule without a sample: by the largest groups of one part and shape."""
    groups: dict[tuple[str, Shape], _Group] = {}
    for part, links in parts.items():
        for link in links:
            group = (part_kind(part), shape(link.url))
            if link.url not in beside and not _is_odd(link) and (group in groups or len(groups) < MOST_GROUPS):
                groups.setdefault(group, _Group()).add(link)
    lists = {named: group.count for named, group in groups.items() if _may_be_articles(*named, group)}
    least = LEAST_SHARE * max(lists.values(), default=0)
    chosen = {named for named, count in lists.items() if count >= least}

    def belongs(part: str, link: Link) -> bool:
        return (part_kind(part), shape(link.url)) in chosen and link.url not in beside and not _is_odd(link)

    return belongs


@dataclass
class _Group:
    """Entries of one part and shape: how many, and whether all of them are months."""

    count: int = 0
    months: bool = True

    def add(self, link: Link) -> None:
        self.count += 1
        self.months = (
            self.months and MONTH.fullmatch(urlsplit(link.url).path.strip("/").rpartition("/")[2]) is not None
        )


def _is_odd(link: Link) -> bool:
    """Whether an address' own name, at the top of its site, is the name of something else than an article."""
    folders = urlsplit(link.url).path.strip("/").rpartition(".")[0] or urlsplit(link.url).path.strip("/")
    return "/" not in folders and folders.lower() in NO_ARTICLES


def _may_be_articles(part: str, form: Shape, group: _Group) -> bool:
    """Whether a group is long enough for a list, and neither its name nor its addresses call it something else."""
    said = {word for text in (urlsplit(part).path, *form[1:]) for word in WORDS.findall(text.lower())}
    return group.count >= LEAST_GROUP and not said & NO_ARTICLES and not group.months
