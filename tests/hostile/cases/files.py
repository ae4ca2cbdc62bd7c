"""Files that are no pages, under the address of an article; and streams that have no end."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.hostile.answers import endless, head, made, whole
from tests.hostile.case import Family
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.server import Script

files = Family("file")
FAMILIES = [files]
PAGE = page("An article of another type", "types")
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(50_000) + b"%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50_000)


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made_zip:
        made_zip.writestr("word/document.xml", bytes(300_000_000))
    return packed.getvalue()


REFUSED: dict[str, Script] = {
    "PDF": whole(PDF, "Content-Type: application/pdf"),
    "PDF that says it is a page": whole(PDF),
    "picture": whole(PNG, "Content-Type: image/png"),
    "picture that says it is a page": whole(PNG),
    "program": whole(b"MZ\x90\x00" + bytes(90_000), "Content-Type: application/octet-stream"),
    "program that says it is a page": whole(b"\x7fELF" + bytes(range(256)) * 400),
    "document that is a bomb": made(
        lambda _: whole(
            _zip_bomb(), "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        )
    ),
    "archive that says it is a page": made(lambda _: whole(_zip_bomb())),
    "JSON": whole('{"error": "no such article", "trace": []}', "Content-Type: application/json"),
    "JSON that says it is a page": whole('{"error": "no such article", "trace": []}'),
    "XML": whole("<?xml version='1.0'?><error>none</error>", "Content-Type: application/xml"),
    "script": whole("var a = 1;" * 5_000, "Content-Type: text/javascript"),
    "style": whole("a { color: red }" * 5_000, "Content-Type: text/css"),
    "events without an end": endless(head("Content-Type: text/event-stream"), lambda _: b"data: x\n\n", 0.1),
    "parts without an end": endless(
        head("Content-Type: multipart/x-mixed-replace; boundary=b"),
        lambda _: b"--b\r\nContent-Type: image/jpeg\r\n\r\n" + PNG,
    ),
    "film without an end": endless(head("Content-Type: video/mp4"), lambda _: bytes(65_536)),
    "noise that says it is a page": whole(bytes(range(256)) * 8_000),
    "Python's error": whole(
        "Traceback (most recent call last):\n  File 'x', line 1\nKeyError: 'article'", status="500 Error"
    ),
    "folder's index": whole(
        "<html><title>Index of /a</title><h1>Index of /a</h1><pre><a href='../'>../</a></pre></html>"
    ),
}
EITHER: dict[str, Script] = {
    "page that says it is a picture": whole(PAGE, "Content-Type: image/png"),
    "page that says it is plain": whole(PAGE, "Content-Type: text/plain"),
    "page that says it is bytes": whole(
        PAGE, "Content-Type: application/octet-stream", "X-Content-Type-Options: nosniff"
    ),
    "page that says nothing": whole(PAGE, "Content-Type:"),
    "page to be saved": whole(PAGE, 'Content-Disposition: attachment; filename="/etc/cron.d/x"'),
    "picture with a script": whole(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><text>An SVG</text></svg>",
        "Content-Type: image/svg+xml",
    ),
}
QUICK = {"PDF", "picture that says it is a page", "PDF that says it is a page"}
for fate, table in {Fate.REFUSED: REFUSED, Fate.EITHER: EITHER}.items():
    for name, script in table.items():
        files.add(name, lambda world, script=script, fate=fate: world.bad(script, fate), quick=name in QUICK)
