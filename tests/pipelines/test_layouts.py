"""Pages built in old, odd and broken ways: each gives its whole text and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from output.records import Article
from pipelines.normalize import normalize
from pipelines.page import Page

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
TITLE = "The tide tables of 1850"
LINES = [
    "The harbour was dredged again in the spring, and the council argued about who should pay for the tugs.",
    "Nobody kept the minutes, so that much of what follows rests on letters and on the ledgers of the pilots.",
    "The pilots had been paid by the tide since the old quay was built, and saw no reason for a change.",
    "In the end they paid for the tables themselves, and had them printed by a cousin of the harbour master.",
]
BODY = "\n\n".join(LINES)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
HEAD = f"<head><meta charset=utf-8><title>{TITLE} - Kite Institute</title></head>"
MENU = "<a href=/>Home</a> | <a href=/views>Views</a> | <a href=/people>People</a> | <a href=/about>About us</a>"
FOOT = "<div class=footer>© 2025 Kite Institute. All rights reserved.</div>"
SHORT = "The harbour will stay open next winter, the council decided on Tuesday."
CASES = {
    "layout table": f"<table width=100%><tr><td colspan=2>{MENU}</td></tr><tr><td width=150><a href=/a>News</a><br><a href=/b>Links</a></td>"
    f"<td><h1>{TITLE}</h1>{PARAGRAPHS}</td></tr><tr><td colspan=2>{FOOT}</td></tr></table>",
    "tables in a table": f"<table><tr><td>{MENU}<table><tr><td><table><tr><td><font size=5><b>{TITLE}</b></font></td></tr><tr><td>{PARAGRAPHS}</td></tr>"
    f"</table></td></tr></table></td></tr></table>{FOOT}",
    "breaks in a cell": f"<table><tr><td>{MENU}</td></tr><tr><td><h1>{TITLE}</h1>{'<br /><br />'.join(LINES)}</td></tr></table>{FOOT}",
    "breaks in the page": f"{MENU}<h1>{TITLE}</h1>{'<br><br>'.join(LINES)}<br><br>{FOOT}",
    "text behind the end": f"<h1>{TITLE}</h1></body></html>{PARAGRAPHS}",
    "breaks in a div": f"{MENU}<h1>{TITLE}</h1><div>{'<br><br>'.join(LINES)}</div>{FOOT}",
    "breaks and blanks": f"{MENU}<h1>{TITLE}</h1><div id=content>{'<br>&nbsp;&nbsp;&nbsp;&nbsp;'.join(LINES)}</div>{FOOT}",
    "ideographic blanks": f"{MENU}<h1>{TITLE}</h1><div id=content>{''.join(f'<p>　　{line}</p>' for line in LINES)}</div>{FOOT}",
    "aside": f"<nav>{MENU}</nav><aside><h1>{TITLE}</h1>{PARAGRAPHS}</aside>{FOOT}",
    "sections": f"<nav>{MENU}</nav><main><h1>{TITLE}</h1>{''.join(f'<section><p>{line}</p></section>' for line in LINES)}</main>{FOOT}",
    "sections without main": f"<nav>{MENU}</nav><section><h1>{TITLE}</h1></section>{''.join(f'<section><div><p>{line}</p></div></section>' for line in LINES)}{FOOT}",
    "divs": f"<nav>{MENU}</nav><article><h1>{TITLE}</h1>{''.join(f'<div>{line}</div>' for line in LINES)}</article>{FOOT}",
    "divs in divs": f"<div>{MENU}</div><h1>{TITLE}</h1><div class=text>{''.join(f'<div><div><span>{line}</span></div></div>' for line in LINES)}</div>{FOOT}",
    "form": f"<form name=aspnetForm method=post action=./9.aspx><input type=hidden name=__VIEWSTATE value=x><div>{MENU}</div><h1>{TITLE}</h1>"
    f"<div id=ctl00_Main>{PARAGRAPHS}</div>{FOOT}</form>",
    "unclosed": f"<div>{MENU}</div><h1>{TITLE}</h1><div>{''.join(f'<p>{line}' for line in LINES)}<p>{FOOT}",
    "crossed": f"<div>{MENU}</div><h1>{TITLE}</h1><div><b><i>{LINES[0]}</b></i>{''.join(f'<p><b>{line}</p></b>' for line in LINES[1:])}</div></span></td>{FOOT}",
    "no html or body": f"<title>{TITLE}</title><h1>{TITLE}</h1>{PARAGRAPHS}",
    "second body": f"{MENU}</body><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>{FOOT}",
    "center and font": f"<center>{MENU}</center><center><h1>{TITLE}</h1></center><font face=Arial>{PARAGRAPHS}</font>{FOOT}",
    "noscript": f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><div id=app></div><noscript>{PARAGRAPHS}</noscript></article>{FOOT}",
    "custom elements": f"<kite-nav>{MENU}</kite-nav><kite-article><h1>{TITLE}</h1><kite-text>{PARAGRAPHS}</kite-text></kite-article>{FOOT}",
    "list": f"<nav>{MENU}</nav><h1>{TITLE}</h1><ul>{''.join(f'<li>{line}</li>' for line in LINES)}</ul>{FOOT}",
    "definition list": f"<nav>{MENU}</nav><h1>{TITLE}</h1><dl>{''.join(f'<dd>{line}</dd>' for line in LINES)}</dl>{FOOT}",
    "sidebar class on the article": f"<nav>{MENU}</nav><div class='content has-sidebar'><h1>{TITLE}</h1>{PARAGRAPHS}</div>{FOOT}",
    "header": f"<nav>{MENU}</nav><article><header><h1>{TITLE}</h1><p>{LINES[0]}</p></header>{''.join(f'<p>{line}</p>' for line in LINES[1:])}</article>{FOOT}",
    "pre": f"<nav>{MENU}</nav><h1>{TITLE}</h1><div class=text><pre>{chr(10).join(LINES)}</pre></div>{FOOT}",
}  # fmt: skip
SHORTS = {
    "sentence": f"<nav>{MENU}</nav><article><h1>{TITLE}</h1><p>{SHORT}</p></article>{FOOT}",
    "sentence in a div": f"<nav>{MENU}</nav><h1>{TITLE}</h1><div class=content>{SHORT}</div>{FOOT}",
    "sentence in a cell": f"<table><tr><td>{MENU}</td></tr><tr><td><h1>{TITLE}</h1>{SHORT}</td></tr></table>{FOOT}",
}


def text_of(body: str) -> str:
    html = f"<!DOCTYPE html><html>{HEAD}<body>{body}</body></html>"
    article = normalize(Page("kite", "https://kite.example/views/9.html", html.encode(), FETCHED))
    assert isinstance(article, Article), article
    return article.text


@pytest.mark.parametrize("name", CASES)
def test_the_whole_text_and_nothing_else(name: str) -> None:
    assert " ".join(text_of(CASES[name]).split()) == " ".join(BODY.split())


@pytest.mark.parametrize("name", SHORTS)
def test_one_sentence_is_an_article(name: str) -> None:
    assert text_of(SHORTS[name]) == SHORT


def test_a_report_of_thousands_of_paragraphs_is_whole() -> None:
    lines = [
        f"In the year {number} the pilots met {number % 7 + 2} times, and the council paid {number * 3} crowns."
        for number in range(5_000)
    ]
    text = text_of(
        f"<nav>{MENU}</nav><article><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article>{FOOT}"
    )
    assert text.split("\n\n") == lines
