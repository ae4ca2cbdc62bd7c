"""What would a labelled page be with a short item in place of its article? The page without the rest of its body.

Sites publish items of one to three sentences in the same frame as their reports. The labelled sets have hardly any, so
they are made: what stands around the article stays, and of the article a few paragraphs.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from line_labels import in_label
from lxml import etree

from pipelines.document import document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.lines import Line
    from pipelines.page import Page

KEPT = ((0, 1), (1, 1), (0, 2), (1, 2), (2, 2))  # paragraphs at the beginning and at the end
LEAST_CUT = 3  # paragraphs; a page from which fewer would go is short as it is
PARAGRAPH = 80  # letters


def shortened(label: dict[str, Any], page: Page) -> tuple[dict[str, Any], Page] | None:
    """The page and its label without what stands between a few first and last paragraphs; null when that is little.

    The end is the article's own, with the signature or the table that stands there: cut anywhere else, the model learns
    that no article goes on behind its last long paragraph.
    """
    parsed = document(page) if label.get("body") else None
    if parsed is None:
        return None
    wanted = in_label([line.text for line in parsed.lines], label["body"])
    body = [line for line, one in zip(parsed.lines, wanted, strict=True) if one]
    so_far = [0, *accumulate(len(line.text) >= PARAGRAPH for line in body)]
    first, last = KEPT[zlib.crc32(label["id"].encode()) % len(KEPT)]
    if so_far[-1] < first + LEAST_CUT + last:
        return None
    start, end = so_far.index(first), so_far.index(so_far[-1] - last + 1) - 1
    _blank(body[start:end])
    for script in parsed.tree.iter("script"):  # it may hold the whole article as data
        script.text = None
    html = etree.tostring(parsed.tree, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    kept = "\n".join(line.text for line in body[:start] + body[end:])
    return label | {"body": kept}, replace(page, body=html, headers=())


def _blank(lines: Iterable[Line]) -> None:
    for line in lines:
        for element, is_tail in line.pieces:
            if is_tail:
                element.tail = None
            else:
                element.text = None
