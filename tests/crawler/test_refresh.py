"""Pages that send their reader on: found in any encoding, and followed to what is the source's own alone."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from crawler.middlewares.refresh import Refresh

URL = "https://kite.example/a"
META = "<html><head><meta http-equiv='ReFresh' content='0;url=/b'></head><body>On</body></html>"


@pytest.mark.parametrize(
    ("page", "leads"),
    [
        (META, "https://kite.example/b"),
        (META.replace("ReFresh", "robots"), None),
        (META.replace("/b", "/a"), None),
        ("<p>A</p>" * 400 + META, "https://kite.example/b"),
        ("<p>A</p>" * 600 + META, None),  # Scrapy looks at 4,096 characters
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-32-le", "shift_jis"])
def test_where_a_page_leads(page: str, leads: str | None, encoding: str) -> None:
    request = Request(URL)
    response = HtmlResponse(URL, body=page.encode(encoding), encoding=encoding, request=request)
    answer = Refresh.from_crawler(get_crawler()).process_response(request, response)
    assert (answer.url if isinstance(answer, Request) else None) == leads
