"""What kind of listing is it? A feed, a sitemap or a list of posts by what it says, else a page of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.listings import feed, html, sitemap, wordpress

if TYPE_CHECKING:
    from crawler.listings.record import Listing, Rule

BEGINNING = 1_000  # bytes in which a page says that it is one


def read(body: bytes, text: str | None, url: str, rule: Rule) -> Listing | None:
    """What a listing gives; null when it is of no kind that is known.

    Args:
        body: As it came, its content encoding undone.
        text: The same decoded. Null when it is no text.
        url: Its address.
        rule: The source's own selectors, for a page.
    """
    beginning = body[:BEGINNING].lower()
    if b"<html" in beginning or b"<!doctype html" in beginning:
        return html.read(text or "", url, rule)
    found = feed.read(body, url) or sitemap.read(body, url) or wordpress.read(text or "", url)
    if found is None and b"<" in beginning and text:
        return html.read(text, url, rule)
    return found
