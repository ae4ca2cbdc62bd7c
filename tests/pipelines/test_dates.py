"""Dates by tables: what pages write in thirty languages, what settles an order, and what is refused."""

from __future__ import annotations

import sys
import time
from datetime import date

import pytest

from output.records import Evidence, Refusal
from pipelines.dates.moment import Reader
from pipelines.dates.numeric import Unreadable
from pipelines.dates.order import order_of
from pipelines.dates.read import read_dates
from pipelines.dates.words import find_date, find_dates
from pipelines.page import Hints, StatedDate
from tests.made import FETCHED, TEXT, parsed

H1 = "<h1>T</h1>"


def dates(
    body: str, head: str = "", language: str | None = "en", hints: Hints | None = None, url: str | None = None
) -> tuple[str | None, str | None]:
    document = parsed(body, head, hints, url=url) if url else parsed(body, head, hints)
    read = read_dates(document, language, "T")
    published, updated = (read[field].value for field in ("published", "updated"))
    return published and published.edtf, updated and updated.edtf


def refusals(body: str, head: str = "", hints: Hints | None = None) -> list[tuple[str, str]]:
    read = read_dates(parsed(body, head, hints), "en", "T")
    return [(refusal.field, refusal.reason) for reading in read.values() for refusal in reading.refusals]


