"""Listings in the shapes that sites give them, and articles that are made of headlines and links as well."""

from __future__ import annotations

import pytest

from output.records import Article, Reject
from pipelines.refuse.reasons import Reason
from tests.pipelines.test_refuse import NEWS, TEASER, URL, ZH_TEASER, read, site

SITE = "https://kite.example"
LINE = "What the pilots earned, and who paid them"  # no sentence
INTRO = (
    "Our fellows looked at what the pilots of the harbour earned in the years before the war, and found more than they had "
    "thought. The ledgers were kept by three families who did not speak to one another. "
)
LEAD = "All that our fellows have written about the harbours of the coast."  # of a tag's page


def headline(at: int, base: str = "/views", tag: str = "h3") -> str:
    """A headline that links to another page."""
    return f"<{tag}><a href='{base}/{at}-more-of-the-harbour'>Number {at}: the harbour and its pilots</a></{tag}>"


def flat(number: int, intro: str, base: str = "/views", tag: str = "h3") -> str:
    """Headlines and intros with nothing around each pair."""
    return "<div class=main>" + "".join(f"{headline(at, base, tag)}{intro}" for at in range(number)) + "</div>"


def boxed(number: int, intro: str, base: str = "/views", tag: str = "h3") -> str:
    """Headlines and intros, each pair in its box."""
    return (
        "<section>"
        + "".join(f"<div class=x>{headline(at, base, tag)}{intro}</div>" for at in range(number))
        + "</section>"
    )


def rows(number: int, intro: str) -> str:
    """The same in a table's rows."""
    return (
        "<table>"
        + "".join(f"<tr><td>{headline(at, tag='b')}</td></tr><tr><td>{intro}</td></tr>" for at in range(number))
        + "</table>"
    )


def terms(number: int, intro: str) -> str:
    """The same in a list of terms."""
    return "<dl>" + "".join(f"<dt>{headline(at, tag='b')}</dt><dd>{intro}</dd>" for at in range(number)) + "</dl>"


def page(body: str, title: str = "Harbours", head: str = "") -> str:
    """A page with its headline."""
    return site(f"{title} | Kite", f"<h1>{title}</h1>{body}", head)


def shaped(shape: str, number: int = 8) -> str:
    """A page of one shape, N in it being a number."""
    return page("<div>" + "".join(shape.replace("N", str(at)) for at in range(number)) + "</div>")


