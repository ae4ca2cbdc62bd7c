"""How does a source stand? What its articles give, from their saved pages or live, beside what they gave when saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.address import canonical
from crawler.probe.changes import article_changes, gone, listed, listing_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.probe.changes import Change
    from crawler.probe.reader import Reader
    from crawler.probe.sample import Sample
    from crawler.probe.saved import Saved
    from crawler.probe.values import Reading
    from crawler.source import Source


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking one source found.

    Attributes:
        source: Its id.
        live: Whether the site was asked.
        readings: What its articles give.
        changes: What is otherwise than when they were saved.
        compared: Whether there was something to compare with.
        requests: How many were sent.
        exhausted: Whether there was more to ask than may be.
        fault: Why there is nothing to show. Null when there is.
    """

    source: str
    live: bool
    readings: list[Reading] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    compared: bool = False
    requests: int = 0
    exhausted: bool = False
    fault: str | None = None

    @property
    def fails(self) -> bool:
        """Whether a field was lost, or there is nothing any more."""
        return self.fault is not None or any(change.fails for change in self.changes)


def from_saved(reader: Reader, source: Source, saved: Saved) -> Checked:
    """How a source's saved pages are read today."""
    readings = reader.read(saved.articles, source)
    changes = [
        change
        for expected, reading in zip(saved.expected, readings, strict=True)
        for change in article_changes(expected, reading)
    ]
    if saved.listing:
        changes += listing_changes(saved.listing.url, saved.listed, listed(saved.listing, source))
    return Checked(source.id, live=False, readings=readings, changes=changes, compared=True)


def from_site(reader: Reader, sample: Sample, saved: Saved | None) -> Checked:
    """How a source's site is read today.

    Args:
        reader: Reads pages.
        sample: What was brought home.
        saved: What was saved before. Null when nothing was.
    """
    source = sample.source
    readings = reader.read(sample.articles, source)
    changes = list(_since(saved, sample, readings)) if saved else []
    fault = None if sample.articles else sample.fault or _why(sample)
    return Checked(
        source.id,
        live=True,
        readings=readings,
        changes=changes,
        compared=saved is not None,
        requests=sample.requests,
        exhausted=sample.exhausted,
        fault=fault,
    )


def _since(saved: Saved, sample: Sample, readings: Sequence[Reading]) -> Iterator[Change]:
    now = {url: one for page, one in zip(sample.articles, readings, strict=True) for url in (page.url, *page.via)}
    before = list(zip(saved.articles, saved.expected, strict=True))
    met = [(expected, now[page.url]) for page, expected in before if page.url in now]
    for expected, reading in met:
        yield from article_changes(expected, reading)
    lost = [(page.url, expected) for page, expected in before if page.url not in now]
    yield from gone(lost, dict(sample.refused), alone=not met)
    yield from _listing_since(saved, sample)


def _listing_since(saved: Saved, sample: Sample) -> Iterator[Change]:
    """What the page has lost that listed articles, as long as it was asked."""
    if saved.listing is None:
        return
    url = saved.listing.url
    page = next((one for one in sample.lists if url in {one.url, *one.via}), None)
    is_start = not {url, *saved.listing.via}.isdisjoint(map(canonical, sample.source.listing.start))
    if page or is_start or sample.listing is None:
        yield from listing_changes(url, saved.listed, listed(page, sample.source))


def _why(sample: Sample) -> str:
    told = "; ".join(f"{url}: {reason}" for url, reason in sample.refused[:3])
    return f"no article could be read{': ' + told if told else ''}"