@pytest.mark.parametrize(
    ("language", "words", "edtf"),
    [
        ("en", "13 December 2019", "2019-12-13"),
        ("en", "Dec. 13th, 2019", "2019-12-13"),
        ("en", "Friday, December 13, 2019", "2019-12-13"),
        ("en", "December 2019", "2019-12"),
        ("en", "Mon 20 Jan 2020 06.07 GMT", "2020-01-20T06:07:00+00:00"),
        ("en", "Jan 23, 2020, 10.45 AM IST", "2020-01-23T10:45:00"),
        ("en", "November 19, 2019 / 8:16 AM", "2019-11-19T08:16:00"),
        ("en", "2013-12-30 16:42:01-05", "2013-12-30T16:42:01-05:00"),
        ("en", "Nov 7, 2023, 8:54 AM GMT+1", "2023-11-07T08:54:00+01:00"),
        ("en", "2021-04-29 17:13:04.031886+02:00", "2021-04-29T17:13:04+02:00"),
        ("en", "20191213", "2019-12-13"),
        ("en", "Fri, 12/13/2019 - 11:38", "2019-12-13T11:38:00"),
        ("en", "2019-12-13T10:00:00Z", "2019-12-13T10:00:00+00:00"),
        ("en", "Fri, 13 Dec 2019 10:00:00 +0000", "2019-12-13T10:00:00+00:00"),
        ("en", "2019", "2019"),
        ("de", "13.12.2019", "2019-12-13"),
        ("de", "28.04.2020 18:00 Uhr", "2020-04-28T18:00:00"),
        ("de", "13. Dezember 2019, 10.00 Uhr", "2019-12-13T10:00:00"),
        ("de", "Oct 24, 2023", "2023-10-24"),
        ("de", "20. März 2014", "2014-03-20"),
        ("fr", "27 octobre 2023 à 15h01", "2023-10-27T15:01:00"),
        ("fr", "1er février 2020", "2020-02-01"),
        ("es", "13 de diciembre de 2019", "2019-12-13"),
        ("pt", "4 de maio de 2022, 05:35", "2022-05-04T05:35:00"),
        ("it", "30 Settembre 2020", "2020-09-30"),
        ("nl", "13 maart 2019", "2019-03-13"),
        ("pl", "5 maja 2021", "2021-05-05"),
        ("pl", "3 listopada 2019", "2019-11-03"),
        ("hr", "3. listopada 2019.", "2019-10-03"),
        ("cs", "13. prosince 2019", "2019-12-13"),
        ("sv", "28.5.2020 17:43", "2020-05-28T17:43:00"),
        ("tr", "13 Aralık 2019", "2019-12-13"),
        ("ru", "13 декабря 2019", "2019-12-13"),
        ("ru", "13 декабря 2019 г., 10:00", "2019-12-13T10:00:00"),
        ("uk", "13 грудня 2019", "2019-12-13"),
        ("el", "13 Δεκεμβρίου 2019", "2019-12-13"),
        ("ar", "13 ديسمبر 2019", "2019-12-13"),
        ("ar", "١٣ ديسمبر ٢٠١٩", "2019-12-13"),
        ("he", "13 בדצמבר 2019", "2019-12-13"),
        ("hi", "13 दिसंबर 2019", "2019-12-13"),
        ("bn", "১৩ ডিসেম্বর ২০১৯", "2019-12-13"),
        ("id", "13 Desember 2019", "2019-12-13"),
        ("vi", "ngày 13 tháng 12 năm 2019", "2019-12-13"),
        ("th", "13 ธันวาคม 2562", "2019-12-13"),
        ("th", "13 ธ.ค. 2562", "2019-12-13"),
        ("th", "13 ธันวาคม พ.ศ. 2562", "2019-12-13"),
        ("th", "13 ธันวาคม ค.ศ. 2019", "2019-12-13"),
        ("fa", "۲۱ ارديبهشت ۱۳۹۹ - ۱۸:۵۹", "2020-05-10T18:59:00"),
        ("fa", "۱۳۹۸/۰۹/۲۲", "2019-12-13"),
        ("fa", "22 آذر 1398", "2019-12-13"),
        ("de", "13.05.25", "2025-05-13"),
        ("zh", "2019年12月13日", "2019-12-13"),
        ("zh", "2012年12月10日 10:41", "2012-12-10T10:41:00"),
        ("zh", "2019年12月13日 下午3:05", "2019-12-13T15:05:00"),
        ("zh", "２０１９年１２月１３日", "2019-12-13"),
        ("zh", "2019/12/13", "2019-12-13"),
        ("zh", "2019.12.13", "2019-12-13"),
        ("zh", "2019年12月", "2019-12"),
        ("zh", "民國108年12月13日", "2019-12-13"),
        ("ja", "令和元年12月13日", "2019-12-13"),
        ("ja", "令和8年3月31日", None),
        ("ja", "平成31年4月30日", "2019-04-30"),
        ("ja", "昭和64年1月7日", "1989-01-07"),
        ("ja", "R1.12.13", "2019-12-13"),
        ("ja", "H31.4.30", "2019-04-30"),
        ("ko", "2019. 12. 13.", "2019-12-13"),
        ("ko", "2019년 12월 13일", "2019-12-13"),
        ("ko", "2023.11.02. 오후 8:06", "2023-11-02T20:06:00"),
        ("ar", "5 آذار 2020", "2020-03-05"),
        ("ru", "5 марта 2020 г., 10:15", "2020-03-05T10:15:00"),
        ("pl", "5 marca 2020, 10:00 z Warszawy", "2020-03-05T10:00:00"),
        ("en", "5 March 2020, 10:00-12:00", "2020-03-05T10:00:00"),
        ("en", "12am 13 December 2019", "2019-12-13T00:00:00"),
        ("en", "12 p.m., 13 December 2019", "2019-12-13T12:00:00"),
    ],
)
def test_what_words_mean(language: str, words: str, edtf: str | None) -> None:
    """Fetched on 2025-06-01: 令和8年 lies ahead then."""
    try:
        read = Reader(FETCHED, (language, "en")).read(words).edtf
    except Unreadable:
        read = None
    assert read == edtf


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "3 hours ago", "2025-06-01"),
        ("en", "13 hours ago", "2025-05-31"),
        ("en", "yesterday", "2025-05-31"),
        ("en", "2 days ago", "2025-05-30"),
        ("de", "vor 2 Tagen", "2025-05-30"),
        ("de", "gestern", "2025-05-31"),
        ("es", "hace 3 horas", "2025-06-01"),
        ("fr", "il y a 2 jours", "2025-05-30"),
        ("ru", "вчера", "2025-05-31"),
        ("zh", "3小时前", "2025-06-01"),
        ("zh", "2天前", "2025-05-30"),
        ("zh", "昨天", "2025-05-31"),
        ("ja", "2日前", "2025-05-30"),
        ("ko", "2일 전", "2025-05-30"),
        ("tr", "2 gün önce", "2025-05-30"),
        ("id", "2 hari lalu", "2025-05-30"),
        ("vi", "2 ngày trước", "2025-05-30"),
    ],
)
def test_relative_words_count_from_the_fetch(language: str, words: str, day: str) -> None:
    moment = Reader(FETCHED, (language, "en")).read(words)
    assert (moment.day, moment.at, moment.edtf) == (date.fromisoformat(day), None, day)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("2099-01-01", "in the future"),
        ("1899-12-31", "before 1900"),
        ("0000-01-00", "before 1900"),
        ("2020-02-30", "no such day"),
        ("1970-01-01T00:00:00Z", "a placeholder"),
        ("1969-12-31T19:00:00-05:00", "a placeholder"),
        ("1900-01-01", "a placeholder"),
        ("13/13/2020", "no such day"),
        ("2020-13", "no such month"),
        ("03/04/2020", "day and month can't be told apart"),
        ("1/2/19", "a year of two digits"),
        ("13.12.69", "a year of two digits"),
        ("2020-03-04 25:00", "no such time"),
        ("the winter of our discontent", "no date"),
        ("2 weeks ago", "no date"),
        ("9" * 200, "no date"),
    ],
)
def test_refused_words_say_why(words: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        Reader(FETCHED).read(words)


@pytest.mark.parametrize(
    ("body", "published", "updated"),
    [
        ("<p>Updated:2019-12-13</p>", None, "2019-12-13"),
        ("<p>Views:1458&nbsp;&nbsp;Updated:2019-12-13</p>", None, "2019-12-13"),
        ("<p>Last updated:   13 July 2020</p>", None, "2020-07-13"),
        ("<p>First published on November 19, 2019 / 8:16 AM</p>", "2019-11-19T08:16:00", None),
        ("<p>Published on March 5, 2020, last updated on 7 April 2021</p>", "2020-03-05", "2021-04-07"),
        (
            "<p>Published 2013-12-28 10:00, and last updated 2013-12-30 16:42</p>",
            "2013-12-28T10:00:00",
            "2013-12-30T16:42:00",
        ),
        ("<p>This page was last modified: 8 January 2017 by Ann Lee</p>", None, "2017-01-08"),
        ("<p>11.01.2022, 09:50 Uhr / Aktualisiert am 21.01.2022, 11:39 Uhr</p>", None, "2022-01-21T11:39:00"),
        ("<p>Stand: 28.04.2020 18:00 Uhr</p>", None, "2020-04-28T18:00:00"),
        ("<p>Veröffentlicht am 20. März 2014</p>", "2014-03-20", None),
        ("<p>Publié le 27 octobre 2023 à 15h01</p>", "2023-10-27T15:01:00", None),
        ("<p>Actualizado al 23/05/2022 22:46</p>", None, "2022-05-23T22:46:00"),
        ("<p>Ultimo aggiornamento:  30 Settembre 2020</p>", None, "2020-09-30"),
        ("<p>Aktualizacja: 05.05.2021, 05:53</p>", None, "2021-05-05T05:53:00"),
        ("<p>入力：无</p><p>发布时间：2022年8月3日</p>", "2022-08-03", None),
        ("<p>입력2023.11.02. 오후 8:06</p>", "2023-11-02T20:06:00", None),
        ("<p>作者:某处    时间：2024-06-23    点击数：7</p>", "2024-06-23", None),
        ("<p>活动时间：2024-06-23</p>", None, None),
        ("<p>تاریخ انتشار: ۲۲ آذر ۱۳۹۸ - ۱۸:۵۹</p>", "2019-12-13T18:59:00", None),
        ("<p>更新日</p><p>2024年3月31日</p>", None, "2024-03-31"),
        (
            "<dl><dt>Published</dt><dd>5 March 2020</dd><dt>Updated</dt><dd>6 April 2021</dd></dl>",
            "2020-03-05",
            "2021-04-06",
        ),
        ("<table><tr><th>Date of publication</th><td>5 March 2020</td></tr></table>", "2020-03-05", None),
        ("<p>Published: 5 March 2020</p><p>Updated: 5 February 2020</p>", "2020-03-05", None),
        ("<p>This article was last updated on 5 March 2020</p>", None, "2020-03-05"),
        ("<p>Dieser Beitrag wurde veröffentlicht am 5. März 2020</p>", "2020-03-05", None),
        ("<time datetime='2020-03-05'>Updated: March 5, 2020</time>", None, "2020-03-05"),
        ("<p><span>Last updated</span> <time datetime='2020-03-05'>5 March</time></p>", None, "2020-03-05"),
        ("<div class='date'>Updated March 5, 2020</div>", None, "2020-03-05"),
        ("<time class='entry-date published updated' datetime='2020-03-05'>5 March</time>", "2020-03-05", None),
        ("<p>Published: 2020-03-05</p><time datetime='2020-03-06'></time>", "2020-03-05", None),
        ("<p>Posted on the 15/12/2020 at 19:00 by @ann</p>", "2020-12-15T19:00:00", None),
        (
            "<p>This article was originally published on 26 Sep 2019 but has been kept current.</p>",
            "2019-09-26",
            None,
        ),
        ("<p>Published on Oct 21, 2020 Updated on Mar 9, 2021</p>", "2020-10-21", "2021-03-09"),
        ("<h1>T</h1><p>February 4, 2020 - 11 minutes</p>", "2020-02-04", None),
        # what only looks like one
        ("<p>Papers published before 5 March 2020 are not counted.</p>", None, None),
        ("<p>Data from 5 March 2020</p>", None, None),
        ("<p>A study published on 5 March 2020 says so.</p>", None, None),
        ("<p>Act No. 5, as modified on 5 March 2020</p>", None, None),
        ("<p>" + "word " * 14 + "published in a journal, and so on</p><p>5 March 2012</p>", None, None),
        ("<aside>Last updated</aside><p>5 March 2012 was a day.</p>", None, None),
        ("<p>Event date: 5 March 2020</p>", None, None),
        (
            "<p>Released: 1 May 2020</p><p>Released: 2 May 2020</p><p>Released: 3 May 2020</p><p>Released: 4 May 2020</p>",
            None,
            None,
        ),
        ("<p>Published 28.09.1912:08</p>", None, None),
        (
            "<div class='hours-date'>5 March 2020</div>",
            None,
            None,
        ),
        ("<div class='todays-date'>Today: all of our many offers for you and everybody else</div>", None, None),
        ("<p>Deadline: 5 March 2020</p>", None, None),
        ("<p>2019-12-13</p>", None, None),
        (
            "<p>The report, which was updated 2020-01-01, says so in a long sentence " + "word " * 60 + "</p>",
            None,
            None,
        ),
        ("<p>They met on 5 March 2020 and agreed.</p>", None, None),
        ("<footer>Updated: 2020-01-01</footer>", None, None),
        ("<nav>Published: 2020-01-01</nav>", None, None),
        ("<div class='comments'><time datetime='2020-03-05'>x</time></div>", None, None),
        ("<div class='related'><p class='date'>5 March 2020</p></div>", None, None),
        ("<p>© 2020 Kite</p><p>Phone: 03.04.2020.11</p>", None, None),
    ],
)
def test_labels(body: str, published: str | None, updated: str | None) -> None:
    language = "fa" if "تاریخ" in body else "en"
    assert dates(body, language=language) == (published, updated)


@pytest.mark.parametrize(
    ("body", "head", "published"),
    [
        (H1 + "<p>5 March 2020</p>", "", "2020-03-05"),
        ("<p>5 March 2020</p>" + H1, "", "2020-03-05"),
        ("<p>5 March 2020</p><p>9 March 2020</p><p>Trade</p>" + H1, "", "2020-03-05"),
        ("<p>5 March 2020</p><p>9 March 2020</p><p>in</p><p>Trade</p><p>4 min read</p>" + H1, "", "2020-03-05"),
        (H1 + "<p>5 March 2020</p><p>9 March 2020</p>", "", "2020-03-05"),
        (H1 + "<p>By Ann Lee | 5 March 2020</p>", "", "2020-03-05"),
        ("<p>Posted by Ann Lee on 5 March 2020 10:00</p>", "", "2020-03-05T10:00:00"),
        ("<p>von Ann Lee, 5.3.20</p>", "", "2020-03-05"),
        (H1 + "<p>London, 5 March 2020. The committee met again.</p>", "", "2020-03-05"),
        (f"<article>{H1}<time datetime='2020-03-05'>x</time></article>", "", "2020-03-05"),
        ("<span itemprop='datePublished' content='2020-03-05'></span>", "", "2020-03-05"),
        ("<span class='post-date'>5 March 2020</span>", "", "2020-03-05"),
        (
            "",
            "<meta property='article:published_time' content='2020-03-05T10:00:00+08:00'>",
            "2020-03-05T10:00:00+08:00",
        ),
        ("", "<meta name='citation_publication_date' content='2020/03/05'>", "2020-03-05"),
        ("", "<meta name='dcterms.issued' content='2020-03'>", "2020-03"),
        (
            "",
            '<script type="application/ld+json">{"@type":"Report","datePublished":"2020-03-05"}</script>',
            "2020-03-05",
        ),
        (
            "<span class='posted-on'><time datetime='2020-03-05'>5 March 2020</time><time class='updated' datetime='2020-04-14'>14 April 2020</time></span>",
            "",
            "2020-03-05",
        ),
        ("<nav><a href='/'>Home</a><main><h1>T</h1><p>5 March 2020</p><p>" + TEXT, "", "2020-03-05"),
        ("<noscript><img src='x'><h1>T</h1><p>5 March 2020</p><p>" + TEXT, "", "2020-03-05"),
        ("<p>Published: 6 March 2020</p>", "<meta name='pubdate' content='2020-03-05'>", "2020-03-05"),
        ("<p>Published: 6 March 2020</p>", "<meta name='pubdate' content='soon'>", "2020-03-06"),
    ],
)
def test_places(body: str, head: str, published: str | None) -> None:
    assert dates(body, head)[0] == published


def test_the_address_tells_a_day() -> None:
    for path in (
        "2020/03/05/news",
        "2020-03-05-news",
        "news/20200305",
        "2020/mar/05/news",
        "2020/march/5/x",
        "25-03-2020-news",
    ):
        day = "2020-03-25" if "25-" in path else "2020-03-05"
        assert dates("", url=f"https://kite.example/{path}") == (day, None), path
    for path in ("2020/03/", "article-2020030", "05-04-2020-news"):
        assert dates("", url=f"https://kite.example/{path}")[0] in {None, "2020-03"}, path


@pytest.mark.parametrize(
    ("body", "published", "updated"),
    [
        ("<p>By Ann Lee | Last updated: 2 April 2024</p>", None, "2024-04-02"),
        ("<p>By Ann Lee, updated 2 April 2024</p>", None, "2024-04-02"),
        ("<p>By Ann Lee, last modified on April 2, 2024</p>", None, "2024-04-02"),
        ("<p>By Ann Lee, 14 March 2024, updated 2 April 2024</p>", "2024-03-14", "2024-04-02"),
        ("<p>作者：李明 更新时间：2024-04-02</p>", None, "2024-04-02"),
        ("<p class=byline>By Ann Lee <span>Updated 2 April 2024</span></p>", None, "2024-04-02"),
        ("<p class=byline>By Ann Lee<span>Published: 14 March 2024</span><span>Updated: 2 April 2024</span></p>",
         "2024-03-14", "2024-04-02"),
        ("<p><span>Published:</span><span>14 March 2024</span><span>Updated:</span><span>2 April 2024</span></p>",
         "2024-03-14", "2024-04-02"),
        ("<p><span>来源：本站</span><span>作者：李明</span><span>发布时间：2024-03-14</span><span>更新时间：2024-04-02</span></p>",
         "2024-03-14", "2024-04-02"),
    ],
)  # fmt: skip
def test_an_update_in_a_byline_is_no_publication(body: str, published: str | None, updated: str | None) -> None:
    assert dates(f"<h1>Tides</h1>{body}{TEXT}") == (published, updated)


def test_a_label_may_stand_before_relative_words() -> None:
    assert dates("<p>Publicado hace 3 horas</p>", language="es") == ("2025-06-01", None)


def test_a_utc_instant_stands_on_the_day_the_page_shows() -> None:
    head = "<meta property='article:published_time' content='2020-03-04T23:30:00+00:00'>"
    read = read_dates(parsed("<p>Published: 5 March 2020, 07:30</p>", head), "en", "T")["published"]
    assert read.value is not None
    assert (read.value.day, read.value.edtf) == (date(2020, 3, 5), "2020-03-05T07:30:00+08:00")


@pytest.mark.parametrize(
    "line",
    [
        "3-5 March 2020",
        "28 February – 3 March 2020",
        "2020年3月5日至7日",
        "9-23 Feb 2017 | Mo-Fr 9–16",
        "Event date: 5 March 2020",
        "When: 5 March 2020, 18:00",
        "Application deadline: 5 March 2020",
        "Born 5 March 1950",
        "会议时间：2020年3月5日",
        "Дата проведения: 5 марта 2020",
        "Version 1.2.2020",
        "On 5 March 2020 the committee met again",
        "今天是2020年3月5日",
        "Spring 2020",
        "1970-01-01",
    ],
)
def test_other_dates_beside_the_title(line: str) -> None:
    assert dates(f"{H1}<p>{line}</p>{TEXT}") == (None, None)


PROSE = f"<p>{'The committee met again in the autumn and agreed on very little. ' * 8}</p>"
CARD = "<h3><a href='/a'>Whales</a></h3><time datetime='2021-04-01'>1 April 2021</time>"


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (f"{H1}{PROSE}<section><h2>Read next</h2>{CARD}</section>", None),
        (f"{H1}{PROSE}<section><h2>Reports</h2><div>{CARD}</div><div>{CARD}</div></section>", None),
        (f"{H1}{PROSE}<h2>Dates</h2><a href='/fair'><time datetime='2021-04-01'>1 April</time></a>", None),
        (f"{H1}<h4><a href='/ann'>Ann Lee</a></h4><time datetime='2021-04-01'>1 April</time>{PROSE}", "2021-04-01"),
        (f"{H1}{PROSE}<h2>Sources</h2>{PROSE}<time datetime='2021-04-01'>1 April</time>", "2021-04-01"),
        (f"{H1}{PROSE}<p>It was on <time datetime='1989-11-09'>9 November 1989</time> that the wall fell.</p>", None),
        (f"{H1}<p>Posted by Ann Lee on <time datetime='2021-04-01'>1 April 2021</time></p>{PROSE}", "2021-04-01"),
        (f"{H1}<div class='event-info'><time datetime='2021-04-01'>1 April 2021</time></div>{PROSE}", None),
        (
            f"{H1}<p><time datetime='2021-04-01T10:00'>10</time> – <time datetime='2021-04-01T12:00'>12</time></p>",
            None,
        ),
        (f"<div class='date'>Sunday, June 1, 2025</div>{H1}{PROSE}", None),
        (f"<div>Sunday, June 1, 2025</div>{H1}{PROSE}", None),
        (f"<article><div class='date'>June 1, 2025</div>{H1}{PROSE}</article>", "2025-06-01"),
        (f"{H1}<div class='date'>June 1, 2025</div>{PROSE}", "2025-06-01"),
        (f"<h1>The</h1>{PROSE * 9}<p>The harbour</p><p>5 March 2020</p>", None),
    ],
)
def test_unlabelled_dates(body: str, published: str | None) -> None:
    title = "The" if "<h1>The" in body else "T"
    read = read_dates(parsed(body), "en", title)["published"]
    assert (read.value and read.value.edtf) == published


