"""Which licence does the page state for itself, and where? Declared, linked beside a notice, or named in one."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.reading import Reading
from pipelines.rights.license_claims import claims, is_boxed, is_of_a_thing, words_around
from pipelines.rights.license_marks import Stated, marked_licenses, named_by
from pipelines.rights.licenses import MENTION, most_exact, of_address, of_words
from pipelines.rights.stems import OF_LICENSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.rights.stems import Lowered

LONGEST = 1_200  # characters of a line that may state a licence: journals explain what theirs permits
MOST_REFUSALS = 8
MOST_LINKS = 100  # to licences
MOST_LINES = 60  # that name a licence; a page on licences has a dozen
KEEPERS = re.compile(r"creativecommons\.org/|govdata\.de/dl-de|open-government-licence|opendatacommons\.org/")
CONFIDENCE = {"declared": 0.95, "claimed": 0.9, "boxed": 0.85, "badge": 0.7, "named": 0.8}


def read_license(document: Document, lowered: Lowered) -> Reading[tuple[str, str | None]]:
    """The licence's id and address; null where two places of one rank differ, or none speaks of the page itself."""
    refusals: list[Refusal] = []
    for rank, places in _ranks(document, lowered):
        stated = list(places)
        refusals += [Refusal("license", one.reason, one.raw[:LONGEST]) for one in stated if one.reason]
        believed = {one.id: one for one in reversed(stated) if one.id and not one.reason}
        ids = most_exact(list(believed))
        if len(ids) > 1:
            said = "; ".join(f"{one}: {believed[one].raw}" for one in sorted(ids))
            refused = Refusal("license", "two licences of equal rank", said[:LONGEST])
            return Reading(None, (), (*_first(refusals), refused))
        if ids:
            return _read(believed[ids[0]], CONFIDENCE[rank], _first(refusals))
    return Reading(refusals=_first(refusals))


def _read(one: Stated, confidence: float, refusals: tuple[Refusal, ...]) -> Reading[tuple[str, str | None]]:
    evidence = [Evidence("license", one.method, one.where, one.raw, confidence)]
    if one.url:
        evidence.append(Evidence("license_url", one.method, one.where, one.url, confidence))
    return Reading((one.id or "", one.url), tuple(evidence), refusals)


def _first(refusals: list[Refusal]) -> tuple[Refusal, ...]:
    return tuple(dict.fromkeys(refusals))[:MOST_REFUSALS]


def _ranks(document: Document, lowered: Lowered) -> Iterator[tuple[str, Iterator[Stated]]]:
    """The places that may state a licence, by rank, the most trustworthy first."""
    yield "declared", marked_licenses(document)
    linked = list(_linked(document))
    for rank in ("claimed", "boxed", "badge"):
        yield rank, (stated for place, stated in linked if place == rank)
    yield "named", _named(document, lowered)
    yield "refused", (stated for place, stated in linked if place == "refused")


def _linked(document: Document) -> Iterator[tuple[str, Stated]]:
    """Links to a licence, each with its rank. A link that nothing explains speaks of somebody else's work."""
    # Each keeper's address has one of these, and few pages have any: one look at all their links finds that out.
    together = " ".join([href for _, _, href in document.marks.links])
    if not ("commons.org/" in together or "de/dl-de" in together or "-licence" in together):
        return
    links = ((element, href) for _, element, href in document.marks.links if KEEPERS.search(href))
    for element, href in islice(links, MOST_LINKS):
        if not (license_id := of_address(href)):
            continue
        url = document.absolute(href) or href
        rank = _rank(document, element)
        reason = "" if rank != "refused" else "the licence of something else on the page"
        yield rank, Stated(license_id, "link", "beside a notice", url, url, reason)
        if not reason:
            yield from ((rank, named) for named in named_by(element, "beside a notice", url))


def _rank(document: Document, element: _Element) -> str:
    if is_of_a_thing(document, element):
        return "refused"
    boxed = document.is_aside(element) or is_boxed(element)
    before, behind = words_around(element)
    if claims(before, behind, boxed=False):
        return "claimed"
    if boxed:
        return "boxed" if claims(before, behind, boxed=True) else "refused"
    return "refused" if before else "badge"


def _named(document: Document, lowered: Lowered) -> Iterator[Stated]:
    """Licences named in a line that says what stands under them."""
    places = map(document.lines.__getitem__, lowered.places(OF_LICENSES))
    lines = (line for line in places if len(line.text) <= LONGEST and MENTION.search(line.text))
    for line in islice(lines, MOST_LINES):
        text = line.text
        where = str(line.element.tag)
        boxed = line.aside or is_boxed(line.element)
        found = list(of_words(text))
        if found and is_of_a_thing(document, line.element):
            yield Stated(None, "notice", where, text, None, "the licence of something else on the page")
            continue
        for name, _, end in found:
            if claims(text[:end], text[end:], boxed=boxed):
                yield Stated(name, "notice", where, text)
            else:
                yield Stated(None, "notice", where, text, None, "nothing says that the page stands under it")
        if not found and claims(text, boxed=False):
            yield Stated(None, "notice", where, text, None, "which licence is not said")
