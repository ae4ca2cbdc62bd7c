"""What does Scrapy's log say? Its own words, but of an item its address, not its whole text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from output.records import Reject

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from twisted.python.failure import Failure


class Quiet(LogFormatter):
    """Scrapy's own words, with an item's address in place of the item."""

    def scraped(  # the arguments are Scrapy's
        self,
        item: Any,
        response: Response | Failure | None,
        spider: Spider | None,  # noqa: ARG002
    ) -> LogFormatterResult:
        """The line for a stored item, or for a page that gave none."""
        if isinstance(item, Reject):
            said = {"url": item.url, "reason": item.reason, "event": "rejected"}
            return {"level": logging.INFO, "msg": "Rejected %(url)s: %(reason)s", "args": said}
        return {
            "level": logging.DEBUG,
            "msg": "Stored %(kind)s of %(url)s",
            "args": {"kind": type(item).__name__, "url": getattr(item, "url", response), "event": "stored"},
        }

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider | None,  # noqa: ARG002
    ) -> LogFormatterResult:
        """The line for an item that a pipeline failed on."""
        return {
            "level": logging.ERROR,
            "msg": "Error with %(url)s",
            "args": {"url": getattr(item, "url", response), "event": "failed", "reason": type(exception).__name__},
        }
