"""What does a page give? The one place that orders the steps from a page to an article, a reject or a need."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from output.records import Article, Evidence, Refusal, Reject, Rights, Stage
from pipelines.attachments import read_attachments
from pipelines.authors import read_authors
from pipelines.body import read_body
from pipelines.counters import read_counter
from pipelines.dates import read_date
from pipelines.document import document
from pipelines.language import declared_language, detected_language
from pipelines.page import Needs, Page
from pipelines.reading import Reading
from pipelines.rights import read_rights
from pipelines.section import read_section, read_summary, read_topics
from pipelines.text import count_words
from pipelines.title import read_title
from pipelines.views import read_views

if TYPE_CHECKING:
    from collections.abc import Callable

    from output.records import Views
    from pipelines.document import Document

T = TypeVar("T")
EXTRACTOR = f"thinktap {version('thinktap')}; trafilatura {version('trafilatura')}"
# The beginnings of what is no page although a link led there: PDF, zip and office files, PNG, GIF, JPEG, gzip.
NOT_PAGES = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")


def normalize(page: Page) -> Article | Reject | Needs:
    """Read a page: pure, without network, disk or clock. Never raises, whatever the bytes."""
    try:
        return _normalize(page)
    except Exception as error:  # noqa: BLE001  (whatever a page does to a parser, it costs that page)
        return _reject(page, "the reader failed", f"{type(error).__name__}: {error}"[:500])


def _normalize(page: Page) -> Article | Reject | Needs:
    if page.body.startswith(NOT_PAGES):
        return _reject(page, "no HTML page", page.header("content-type"))
    parsed = document(page)
    if parsed is None:
        return _reject(page, "empty page")
    reader = _Fields(parsed)
    title = reader.field("title", read_title)
    counted = reader.counter()
    if isinstance(counted, Needs):
        return counted
    text = read_body(parsed, title)
    if text is None:
        return _reject(page, "no body", title)
    declared = reader.field("language", declared_language)
    language = declared or reader.field("language", lambda _: detected_language(text))
    return Article(
        source=page.source,
        url=page.url,
        canonical_url=_canonical(parsed),
        via=page.via,
        fetched_at=page.fetched_at,
        body_sha256=hashlib.sha256(page.body).hexdigest(),
        extractor=EXTRACTOR,
        title=title,
        authors=reader.field("authors", read_authors) or (),
        published=reader.field("published", lambda read: read_date(read, "published", language)),
        updated=reader.field("updated", lambda read: read_date(read, "updated", language)),
        language=language,
        section=reader.field("section", lambda read: read_section(read, title)),
        topics=reader.field("topics", read_topics) or (),
        summary=reader.field("summary", read_summary),
        text=text,
        word_count=count_words(text),
        views=counted,
        rights=reader.field("rights", read_rights) or Rights(),
        attachments=read_attachments(parsed),
        provenance=(*reader.evidence, Evidence("text", "trafilatura", None, None, 0.9)),
        refusals=tuple(reader.refusals),
    )


class _Fields:
    """Reads one field after another, and keeps what each rests on; one that fails costs only itself."""

    def __init__(self, parsed: Document) -> None:
        self._parsed = parsed
        self.evidence: list[Evidence] = []
        self.refusals: list[Refusal] = []

    def field(self, name: str, read: Callable[[Document], Reading[T]]) -> T | None:
        return self._keep(self._tried(name, read))

    def counter(self) -> Needs | Views | None:
        """The views as shown, else as a script gives them."""
        shown = self.field("views", read_views)
        if shown is not None:
            return shown
        filled: Any = self._tried("views", read_counter)
        return filled if isinstance(filled, Needs) else self._keep(filled)

    def _tried(self, name: str, read: Callable[[Document], Any]) -> Any:
        try:
            return read(self._parsed)
        except Exception as error:  # noqa: BLE001  (a fault in one reader costs its field, not the article)
            return Reading(refusals=(Refusal(name, "the reader failed", f"{type(error).__name__}: {error}"[:500]),))

    def _keep(self, reading: Reading[T]) -> T | None:
        self.evidence.extend(reading.evidence)
        self.refusals.extend(reading.refusals)
        return reading.value


def _canonical(parsed: Document) -> str | None:
    """The address the page names as its own; null when it names none, another host, or the home page."""
    links = (
        one.get("href") for one in parsed.tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split()
    )
    named = next((url for href in links if href and (url := parsed.absolute(href))), None)
    if named is None:
        return None
    parts, own = urlsplit(named), urlsplit(parsed.page.url)
    same = parts.netloc.removeprefix("www.") == own.netloc.removeprefix("www.")
    is_home = parts.path in {"", "/"} and not parts.query
    return None if not same or (is_home and own.path not in {"", "/"}) else parts._replace(fragment="").geturl()


def _reject(page: Page, reason: str, raw: str | None = None) -> Reject:
    return Reject(page.source, page.url, page.fetched_at, Stage.EXTRACT, reason, raw)
