"""How do an article's pages become one body? In order, each without what it repeats of the others."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import dropwhile, islice, starmap, takewhile
from typing import TYPE_CHECKING, NamedTuple

from output.records import Evidence, Refusal
from pipelines.attachments import read_attachments
from pipelines.body.read import Chosen, choose
from pipelines.lines import words_of
from pipelines.paging.labels import is_row
from pipelines.rendering.render import Rendered, render, render_text
from pipelines.text import folded
from pipelines.title.read import read_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from output.records import Attachment
    from pipelines.body.embedded import Embedded
    from pipelines.document import Document
    from pipelines.fields import Fields
    from pipelines.paging.gather import Gathered, Sheet

METHOD = "further page"
DEEPEST = 5  # elements around a link of a row that may hold nothing but the row


class Joined(NamedTuple):
    """An article's pages as one.

    Attributes:
        body: Of all pages.
        whole: Its text with the lines that were left out because they recur over the source's pages. Null when
            there are none.
        sha256: Of the bytes of all pages in their order, in hex.
        pages: The addresses of the pages behind the first, and what led to them.
        attachments: Of all pages, each once.
        evidence: Who decided what the body is, then the pages behind the first.
        refusals: The pages behind the first that show no text.
    """

    body: Rendered
    whole: str | None
    sha256: str
    pages: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    evidence: tuple[Evidence, ...]
    refusals: tuple[Refusal, ...]


def join(pages: Gathered, fields: Fields, held: Embedded | None) -> Joined | None:
    """All pages as one; null when there is no body.

    Args:
        pages: The article's pages in order.
        fields: What was read from page 1, and is no part of the body.
        held: The body that page 1 holds as data, where it shows none.
    """
    first, *others = pages.sheets
    chosen = [_chosen(first, fields, held), *(_chosen(sheet, fields) for sheet in others)]
    shown = next((one for one in chosen if one.kept), None)
    if shown is None:
        return None
    documents = [one.document for one in chosen]
    kept, whole = [one.kept for one in chosen], [one.whole for one in chosen]
    body = _joined(documents, kept)
    uncut = "\n\n".join(starmap(render_text, _parts(documents, whole))) if whole != kept else None
    further = [sheet.document.page for sheet in pages.sheets[1:]]
    files = {
        file.url: file for sheet in reversed(pages.sheets) for file in reversed(read_attachments(sheet.document))
    }
    return Joined(
        body,
        uncut,
        _hash(sheet.document.page.body for sheet in pages.sheets),
        tuple(url for page in further for url in (page.url, *page.via)),
        tuple(reversed(files.values())),
        (shown.evidence, *(Evidence("text", METHOD, page.url, None, 0.9) for page in further)),
        tuple(
            Refusal("text", "a further page shows no text", page.url)
            for page, one in zip(further, chosen[1:], strict=True)
            if not one.kept
        ),
    )


def _hash(bodies: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for body in bodies:
        whole.update(body)
    return whole.hexdigest()


def _parts(documents: list[Document], chosen: list[list[int]]) -> Iterator[tuple[Document, list[int]]]:
    """The chosen lines of each page, without what it repeats; the pages that have none are left out."""
    pages = list(zip(documents, chosen, strict=True))
    parts: Iterable[slice] = [slice(None)]
    if len(pages) > 1:
        parts = _without_repeats(
            [[folded(document.lines[number].text) for number in numbers] for document, numbers in pages]
        )
    for (document, numbers), part in zip(pages, parts, strict=True):
        if numbers[part]:
            yield document, numbers[part]


def _joined(documents: list[Document], chosen: list[list[int]]) -> Rendered:
    bodies: list[Rendered] = []
    labels: frozenset[str] = frozenset()
    for document, numbers in _parts(documents, chosen):
        bodies.append(render(document, numbers, labels))
        labels |= bodies[-1].labels
    images = {image.url: image for body in reversed(bodies) for image in reversed(body.images)}
    return Rendered(
        "\n\n".join(body.text for body in bodies),
        "\n\n".join(body.markdown for body in bodies),
        tuple(reversed(images.values())),
    )


def _chosen(sheet: Sheet, fields: Fields, held: Embedded | None = None) -> Chosen:
    """The body's lines of one page, without its row of pages."""
    title = read_title(sheet.document).value if sheet.pager else fields.title
    chosen = choose(sheet.document, replace(fields, title=title or fields.title), held)
    if sheet.pager is None:
        return chosen
    rows, lines = _rows(sheet), chosen.document.lines

    def without_row(numbers: list[int]) -> list[int]:
        held = ((number, lines[number].element) for number in numbers)
        kept = [number for number, element in held if rows.isdisjoint((element, *element.iterancestors()))]
        return _stripped(kept, lambda number: _tells_place(lines[number].text))

    return chosen._replace(kept=without_row(chosen.kept), whole=without_row(chosen.whole))


def _rows(sheet: Sheet) -> frozenset[_Element]:
    """The largest elements around the links of the row of pages that hold nothing else."""
    found = set()
    for link in sheet.pager.elements if sheet.pager else ():
        row = link
        for around in islice(link.iterancestors(), DEEPEST):
            if not is_row(words_of(around)):
                break
            row = around
        found.add(row)
    return frozenset(found)


def _tells_place(line: str) -> bool:
    """Whether a line tells where in the row the reader is, "Page 2 of 3"; a number alone may be a section's."""
    return is_row(line) and not line.strip().isdecimal()


def _stripped(numbers: list[int], is_dropped: Callable[[int], bool]) -> list[int]:
    """The numbers without those at either end that are to be dropped."""
    kept = list(dropwhile(is_dropped, numbers))
    return list(dropwhile(is_dropped, reversed(kept)))[::-1]


def _without_repeats(said: list[list[str]]) -> Iterator[slice]:
    """What is left of each page: the beginning that earlier pages have said goes, and the end that all pages share.

    A teaser and a byline come again on top of each page; a note on the author below each, where only the last is kept.
    """
    earlier: set[str] = set()
    starts = []
    for page in said:
        starts.append(next((place for place, line in enumerate(page) if line not in earlier), len(page)))
        earlier.update(page)
    last = said[-1][starts[-1] :]
    for page, start in zip(said, starts, strict=True):
        shared = 0 if page is said[-1] else _shared_end(page[start:], last)
        yield slice(start, len(page) - shared)


def _shared_end(page: list[str], last: list[str]) -> int:
    pairs = zip(reversed(page), reversed(last), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
