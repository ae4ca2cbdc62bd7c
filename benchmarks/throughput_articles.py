"""Which articles does the made-up site have? Each of 40 KB: some 1,000 words that no other has, in a usual page's frame."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial
from html import escape
from random import Random

SIZE = 40_000  # bytes of a page
PARAGRAPHS = 13  # of three sentences
SHARES = ("facebook", "linkedin", "mail", "print")
NEWEST = date(2026, 6, 1)
HOUSE = "Meridian Institute for Public Policy"
FIRST = ("Clara", "Jonas", "Amara", "Henrik", "Lucia", "Tomasz", "Priya", "Daniel", "Ingrid", "Mateo")
LAST = ("Winter", "Okafor", "Lindqvist", "Moreau", "Castellanos", "Nowak", "Raman", "Whitfield", "Brandt", "Ferrer")
WHO = (
    *("The ministry", "The audit office", "A group of mayors", "The port authority", "Our survey", "The commission"),
    *("The water board", "A former minister", "The regional council", "The working group", "Each of the towns"),
)
DID = (
    *("found", "argued", "reported", "doubted", "assumed", "conceded", "showed", "warned", "noted", "recalled"),
    *("admitted", "maintained", "suggested", "wrote", "concluded"),
)
WHAT = (
    *("grain reserves", "the night trains", "old water pipes", "the ferry subsidies", "refugee schooling"),
    *("harbour dredging", "rural broadband", "vocational schools", "the customs records", "local newspapers"),
)
FARED = (
    *("had cost more than", "would last longer than", "mattered less than", "were paid for before", "came after"),
    *("depended on", "were better understood than", "had been promised with", "were cut before", "grew with"),
)
WHERE = (
    *("in the river plain", "along the northern straits", "in the hill towns", "near the border", "on the islands"),
    *("in the old quarters", "across the delta", "in most districts", "on the windward coast", "in the capital"),
)
WHY = (
    *("because nobody had been asked to keep the accounts", "although the budget had been fixed for three years"),
    *("which few of those who were interviewed expected", "and the figures of the following year confirm it"),
    *("while the benefits arrived late and were spread thin", "as the contracts that were published since then show"),
)


def title(number: int) -> str:
    """An article's title; no two are alike."""
    return f"What {WHAT[number % len(WHAT)]} owe to {WHAT[number // 10 % len(WHAT)]}: case {number + 1} of a survey"


def day(number: int) -> date:
    """When it was published; the first is the newest."""
    return NEWEST - timedelta(days=number // 2)


def page(number: int, url: str) -> bytes:
    """An article's page, of the same size each; a script's data fill it."""
    chance = Random(f"throughput {number}")  # noqa: S311  (the same text each time, no secret)
    author = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    paragraphs = [paragraph(chance) for _ in range(PARAGRAPHS)]
    top = _head(number, url, author, paragraphs[0]) + _menu() + _article(chance, number, author, paragraphs)
    bottom = _related(chance, number) + _footer()
    script, end = '<script>window.__STATE__="', '";</script></body></html>'
    room = SIZE - len(f"{top}{bottom}{script}{end}".encode())
    return f"{top}{bottom}{script}{chance.randbytes(SIZE).hex()[:room]}{end}".encode()


def _sentence(chance: Random) -> str:
    left, right = chance.sample(WHAT, 2)
    year = chance.randrange(1950, 2026)
    start = f"{chance.choice(WHO)} {chance.choice(DID)} in {year} that {left} {chance.choice(FARED)} {right}"
    return f"{start} {chance.choice(WHERE)}, {chance.choice(WHY)}."


def paragraph(chance: Random) -> str:
    """Three sentences."""
    return " ".join(_sentence(chance) for _ in range(3))


def _head(number: int, url: str, author: str, summary: str) -> str:
    style = "".join(f".c{n}{{display:flex;margin:{n}px auto;padding:0 {n + 4}px;color:#{n:03x}}}" for n in range(80))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title(number)} | {HOUSE}</title>'
        f'<link rel="canonical" href="{url}"><meta name="description" content="{escape(summary)}">'
        f'<meta property="og:title" content="{title(number)}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{HOUSE}"><meta name="viewport" content="width=device-width">'
        f"{_described(number, author)}<style>{style}</style></head><body>"
    )


