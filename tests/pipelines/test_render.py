"""What the elements of a page become, as text and as Markdown, and which pictures are the body's."""

from __future__ import annotations

import pytest

from output.records import Image
from pipelines.rendering.render import Rendered, render
from tests.cost import SIZE, bounded
from tests.made import parsed
from tests.pipelines.markdown_reader import kinds, seen, widths

SITE = "https://kite.example"


def read(html: str, never: str = "never") -> Rendered:
    """All lines of a page but those with a certain word."""
    page = parsed(html)
    return render(page, [number for number, line in enumerate(page.lines) if never not in line.text])


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("w<b>or</b>d", "w**or**d"),
        ("<i><b>word</b>word<b>word</b></i>", "*wordwordword*"),
        ("<i><b>word</b> word</i>", "***word** word*"),
        ("<b>bold </b>next<i> one</i>", "**bold** next *one*"),
        ("<b>a</b><strong>b</strong> <b>c</b>", "**ab** **c**"),
        ("<b>  </b>x<i></i>", "x"),
        ("<b>both <i>marks</i></b>", "**both *marks***"),
        ("see <b><a href='/x'>this</a> one</b>", f"see **[this]({SITE}/x) one**"),
        ("see <a href='/x'><b>this</b> one</a>", f"see [**this** one]({SITE}/x)"),
        ("中文<b>“引号”</b>中文", "中文“**引号**”中文"),
        ("中文<b>句号。</b>中文", "中文**句号**。中文"),
        ("中文<b>！</b>中文", "中文！中文"),
        ("word<b><a href='/x'>link</a> and</b> more", f"word[link]({SITE}/x) **and** more"),
        ("<span style='font-weight: 700'>strong</span> <b style='font-weight:normal'>not</b>", "**strong** not"),
        ("wow!<a href='/x'>link</a>", f"wow\\![link]({SITE}/x)"),
        ("<a href='/x'>[1] or</a>", f"[\\[1\\] or]({SITE}/x)"),
        ("<a href='/x'>  </a>none", "none"),
        (
            "<a href='mailto:a@kite.example'>mail</a> <a href='#x'>part</a> <a href='ftp://kite.example'>file</a>",
            "mail part file",
        ),
        (f"<a href='{SITE}/views/9.html#part'>part</a>", "part"),
        ("<code>a  b</code> <code>``</code> <b><code>x</code></b>", "`a b` ``` `` ``` **`x`**"),
        ("x<sup>2</sup> and H<sub>2</sub>O", "x<sup>2</sup> and H<sub>2</sub>O"),
        ("a * b, 2*3, snake_case, _x_, __init__", "a * b, 2\\*3, snake_case, \\_x\\_, \\_\\_init\\_\\_"),
        ("# no heading", "\\# no heading"),
        ("#5 and #tag", "#5 and #tag"),
        ("1986. A year", "1986\\. A year"),
        ("1986.5 A year", "1986.5 A year"),
        ("- no item", "\\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("&gt; no quotation", "\\> no quotation"),
        ("a &lt; b, &lt;tag&gt;, 5 &gt; 4", "a < b, \\<tag>, 5 > 4"),
        ("AT&amp;T, &amp;amp;", "AT&T, \\&amp;"),
        ("[1] and [link](x) and [^1]", "[1] and [link\\](x) and \\[^1]"),
        ("C:\\dir and \\*", "C:\\dir and \\\\\\*"),
        ("10~20, ~5, ~~no~~", "10\\~20, ~5, \\~\\~no\\~\\~"),
        ("first<br>- second<br>---", "first\\\n\\- second\\\n\\---"),
        ("first<br> <br>second", "first\n\nsecond"),
        ("soft&shy;hyphen, می\u200cخواهم", "softhyphen, می\u200cخواهم"),
        ("中文\n  中文 and\nlatin", "中文中文 and latin"),
        ("<del>old</del> <q>said <q>twice</q></q> <q>“once”</q>", "~~old~~ “said ‘twice’” “once”"),
        ("<span>by Ann Lee</span><span>Updated: May</span>", "by Ann Lee Updated: May"),
        ("a <math><mi>x</mi><mo>+</mo><mi>y</mi></math> b", "a x+y b"),
        ("a <img class='emoji' alt='🙂' src='/e.svg'> b", "a 🙂 b"),
        ("a <img class='latex' alt='x^2' src='/f.png'> b", "a x^2 b"),
    ],
)
def test_words(html: str, markdown: str) -> None:
    assert read(f"<p>{html}</p>").markdown == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>Bold <b>words</b> #</h2>", "## Bold words \\#"),
        ("<h1><div>Two</div><div>lines</div></h1>", "# Two lines"),
        ("<a href='/x'><h3>Linked</h3><p>words</p></a>", f"### [Linked]({SITE}/x)\n\nwords"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol start=-1><li>a<li>b<li>c</ol>", "0. a\n0. b\n1. c"),
        ("<ol><li>a<li>never<li>b</ol>", "1. a\n3. b"),
        ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
        ("<ul><li>[x] a<li>b</ul>", "- \\[x] a\n- b"),
        ("<hr><p>a</p><hr><hr><p>b</p><hr>", "a\n\n---\n\nb"),
        ("<pre>  two\n\n\tlines </pre>", "```\n  two\n\n\tlines\n```"),
        ("<pre class='brush: js'><b>if</b> (x) {<br>}</pre>", "```js\nif (x) {\n}\n```"),
        ("<pre><p>no code</p></pre>", "no code"),
        ("<blockquote>a<br>b<p>c</p></blockquote>", "> a\\\n> b\n>\n> c"),
    ],
)
def test_blocks(html: str, markdown: str) -> None:
    assert read(html).markdown == markdown


