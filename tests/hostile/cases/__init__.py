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
    markup,
    places,
    redirects,
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
    sitemaps,
    feeds,
    traps,
    blocked,
    encodings,
    markup,
    files,
)
CASES = [case for module in MODULES for family in module.FAMILIES for case in family.cases]
