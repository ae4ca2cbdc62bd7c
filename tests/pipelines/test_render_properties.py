"""What holds for any page: no chosen word is lost, doubled or moved, and Markdown says the same as text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Document, document
from pipelines.rendering.render import Rendered, render
from tests.made import page
from tests.pipelines.markdown_reader import kinds, letters, seen, widths

WORDS = st.sampled_from(
    (
        *(
            "word",
            "a",
            "snake_case",
            "第一",
            "「灯り」",
            "ไทย",
            "مرحبا",
            "1986. ",
            "12) ",
            "#",
            "# ",
            "- ",
            "+",
            "> ",
            "* ",
        ),
        *(
            " ",
            "\n",
            " x ",
            "*",
            "**",
            "_",
            "__",
            "~",
            "~~",
            "`",
            "``",
            "[",
            "]",
            "[1]",
            "](u)",
            "(u)",
            "!",
            "\\",
            "|",
            "---",
        ),
        *(
            "=",
            "===",
            ".",
            "，",
            "“q”",
            "…",
            "€",
            "&lt;b&gt;",
            "&lt;",
            "&gt;",
            "&amp;",
            "&amp;amp;",
            "&nbsp;",
            "[x] ",
            "[^1]",
        ),
        *(
            "[1]: u",
            "<br>",
            "<br><br>",
            "<wbr>",
            "<!-- c -->",
            "$",
            "||",
            "|-",
            ":-",
            "www.kite.example",
            "https://a_b.example",
        ),
    )
)
MARKS = (
    "b",
    "i",
    "em",
    "strong",
    "del",
    "code",
    "sub",
    "sup",
    "span",
    "a href='/x'",
    "a href='/y_(z) w'",
    "a href='#top'",
)
BLOCKS = (
    *(
        "p",
        "div",
        "h2",
        "h3",
        "blockquote",
        "section",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "pre",
        "table",
        "tr",
        "td",
        "th",
    ),
    *(
        "figure",
        "figcaption",
        "td colspan=2",
        "td rowspan=3",
        "caption",
        "ol start=9",
        "li value=4",
        "p class=caption",
    ),
)
SPAN = st.lists(WORDS, max_size=4).map("".join)


def in_one_of(tags: tuple[str, ...], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inside, max_size=4).map("".join)
    return st.builds(lambda tag, within: f"<{tag}>{within}</{tag.split()[0]}>", st.sampled_from(tags), several)


LINES = st.recursive(
    SPAN, lambda inside: in_one_of(MARKS, inside) | st.lists(inside, max_size=3).map("".join), max_leaves=8
)
PAGES = st.recursive(
    LINES, lambda inside: in_one_of(BLOCKS, inside) | st.lists(inside, max_size=3).map("".join), max_leaves=12
)
TABLES = st.lists(
    st.lists(
        st.builds(
            "<{}>{}".format,
            st.sampled_from(("td", "th", "td colspan=2", "td rowspan=2", "td colspan=3 rowspan=2")),
            LINES,
        ),
        min_size=1,
        max_size=4,
    ).map(lambda cells: f"<tr>{''.join(cells)}</tr>"),
    min_size=2,
    max_size=4,
).map(lambda rows: f"<table>{''.join(rows)}</table>")


def read(html: str) -> Document:
    parsed = document(page(f"<main>{html}</main>"))
    assert parsed is not None
    return parsed


def rendered(parsed: Document, chosen: list[int] | None = None) -> tuple[str, Rendered]:
    numbers = list(range(len(parsed.lines))) if chosen is None else chosen
    return "".join(parsed.lines[number].text for number in numbers), render(parsed, numbers)


@given(LINES)
def test_a_paragraph_says_in_markdown_what_it_says_in_text(html: str) -> None:
    said, body = rendered(read(f"<p>{html}</p>"))
    assert letters(body.text) == letters(said)
    assert [line for line in seen(body.markdown).split("\n") if line] == [
        line for line in body.text.split("\n") if line
    ]


@given(PAGES)
def test_no_word_is_lost_doubled_or_moved(html: str) -> None:
    said, body = rendered(read(html))
    assert letters(body.text) == letters(said)
    if "table" not in html:  # there, values are repeated
        assert letters(seen(body.markdown)) == letters(said)


@given(PAGES, st.sets(st.integers(0, 12)))
def test_only_chosen_lines_are_said(html: str, numbers: set[int]) -> None:
    parsed = read(html)
    chosen = sorted(number for number in numbers if number < len(parsed.lines))
    said, body = rendered(parsed, chosen)
    assert letters(body.text) == letters(said)


@given(TABLES)
def test_rows_of_a_table_have_as_many_cells(html: str) -> None:
    said, body = rendered(read(html))
    assert letters(body.text) == letters(said)
    assert all(len(found) == 1 for found in widths(body.markdown))
    if "td" in kinds(body.markdown):
        assert set(letters(seen(body.markdown))) == set(letters(said))


PLACES = st.lists(
    st.sampled_from(
        (
            *(
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "word ",
                "<img src='/a.jpg'>",
                "<img src='/b.jpg' alt='[x] *y*'>",
                "<img src='data:x'>",
            ),
            *(
                "<noscript><img src='/c.jpg'></noscript>",
                "<picture><source srcset='/d.jpg'>",
                "</picture>",
                "<figure>",
                "</figure>",
            ),
            *(
                "<figcaption>",
                "</figcaption>",
                "<p class='wp-caption-text'>",
                "<hr>",
                "<table><tr>",
                "<td>",
                "<th>",
                "<tr>",
                "</table>",
            ),
            *(
                "<a href='#n' id='r'>[1]</a>",
                "<sup><a href='#m'>2</a></sup>",
                "<p id='n'>1. ",
                "<li id='m'>",
                "<a href='#r'>^</a>",
            ),
            *(
                "<ol>",
                "</ol>",
                "<a name='n'></a>",
                "<math><mi>x</mi></math>",
                "<aside>",
                "</aside>",
                "<pre>",
                "</pre>",
                "<br>",
                "<h2>",
            ),
            *(
                "<ul>",
                "<dl>",
                "<dt>",
                "<dd>",
                "</dl>",
                "<caption>",
                "<q>",
                "<blockquote>",
                "</blockquote>",
                "<code>",
                "</code>",
            ),
        )
    ),
    max_size=30,
).map("".join)


@given(PLACES, st.sets(st.integers(0, 12)))
def test_the_pictures_of_a_body_are_those_in_its_markdown(html: str, left_out: set[int]) -> None:
    parsed = read(html)
    _, body = rendered(parsed, [number for number in range(len(parsed.lines)) if number not in left_out])
    shown = re.findall(r"]\((https://kite\.example/[a-d]\.jpg)\)", body.markdown)
    assert shown == [image.url for image in body.images]