@pytest.mark.parametrize(
    ("rows", "markdown"),
    [
        ("<tr><th>a<th>b<tr><td>1<td>2", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<tr><td><b>a</b><td><b>b</b><tr><td>1<td>2", "| **a** | **b** |\n| --- | --- |\n| 1 | 2 |"),
        ("<tr><th>a<td>1<tr><th>b<td>2", "|  |  |\n| --- | --- |\n| a | 1 |\n| b | 2 |"),
        ("<tr><th><th>a<tr><th>b<td>2", "|  | a |\n| --- | --- |\n| b | 2 |"),
        ("<tr><th>a<th>b<tr><td>1", "| a | b |\n| --- | --- |\n| 1 |  |"),
        ("<tr><th>a<th>b<tr><td>never<td>2", "| a | b |\n| --- | --- |\n|  | 2 |"),
        ("<tr><th>a<th>b<tr><td>never<td>never<tr><td>1<td>2", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<tr><th>a<th>b<tr><td colspan=99>1", "| a | b |\n| --- | --- |\n| 1 |  |"),
        ("<tr><th>a<th>b<tr><td rowspan=9>1<td>2<tr><td>3", "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 1 | 3 |"),
        ("<tr><th>a<th>b<tr><td><ul><li>1<li>2</ul><td>3", "| a | b |\n| --- | --- |\n| 1<br>2 | 3 |"),
        ("<tr><th>a<th>b<tr><td><code>x|y</code><td>|", "| a | b |\n| --- | --- |\n| `x\\|y` | \\| |"),
        ("<tr><td>a<tr><td>b", "a\n\nb"),
        ("<tr><td>a<td>b", "a\n\nb"),
        ("<tr><th>a<th>b<tr><td><h2>c</h2><td>d", "a\n\nb\n\n## c\n\nd"),
    ],
)
def test_tables(rows: str, markdown: str) -> None:
    assert read(f"<table>{rows}</table>").markdown == markdown


def test_tables_in_text_say_each_value_once() -> None:
    body = read("<table><tr><th>a<th colspan=2>b<tr><td rowspan=2>1<td>2<td>3<tr><td>4<br>5<td>6</table>")
    assert body.text == "a\tb\n1\t2\t3\n\t4 5\t6"
    assert widths(body.markdown) == [{3}]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>a<sup><a href='#n' id='r'>1</a></sup></p><p id='n'><sup>1</sup> Note <a href='#r'>back</a></p>",
            "a[1]\n\n[1] Note",
        ),
        ("<p>a<a href='#n'>[1]</a></p><div>x<br><a name='n'></a>[1] Note</div>", "a[1]\n\nx\n\n[1] Note"),
        ("<p>a<sup>[<a href='#n'>1</a>]</sup></p><ol><li id='n'>1900 was a year</ol>", "a[1]\n\n[1] 1900 was a year"),
        ("<p>a<sup><a href='#n'>*</a></sup></p><p id='n'>* Note</p>", "a[*]\n\n[*] Note"),
        # A place further up, a page, a note that is not in the body, words: none is a mark.
        ("<p id='n'>Top</p><p>a<sup><a href='#n'>1</a></sup></p>", "Top\n\na1"),
        ("<p>a<sup><a href='/b#n'>1</a></sup></p><p id='n'>Note</p>", "a1\n\nNote"),
        ("<p>a<sup><a href='#n'>1</a></sup></p><p id='n'>never</p>", "a1"),
        ("<p>a<sup><a href='#n'>above</a></sup></p><p id='n'>Note</p>", "aabove\n\nNote"),
        ("<p><a href='#part2'>2</a></p><h2 id='part2'>Part</h2>", "2\n\nPart"),
    ],
)
def test_footnotes(html: str, text: str) -> None:
    assert read(html).text == text


