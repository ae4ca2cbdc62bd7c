"""Does a page only frame something else? A file, a picture, other pages, or a program that fills it in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.attachments import MEDIA_TYPES
from pipelines.refuse.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

MOST_LINKS = 5  # beside a picture that is all a page shows
SHOWN = 300  # characters; a program's frame may say "Loading" and have a menu
# Viewers that take a file's address in their own: PDF.js, Google's, Microsoft's, and WordPress plugins'.
VIEWERS = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|epub)(?:[?#]|$)|[?&](?:file|url|src)=[^&]{1,500}\.(?:pdf|docx?|xlsx?|pptx?)\b|//docs\.google\.com/(?:viewer|gview)|//view\.officeapps\.live\.com"
    r"|/pdfjs/|/viewer\.html\?file=",
    re.IGNORECASE,
)
# The elements that programs fill: React, Next, Vue, Nuxt, Angular, Gatsby, Svelte, Ember.
ROOTS = frozenset(
    (
        *("root", "app", "__next", "__nuxt", "___gatsby", "svelte", "app-root", "react-root", "main-app", "q-app"),
        *("ember-application", "single-spa-application", "application", "appcontainer", "app-container"),
    )
)
APP_TAGS = ("app-root", "my-app", "ion-app")


def frames(document: Document) -> Refused | None:
    """Other pages that stand in a frameset; the first of them is named."""
    if not document.marks.tags.get("frameset"):
        return None
    shown = next((src for one in document.marks.tagged("frame") if (src := one.get("src"))), None)
    return Refused(Reason.FRAMES, shown)


def file_viewer(document: Document) -> Refused | None:
    """The file that a page embeds, or the only picture that it shows."""
    held = next(_files(document), None)
    if (
        held is None
        and not any(line.text for line in document.lines)
        and len(document.marks.tagged("a")) <= MOST_LINKS
    ):
        pictures = document.marks.tagged("img", "video", "audio")
        held = pictures[0].get("src") if len(pictures) == 1 else None
    return Refused(Reason.FILE, held) if held else None


def empty_shell(document: Document, *, begun: bool) -> Refused | None:
    """A page that shows next to nothing, and whose program would fill it.

    Args:
        document: The page.
        begun: Whether a sentence stands below a headline; then only an element for a program to fill makes it a shell.
    """
    programs = [*document.marks.tagged("script"), *document.marks.marked.get("modulepreload", ())]
    shown = sum(len(line.text) for line in document.lines)
    if not programs or shown > SHOWN:
        return None
    roots = (one for _, one in document.marks.named_by(ROOTS) if (one.get("id") or "").lower() in ROOTS)
    root = next(iter((*document.marks.tagged(*APP_TAGS), *roots)), None)
    if root is not None:
        return Refused(Reason.SHELL, root.get("id") or str(root.tag))
    return Refused(Reason.SHELL) if not begun and (not shown or any(one.get("src") for one in programs)) else None


def _files(document: Document) -> Iterator[str]:
    for one in document.marks.tagged("embed", "object", "iframe"):
        address = one.get("src") or one.get("data") or ""
        if (one.get("type") or "").lower() in MEDIA_TYPES.values() or VIEWERS.search(address):
            yield address or str(one.get("type"))
