"""What does the demo site answer to each address? Everything but the connection, as plain data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from crawler.demo import articles, templates

if TYPE_CHECKING:
    from datetime import date

    from crawler.demo.articles import DemoArticle

PER_PAGE = 10
HTML = "text/html; charset=utf-8"
DEAD_LINK = "/views/12.html"  # listed, answers 404
BODYLESS = "/views/13.html"  # listed, has a heading and nothing else
SECOND_ADDRESS = "/views/14.html"  # shows the newest article of the modern template on day 1


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address answers with status 200.

    Attributes:
        modified: The day it last changed, which Last-Modified says. Null when it says nothing.
    """

    body: bytes
    content_type: str = HTML
    modified: date | None = None

    @property
    def etag(self) -> str:
        """Its validator: other bytes have another one."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def last_modified(self) -> str | None:
        """Its date as HTTP writes it. Null when it says none."""
        return format_datetime(_midnight(self.modified), usegmt=True) if self.modified else None


@dataclass(frozen=True, slots=True)
class Form:
    """What a form sent to an address is answered, if these are among its fields."""

    path: str
    fields: frozenset[tuple[str, str]]
    answer: Resource


def build(day: int, base_url: str) -> dict[str, Resource]:
    """Everything the site answers on a day, by path and query.

    Args:
        day: 1 or 2.
        base_url: Where it is served, without a slash at the end.
    """
    shown = articles.on(day)
    site = {article.path: _page(article, base_url) for article in shown}
    site |= {templates.counter(one): _counter(one) for one in shown if one.template == "scripted"}
    site |= {f"/files/report-{one.number}.pdf": _pdf(one) for one in shown if one.template == "modern"}
    site |= _listing(shown)
    site[SECOND_ADDRESS] = site[_twice(shown).path]
    site[BODYLESS] = _html(templates.plain("Notes from the archive", ""))
    for path, title in (
        ("/", "Welcome"),
        ("/about.html", "About"),
        ("/events/", "Events"),
        ("/contact.html", "Contact"),
    ):
        site[path] = _html(templates.plain(title, f"<p>{templates.INSTITUTE} is a demonstration.</p>"))
    site["/robots.txt"] = _text(f"User-agent: *\nCrawl-delay: 0.002\nSitemap: {base_url}/sitemap.xml\n", "text/plain")
    site["/sitemap.xml"] = _text(_sitemap(shown, base_url), "application/xml")
    site["/feed.atom"] = _text(_feed(shown[:20], base_url), "application/atom+xml")
    return site


def _twice(shown: tuple[DemoArticle, ...]) -> DemoArticle:
    """The article that stands under two addresses: the same on both days."""
    return next(one for one in shown if one.template == "modern" and one.number < articles.FIRST_DAY_ARTICLES)


def _page(article: DemoArticle, base_url: str) -> Resource:
    old = {"classic": templates.classic, "scripted": templates.scripted}
    render = old.get(article.template)
    html = render(article) if render else templates.modern(article, base_url)
    return Resource(html.encode(), HTML, article.updated)


def _listing(shown: tuple[DemoArticle, ...]) -> dict[str, Resource]:
    """The listing's pages, the newest article first; three odd links stand among the last."""
    rows = [(one.path, one.title, one.updated.isoformat()) for one in shown]
    rows += [
        (DEAD_LINK, "On a page that was lost in a move", "2022-11-02"),
        (BODYLESS, "Notes from the archive", "2022-11-01"),
        (SECOND_ADDRESS, _twice(shown).title, "2022-10-30"),
    ]
    pages = [rows[start : start + PER_PAGE] for start in range(0, len(rows), PER_PAGE)]
    return {
        templates.list_path(number): _html(templates.listing(some, number, len(pages)))
        for number, some in enumerate(pages, 1)
    }


def _counter(article: DemoArticle) -> Resource:
    return _text(f"document.write('{article.views}');\n", "application/javascript")


def _pdf(article: DemoArticle) -> Resource:
    """A PDF file of one empty page."""
    body = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n% report {article.number}\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    return _text(body, "application/pdf")


def _sitemap(shown: tuple[DemoArticle, ...], base_url: str) -> str:
    entries = "".join(
        f"<url><loc>{escape(base_url + one.path)}</loc><lastmod>{one.updated.isoformat()}</lastmod></url>\n"
        for one in shown
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'


def _feed(shown: tuple[DemoArticle, ...], base_url: str) -> str:
    entries = "".join(
        f"<entry><id>{escape(base_url + one.path)}</id><title>{escape(one.title)}</title>"
        f'<link href="{escape(base_url + one.path)}"/><updated>{one.updated.isoformat()}T00:00:00Z</updated></entry>\n'
        for one in shown
    )
    newest = max(one.updated for one in shown).isoformat()
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>{base_url}/</id>'
        f"<title>{templates.INSTITUTE}</title><updated>{newest}T00:00:00Z</updated>\n{entries}</feed>\n"
    )


def _html(text: str) -> Resource:
    return Resource(text.encode())


def _text(text: str, content_type: str) -> Resource:
    return Resource(text.encode(), content_type)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
