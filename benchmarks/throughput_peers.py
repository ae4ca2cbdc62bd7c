"""How do others do the same work? A stock Scrapy pipeline, crawlee, and a loop that fetches and reads nothing.

usage: python -P benchmarks/throughput_peers.py stock|crawlee|bare START OUT

Each keeps its own defaults. The first two follow the listing, read each article with trafilatura and its metadata where
the answer comes in, as their users do, and write Parquet with pandas at the end. The third follows the listing as well.
"""

from __future__ import annotations

import asyncio
import re
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

PEER, START, OUT = sys.argv[1], sys.argv[2], Path(sys.argv[3])
ARTICLES, NEXT = "h3 a::attr(href)", "a[rel=next]::attr(href)"
rows: list[dict[str, Any]] = []


def read(html: str | bytes, url: str) -> None:
    """Read an article."""
    from trafilatura import bare_extraction

    if found := bare_extraction(html, url=url, with_metadata=True):
        named = ("title", "author", "date", "description", "sitename", "language", "license", "text")
        rows.append({"url": url} | {name: getattr(found, name) for name in named})


def stock() -> None:
    """One spider of Scrapy's."""
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess

    class Stock(Spider):
        name = "stock"
        start_urls = (START,)

        def parse(self, response: Response) -> Iterator[Request]:
            yield from response.follow_all(response.css(ARTICLES).getall(), self.article)
            yield from response.follow_all(response.css(NEXT).getall())

        def article(self, response: Response) -> None:
            read(response.text, response.url)

    process = CrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Stock)
    process.start()


def crawlee() -> None:
    """The crawler of crawlee on Parsel."""
    from crawlee.crawlers import ParselCrawler, ParselCrawlingContext

    crawler = ParselCrawler(configure_logging=False)

    @crawler.router.default_handler
    async def listing(context: ParselCrawlingContext) -> None:
        await context.enqueue_links(selector="h3 a", label="article")
        await context.enqueue_links(selector="a[rel=next]")

    @crawler.router.handler("article")
    async def article(context: ParselCrawlingContext) -> None:
        read(await context.http_response.read(), context.request.url)

    asyncio.run(crawler.run([START]))


def bare() -> None:
    """One connection, one request after the other."""
    site = urlsplit(START)
    line = HTTPConnection(site.netloc)
    listings = [site.path]
    for listing in listings:
        page = _fetched(line, listing).decode()
        found = re.findall(r'<h3><a href="([^"]*)"', page)
        rows.extend({"url": path, "bytes": len(_fetched(line, path))} for path in found)
        listings += re.findall(r'rel="next" href="([^"]*)"', page)


def _fetched(line: HTTPConnection, path: str) -> bytes:
    line.request("GET", path)
    return line.getresponse().read()


if __name__ == "__main__":
    {"stock": stock, "crawlee": crawlee, "bare": bare}[PEER]()
    import pandas as pd

    pd.DataFrame(rows).to_parquet(OUT)
