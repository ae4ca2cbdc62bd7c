"""May this address be asked? One of the web, of the source's own sites, and of no private host that it does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from crawler.download.errors import PrivateHost
from crawler.download.hosts import PORTS, PRIVATE, is_private, with_port

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.source import Source


class OtherSite(IgnoreRequest):
    """An address is on a site that is not the source's."""


class Allowed:
    """Refuses requests by their address, redirected ones included; names are resolved later, where they are connected to.

    Args:
        crawler: Has the source, which a probe finds out on its way. Without one, any public host may be asked.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it.

        Raises:
            IgnoreRequest: It may not be asked.
        """
        source: Source | None = getattr(self._crawler.spidercls, "source", None)
        try:
            parts = urlsplit(request.url)
            named = with_port(request.url)
        except ValueError as error:
            raise IgnoreRequest(f"no valid address: {error}") from None
        host = parts.hostname or ""
        if parts.scheme not in PORTS:
            raise IgnoreRequest(f"no address of the web: it begins with {parts.scheme}:")
        if source and not source.owns(request.url):
            raise OtherSite(f'another site; to allow it, write sites = ["{named if is_private(host) else host}"]')
        if is_private(host) and (not source or named not in source.private_hosts):
            raise PrivateHost(f'{PRIVATE}; to allow it, write private_hosts = ["{named}"]')
