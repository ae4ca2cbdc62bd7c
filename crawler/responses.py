"""How does a response become a page? With the addresses that led to it, and its headers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.address import canonical
from pipelines.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from pipelines.page import Hints


def page_of(response: Response, source: str, hints: Hints) -> Page:
    """The page that came just now."""
    url = canonical(response.url)
    return Page(
        source=source,
        url=url,
        body=response.body,
        fetched_at=datetime.now(UTC),
        via=tuple(dict.fromkeys(before for before in asked_before(response) if before != url)),
        headers=tuple(_headers(response)),
        hints=hints,
    )


def asked_before(response: Response) -> list[str]:
    """The addresses that redirected here, the first one first."""
    return [canonical(before) for before in response.meta.get("redirect_urls", ())]


def is_sent_home(response: Response) -> bool:
    """Whether another address was asked and redirected to the home page."""
    home = urlsplit(canonical(response.url))._replace(scheme="", netloc="").geturl() in {"", "/"}
    return home and bool(asked_before(response))


def _headers(response: Response) -> Iterator[tuple[str, str]]:
    for name, values in response.headers.items():
        for value in values:
            yield name.decode("latin-1").lower(), value.decode("latin-1")
