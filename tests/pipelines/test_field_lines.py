"""Lines that only repeat fields are no part of the body; lines that say more are."""

from __future__ import annotations

import pytest

from output.records import Article
from pipelines.normalize import normalize
from tests.made import TEXT, page

HEAD = """<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2020-03-05T10:00:00Z">
<meta property="article:modified_time" content="2021-04-14">"""


def body(lines: str, head: str = HEAD) -> str:
    read = normalize(page(f"<article><h1>T</h1>{lines}</article>", head))
    assert isinstance(read, Article), read
    return read.text


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "Ann Lee",
        "5 March 2020",
        "March 5, 2020 | Ann Lee",
        "Posted by Ann Lee on 5 March 2020",
        "Published: 5 March 2020, updated: 14 April 2021",
        "Thursday, 5 March 2020",
        "Views: 1,234",
        "Views: 1,234 | Updated: 14 April 2021",
        "1,234 views",
        "Published 5 March 2020 – 1,234 views",
        "© 2020 Kite Institute. All rights reserved.",
        "Source: Harbour Desk Views: 1,234",
        "来源：某某研究院 浏览次数：1,234",
        "时间:2020-03-05 08:45来源:某某智库 作者:李明 点击:1,234次",
        "Veröffentlicht am 03/04/2020 · Views: 1,234",
        "Section: Ports | 5 March 2020",
    ],
)
def test_a_line_of_fields_is_cut(line: str) -> None:
    assert line not in body(f"<p>{line}</p>{TEXT}<p>It ends so, and nobody was surprised that it did.</p>").split(
        "\n\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "On 5 March 2020 the committee met again.",
        "Ann Lee is a fellow of the institute.",
        "1 May 1999",
        "It had 1,234 views on the first day.",
        "Published by a press of good name",
        "Why Ann Lee was right",
        "Conclusion: the committee of 5 March 2020 was right after all, and so was Ann Lee",
        "Update: on 5 March 2020 the committee met again.",
    ],
)
def test_a_line_that_says_more_is_kept(line: str) -> None:
    assert line in body(f"{TEXT}<p>{line}</p>{TEXT.replace('autumn', 'spring')}<p>It ends so.</p>").split("\n\n")


def test_a_speakers_name_further_down_is_kept() -> None:
    talk = "".join(f"<p>Question {number}, which was long and asked for much?</p>" for number in range(8))
    assert "Ann Lee" in body(f"{TEXT}{talk}<p>Ann Lee</p>{TEXT.replace('autumn', 'spring')}").split("\n\n")
