"""What does a page give? The one place that orders the steps from a page to an article, a reject or a need."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.addresses import key, plain
from output.records import Article, Reject, Stage
from pipelines.body.profile import prints_of
from pipelines.bounds import too_much
from pipelines.document import document
from pipelines.fields import read_fields
from pipelines.kind import is_page
from pipelines.page import Needs, Page
from pipelines.paging.alone import LITTLE, alone
from pipelines.paging.gather import Gathered, Lost, gather
from pipelines.paging.join import join
from pipelines.refuse.reasons import Reason
from pipelines.rights.read import read_signals
from pipelines.rights.respect import REASON, SKIP_PAGE, respected, why
from pipelines.text import count_words

if TYPE_CHECKING:
    from pipelines.document import Document
    from pipelines.fields import Fields
    from pipelines.paging.alone import Alone
    from pipelines.paging.join import Joined

_HOME = re.compile(r"/?(?:(?:index|default)\.\w{3,5})?", re.IGNORECASE)
EXTRACTOR = f"thinktap {version('thinktap')}; trafilatura {version('trafilatura')}"


def normalize(page: Page) -> Article | Reject | Needs:
    """Read a page: pure, without network, disk or clock. Whatever the bytes, it raises nothing else than this.

    Raises:
        MemoryError: There is too little memory.
    """
    try:
        return _normalize(page)
    except MemoryError:  # the pool ends the worker: it may have lost more than this page
        raise
    except Exception as error:  # noqa: BLE001  (whatever a page does to a parser, it costs that page)
        return _reject(page, "the reader failed", f"{type(error).__name__}: {error}"[:500])


def _normalize(page: Page) -> Article | Reject | Needs:
    if not is_page(page.body):
        return _reject(page, Reason.NO_PAGE, page.header("content-type"))
    if more := too_much(page.body):
        return _reject(page, Reason.TOO_LARGE, more)
    found = document(page)
    if found is None:
        return _reject(page, Reason.EMPTY)
    if page.hints.respect == SKIP_PAGE and (raw := why(signal.text for signal in read_signals(found))):
        return _reject(page, REASON, raw)  # before anything is asked for its sake
    itself = alone(found)
    pages = gather(found, itself)
    if isinstance(pages, Gathered):
        whole = all(sheet.document.whole for sheet in pages.sheets)
        first = itself if pages.first is found else alone(pages.first)
        return _read(page, pages, first) if whole else _reject(page, Reason.TOO_DEEP)
    return _reject(page, pages.reason, pages.raw) if isinstance(pages, Lost) else pages


def _read(page: Page, pages: Gathered, first: Alone) -> Article | Reject | Needs:
    refused, held = first
    if refused and not (len(pages.sheets) > 1 and refused.reason in LITTLE):
        return _reject(page, *refused)
    fields = read_fields(pages.first)
    if isinstance(fields, Needs):
        return fields
    if page.hints.dated and fields.published is None:
        return _reject(page, Reason.UNDATED, fields.title)
    joined = join(pages, fields, held)
    if joined is None:
        return _reject(page, Reason.NO_BODY, fields.title)
    return respected(_article(page, pages, fields, joined), page.hints.respect)


def _article(found: Page, pages: Gathered, fields: Fields, joined: Joined) -> Article:
    page, body = pages.first.page, joined.body
    further = dict.fromkeys((*joined.pages, found.url, *found.via))
    profile = page.hints.profile
    return Article(
        source=page.source,
        url=page.url,
        canonical_url=_canonical(pages.first),
        via=page.via,
        pages=tuple(url for url in further if url not in {page.url, *page.via}),
        fetched_at=page.fetched_at,
        body_sha256=joined.sha256,
        extractor=EXTRACTOR,
        title=fields.title,
        authors=fields.authors,
        published=fields.published,
        updated=fields.updated,
        language=fields.language,
        section=fields.section,
        topics=fields.topics,
        summary=fields.summary,
        text=body.text,
        markdown=body.markdown,
        word_count=count_words(body.text),
        views=fields.views,
        rights=fields.rights,
        images=body.images,
        attachments=joined.attachments,
        provenance=(*fields.evidence, *joined.evidence),
        refusals=(*fields.refusals, *pages.refusals, *joined.refusals),
        profile=profile.id if profile else None,
        whole=joined.whole,
        prints=prints_of(pages.first.lines),
    )


def _canonical(parsed: Document) -> str | None:
    """The address the page names as its own; null when it names none, several, another host's, or the home page."""
    links = (one.get("href") for one in parsed.marks.marked.get("canonical", ()))
    named = [url for href in links if href and (url := parsed.absolute(href))]
    if len({key(url) for url in named}) != 1:
        return None
    parts, own = urlsplit(named[0]), urlsplit(parsed.page.url)
    same = _host(named[0]) == _host(parsed.page.url)
    is_home = _HOME.fullmatch(parts.path) and not parts.query and not _HOME.fullmatch(own.path)
    return None if not same or is_home else parts._replace(fragment="").geturl()


def _host(url: str) -> str:
    """The host, without what marks another form of its pages."""
    return urlsplit(plain(url)).netloc.removeprefix("www.")


def _reject(page: Page, reason: str, raw: str | None = None) -> Reject:
    return Reject(page.source, page.url, page.fetched_at, Stage.EXTRACT, reason, raw)
