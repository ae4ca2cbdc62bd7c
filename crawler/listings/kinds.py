"""What kind of listing is it? A feed, a sitemap or a list of entries by what it says, else a page or a piece of HTML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.listings import feed, html, json_list, sitemap, wordpress
from crawler.listings.counting import following
from crawler.listings.record import Listing, Turn

if TYPE_CHECKING:
    from crawler.listings.record import Rule

BEGINNING = 1_000  # bytes in which a page says that it is one


def read(body: bytes, text: str | None, url: str, rule: Rule, *, surveyed: bool = False) -> Listing | None:
    """What a listing gives; null when it is of no kind that is known.

    Args:
        body: As it came, its content encoding undone.
        text: The same decoded. Null when it is no text.
        url: Its address.
        rule: The source's own selectors, for a page.
        surveyed: Whether it matters where else a page points.
    """
    beginning = body[:BEGINNING].lower()
    if b"<html" in beginning or b"<!doctype html" in beginning:
        return html.read(text or "", url, rule, surveyed=surveyed)
    found = feed.read(body, url) or sitemap.read(body, url) or wordpress.read(text or "", url)
    found = found or json_list.read(text or "", url, rule)
    if found is None and b"<" in beginning and text:
        return _fragment(html.read(text, url, rule, surveyed=surveyed), url)
    return found


def _fragment(found: Listing, url: str) -> Listing:
    """A piece of HTML for a script to add to the list: it goes on as its own address counts."""
    target = following(url, len(found.links)) if found.links and not found.next else None
    return replace(found, next=(Turn(target, assumed=True),)) if target else found