HARBOUR = "<a href='/v/N-harbour'>Harbour number N and its many pilots</a>"
LISTINGS = [
    (URL, shaped(f"<p><strong>{HARBOUR}</strong></p><p>{LINE}</p>")),
    (URL, shaped(f"<p>{HARBOUR}</p><p>{TEASER}</p>")),
    (URL, shaped(f"{HARBOUR}<br>{TEASER}<br><br>")),
    (URL, shaped(f"<article><p class=title>{HARBOUR}</p><p>{TEASER}</p></article>")),
    (URL, shaped(f"<div class=c><div>{HARBOUR}</div><div><p>{TEASER}</p><a href='/v/N-harbour'>Read on</a></div></div>")),
    (URL, shaped(f"<a href='/v/N-harbour'><h3>Harbour number N and its pilots</h3><p>{TEASER}</p></a>")),
    (URL, shaped(f"<div><h3>Harbour number N and its pilots</h3><p>{TEASER}</p><a href='/v/N-harbour'>Read more about N</a></div>")),
    (URL, shaped(f"<div><h3>Harbour number N and its pilots</h3><p>{TEASER}</p><a href='/v/N-harbour'>Read on</a></div>")),
    (URL, shaped(f"<div><h3><a href='/v/N-harbour'>Tides N</a></h3><p>{TEASER}</p></div>")),
    *((URL, shaped(f"<div><h3><a href='/v/{slug}-N'>Harbour number N and its pilots</a></h3><p>{TEASER}</p></div>"))
      for slug in ("sweden-to-join-the-pact", "how-eu-member-states-quarrel", "the-register-of-old-ships")),
    (URL, shaped(f"<div><span>12 May 2024</span><h3>{HARBOUR}</h3><p>{LINE}</p></div>", 6)),
    (f"{SITE}/category/harbours", shaped(f"<li>{HARBOUR} – {LINE}</li>")),
    *((URL, site("Views", "<h1>Views</h1>" + "".join(f"<h3>{HARBOUR.replace('N', str(at))}</h3><p>{intro}</p>" for at in range(8)))) for intro in (TEASER, LINE)),  # with nothing around
    *((f"{SITE}{path}", page(make(8, f"<p>{intro}</p>")))
      for path in ("/tag/harbours", "/category/harbours/", "/author/jane-lee", "/news", "/en/news/", "/aktuelles", "/themes-of-ours")
      for make in (flat, boxed)
      for intro in (TEASER, LINE)),
    *((f"{SITE}{path}", page(f"<p>{LEAD}</p>" + make(8, f"<p>{TEASER}</p>")))
      for path in ("/tag/harbours", "/category/harbours/page/2/", "/author/jane-lee", "/authors/jane-lee/", "/news", "/news/?page=2", "/blog", "/publications/", "/actualites", "/noticias/")
      for make in (flat, boxed)),
    (f"{SITE}/views", page(f"<p>{LEAD}</p>" + boxed(8, f"<p>{TEASER}</p>"))),  # beneath whose address the others are
    (f"{SITE}/our-work/views/", page(f"<p>{LEAD}</p>" + flat(8, f"<p>{TEASER}</p>", "/our-work/views"))),
    *((f"{SITE}/{kind}/jane-lee", page(f"<p>Jane Lee is a fellow of the institute. {INTRO}</p>" + boxed(8, f"<p>{TEASER}</p>"), "Jane Lee")) for kind in ("author", "experts", "people")),
    (URL, page(rows(8, TEASER))),
    (URL, page(terms(8, TEASER))),
    (URL, page(rows(8, LINE))),
    (URL, page(boxed(8, f"<p>{INTRO}</p>"))),
    (URL, page(boxed(8, f"<p>{INTRO}</p>" * 2))),
    (URL, page(boxed(8, f"<p>{INTRO}</p>" * 3))),
    (URL, page(flat(8, f"<p>{INTRO}</p>" * 2))),
    (URL, page(boxed(8, f"<p class=by>By Jane Lee, 12 May 2024</p><p>{LINE}</p>", tag="h2"))),
    (URL, page(boxed(8, f"<p>{ZH_TEASER}</p>"), "港口")),
    (f"{SITE}/tag/harbours", page(boxed(3, f"<p>{TEASER}</p>"))),
    (f"{SITE}/tag/harbours", page("<ul>" + "".join(f"<li>{headline(at, tag='b')}</li>" for at in range(6)) + "</ul>")),
    (f"{SITE}/search?q=harbour", page("<p>30 results for “harbour”</p>" + boxed(10, f"<p>… {LINE} …</p>"), "Search results")),
    (f"{SITE}/search/harbour", page("<form><input name=q></form><p>We found 30 pages that speak of harbours.</p>" + boxed(10, f"<p>… {LINE} …</p>"), "Search")),
    (f"{SITE}/suche?q=hafen", page("<ol>" + "".join(f"<li>{headline(at, tag='b')}<cite>kite.example › views › {at}</cite><p>… {LINE} …</p></li>" for at in range(10)) + "</ol>", "Suche")),
    (f"{SITE}/find.php?keyword=x", page("<ul>" + "".join(f"<li>{headline(at, tag='b')}</li>" for at in range(10)) + "</ul>", "Results")),
]  # fmt: skip