def test_a_utc_instant_does_not_stand_on_the_day_of_another() -> None:
    head = "<meta property='article:{}_time' content='2020-03-05T20:00:00+00:00'>"
    card = f"{PROSE}<h2>More</h2><p><time datetime='2020-03-06'>6 March 2020</time></p>"
    assert dates(H1 + card, head.format("published"))[0] == "2020-03-05T20:00:00+00:00"
    later = "<p><time class='updated' datetime='2020-03-06T09:00:00+00:00'>Updated: 6 March</time></p>"
    assert dates(H1 + later, head.format("modified"))[1] == "2020-03-05T20:00:00+00:00"


def test_a_placeholder_hides_no_date() -> None:
    head = "<meta property='article:published_time' content='1970-01-01T00:00:00Z'>"
    assert dates("<p>Published: 5 March 2020</p>", head) == ("2020-03-05", None)


def test_a_long_text_is_searched_to_its_first_date_and_not_kept() -> None:
    text = "5 March 2020 " + 100_000 * "x"
    held = sys.getrefcount(text)
    first_and_all(text[:100])  # what is made at first use
    first, all_of_it = first_and_all(text)
    assert first * 20 < all_of_it
    assert sys.getrefcount(text) == held


def first_and_all(text: str) -> tuple[float, float]:
    """Seconds of CPU for the first date in a text, and for all."""
    began = time.process_time()
    assert find_date(text) == "5 March 2020"
    found = time.process_time()
    assert len(list(find_dates(text))) == 1
    return found - began, time.process_time() - found


