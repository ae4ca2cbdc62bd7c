"""What is the article's body? trafilatura's opinion in recall mode, without the lines that are fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.lines import words_of
from pipelines.text import folded, squeeze
from pipelines.views.lines import LONGEST_LINE

if TYPE_CHECKING:
    from pipelines.document import Document

TITLE_LINES = 4  # among so many first lines the title is dropped (measured: +.004 to +.005 F1)
PROSE = 60  # characters; shorter lines are menus, labels and captions
# Below this share of the page's prose, recall mode has stopped early (measured: fundus +.006, sites5 +.008, wcxb +.003 F1).
LEAST_SHARE = 0.4
# A line that is nothing but labels with their values, a breadcrumb, or a notice.
FIELD_LINE = re.compile(
    r"^(?:views?|page views|reads|hits|updated|last updated|published|posted|current location|you are here|address|"
    r"copyright|©|浏览次数|浏览|阅读|点击|发布时间|更新时间|当前位置|您的位置|地址|版权所有|조회수|閲覧数)\s*(?:on\b)?\s*[:：©].{0,120}$",
    re.IGNORECASE,
)


def read_body(document: Document, title: str | None) -> str | None:
    """The body as text, a blank line between its paragraphs; null when the page has none.

    Args:
        document: The page.
        title: The article's title, which is no part of its body.
    """
    if chosen := _selected(document):
        lines = chosen
    else:
        lines = [squeeze(line) for line in _extracted(document).split("\n")]
    kept = [line for number, line in enumerate(lines) if line and not _is_field(line, number, title)]
    return "\n\n".join(kept) if _says_something(kept, document) else None


def _extracted(document: Document) -> str:
    """The text as trafilatura has it in recall mode; where that is a fragment of the prose, the longer of both modes."""
    # The tree written out again: trafilatura takes no page that does not say `html` in its first words.
    html = etree.tostring(document.tree, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    text = _asked(html, recall=True)
    prose = sum(len(line.text) for line in document.lines if len(line.text) >= PROSE and not line.aside)
    return text if len(text) >= LEAST_SHARE * prose else max(text, _asked(html, recall=False), key=len)


def _asked(html: str, *, recall: bool) -> str:
    from trafilatura import bare_extraction

    read = bare_extraction(html, favor_recall=recall, include_comments=False, with_metadata=False)
    return getattr(read, "text", None) or ""


def _says_something(lines: list[str], document: Document) -> bool:
    """Whether any line is more than the words of a link or of a heading: a menu is no body."""
    framing = {folded(words_of(element)) for element in document.tree.iter("a", "h1", "h2", "h3")}
    return any(folded(line) not in framing for line in lines)


def _selected(document: Document) -> list[str]:
    """The lines inside what the source's own selector picks."""
    css = dict(document.page.hints.selectors).get("body")
    if not css:
        return []
    chosen = set(document.elements(css))
    inside = (line for line in document.lines if chosen & {line.element, *line.element.iterancestors()})
    return [line.text for line in inside]


def _is_field(line: str, number: int, title: str | None) -> bool:
    if title and number < TITLE_LINES and folded(line) == folded(title):
        return True
    return len(line) <= LONGEST_LINE and bool(FIELD_LINE.match(line))
