"""What stands at the ends of any site's articles is left out there, and stays wherever it is said."""

from __future__ import annotations

import pytest

from pipelines.body.furniture import without_furniture
from tests.cost import bounded
from tests.made import parsed

SAID = "<p>The committee met again in the autumn and agreed on very little.</p>"
BELOW = [
    "上一篇：<a href=/1>关于开展节能监察的通知</a>",
    "下一条 <a href=/2>省发改委赴基层调研</a>",
    "下一篇：没有了",
    "【打印本页】 【关闭窗口】",
    "打印关闭",
    "字号：大 中 小",
    "【字体：大 中 小】",
    "责任编辑：王明",
    "标签： 能源 经济",
    "分享到：",
    "返回顶部",
    "前の記事：<a href=/1>港の話</a>",
    "一覧へ戻る",
    "이전글 : <a href=/1>항구</a>",
    "목록",
    "« Previous article",
    "Next post →",
    "Previous Post: <a href=/1>Harbours</a>",
    "Share this article",
    "Facebook | Twitter | LinkedIn",
    "Print / Email",
    "Back to top ↑",
    "Tags: tides, harbours",
    "Filed under: <a href=/t>Tides</a>",
    "Schlagwörter: Hafen",
    "Drucken",
    "Partager :",
    "Поделиться: ВКонтакте",
    "Следующая статья: <a href=/1>Порты</a>",
    "المقال التالي: <a href=/1>الموانئ</a>",
    "<a href=/1>Home</a> | <a href=/2>News</a> | <a href=/3>About</a>",
]
ABOVE = [
    "您当前的位置：<a href=/>首页</a> > <a href=/n>要闻</a>",
    "当前位置：首页",
    "You are here: <a href=/>Home</a> » News",
    "Vous êtes ici : Accueil",
    "現在位置：ホーム",
    "<a href=/>网站首页</a> | <a href=/z>政务公开</a> | <a href=/c>政策文件</a>",
    "Print",
    "A+ A-",
]
# Read as said, at the ends as well.
SENTENCES = [
    "Next post I will tell of the harbour's ledgers.",
    "Share prices fell by a third.",
    "Print is not dead, the editors say.",
    "Share of the vote: a third.",
    "Back to the sea, as the pilots put it.",
    "上一篇文章里我们讨论了港口。",
    "编辑部的人都走了。",
    "打印机坏了。",
    "You are here because the tide is.",
    "大中小企业都受到影响。",
    "See <a href=/1>the ledger</a> and <a href=/2>the tables</a> and <a href=/3>the minutes</a>.",
    "<a href=/1>The ledger</a> | <a href=/2>The tables</a>",
]


POINTERS = [
    "<p>Read also: <a href=/1>Who owns the northern line?</a></p>",
    "<p><a href=/1>READ MORE: Who owns the northern line?</a></p>",
    "<p><strong>Lire aussi</strong></p><p><a href=/1>Qui possède la ligne du nord ?</a></p>",
    "<h4>相关阅读</h4><ul><li><a href=/1>港口的故事</a></li><li><a href=/2>潮汐表</a></li></ul>",
    "<p>اقرأ أيضا: <a href=/z>مستقبل النفط</a></p>",
    "<p>関連記事：<a href=/z>港の話</a></p>",
]
NO_POINTERS = [
    "<p>See also the <a href=/1>ledger</a> of 1850.</p>",
    "<p>Related: the price of salt.</p>",
    "<p>Recommended reading for sailors.</p>",
    "<h2>See also</h2><p>The tables of 1850.</p>",
]
# Each with what stays of it.
ITEM = "<h3><a href=/2>The second item</a></h3>"
LINKED_BEHIND = [
    (f"<p><a href=/1>Read more</a></p>{ITEM}", ["The second item"]),  # of the first item, in a digest
    (f"<p><a href=/1>Read more: the first item</a></p>{ITEM}", ["The second item"]),
    ("<p>Read also: <a href=/1>Harbours</a></p><h2><a href='#methods'>Methods</a></h2>", ["Methods"]),
    ("<h4>See also</h4><h2><a href='#methods'>Methods</a></h2>", ["See also", "Methods"]),
]


def kept(body: str) -> list[str]:
    document = parsed(body)
    return [
        document.lines[number].text for number in without_furniture(document.lines, list(range(len(document.lines))))
    ]


@pytest.mark.parametrize("line", BELOW)
def test_it_ends_before_it(line: str) -> None:
    assert kept(f"{SAID}{SAID}<div>{line}</div><div>Print</div>") == kept(SAID + SAID)


@pytest.mark.parametrize(
    "box",
    [
        "<h6>Author</h6><p>Mara Lindqvist</p>",
        "<h6>Author</h6><p>Mara Lindqvist</p><h6>Posted on</h6>",
        "<b>作者</b><p>王明</p><p>发布时间：</p>",
    ],
)
def test_a_box_that_says_who_wrote_it_is_no_text(box: str) -> None:
    assert kept(f"{SAID}<div>{box}</div>") == kept(SAID)
    assert len(kept(f"{SAID}<div>{box}</div>{SAID}")) > len(kept(SAID + SAID)), "within it stays"


def test_a_part_on_its_authors_stays() -> None:
    assert len(kept(f"{SAID}<h3>Author</h3>{SAID}")) == len([*kept(SAID), "Author", *kept(SAID)])


@pytest.mark.parametrize("line", ABOVE)
def test_it_begins_behind_it(line: str) -> None:
    assert kept(f"<div>Print</div><div>{line}</div>{SAID}") == kept(SAID)


@pytest.mark.parametrize("line", SENTENCES)
def test_what_the_article_says_stays(line: str) -> None:
    said = parsed(f"<div>{line}</div>").lines[0].text
    assert kept(f"<div>{line}</div>{SAID}<div>{line}</div>") == [said, *kept(SAID), said]


@pytest.mark.parametrize("line", BELOW)
def test_within_the_article_it_stays(line: str) -> None:
    said = parsed(f"<div>{line}</div>").lines[0].text
    assert kept(f"{SAID}<div>{line}</div>{SAID}") == [*kept(SAID), said, *kept(SAID)]


@pytest.mark.parametrize("pointer", POINTERS)
def test_pointers_to_other_articles_go_wherever_they_stand(pointer: str) -> None:
    assert kept(f"{SAID}{pointer}{SAID}") == kept(SAID + SAID)


@pytest.mark.parametrize("line", NO_POINTERS)
def test_words_that_point_to_no_other_article_stay(line: str) -> None:
    said = [one.text for one in parsed(line).lines]
    assert kept(f"{SAID}{line}{SAID}") == [*kept(SAID), *said, *kept(SAID)]


@pytest.mark.parametrize(("lines", "left"), LINKED_BEHIND)
def test_what_a_pointer_does_not_lead_to_stays(lines: str, left: list[str]) -> None:
    assert kept(f"{SAID}{lines}{SAID}") == [*kept(SAID), *left, *kept(SAID)]


def test_a_page_of_nothing_else_keeps_it() -> None:
    assert kept("<div>Print</div><div>Share</div>") == ["Print", "Share"]


def test_rows_without_end_cost_no_more_than_others() -> None:
    with bounded():
        assert len(kept(f"{SAID}<div>{'字体大小' * 49}乙</div>" * 50)) == 100
