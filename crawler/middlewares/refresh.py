"""Does a page send its reader on by itself? Then what it leads to is asked; but a page that reloads itself is a page.

So is one that leads to another site: whoever can write one element into it must not take all of it away.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware

from crawler.address import canonical
from crawler.politeness.turns import block_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response

LOG = logging.getLogger(__name__)
LOOKED_AT = 4 * 4096  # bytes: Scrapy looks for the element in as many characters


class Refresh(MetaRefreshMiddleware):
    """Scrapy's own, for pages that strangers wrote: what it can't read sends nobody on."""

    def process_response(  # its third argument is Scrapy's
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """The page, or the request for what it leads to: nowhere, where it is a guard's."""
        # In any encoding that a browser reads. Few pages have the word, and looking for the element decodes all of a page.
        start = response.body[:LOOKED_AT].replace(b"\0", b"").lower()
        if block_of(request.meta) or b"refresh" not in start:
            return response
        try:
            answer = super().process_response(request, response)
        except (ValueError, LookupError):  # an address, or a charset, that is none
            return response
        if not isinstance(answer, Request) or canonical(answer.url) == canonical(request.url):
            return response
        if self._owns(answer.url):
            return answer
        LOG.warning("%s sends its reader on to another site, %s: not followed", request.url, answer.url)
        return response

    def _owns(self, leads: str) -> bool:
        """Whether a page may lead there; a probe's, which has no source yet, anywhere."""
        source = getattr(self.crawler.spidercls, "source", None)
        return source is None or source.owns(leads)