def test_two_notes_of_one_label_are_told_apart() -> None:
    mark = "<p>{0}<sup><a href='#{0}'>1</a></sup></p>"
    notes = "<p id='a'>1. First</p>", "<p id='b'>1. Second</p>"
    body = read("".join((mark.format("a"), mark.format("b"), *notes)))
    assert body.markdown == "a[^1]\n\nb[^note2]\n\n[^1]: First\n\n[^note2]: Second"
    assert body.text == "a[1]\n\nb[1]\n\n[1] First\n\n[1] Second"


@pytest.mark.parametrize(
    "img",
    [
        "<img src='/a.jpg'>",
        "<img src='data:x' data-src='/a.jpg'>",
        "<img src='/blank.gif' data-original='/a.jpg'>",
        "<img data-srcset='/s.jpg 300w, /a.jpg 900w' src='data:x'>",
        "<img src='data:x'><noscript><img src='/a.jpg'></noscript>",
        "<img src='/a.jpg'><noscript><img src='/a-copy.jpg'></noscript>",
        "<picture><source srcset='/a.jpg 2x, /s.jpg'><img src='data:x'></picture>",
        "<a href='/gallery'><img src='/a.jpg'></a>",
        "<img src='/a.jpg'><img src='/a.jpg'>",
        "<img src='/a.jpg'><img src='/logo.png'><img src='/b.gif' width=1 height=1><img src='/c.jpg' class='avatar photo'>",
        "<img src='/a.jpg'><aside><img src='/b.jpg'></aside><div class='related'><img src='/b.jpg'></div>",
        "<img src='/a.jpg'><div><img src='/b.jpg'><p>never</p></div>",
        "<img src='/a.jpg'><p><img src='/b.jpg'> never</p>",
    ],
)
def test_pictures(img: str) -> None:
    body = read(f"<p>before</p>{img}<p>after</p><img src='/behind.jpg'>")
    assert body.images == (Image(f"{SITE}/a.jpg", None, None),)
    assert body.markdown == f"before\n\n![]({SITE}/a.jpg)\n\nafter"
    assert body.text == "before\n\nafter"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<article><h1>never</h1><figure><img src='/a.jpg'></figure><div><p>a</p><p>b</p></div></article>", True),
        ("<article><figure><img src='/a.jpg'></figure><p>never</p><div><p>a</p><p>b</p></div></article>", False),
        ("<figure><img src='/a.jpg'></figure><article><p>a</p><p>b</p></article>", False),
        ("<div><p>never</p><img src='/a.jpg'><p>a</p><p>b</p></div>", True),
        ("<div><img src='/a.jpg'><p>never</p><p>a</p><p>b</p></div>", False),
    ],
)
def test_a_picture_before_the_first_line(html: str, *, found: bool) -> None:
    body = read(html)
    assert bool(body.images) == found
    assert body.markdown == (f"![]({SITE}/a.jpg)\n\na\n\nb" if found else "a\n\nb")


