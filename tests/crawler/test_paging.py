"""Paging: which pages go on from a listing, of many systems and languages; and what looks like them and is none."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listings.anchors import parse
from crawler.listings.paging.further import next_turns
from crawler.listings.paging.rows import MOST_PAGES
from tests.cost import bounded

URL = "https://kite.example/news/"


def further(html: str, url: str = URL) -> list[str]:
    tree = parse(f"<html><body><main>{html}</main></body></html>")
    assert tree is not None
    return [turn.url for turn in next_turns(tree, url, 10)]


def absolute(url: str, *ends: str) -> list[str]:
    return [urljoin(url, end) for end in ends]


def links(*pairs: tuple[object, str]) -> str:
    return " ".join(f"<a href='{href}'>{text}</a>" for text, href in pairs)


# name: the listing's address, what stands on the page, the pages that go on in their order
NUMBERED = {
    "query": (URL, "1 " + links((2, "?page=2"), (3, "?page=3")), ["?page=2", "?page=3"]),
    "wordpress": (URL, "<span>1</span> " + links((2, "/news/page/2/")) + " <span>…</span>", ["page/2/"]),
    "wordpress, named": (
        URL,
        (
            "<nav class='navigation pagination'><div class='nav-links'><span class='page-numbers current'>1</span>"
            "<a class='page-numbers' href='/news/page/2/'>2</a><span class='page-numbers dots'>…</span>"
            "<a class='page-numbers' href='/news/page/5/'>5</a><a class='next page-numbers' href='/news/page/2/'>Next</a></div></nav>"
        ),
        [f"page/{n}/" for n in (2, 3, 4, 5)],
    ),
    "paged": (URL, "<b>1</b> " + links((2, "?paged=2"), (3, "?paged=3")), ["?paged=2", "?paged=3"]),
    "index_2": (URL, "<b>1</b> " + links((2, "index_2.html"), (3, "index_3.html")), ["index_2.html", "index_3.html"]),
    "list_3_2": (
        "https://kite.example/pl/list_3_1.html",
        "1 " + links((2, "list_3_2.html"), (3, "list_3_3.html")),
        ["list_3_2.html", "list_3_3.html"],
    ),
    "offsets": (URL, "1 " + links((2, "?start=20"), (3, "?start=40")), ["?start=20", "?start=40"]),
    "offsets from 1": (URL, "1 " + links((2, "?offset=11"), (3, "?offset=21")), ["?offset=11", "?offset=21"]),
    "drupal": (
        "https://kite.example/news?page=1",
        (
            "<ul class='pager'><li><a href='?page=0'>1</a></li><li class='is-active'><a href='?page=1'>2</a></li>"
            "<li><a href='?page=2'>3</a></li><li class='pager__item--next'><a rel='next' href='?page=2'>Next ›</a></li></ul>"
        ),
        ["?page=2", "?page=0"],
    ),
    "drupal, second list": (
        URL,
        "<ul class='pager'><li>1</li><li><a href='?page=0%2C1'>2</a></li><li><a href='?page=0%2C2'>3</a></li></ul>",
        ["?page=0%2C1", "?page=0%2C2"],
    ),
    "drupal, filters named": (
        URL,
        "<ul class='pager'><li>1</li>"
        + links((2, "?sort_by=created&type=All&page=1"), (3, "?sort_by=created&type=All&page=2")),
        ["?sort_by=created&type=All&page=1", "?sort_by=created&type=All&page=2"],
    ),
    "typo3": (
        URL,
        "<ul class='pagination'><li>1</li>"
        + links((2, "?tx_news%5BcurrentPage%5D=2&cHash=a1b2"), (4, "?tx_news%5BcurrentPage%5D=4&cHash=9f"))
        + "</ul>",
        ["?tx_news%5BcurrentPage%5D=2&cHash=a1b2", "?tx_news%5BcurrentPage%5D=4&cHash=9f"],
    ),
    "query alone": (
        "https://kite.example/?pl/",
        "1 " + links((2, "?pl/list_2.html"), (3, "?pl/list_3.html")),
        ["?pl/list_2.html", "?pl/list_3.html"],
    ),
    "gap": (URL, "1 " + links((2, "?p=2"), (6, "?p=6")), ["?p=2", "?p=3", "?p=4", "?p=5", "?p=6"]),
    "gap of offsets": (URL, "1 " + links((2, "?o=10"), (4, "?o=30")), ["?o=10", "?o=20", "?o=30"]),
    "in the middle": (
        f"{URL}?page=5",
        links((1, URL), (4, "?page=4")) + " <b>5</b> " + links((6, "?page=6"), (9, "?page=9")),
        ["?page=6", "?page=7", "?page=8", "?page=9", "?page=4", "?page=3", "?page=2", URL],
    ),
    "last of a group, next": (
        f"{URL}?page=10",
        "<div class='pager'>" + links((8, "?page=8"), (9, "?page=9")) + " <b>10</b> " + links(("Next", "?page=11")),
        ["?page=9", "?page=8", "?page=11"],
    ),
    "last of a group, dots": (
        f"{URL}?page=10",
        "<div class='pager'>" + links((8, "?page=8"), (9, "?page=9")) + " <b>10</b> " + links(("...", "?page=11")),
        ["?page=9", "?page=8", "?page=11"],
    ),
    "plone": (
        URL,
        "1 " + links((2, "?b_start:int=20"), (3, "?b_start:int=40")),
        ["?b_start:int=20", "?b_start:int=40"],
    ),
    "jekyll": ("https://kite.example/", "1 " + links((2, "/page2/"), (3, "/page3/")), ["/page2/", "/page3/"]),
    "dedecms": (
        URL,
        "<b>1</b> " + links((2, "list_1_2.html"), (3, "list_1_3.html")),
        ["list_1_2.html", "list_1_3.html"],
    ),
    "phpcms": (
        "https://kite.example/index.php?m=content&a=lists&catid=9",
        "1 " + links((2, "index.php?m=content&a=lists&catid=9&page=2")),
        ["index.php?m=content&a=lists&catid=9&page=2"],
    ),
    "backwards, newest is 5": (
        URL,
        "<b>5</b> " + links((4, "list_4.html"), (3, "list_3.html"), (1, "list_1.html")),
        ["list_4.html", "list_3.html", "list_2.html", "list_1.html"],
    ),
    "addresses backwards": (
        "https://kite.example/pl.htm",
        "<div class='page'><span>1</span>"
        + links((2, "pl/49.htm"), (3, "pl/48.htm"), ("下页", "pl/49.htm"))
        + "</div>",
        ["pl/49.htm", "pl/48.htm"],
    ),
    "all linked": (URL, links((1, "?page=1"), (2, "?page=2"), (3, "?page=3")), ["?page=2", "?page=3"]),
    "filter kept": (
        f"{URL}?topic=sea&lang=en",
        "1 " + links((2, "?topic=sea&lang=en&page=2"), (3, "?topic=sea&lang=en&page=3")),
        ["?topic=sea&lang=en&page=2", "?topic=sea&lang=en&page=3"],
    ),
    "words with numbers": (
        URL,
        "<span>Page 1</span>" + links(("Page 2", "?page=2"), ("Page 3", "?page=3")),
        ["?page=2", "?page=3"],
    ),
    "words with numbers, named": (
        URL,
        "<div class=pager>" + links(("第2页", "?page=2"), ("第3页", "?page=3")) + "</div>",
        ["?page=2", "?page=3"],
    ),
    "arabic digits": (URL, "١ " + links(("٢", "?page=2"), ("٣", "?page=3")), ["?page=2", "?page=3"]),
    "select": (
        URL,
        (
            "<select onchange='go(this)'><option value='/news/' selected>1</option><option value='/news/p2.html'>2</option>"
            "<option value='/news/p3.html'>3</option></select>"
        ),
        ["p2.html", "p3.html"],
    ),
    "select in a form": (
        URL,
        (
            "<form action='/news/'><input type=hidden name=q value=sea><select name=page><option value=1 selected>1</option>"
            "<option value=2>2</option><option value=3>3</option></select></form>"
        ),
        ["?q=sea&page=2", "?q=sea&page=3"],
    ),
    "buttons": (
        URL,
        "<div class=pages><button disabled>1</button><button data-href='?page=2'>2</button><button data-url='?page=3'>3</button></div>",
        ["?page=2", "?page=3"],
    ),
    "given to a script": (
        "https://kite.example/Pages/News.aspx",
        (
            "<table><tr><td>1 - 10</td><td><a href='javascript:' onclick='RefreshPageTo(event, "
            '"/Pages/News.aspx?Paged=TRUE\\u0026p_Created=20240512%2009%3a15%3a00\\u0026p_ID=30\\u0026PageFirstRow=11");'
            "return false;'><img src='next.gif' alt='Next'></a></td></tr></table>"
        ),
        ["News.aspx?Paged=TRUE&p_Created=20240512%2009%3a15%3a00&p_ID=30&PageFirstRow=11"],
    ),
    "given to a script, from a further page": (
        "https://kite.example/Pages/News.aspx?Paged=TRUE&p_Created=20240512%2009%3a15%3a00&p_ID=30&PageFirstRow=11",
        (
            "<table><tr><td><a href='javascript:' onclick='RefreshPageTo(event, "
            '"/Pages/News.aspx?Paged=TRUE\\u0026p_Created=20240402%2008%3a00%3a00\\u0026p_ID=19\\u0026PageFirstRow=21");'
            "return false;'><img src='next.gif' alt='Next'></a></td></tr></table>"
        ),
        ["News.aspx?Paged=TRUE&p_Created=20240402%2008%3a00%3a00&p_ID=19&PageFirstRow=21"],
    ),
    "a name and from where": (
        "https://kite.example/index.php/Category:News",
        "<p>(previous page) (<a href='/index.php?title=Category:News&amp;pagefrom=Ports%0APorts#mw-pages'>next page</a>)</p>",
        ["/index.php?title=Category:News&pagefrom=Ports%0APorts"],
    ),
    "from where, once more": (
        "https://kite.example/index.php?title=Category:News&pagefrom=Ports",
        (
            "<p>(<a href='/index.php?title=Category:News&amp;pageuntil=Ports'>previous page</a>) "
            "(<a href='/index.php?title=Category:News&amp;pagefrom=Trains'>next page</a>)</p>"
        ),
        ["/index.php?title=Category:News&pagefrom=Trains"],
    ),
    "given to a script by a link": (
        URL,
        "<div class=pages><b>1</b> <a href=\"javascript:go('/news/?page=2')\">2</a></div>",
        ["?page=2"],
    ),
    "pressed": (
        URL,
        "<div class=pages><b>1</b><button onclick=\"location.href='?page=2'\">2</button></div>",
        ["?page=2"],
    ),
}


@pytest.mark.parametrize(("url", "html", "expected"), NUMBERED.values(), ids=NUMBERED)
def test_numbers(url: str, html: str, expected: list[str]) -> None:
    assert further(f"<div>{html}</div>", url) == absolute(url, *expected)


NEXT = """
en Next|fr Suivant|fr Page suivante|es Siguiente|es Página siguiente|pt Próxima página|de Weiter|de Nächste Seite
it Successivo|nl Volgende|pl Następna|cs Další|sv Nästa|da Næste|no Neste|fi Seuraava|hu Következő|ro Următoarea
tr Sonraki|el Επόμενη|ru Следующая|ru Вперёд|uk Наступна|zh 下一页|zh 下一頁|ja 次へ|ja 次のページ|ko 다음|ar التالي|fa بعدی|he הבא
hi अगला|bn পরবর্তী|id Berikutnya|vi Tiếp theo|th ถัดไป
"""
OLDER = """
en Older posts|fr Articles plus anciens|es Entradas anteriores|pt Posts antigos|de Ältere Beiträge|it Articoli precedenti
nl Oudere berichten|pl Starsze wpisy|cs Starší příspěvky|sv Äldre inlägg|da Ældre indlæg|no Eldre innlegg
fi Vanhemmat artikkelit|hu Régebbi bejegyzések|ro Articole mai vechi|tr Eski yazılar|el Παλαιότερα άρθρα|ru Предыдущие записи
uk Старіші записи|zh 较早的文章|ja 過去の記事|ko 이전 게시물|ar مقالات أقدم|fa نوشته‌های قدیمی‌تر|he פוסטים ישנים יותר|hi पुराने पोस्ट
id Postingan lama|vi Bài viết cũ hơn|th บทความเก่ากว่า
"""
MORE = """
en Load more|fr Charger plus|fr Voir plus|es Cargar más|es Ver más|pt Carregar mais|de Mehr laden|de Mehr anzeigen|it Carica altri
nl Meer laden|pl Pokaż więcej|cs Načíst další|sv Visa fler|da Vis flere|no Last inn flere|fi Näytä lisää
hu Továbbiak betöltése|ro Încarcă mai multe|tr Daha fazla göster|el Φόρτωση περισσότερων|ru Показать ещё|uk Показати ще
zh 加载更多|zh 載入更多|ja もっと見る|ko 더보기|ar تحميل المزيد|fa نمایش بیشتر|he טען עוד|hi और देखें|bn আরও দেখুন|id Muat lebih banyak
vi Xem thêm|th โหลดเพิ่มเติม
"""


def worded(said: str) -> list[str]:
    return [entry for line in said.strip().split("\n") for entry in line.split("|")]


@pytest.mark.parametrize("said", [*worded(NEXT), *worded(OLDER), *worded(MORE)])
@pytest.mark.parametrize("arrow", ["{}", "{} »", "← {}", "<span>{}</span> ›"])
def test_words(said: str, arrow: str) -> None:
    text = arrow.format(said.partition(" ")[2])
    assert further(f"<p><a href='?page=2'>{text}</a></p>") == [f"{URL}?page=2"]


ONLY_NEXT = {
    "rel in the head": ("<link rel='next' href='/news/page/2/'>", ["/news/page/2/"]),
    "rel": ("<a rel='nofollow next' href='/news/more/abc'>on</a>", ["/news/more/abc"]),
    "button": ("<button data-url='/news/page/2'>Load more</button>", ["/news/page/2"]),
    "plone": ("<a href='?b_start:int=20'>Next 20 items</a><a href='?b_start:int=20'>Next</a>", ["?b_start:int=20"]),
    "liferay": ("<a href='?_news_cur=2&_news_delta=20&p_p_id=x'>Next</a>", ["?_news_cur=2&_news_delta=20&p_p_id=x"]),
    "squarespace": ("<a href='?offset=1652345678901'>Older Posts</a>", ["?offset=1652345678901"]),
    "cursor": ("<a href='?cursor=abc'>Next</a>", ["?cursor=abc"]),
    "blogspot": (
        "<a href='/search?updated-max=2024-05-01T10:00&max-results=7'>Older Posts</a>",
        ["/search?updated-max=2024-05-01T10:00&max-results=7"],
    ),
    "previous that is older": ("<a href='/news/page/2/'>« Previous</a>", ["/news/page/2/"]),
    "opaque, in a pager": ("<div class='pagination'><a href='/news/older-b7'>Next</a></div>", ["/news/older-b7"]),
    "an arrow beside where this is": (
        "<nav><ul><li>Page 1 / 6</li> <li><a href='/news/index2.html'>&rang;</a></li> <li><a href='/news/index6.html'>&Rang;</a></li></ul></nav>",
        ["/news/index2.html"],
    ),
    "a sign beside it": ("<p>1 of 4 <a href='?page=2'>»</a></p>", ["?page=2"]),
    "label": ("<div class='pager'><a href='?p=2' aria-label='Next page'><svg></svg></a></div>", ["?p=2"]),
}


@pytest.mark.parametrize(("html", "expected"), ONLY_NEXT.values(), ids=ONLY_NEXT)
def test_only_next(html: str, expected: list[str]) -> None:
    assert further(html) == absolute(URL, *expected)


DAYS = "".join(
    "<tr>" + "".join(f"<td><a href='?day={d}'>{d}</a></td>" for d in range(w, min(w + 7, 32))) + "</tr>"
    for w in range(1, 32, 7)
)
NONE = {
    "calendar": f"<table>{DAYS}</table>",
    "calendar with few days": "<table class='wp-calendar'><tr><td>1</td><td><a href='?page=2'>2</a></td></tr></table>",
    "days by path": f"<table>{DAYS.replace('?day=', '/news/2024/05/')}</table>",
    "next month": "<div class='calendar-nav'><a rel='next' href='/news/2024-06/'>Next</a></div>",
    "next month, plainly": "<a href='/events/2024/06/'>Next</a><a href='?month=6'>Next</a><a href='?date=2024-06'>»</a>",
    "next month in the head": "<link rel='next' href='/events/2024-06/'>",
    "next article": "<nav class='post-navigation'><a rel='next' href='/news/page-of-history/'>Next</a></nav>",
    "next article, plainly": "<a href='/news/what-the-harbour-owes'>Next</a>",
    "slider": "<div class='slider pager'><a href='/news/p/2'>2</a><a href='/news/p/3'>3</a><a href='/news/x'>Next</a></div>",
    "sort": "<div class='pager'>" + links(("1", "?sort=1"), ("2", "?sort=2"), ("3", "?sort=3")) + "</div>",
    "page sizes": "<div class='pager'>" + links((10, "?limit=10"), (25, "?limit=25"), (50, "?limit=50")) + "</div>",
    "tags": links(("Next", "?tag=next"), ("More", "?lang=de"), ("»", "?lang=de")),
    "an arrow in a row of days": "<p>5/11/2024 <a href='?page=2'>»</a></p>",
    "an arrow to another part": "<p>1 / 6 <a href='/news/index5.html'>»</a></p>",
    "years": links((2024, "/news/2024/"), (2023, "/news/2023/"), (2022, "/news/2022/")),
    "teasers": "".join(f"<p>About it <a href='/news/{n}'>More</a></p>" for n in range(1, 9)),
    "articles": "<p>" + links((1984, "/news/1984"), (1985, "/news/1985")) + "</p>",
    "ranking": links((1, "/a/345"), (2, "/a/222"), (3, "/a/900")),
    "ranking below": "1 " + links((2, "/news/102"), (3, "/news/103"), (4, "/news/104")),
    "fragments": links((2, "#2"), (3, "#3"), ("Next", "#")),
    "scripts": links((2, "javascript:go(2)"), (3, "javascript:go(3)"), ("Next", "javascript:void(0)")),
    "another site": "1 "
    + links((2, "https://other.example/news/?page=2"), (3, "https://other.example/news/?page=3")),
    "comments": "<div class='pager'>1 " + links((2, "/news/comment-page-2"), (3, "?cpage=3")) + "</div>",
    "page sizes beside the page": "<div class='pager'>"
    + links((10, "?start=0&n=10"), (11, "?start=0&n=11"), (12, "?start=0&n=12"))
    + "</div>",
    "numbers of another program": "<div class='pages'>" + links((2, "/quote?x=2"), (3, "/quote?x=3")) + "</div>",
    "next article in a pager": "<div class='nav-links'><a href='/a-second-look'>Next</a></div>",
    "next article in the head": "<link rel='next' href='/2024/03/a-second-look/'>",
    "newer": "<a href='/news/'>Newer posts</a> <a href='/'>Previous</a> <a href='?page=9'>Last</a>",
    "more of another section": "<h2>Events</h2><a href='/events/'>More</a> <a href='/people/'>更多</a>",
}


@pytest.mark.parametrize("html", NONE.values(), ids=NONE)
def test_what_is_no_further_page(html: str) -> None:
    assert further(html) == []


@pytest.mark.parametrize("shape", ["/news/page/{}/", "/news/page-{}.html", "/news/?page={}", "/news/p/{}"])
@pytest.mark.parametrize("own", [1_899, 1_900, 2_024])
@pytest.mark.parametrize(
    "around", ["<link rel=next href='{next}'>", "<div class=pager>{row} <a href='{next}'>Next</a></div>"]
)
def test_a_page_s_number_may_look_like_a_year(shape: str, own: int, around: str) -> None:
    """Of a listing with thousands of pages; a year has no word for a page before it."""
    row = " ".join(
        f"<b>{n}</b>" if n == own else f"<a href='{shape.format(n)}'>{n}</a>" for n in range(own - 2, own + 3)
    )
    url = urljoin(URL, shape.format(own))
    found = further(around.format(row=row, next=shape.format(own + 1)), url)
    assert found[0] == urljoin(URL, shape.format(own + 1))


FILTERED = f"{URL}?topic=sea"


@pytest.mark.parametrize(
    "html",
    [
        "1 " + links((2, "?page=2"), (3, "?page=3")),
        "1 " + links((2, "?topic=grain&page=2"), (3, "?topic=grain&page=3")),
        links(("Next", "?topic=grain"), ("Next", "?page=2"), ("Next page", "/news/?sort=new&topic=bread")),
        "<link rel=next href='?topic=rail&page=2'>",
    ],
)
def test_a_filter_is_never_left(html: str) -> None:
    assert further(f"<div class=pager>{html}</div>", FILTERED) == []


def test_a_long_row_is_bounded() -> None:
    found = further("1 " + links((2, "?page=2"), (3, "?page=3"), (99_999, "?page=99999")))
    assert len(found) == MOST_PAGES
    assert found[:3] == absolute(URL, "?page=2", "?page=3", "?page=4")


def test_pages_are_reached_once_each_by_walking() -> None:
    """Every page shows its neighbours, the first and the last."""
    known, left = {URL}, [URL]
    while left:
        url = left.pop()
        own = int(urlsplit(url).query.removeprefix("page=") or 1)
        shown = sorted({1, own - 1, own + 1, 50} & set(range(1, 51)) - {own})
        html = f"<b>{own}</b>" + links(*((n, "/news/" if n == 1 else f"/news/?page={n}") for n in shown))
        fresh = [target for target in further(f"<div class=pager>{html}</div>", url) if target not in known]
        known.update(fresh)
        left.extend(fresh)
    assert known == {URL, *(f"{URL}?page={n}" for n in range(2, 51))}


PIECES = [
    "<a href='", "'>", "</a>", "?page=", "2", "3", "٤", "50", "/news/page/", "<b>", "</b>", "Next", "<select><option value='",
    "<button data-url='", "<div class='pager'>", "</div>", "<form action='", "//[", "javascript:__doPostBack('", "\x00",
    "<link rel=next href='", "%2", "²", "<table><tr><td>", "2024", "http://[x", "&", "<script>", "</script>", '{"url":"',
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
def test_any_page_is_read(html: str) -> None:
    tree = parse(html)
    turns = next_turns(tree, URL, 10) if tree is not None else ()
    assert len(turns) <= MOST_PAGES
    assert len(set(turns)) == len(turns)
    assert all(urlsplit(turn.url).scheme in {"http", "https"} and urlsplit(turn.url).hostname for turn in turns)


@given(
    st.integers(2, 40),
    st.integers(1, 40),
    st.sampled_from(["?page={}", "page/{}/", "list_{}.html", "?x=7&start={}0"]),
)
def test_any_row_names_all_its_other_pages(last: int, own: int, shape: str) -> None:
    own = min(own, last)
    addresses = {n: shape.format(n) for n in range(1, last + 1)}
    html = "".join(f"<b>{n}</b>" if n == own else f"<a href='{URL}{addresses[n]}'>{n}</a>" for n in addresses)
    found = further(f"<div class='pager'>{html}</div>", URL if own == 1 else URL + addresses[own])
    assert set(found) == {URL + target for n, target in addresses.items() if n != own}


HOSTILE = {
    "numbers": "".join(f"<a href='?page={n}'>{n}</a> " for n in range(30_000)),
    "rows": "".join(f"<p>1 <a href='?page={n}'>2</a></p>" for n in range(15_000)),
    "a table": "<table>"
    + "".join(f"<tr><td>{n % 40}</td><td><a href='?p={n}'>{n}</a></td></tr>" for n in range(12_000)),
    "nested": "<div>" * 20_000 + "<a href='?page=2'>2</a>" * 2_000,
    "options": "<select>" + "".join(f"<option value='/p/{n}'>{n}</option>" for n in range(20_000)),
    "digits": "<a href='/" + "1-" * 200_000 + "'>2</a><a href='/" + "1-" * 200_000 + "2'>3</a>",
    "long words": f"<a href='?page=2'>{'next ' * 200_000}</a>" * 2,
    "classes": f"<div class='{'page-' * 200_000}'><a href='?page=2'>»</a></div>",
    "blanks": "<a href='?page=2' onclick='location" + " " * 500_000 + "'>2</a>",
    "children": "<p>" + "<b><a href='?p=1'>2</a></b>" * 20_000,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_costs_little(html: str) -> None:
    with bounded():
        further(html)
