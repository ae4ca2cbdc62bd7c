"""How is an address fetched? One request and its answer: whole, within limits, from a host that may be asked."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import aiohttp
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from yarl import URL

from crawler.download.answer import BEGINNING, answer_of, read
from crawler.download.connections import Connections, NotPublic
from crawler.download.decoding import ACCEPTED, NotDecodable, TooLarge
from crawler.download.errors import PrivateHost
from crawler.download.hosts import PRIVATE
from crawler.middlewares.politeness import Politeness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


MOST_SAID = 200  # characters of an error


class WholeAnswers:
    """Scrapy's download handler for http and https.

    Whatever is wrong with an answer is an exception. Those that another try may mend are Scrapy's, as its own handlers
    raise them; what may not be asked, or is too large, is an `IgnoreRequest`.

    Args:
        crawler: Has the limits, and the source that names private hosts.
    """

    lazy = True  # connections want a running loop

    def __init__(self, crawler: Crawler) -> None:
        source, settings = getattr(crawler.spidercls, "source", None), crawler.settings
        self._seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._first_byte = settings.getfloat("THINKTAP_FIRST_BYTE_TIMEOUT")
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        connect = settings.getfloat("THINKTAP_CONNECT_TIMEOUT")
        self._connections = Connections(source.private_hosts if source else (), connect)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The handler for a crawler."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The answer to a request, its content encoding undone; as it came, it is in the request's meta.

        Raises:
            NotNow: The host is not to be asked in this run.
            IgnoreRequest: It may not be asked, or its answer is too large.
            DownloadTimeoutError: It takes too long.
            ResponseDataLossError: The answer is not whole.
            DownloadFailedError: Something else went wrong on the way; `CannotResolveHostError` and
                `DownloadConnectionRefusedError` say that there was no connection.
        """
        polite = self._crawler.get_downloader_middleware(Politeness)
        assert polite, "the settings leave politeness out"
        return await polite.turns.fetch(request, self._whole)

    async def _whole(self, request: Request) -> Response:
        url, headers = _url(request), _headers(request)
        clock = asyncio.get_running_loop().time
        began = clock()
        seconds = min(self._seconds, request.meta.get("download_timeout") or self._seconds)
        with _told(self._most):
            try:
                async with asyncio.timeout(min(self._first_byte, seconds)) as limit:
                    async with self._connections.ask(request, url, headers) as answer:
                        request.meta["download_latency"] = clock() - began
                        limit.reschedule(began + seconds)
                        body = await read(answer, self._most, request.meta.get(BEGINNING))
                    return await answer_of(request, answer, body, self._most)
            except aiohttp.ConnectionTimeoutError as error:  # it is a TimeoutError as well
                raise DownloadTimeoutError(f"no connection within {clock() - began:.0f} s") from error
            except TimeoutError:
                passed = clock() - began
                what = "whole answer" if "download_latency" in request.meta else "answer"
                raise DownloadTimeoutError(f"no {what} within {passed:.0f} s") from None

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()


def _url(request: Request) -> URL:
    """The address as it is sent, byte for byte, without what it says to log in: strangers write it.

    Raises:
        IgnoreRequest: Two parsers don't find the same host in it: that is how a host off the list is smuggled in.
    """
    try:
        url = URL(request.url.partition("#")[0], encoded=True)
        same = url.raw_host == urlsplit(request.url).hostname
    except ValueError as error:
        raise IgnoreRequest(f"no valid address: {error}") from None
    if not same:
        raise IgnoreRequest("no valid address: it can be read in two ways")
    return url.with_user(None) if url.raw_user is not None or url.raw_password is not None else url


def _headers(request: Request) -> dict[str, str]:
    sent = {name.decode(): b",".join(values).decode("latin-1") for name, values in request.headers.items()}
    return {"Accept-Encoding": ACCEPTED, **sent}


@contextmanager
def _told(most: int) -> Iterator[None]:
    """Tell what went wrong in Scrapy's exceptions."""
    try:
        yield
    except TooLarge:
        raise IgnoreRequest(f"larger than {most} bytes ([limits] body_bytes)") from None
    except NotDecodable as error:
        raise ResponseDataLossError(str(error)) from None
    except aiohttp.ClientConnectorDNSError as error:
        raise CannotResolveHostError(str(error)) from error
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, NotPublic):
            raise PrivateHost(f"{PRIVATE}: {error.os_error}") from error
        raise DownloadConnectionRefusedError(str(error)) from error
    except aiohttp.ClientPayloadError as error:
        raise ResponseDataLossError(str(error)) from error
    except aiohttp.InvalidURL as error:
        raise IgnoreRequest(f"no valid address: {error}") from error
    except (aiohttp.ClientError, OSError) as error:
        said = str(error)[:MOST_SAID]  # some repeat all that the server has sent
        raise DownloadFailedError(said or type(error).__name__) from error
