"""Where do a site's pages stand?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a site's pages stand: `{}` is an article's number, a topic's, an author's, a month, a page's name."""

    listing: str = "/news/"
    article: str = "/news/{}.html"
    printed: str = "/print/{}"
    topic: str = "/topics/{}/"
    section: str = "/programmes/{}/"
    author: str = "/people/{}/"
    month: str = "/{}/"
    event: str = "/events/{}/"
    plain: str = "/{}.html"


PATHS = Addresses()
SLUGS = Addresses(article="/{}/", topic="/tag/{}/", section="/category/{}/", author="/author/{}/", plain="/{}/")
QUERIES = Addresses(
    listing="/?c=3",
    article="/?a={}",
    printed="/?print={}",
    topic="/?t={}",
    section="/?c={}4",
    author="/?u={}",
    month="/?m={}",
    event="/?e={}",
    plain="/?page={}",
)
PORTAL = Addresses(
    listing="/list.aspx",
    article="/show.aspx?id={}",
    printed="/print.aspx?id={}",
    topic="/topic.aspx?id={}",
    section="/list.aspx?class={}",
    author="/expert.aspx?id={}",
    month="/month.aspx?of={}",
    event="/event.aspx?id={}",
    plain="/{}.aspx",
)
