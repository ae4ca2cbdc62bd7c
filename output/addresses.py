"""Which addresses may well lead to one article? Those with the same key; what the pages say decides.

The crawler asks for an address as the site wrote it; a key is only compared. Standard library only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

# Parameters that tell the site where a visitor came from, not what to show; from the tools that add them:
# Google Analytics and Ads, Facebook, Instagram, Microsoft, X, Mailchimp, HubSpot, Marketo, Yandex, Vero, Klaviyo.
TRACKING = frozenset(
    """
    gclid gclsrc dclid gbraid wbraid _ga _gl fbclid igshid igsh msclkid twclid mc_cid mc_eid
    _hsenc _hsmi hsctatracking mkt_tok yclid ysclid vero_id _kx
    """.split()  # noqa: SIM905  (a word list reads better without quotes)
)
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_")  # Google Analytics, Matomo and its former name

# Where sites keep another form of a page: AMP and mobile on a host of their own, AMP and print under a path or a
# parameter (WordPress, Drupal, Joomla, TYPO3, Arc).
_ALTERNATE_HOST = re.compile(r"^(?:www\.)?(?:amp|m|mobile)\.(?=[^.]+\.)", re.IGNORECASE)
_ALTERNATE_PATH = re.compile(r"(?:/(?:amp|print)/?|\.amp)$|^/(?:amp|print)(?=/.)|\.amp(?=\.html?$)", re.IGNORECASE)
_YES = frozenset({"", "1", "true", "yes"})
_ALTERNATE_QUERY = {
    "amp": _YES | {"amp"},
    "print": _YES | {"print"},
    "printable": _YES,
    "output": frozenset({"amp", "print"}),
    "outputtype": frozenset({"amp", "print"}),
    "format": frozenset({"amp", "print"}),
    "view": frozenset({"amp", "print"}),
}
_PORTS = {"http": 80, "https": 443}


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name tells where a visitor came from."""
    name = name.lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


@lru_cache(maxsize=1_000)  # a page's own are asked for a dozen times
def key(url: str) -> str:
    """What is the same of all forms of an address: with http or https, www, a last slash, tracking, AMP or print."""
    try:
        parts = urlsplit(plain(url))
        host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
        port = parts.port
    except ValueError:
        return url
    shown = sorted(one for one in parts.query.split("&") if one and not is_tracking(one.partition("=")[0]))
    where = host if port in {None, _PORTS.get(parts.scheme)} else f"{host}:{port}"
    return f"{where}{parts.path.rstrip('/')}{'?' * bool(shown)}{'&'.join(shown)}"


def plain(url: str) -> str:
    """The address of the page that an AMP, a mobile or a print address is another form of; any other as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not parts.netloc:
        return url
    now = parts._replace(
        netloc=_ALTERNATE_HOST.sub("", parts.netloc),
        path=_ALTERNATE_PATH.sub("", parts.path) or "/",
        query="&".join(one for one in parts.query.split("&") if not _asks_for_alternate(one)),
    )
    return url if _same(now, parts) else now.geturl()


def is_alternate(url: str) -> bool:
    """Whether it looks like the address of an AMP, a mobile or a print form."""
    return plain(url) != url


def is_variant(url: str, other: str) -> bool:
    """Whether two addresses are forms of one."""
    return key(url) == key(other)


def _asks_for_alternate(parameter: str) -> bool:
    name, _, value = parameter.lower().partition("=")
    return value in _ALTERNATE_QUERY.get(name, ())


def _same(now: SplitResult, before: SplitResult) -> bool:
    return (now.netloc, now.path, now.query) == (before.netloc, before.path or "/", before.query)
