"""Does a page send its reader on by itself? Then what it leads to is asked; but a page that reloads itself is a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware

from crawler.address import canonical
from crawler.politeness.turns import block_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response


class Refresh(MetaRefreshMiddleware):
    """Scrapy's own, for pages that strangers wrote: what it can't read sends nobody on."""

    def process_response(  # its third argument is Scrapy's
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """The page, or the request for what it leads to: nowhere, where it is a guard's."""
        if block_of(request.meta):
            return response
        try:
            answer = super().process_response(request, response)
        except (ValueError, LookupError):  # an address, or a charset, that is none
            return response
        leads_on = isinstance(answer, Request) and canonical(answer.url) != canonical(request.url)
        return answer if leads_on else response
