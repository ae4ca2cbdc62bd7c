"""Which fields does a page give? All of them but the body, each with its evidence, in the order they build on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from output.records import Refusal, Rights
from pipelines.authors.read import read_authors
from pipelines.dates.read import read_dates
from pipelines.language.read import read_language
from pipelines.page import Needs
from pipelines.reading import Reading
from pipelines.rights.read import read_rights
from pipelines.section import read_section
from pipelines.summary import read_summary
from pipelines.title.read import read_title
from pipelines.topics import read_topics
from pipelines.views.counters import read_counter
from pipelines.views.read import read_views

if TYPE_CHECKING:
    from collections.abc import Callable

    from output.records import Author, Evidence, Moment, Views
    from pipelines.document import Document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a page says beside its body; the columns of `articles` say what each value means."""

    title: str | None
    authors: tuple[Author, ...]
    published: Moment | None
    updated: Moment | None
    language: str | None
    section: str | None
    topics: tuple[str, ...]
    summary: str | None
    views: Views | None
    rights: Rights
    evidence: tuple[Evidence, ...]
    refusals: tuple[Refusal, ...]


def read_fields(document: Document) -> Fields | Needs:
    """Read all fields; a reader that fails costs its own field, and says so in the refusals.

    Raises:
        MemoryError: There is too little memory.
    """
    readings = _Readings(document)
    views = readings.views()
    if isinstance(views, Needs):
        return views
    title = readings.take("title", read_title)
    language = readings.take("language", read_language)
    dates = readings.dates(language, title)
    return Fields(
        title=title,
        authors=readings.take("authors", read_authors) or (),
        published=dates.get("published"),
        updated=dates.get("updated"),
        language=language,
        section=readings.take("section", partial(read_section, title=title)),
        topics=readings.take("topics", read_topics) or (),
        summary=readings.take("summary", read_summary),
        views=views,
        rights=readings.take("rights", read_rights) or Rights(),
        evidence=tuple(readings.evidence),
        refusals=tuple(dict.fromkeys(readings.refusals)),
    )


class _Readings:
    """Reads one field after another, and keeps what each rests on."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.evidence: list[Evidence] = []
        self.refusals: list[Refusal] = []

    def take(self, name: str, read: Callable[[Document], Reading[T]]) -> T | None:
        return self._keep(self._tried(name, read))

    def views(self) -> Needs | Views | None:
        """The count that a script fills in, where there is such a script; else the one that is shown."""
        filled: Any = self._tried("views", read_counter)
        if isinstance(filled, Needs):
            return filled
        return self._keep(filled) if filled.value or filled.refusals else self.take("views", read_views)

    def dates(self, language: str | None, title: str | None) -> dict[str, Moment | None]:
        """Both dates, by field: they are looked for in one walk over the page."""
        read: Any = self._tried("published", partial(read_dates, language=language, title=title))
        both = {"published": read} if isinstance(read, Reading) else read
        return {field: self._keep(reading) for field, reading in both.items()}

    def _tried(self, name: str, read: Callable[[Document], Any]) -> Any:
        try:
            return read(self._document)
        except MemoryError:  # what else was refused, and where it was missed, no one knows
            raise
        except Exception as error:  # noqa: BLE001  (a fault in one reader costs its field, not the article)
            return Reading(refusals=(Refusal(name, "the reader failed", f"{type(error).__name__}: {error}"[:500]),))

    def _keep(self, reading: Reading[T]) -> T | None:
        self.evidence.extend(reading.evidence)
        self.refusals.extend(reading.refusals)
        return reading.value
