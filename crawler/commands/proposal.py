"""How is a proposed source shown? Its articles, its file, and in plain lines what was asked and what was not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crawler.commands import reading_table
from crawler.logs.lines import one_line
from crawler.probe.changes import listed
from crawler.probe.saved import folder_of
from crawler.probe.source_text import source_text

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.probe.draft import Draft
    from crawler.probe.sample import Sample


def why_nothing(sample: Sample) -> str:
    """Why a probe found no article."""
    start = sample.source.listing.start[0]
    if sample.fault:
        return sample.fault
    where = f"{start} ({sample.note})" if sample.note else start
    if sample.refused:
        told = "; ".join(f"{url}: {reason}" for url, reason in sample.refused[:3])
        return f"nothing that {where} lists gave an article: {told}; give the page that lists the articles"
    ended = ", and the 30 requests are used up" if sample.exhausted else ""
    return f"no article is found on {where}, nor in a feed or sitemap{ended}; give the page that lists the articles"


def show(found: Draft, sample: Sample, sources: Path) -> None:
    """Print what was found: data, so on stdout; what is said of the search on stderr."""
    rights = reading_table.of_rights(found.readings)
    for line in (*_told(sample), *([rights] if rights else ())):
        typer.echo(one_line(line), err=True)
    reading_table.show(found.readings)
    path = sources / f"{found.source.id}.toml"
    typer.echo(f"\n{path}, with the pages in {folder_of(path)}/:\n\n{source_text(found.source)}")


def _told(sample: Sample) -> list[str]:
    """The listing, how it goes on, what else names articles, and how much was asked, a line each."""
    start = sample.source.listing.start[0]
    lines = [f"Listing: {start}" + (f" ({sample.note})" if sample.note else "")]
    if sample.listing:
        url, count = sample.listing.url, listed(sample.listing, sample.source)["links"]
        lines.append(f"It names {count} articles on its first page" if url == start else f"{url} names {count} pages")
    lines.append(f"It goes on to {sample.further.url}" if sample.further else "No further page was found")
    if sample.choice:
        strategy, reason = sample.choice
        told = f": {reason}" if strategy != "html" else ""
        lines.append(f"As far as these articles tell, a crawl looks up news by strategy {strategy}{told}")
    lines += [f"Not an article: {url}: {reason}" for url, reason in sample.refused]
    more = "; there was more to ask, and the limit of 30 ended it" if sample.exhausted else ""
    return [*lines, f"{sample.requests} requests{more}"]


def as_dict(found: Draft, sample: Sample, sources: Path, *, written: bool) -> dict[str, object]:
    """The same as JSON."""
    return {
        "source": found.source.id,
        "file": str(sources / f"{found.source.id}.toml"),
        "written": written,
        "toml": source_text(found.source),
        "listing": {
            "url": sample.source.listing.start[0],
            "note": sample.note,
            "named_by": sample.listing and sample.listing.url,
            **listed(sample.listing, found.source),
            "further": sample.further and sample.further.url,
        },
        "strategy": sample.choice and dict(zip(("name", "reason"), sample.choice, strict=True)),
        "requests": sample.requests,
        "limit_reached": sample.exhausted,
        "articles": [reading_table.as_dict(reading) for reading in found.readings],
        "refused": [{"url": url, "reason": reason} for url, reason in sample.refused],
    }
