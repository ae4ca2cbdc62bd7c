"""What does a page give? The one place that orders the steps from a page to an article, a reject or a need."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Article, Evidence, Reject, Stage
from pipelines.attachments import read_attachments
from pipelines.body.profile import prints_of
from pipelines.body.read import read_body
from pipelines.document import document
from pipelines.fields import read_fields
from pipelines.kind import is_page
from pipelines.page import Needs, Page
from pipelines.text import count_words

if TYPE_CHECKING:
    from pipelines.document import Document

EXTRACTOR = f"thinktap {version('thinktap')}; trafilatura {version('trafilatura')}"


def normalize(page: Page) -> Article | Reject | Needs:
    """Read a page: pure, without network, disk or clock. Never raises, whatever the bytes."""
    try:
        return _normalize(page)
    except Exception as error:  # noqa: BLE001  (whatever a page does to a parser, it costs that page)
        return _reject(page, "the reader failed", f"{type(error).__name__}: {error}"[:500])


def _normalize(page: Page) -> Article | Reject | Needs:
    if not is_page(page.body):
        return _reject(page, "no HTML page", page.header("content-type"))
    parsed = document(page)
    if parsed is None:
        return _reject(page, "empty page")
    fields = read_fields(parsed)
    if isinstance(fields, Needs):
        return fields
    body = read_body(parsed, fields)
    if body is None:
        return _reject(page, "no body", fields.title)
    profile = page.hints.profile
    return Article(
        source=page.source,
        url=page.url,
        canonical_url=_canonical(parsed),
        via=page.via,
        fetched_at=page.fetched_at,
        body_sha256=hashlib.sha256(page.body).hexdigest(),
        extractor=EXTRACTOR,
        title=fields.title,
        authors=fields.authors,
        published=fields.published,
        updated=fields.updated,
        language=fields.language,
        section=fields.section,
        topics=fields.topics,
        summary=fields.summary,
        text=body.rendered.text,
        markdown=body.rendered.markdown,
        word_count=count_words(body.rendered.text),
        views=fields.views,
        rights=fields.rights,
        images=body.rendered.images,
        attachments=read_attachments(parsed),
        provenance=(*fields.evidence, Evidence("text", "trafilatura", None, None, 0.9)),
        refusals=fields.refusals,
        profile=profile.id if profile else None,
        whole=body.whole,
        prints=prints_of(parsed.lines),
    )


def _canonical(parsed: Document) -> str | None:
    """The address the page names as its own; null when it names none, another host, or the home page."""
    links = (one.get("href") for one in parsed.marks.marked.get("canonical", ()))
    named = next((url for href in links if href and (url := parsed.absolute(href))), None)
    if named is None:
        return None
    parts, own = urlsplit(named), urlsplit(parsed.page.url)
    same = parts.netloc.removeprefix("www.") == own.netloc.removeprefix("www.")
    is_home = parts.path in {"", "/"} and not parts.query
    return None if not same or (is_home and own.path not in {"", "/"}) else parts._replace(fragment="").geturl()


def _reject(page: Page, reason: str, raw: str | None = None) -> Reject:
    return Reject(page.source, page.url, page.fetched_at, Stage.EXTRACT, reason, raw)
