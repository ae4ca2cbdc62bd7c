"""How do the demo's pages look? Three templates that stand for what real institutes run."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.demo.articles import DemoArticle

INSTITUTE = "Harbour Institute for Policy"
_NAV = (
    ("Home", "/"),
    ("About", "/about.html"),
    ("Views", "/views/"),
    ("Events", "/events/"),
    ("Contact", "/contact.html"),
)
_TOP = "".join(f'<a href="{path}">{name}</a>' for name, path in _NAV)
_FOOTER = (
    f"""<div class="footer">Address:Quay House, 3rd Floor, 12 Ropewalk, Port Ellery<br>Copyright:{INSTITUTE}</div>"""
)


def classic(article: DemoArticle) -> str:
    """An older system's page: breadcrumb, a line with counter and date, address and copyright below."""
    return _old(article, str(article.views))


def scripted(article: DemoArticle) -> str:
    """The same, with the counter filled by a script's address."""
    return _old(article, f'<script src="{counter(article)}"></script>'.replace("&", "&amp;"))


def counter(article: DemoArticle) -> str:
    """The address that answers an article's count."""
    return f"/plus/count.php?view=yes&aid={article.number + 40}&mid=1"


def _old(article: DemoArticle, views: str) -> str:
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(article.title)}-{INSTITUTE}</title>
<link rel="alternate" type="application/atom+xml" href="/feed.atom"></head>
<body><div class="top">{_TOP}</div>
<div class="place">Current location:<a href="/">Home</a> &gt; <a href="/views/">Views</a> &gt; Browse articles</div>
<div class="main"><h2 class="title">{escape(article.title)}</h2>
<div class="info">Views:{views}&nbsp;&nbsp;Updated:{article.updated.isoformat()}</div>
<div class="content">
{_paragraphs(article)}
</div></div>
{_FOOTER}</body></html>
"""


def modern(article: DemoArticle, base_url: str) -> str:
    """A newer system's page: structured data, byline, tags, a licence, a table, a footnote and a PDF."""
    url = base_url + article.path
    topic = article.title.split()[-1]
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)} | {INSTITUTE}</title>
<link rel="canonical" href="{url}"><link rel="alternate" type="application/atom+xml" href="/feed.atom">
<meta name="description" content="A report by {INSTITUTE}: {escape(article.title.lower())}.">
<meta property="og:title" content="{escape(article.title)}"><meta property="og:site_name" content="{INSTITUTE}">
<script type="application/ld+json">{_described(article, url)}</script></head>
<body><header class="site-header"><nav class="site-nav">{_TOP}</nav></header>
<main><article>
<nav class="breadcrumb"><a href="/">Home</a> › <a href="/views/">Reports</a></nav>
<h1>{escape(article.title)}</h1>
<p class="byline">By <a rel="author" href="/about.html">{article.author}</a>,
<time datetime="{_instant(article)}">{article.published:%d %B %Y}</time></p>
<div class="body">
{_paragraphs(article)}
<table><caption>What was asked, and answered</caption><tr><th>Year</th><th>Districts</th><th>Answers</th></tr>
<tr><td>2022</td><td>{article.number + 11}</td><td>{article.number + 7}</td></tr>
<tr><td>2023</td><td>{article.number + 14}</td><td>{article.number + 12}</td></tr></table>
<p>The survey was repeated in 2023.<sup><a href="#fn1" id="ref1">1</a></sup></p>
<ol class="footnotes"><li id="fn1">The questions were the same in both years. <a href="#ref1">↩</a></li></ol>
<p><a class="download" href="/files/report-{article.number}.pdf">Download the report (PDF)</a></p>
</div>
<p class="tags">Tags: <a rel="tag" href="/views/">{escape(topic)}</a>, <a rel="tag" href="/views/">policy</a></p>
<div class="share"><a href="https://example.org/share">Share</a></div>
</article>
<aside class="related"><h2>Related</h2><ul><li><a href="/views/40.html">{escape("The archive's first article")}</a></li></ul></aside>
</main><footer>© 2019-2024 {INSTITUTE}. Text under
<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</footer></body></html>
"""


def _described(article: DemoArticle, url: str) -> str:
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "headline": article.title,
            "url": url,
            "datePublished": _instant(article),
            "dateModified": f"{article.updated.isoformat()}T16:00:00+02:00",
            "author": [
                {
                    "@type": "Person",
                    "name": article.author,
                    "affiliation": {"@type": "Organization", "name": INSTITUTE},
                }
            ],
            "publisher": {"@type": "Organization", "name": INSTITUTE},
            "articleSection": "Reports",
            "keywords": [article.title.split()[-1], "policy"],
            "license": "https://creativecommons.org/licenses/by/4.0/",
        }
    )


def _instant(article: DemoArticle) -> str:
    return f"{article.published.isoformat()}T09:30:00+02:00"


def _paragraphs(article: DemoArticle) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in article.paragraphs)


def listing(rows: Sequence[tuple[str, str, str]], page: int, pages: int) -> str:
    """One page of the listing.

    Args:
        rows: Address, title and date of each article.
        page: Its number, from 1 on.
        pages: How many there are.
    """
    items = "\n".join(f'<li><a href="{path}">{escape(title)}</a><span>{day}</span></li>' for path, title, day in rows)
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Views-{INSTITUTE}</title>
<link rel="alternate" type="application/atom+xml" href="/feed.atom"></head>
<body><div class="top">{_TOP}</div>
<div class="place">Current location:<a href="/">Home</a> &gt; Views</div>
<ul class="list">
{items}
</ul>
<div class="page">{_pager(page, pages)}</div>
{_FOOTER}</body></html>
"""


def list_path(page: int) -> str:
    """The address of a page of the listing."""
    return "/views/" if page == 1 else f"/views/list_{page}.html"


def _pager(page: int, pages: int) -> str:
    numbers = (f"<b>{n}</b>" if n == page else f'<a href="{list_path(n)}">{n}</a>' for n in range(1, pages + 1))
    after = f'<a href="{list_path(page + 1)}">Next</a>' if page < pages else ""
    return f'<a href="{list_path(1)}">First</a> {" ".join(numbers)} {after} <a href="{list_path(pages)}">Last</a>'


def plain(title: str, body: str) -> str:
    """A page of the site that is no article: about, events, contact, or an article whose body is missing."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)}-{INSTITUTE}</title></head>
<body><div class="top">{_TOP}</div>
<div class="main"><h2 class="title">{escape(title)}</h2>{body}</div>
{_FOOTER}</body></html>
"""
