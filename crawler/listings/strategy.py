"""Where is it best to look for news? In the cheapest place that names every article the listing does.

The listing says what belongs to a source. A feed, a sitemap or an API that names all of it, and when each article last
changed, tells of edits with one request. Where the listing shows only its newest articles, such a place stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from crawler.listings.dates import instant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from crawler.listings.elsewhere import Place
    from crawler.listings.record import Link

CHEAPEST = {"wordpress": 0, "sitemap": 1, "feed": 2}  # an API tells of what has changed alone
SAME = 0.9  # the share that has to agree: between two answers of a site an article may come or go


class Links(Protocol):
    """Links that can be gone over again."""

    def __iter__(self) -> Iterator[Link]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a place names.

    Attributes:
        place: The place.
        links: Its entries that belong to the listing.
    """

    place: Place
    links: Links


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a source's news are looked up.

    Attributes:
        strategy: "html", "feed", "sitemap" or "wordpress".
        place: The address that is asked beside the listing. Null when the listing alone is.
        extends: Whether what it names counts although the listing does not name it.
        reason: Why, in a plain sentence.
        aside: Addresses that the site's navigation leads to: none of them is an article that the place has got new.
        dated: Whether the listing shows a date beside its articles.
        parts: The kinds of its parts that name articles, where it is divided; the others are not asked for. None for all.
    """

    strategy: str
    place: str | None
    extends: bool
    reason: str
    parts: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    dated: bool = False


def choose(start: str, articles: Collection[str], pages: int, surveyed: Sequence[Surveyed]) -> Choice:
    """The place to look for news.

    Args:
        start: The listing's address.
        articles: What the listing named and turned out to be an article.
        pages: How many pages the listing has.
        surveyed: What other places name.
    """
    known = set(articles)
    named = {one.place.url: {link.url for link in one.links if link.url in known} for one in surveyed}
    some = [one for one in surveyed if one.links]
    if not known:
        return _instead(some)
    for one in sorted(some, key=lambda one: CHEAPEST[one.place.kind]):
        longer = len(one.links) > len(known) and pages == 1 and _goes_on(start, known, one.links)
        if known <= named[one.place.url] and (longer or (_dated(one) and one.place.kind != "feed")):
            reason = f"{one.place.url} names all {len(known)} articles of the listing, and when each changed"
            if longer:
                reason = f"{one.place.url} names {len(one.links)} articles, of which the listing shows the newest {len(known)}"
            return Choice(one.place.kind, one.place.url, longer, reason)
    lacking = [f"{one.place.url} lacks {len(known - named[one.place.url])} of them" for one in some]
    told = "; ".join(lacking) or "no feed, sitemap or API names them as well"
    return Choice(
        "html", None, extends=False, reason=f"the listing names {len(known)} articles on {pages} pages; {told}"
    )


def _instead(some: Sequence[Surveyed]) -> Choice:
    """The place that stands in for a listing in which no article is found."""
    if not some:
        return Choice("html", None, extends=False, reason="neither the listing nor another place names an article")
    best = max(some, key=lambda one: (len(one.links), -CHEAPEST[one.place.kind]))
    reason = f"no article is found in the listing; {best.place.url} names {len(best.links)}"
    return Choice(best.place.kind, best.place.url, extends=True, reason=reason)


def _dated(one: Surveyed) -> bool:
    dated = sum(bool(link.built) or any(date.field == "updated" for date in link.stated) for link in one.links)
    return dated >= SAME * len(one.links)


def _goes_on(start: str, listed: Collection[str], links: Links) -> bool:
    """Whether a listing of one page is the beginning of a longer list: its newest part, or all of it lies below it."""
    newest = _newest(links, len(listed))
    if newest is not None:
        return len(newest & set(listed)) >= SAME * len(listed)
    folder = urlsplit(urljoin(start, ".")).path
    return not urlsplit(start).query and all(urlsplit(link.url).path.startswith(folder) for link in links)


def _newest(links: Links, count: int) -> set[str] | None:
    """The newest of some entries; null where they do not say when they were published."""
    if sum(1 for _ in _published(links)) < SAME * len(links):
        return None
    return {url for _, url in nlargest(count, _published(links), key=lambda one: one[0])}


def _published(links: Iterable[Link]) -> Iterator[tuple[datetime, str]]:
    for link in links:
        days = [day for date in link.stated if date.field == "published" and (day := instant(date.raw))]
        yield from ((day, link.url) for day in days[-1:])
