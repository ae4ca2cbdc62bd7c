"""Which lines of a page does trafilatura take for the article?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from pipelines.document import Document

PROSE = 60  # characters; shorter lines are menus, labels and captions
# Below this share of the page's prose, recall mode has stopped early (measured: fundus +.006, sites5 +.008, wcxb +.003 F1).
LEAST_SHARE = 0.4
WORDS = re.compile(r"\w+")


def trafilatura_lines(document: Document) -> frozenset[int]:
    """The numbers of the lines whose words stand in trafilatura's text, by `Document.lines`."""
    said = f" {_words(_extracted(document))} "
    spoken = ((number, _words(line.text)) for number, line in enumerate(document.lines))
    return frozenset(number for number, words in spoken if words and f" {words} " in said)


def _extracted(document: Document) -> str:
    """The text in recall mode; where that is a fragment of the prose, the longer of both modes."""
    # The tree written out again: trafilatura takes no page that does not say `html` in its first words.
    html = etree.tostring(document.tree, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    text = _asked(html, recall=True)
    prose = sum(len(line.text) for line in document.lines if len(line.text) >= PROSE and not line.aside)
    return text if len(text) >= LEAST_SHARE * prose else max(text, _asked(html, recall=False), key=len)


def _asked(html: str, *, recall: bool) -> str:
    from trafilatura import bare_extraction

    read = bare_extraction(html, favor_recall=recall, include_comments=False, with_metadata=False)
    return getattr(read, "text", None) or ""


def _words(text: str) -> str:
    return " ".join(WORDS.findall(text))
