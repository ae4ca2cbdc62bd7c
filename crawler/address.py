"""When are two addresses the same, and the same site? The one place that decides."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from urllib.parse import urldefrag, urlsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string, url_query_cleaner

from output.addresses import is_tracking

# An address in which nothing is left to do: no fragment, no query, no character that has to be escaped.
PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::[1-9]\d{0,3})?/[A-Za-z0-9/_.~-]*", re.ASCII)
_BLANKS = "".join(one for one in map(chr, range(0x3001)) if one <= " " or one.isspace())  # controls, as browsers do


@lru_cache(maxsize=1_000)  # a page's own is asked for half a dozen times
def canonical(url: str) -> str:
    """The address without fragment, user name and tracking parameters, safely escaped; the rest stays as the site wrote it.

    The order of a query, the path's case and its last slash matter to some servers, and some addresses are a query
    alone, so none of them is touched; `output.addresses.key` is the same for such forms of an address. One that can't be
    parsed, or names no host that can be, comes back as it is.
    """
    if PLAIN.fullmatch(url):  # for the sitemaps that name 50,000
        return url
    try:
        bare = urldefrag(url)[0].strip(_BLANKS)
        host = urlsplit(bare).hostname
        if not host or any(one in host for one in _BLANKS):
            return url
        safe = _without_user(safe_url_string(bare))
        names = (one.partition("=")[0] for one in urlsplit(safe).query.split("&"))
        tracked = [name for name in names if is_tracking(name)]
        return url_query_cleaner(safe, tracked, remove=True, unique=False) if tracked else safe
    except ValueError:
        return url


def same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same registrable domain, or the same host and port."""
    return site_of(url) == site_of(other)


def site_name(host: str) -> str:
    """The label of a host that was registered: "kite" of www.kite.org.uk; the first one where none was."""
    return _extractor()(host).domain or host.partition(".")[0]


def robots_of(url: str) -> str:
    """The address of the robots.txt that rules over another one."""
    return urlsplit(url)._replace(path="/robots.txt", query="", fragment="").geturl()


def site_of(url: str) -> str:
    """The site that an address belongs to: its registrable domain, or its host and port where it has none.

    Of one that can't be parsed it is empty.
    """
    try:
        parts = urlsplit(url)
        name, _ = parts.hostname or "", parts.port  # a port is looked at when it is asked for
    except ValueError:
        return ""
    return _site_of(name, parts.netloc.rpartition("@")[2].lower())


@lru_cache(maxsize=1_000)
def _site_of(name: str, place: str) -> str:
    host = name.removesuffix(".")
    if is_ip(host) or "." not in host:
        return place
    return _extractor()(host).top_domain_under_public_suffix or host


def is_ip(host: str) -> bool:
    """Whether a host is written as an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _without_user(url: str) -> str:
    """What an address sends to log in is no part of what it names, and may be somebody's secret."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()  # IDNA makes capitals of some letters that are none
    return url if host == parts.netloc else parts._replace(netloc=host).geturl()


@cache
def _extractor() -> TLDExtract:
    # The list of public suffixes that ships with the library: no request, no cache on disk.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
