"""What is left of a page when nothing in it may act: its words, and no address, script, style or form."""

from __future__ import annotations

import pytest
from lxml import etree, html

from pipelines.still import ATTRIBUTES, KEPT, still

X = "https://evil.example/x"
HOSTILE = [
    f"<script src='{X}'>alert(1)</script>",
    "<p onclick='alert(1)' style='background:url(https://evil.example/x)'>words</p>",
    f"<img src='{X}' srcset='{X} 2x' onerror='alert(1)'>",
    f"<a href='javascript:alert(1)'>words</a><a href='{X}' ping='{X}'>words</a>",
    f"<iframe src='{X}' srcdoc='<script>alert(1)</script>'></iframe><frameset><frame src='{X}'></frameset>",
    f"<form action='{X}'><input name=a formaction='{X}' autofocus onfocus=alert(1)><button formaction='{X}'>go</button></form>",
    f"<meta http-equiv=refresh content='0;url={X}'><base href='{X}'><link rel=stylesheet href='{X}'>",
    f"<style>@import '{X}'; p {{ background: url({X}) }}</style>",
    f"<svg onload='alert(1)'><a xlink:href='{X}'><image href='{X}'/></a></svg><math><mtext href='{X}'>m</mtext></math>",
    f"<video src='{X}' poster='{X}'><track src='{X}'></video><audio src='{X}'></audio><object data='{X}'></object>",
    f"<embed src='{X}'><applet code='{X}'></applet><table background='{X}'><td background='{X}'>words</table>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>words</noscript>",
    "<!--[if IE]><script>alert(1)</script><![endif]--><?php echo 1 ?><p>words</p>",
    f"<template><script>alert(1)</script></template><x-tag is='x' src='{X}'>words</x-tag>",
    "<title><img src=x onerror=alert(1)></title><textarea><script>alert(1)</script></textarea>",
    "<p dir='rtl' lang='ar' hidden id='location' name='cookie' class='c' data-x='1'>words</p>",
]


@pytest.mark.parametrize("body", [*HOSTILE, "".join(HOSTILE)])
def test_nothing_that_acts_is_left(body: str) -> None:
    shown = still(f"<html><body>before {body} behind</body></html>".encode(), None)
    tree = html.fromstring(f"<main>{shown}</main>")
    for element in tree.iter():
        assert element.tag in KEPT, etree.tostring(element)
        assert set(element.attrib) <= ATTRIBUTES
    assert "evil.example" not in shown
    assert "alert(1)" not in shown


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<h1>Grain</h1><p>Prices <b>rise</b>.</p>", "<h1>Grain</h1><p>Prices <b>rise</b>.</p>"),
        ("<p>a<script>x</script>b<!-- c -->d</p>", "<p>abd</p>"),
        ("<p><img src=x alt='A turbine'> turns</p>", "<p>[A turbine] turns</p>"),
        ("<p><a href='/x'>Read</a> on</p>", "<p><a>Read</a> on</p>"),
        ("<table><tr><td colspan=2 bgcolor=red>1 &lt; 2</td></tr></table>", '<table><tr><td colspan="2">1 &lt; 2</td></tr></table>'),
        ("<custom-card><p>Grain</p></custom-card>", "<span><p>Grain</p></span>"),
        ("<form><label>Search</label></form>", "<span><span>Search</span></span>"),
    ],
)  # fmt: skip
def test_the_words_stay(body: str, words: str) -> None:
    assert still(f"<html><body>{body}</body></html>".encode(), None) == f"<div>{words}</div>"


@pytest.mark.parametrize("body", [b"", b"   ", b"<script>x</script>", b"<frameset><frame src=x></frameset>"])
def test_a_page_without_words_says_none(body: bytes) -> None:
    assert still(body, None) in {"", "<div></div>"}


def test_its_characters_are_those_that_it_declares() -> None:
    assert "粮食" in still("<html><body><p>粮食</p></body></html>".encode("gbk"), "text/html; charset=gbk")
