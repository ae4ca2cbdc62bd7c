"""Every hostile case there is, by family."""

from __future__ import annotations

from tests.hostile.cases import (
    addresses,
    blocked,
    bodies,
    encodings,
    feeds,
    files,
    framing,
    headers,
    hijacks,
    listings,
    markup,
    places,
    redirects,
    reservations,
    robots,
    secrets,
    sitemaps,
    slow,
    tls,
    traps,
)

MODULES = (
    addresses,
    places,
    redirects,
    framing,
    headers,
    bodies,
    slow,
    tls,
    secrets,
    robots,
    reservations,
    sitemaps,
    feeds,
    listings,
    hijacks,
    traps,
    blocked,
    encodings,
    markup,
    files,
)
CASES = [case for module in MODULES for family in module.FAMILIES for case in family.cases]