def test_a_source_may_write_the_year_first() -> None:
    assert dates("<p>Published: 20/03/05</p>", hints=Hints(date_order="YMD")) == ("2020-03-05", None)


AMBIGUOUS = "<p>Published: 03/04/2020</p>"


@pytest.mark.parametrize(
    ("body", "language", "hints", "host", "settled"),
    [
        (AMBIGUOUS, "en", Hints(), "kite.example", (None, None)),
        (AMBIGUOUS, "en", Hints(date_order="MDY"), "kite.example", ("2020-03-04", None)),
        (
            AMBIGUOUS + "<p>Posted in the 25/03/2020 issue</p>",
            "en",
            Hints(),
            "kite.example",
            ("2020-04-03", "page"),
        ),
        (AMBIGUOUS, "en", Hints(date_raw="4 March 2020"), "kite.example", ("2020-03-04", "link")),
        (AMBIGUOUS, "en", Hints(date_raw="25/03/2020"), "kite.example", ("2020-04-03", "link")),
        (AMBIGUOUS, "en", Hints(learned_order="MDY"), "kite.example", ("2020-03-04", "source")),
        (AMBIGUOUS, "en", Hints(), "kite.example.fr", ("2020-04-03", "country")),
        (AMBIGUOUS, "de", Hints(), "kite.example", ("2020-04-03", "language")),
        (AMBIGUOUS, "en-US", Hints(), "kite.example", ("2020-03-04", "language")),
        (AMBIGUOUS, "en-US", Hints(), "kite.example.uk", ("2020-04-03", "country")),
        (AMBIGUOUS + "<p>25/03/2020</p><p>03/25/2020</p>", "en", Hints(), "kite.example", (None, None)),
    ],
)
def test_what_settles_an_order(
    body: str, language: str, hints: Hints, host: str, settled: tuple[str | None, str | None]
) -> None:
    published, settled_by = settled
    read = read_dates(parsed(body, hints=hints, url=f"https://{host}/1"), language, "T")["published"]
    assert (read.value and read.value.edtf) == published
    said = [evidence.where for evidence in read.evidence if evidence.method == "date order"]
    assert [settled_by in (where or "") for where in said] == ([True] if settled_by else [])
    assert bool(read.refusals) == (published is None)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (["25/03/2020", "13/01/2019", "14-02-2018"], "DMY"),
        (["03/25/2020", "01/13/2019", "02/14/2018"], "MDY"),
        (["25/03/2020", "13/01/2019"], None),
        (["25/03/2020", "13/01/2019", "02/14/2018"], None),
        (["03/04/2020"] * 9, None),
        (["5 March 2020"] * 9, None),
    ],
)
def test_an_order_is_learned_from_a_sources_dates(words: list[str], order: str | None) -> None:
    assert order_of(words) == order


