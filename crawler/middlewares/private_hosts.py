"""May this host be asked? A private or loopback one only where the source names it."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

PORTS = {"http": 80, "https": 443}


class PrivateHosts:
    """Refuses requests to private hosts that are written as such; names are not resolved here.

    Args:
        allowed: Hosts with their ports that the source names: ``127.0.0.1:8000``.
    """

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self._allowed = frozenset(allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a source's spider; other spiders name no private host."""
        source = getattr(crawler.spidercls, "source", None)
        return cls(source.private_hosts if source else ())

    def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it.

        Raises:
            IgnoreRequest: The host is private and the source does not name it.
        """
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        named = f"{host}:{parts.port or PORTS.get(parts.scheme, 0)}"
        if is_private(host) and named not in self._allowed:
            raise IgnoreRequest(f'private host; to allow it, write private_hosts = ["{named}"]')


def is_private(host: str) -> bool:
    """Whether a host, as written, is no public one."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
