"""Where does the page say who holds its copyright? Marked or meta data, and the notice that stands below the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from output.records import Evidence, Refusal
from pipelines.captions import is_captioned
from pipelines.reading import Reading
from pipelines.rights.copyright_marks import (
    CREDIT,
    LONGEST_NOTICE,
    Said,
    marked_notices,
    meta_notices,
    structured_notices,
)
from pipelines.rights.copyright_notice import Notice, read_notice
from pipelines.rights.copyright_words import NOTICE, SIGN
from pipelines.rights.license_claims import is_boxed
from pipelines.rights.stems import OF_NOTICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from pipelines.lines import Line
    from pipelines.rights.stems import Lowered

PROSE = 120  # characters of a line; a site's notice stands below the last of them
MOST_REFUSALS = 4
BELOW = 0.85  # how much a notice below the text is believed
AMID = 0.6  # and one that a label, or a year, makes one amid the text
LABEL = re.compile(
    r"^(?:copyrights?|©|rights holder|rechteinhaber|版权所有|版權所有|版权|著作権者?|저작권)\s*[:：]\s*\S",
    re.IGNORECASE,
)
STRONG = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\bcopyrights?\b|版权所有|版權所有", re.IGNORECASE)
# Prose lines that may follow the notice: what asks for consent to cookies is the page's last.
MOST_PROSE = 2
MOST_KEPT = 100  # notices as read: a site has the same one on all its pages


@dataclass(frozen=True, slots=True)
class Copyright:
    """The holder, the years and the notice; each null when nothing says it."""

    holder: str | None = None
    years: str | None = None
    raw: str | None = None


def read_copyright(document: Document, lowered: Lowered) -> Reading[Copyright]:
    """The first holder, and the years beside it or else the first ones; the notice they stand in."""
    held: Said | None = None
    dated: Said | None = None
    refusals: list[Refusal] = []
    for said in _places(document, lowered):
        dated = dated or (said if said.notice.years else None)
        if said.notice.holder:
            held = said
            break
        if said.notice.reason:
            refusals.append(Refusal("copyright_holder", said.notice.reason, said.raw))
    if held and held.notice.years:
        dated = held
    shown = held or dated
    fields = (("copyright_holder", held), ("copyright_years", dated), ("rights_raw", shown))
    evidence = (Evidence(name, one.method, one.where, one.raw, one.confidence) for name, one in fields if one)
    value = Copyright(
        held.notice.holder if held else None, dated.notice.years if dated else None, shown.raw if shown else None
    )
    return Reading(value, tuple(evidence), tuple(dict.fromkeys(refusals))[:MOST_REFUSALS])


def _places(document: Document, lowered: Lowered) -> Iterator[Said]:
    """What tells the holder or the years, the most trustworthy first."""
    latest = document.page.fetched_at.year + 1
    yield from structured_notices(document, latest)
    yield from marked_notices(document, latest)
    yield from _shown(document, lowered, latest)
    yield from meta_notices(document, latest)


def _shown(document: Document, lowered: Lowered, latest: int) -> Iterator[Said]:
    """Visible notices: the page's last one is the site's own; then those that stand amid its text."""
    amid: list[Said] = []
    prose, below = 0, len(document.lines)  # lines of prose below the notice
    for place in reversed(lowered.places(OF_NOTICES)):
        line = document.lines[place]
        if len(line.text) <= LONGEST_NOTICE and NOTICE.search(line.text):
            prose += sum(len(one.text) >= PROSE and not one.aside for one in document.lines[place + 1 : below])
            below = place + 1
            said = _weighed(document, line, latest, prose)
            if said.confidence >= BELOW or said.notice.reason:
                yield said
            else:
                amid.append(said)
    yield from amid


def _weighed(document: Document, line: Line, latest: int, prose: int) -> Said:
    """A notice with how much its place tells for it, or the reason why it is none of the site's."""
    where, text, dated = str(line.element.tag), line.text, bool(STRONG.search(line.text))
    placed = line.aside or prose == 0 or is_boxed(line.element) or (dated and prose <= MOST_PROSE)
    notice = _kept(text, latest)
    if CREDIT.search(text) or is_captioned(line.element) or (not dated and document.is_of_others(line.element)):
        notice = Notice(None, None, "the notice of something else on the page")
    elif not placed and not (LABEL.match(text) or (dated and len(text) <= PROSE and SIGN.match(text))):
        notice = Notice(None, None, "a sign amid the text, perhaps a picture's")
    return Said("notice", where, text, notice, BELOW if placed else AMID)


_kept = lru_cache(MOST_KEPT)(read_notice)
