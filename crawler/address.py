"""When are two addresses the same, and the same site? The one place that decides."""

from __future__ import annotations

import ipaddress
from functools import cache
from urllib.parse import urldefrag, urlsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string, url_query_cleaner

from output.addresses import is_tracking


def canonical(url: str) -> str:
    """The address without fragment and tracking parameters, safely escaped; the rest stays as the site wrote it.

    The order of a query, the path's case and its last slash matter to some servers, and some addresses are a query
    alone, so none of them is touched; `output.addresses.key` is the same for such forms of an address. One that can't be
    parsed comes back as it is.
    """
    try:
        bare, _ = urldefrag(url)
        safe = safe_url_string(bare.strip())
        names = (one.partition("=")[0] for one in urlsplit(safe).query.split("&"))
        tracked = [name for name in names if is_tracking(name)]
        return url_query_cleaner(safe, tracked, remove=True, unique=False) if tracked else safe
    except ValueError:
        return url


def same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same registrable domain, or the same host and port."""
    return _site(url) == _site(other)


def site_name(host: str) -> str:
    """The label of a host that was registered: "kite" of www.kite.org.uk; the first one where none was."""
    return _extractor()(host).domain or host.partition(".")[0]


def robots_of(url: str) -> str:
    """The address of the robots.txt that rules over another one."""
    return urlsplit(url)._replace(path="/robots.txt", query="", fragment="").geturl()


def _site(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    if is_ip(host) or "." not in host:
        return parts.netloc
    return _extractor()(host).top_domain_under_public_suffix or host


def is_ip(host: str) -> bool:
    """Whether a host is written as an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _extractor() -> TLDExtract:
    # The list of public suffixes that ships with the library: no request, no cache on disk.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
