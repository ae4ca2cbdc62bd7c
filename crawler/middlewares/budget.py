"""How much may a probe ask? So many requests, robots.txt and repeats included, some of them kept for articles."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest, NotConfigured

from crawler.responses import ROLE
from output.records import Outcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MOST_REQUESTS = 30
FOR_ARTICLES = 12  # of them: five articles, their counters and further pages, and some that turn out to be none
PASSES = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}  # another try may be answered otherwise


class Budget:
    """Sends no more requests than a probe may, and none of them twice.

    Attributes:
        spent: How many were sent.
        exhausted: Whether one was not sent for want of more.
    """

    def __init__(self) -> None:
        self.spent = 0
        self.exhausted = False
        self._answers: dict[str, Response] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware for a probe's spider, which reads it.

        Raises:
            NotConfigured: It is another spider.
        """
        budget = getattr(crawler.spidercls, "budget", None)
        if not isinstance(budget, cls):
            raise NotConfigured
        return budget

    def process_request(self, request: Request) -> Response | None:
        """Let a request pass, answer it from what was answered before, or refuse it.

        Raises:
            IgnoreRequest: Enough was asked.
        """
        if request.method == "GET" and (known := self._answers.get(request.url)):
            return known.replace(request=request)
        articles = request.meta.get(ROLE) in {Outcome.PAGE, Outcome.ANSWER}
        if self.spent >= MOST_REQUESTS - (0 if articles else FOR_ARTICLES):
            self.exhausted = True
            raise IgnoreRequest(f"a probe asks no more than {MOST_REQUESTS} times")
        self.spent += 1
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Remember an answer."""
        lasts = response.status < HTTPStatus.INTERNAL_SERVER_ERROR and response.status not in PASSES
        if request.method == "GET" and lasts:
            self._answers[request.url] = response
        return response
