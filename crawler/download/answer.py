"""What came back? The whole of an answer's body, and the response that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from scrapy.exceptions import DownloadFailedError, ResponseDataLossError
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from crawler.download.beside import beside
from crawler.download.decoding import TooLarge, add, decode

if TYPE_CHECKING:
    import asyncio

    from scrapy import Request

BEGINNING = "thinktap_beginning"  # in a request's meta: so many bytes of its answer are enough
RECEIVED = "thinktap_received"  # in a request's meta: its answer as it came
# What belongs to the connection and not to the answer (RFC 9110, 7.6.1): the body is handed on without it.
OF_CONNECTION = frozenset((
    b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade"
))  # fmt: skip
SWITCHING, PART = 101, 206  # answers to what is never asked for
NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
LARGE = 256 * 1024  # bytes; what takes longer than a few milliseconds is unpacked beside the event loop


async def read(answer: aiohttp.ClientResponse, most: int, beginning: int | None = None) -> bytes:
    """The body as it came, to its end, or of one that is longer no more than a beginning, where that is enough.

    Raises:
        TooLarge: It is larger than `most` bytes.
        ResponseDataLossError: The connection broke before its end.
        DownloadFailedError: It is no answer in HTTP/1.
    """
    if answer.status == SWITCHING:
        raise DownloadFailedError("it answers in another protocol")
    if answer.status == PART:
        raise ResponseDataLossError("it answers with a part that nobody asked for")
    if beginning is None and (answer.content_length or 0) > most:
        raise TooLarge
    lost = _lost(answer)
    body = bytearray()
    async for piece in answer.content.iter_any():
        if beginning is not None and len(body) + len(piece) >= beginning:
            return bytes(body + piece)[:beginning]
        add(body, piece, most)
    if lost and lost.done() and (error := lost.exception()):
        raise ResponseDataLossError(str(error))
    return bytes(body)


async def answer_of(request: Request, answer: aiohttp.ClientResponse, body: bytes, most: int) -> Response:
    """The response to a request, its content encoding undone; as it came, it is kept in the request's meta.

    Raises:
        NotDecodable: It is not what its headers say, or not whole.
        TooLarge: It becomes larger than `most` bytes.
    """
    headers = [(name, value) for name, value in answer.raw_headers if name.lower() not in OF_CONNECTION]
    version = answer.version or aiohttp.HttpVersion11
    protocol = f"HTTP/{version.major}.{version.minor}"
    received = Response(request.url, answer.status, headers, body, protocol=protocol)
    response = await beside(decoded, received, most) if len(body) > LARGE else decoded(received, most)
    request.meta[RECEIVED] = received  # of what can't be read nothing is held
    return response


def decoded(received: Response, most: int) -> Response:
    """A response as it is read: its content encoding undone, and of the class that its kind has.

    Raises:
        NotDecodable: It is not what its headers say, or not whole.
        TooLarge: It becomes larger than `most` bytes.
    """
    headers = received.headers.copy()
    codings = headers.pop("Content-Encoding", [])
    body = decode(received.body, (one.decode("latin-1") for one in codings), most)
    kind = responsetypes.from_args(headers=headers, url=received.url, body=body)
    response = kind(
        received.url, received.status, headers, body, protocol=received.protocol, request=received.request
    )
    if isinstance(response, TextResponse) and not is_charset(response.encoding):
        return response.replace(encoding="utf-8")
    return response


def is_charset(name: str) -> bool:
    """Whether a codec of Python is a charset: it has others, which pack or transform, and fail on a page."""
    try:
        b"<p>".decode(name)
    except (LookupError, ValueError):
        return False
    return name not in NO_CHARSETS


def _lost(answer: aiohttp.ClientResponse) -> asyncio.Future[None] | None:
    """What tells how the connection ended, where its end is the body's; else a reset looks like an end. Null elsewhere."""
    coded = answer.headers.get("Transfer-Encoding", "").lower()
    connection = answer.connection
    if answer.content_length is not None or "chunked" in coded or connection is None or connection.protocol is None:
        return None
    return connection.protocol.closed
