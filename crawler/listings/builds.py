"""Which dates in a sitemap are those of its site's last build? Those that a large part of its pages share.

A generator writes all pages anew, and an import all records: nobody has changed half of a site within an hour. The time
tells nothing of an article then; what was changed after it stands out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.listings.dates import instant

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.listings.record import Link

WITHIN = timedelta(hours=1)  # that a build takes
LEAST = 8  # pages
SHARE = 0.5  # of those with a date


def told_apart(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links, with what is no more than a build's time taken out of what is stated of them."""
    times = {link.url: at for link in links if (raw := _changed(link)) and (at := instant(raw))}
    begin, count = _densest(sorted(times.values()))
    if begin is None or count < max(LEAST, SHARE * len(times)):
        return links
    built = {url for url, at in times.items() if begin <= at <= begin + WITHIN}
    return tuple(_without(link) if link.url in built else link for link in links)


def _changed(link: Link) -> str | None:
    """When a page changed; null where its publication is stated as well, for news are of one day."""
    stated = {date.field: date.raw for date in link.stated}
    return stated.get("updated") if "published" not in stated else None


def _densest(times: list[datetime]) -> tuple[datetime | None, int]:
    """Where the hour with the most of these moments begins, and how many it has."""
    best: tuple[datetime | None, int] = (None, 0)
    first = 0
    for last, at in enumerate(times):
        while at - times[first] > WITHIN:
            first += 1
        if last - first + 1 > best[1]:
            best = times[first], last - first + 1
    return best


def _without(link: Link) -> Link:
    return replace(link, stated=(), built=_changed(link))
