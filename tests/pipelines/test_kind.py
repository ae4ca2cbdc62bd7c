"""What is a page, and what is a file, a feed or data."""

from __future__ import annotations

import pytest

from pipelines.kind import is_page

HTML = "<!DOCTYPE html><html><body><p>The tide turned early that year.</p></body></html>"


@pytest.mark.parametrize(
    ("body", "page"),
    [
        (HTML.encode(), True),
        (HTML.encode("utf-8-sig"), True),
        (HTML.encode("utf-16"), True),
        (HTML.encode("utf-32"), True),
        (b"", True),
        (b"<p>just words, and one \x00 among many others that are none at all", True),
        (b"[1] A page may begin with a note<br>and go on", True),
        (b"words alone are no page", False),
        (b"year,tides\n1850,12\n", False),
        (b"if(a<b){c>d}", False),
        (b"{\\rtf1 words}", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 words", False),
        (b"%!PS-Adobe-3.0 words", False),
        (b'<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?>\n<!-- x -->\n<rss></rss>', False),
        (b"<svg xmlns='x'><text>Tide</text></svg>", False),
        (b"<div><svg></svg>words</div>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', True),
        (HTML.encode("utf-16-le"), False),
        (b"\n%PDF-1.4 words", False),
        (b"\xef\xbb\xbf%PDF-1.4 words", False),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", False),
        (b"\x00\x00\x00\x18ftypmp42 and words", False),
        (b'{"a": "The tide turned early."}', False),
        (b'[{"a": "The tide turned early."}]', False),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>', False),
        (b"<urlset xmlns='x'></urlset>", False),
    ],
)
def test_kinds(body: bytes, page: bool) -> None:
    assert is_page(body) == page
