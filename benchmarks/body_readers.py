"""How does each extractor read a page's body, as its users run it? Bytes in, text out."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import html
from readability import Document as Readability
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from trafilatura import bare_extraction

from output.records import Article, Reject
from pipelines.lines import lines_of
from pipelines.normalize import normalize
from pipelines.page import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.page import Page

    Read = Callable[[Page], str]

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # lxml builds no tree with them


def trafilatura_default(page: Page) -> str:
    return _trafilatura(page, with_metadata=True)


def trafilatura_fast(page: Page) -> str:
    return _trafilatura(page, fast=True)


def trafilatura_precision(page: Page) -> str:
    return _trafilatura(page, favor_precision=True)


def _trafilatura(page: Page, **options: Any) -> str:
    read: Any = bare_extraction(page.body, url=page.url, **options)
    return (read.text or "") if read else ""


def readability(page: Page) -> str:
    text = CONTROL.sub("", bytes_to_str(page.body, detect_encoding(page.body, from_html_meta=True)))
    summary = Readability(text).summary()
    return "\n".join(line.text for line in lines_of(html.fromstring(summary), ()))


def resiliparse(page: Page) -> str:
    text = bytes_to_str(page.body, detect_encoding(page.body, from_html_meta=True))
    return str(extract_plain_text(text, main_content=True))


def ours(page: Page) -> str:
    read = read_alone(page)
    return read.text if isinstance(read, Article) else ""


def read_alone(page: Page) -> Article | Reject:
    """What a page gives by itself: whatever else it needs is not asked for, as in `thinktap extract`."""
    while not isinstance(read := normalize(page), Article | Reject):
        page = page.with_answer(Answer(read.url, None, "not asked", can_ask=False))
    return read


@dataclass
class Reader:
    """One extractor, with what it has read and the CPU seconds that took."""

    name: str
    read: Read
    rows: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0

    def take(self, identity: str, page: Page) -> None:
        began = time.process_time()
        try:
            body = self.read(page)
        except Exception:  # noqa: BLE001  (whatever an extractor raises, it has read no body)
            body = ""
        self.seconds += time.process_time() - began
        self.rows.append({"id": identity, "body": body})


def all_readers() -> list[Reader]:
    """Readers that have read nothing yet, trafilatura's default first and ours last."""
    return [
        Reader("trafilatura default", trafilatura_default),
        Reader("trafilatura fast", trafilatura_fast),
        Reader("trafilatura precision", trafilatura_precision),
        Reader("readability-lxml", readability),
        Reader("resiliparse", resiliparse),
        Reader("ours, as shipped", ours),
    ]
