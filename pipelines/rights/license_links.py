"""Which licence in the RSL format does a page link to? In its `link` elements and its Link headers.

RSL 1.0 (rslstandard.org/rsl): `<link rel="license" type="application/rsl+xml" href="…">`, and the same as RFC 8288 writes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.rights.values import MOST_READ, address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RSL = "application/rsl+xml"
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_PARAMETER = re.compile(r""";\s{0,9}(rel|type)\s{0,9}=\s{0,9}(?:"([^"]*)"|([^\s";,]+))""", re.IGNORECASE)


def of_link_header(header: str, url: str) -> Iterator[str]:
    """The licences in a Link header."""
    for link in _LINK.finditer(header[:MOST_READ]):
        said = {one[1].lower(): (one[2] or one[3] or "").lower() for one in _PARAMETER.finditer(link[2])}
        yield from licenses([(said.get("rel", ""), said.get("type", ""), link[1])], url)


def licenses(links: Iterable[tuple[str, str, str]], url: str) -> Iterator[str]:
    """The signals of links, each with its `rel`, its `type` and its address."""
    for rel, kind, href in links:
        if "license" in rel.lower().split() and kind.strip().lower() == RSL and (target := address(href, url)):
            yield f"license={target}"