COMMENT = f"<p>{INTRO}</p><p>{TEASER} It is a good read, and a long one, for those who have never seen a harbour from inside.</p>"
AWAY = "".join(
    f"<h3><a href='https://other{n}.example/x'>What the pilots of port {n} earned</a></h3><p>{TEASER}</p>"
    for n in range(9)
)
FAQ = "".join(
    f"<h3><a href='#q{n}'>Who pays for harbour number {n}?</a></h3><p>The council does, as it has done since the days of the tugs.</p>"
    for n in range(8)
)
INTERVIEW = "".join(
    f"<p><b>Who paid for harbour number {n}?</b></p><p>The council did, as it had done since the days of the tugs.</p>"
    for n in range(8)
)
BOOKS = "".join(
    f"<li>Lee, A. (18{n + 10}). <a href='/books/{n}'>The pilots of the harbour, volume {n}</a>. {TEASER}</li>"
    for n in range(10, 30)
)
ROUND_UP = "".join(
    f"<h2>{n}. The harbour of town {n}</h2><p>{TEASER}</p><p><a href='/views/{n}-harbour'>Read all about the harbour of town {n}</a></p>"
    for n in range(8)
)
TABLE = (
    "<table>"
    + "".join(f"<tr><td>{year} at the old quay</td><td>{year % 7}.40 m</td></tr>" for year in range(1850, 1900))
    + "</table>"
)
POEM = "<p>" + "<br>".join(f"and the tide that came in by the {n}th lamp" for n in range(24)) + "</p>"
MARKED = "<meta property='og:type' content='article'>"
SHORT = "<h1>The harbour stays open</h1><p>The committee met again on Tuesday and agreed on very little.</p>"
OPEN = "".join(f"<h4><a href='/v/{n}-h'>Harbour number {n} and its pilots</a></h4><p>{TEASER}</p>" for n in range(6))
BOXES = "".join(
    f"<div class=r><h4><a href='/v/{n}-h'>Harbour number {n} and its pilots</a></h4><p>{TEASER}</p></div>"
    for n in range(6)
)
ARTICLES = [
    *((URL, site("The harbour stays open | Kite", f"<div class=main>{text}</div>")) for text in (SHORT + OPEN, SHORT + BOXES, OPEN + SHORT, BOXES + SHORT)),
    (URL, site("The harbour stays open | Kite", SHORT + "".join(f"<p>{TEASER}</p><p><a href='/v/{n}-h'>Read also: harbour number {n} and its pilots</a></p>" for n in range(6)))),
    (URL, site("The harbour stays open | Kite", "<h1>What was said</h1>" + "".join(f"<p>On <a href='/v/{n}-h'>harbour number {n} and its pilots</a> the council said very little this year.</p>" for n in range(6)))),
    (URL, site("The harbour stays open | Kite", "<div>" + "".join(f"<p><a href='/v/{n}-h'>Harbour number {n} and its pilots</a></p>" for n in range(12)) + "<p>The committee met again on Tuesday and agreed on very little.</p></div>")),
    (URL, page("<ul>" + "".join(f"<li>The minutes of the year 18{n}, with their tables <a href='/files/{n}.pdf'>PDF</a></li>" for n in range(10, 30)) + "</ul>", "Minutes")),
    (URL, page(NEWS + "".join(f"<li class=said><p>I have seen the tugs myself, and there were number {n}.</p><a href='?reply={n}'>Reply</a></li>" for n in range(8)), "The lamps")),
    (URL, page("".join(f"<p><b>The harbour of town {n}</b></p><p>{TEASER}</p><p><a href='/views/{n}-harbour'>Read all about the harbour of town {n}</a></p>" for n in range(8)), "Eight harbours")),
    (URL, page(f"<p>{TEASER}</p>{AWAY}", "What we read this week")),
    (URL, page(AWAY, "What we read this week")),
    (f"{SITE}/blog/what-we-read-this-week", page(NEWS + flat(8, f"<p>{TEASER}</p>"), "What we read this week")),
    (f"{SITE}/blog/what-we-read-this-week", page(NEWS + boxed(8, f"<p>{TEASER}</p>"), "What we read this week")),
    (f"{SITE}/blog/ten-views", page(flat(8, f"<p>{TEASER}</p>"), "Ten views", MARKED)),
    (f"{SITE}/news/a-harbour-digest", page(NEWS + flat(6, COMMENT), "A harbour digest")),
    (URL, page(ROUND_UP, "Eight harbours to see")),
    (URL, page(NEWS + ROUND_UP, "Eight harbours to see")),
    (URL, page(f"<ol>{BOOKS}</ol>", "Books on pilots")),
    (URL, page(f"{NEWS}<ol>{BOOKS}</ol>", "Books on pilots")),
    (URL, page(f"{NEWS}<ol>" + "".join(f"<li><a href='/books/{n}'>The pilots of the harbour, volume {n}</a><p>{TEASER}</p></li>" for n in range(20)) + "</ol>", "Books on pilots")),
    (URL, page(FAQ, "Questions about the harbour")),
    (URL, page(INTERVIEW, "Eight questions to the harbour's master")),
    (f"{SITE}/news/harbours", page(INTERVIEW + "<h2>More</h2>" + boxed(6, f"<p>{TEASER}</p>"), "Eight questions")),
    (URL, page(TABLE + boxed(8, f"<p>{LINE}</p>"), "Table of tides")),
    (URL, page(POEM + boxed(6, f"<p>{LINE}</p>"), "The lamps")),
    (URL, page(f"<div class=text><p>{TEASER}</p><p><a href='/views/3-harbour'>Read more of the harbour</a></p></div>" + boxed(9, f"<p>{TEASER}</p>"), "The lamps")),
    *((f"{SITE}{path}", page(NEWS + boxed(9, f"<p>{TEASER}</p>"), "The lamps"))
      for path in ("/news/the-lamps", "/blog/2024/05/the-lamps/", "/author-of-the-lamps", "/category/harbours/the-lamps.html", "/publications/the-lamps", "/views/9?page=2")),
]  # fmt: skip


@pytest.mark.parametrize(("url", "html"), LISTINGS)
def test_a_listing_s_shape_is_known(url: str, html: str) -> None:
    given = read(html, url)
    assert isinstance(given, Reject), given
    assert given.reason == Reason.LISTING, given.raw


@pytest.mark.parametrize(("url", "html"), ARTICLES)
def test_what_only_has_links_is_an_article(url: str, html: str) -> None:
    given = read(html, url)
    assert isinstance(given, Article), given