LISTED = Hints(date_raw="5 March 2020")


def test_a_listings_date_is_taken_only_where_the_page_has_none() -> None:
    [evidence] = read_dates(parsed("", hints=LISTED), "en", "T")["published"].evidence
    assert (evidence.method, evidence.raw, evidence.confidence) == ("listing", "5 March 2020", 0.5)
    assert dates("<p>Updated: 2021-01-01</p>", hints=LISTED) == (None, "2021-01-01")


def test_a_listings_date_confirms_the_pages() -> None:
    read = read_dates(parsed("<p>Published: 2020-03-05</p>", hints=LISTED), "en", "T")["published"]
    assert [evidence.method for evidence in read.evidence] == ["label", "listing"]
    other = read_dates(parsed("<p>Published: 2020-03-09</p>", hints=LISTED), "en", "T")["published"]
    assert [evidence.method for evidence in other.evidence] == ["label"]


def test_feed_and_sitemap_dates_are_candidates() -> None:
    hints = Hints(
        stated_dates=(
            StatedDate("published", "feed", "Thu, 05 Mar 2020 10:00:00 GMT"),
            StatedDate("updated", "sitemap", "2021-04-01"),
        )
    )
    assert dates("<p>Posted in the 25/03/2020 issue</p>", hints=hints) == ("2020-03-05T10:00:00+00:00", "2021-04-01")
    assert dates("<p>Updated: 2021-03-01</p>", hints=hints)[1] == "2021-03-01"


