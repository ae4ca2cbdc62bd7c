"""What do a site's feeds, sitemaps and API name? Asked beside the listing, and compared with it."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.elsewhere import Place, of_robots, usual
from crawler.listings.packed import Packed
from crawler.listings.record import Turn
from crawler.listings.scope import entries_in_scope, part_kind
from crawler.listings.strategy import SAME, Choice, Surveyed, choose
from crawler.search.address_set import AddressSet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from crawler.listings.record import Link, Listing
    from crawler.listings.strategy import Links
    from crawler.source import Source

CHOICE = "choice"  # a fact: the one in force
KINDS = ("wordpress", "sitemap", "feed")
DEEPEST = 12  # sitemaps in sitemaps; the protocol has one index
MOST_PAGES = 200  # of one place: sitemaps of an index, pages of an API
MOST_ASIDE = 500  # addresses of the navigation that are remembered
MOST_MET = 20_000  # that are met
ENOUGH = {"feed": 1, "wordpress": 1, "sitemap": 3}  # declared places of a kind that are read
MOST_TRIED = 10  # of a kind


@dataclass
class _Reading:
    """One place, as far as it is read.

    Attributes:
        place: The place.
        parts: What each part of it names.
        named: All that they name.
        asked: The parts that were asked for, and how many indexes lead to each.
        failed: Whether one could not be read.
        limits: Limits that were met, with how much they allow.
    """

    place: Place
    parts: dict[str, Packed] = field(default_factory=dict)
    named: AddressSet = field(default_factory=AddressSet)
    asked: dict[str, int] = field(default_factory=dict)
    failed: bool = False
    limits: dict[str, int] = field(default_factory=dict)


class Survey:
    """The places of one source, while a run reads them.

    Args:
        source: Says which kinds are wanted.
    """

    def __init__(self, source: Source) -> None:
        strategy = source.listing.strategy
        self._start = source.listing.start[0]
        self._kinds = {"auto": KINDS, "html": ()}.get(strategy, (strategy,))
        self._explicit = strategy in KINDS
        self._waiting: deque[Place] = deque()
        self._seen: set[str] = set()
        self._readings: dict[str, _Reading] = {}
        self._aside: set[str] = set()

    @property
    def only(self) -> str | None:
        """The kind of place that the source names as the only one. Null where its listing counts."""
        return self._kinds[0] if self._explicit else None

    @property
    def wants_pages(self) -> bool:
        """Whether it matters what the listing's pages declare."""
        return bool(self._kinds)

    def page(self, places: Iterable[Place], aside: Iterable[str]) -> None:
        """Take note of the places that a page of the listing declares, and of where its navigation leads."""
        self._add(places)
        self._aside.update(islice(aside, max(0, MOST_MET - len(self._aside))))

    def robots(self, text: str, url: str) -> None:
        """Take note of the sitemaps that a robots.txt names."""
        self._add(of_robots(text, url))

    def next_place(self, *, found: bool) -> Place | None:
        """The place to ask now; null when it is enough. To be called again once it is read.

        Args:
            found: Whether the listing names articles.
        """
        if not self._waiting:
            self._add(self._usual(found=found))
        while self._waiting:
            place = self._waiting.popleft()
            tried = sum(one.place.kind == place.kind for one in self._readings.values())
            if self._count_naming(place.kind) < (ENOUGH[place.kind] if place.declared else 1) and tried < MOST_TRIED:
                self._readings[place.url] = _Reading(place, asked={place.url: 0})
                return place
        return None

    def _usual(self, *, found: bool) -> Iterator[Place]:
        """Usual places of the kinds that nothing was found of: guesses, so no more than is needed."""
        for kind in self._kinds:
            if not self._count_naming(kind) and (kind == "sitemap" or self._explicit or not found):
                yield from usual(self._start, [kind])

    def _count_naming(self, kind: str) -> int:
        """How many places of a kind name something."""
        return sum(one.place.kind == kind and len(one.named) > 0 for one in self._readings.values())

    def read(self, place: Place, url: str, links: Packed, listing: Listing) -> list[Turn]:
        """Take note of what a part of a place names, and return the further pages to ask for."""
        reading = self._readings.setdefault(place.url, _Reading(place, asked={place.url: 0}))
        fresh = sum(map(reading.named.add, (link.url for link in links)))
        reading.parts[url] = links
        further = (*listing.next, *(Turn(part.url) for part in listing.parts)) if fresh or listing.parts else ()
        depth = reading.asked.get(url, 0) + bool(listing.parts)
        wanted = [turn for turn in further if turn.url not in reading.asked]
        if depth > DEEPEST and wanted:
            reading.limits["depth"], wanted = DEEPEST, []
        taken = wanted[: MOST_PAGES - len(reading.asked)]
        if len(taken) < len(wanted):
            reading.limits["parts"] = MOST_PAGES
        if listing.cut:
            reading.limits["links"] = len(links) + len(listing.parts)
        reading.asked.update((turn.url, depth) for turn in taken)
        return taken

    def failed(self, place: Place) -> None:
        """Take note that a part of a place could not be read."""
        self._readings.setdefault(place.url, _Reading(place)).failed = True

    def is_read(self, place: str | None) -> bool:
        """Whether all of a place that was asked for could be read."""
        return place not in self._readings or not self._readings[place].failed

    def limits(self, place: str | None) -> list[tuple[str, int]]:
        """The limits that were met while a place was read."""
        return list(self._readings[place].limits.items()) if place in self._readings else []

    def _surveyed(self, sample: Collection[str]) -> list[Surveyed]:
        """What each place names of the listing's articles.

        Args:
            sample: Addresses of articles, as the listing names them; without any, those of feeds and API stand in.
        """
        read = [one for one in self._readings.values() if len(one.named)]
        others = [link.url for one in read if one.place.kind != "sitemap" for link in _all(one)]
        return [Surveyed(one.place, self._belonging(one, sample or others)) for one in read]

    def _belonging(self, one: _Reading, sample: Collection[str]) -> Packed:
        """What a place names of the source's, each address once."""
        is_site_wide = one.place.kind == "sitemap"
        links = entries_in_scope(one.parts, sample, self._aside) if is_site_wide else _all(one)
        met = AddressSet()
        return Packed(link for link in links if met.add(link.url))

    def choice(self, articles: Collection[str], pages: int, sample: Mapping[str, bool]) -> tuple[Choice, Links]:
        """Where to look for news from now on, and what that place names.

        Args:
            articles: What the listing named and turned out to be an article.
            pages: How many pages the listing has.
            sample: What it named, and whether it showed a date beside it.
        """
        surveyed = self._surveyed(sample)
        best = choose(self._start, () if self._explicit else articles, pages, surveyed)
        named = next((one.links for one in surveyed if one.place.url == best.place), Packed())
        if self._explicit and best.place:
            reason = f"the source's file says so; {best.place} names {len(named)} articles"
            best = Choice(best.strategy, best.place, extends=True, reason=reason)
        shown = [dated for url, dated in sample.items() if url in articles]
        dated = best.strategy == "sitemap" and len(shown) > 0 and sum(shown) >= SAME * len(shown)
        parts = self._parts(best.place, named)
        aside = tuple(sorted(self._aside - sample.keys())[:MOST_ASIDE]) if best.extends else ()
        return replace(best, parts=parts, aside=aside, dated=dated), named

    def _parts(self, place: str | None, named: Iterable[Link]) -> tuple[str, ...]:
        """The kinds of parts that a place names articles in; none, for all, where one of them could not be read."""
        parts = self._readings[place].parts if place in self._readings and self.is_read(place) else {}
        urls = AddressSet()
        urls.update(link.url for link in named)
        return tuple(
            sorted({part_kind(url) for url, links in parts.items() if any(one.url in urls for one in links)})
        )

    def _add(self, places: Iterable[Place]) -> None:
        for place in places:
            if place.url not in self._seen and place.kind in self._kinds:
                self._seen.add(place.url)
                self._waiting.append(place)


def _all(one: _Reading) -> Iterator[Link]:
    return (link for part in one.parts.values() for link in part)


def kept(choice: Choice) -> str:
    """A choice as it is remembered."""
    return json.dumps(asdict(choice))


def in_force(fact: str | None, strategy: str) -> Choice | None:
    """The choice that is remembered; null when there is none, or the source's file wants another one."""
    if not fact:
        return None
    said = json.loads(fact)
    choice = Choice(**{**said, "parts": tuple(said["parts"]), "aside": tuple(said.get("aside", ()))})
    return choice if strategy in {"auto", choice.strategy} else None