def _described(number: int, author: str) -> str:
    """Day and author as data: as JSON-LD, as meta elements, or, for every third article, only where a reader sees them."""
    if number % 3 == 0:
        return ""
    if number % 3 == 1:
        published = f'<meta property="article:published_time" content="{day(number)}T09:00:00+00:00">'
        return f'<meta name="author" content="{author}">{published}'
    said = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title(number),
        "datePublished": day(number).isoformat(),
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": "Organization", "name": HOUSE},
    }
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def _menu() -> str:
    entries = "".join(
        f'<li class="menu-item menu-item-{n}"><a class="c{n}" href="/topics/{n}/"><span>{WHAT[n % 10]} {n}</span></a></li>'
        for n in range(80)
    )
    return (
        f'<div id="page" class="site"><header class="site-header"><div class="inner"><a class="logo" href="/">{HOUSE}</a>'
        f'<nav><ul class="menu">{entries}</ul></nav><form action="/search"><label for="q">Search</label><input id="q">'
        f"<button>Go</button></form></div></header>"
    )


def _article(chance: Random, number: int, author: str, paragraphs: list[str]) -> str:
    body = "".join(map(partial(_block, chance), range(len(paragraphs)), paragraphs))
    shares = "".join(f'<li><a class="share-{to}" href="/share/{to}"><span>{to}</span></a></li>' for to in SHARES)
    tags = "".join(f'<a rel="tag" href="/topics/{n}/">{WHAT[(number + n) % 10]}</a>' for n in range(3))
    return (
        f'<main class="site-main"><article class="post"><nav class="breadcrumb"><a href="/">Home</a> › '
        f'<a href="/views/">Views</a></nav><header class="entry-header"><h1>{title(number)}</h1><p class="byline">By '
        f'<a rel="author" href="/people/">{author}</a> <time datetime="{day(number)}">{day(number):%d %B %Y}</time></p>'
        f'<ul class="share">{shares}</ul></header><div class="entry-content">{body}</div>'
        f'<footer class="entry-footer"><p class="tags">Topics: {tags}</p><ul class="share">{shares}</ul></footer></article>'
    )


def _block(chance: Random, place: int, said: str) -> str:
    """A paragraph with a link and a stressed word, and what stands above some of them."""
    first, second, rest = said.split(" ", 2)
    linked = f'<p class="wp-block">{first} <em>{second}</em> <a href="/views/{chance.randrange(999)}/">{rest[:30]}</a>{rest[30:]}</p>'
    if place % 5 == 0:
        return f"<h2>The survey's part {place // 5 + 1}</h2>{linked}"
    if place % 5 == 3:  # noqa: PLR2004  (a figure in each part)
        figure = f'<figure class="wp-image"><img src="/i/{place}.jpg" alt=""><figcaption>{WHERE[place % 10]}</figcaption></figure>'
        return figure + linked
    return linked


def _related(chance: Random, number: int) -> str:
    cards = "".join(
        f'<div class="card c{n}"><a href="/topics/{n}/"><img src="/i/{number}-{n}.jpg" alt=""></a><div class="card-text">'
        f'<h3><a href="/topics/{n}/">{WHAT[n]} revisited</a></h3><p>{_sentence(chance)}</p>'
        f'<span class="date">{day(number + n):%d %B %Y}</span></div></div>'
        for n in range(9)
    )
    return f'<aside class="related"><h2>Related</h2><div class="cards">{cards}</div></aside></main>'


def _footer() -> str:
    links = "".join(f'<li><a href="/about/{n}/">About {WHAT[n % 10]}</a></li>' for n in range(24))
    letter = '<form action="/letter"><label for="e">Our letter</label><input id="e"><button>Subscribe</button></form>'
    notice = f"<p>© 2026 {HOUSE}. All rights reserved.</p>"
    return f'<footer class="site-footer"><div class="inner"><ul>{links}</ul>{letter}{notice}</div></footer></div>'