@pytest.mark.parametrize(
    ("method", "raw", "expected"),
    [
        ("feed", "2024-02-14T00:00:00Z", "2024-02-14"),
        ("sitemap", "2024-02-14T00:00:00+02:00", "2024-02-14"),
        ("feed", "Wed, 14 Feb 2024 00:00:00 +0000", "2024-02-14"),
        ("api", "2024-02-14T00:00:01Z", "2024-02-14T00:00:01+00:00"),
    ],
)
def test_a_midnight_that_is_handed_over_is_a_day(method: str, raw: str, expected: str) -> None:
    """Many a feed and sitemap writes a day so; as an instant it would be invented."""
    assert dates("", hints=Hints(stated_dates=(StatedDate("published", method, raw),)))[0] == expected


def test_the_day_a_page_was_made_is_not_its_articles() -> None:
    head = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2020-03-05"}</script>'
    assert dates("", head) == (None, None)
    assert refusals("", head) == [("published", "too little evidence")]


def test_a_candidate_below_the_threshold_is_kept_as_a_refusal() -> None:
    read = read_dates(parsed(H1 + "<p>March 2020</p>"), "en", "T")["published"]
    assert (read.value, read.refusals) == (None, (Refusal("published", "too little evidence", "March 2020"),))


def test_an_update_before_the_publication_is_refused() -> None:
    assert ("updated", "before the publication") in refusals(
        "<p>Published: 5 March 2020</p><p>Updated: 5 February 2020</p>"
    )


