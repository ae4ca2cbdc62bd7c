"""How is a host connected to? By an address of the public internet, unless the source names the host."""

from __future__ import annotations

import socket
import ssl
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import aiohttp

from crawler.download.hosts import is_public, with_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from aiohttp.connector import AddrInfoType
    from scrapy import Request
    from yarl import URL

# Headers that aiohttp would add by itself; what is sent is what Scrapy's settings say.
OURS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
MOST_HEADERS = 128  # of a response
MOST_HEADER = 16 * 1024  # bytes of one: policies for content and cookies take 8 KB at times


class NotPublic(OSError):
    """A host's address is none of the public internet."""


class Connections:
    """The connections of one source, one for each request.

    Whether an address is public is asked where its socket is made: of whatever a name resolved to at that moment, and
    however an address was written.

    Args:
        named: Hosts with their ports that may have any address.
        seconds: The longest time until a connection stands, from the question for its host's address on.
    """

    def __init__(self, named: Collection[str], seconds: float) -> None:
        self._named = named
        self._guarded = _session(seconds, socket_factory=_public_socket)
        self._free = _session(seconds)

    @asynccontextmanager
    async def ask(self, request: Request, url: URL, headers: dict[str, str]) -> AsyncIterator[aiohttp.ClientResponse]:
        """Send a request, and give its answer once its headers are there; then the connection is free again."""
        proxy = request.meta.get("proxy")
        # What a proxy connects to is the proxy's to decide: whoever sets one up trusts it.
        session = self._free if proxy or with_port(request.url) in self._named else self._guarded
        asking = session.request(
            request.method,
            url,
            data=request.body or None,
            headers=headers,
            allow_redirects=False,
            proxy=proxy,
            proxy_headers={name: headers.pop(name) for name in ("Proxy-Authorization",) if name in headers},
        )
        async with asking as response:
            yield response

    async def close(self) -> None:
        """Close all connections."""
        await self._guarded.close()
        await self._free.close()


def _session(seconds: float, **connecting: Any) -> aiohttp.ClientSession:
    # How many requests are under way is decided before they come here. Each has a connection of its own: on one that
    # is kept, an answer that nobody asked for would pass for the answer to the next request.
    connector = aiohttp.TCPConnector(limit=0, force_close=True, ssl=_checked(), **connecting)
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        skip_auto_headers=OURS,
        timeout=aiohttp.ClientTimeout(total=None, connect=seconds),
        max_headers=MOST_HEADERS,
        max_line_size=MOST_HEADER,
        max_field_size=MOST_HEADER,
    )


@cache
def _checked() -> ssl.SSLContext:
    """TLS whose certificates are checked against this machine's authorities, or those that SSL_CERT_FILE names."""
    return ssl.create_default_context()


def _public_socket(found: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, address = found
    if not is_public(str(address[0])):
        raise NotPublic(f"{address[0]} is no address of the public internet")
    return socket.socket(family, kind, protocol)
