"""What do a million addresses cost in memory? A few bytes each, told by a sample of them."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.packed import Packed
from crawler.listings.record import Link
from crawler.search.address_set import AddressSet
from pipelines.page import StatedDate

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 40_000


def url(number: int) -> str:
    return f"https://kite.example/news/2024/05/a-rather-long-title-of-an-article-{number}"


def links(count: int) -> list[Link]:
    return [Link(url(number), "", None, (StatedDate("updated", "sitemap", "2024-05-01"),)) for number in range(count)]


def listed() -> AddressSet:
    found = AddressSet()
    found.update(map(url, range(COUNT)))
    return found


def packed() -> Packed:
    return Packed(link for number in range(0, COUNT, 1_000) for link in links(1_000))


@pytest.mark.parametrize("made", [listed, packed])
def test_an_address_costs_few_bytes(made: Callable[[], object]) -> None:
    tracemalloc.start()
    kept = made()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept
    assert held / COUNT < 40


@given(st.lists(st.text(max_size=3), max_size=3_000))
def test_a_set_of_addresses_is_a_set(urls: list[str]) -> None:
    found, wanted = AddressSet(), set[str]()
    for one in urls:
        assert found.add(one) is (one not in wanted)
        wanted.add(one)
    assert len(found) == len(wanted)
    assert all(one in found for one in wanted)
    assert "none of them" not in found


def test_a_set_grows() -> None:
    found = listed()
    assert len(found) == COUNT
    assert all(url(number) in found for number in range(COUNT))
    assert not any(url(number) in found for number in range(COUNT, 2 * COUNT))


def test_packed_links_are_the_same_links() -> None:
    some = [
        *links(3),
        Link("https://kite.example/a", "A title", "5 May", built="2024-05-01", alone=True),
        Link("https://kite.example/b", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    ]
    kept = Packed(some)
    assert list(kept) == list(kept) == some
    assert len(kept) == len(some)
