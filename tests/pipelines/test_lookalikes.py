"""What looks like a value and is another one: each of these was once stored wrongly, or took too long."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from output.records import Article
from pipelines.dates.moment import Reader
from pipelines.dates.numeric import Unreadable
from pipelines.normalize import normalize
from pipelines.page import Needs, Page
from tests.cost import bounded

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXT = "<p>" + "The committee met again in the autumn and agreed on very little. " * 8 + "</p>"


def read(body: str, head: str = "") -> Article:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{TEXT}{body}</body></html>"
    given = normalize(Page("kite", "https://kite.example/views/9.html", html.encode(), FETCHED))
    assert isinstance(given, Article), given
    return given


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>Read 1,234 times</p>", 1234),  # not 234
        ("<p>Dibaca 12.768 kali</p>", 12768),
        ("<p>조회 1,458 회</p>", 1458),
        ("<p>May 2, 1,234 views</p>", 1234),
        ("<p>1,234 views</p>", 1234),
        ("<meta itemprop='interactionCount' content='UserPageVisits:1458'>", 1458),
        ("<p>12 times</p>", None),
        ("<p>5 clicks</p>", None),
        ("<p>Views: 12 of 34</p>", None),
        ("<p>Views: 1.234K</p>", None),  # 1234 in one language, 1,234,000 in another
        ("<p>2019/12 views</p>", None),
        ("<div class='sidebar'><h3>Most viewed</h3><p>Views: 99</p></div>", None),
        ("<article class='has-sidebar'><p>Views: 99</p></article>", 99),
    ],
)
def test_views(body: str, count: int | None) -> None:
    views = read(body).views
    assert (views and views.count) == count


def test_a_dedecms_counter_is_raised_however_it_is_asked() -> None:
    body = '<p>Views:<script src="/plus/count.php?aid=59&amp;mid=1"></script></p>'
    given = normalize(Page("kite", "https://kite.example/9.html", f"<html>{body}{TEXT}</html>".encode(), FETCHED))
    assert isinstance(given, Needs)
    assert given.raises_count


@pytest.mark.parametrize(
    ("raw", "edtf"),
    [
        ("12/13/2019 8:54 PM", "2019-12-13T20:54:00"),
        ("2019-12-13 12:05 a.m.", "2019-12-13T00:05:00"),
        ("2019-12-13 12:05 PM", "2019-12-13T12:05:00"),
        ("2019-12-13 20:54", "2019-12-13T20:54:00"),
        ("2019-12-13 10:00:00+08:00", "2019-12-13T10:00:00+08:00"),
        ("2013-12-30 16:42:01-05", "2013-12-30T16:42:01-05:00"),
        ("2019年12月13日 20:54", "2019-12-13T20:54:00"),
        ("2019. 12. 13.", "2019-12-13"),
        ("2019 12 comments", None),
        ("jan 2019 1 " * 10_000, None),
    ],
)
def test_dates(raw: str, edtf: str | None) -> None:
    try:
        given = Reader(FETCHED).read(raw).edtf
    except Unreadable:
        given = None
    assert given == edtf


@pytest.mark.parametrize(
    ("body", "holder"),
    [
        ("<p>She is a copyright lawyer.</p>", None),
        ("<p>We wrote about copyright reform in 2019.</p>", None),
        ("<p>Copyright is a right of authors.</p>", None),
        ("<p>Photo: © Reuters</p>", None),
        ("<figure><figcaption>A pier © Reuters</figcaption></figure>", None),
        ("<p>© 2020 Kite</p><p>Photo © Getty Images</p>", "Kite"),
        ("<footer>Copyright © Kite 2020. Powered by WordPress</footer>", "Kite"),
        ("<footer>Copyright by Kite Institute</footer>", "Kite Institute"),
        ("<footer>Copyright Kite Institute 2025</footer>", "Kite Institute"),
        ("<footer>Copyright Kite Institute 2025.</footer>", "Kite Institute"),
    ],
)
def test_copyright(body: str, holder: str | None) -> None:
    assert read(body).rights.holder == holder


OTHERS = '"datePublished":"2019-03-05","author":{"@type":"Person","name":"Bo Ek"}'
OWN = '"datePublished":"2020-03-05","author":{"@type":"Person","name":"Ann Lee"}'
HERE = '"url":"https://kite.example/views/9.html"'
ELSEWHERE = '"url":"https://kite.example/other"'


@pytest.mark.parametrize(
    ("nodes", "is_own"),
    [
        # the page's own by its address, its headline, or as the only one
        (f'{{"@type":"Article",{HERE},{OWN}}}', True),
        (f'{{"@type":"Article","mainEntityOfPage":{{"@id":"http://www.kite.example/views/9.html#a"}},{OWN}}}', True),
        (f'{{"@type":"NewsArticle","headline":"Tides &amp; trade","url":"https://a.example/staging",{OWN}}}', True),
        (f'{{"@type":"Report",{OWN}}}', True),
        (f'{{"@type":"Report","url":"https://kite.example/",{OWN}}}', True),
        (f'{{"@type":"Report","headline":"Another headline of the same text",{OWN}}}', True),
        (f'{{"@type":"ClaimReview",{HERE},{OWN}}}', True),
        (f'[{{"@type":"Article",{ELSEWHERE},{OTHERS}}},{{"@type":"Article",{HERE},{OWN}}}]', True),
        (
            f'[{{"@type":"Article","headline":"Whales",{OTHERS}}},{{"@type":"Article","headline":"Tides & trade",{OWN}}}]',
            True,
        ),
        (f'[{{"@type":"CreativeWork",{HERE},{OTHERS}}},{{"@type":"Article",{HERE},{OWN}}}]', True),
        # another's
        (f'{{"@type":"Article","headline":"Whales",{ELSEWHERE},{OTHERS}}}', False),
        (f'{{"@type":"Article",{ELSEWHERE},{OTHERS}}}', False),
        (
            f'[{{"@type":"Article","headline":"Whales",{OTHERS}}},{{"@type":"Article","headline":"Gulls",{OTHERS}}}]',
            False,
        ),
        (f'{{"@type":"ItemList","author":"Bo Ek","itemListElement":[{{"@type":"Article",{OTHERS}}}]}}', False),
        (f'{{"@type":"Review","reviewBody":"Nice",{OTHERS}}}', False),
        (f'{{"@type":"CreativeWork","headline":"Whales",{OTHERS}}}', False),
        *((f'{{"@type":"{kind}","name":"Whales",{OTHERS}}}', False) for kind in ("Comment", "Book", "VideoObject")),
    ],
)
def test_json_ld_of_another_article(nodes: str, is_own: bool) -> None:
    given = read("<h1>Tides &amp; trade</h1>", f'<script type="application/ld+json">{nodes}</script>')
    published = given.published and given.published.edtf
    assert (published, [author.name for author in given.authors]) == (
        ("2020-03-05", ["Ann Lee"]) if is_own else (None, [])
    )


@pytest.mark.no_cover
def test_a_long_title_takes_no_time() -> None:
    with bounded():
        assert (
            read("", f"<meta property='og:site_name' content='Kite'><title>{'a | ' * 30_000}</title>").title is None
        )
