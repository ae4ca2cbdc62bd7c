"""Each field's reader by tables: what small pages say, and what looks like it and is not."""

from __future__ import annotations

import pytest

from output.records import Article, Reject
from pipelines.attachments import read_attachments
from pipelines.lines import lines_of
from pipelines.normalize import normalize
from pipelines.page import Answer, Hints, Needs, Page
from pipelines.views.counters import read_counter
from pipelines.views.read import read_views
from tests.made import FETCHED, TEXT, URL, page, parsed


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>Views:1458&nbsp;&nbsp;Updated:2019-12-13</p>", 1458),
        ("<p>Views: 1,234</p>", 1234),
        ("<p>Hits: 12.768</p>", 12768),
        ("<p>1 432 просмотра</p>", 1432),
        ("<p>浏览次数：1.4万</p>", 14000),
        ("<p>조회수 : 3천</p>", 3000),
        ("<p>Date: 2020-01-01 | Views: 77 | Author: A</p>", 77),
        ("<p><span>Views:</span> <b>９８７</b></p>", 987),
        ("<p>4K views</p>", 4000),
        ("<p>Views: 10-20</p>", None),
        ("<p>Views: -5</p>", None),
        ("<p>Views: 1000+</p>", None),
        ("<p>Views: 12.5</p>", None),
        ("<p>Views: 99999999999999999999</p>", None),
        ("<p>Views today: 12</p>", None),
        ("<p>Total site views: 12</p>", None),
        ("<p>Downloads: 12</p>", None),
        ("<p>12 comments</p>", None),
        ("<p>5 min read</p>", None),
        ("<nav>Views: 12</nav>", None),
        ("<ul><li>A, Views: 1</li><li>B, Views: 2</li><li>C, Views: 3</li></ul>", None),
        ("<div><a href='/'>Home</a> &gt; <a href='/views/'>Views</a> &gt; 2019</div>", None),
        ("<p>Reviews: 12</p>", None),
        (
            "<p>The paper has had many readers, views: 12 percent of them agree with each other on the subject of "
            + "x" * 90,
            None,
        ),
    ],
)
def test_views(body: str, count: int | None) -> None:
    value = read_views(parsed(body)).value
    assert (value and value.count) == count


def test_machine_readable_views_come_first() -> None:
    head = """<script type="application/ld+json">{"@type": "Article", "interactionStatistic": [
      {"@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction", "userInteractionCount": 5},
      {"@type": "InteractionCounter", "interactionType": {"@type": "ReadAction"}, "userInteractionCount": 321}]}</script>"""
    value = read_views(parsed("<p>Views: 12</p>", head)).value
    assert value is not None
    assert (value.count, value.method) == (321, "json-ld")


def test_a_refused_count_is_kept_as_a_refusal() -> None:
    [refusal] = read_views(parsed("<p>Views: 10-20</p>")).refusals
    assert (refusal.field, refusal.raw) == ("views", "10-20")


SCRIPT = '<p>Views:<script src="/plus/count.php?view=yes&amp;aid=59&amp;mid=1"></script> times</p>'


def test_a_counter_script_is_asked_for() -> None:
    needs = read_counter(parsed(SCRIPT))
    assert needs == Needs(
        "https://kite.example/plus/count.php?view=yes&aid=59&mid=1", "counter script", raises_count=True
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>Downloads:<script src='/plus/count.php?aid=59'></script></p>",
        "<p>Views:<script src='/js/count.js'></script></p>",
        "<p>Views</p><p>Other</p><script src='/plus/count.php?aid=1'></script>",
    ],
)
def test_other_scripts_are_left_alone(body: str) -> None:
    assert read_counter(parsed(body)).value is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ("document.write('1458');", 1458),
        ('document.write("1,458");', 1458),
        ("document.write('-3');", None),
        ("<html>blocked</html>", None),
        ("", None),
        (None, None),
    ],
)
def test_a_counter_script_answers(answer: str | None, count: int | None) -> None:
    asked = page(SCRIPT + TEXT)
    needs = normalize(asked)
    assert isinstance(needs, Needs)
    article = normalize(asked.with_answer(Answer(needs.url, answer, None if answer else "failed: HTTP 500")))
    assert isinstance(article, Article)
    assert (article.views and article.views.count) == count
    assert bool(article.refusals) == (count is None)


