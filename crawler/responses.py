"""How does a response become a page? With the addresses that led to it, its headers, and what its request says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.address import canonical
from pipelines.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scrapy.http import Response

# In a request's meta, and so in its response's:
ROLE = "thinktap_role"  # the Outcome that a good answer has
HINTS = "thinktap_hints"  # what is known of a page before it is fetched
NOTED = "thinktap_noted"  # whether a row of fetches says why there was no answer
FETCHED_AT = "thinktap_fetched_at"  # when the answer came, UTC
HOST_SIGNALS = "thinktap_host_signals"  # what its host had said of the address by then
HEARD = "thinktap_heard"  # the same and what the headers say, as `Fetch.heard`


def page_of(response: Response, source: str) -> Page:
    """The page that a response holds."""
    url = canonical(response.url)
    return Page(
        source=source,
        url=url,
        body=response.body,
        fetched_at=response.meta[FETCHED_AT],
        via=tuple(dict.fromkeys(before for before in asked_before(response.meta) if before != url)),
        headers=headers_of(response),
        host_signals=response.meta.get(HOST_SIGNALS, ()),
        hints=response.meta[HINTS],
    )


def asked_before(meta: Mapping[str, Any]) -> list[str]:
    """The addresses that redirected to this one, the first one first."""
    return [canonical(before) for before in meta.get("redirect_urls", ())]


def is_sent_home(response: Response) -> bool:
    """Whether another address was asked and redirected to the home page."""
    home = urlsplit(canonical(response.url))._replace(scheme="", netloc="").geturl() in {"", "/"}
    return home and bool(asked_before(response.meta))


def header(response: Response, name: str) -> str | None:
    """The value of a header; null where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """The headers, their names in lower case."""
    return tuple(_headers(response))


def _headers(response: Response) -> Iterator[tuple[str, str]]:
    for name, values in response.headers.items():
        for value in values:
            yield name.decode("latin-1").lower(), value.decode("latin-1")
