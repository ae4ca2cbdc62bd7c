"""How does a page come to stand beside its article? From the archive, made still, as a file in a folder beside the report."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from jinja2 import Environment

from output.archive.lookup import archived
from output.archive.record import Received
from output.atomic import write_text
from output.errors import Damaged
from output.report.words import plain, times

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from output.layout import Layout
    from output.report.gather import Report

Still: TypeAlias = Callable[[Received], str]  # a response as HTML that asks for nothing; empty where there is none
OURS = re.compile(r"[0-9a-f]{32}\.html")  # the names of these files, which no page has a part in
STYLE = (
    "body{margin:16px;font:15px/1.55 Georgia,serif;color:#222;background:#fff;overflow-wrap:anywhere}"
    ".saved{font:13px system-ui,sans-serif;color:#555;border-bottom:1px solid #ccc;padding-bottom:8px}"
    "a{border-bottom:1px dotted #888;margin-right:.3em}"
    "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px 6px}pre{white-space:pre-wrap}"
)
POLICY = f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
PAGE = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{ policy }}">'
    '<meta name="referrer" content="no-referrer"><title>Saved page</title><style>{{ style|safe }}</style></head><body>\n'
    '<p class="saved">Saved {{ at }} UTC from {{ url }}</p>\n{{ page|safe }}\n</body></html>\n'
)


def save(layout: Layout, report: Report, folder: Path, still: Still) -> dict[str, str]:
    """Write the pages of the articles that the report shows, beside those of an earlier report, which may yet be read.

    Args:
        layout: The dataset.
        report: The report.
        folder: Where they are written, beside the report.
        still: Makes a response harmless.

    Returns:
        The files' addresses, as seen from the report, by the article's id. An article whose page is not archived has none.

    Raises:
        OSError: The disk is full or refuses us.
    """
    template = Environment(autoescape=True).from_string(PAGE)
    written = {}
    for one in report.shown:
        for row in one.articles:
            received = _received(layout, one.facts.source, row)
            page = still(received) if received else ""
            if received and page:
                name = _name(one.facts.source, row)
                words = {"policy": POLICY, "style": STYLE, "page": page}
                text = template.render(words, at=times(received.at), url=plain(received.url, 500))
                write_text(folder / name, folder, text)
                written[row["article_id"]] = f"{quote(folder.name)}/{name}"
    return written


def tidy(folder: Path, written: Mapping[str, str]) -> None:
    """Remove the pages of an earlier report, once the new one stands.

    Args:
        folder: Where they are.
        written: What `save` has returned.
    """
    kept = {name.rpartition("/")[2] for name in written.values()}
    for path in folder.glob("*.html"):
        if OURS.fullmatch(path.name) and path.name not in kept:
            path.unlink()


def _name(source: str, row: Mapping[str, Any]) -> str:
    """Of an article as it was read from this response: another one of it is another file."""
    which = f"{source} {row['article_id']} {row['archive_file']} {row['archive_offset']}"
    return f"{hashlib.sha256(which.encode()).hexdigest()[:32]}.html"


def _received(layout: Layout, source: str, row: Mapping[str, Any]) -> Received | None:
    """The response that an article was read from; null where it is not archived, or damaged."""
    if row["archive_file"] is None or row["archive_offset"] is None:
        return None
    try:
        return archived(layout.archive(source), row["archive_file"], row["archive_offset"])
    except Damaged:
        return None