def test_attachments() -> None:
    body = '<p><a href="/a.pdf">Report</a> <a href="/a.pdf">again</a> <a href="/x.html">x</a></p><footer><a href="/b.pdf">b</a></footer>'
    [file] = read_attachments(parsed(body))
    assert (file.url, file.title, file.media_type) == ("https://kite.example/a.pdf", "Report", "application/pdf")


def test_lines_break_where_a_reader_sees_it() -> None:
    read = parsed("<div>one <b>two</b><br>three<p>four</p>five<script>six</script> seven</div><!-- eight -->nine")
    assert [line.text for line in lines_of(read.tree, ())] == ["one two", "three", "four", "five seven", "nine"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty page"),
        (b"%PDF-1.4", "no HTML page"),
        (b"<html><body></body></html>", "no body"),
        (b"<html><body><nav><a href='/'>Home</a><a href='/a'>About</a></nav><h1>T</h1></body></html>", "no body"),
    ],
)
def test_rejects(body: bytes, reason: str) -> None:
    read = normalize(Page("kite", URL, body, FETCHED))
    assert isinstance(read, Reject)
    assert read.reason == reason


@pytest.mark.parametrize("poison", ["\x01", "&#1;", "&#xFFFE;", "\ufffe", "\x00", "\ud800"])
def test_what_xml_can_not_hold_costs_no_body(poison: str) -> None:
    html = f"<html><body><h1>T</h1>{TEXT}<p>And{poison} more.</p></body></html>".encode("utf-8", "surrogatepass")
    read = normalize(Page("kite", URL, html, FETCHED))
    assert isinstance(read, Article)
    assert "agreed on very little" in read.text


def test_charsets() -> None:
    body = "<h1>海湾</h1><p>" + "委员会在秋天再次开会，但是在许多问题上没有达成一致的意见。" * 5 + "</p>"
    html = f"<html><head><meta charset='gb2312'></head><body>{body}</body></html>".encode("gb18030")
    read = normalize(Page("kite", URL, html, FETCHED))
    assert isinstance(read, Article)
    assert "委员会" in read.text
    assert read.word_count > 100


def test_selectors_of_the_source_come_first() -> None:
    hints = Hints(
        selectors=(
            ("body", "div.b"),
            ("title", "p.t"),
            ("views", "i.v"),
            ("authors", "p.a"),
            ("section", "p.s"),
            ("updated", "p.d"),
        )
    )
    body = f'<p class="t">Chosen</p><i class="v">1 234 x</i><p class="a">Ann Lee</p><p class="s">Sea</p><p class="d">2020-01-02</p><div class="b">{TEXT}</div>{TEXT}'
    read = normalize(page(body, "<title>Other</title>", hints))
    assert isinstance(read, Article)
    assert (read.title, read.section, [author.name for author in read.authors]) == ("Chosen", "Sea", ["Ann Lee"])
    assert read.updated is not None
    assert read.updated.edtf == "2020-01-02"
    assert len(read.text.split("\n\n")) == 1


def test_two_canonical_addresses_are_none() -> None:
    links = [f'<link rel="canonical" href="{href}">' for href in ("/views/9.html", "/views/")]
    one, both = (normalize(page(TEXT, head)) for head in (links[0] * 2, "".join(links)))
    assert isinstance(one, Article)
    assert isinstance(both, Article)
    assert (one.canonical_url, both.canonical_url) == (URL, None)


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/views/9.html", URL),
        ("https://www.kite.example/views/9.html#top", "https://www.kite.example/views/9.html"),
        ("http://kite.example/views/9.html", "http://kite.example/views/9.html"),
        ("https://amp.kite.example/views/9.html", "https://amp.kite.example/views/9.html"),
        ("https://other.example/views/9.html", None),
        ("/", None),
        ("/index.php", None),
        ("javascript:void(0)", None),
    ],
)
def test_canonical_addresses(href: str, canonical: str | None) -> None:
    read = normalize(page(TEXT, f'<link rel="canonical" href="{href}">'))
    assert isinstance(read, Article)
    assert read.canonical_url == canonical