def test_an_update_of_the_same_night_is_not_before_the_publication() -> None:
    """The API says UTC, the page its own zone, where it is the next day already."""
    hints = Hints(
        stated_dates=(
            StatedDate("published", "api", "2025-04-12T23:11:28Z"),
            StatedDate("updated", "api", "2025-04-12T23:11:28Z"),
        )
    )
    shown = "<article><h1>T</h1><time datetime='2025-04-13T01:11:28+02:00'>13 April 2025</time></article>"
    assert dates(shown, hints=hints) == ("2025-04-13T01:11:28+02:00", "2025-04-13T01:11:28+02:00")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (
            "<span class=posted-on>Published <time datetime='2025-04-04T10:36:42+02:00'>April 4, 2025</time></span>",
            "2025-04-04T10:36:42+02:00",
        ),
        (
            "<p>Posted</p><div class=post-date><time datetime='2025-04-04T10:36:42+02:00'>April 4, 2025</time></div>",
            "2025-04-04T10:36:42+02:00",
        ),
        (
            "Published April 4, 2025 <p><time datetime='2025-04-05T10:36:42+02:00'>April 5, 2025</time></p>",
            "2025-04-04",
        ),
        ("<p>Published April 4, 2025</p><time datetime='2025-04-04'>April 4, 2025</time>", "2025-04-04"),
    ],
    ids=["label", "label above", "another day", "a day alone"],
)
def test_a_labelled_day_has_the_time_that_its_element_states(body: str, published: str | None) -> None:
    assert dates(f"{H1}{body}{TEXT}")[0] == published


def test_the_day_of_an_address_has_the_time_that_its_element_states() -> None:
    shown = "<article><h1>T</h1>" + TEXT + "<footer>{}</footer></article>"
    element = "<time datetime='{}'>April 4, 2025</time>"
    where = "https://kite.example/2025/04/04/tide-tables/"
    there = dates(shown.format(element.format("2025-04-04T10:36:42+02:00")), url=where)
    assert there[0] == "2025-04-04T10:36:42+02:00"
    assert dates(shown.format(element.format("2025-04-07T10:36:42+02:00")), url=where)[0] == "2025-04-04"


def test_every_date_has_its_evidence() -> None:
    read = read_dates(parsed("<p>Published: 5 March 2020</p>"), "en", "T")["published"]
    assert read.evidence == (Evidence("published", "label", "published", "5 March 2020", 0.85),)