@pytest.mark.parametrize(
    ("figure", "caption"),
    [
        ("<figure><img src='/a.jpg'><figcaption>Of <i>it</i></figcaption></figure>", "Of *it*"),
        ("<figure><figcaption>Of <i>it</i></figcaption><img src='/a.jpg'></figure>", "Of *it*"),
        ("<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>Of <i>it</i></p></div>", "Of *it*"),
        ("<div><img src='/a.jpg'></div><p class='image-caption'>Of <i>it</i></p>", "Of *it*"),
    ],
)
def test_captions(figure: str, caption: str) -> None:
    body = read(f"<p>before</p>{figure}<p>after</p>")
    assert body.images == (Image(f"{SITE}/a.jpg", None, "Of it"),)
    assert body.markdown == f"before\n\n![]({SITE}/a.jpg)\\\n{caption}\n\nafter"
    assert body.text == "before\n\nOf it\n\nafter"


def test_a_caption_that_was_not_chosen_is_the_picture_s_alone() -> None:
    body = read("<p>a</p><figure><img src='/a.jpg' alt='x'><figcaption>never mind</figcaption></figure><p>b</p>")
    assert body.images == (Image(f"{SITE}/a.jpg", "x", "never mind"),)
    assert body.text == "a\n\nb"


def test_a_picture_seen_above_the_body_is_shown_in_it() -> None:
    body = read("<main><img src='/a.jpg'><p>never</p><p>a</p><img src='/a.jpg'><p>b</p></main>")
    assert body.markdown == f"a\n\n![]({SITE}/a.jpg)\n\nb"


def test_nothing_chosen_says_nothing() -> None:
    assert read("<p>never</p>") == Rendered("", "", ())


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<div>x",
            "<blockquote>x",
            "<ul><li>x",
            "<table><tr><td>x",
            "<b>x<i>y",
            "<dl><dt>x<dd>y",
            "<figure><figcaption>x",
        ),
        *(
            "<p>x</p>",
            "x<br>",
            "<b>a</b><i>b</i>中。",
            "<code>`",
            "*",
            "_ ",
            "[](",
            "~",
            "&amp;",
            "\\",
            "- ",
            "|:-",
            "---- ",
            "# ",
        ),
        *(
            "<img src='/a.jpg'>",
            "<p>x</p><img src='data:x'>",
            "<p class=caption>x</p>",
            "<pre>`</pre>",
            "<h2>x",
            "<q>x",
        ),
        *(
            "<tr><td colspan=1000000 rowspan=1000000>x",
            "<td rowspan=65534>x",
            "<a href='#n' id='n'>[1]</a>",
            "<li value=9>x",
        ),
    ],
)
def test_long_pages_cost_little(piece: str) -> None:
    inside = piece * (SIZE // len(piece))
    page = parsed(f"<p>a</p><table><tr><td>{inside}</table><p>{inside}</p><h2>{inside}</h2><p>z</p>")
    with bounded():
        render(page, range(len(page.lines)))


@pytest.mark.no_cover
def test_a_long_value_or_address_is_not_repeated_without_end() -> None:
    rows = f"<tr><td rowspan=5000>{'long ' * 2000}<td>y</tr>" + "<tr><td>z</tr>" * 4000
    assert len(read(f"<table>{rows}</table>").markdown) < 3 * len(rows)
    linked = f"<a href='/{'x' * 1500}'>" + "<p>x</p>" * 2000
    assert len(read(linked).markdown) < 2 * len(linked)


def test_deep_nesting_is_valid_to_its_bound() -> None:
    markdown = read("<blockquote>x" * 200).markdown
    assert kinds(markdown).count("blockquote") == 23
    assert seen(markdown).count("x") == 200


def test_addresses_are_relative_to_the_page_s_base() -> None:
    document = parsed("<p>See <a href='a.html'>a</a> <img src='b.jpg'> and more</p>", head="<base href='/deep/'>")
    body = render(document, range(len(document.lines)))
    assert body.markdown == f"See [a]({SITE}/deep/a.html) ![]({SITE}/deep/b.jpg) and more"


def test_a_caption_that_is_not_chosen_is_the_picture_s_title() -> None:
    body = read(
        '<p>a</p><figure><img src="/a.jpg"><figcaption>The "old" quay, never repaired</figcaption></figure><p>b</p>'
    )
    assert body.text == "a\n\nb"
    assert body.markdown == f'a\n\n![]({SITE}/a.jpg "The \\"old\\" quay, never repaired")\n\nb'
    assert [image.caption for image in body.images] == ['The "old" quay, never repaired']
