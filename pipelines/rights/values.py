"""May a value be part of a signal? One printable line of bounded length is; anything else says nothing."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

LONGEST = 500  # characters of a value: a policy's address has less
MOST_READ = 2_000  # characters of a header or a meta element that are read: both list a few words


def plain(value: str) -> str | None:
    """The value without blanks around it; null where no signal can have it."""
    value = value.strip()
    return value if 0 < len(value) <= LONGEST and value.isprintable() else None


def address(href: str, base: str) -> str | None:
    """The absolute http(s) address that a value stands for; null where it is none."""
    if (href := plain(href) or "") == "" or " " in href:
        return None
    try:
        target = urljoin(base, href)
        parts = urlsplit(target)
        return plain(target) if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None
