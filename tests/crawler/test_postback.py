"""ASP.NET: the form that leads to the next page, and a listing that is walked by it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pyarrow.parquet as pq
import pytest

from crawler.listings.anchors import parse
from crawler.listings.paging.further import next_turns
from crawler.listings.record import Turn
from tests.conftest import thinktap
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://kite.example/News.aspx?cat=2"
STATE = "<input type='hidden' name='__VIEWSTATE' value='dDwx'><input type='hidden' name='__EVENTVALIDATION' value='ev+/='>"
SEARCH = "<input name='q' value=''><input type='submit' name='go' value='Search'><input type='checkbox' name='all'>"
CHOICE = "<select name='year'><option value='0'>All</option><option value='2' selected>2</option></select>"


def post(text: object, target: str, argument: str = "") -> str:
    return f"""<a href="javascript:__doPostBack('{target}','{argument}')">{text}</a> """


def grid(row: str) -> str:
    cells = "".join(f"<td>{cell}</td>" for cell in row.split("|"))
    return f"<table class='grid'><tr><td>An article</td></tr><tr class='foot'><td><table><tr>{cells}</tr></table></td></tr></table>"


def page(html: str) -> str:
    form = f"<form method='post' action='./News.aspx?cat=2' id='form1'>{STATE}{SEARCH}{CHOICE}{html}</form>"
    return f"<html><body>{form}</body></html>"


def turns(html: str) -> tuple[Turn, ...]:
    tree = parse(page(html))
    assert tree is not None
    return next_turns(tree, URL, 10)


NEXT = {
    "grid": (grid(f"<span>1</span>|{post(2, 'gv', 'Page$2')}|{post(3, 'gv', 'Page$3')}"), ("gv", "Page$2")),
    "grid, in the middle": (grid(f"{post(1, 'gv', 'Page$1')}|<span>2</span>|{post(3, 'gv', 'Page$3')}"), ("gv", "Page$3")),
    "grid, dots": (
        grid("|".join([*(post(n, "gv", f"Page${n}") for n in range(1, 10)), "<span>10</span>", post("...", "gv", "Page$11")])),
        ("gv", "Page$11"),
    ),
    "pager with words": (
        f"<div id='AspNetPager1'><span>1</span>{post(2, 'AspNetPager1', '2')}{post('下一页', 'AspNetPager1', '2')}</div>",
        ("AspNetPager1", "2"),
    ),
    "next alone": (post("Next", "ctl00$main$next"), ("ctl00$main$next", "")),
    "arrow": (f"<div class='pager'>{post('&gt;', 'p', '2')}</div>", ("p", "2")),
    "no argument": (
        f"<span id='DataPager1'><span>1</span> {post(2, 'dp$ctl01$ctl01')} {post(3, 'dp$ctl01$ctl02')}</span>",
        ("dp$ctl01$ctl01", ""),
    ),
    "options": (
        "<div class='pager'>1 <a href='javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(&quot;lb2&quot;, &quot;&quot;, true))'>2</a></div>",
        ("lb2", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "event"), NEXT.values(), ids=NEXT)
def test_the_form_that_goes_on(html: str, event: tuple[str, str]) -> None:
    (turn,) = turns(html)
    assert turn.url == "https://kite.example/News.aspx?cat=2"
    assert turn.form == (
        ("__EVENTTARGET", event[0]),
        ("__EVENTARGUMENT", event[1]),
        ("__VIEWSTATE", "dDwx"),
        ("__EVENTVALIDATION", "ev+/="),
        ("q", ""),
        ("year", "2"),
    )


LAST = grid(f"{post(1, 'gv', 'Page$1')}|{post(2, 'gv', 'Page$2')}|<span>3</span>")
CALENDAR = "<table id='Calendar1'><tr>" + "".join(
    f"<td>{post(day, 'Cal', str(8000 + day))}</td>" for day in range(2, 9)
)
NONE = {
    "the last page": LAST,
    "the first dots": grid("|".join([post("...", "gv", "Page$10"), "<span>11</span>"])),
    "sorting": post("Date", "gv", "Sort$Date") + post("Next", "gv", "Sort$Next") + post(2, "gv", "Select$2"),
    "calendar": f"{CALENDAR}<td>9</td></tr></table>",
    "next month": f"<table class='calendar'><tr><td>{post('&gt;', 'Cal', 'V8888')}</td></tr></table>",
    "log out": post("Log out", "ctl00$logout"),
}


@pytest.mark.parametrize("html", NONE.values(), ids=NONE)
def test_what_posts_no_further_page(html: str) -> None:
    assert turns(html) == ()


def test_links_with_addresses_are_enough() -> None:
    assert turns(f"<div class='pager'>1 <a href='?cat=2&page=2'>2</a> {post('Next', 'p', '2')}</div>") == (
        Turn("https://kite.example/News.aspx?cat=2&page=2"),
    )


class Posting(Site):
    """Three pages, each of which gives the next one's number in its state."""

    titles = (
        "What the harbour owes the town",
        "A second look at the price of grain",
        "Night trains and their places",
    )

    def page(self, number: int) -> str:
        title = self.titles[number - 1]
        row = "|".join(f"<span>{n}</span>" if n == number else post(n, "gv", f"Page${n}") for n in (1, 2, 3))
        list_ = f"<ul><li><h3><a href='/a/{number}'>{title}</a></h3><span>2024-05-0{number}</span></li></ul>"
        return page(list_ + grid(row)).replace("dDwx", f"state{number}").replace("./News.aspx?cat=2", "/")


def test_a_listing_is_walked_by_its_form(tmp_path: Path) -> None:
    with Posting() as site:
        posted = []

        def answer(body: bytes) -> Answer:
            said = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            posted.append((said["__EVENTARGUMENT"], said["__VIEWSTATE"]))
            return Answer(site.page(int(said["__EVENTARGUMENT"].removeprefix("Page$"))))

        for number, title in enumerate(site.titles, 1):
            site.article(f"/a/{number}", title)
        site.pages["/"] = Answer(site.page(1))
        site.posted = answer
        done = thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    assert done.status == 0, done.stderr
    assert posted == [("Page$2", "state1"), ("Page$3", "state2")]
    rows = pq.read_table(tmp_path / "out" / "articles").to_pylist()
    assert sorted(row["title"] for row in rows) == sorted(site.titles)
