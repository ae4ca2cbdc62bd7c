"""Which entries of a sitemap belong to a listing: those that are like what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.listings.record import Link
from crawler.listings.scope import entries_in_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

HOME = "https://kite.example"


def links(*paths: str) -> list[Link]:
    return [Link(HOME + path, "") for path in paths]


def paths(found: Iterable[Link]) -> list[str]:
    return [link.url.removeprefix(HOME) for link in found]


CASES = {
    "a folder of their own": (
        {"/sitemap.xml": ["/views/grain", "/views/ferry", "/about", "/tag/grain", "/2024/05/"]},
        ["/views/grain"],
        ["/views/grain", "/views/ferry"],
    ),
    "parts by kind, split when they grow": (
        {
            "/posts-1.xml": ["/grain", "/ferry"],
            "/posts-2.xml": ["/night-trains"],
            "/pages-1.xml": ["/about", "/contact"],
            "/tags-1.xml": ["/tag/grain"],
        },
        ["/grain"],
        ["/grain", "/ferry", "/night-trains"],
    ),
    "years and months in the address": (
        {"/s.xml": ["/2024/05/grain", "/2023/11/ferry", "/2024/05/", "/about"]},
        ["/2024/05/grain"],
        ["/2024/05/grain", "/2023/11/ferry"],
    ),
    "numbers": (
        {"/s.xml": ["/archives/17", "/archives/18", "/archives/list"]},
        ["/archives/17"],
        ["/archives/17", "/archives/18"],
    ),
    "a folder for each category": (
        {"/s.xml": ["/energy/a-b", "/peace/c-d", "/trade/e-f", "/law/g-h", "/tag/grain", "/author/ann", "/about"]},
        ["/energy/a-b", "/peace/c-d", "/trade/e-f"],
        ["/energy/a-b", "/peace/c-d", "/trade/e-f", "/law/g-h"],
    ),
    "a query alone": ({"/s.xml": ["/?a=1", "/?a=2", "/?tag=x", "/"]}, ["/?a=1"], ["/?a=1", "/?a=2"]),
    "no sample: the long list, not tags, people, events, months or odd pages": (
        {
            "/s.xml": [
                *(f"/papers/{name}.html" for name in ("grain", "ferry", "night-trains", "ports")),
                *(f"/tag/{name}/" for name in ("a", "b", "c", "d", "e")),
                *(f"/people/{name}/" for name in ("ann", "bob", "eve")),
                *(f"/events/{name}/" for name in ("fair", "talk", "walk")),
                *("/2024-01/", "/2024-02/", "/2024-03/", "/about/", "/contact/", "/imprint/"),
            ]
        },
        [],
        [f"/papers/{name}.html" for name in ("grain", "ferry", "night-trains", "ports")],
    ),
    "no sample and no folders: what navigation leads to is left out": (
        {"/s.xml": ["/grain", "/ferry", "/night-trains", "/imprint", "/about"]},
        [],
        ["/grain", "/ferry", "/night-trains"],
    ),
    "nothing": ({}, ["/grain"], []),
}


@pytest.mark.parametrize(("named", "sample", "expected"), CASES.values(), ids=CASES.keys())
def test_scope(named: dict[str, list[str]], sample: list[str], expected: list[str]) -> None:
    parts = {HOME + part: links(*some) for part, some in named.items()}
    found = entries_in_scope(parts, [HOME + path for path in sample], [f"{HOME}/imprint", f"{HOME}/imprint/"])
    assert paths(found) == expected
