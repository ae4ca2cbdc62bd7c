"""What is read otherwise than when the pages were saved? Field by field, and of the listing what it names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from crawler.probe.sample import listing_of, names
from pipelines.rights.respect import WORK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crawler.probe.values import Reading
    from crawler.source import Source
    from pipelines.page import Page

FEWER = 0.5  # of the links that a listing had: as many come and go without a fault


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        what: "lost", "changed" or "gained".
        where: The article's address, or the listing's.
        field: The field; of a listing "links" or "paging".
        before: Its value when the pages were saved. Null when it had none.
        after: Its value now. Null when it has none.
        fails: Whether it is a loss that `check` ends with.
    """

    what: str
    where: str
    field: str
    before: Any
    after: Any
    fails: bool

    def as_dict(self) -> dict[str, Any]:
        """The same for JSON."""
        return asdict(self)


def listed(page: Page | None, source: Source) -> dict[str, Any]:
    """What a listing's page gives: how many articles it names, and whether it goes on."""
    listing = listing_of(page, source) if page else None
    if listing is None:
        return {"links": 0, "goes_on": False}
    return {"links": len(names(listing)), "goes_on": bool(listing.next or listing.archives or listing.parts)}


def listing_changes(url: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """What a listing has lost: its articles, many of them, or the way on."""
    if before["links"] and not after["links"]:
        yield Change("lost", url, "links", before["links"], None, fails=True)
        return
    if after["links"] < before["links"] * FEWER:
        yield Change("changed", url, "links", before["links"], after["links"], fails=False)
    if before["goes_on"] and not after["goes_on"]:
        yield Change("lost", url, "paging", before=True, after=None, fails=False)


def article_changes(expected: Mapping[str, Any], reading: Reading) -> Iterator[Change]:
    """What an article's fields were and are.

    A count that has grown is no change, nor is what is not taken for reserved rights: that is told by itself.

    Args:
        expected: Its values when it was saved, by field.
        reading: What it gives now.
    """
    if reading.reason:
        yield Change("lost", reading.url, "article", expected.get("title"), reading.reason, fails=True)
        return
    now = {name: value.said for name, value in reading.values.items()}
    for name in dict.fromkeys((*expected, *now)):
        if reading.withheld and name in WORK:
            continue
        before, after = expected.get(name), now.get(name)
        if before == after or (name == "views" and before is not None and after is not None and after > before):
            continue
        what = "lost" if after is None else "gained" if before is None else "changed"
        yield Change(what, reading.url, name, before, after, fails=what == "lost")


def gone(
    expected: Sequence[tuple[str, Mapping[str, Any]]], why: Mapping[str, str], *, alone: bool
) -> Iterator[Change]:
    """Articles that were saved and could not be had now.

    Args:
        expected: Their addresses and values.
        why: Why not, by address.
        alone: Whether there is no other article: then nothing shows that the source can still be read.
    """
    for url, values in expected:
        yield Change("lost", url, "article", values.get("title"), why.get(url, "not asked"), fails=alone)
