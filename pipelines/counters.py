"""Is the view count filled in by a script? Then its address is named, and its answer read when it is handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal, Views
from pipelines.numbers import NoCount, read_count
from pipelines.page import Needs
from pipelines.reading import Reading
from pipelines.text import squeeze
from pipelines.views import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

METHOD = "counter script"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How one content-management system fills its counter.

    Attributes:
        address: What the script's address looks like.
        answer: What its answer looks like; the count is the first group.
        raises: Which of its addresses raise the count when they are asked.
    """

    address: re.Pattern[str]
    answer: re.Pattern[str]
    raises: re.Pattern[str]


# From public templates of the systems, as the field notes list them.
ENDPOINTS = (
    # DedeCMS: count.php shows the count, and raises it whenever it is asked, with view=yes or without.
    Endpoint(
        re.compile(r"/plus/count\.php\?.*\baid=\d+", re.IGNORECASE),
        re.compile(r"document\.write\(\s*['\"]\s*(-?[\d,. ]*\d)\s*['\"]\s*\)"),
        re.compile(r"/plus/count\.php", re.IGNORECASE),
    ),
)


def read_counter(document: Document) -> Needs | Reading[Views]:
    """The count that a script fills in: what must be asked for it, or what it answered; empty without such a script."""
    for url, endpoint in _scripts(document):
        answer = document.page.answer(url)
        if answer is None:
            return Needs(url, METHOD, bool(endpoint.raises.search(url)))
        if answer.text is None:
            return _refused(answer.refused or "no answer", url)
        return _answered(endpoint, answer.text, url)
    return Reading()


def _scripts(document: Document) -> Iterator[tuple[str, Endpoint]]:
    """The counter scripts that stand where the page says "Views"."""
    for script in document.tree.iter("script"):
        url = document.absolute(script.get("src") or "") if script.get("src") else None
        for endpoint in ENDPOINTS:
            if url and endpoint.address.search(url) and labels().search(_before(script)):
                yield url, endpoint


def _before(script: _Element) -> str:
    """The words right before a script, in its own parent or the one above."""
    words = ""
    element = script
    for _ in range(2):
        previous, parent = element.getprevious(), element.getparent()
        words = ((previous.tail if previous is not None else parent.text if parent is not None else "") or "") + words
        if squeeze(words) or parent is None:
            break
        element = parent
    return squeeze(words)


def _answered(endpoint: Endpoint, text: str, url: str) -> Reading[Views]:
    found = endpoint.answer.search(text)
    if found is None:
        return _refused("the counter's answer has no count", text[:200])
    try:
        count = read_count(found[1])
    except NoCount as error:
        return _refused(str(error), found[1])
    return Reading(Views(count, found[1], METHOD), (Evidence("views", METHOD, url, found[1], 0.9),))


def _refused(reason: str, raw: str) -> Reading[Views]:
    return Reading(refusals=(Refusal("views", reason, raw),))
