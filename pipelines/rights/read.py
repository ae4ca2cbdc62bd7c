"""What does the page say of its rights? Who holds the copyright, the licence, and the signals to machines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from output.records import Evidence, Rights
from pipelines.reading import Reading
from pipelines.rights.copyright_places import Copyright, read_copyright
from pipelines.rights.license_places import read_license
from pipelines.rights.stems import Lowered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

ROBOTS = ("noindex", "noarchive", "nosnippet", "noai", "noimageai", "none")
MOST_SIGNALS = 20


def read_rights(document: Document) -> Reading[Rights]:
    """What the page says of copyright and licence."""
    lowered = Lowered(document)
    copyrighted = read_copyright(document, lowered)
    licensed = read_license(document, lowered)
    signals = tuple(dict.fromkeys(_signals(document)))[:MOST_SIGNALS]
    notice = copyrighted.value or Copyright()
    license_id, license_url = licensed.value or (None, None)
    told = (Evidence("rights_signals", "meta and headers", None, ", ".join(signals), 1.0),) if signals else ()
    return Reading(
        Rights(notice.holder, notice.years, license_id, license_url, notice.raw, signals),
        (*copyrighted.evidence, *licensed.evidence, *told),
        (*copyrighted.refusals, *licensed.refusals),
    )


def _signals(document: Document) -> Iterator[str]:
    """What page and headers ask of machines."""
    said = [content for _, content in document.declared("robots", "thinktap")]
    said += [value for name, value in document.page.headers if name == "x-robots-tag"]
    for content in said:
        for word in re.split(r"[,\s:]+", content.lower()):
            if word in ROBOTS:
                yield f"robots={word}"
    for _, content in document.declared("tdm-reservation"):
        yield f"tdm-reservation={content}"
    if reserved := document.page.header("tdm-reservation"):
        yield f"tdm-reservation={reserved}"
