"""How do plain crawls re-run? One asks for every link, the other for no article that it has an item of."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.crawler import CrawlerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import HtmlResponse

START, PEER, PATH = sys.argv[1], sys.argv[2], Path(sys.argv[3])
done: set[str] = set(json.loads(PATH.read_text())) if PATH.exists() else set()


class Plain(scrapy.Spider):
    """Follows the rows of a listing, and its row of pages."""

    name = "plain"
    start_urls = (START,)

    def parse(self, response: HtmlResponse) -> Iterator[scrapy.Request]:
        """Ask for a page's articles, and for the other pages."""
        for href in response.css("h3 a::attr(href)").getall():
            url = response.urljoin(href)
            if PEER == "naive" or url not in done:
                yield scrapy.Request(url, self.article)
        yield from response.follow_all(response.css(".pager a"), self.parse)

    def article(self, response: HtmlResponse) -> Iterator[dict[str, Any]]:
        """Take an article."""
        done.add(response.url)
        yield {"url": response.url, "text": " ".join(response.css("article ::text").getall())}


process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False})
process.crawl(Plain)
process.start()
PATH.write_text(json.dumps(sorted(done)))
