"""How is a response's content encoding undone? As Scrapy does it on the way to the spider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class Decoder:
    """Undoes content encodings.

    Args:
        crawler: Says how large a body may become.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._middleware = HttpCompressionMiddleware(crawler=crawler)
        self._middleware.stats = None  # Scrapy's own one counts

    def decoded(self, request: Request, response: Response) -> Response:
        """The response with its body as it is read.

        Raises:
            IgnoreRequest: It becomes too large.
        """
        decoded = self._middleware.process_response(request, response.replace())
        assert isinstance(decoded, Response)
        return decoded
