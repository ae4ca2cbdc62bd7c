"""What does a listing page give? Links to articles, and the addresses of the pages that go on from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelines.page import StatedDate

if TYPE_CHECKING:
    from crawler.listings.elsewhere import Place


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article.

    Attributes:
        url: Absolute, http or https, without a fragment.
        text: The title as the listing shows it; empty when it shows none.
        date_raw: The date in the same row, as shown: a hint, no publication date. Null when there is none.
        stated: The dates that a feed, a sitemap or an API states of the article.
        alone: Whether only a list of the whole site names it, while the listing dates all that it names.
        built: When a sitemap says that its page was built, with all others: that is no date of the article.
    """

    url: str
    text: str
    date_raw: str | None = None
    stated: tuple[StatedDate, ...] = ()
    built: str | None = None
    alone: bool = False

    def beside(self, other: Link) -> Link:
        """The same with what another one says of the address that this one does not."""
        said = {(one.field, one.method): one for one in (*other.stated, *self.stated)}
        return replace(
            self,
            text=self.text or other.text,
            date_raw=self.date_raw or other.date_raw,
            stated=tuple(said[name] for name in sorted(said)),
            alone=self.alone and other.alone,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """The request for a further page: a GET, or a POST of these fields where there are some.

    Attributes:
        url: Absolute, http or https, without a fragment.
        form: The fields and their values, in the form's order.
        assumed: Whether nothing names it: the page before was full, and that there is none is the end.
    """

    url: str
    form: tuple[tuple[str, str], ...] = ()
    assumed: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing page gives, each address once and in the page's order.

    Attributes:
        links: To articles.
        next: The pages that go on from it.
        parts: What it is divided into: the sitemaps of an index, with what it states of each.
        archives: Its archives of years and months, the newest first. Where paging leads on to older articles they are a
            second walk of the same, so they are to be asked for when paging has ended and has not come to them.
        kind: What it was read as: "html", "feed", "sitemap", "wordpress" or "json"; empty when it is nothing.
        cut: Whether it names more than is taken of one page of its kind.
        elsewhere: What stands among its articles and is no page of its site.
        places: The feeds and the API that a page declares, if that is asked for.
        aside: Where a page's navigation leads, if that is asked for.
    """

    links: tuple[Link, ...] = ()
    next: tuple[Turn, ...] = ()
    parts: tuple[Link, ...] = ()
    archives: tuple[str, ...] = ()
    kind: str = ""
    cut: bool = False
    elsewhere: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    aside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """A source's own CSS selectors, for links to articles and to further pages; null to find them.

    `sites` are those besides the listing's host that articles may be on, as `site_of` names them.
    """

    link: str | None = None
    next: str | None = None
    sites: frozenset[str] = frozenset()


def stated(method: str, published: str | None, updated: str | None) -> tuple[StatedDate, ...]:
    """The dates that a feed, a sitemap or an API gives of an article, as hints for its page; null where it gives none."""
    said = (("published", published), ("updated", updated))
    return tuple(StatedDate(field, method, raw) for field, raw in said if raw)
