"""Archives of years and months: which of a listing's links lead to them, and what looks like one and is none."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.anchors import parse
from crawler.listings.archives import MOST, archives
from crawler.listings.html import read
from crawler.listings.record import Rule
from tests.cost import bounded

URL = "https://kite.example/news/"


def found(html: str, url: str = URL, *shown: str) -> list[str]:
    tree = parse(f"<html><body>{html}</body></html>")
    assert tree is not None
    return list(archives(tree, url, shown))


def links(*pairs: tuple[object, str]) -> str:
    return "<ul>" + "".join(f"<li><a href='{href}'>{text}</a></li>" for text, href in pairs) + "</ul>"


ARCHIVES = {
    "years": (URL, links((2022, "/news/2022/"), (2023, "/news/2023/")), ["2023/", "2022/"]),
    "months": (URL, links(("May 2023", "2023/05/"), ("April 2023 (4)", "2023/04/")), ["2023/05/", "2023/04/"]),
    "the site's own": (URL, links(("Mai 2023", "/2023/05/"), ("März 2023", "/2023/03/")), ["/2023/05/", "/2023/03/"]),
    "months below their years": (
        URL,
        links((2023, "2023/"), ("May", "2023/05/"), ("April", "2023/04/"), ("June", "2022/06/")),
        ["2023/", "2022/06/"],
    ),
    "query": (URL, links((2023, "?year=2023"), (2022, "?year=2022")), ["?year=2023", "?year=2022"]),
    "query, wordpress": (URL, links(("Mai 2023", "/?m=202305"), ("April 2023", "/?m=202304")), ["/?m=202305", "/?m=202304"]),
    "query, date": (URL, links(("2023-05", "?date=2023-05-01")), ["?date=2023-05-01"]),
    "files": (URL, links((2023, "archive-2023.html"), (2022, "archive-2022.html")), ["archive-2023.html", "archive-2022.html"]),
    "files of SharePoint, which keeps all in one folder": (
        f"{URL}Pages/default.aspx", links(("Archive 2022", "2022.aspx"), (2021, "2021.aspx")), ["2022.aspx", "2021.aspx"],
    ),
    "another year of this one": (f"{URL}2024/", links((2023, "/news/2023/"), (2024, "/news/2024/")), ["/news/2023/"]),
    "another year by query": (f"{URL}?year=2024&lang=en", links((2023, "?year=2023&lang=en")), ["?year=2023&lang=en"]),
    "chinese": (URL, links(("2023年5月", "2023/05/"), ("2023年", "2023.html"), ("2022年(12)", "2022.html")), ["2023.html", "2022.html"]),
    "archive": (URL, links(("Archive 2023", "/news/archive/2023/"), ("Archiv: 2022", "archiv/2022")), ["archive/2023/", "archiv/2022"]),
    "select": (
        URL,
        (
            "<select onchange='go()'><option value=''>Month</option><option value='https://kite.example/2023/05/'>&nbsp;May 2023 </option>"
            "<option value='/2023/04/'>April 2023</option></select>"
        ),
        ["/2023/05/", "/2023/04/"],
    ),
    "select in a form": (
        URL,
        (
            "<form><select name='year'><option value='All'>Any</option><option value='2023'>2023</option>"
            "<option value='2022'>2022</option></select><input type=hidden name=type value=All></form>"
        ),
        ["?type=All&year=2023", "?type=All&year=2022"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("url", "html", "expected"), ARCHIVES.values(), ids=ARCHIVES)
def test_archives(url: str, html: str, expected: list[str]) -> None:
    assert found(html, url) == [urljoin(url, end) for end in expected]


NONE = {
    "days": links((17, "/news/2023/05/17/"), ("17 May 2023", "/news/2023-05-17")),
    "events": links((2023, "/events/2023/"), ("May 2024", "/events/2024/05"), ("Mai", "/termine/2024-05/")),
    "calendar": "<table class='wp-calendar'><tr><td><a href='/2023/04/'>Apr 2023</a></td></tr></table>",
    "articles": links(("What 2023 owes the harbour", "/news/2023/"), ("Report", "/news/2023/what-the-harbour-owes")),
    "reports": links(("Annual report 2023", "/news/annual-report-2023.html"), (2023, "/annual-report-2023.html")),
    "other sections": links((2023, "/press/2023/"), (2022, "/people/2022/")),
    "another filter": links((2023, "?year=2023&topic=sea"), (2022, "?year=2022&lang=de")),
    "another site": links((2023, "https://other.example/news/2023/")),
    "numbers": links((1984, "/news/84/"), (2, "?page=2"), (2024, "/news/p/2024x")),
    "no words": "<a href='/news/2023/'></a><a href='/news/2023/05/'><img alt='A harbour in the evening sun'></a>",
}  # fmt: skip


@pytest.mark.parametrize("html", NONE.values(), ids=NONE)
def test_what_is_no_archive(html: str) -> None:
    assert found(html) == []


def test_pages_whose_numbers_look_like_years_are_none() -> None:
    rest = links((2021, "/news/page/2021/"), (2023, "/news/page/2023/"))
    assert found(rest, f"{URL}page/2022/") == []


def test_a_calendar_of_events_has_none() -> None:
    assert found(links(("May 2023", "/events/2023/05/")), "https://kite.example/events/") == []


def test_the_site_s_own_are_none_of_a_section() -> None:
    months = links(("May 2023", "/2023/05/"), ("April 2023", "/2023/04/"))
    assert found(months, "https://kite.example/category/sea/") == []


def test_what_is_later_than_every_article_is_a_calendar_s() -> None:
    months = links(*((f"{n}/2024", f"/news/2024/{n:02}/") for n in range(1, 13)), (2025, "/news/2025/"))
    assert found(months, URL, "2024-03-05", "12 May 2023") == [f"{URL}2024/{n:02}/" for n in (3, 2, 1)]


def test_a_page_gives_them_beside_its_paging() -> None:
    rows = "".join(f"<li><h3><a href='/a/{n}'>A title of the article {n}</a></h3></li>" for n in range(5))
    listing = read(f"<ul>{rows}</ul><a href='?page=2'>Next</a>{links((2023, '/news/2023/'))}", URL, Rule())
    assert [turn.url for turn in listing.next] == [f"{URL}?page=2"]
    assert listing.archives == (f"{URL}2023/",)
    assert len(listing.links) == 5


PIECES = [
    "<a href='",
    "/news/",
    "2023",
    "05",
    "/",
    "?year=",
    "?m=",
    "'>",
    "</a>",
    "May ",
    "-",
    "<option value='",
    ".html",
    "//[",
    "٢٠٢٣",
]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join), st.lists(st.text(max_size=12))
)
def test_any_page_is_read(html: str, shown: list[str]) -> None:
    assert all(
        urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname for url in found(html, URL, *shown)
    )


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<a href='/news/{1900 + n % 200}/{n % 12 + 1}/{'x' * (n % 2)}'>May</a>" for n in range(20_000)),
        f"<a href='/news{'/2023' * 100_000}'>2023</a>",
        f"<a href='/news{'-archive' * 100_000}/2023'>2023</a><a href='?{'y_' * 200_000}=2023'>2023</a>",
        f"<a href='/news/2023/'>{'(1 ' * 300_000}</a>",
    ],
)
def test_a_hostile_page_costs_little(html: str) -> None:
    with bounded():
        assert len(found(html)) <= MOST
