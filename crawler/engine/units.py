"""Which sources are crawled together? Those that ask the same site: one machine asks a site, and keeps its pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def units(sites: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The sources in groups of which no two have a site in common, in the order in which they are named first.

    Args:
        sites: Those that each source asks, by its id.
    """
    groups: dict[str, list[str]] = {}  # by each source that is in one
    asked_by: dict[str, str] = {}  # a source that asks the site
    for source, its in sites.items():
        group = groups[source] = [source]
        for site in its:
            if (other := groups.get(asked_by.setdefault(site, source), group)) is not group:
                other += group
                groups |= dict.fromkeys(group, other)
                group = other
    return list({id(group): group for group in groups.values()}.values())
