"""What source does a probe propose? Its name, id and file, and what its articles give when they are read by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.download.hosts import is_private, with_port
from crawler.probe.given import UNNAMED
from crawler.probe.identity import id_of, name_of
from crawler.probe.proposing import language_to_state, with_selectors

if TYPE_CHECKING:
    from crawler.probe.reader import Reader
    from crawler.probe.sample import Sample
    from crawler.probe.values import Reading
    from crawler.source import Source


@dataclass(frozen=True, slots=True)
class Draft:
    """A source that is proposed.

    Attributes:
        source: As its file is to say.
        readings: What its articles give.
    """

    source: Source
    readings: list[Reading]


def draft(reader: Reader, sample: Sample, name: str | None) -> Draft:
    """The source that a sample proposes.

    Args:
        reader: Reads its pages.
        sample: What was brought home.
        name: The id that is wanted. Null when none is.
    """
    start = sample.source.listing.start[0]
    host = urlsplit(start).hostname or ""
    pages = (*sample.articles, *([sample.listing] if sample.listing else ()))
    called = name_of(pages) or host
    named = {"name": called, "id": name or id_of(host, called) or UNNAMED}
    source = sample.source.model_copy(update=named | {"private_hosts": _private(start)})
    readings = reader.read(sample.articles, source)
    source, readings = with_selectors(reader, sample.articles, source, readings)
    if language := language_to_state(readings):
        source = source.model_copy(update={"language": language})
        readings = reader.read(sample.articles, source)
    return Draft(source, readings)


def _private(url: str) -> tuple[str, ...]:
    """The host that the source must name to be allowed to ask it."""
    return (with_port(url),) if is_private(urlsplit(url).hostname or "") else ()
