"""Which kinds of listing does the demo serve?"""

from __future__ import annotations

from crawler.demo.chinese import CHINESE
from crawler.demo.kinds import looks
from crawler.demo.kinds.addresses import PORTAL, QUERIES, SLUGS, Addresses
from crawler.demo.kinds.drupal import drupal_views
from crawler.demo.kinds.kind import Kind
from crawler.demo.kinds.numbered import (
    Numbered,
    bare_numbers,
    lower_numbers,
    next_only,
    nothing,
    numbers,
    rel_next,
)
from crawler.demo.kinds.postback import postback
from crawler.demo.kinds.scripted import load_more, scroll
from crawler.demo.kinds.unpaged import archives, feed_only, sitemap_only
from crawler.demo.kinds.words import CHINESE_WORDS

KINDS = (
    Kind("numbered", looks.LINES, Numbered("/news/list_{n}.html", numbers)),
    Kind("next_link", looks.POSTS, Numbered("/news/page/{n}/", next_only), SLUGS),
    Kind("bare_numbers", looks.PARAGRAPHS, Numbered("/news/?page={n}", bare_numbers), count=41),
    Kind("rel_next", looks.CARDS, Numbered("/news/?start={n}", nothing, rel_next, first=0)),
    Kind("backwards", looks.LINES, Numbered("/news/{n}.htm", lower_numbers, backwards=True), count=45),
    Kind("query_only", looks.PARAGRAPHS, Numbered("/?c=3&p={n}", numbers), QUERIES),
    Kind("load_more", looks.TILES, load_more, SLUGS, count=42),
    Kind("postback", looks.CELLS, postback, PORTAL, per_page=10),
    Kind("archives", looks.VIEWS_ROWS, archives, count=36),
    Kind(
        "gbk",
        looks.LINES,
        Numbered("/plan/index_{n}.htm", numbers),
        Addresses(listing="/plan/", article="/plan/{}.htm"),
        words=CHINESE_WORDS,
        prose=CHINESE,
        charset="gb2312",
        per_page=12,
    ),
    Kind("scroll", looks.CARDS, scroll),
    Kind("sitemap_only", looks.POSTS, sitemap_only, SLUGS, count=40),
    Kind("feed_only", looks.CARDS, feed_only, count=37),
    Kind("drupal", looks.VIEWS_ROWS, drupal_views, count=44),
)
