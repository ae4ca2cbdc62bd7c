"""Where are the articles of a site listed, given any address of it? At the address, or where its pages lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.http import TextResponse

from crawler.address import canonical, same_site
from crawler.listings import kinds
from crawler.listings.anchors import parse
from crawler.listings.elsewhere import of_page
from crawler.listings.record import Listing, Rule
from crawler.listings.scope import shape
from crawler.probe.answers import CLOSED, failure, refusal, what_is
from crawler.probe.navigation import above, is_home, named_by_menu
from output.records import Article, Reject
from pipelines.kind import is_page
from pipelines.refuse.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scrapy.http import Response

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
MOST_LOOKED_AT = 5  # pages that may be the listing
LIST = 3  # links that are a list
MANY = 10  # more say nothing more


class NoListing(Exception):
    """No listing was found; the text is one plain line that says what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page that lists articles, and in a plain line how it was come to; null when it is the one that was given."""

    url: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that was looked at."""

    url: str
    text: str
    listing: Listing
    links: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_list(self) -> bool:
        return len(self.links) >= LIST


class Finding:
    """Looks for a listing.

    Args:
        fetch: Fetches an address.
        extract: Tells what a page would give as an article.
    """

    def __init__(
        self, fetch: Callable[[str], Awaitable[Response]], extract: Callable[[Response], Awaitable[Article | Reject]]
    ) -> None:
        self._fetch, self._extract = fetch, extract

    async def listing(self, said: str) -> Found:
        """The listing that an address is, or leads to.

        Raises:
            NoListing: There is none, or the address gives nothing.
        """
        response = await self._first(said)
        page = _page(response)
        if page is None:
            raise NoListing(f"{response.url}: {what_is(response)}; give the page that lists the articles")
        if page.listing.kind != "html":
            if not page.links and not page.listing.parts:
                raise NoListing(
                    f"{page.url}: {what_is(response)} that names no article of its site; give the page that lists them"
                )
            return Found(page.url)
        if is_home(page.url):
            return await self._from_home(page)
        return await self._from_page(page, await self._extract(response))

    async def _first(self, said: str) -> Response:
        """The answer to what was said, with a scheme where none was said."""
        if SCHEME.match(said) and "://" in said:
            return await self._good(said)
        try:
            return await self._good(f"https://{said}")
        except NoListing:
            return await self._good(f"http://{said}")

    async def _good(self, url: str) -> Response:
        try:
            response = await self._fetch(url)
        except Exception as error:  # noqa: BLE001  (whatever a site does, it costs this address)
            raise NoListing(f"{url}: {failure(error)}") from None
        if response.status != HTTPStatus.OK:
            raise NoListing(f"{url}: {refusal(response.status)}")
        return response

    async def _from_page(self, page: _Page, read: Article | Reject) -> Found:
        if isinstance(read, Article) and not page.is_list:
            return await self._around(page)
        if isinstance(read, Article) and (own := await self._own_listing(page)):  # it is one that names related ones
            return own
        if isinstance(read, Reject) and not page.links and read.reason in CLOSED:
            raise NoListing(f"{page.url}: {CLOSED[Reason(read.reason)]}")
        return Found(page.url)

    async def _from_home(self, home: _Page) -> Found:
        """The likeliest of the pages that the menu names, or the home page where it is a listing that goes on."""
        if home.is_list and home.listing.next:
            return Found(home.url)
        named = named_by_menu(home.text, home.url)[:MOST_LOOKED_AT]
        seen = [page for url in named if (page := await self._look(url))]
        lists = [page for page in seen if page.is_list]
        if lists:
            best = max(lists, key=lambda one: (min(len(one.links), MANY), bool(one.listing.next)))
            others = [page.url for page in lists if page is not best]
            note = f"the home page names it{'; it also names ' + ', '.join(others) if others else ''}"
            return Found(best.url, note)
        if home.is_list or not seen:
            return Found(home.url)
        return Found(seen[0].url, "the home page names it, and no other page that lists articles")

    async def _own_listing(self, article: _Page) -> Found | None:
        """The page above an article that lists it; null when there is none."""
        for url in above(article.text, article.url)[:MOST_LOOKED_AT]:
            page = await self._look(url)
            if page and article.url in page.links:
                return _listed_on(page, article)
        return None

    async def _around(self, article: _Page) -> Found:
        """The page that lists an article, or its feed.

        Raises:
            NoListing: None is found.
        """
        if found := await self._own_listing(article):
            return found
        own, form = article.url, shape(article.url)
        places = dict.fromkeys((*above(article.text, own), *named_by_menu(article.text, own)))
        likely: _Page | None = None
        for url in list(places)[:MOST_LOOKED_AT]:
            page = await self._look(url)
            if page and own in page.links:
                return _listed_on(page, article)
            alike = page and sum(shape(link) == form for link in page.links) >= LIST
            likely = likely or (page if alike else None)
        if likely:
            return Found(likely.url, f"{own} is one article; this page lists others of its kind")
        tree = parse(article.text)
        for place in of_page(tree, own) if tree is not None else ():
            page = await self._look(place.url) if place.kind == "feed" else None
            if page and page.is_list:
                return Found(page.url, f"{own} is one article; this feed is the only list found")
        raise NoListing(f"{own} is one article, and no page that lists it was found; give the page that lists them")

    async def _look(self, url: str) -> _Page | None:
        """A page that may be the listing; null when it can't be had."""
        try:
            return _page(await self._good(url))
        except NoListing:
            return None


def _listed_on(page: _Page, article: _Page) -> Found:
    return Found(page.url, f"{article.url} is one article; this page lists it")


def _page(response: Response) -> _Page | None:
    text = response.text if isinstance(response, TextResponse) else None
    url = canonical(response.url)
    listing = kinds.read(response.body, text, url, Rule())
    if listing is None or (listing.kind == "html" and not is_page(response.body)):
        return None
    links = (canonical(link.url) for link in listing.links)
    return _Page(url, text or "", listing, frozenset(link for link in links if same_site(link, url)))
