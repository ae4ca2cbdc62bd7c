"""Which links of a listing page are articles: many systems' listings, with all that stands beside them.

An address that a case marks with `*` is an article's; every other is none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urljoin

import pytest

from crawler.demo.chinese import CHINESE
from crawler.demo.prose import ENGLISH
from crawler.listings.html import read
from crawler.listings.record import Rule

HOST = "https://kite.example"
URL = f"{HOST}/news/"
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in ENGLISH.paragraphs(40))
TEASER = "The figures say little about the cost, because they count what is easy to count."
ARABIC = (
    "مستقبل النقل البحري",
    "أمن المياه في المدن",
    "كلفة القطارات الليلية",
    "تجارب الريف مع الشبكات",
    "سوق الحبوب بعد الجفاف",
)
THAI = ("อนาคตของการขนส่งชายฝั่ง", "ราคาข้าวในปีที่แล้ง", "รถไฟกลางคืนกับเมืองเล็ก", "น้ำดื่มในเขตภูเขา", "โรงเรียนอาชีวะกับนายจ้าง")
SHORT = ("Ports", "Grain", "Night trains", "Water", "Cod", "Heat")
NEXT_EVENT = "A public discussion on shipping with guests"


def rows(pattern: str, count: int = 6, start: int = 0, titles: tuple[str, ...] = ()) -> str:
    """Rows of articles; `{n}` is its number, `{t}` the title, `{s}` the title as an address, `{d}` a day."""
    shown = titles or tuple(ENGLISH.title(number) for number in range(start, start + count))
    return "".join(
        pattern.format(
            n=start + place,
            t=title,
            s=re.sub(r"\W+", "-", title.lower()),
            d=date(2024, 5, 20) - timedelta(days=3 * place),
            x=TEASER,
        )
        for place, title in enumerate(shown)
    )


def links(*entries: tuple[str, str], row: str = "<li><a href='{}'>{}</a></li>") -> str:
    return "".join(row.format(*entry) for entry in entries)


TAGS = links(*((f"/tag/{n}", f"{ENGLISH.topics[n].subject} and {ENGLISH.topics[n].actor}") for n in range(12)))
AUTHORS = links(
    *(
        (f"/people/{n}", name)
        for n, name in enumerate(("Mara Lindqvist", "Tomas Okafor", "Ines Varga", "Jun Hasegawa"))
    )
)
MONTHS = links(
    *(
        (f"/2024/{n:02}/", f"{name} 2024 ({n})")
        for n, name in enumerate(("January", "February", "March", "April", "May", "June", "July"), 1)
    )
)
EVENTS = links(
    *((f"/calendar/{n}", f"{NEXT_EVENT} from place {n}</a> <span>1{n} June 2024</span><a>") for n in range(1, 5))
)
COMMENTS = links(
    *((f"/{n}/?replytocom={n}#respond", f"Reply to the comment on {ENGLISH.title(n)}") for n in range(5))
)
NAV = links(
    ("/", "Home"),
    ("/about", "About the institute and its long history"),
    ("/programmes/peace", "Peace and security programme"),
    ("/programmes/trade", "Trade and development programme"),
    ("/events", "Events and conferences"),
    ("/contact", "Contact"),
)
CRUMBS = "<a href='/'>Home</a> &gt; <a href='/research/'>Research and publications</a> &gt; News"
PLAIN_LIST = "<ul class='list'>" + rows("<li><a href='*/n/{n}.html'>{t}</a><span>{d}</span></li>") + "</ul>"
UNDATED = "<ul>" + rows("<li><a href='*/n/{n}.html'>{t}</a></li>", 10) + "</ul>"
POSTS = rows(
    "<article class='post-{n} post'><h2 class='entry-title'><a href='*/{s}/'>{t}</a></h2><span class='posted-on'>"
    "<a href='*/{s}/'><time datetime='{d}'>{d}</time></a></span> <a class='url' href='/author/mara'>Mara Lindqvist</a>"
    "<div class='entry-summary'><p>{x}</p></div><a href='/category/peace'>Peace and security</a>"
    "<a class='comments-link' href='/{s}/?replytocom={n}'>Leave a reply to the author</a></article>"
)

CASES = {
    "the newest one leads, beside the list": f"<aside id='featured'><article><h1><a href='*/n/99.html'>{ENGLISH.title(40)}</a></h1>"
    f"<footer>Published: 21 May 2024 by <a href='/people/1'>Mara Lindqvist</a><p>In <a href='/t/1'>Trade</a></p><p>tags: <a href='/t/2'>Ports</a> <a href='/t/3'>Ships</a></p></footer>{PROSE}{PROSE}</article></aside><section><ol>"
    + rows(
        "<li><article><h1><a href='*/n/{n}.html'>{t}</a></h1><footer>Published: {d} by <a href='/people/1'>Mara Lindqvist</a></footer><p>{x}</p><a href='*/n/{n}.html'>read more</a></article></li>",
        9,
    )
    + f"</ol></section><aside class='widget'><h2>Topics</h2><ul>{TAGS}</ul></aside>",
    "boxes of one make beside the list": f"<div class='r'>{UNDATED}</div><div class='l'>"
    + "".join(
        f"<div class='b'><div class='t'>{name}</div><ul>{items}</ul></div>"
        for name, items in (("Topics", TAGS), ("Experts", AUTHORS), ("Archive", MONTHS), ("Events", EVENTS))
    )
    + "</div>",
    "WordPress with widgets": f"<div id='content'>{POSTS}</div><div id='secondary' class='widget-area'>"
    f"<section class='widget widget_tag_cloud'><h2>Tags</h2><div class='tagcloud'>{TAGS}</div></section>"
    f"<section class='widget widget_archive'><h2>Archives</h2><ul>{MONTHS}</ul></section>"
    f"<section class='widget widget_recent_comments'><h2>Comments</h2><ul>{COMMENTS}</ul></section></div>",
    "WordPress blocks": "<ul class='wp-block-post-template'>"
    + rows(
        "<li class='wp-block-post post-{n}'><h2 class='wp-block-post-title'><a href='*/{s}/' target='_self'>{t}</a></h2><div class='wp-block-post-date'><time datetime='{d}'><a href='*/{s}/'>{d}</a></time></div></li>"
    )
    + f"</ul><div><h2>Archive</h2><ul>{MONTHS}</ul></div>",
    "events with dates beside": f"<div class='col'><h2>News</h2>{PLAIN_LIST}</div><div class='col'><h2>Upcoming events</h2><ul class='list'>{EVENTS}</ul></div>",
    "events in a table": f"<h2>Publications</h2><table>{rows('<tr><td>{d}</td><td><a href=*/p/{n}>{t}</a></td></tr>')}</table>"
    f"<h2>Veranstaltungen</h2><table>{rows('<tr><td>{d}, 18:30</td><td><a href=/v/{n}>Discussion: {t}</a></td></tr>', 4, 20)}</table>",
    "news and publications": f"<section class='s1'><h2>News</h2>{PLAIN_LIST}</section><section class='s2'><h2>Publications</h2>"
    + rows("<div class='pub'><a href='*/pub/{n}'>{t}</a><em>{d}</em></div>", 5, 20)
    + "</section>",
    "news and undated papers": f"<section class='s1'><h2>News</h2>{PLAIN_LIST}</section><section class='s2'><h2>Papers</h2>"
    + rows("<div class='pub'><h4><a href='*/pub/{n}'>{t}</a></h4></div>", 5, 20)
    + "</section>",
    "product cards": "<div class='grid'>"
    + rows("<div class='card'><h3><a href='*/blog/{n}'>{t}</a></h3><time>{d}</time><p>{x}</p></div>", 6)
    + "</div><div class='grid'>"
    + rows(
        "<div class='card'><h3><a href='/shop/{n}'>A handbook of {n} methods</a></h3><p>24.90 €</p><button>Add to cart</button></div>",
        4,
    )
    + "</div>",
    "case cards": "<div class='grid'>"
    + rows("<div class='card'><h3><a href='*/blog/{n}'>{t}</a></h3><time>{d}</time><p>{x}</p></div>", 6)
    + "</div><h2>What we do</h2><div class='grid'>"
    + rows("<div class='card'><h3><a href='/services/{n}'>Service number {n} in short</a></h3><p>{x}</p></div>", 3)
    + "</div>",
    "related and most read": f"{PLAIN_LIST}<div class='x1'><h3>Related publications</h3><ul>{rows('<li><a href=*/n/{n}.html>{t}</a></li>', 3)}</ul></div>",
    "breadcrumbs and a section's name": f"<div class='a'>{CRUMBS}</div><h1><a href='/research/'>Research and publications of the institute</a></h1>{PLAIN_LIST}",
    "two links a card": "<div class='row'>"
    + rows(
        "<div class='col'><div class='card'><a href='*/c/{s}'><img src=x alt=''></a><a href='*/c/{s}'>{t}</a><span>{d}</span></div></div>"
    )
    + "</div>",
    "rows of three": "".join(
        "<div class='row'>" + rows("<div class='col'><h4><a href='*/c/{n}'>{t}</a></h4></div>", 3, start) + "</div>"
        for start in (0, 3, 6)
    ),
    "featured, undated and elsewhere": "<div class='hero'><a href='*/c/quay'>The one that we want to be read first</a></div>"
    + rows("<div class='item'><a href='*/c/{s}'>{t}</a><i>{d}</i></div>"),
    "sticky": "<div class='sticky'><h2><a href='*/sticky-one/'>The sticky one of them all</a></h2><time>1 May 2023</time></div>"
    + POSTS,
    "read more only": rows("<div class='item'><h3>{t}</h3><p>{x}</p><a href='*/c/{n}'>Read more</a></div>"),
    "read more without headings": rows(
        "<div class='item'><b>{t}</b><p>{d} {x}</p><a href='*/c/{n}'>Read more »</a></div>"
    ),
    "pictures only": "<div class='covers'>"
    + rows("<div><a href='*/c/{n}'><img src='{n}.jpg' alt='{t}'></a></div>")
    + "</div>",
    "pictures without words": "<div class='covers'>"
    + rows("<figure><a href='*/c/{n}'><img src='{n}.jpg'></a><figcaption>{t}</figcaption></figure>")
    + "</div>",
    "Arabic": f"<ul class='n'>{links(('/a', 'الرئيسية'), ('/b', 'من نحن'), ('/c', 'اتصل بنا'))}</ul><div class='m'>"
    + rows("<div class='i'><a href='*/ar/{n}'>{t}</a><span>{d}</span></div>", titles=ARABIC)
    + "</div>",
    "Thai": f"<ul class='n'>{links(('/a', 'หน้าแรก'), ('/b', 'เกี่ยวกับเรา'), ('/c', 'ติดต่อ'))}</ul><div class='m'>"
    + rows("<div class='i'><h4><a href='*/th/{n}'>{t}</a></h4></div>", titles=THAI)
    + "</div>",
    "Chinese with columns of the site": f"<ul class='n'>{links(('/gk/', '单位概况'), ('/jg/', '机构设置'), ('/cg/', '科研成果'), ('/hd/', '学术活动'))}</ul><div class='l'><ul>"
    + links(("/cg/lw/", "学术论文"), ("/cg/zz/", "学术专著"), ("/cg/bg/", "研究报告"))
    + "</ul></div><div class='r'><ul>"
    + rows(
        "<li><a href='*/info/1013/{n}.htm' title='{t}'>{t}</a></li>", titles=tuple(CHINESE.title(n) for n in range(8))
    )
    + "</ul></div>",
    "very short titles": "<ul class='n'>"
    + NAV
    + "</ul><div class='m'>"
    + rows("<div class='i'><h3><a href='*/x/{n}'>{t}</a></h3><span>{d}</span></div>", titles=SHORT)
    + "</div>",
    "short titles with dates": "<ul class='n'>"
    + NAV
    + "</ul><ul class='m'>"
    + rows("<li>{d} <a href='*/x/{n}'>{t}</a></li>", titles=SHORT)
    + "</ul>",
    "one article": f"<ul class='n'>{NAV}</ul><div class='m'><h3><a href='*/x/1'>{ENGLISH.title(3)}</a></h3><span>3 May 2024</span></div><div class='f'>{TAGS}</div>",
    "one of them three times": "<ul>"
    + rows("<li><a href='*/x/{n}'>{t}</a> {d}</li>", 13)
    + rows("<li><a href='*/x/99'>{t}</a> {d}</li>", 1, 20) * 3
    + "</ul>",
    "one that leads each box": "".join(
        f"<h2>{name}</h2><ul>{rows('<li><a href=*/x/99>{t}</a></li>', 1, 20)}{rows('<li><a href=*/x/{n}>{t}</a></li>', 4, start)}</ul>"
        for name, start in (("Latest", 0), ("Reports", 4), ("Briefs", 8))
    ),
    "two articles": f"<ul class='n'>{NAV}</ul><div class='m'>{rows('<p class=i><a href=*/x/{n}>{t}</a> {d}</p>', 2)}</div><ul class='f'>{MONTHS}</ul>",
    "table with authors": "<table>"
    + rows(
        "<tr><td>{n}</td><td><a href='*/show.php?id={n}'>{t}</a></td><td><a href='/who.php?id={n}'>Mara Lindqvist {n}</a></td><td>{d}</td></tr>"
    )
    + "</table>",
    "definition list": "<dl>" + rows("<dt>{d}</dt><dd><a href='*/x/{n}'>{t}</a></dd>") + "</dl>",
    "lists by year": "".join(
        f"<h3>{year}</h3><ul>{rows('<li><a href=*/x/{n}>{t}</a></li>', count, start)}</ul>"
        for year, count, start in ((2024, 4, 0), (2023, 1, 10), (2022, 6, 20))
    ),
    "nested lists by year": "<ul>"
    + "".join(
        f"<li><a href='/{year}/'>{year}</a><ul>{rows('<li><a href=*/x/{n}>{t}</a></li>', count, start)}</ul></li>"
        for year, count, start in ((2024, 4, 0), (2023, 1, 10), (2022, 6, 20))
    )
    + "</ul>",
    "no list at all": "<div>" + rows("<a href='*/x/{n}.html'>{t}</a> {d}<br>") + "</div>",
    "headlines and paragraphs": "<div id='main'>"
    + rows("<h3><a href='*/x/{n}'>{t}</a></h3><p>{d}. {x} <a href='*/x/{n}'>More</a></p>")
    + "</div>",
    "whole cards": rows("<a class='c' href='*/x/{n}'><div><span>{d}</span><h3>{t}</h3><p>{x}</p></div></a>"),
    "rows by script": "<table>" + rows("<tr data-href='*/x/{n}'><td>{t}</td><td>{d}</td></tr>") + "</table>",
    "rows on click": rows("<div class='row' onclick=\"location.href='*/x/{n}'\"><h3>{t}</h3><p>{x}</p></div>"),
    "windows on click": rows('<li onclick="window.open(&#39;*/x/{n}&#39;)"><b>{t}</b> <i>{d}</i></li>'),
    "broken HTML": "<ul>" + rows("<li><a href=*/x/{n}>{t}<span>{d}<b></li>") + "</ul></div></div><p><b>",
    "unclosed cells": "<table>" + rows("<tr><td><a href=*/x/{n}>{t}</a><td>{d}") + "</table>",
    "uppercase and old": "<TABLE><TR><TD>"
    + rows("<FONT SIZE=2><A HREF='*x{n}.htm'>{t}</A></FONT> ({d})<BR>")
    + "</TD></TR></TABLE>",
    "bibliography": "<ul>"
    + rows(
        "<li>Lindqvist, M. and Okafor, T. (2024). <a href='*/pub/{n}'>{t}</a>. Quayside Papers {n}, pp. 4-19.</li>"
    )
    + "</ul>",
    "Joomla": "<div class='blog'>"
    + rows(
        "<div class='item column-1'><div class='page-header'><h2><a href='*/index.php/news/{n}-{s}'>{t}</a></h2></div><dl class='article-info'><dd class='category-name'>Category: <a href='/index.php/news'>News of the institute</a></dd><dd class='published'><time datetime='{d}'>{d}</time></dd></dl><p>{x}</p><p class='readmore'><a class='btn' href='*/index.php/news/{n}-{s}'>Read more: {t}</a></p></div>"
    )
    + "</div><div class='moduletable'><h3>Latest</h3><ul>"
    + rows("<li><a href='*/index.php/news/{n}-{s}'>{t}</a></li>", 3)
    + "</ul></div>",
    "Joomla table": "<table class='category table'>"
    + rows(
        "<tr class='cat-list-row0'><td class='list-title'><a href='*/index.php?option=com_content&amp;view=article&amp;id={n}'>{t}</a></td><td class='list-author'>Written by <a href='/index.php?option=com_contact&amp;id=4'>Mara Lindqvist</a></td></tr>"
    )
    + "</table>",
    "TYPO3 news": "<div class='news-list-view'>"
    + rows(
        "<div class='article articletype-0'><div class='header'><h3><a title='{t}' href='*/news/detail/{s}'><span itemprop='headline'>{t}</span></a></h3></div><div class='news-img-wrap'><a title='{t}' href='*/news/detail/{s}'><img src='{n}.jpg'></a></div><div class='teaser-text'><div><p>{x}</p></div><a class='more' title='{t}' href='*/news/detail/{s}'>Mehr</a></div><div class='footer'><p><time datetime='{d}'>{d}</time></p></div></div>"
    )
    + "</div>",
    "Ghost": "<div class='post-feed'>"
    + rows(
        "<article class='post-card post'><a class='post-card-image-link' href='*/{s}/'><img src='{n}.jpg' alt='{t}'></a><div class='post-card-content'><a class='post-card-content-link' href='*/{s}/'><header><div class='post-card-tags'><span>Peace</span></div><h2 class='post-card-title'>{t}</h2></header><div class='post-card-excerpt'>{x}</div></a><footer><ul class='author-list'><li><a href='/author/mara/'>Mara Lindqvist</a></li></ul><time datetime='{d}'>{d}</time></footer></div></article>"
    )
    + "</div>",
    "Jekyll": "<ul class='post-list'>"
    + rows("<li><span class='post-meta'>{d}</span><h3><a class='post-link' href='*/{d}/{s}.html'>{t}</a></h3></li>")
    + "</ul>",
    "Hugo": "<main>"
    + rows(
        "<section class='post'><a href='*/post/{s}/'>{t}</a> <span class='meta'>{d}</span><ul class='tags'><li><a href='/tags/a{n}/'>harbours and ports</a></li><li><a href='/tags/b{n}/'>regional development</a></li></ul></section>"
    )
    + "</main>",
    "Wix": "<div data-hook='gallery'>"
    + rows(
        "<article class='_k{n}x'><a href='*/post/{s}'><div><img alt=''></div></a><div class='a1 b{n}'><span>{d}</span><a href='*/post/{s}'><p class='bD0vt9'>{t}</p></a><a href='/profile/mara/{n}'>Mara Lindqvist</a></div></article>"
    )
    + "</div>",
    "Squarespace": "<div class='blog-list'>"
    + rows(
        "<article class='entry'><div class='meta'><time>{d}</time></div><h1 class='blog-title'><a href='*/blog/{s}'>{t}</a></h1><p>{x}</p><a class='blog-more-link' href='*/blog/{s}'>Read More</a></article>"
    )
    + "</div>",
    "SharePoint": "<table class='ms-listviewtable'>"
    + rows(
        "<tr class='ms-itmhover'><td class='ms-vb2'><a class='ms-listlink' href='*/Pages/{n}.aspx'>{t}</a></td><td class='ms-vb2'><nobr>{d}</nobr></td><td class='ms-vb-user'><a href='/_layouts/userdisp.aspx?ID={n}'>Mara Lindqvist {n}</a></td></tr>"
    )
    + "</table>",
    "Plone": "<div id='content-core'><div class='entries'>"
    + rows(
        "<article class='entry'><header><span class='summary'><a class='state-published url' href='*/news/{s}'>{t}</a></span><div class='documentByLine'><span>by <a href='/author/mara'>mara</a></span> — <span>published {d}</span></div></header><p><span class='description'>{x}</span></p></article>"
    )
    + "</div></div>",
    "DokuWiki": "<div class='page'><h1>News</h1><ul>"
    + rows(
        "<li class='level1'><div class='li'><a class='wikilink1' href='*/doku.php?id=news:{n}'>{t}</a> {d}</div></li>"
    )
    + "</ul></div>",
    "phpBB": "<ul class='topiclist topics'>"
    + rows(
        "<li class='row'><dl><dt><a class='topictitle' href='*/viewtopic.php?t={n}'>{t}</a><br>by <a class='username' href='/memberlist.php?u={n}'>mara lindqvist</a> » {d}</dt><dd class='posts'>3</dd><dd class='lastpost'>by <a class='username' href='/memberlist.php?u={n}'>mara lindqvist</a></dd></dl></li>"
    )
    + "</ul>",
    "DedeCMS": f"<div class='place'>{CRUMBS}</div><div class='listbox'><ul class='e2'>"
    + rows(
        "<li><a class='preview' href='*/a/{n}.html'><img src='{n}.jpg'></a>[<b><a href='/a/pinglun/'>评论</a></b>] <a class='title' href='*/a/{n}.html'>{t}</a><span class='info'><small>日期：</small>{d} <small>点击：</small>12</span><p class='intro'>{x}</p></li>",
        titles=tuple(CHINESE.title(n) for n in range(6)),
    )
    + "</ul></div>",
    "Drupal with a block of events": "<div class='view view-news'><div class='view-content'>"
    + rows(
        "<div class='views-row'><h3 class='field-content'><a href='*/node/{n}'>{t}</a></h3><span class='date'>{d}</span></div>"
    )
    + "</div></div><div class='block'><h2>Events</h2><div class='view view-events'><div class='view-content'>"
    + rows(
        "<div class='views-row'><h3 class='field-content'><a href='/node/{n}'>Debate: {t}</a></h3><span class='date'>{d}</span></div>",
        3,
        20,
    )
    + "</div></div></div>",
    "query alone beside query alone": "<ul class='b'>"
    + rows("<li><a href='/?t={n}'>{t} and more of it</a></li>", 5, 30)
    + "</ul><ul class='m'>"
    + rows("<li><a href='*/?a={n}'>{t}</a> {d}</li>")
    + "</ul>",
    "people beside": "<div class='m'>"
    + rows("<div class='i'><h3><a href='*/x/{n}'>{t}</a></h3><p>{x}</p></div>")
    + "</div><div class='m2'><h2>Our experts</h2>"
    + rows(
        "<div class='p'><h3><a href='/people/{n}'>Mara Lindqvist</a></h3><p>Senior fellow, programme {n}</p></div>", 4
    )
    + "</div>",
    "a long introduction": f"{PROSE[:900]}</p>{PLAIN_LIST}",
    "a paragraph of any length": f"<p>{TEASER * 100}</p><ul>{rows('<li><a href=*/n/{n}>{t}</a> {d}</li>', 3)}</ul>",
    "whole posts": rows(
        "<div class='post'><h2><a href='*/x/{n}'>{t}</a></h2><p>{d}</p><p>"
        + TEASER * 12
        + " <a href='/elsewhere/{n}'>a study of the harbour</a> "
        + TEASER
        + "</p></div>"
    ),
    "filters above": "<div class='filter'>"
    + links(*((f"/news/?topic={n}", ENGLISH.topics[n].subject) for n in range(9)))
    + "</div>"
    + PLAIN_LIST,
    "languages": "<ul class='l'>"
    + links(("/de/news/", "Deutsche Fassung dieser Seite"), ("/fr/news/", "Version française de cette page"))
    + "</ul>"
    + PLAIN_LIST,
}
SYSTEMS = {
    "Elementor": "<div class='elementor-posts-container elementor-posts elementor-grid'>"
    + rows(
        "<article class='elementor-post elementor-grid-item post-{n}'><a class='elementor-post__thumbnail__link' href='*/{s}/'><img src='{n}.jpg'></a><div class='elementor-post__text'><h3 class='elementor-post__title'><a href='*/{s}/'>{t}</a></h3><div class='elementor-post__meta-data'><span>{d}</span></div><a class='elementor-post__read-more' href='*/{s}/'>Read More »</a></div></article>"
    )
    + "</div>",
    "Divi": rows(
        "<article class='et_pb_post clearfix post-{n}'><h2 class='entry-title'><a href='*/{s}/'>{t}</a></h2><p class='post-meta'>by <span class='author vcard'><a href='/author/m/'>Mara</a></span> | <span class='published'>{d}</span> | <a href='/category/a{n}/' rel='category tag'>Peace and conflict research</a></p><div class='post-content'>{x}</div></article>"
    ),
    "Bootstrap list group": "<div class='list-group'>"
    + rows("<a class='list-group-item' href='*/n/{n}'><h5>{t}</h5><small>{d}</small></a>")
    + "</div>",
    "hashed classes": "<div class='css-1x'>"
    + rows(
        "<div class='css-9k{n} card'><a class='css-a{n}b' href='*/story/{s}'><span class='css-2f'>{t}</span></a><span class='css-8d'>{d}</span></div>"
    )
    + "</div>",
    "a byline in a heading": rows(
        "<h2><a href='*/blog/{s}/'>{t}</a></h2><h6>Posted by: <a href='/blog/author/m{n}/'>The harbour desk</a> in "
        "<a href='/blog/category/{n}/'>{x}</a> 1 year, 3 months ago</h6><p>{x}</p>".replace(
            "{x}</a>", "Trade {n}</a>"
        )
    ),
    "categories first": rows(
        "<div class='row'><h3><a href='/c/{n}'>Peace {n}</a> <a href='*/x/{n}'>{t}</a></h3><p>{d}</p></div>"
    ),
    "classes by category": "<ul>"
    + "".join(
        rows("<li class='KIND'><a href='*/x/{n}'>{t}</a> <i>{d}</i></li>".replace("KIND", kind), 3, start)
        for start, kind in ((0, "peace"), (3, "trade"), (6, "odd"), (9, "first"))
    )
    + "</ul>",
    "EmpireCMS": "<div class='newsList'><ul>"
    + rows(
        "<li><span>{d}</span><a href='*/html/{n}.html' title='{t}'>{t}</a></li>",
        titles=tuple(CHINESE.title(n) for n in range(8)),
    )
    + "</ul></div><div class='side'><h3>热门文章</h3><ul>"
    + rows("<li><a href='/html/9{n}.html'>{t}</a></li>", titles=tuple(CHINESE.title(n) for n in range(20, 25)))
    + "</ul></div>",
    "VSB": "<div class='sub'><ul>"
    + links(("/yjly/jt.htm", "交通运输研究"), ("/yjly/gg.htm", "公共服务研究"), ("/yjly/qy.htm", "区域发展研究"))
    + "</ul></div><table class='winstyle'>"
    + rows(
        "<tr id='line_u5_{n}'><td><span></span></td><td><a class='c1240' href='*/info/1033/{n}.htm' target='_blank' title='{t}'>{t}</a></td><td><span class='timestyle'>{d}&nbsp;</span></td></tr><tr><td colspan='3' height='1'></td></tr>",
        titles=tuple(CHINESE.title(n) for n in range(8)),
    )
    + "</table>",
    "portal of boxes": "".join(
        f"<div class='box'><div class='hd'>{name}<a href='/{name}/'>more</a></div><ul>"
        + rows("<li><a href='*/" + name + "/{n}.htm'>{t}</a><span>{d}</span></li>", 5, start)
        + "</ul></div>"
        for name, start in (("News", 0), ("Notices", 10), ("Commentary", 20))
    ),
    "Blogger": rows(
        "<div class='post hentry'><h3 class='post-title entry-title'><a href='*/2024/05/{s}.html'>{t}</a></h3><div class='post-body'>{x}</div><div class='post-footer'><a class='timestamp-link' href='*/2024/05/{s}.html'><abbr title='{d}'>{d}</abbr></a> <a class='comment-link' href='/2024/05/{s}.html?showComment={n}'>3 comments on {t}</a> <span class='post-labels'><a href='/search/label/harbour{n}'>Harbours and their towns</a></span></div></div>"
    )
    + f"<div class='widget BlogArchive'><h2>Blog Archive</h2><ul>{MONTHS}</ul></div>",
    "MediaWiki": "<div id='bodyContent'><ul>"
    + rows("<li>{d}: <a href='*/wiki/{s}' title='{t}'>{t}</a></li>")
    + "</ul></div><div id='mw-panel'><ul>"
    + links(
        ("/wiki/Help", "Help about this wiki"),
        ("/wiki/Special:RecentChanges", "Recent changes to the pages"),
        ("/wiki/Special:Random", "A random page of this wiki"),
    )
    + "</ul></div>",
    "Aldryn": "<div class='aldryn-newsblog aldryn-newsblog-list'>"
    + rows(
        "<article class='aldryn-newsblog-article'><h2><a href='*/en/news/{s}/'>{t}</a></h2><p class='author'><a href='/en/news/author/mara/'>Mara Lindqvist</a></p><p>{d}</p><ul><li><a href='/en/news/tag/a{n}/'>harbours and ports</a></li></ul></article>"
    )
    + "</div>",
    "Liferay": rows(
        "<div class='asset-abstract'><h4 class='asset-title'><a href='*/web/guest/-/{s}?inheritRedirect=true'>{t}</a></h4><div class='asset-content'>{x}</div><div class='asset-more'><a href='*/web/guest/-/{s}?inheritRedirect=true'>Read More About {t} »</a></div></div>"
    ),
    "SPIP": "<div class='liste articles'><ul class='liste-items'>"
    + rows(
        "<li class='item'><article class='entry'><strong><a href='*/spip.php?article{n}'>{t}</a></strong><p class='publication'><time>{d}</time>, par <a href='/spip.php?auteur{n}'>Mara Lindqvist</a></p></article></li>"
    )
    + "</ul></div>",
    "three links of one class": rows(
        "<div class='i'><a class='k' href='*/x/{n}'><img src='{n}.jpg'></a><a class='k' href='*/x/{n}'>{t}</a><a class='k' href='*/x/{n}'>more</a></div>"
    ),
    "a pager within the list": "<ul class='list'>"
    + rows("<li><a href='*/n/{n}.html'>{t}</a><span>{d}</span></li>", 10)
    + "<li><a href='/news/list_2.html'>2</a> <a href='/news/list_3.html'>3</a></li></ul>",
    "a menu that names the page": "<div class='m1'>"
    + links(
        ("/en/about", "About the institute and its history"),
        ("/en/people", "The people who work here"),
        (URL, "News and commentary"),
        ("/en/jobs", "Open positions and fellowships"),
        row="<a href='{}'>{}</a>",
    )
    + "</div><div>"
    + rows("<p class='k'><a href='*/en/{s}'>{t}</a></p>")
    + "</div>",
    "a wrapper called news-events": "<div class='news-events'>"
    + rows("<div class='views-row'><a href='*/x/{n}'>{t}</a><i>{d}</i></div>")
    + "</div><ul class='zone'>"
    + links(*((f"/unit/{n}", f"The research unit on {ENGLISH.topics[n].subject}") for n in range(16)))
    + "</ul>",
    "featured in a header": "<section><header class='lead'><h2><a href='*/x/lead'>The lead of this week, and of the last</a></h2><p>12 May 2024</p></header>"
    + rows("<div class='t'><h3><a href='*/x/{n}'>{t}</a></h3><p>{d}</p></div>")
    + "</section>",
    "experts without a label": rows("<div class='n'><a href='*/x/{n}'>{t}</a></div>")
    + rows(
        "<div class='p'><h4><a href='/who/{n}'>Mara Lindqvist</a></h4><p>Senior fellow {n}</p></div>".replace(
            "Lindqvist", "Lindqvist{n}"
        ).replace("{n}<", "<"),
        4,
    ),
    "events by time": PLAIN_LIST
    + "<div class='box2'><h3>Save the date: events in June</h3>"
    + rows("<div class='ev'><span>{d}</span> <a href='/ev/{n}'>Debate: {t}</a></div>", 3, 20)
    + "</div>",
    "Cyrillic with a date first": "<div class='list'>"
    + rows(
        "<div class='list-item'><span class='date'>{d}</span><a href='*/ru/{n}/'>{t}</a></div>",
        titles=(
            "Будущее прибрежного судоходства",
            "Цена хлеба в неурожайный год",
            "Ночные поезда и города",
            "Вода в старых трубах",
        ),
    )
    + "</div><div class='b'><h3>Эксперты</h3>"
    + links(
        ("/ru/e1/", "Мара Линдквист"),
        ("/ru/e2/", "Томас Окафор"),
        ("/ru/e3/", "Инес Варга"),
        row="<div class='e'><a href='{}'>{}</a></div>",
    )
    + "</div>",
}
CASES |= SYSTEMS


@pytest.mark.parametrize("html", CASES.values(), ids=CASES)
def test_the_articles_and_no_other_link(html: str) -> None:
    page = f"<html><body><div class='top'><ul>{NAV}</ul></div><div class='main'>{html}</div><div class='foot'><a href='/privacy'>Privacy policy of this site</a> <a href='/terms'>Terms of use and legal notice</a></div></body></html>"
    marked = re.findall(r"\*([^'\"\s>&]+(?:&amp;[^'\"\s>&]+)*)", page)
    wanted = {urljoin(URL, one.replace("&amp;", "&")) for one in marked}
    found = {link.url for link in read(page.replace("*", ""), URL, Rule()).links}
    assert (sorted(wanted - found), sorted(found - wanted)) == ([], [])


IN_TEXT = "".join(
    f"<p>{TEASER} See <a href='/study/{n}'>an earlier study of the harbour, {n}</a>. {TEASER}</p>" for n in range(4)
)
CARD = "<div class='c'><h4><a href='/n/{n}'>{t}</a></h4><time>{d}</time></div>"
NO_LISTING = {
    "an article": f"<h1>{ENGLISH.title(3)}</h1><p>3 May 2024</p>{PROSE}{IN_TEXT}{PROSE}<div class='more'>{rows(CARD, 3)}</div>",
    "an about page": f"<h1>About us</h1>{PROSE}{PROSE}<ul>{AUTHORS}</ul>",
    "a login wall": "<h1>Log in</h1><form method='post' action='/login'><input name='user'><input type='password' name='pass'></form>"
    "<p><a href='/forgot'>Forgot your password?</a> <a href='/register'>Create an account for members</a></p>",
    "an error": "<h1>503</h1><p>The service is not available. <a href='/status'>See the status of our services</a></p>",
    "an empty list": "<h1>News</h1><p>No items found.</p>",
    "an archive of months": f"<h1>Archive</h1><ul>{MONTHS}</ul>",
    "a page of broken links": "<ul>"
    + rows("<li><a href='http://[{n}'>{t}</a> {d}</li>")
    + rows("<li><a href='javascript:go({n})'>{t}</a> {d}</li>")
    + "<li><a>none</a></li></ul>",
    "an index of names": f"<h1>People</h1><ul>{AUTHORS}</ul>",
}


@pytest.mark.parametrize("html", NO_LISTING.values(), ids=NO_LISTING)
def test_a_page_that_lists_no_articles(html: str) -> None:
    page = f"<html><body><div class='top'><ul>{NAV}</ul></div><div class='main'>{html}</div></body></html>"
    assert [link.url for link in read(page, URL, Rule()).links] == []
