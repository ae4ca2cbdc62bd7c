"""Which address would a script load more of the list from? Read from what its button, its list or its settings hold."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.address import same_site
from crawler.listings.anchors import FILES, MOST_ANCHORS, base_url, resolve
from crawler.listings.counting import OFFSET, PAGE, SIZE, is_number, with_value
from crawler.listings.paging.addresses import changes_date, has_word, page_of
from crawler.listings.paging.calendars import in_calendar, in_slider
from crawler.listings.paging.named import is_more
from crawler.listings.paging.steps import in_pager, label, said_by
from pipelines.paging.labels import Way
from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# Attributes that hold an address: the first ones say themselves that it is the next page's.
NEXT_NAMED = (
    "data-next",
    "data-next-url",
    "data-next-page-url",
    "data-next-href",
    "data-next-page",
    "data-next-link",
)
NAMED = tuple(
    listed("""
    data-load-more-url | data-load-more | data-more-url | data-endpoint | data-ajax-url | data-ajax | data-api-url
    data-api | data-url | data-href | data-infinite-url | data-infinite-scroll-url | data-source | data-path | data-action
    hx-get | data-hx-get
    """)
)
SEEN = re.compile(r"revealed|intersect")  # when htmx loads what follows a list
PLACEHOLDER = re.compile(
    r"\{\{?\s*\$?(?:page|n|p|next|number|pageNumber)\s*\}?\}|(?:__|%|\[)(?:page|PAGE|n)(?:__|%|\])|%7B(?:page|n)%7D",
    re.IGNORECASE,
)
KEY = r"""["']?(?P<{}>{})["']?\s{{0,20}}[:=]\s{{0,20}}["']?"""
ENDPOINT = re.compile(
    KEY.format(
        "name",
        r"(?:end_?point|(?:api|ajax|next|more|load_?more|next_?page|list|fetch|data|articles|posts|news)_?(?:url|uri|path|endpoint))",
    )
    + r"""(?P<url>(?:https?:)?\\?/[^"'\s<>]{1,500})["']""",
    re.IGNORECASE,
)
STATED = re.compile(
    r"""["']?(?P<name>(?:next_?|current_?|start_?)?page(?:_?(?:num|no|number|index))?|paged|offset|skip|limit|per_?page|page_?size)["']?\s{0,20}[:=]\s{0,20}["']?(?P<value>\d{1,7})\b""",
    re.IGNORECASE,
)
# ``fetch('/api/news?page=' + page)`` and ``fetch(`/api/news?page=${page}&limit=10`)``
BUILT = re.compile(
    r"""["'`](?P<before>(?:https?:/)?/[^"'`\s<>${}]{1,400}?[?&](?P<name>[\w\[\]-]{1,30})=)(?:["']\s{0,20}\+|\$\{[^{}"'`]{1,80}\}(?P<after>[^"'`\s<>${}]{0,200})`)"""
)
AROUND = 400  # characters beside an address in a script that say where it stands
MOST_SCRIPT = 500_000  # characters of all scripts
MOST_FOUND = 3  # addresses that are tried


def loading(tree: HtmlElement, url: str, entries: int) -> list[str]:
    """The addresses that a script would load the next part of the list from, the likeliest first.

    Args:
        tree: The listing page.
        url: Its address.
        entries: How many articles it lists itself.
    """
    base = base_url(tree, url)
    found = [*_held(tree, url, entries), *_configured(tree, url, entries)]
    targets = [target for said in found if (target := resolve(base, said.replace("\\/", "/")))]
    own = [target for target in targets if target != url and same_site(target, url) and not changes_date(url, target)]
    return [target for target in dict.fromkeys(own) if not FILES.search(urlsplit(target).path)][:MOST_FOUND]


def _held(tree: HtmlElement, url: str, entries: int) -> Iterator[str]:
    """What elements hold for their script."""
    for element in islice(
        tree.iter("a", "button", "div", "ul", "ol", "li", "tr", "section", "span", "nav", "main"), 20 * MOST_ANCHORS
    ):
        said = _address(element)
        if said is None or in_calendar(element) or in_slider(element):
            continue
        data = {
            name[5:].replace("-", "_"): value for name, value in element.attrib.items() if name.startswith("data-")
        }
        target = _advanced(said[1], data, url, entries)
        if _loads(element, said[0]) or (in_pager(element) and (target != said[1] or has_word(target))):
            yield target


def _address(element: HtmlElement) -> tuple[str, str] | None:
    """The attribute that holds an address, and the address."""
    for name in (*NEXT_NAMED, *NAMED):
        value = (element.get(name) or "").strip()
        if len(value) < 2_000 and re.match(r"(?:https?:/)?/[^/]|\?\w|[\w-]+/?[\w./-]*\?\w", value):  # noqa: PLR2004  (no address is as long)
            return name, value
    return None


def _loads(element: HtmlElement, name: str) -> bool:
    """Whether what an element holds is loaded behind the list."""
    if name in NEXT_NAMED or SEEN.search(element.get("hx-trigger") or element.get("data-hx-trigger") or ""):
        return True
    said = label(element)
    return is_more(element) or (said is not None and said.way in {Way.NEXT_PAGE, Way.NEXT} and bool(said_by(element)))


def _configured(tree: HtmlElement, url: str, entries: int) -> Iterator[str]:
    """What scripts have as their settings, or make themselves."""
    left = MOST_SCRIPT
    for script in tree.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        if script.get("type") == "application/ld+json":
            continue
        for found in islice(ENDPOINT.finditer(text), MOST_FOUND):
            before = text[max(found.start() - AROUND, 0) : found.start()].rpartition("{")[2]
            near = before + text[found.end() : found.end() + AROUND].partition("}")[0]  # of the same object
            stated = {one["name"]: one["value"] for one in STATED.finditer(near)}
            if ("next" in found["name"].lower() or stated) and "admin-ajax" not in found["url"]:
                yield _advanced(found["url"], stated, url, entries)
        for built in islice(BUILT.finditer(text), MOST_FOUND):
            if built["name"].lower() in PAGE | OFFSET:
                yield _advanced(f"{built['before']}{built['after'] or ''}", {built["name"]: ""}, url, entries)


def _advanced(said: str, stated: dict[str, str], url: str, entries: int) -> str:
    """An address, led to the part that follows on the page by what stands beside it."""
    following = (page_of(url) or 1) + 1 if entries else 1
    if PLACEHOLDER.search(said):
        return PLACEHOLDER.sub(str(_page(stated) or following), said, count=1)
    query = urlsplit(said.replace("\\/", "/")).query
    named = {part.partition("=")[0].lower(): part.partition("=")[2] for part in query.split("&") if part}
    if any(is_number(named.get(name, "")) for name in PAGE | OFFSET):
        return _counted(said, named, entries)
    sizes = {
        name: value for name, value in stated.items() if name.lower().replace("_", "") in SIZE and is_number(value)
    }
    for name, value in stated.items():
        if name.lower() in OFFSET:
            return _with(said, {name: value if is_number(value) and int(value) else str(entries), **sizes})
    for name in stated:
        if _plain(name) in PAGE or _plain(name) == "startpage":
            kept = name if name.lower() in PAGE else "page"
            return _with(said, {kept: str(_page(stated) or following), **sizes})
    return said


def _counted(said: str, named: dict[str, str], entries: int) -> str:
    """An address that has its number already: that of this very page is counted up."""
    for name, value in named.items():
        if name in PAGE and value == "1" and entries:
            return with_value(said, name, "2")
        if name in OFFSET and value == "0" and entries:
            size = next((named[one] for one in named if one in SIZE and is_number(named[one])), str(entries))
            return with_value(said, name, size)
    return said


def _page(stated: dict[str, str]) -> int | None:
    """The page that settings name: the next one, or the one behind the current one."""
    for name, value in stated.items():
        plain = name.lower().replace("_", "")
        if is_number(value) and plain.startswith("nextpage"):
            return int(value)
        if is_number(value) and plain in {"page", "currentpage", "paged", "pagenum", "pageno", "pagenumber"}:
            return int(value) + 1
    return None


def _plain(name: str) -> str:
    plain = name.lower()
    return plain.removeprefix("next").removeprefix("_") if plain not in PAGE else plain


def _with(said: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        said = with_value(said.replace("\\/", "/"), name, value)
    return said
