"""What do a label and a scale mean in the page's language? English labels hold everywhere, a homonym only in its own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipelines.language.read import read_language
from pipelines.views.labels import COUNTS_IN
from pipelines.views.numbers import read_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.records import Evidence
    from pipelines.document import Document

# Labels that are English words for something else: "12 lectures" are talks, "3 vistas" are scenery.
HOMONYMS = {
    **dict.fromkeys(("lectures", "lecture", "consultations", "consultation", "vue"), ("fr",)),
    **dict.fromkeys(("vistas", "vista"), ("es", "pt", "gl", "ca", "it")),
    "cliques": ("pt",),
}


class Speech:
    """How a page speaks of counts; its language is looked for when a word hangs on it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def language(self) -> str | None:
        """The page's language without its region."""
        tag = read_language(self._document).value
        return tag and tag.partition("-")[0]

    def is_label(self, label: str | None) -> bool:
        """Whether a label counts views on this page; where nothing tells the language, it is believed."""
        languages = HOMONYMS.get((label or "").lower())
        return languages is None or self.language is None or self.language in languages

    def count(self, evidence: Evidence) -> int:
        """The count that a number means beside its label.

        Raises:
            NoCount: It is no exact count.
        """
        return read_count(evidence.raw or "", self._languages(evidence.where or ""))

    def _languages(self, label: str) -> Iterator[str]:
        """The languages that may say what a scale means: the label's own, then the page's."""
        said = label.lower()
        yield from (language for language, labels in COUNTS_IN.items() if said.endswith(labels))
        if self.language:
            yield self.language
