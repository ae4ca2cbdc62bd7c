"""Which addresses does a select box lead to? Those of its options, or those that its form makes of them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from crawler.listings.anchors import ancestors, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MOST_OPTIONS = 2_000


def options(tree: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    """Options whose value is an address, or that a form makes one of.

    Args:
        tree: The page.
        base: What its addresses are relative to.
    """
    for option in islice(tree.iter("option"), MOST_OPTIONS):
        value = (option.get("value") or "").strip()
        if re.match(r"(?:https?:/)?/|\?|[\w./-]+\.(?:html?|php|aspx?)\b", value):
            yield option, value
        elif re.fullmatch(r"\d{1,6}(?:-\d\d)?", value) and (made := _submitted(option, value, base)):
            yield option, made


def _submitted(option: HtmlElement, value: str, base: str) -> str | None:
    """The address that a form asks for with this option chosen; null when it is no form that only asks."""
    above = list(ancestors(option, 12))
    name = next((one.get("name") for one in above if one.tag == "select"), None)
    form = next((one for one in above if one.tag == "form"), None)
    if not name or form is None or (form.get("method") or "get").lower() != "get":
        return None
    hidden = [one for one in islice(form.iter("input"), 50) if one.get("type") == "hidden" and one.get("name")]
    pairs = [(one.get("name") or "", one.get("value") or "") for one in hidden if one.get("name") != name]
    action = resolve(base, form.get("action")) or base
    return urlsplit(action)._replace(query=urlencode([*pairs, (name, value)]), fragment="").geturl()
