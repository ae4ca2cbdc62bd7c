"""Markup that is too much, unclosed, or means something to other readers: entities, instructions, other formats."""

from __future__ import annotations

from tests.hostile.poisons.poison import BODY, TITLE, Poison, article

TOO_LARGE = ("too large a page",)
ENTITIES = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
LAUGHS = f"<!DOCTYPE html [<!ENTITY a 'laugh'>{ENTITIES}]>"
XXE = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
PASSWORDS = ("root:x:", "root:*:", "/bin/bash")


def _xhtml(before: str, words: str) -> bytes:
    return (
        f"<?xml version='1.0'?>\n{before}<html xmlns='http://www.w3.org/1999/xhtml'><head><title>{TITLE}</title></head>"
        f"<body><h1>{TITLE}</h1>{BODY}<p>{words}</p></body></html>"
    ).encode()


def _repeated(piece: str, count: int, after: str = "") -> Poison:
    return Poison(f"{count:,} times {piece}", article(body=BODY + piece * count + after))


def _large(piece: str, count: int) -> Poison:
    return Poison(f"{count:,} times {piece}", article(body=BODY + piece * count), rejected=TOO_LARGE)


POISONS = (
    Poison(
        "100,000 attributes",
        article("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>"),
        rejected=("took too long to read",),
    ),
    Poison("10,000 attributes", article("<p " + " ".join(f"a{n}=1" for n in range(10_000)) + ">x</p>")),
    Poison("100,000 times one attribute", article("<p " + "a=1 " * 100_000 + ">x</p>")),
    Poison("100,000 divs in one another", article("", body="<div>" * 100_000 + BODY), rejected=TOO_LARGE),
    Poison("5,000 divs in one another", article("", body="<div>" * 5_000 + BODY), rejected=("nested too deep",)),
    _large("<br>", 1_000_000),
    _large("<p>x</p>", 1_000_000),
    _large("<!-- x -->", 100_000),
    _repeated("</div>", 20_000),
    _repeated("<", 20_000),
    _repeated("&", 100_000),
    _repeated("&amp", 100_000),
    _repeated("<form>", 5_000),
    _repeated("<table>", 1_000),
    _repeated("<iframe src=/x>", 1_000, "</iframe>"),
    _repeated("<svg><foreignObject>", 500),
    Poison("one text of 10 MB", article(body=BODY + "<p>" + "x" * 10_000_000), rejected=TOO_LARGE),
    Poison("one word of 5 MB", article(body=BODY + "<p>" + "x" * 5_000_000)),
    Poison("an attribute of 5 MB", article(f"<p class='{'x' * 5_000_000}'>x</p>")),
    Poison("a title of 5 MB", article("", f"<title>{'x ' * 2_500_000}</title>")),
    Poison("a comment that nothing ends", article(body=BODY + "<!-- the rest <p>is none</p>")),
    Poison("a section of data", article(body=BODY + "<![CDATA[<p>none</p>]]>")),
    Poison("instructions", article("<?php echo 5 ?><?xml-stylesheet href='file:///etc/passwd'?>"), never=PASSWORDS),
    Poison("a billion laughs", lambda: _xhtml(LAUGHS, "&j;"), never=("laugh",)),
    Poison("an entity that is a file", lambda: _xhtml(XXE, "&x;"), never=PASSWORDS),
    Poison(
        "a parameter entity of another host",
        lambda: _xhtml("<!DOCTYPE html [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/a.dtd'> %p;]>", "x"),
    ),
    Poison(
        "an inclusion",
        lambda: _xhtml("", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>"),
        never=PASSWORDS,
    ),
    Poison("references to what is no character", article("<p>a&#1;b&#xFFFE;c&#xD800;d&#x110000;e&#99999999999;f</p>")),
    Poison("a reference of a million digits", article(f"<p>&#{'9' * 1_000_000};</p>")),
    Poison("a template inside noscript", article("<noscript><template><p>x</p></noscript></template>")),
    Poison("a text area that nothing ends", article(body=BODY + "<textarea><p>none</p>")),
    Poison("plaintext", article(body=BODY + "<plaintext></body></html>")),
    Poison("a base that is none", article("<a href='b'>x</a>", "<base href='http://[::1'>")),
    Poison("a base that is a script", article("<a href='b'>x</a>", "<base href='javascript:alert(1)'>")),
    Poison("a refresh to a file", article("", "<meta http-equiv='refresh' content='0;url=file:///etc/passwd'>"), never=PASSWORDS),
    Poison("two bodies", article(body=BODY + "</body></html><html><body><p>More.</p>")),
    Poison("marks in an address", article("<a href='/\t\n\rx\0y'>x</a><img src='http://kite.example/a.png\x01'>")),
    Poison("an address of 1 MB", article(f"<a href='/{'x' * 1_000_000}'>x</a>")),
    Poison(
        "addresses that are none",
        article(
            "".join(
                f"<a href='{href}'>x</a><img src='{href}' width=400 height=300>"
                for href in (
                    *("http://[::1", "http://[v1.x]/", "http://kite.example:99999/", "http://kite.example:port/"),
                    *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://%zz/%", "//", "http:///"),
                    *("http://xn--" + "9" * 500 + "/", "http://" + "a." * 5_000, "http://\u202e/", "http://a@b@c/", "\\\\owl\\a"),
                )
            )
        ),
        never=("javascript:", "file:", "data:text"),
    ),
    Poison("a canonical address that is none", article("", "<link rel=canonical href='http://[::1'>")),
    Poison("a canonical address that is a script", article("", "<link rel=canonical href='javascript:alert(1)'>"), never=("javascript:",)),
    Poison("a link in Markdown that ends it", article("<p>See <a href='/a)](javascript:alert(1)'>this</a>.</p>"), never=("](javascript",)),
)  # fmt: skip
