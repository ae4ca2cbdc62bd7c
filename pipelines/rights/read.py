"""What does the page say of its rights? Who holds the copyright, the licence, and the signals to machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from output.records import Evidence, Rights
from pipelines.reading import Reading
from pipelines.rights import tdm
from pipelines.rights.copyright_places import Copyright, read_copyright
from pipelines.rights.directives import OURS
from pipelines.rights.license_places import read_license
from pipelines.rights.reservations import RESERVED_BY, reserved_by
from pipelines.rights.scan import Told
from pipelines.rights.signals import Signal, signals_of
from pipelines.rights.stems import Lowered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document


def read_rights(document: Document) -> Reading[Rights]:
    """What the page says of copyright and licence."""
    lowered = Lowered(document)
    copyrighted = read_copyright(document, lowered)
    licensed = read_license(document, lowered)
    signals = read_signals(document)
    notice = copyrighted.value or Copyright()
    license_id, license_url = licensed.value or (None, None)
    said = tuple(signal.text for signal in signals)
    return Reading(
        Rights(notice.holder, notice.years, license_id, license_url, notice.raw, said, reserved_by(said)),
        (*copyrighted.evidence, *licensed.evidence, *_evidence(signals)),
        (*copyrighted.refusals, *licensed.refusals),
    )


def read_signals(document: Document) -> tuple[Signal, ...]:
    """What a page, its headers and its host ask of machines."""
    metas = tuple(document.declared(*sorted(OURS), tdm.RESERVATION, tdm.POLICY))
    links = tuple(
        (one.get("rel") or "", one.get("type") or "", one.get("href") or "") for one in document.marks.tagged("link")
    )
    page = document.page
    return signals_of(page.url, Told(metas, links), page.headers, page.host_signals)


def _evidence(signals: tuple[Signal, ...]) -> Iterator[Evidence]:
    """Where each signal stood, and which of them a use is reserved by."""
    for channel in dict.fromkeys(signal.channel for signal in signals):
        texts = [signal.text for signal in signals if signal.channel == channel]
        yield Evidence("rights_signals", channel, None, ", ".join(texts), 1.0)
        if reserving := [text for text in texts if text in RESERVED_BY]:
            yield Evidence("reserved", channel, None, ", ".join(reserving), 1.0)
