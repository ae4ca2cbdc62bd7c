"""What does the crawler hand in? A page, and what is known around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.body.profile import Profile
    from pipelines.rights.respect import Respect


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an address that `Needs` named.

    Attributes:
        url: The address, as `Needs` gave it.
        text: What a counter answered. Null when it was not asked or gave nothing usable, and for a page.
        refused: Why there is no answer, in a few words. Null when there is one.
        page: The further page that was asked for, its own answers and hints left out. Null when there is none.
        can_ask: Whether there is a network to ask; without one it stays unknown what the address says.
    """

    url: str
    text: str | None
    refused: str | None = None
    page: Page | None = None
    can_ask: bool = True


@dataclass(frozen=True, slots=True)
class Needs:
    """Another address that must be read before the page can be.

    Attributes:
        url: The address, absolute.
        method: What it is, for example ``"counter script"`` or ``"page 2"``.
        raises_count: Whether asking is known to raise the page's view count.
        post: Whether it answers to POST, and not to GET.
        is_page: Whether it is a page of the article, and no counter: without it the article is not whole.
    """

    url: str
    method: str
    raises_count: bool
    post: bool = False
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date of the article that a feed, a sitemap or an API states.

    Attributes:
        field: ``"published"`` or ``"updated"``.
        method: Where it stood: ``"feed"``, ``"sitemap"`` or ``"api"``.
        raw: The words as they stood there.
    """

    field: str
    method: str
    raw: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page from elsewhere.

    Attributes:
        link_text: The words of the link that led here. Null when there was none.
        date_raw: The date beside that link, as shown: it settles an order, and is a value only where the page has no
            date at all. Null when there was none.
        stated_dates: The dates that a feed or a sitemap states of the article.
        dated: Whether it is an article only if it says when it was published: nothing but a list of the whole site
            names it, and the source's articles have dates.
        language: The source's language (BCP 47). Null when its file does not say.
        timezone: The source's zone (IANA). Null when its file does not say.
        date_order: How the source writes bare numbers: ``"DMY"``, ``"MDY"`` or ``"YMD"``. Null when unknown.
        learned_order: The same as the source's other pages show it, frozen for the run. Null when they don't tell.
        date_formats: strptime formats of the source, tried first.
        selectors: CSS selectors of the source by the article's field, tried first: ``(("title", "h1.x"),)``.
        profile: What recurs over the source's pages, frozen for the run. Null when nothing is known to.
        respect: What the source does with a page whose rights are reserved.
    """

    link_text: str | None = None
    date_raw: str | None = None
    stated_dates: tuple[StatedDate, ...] = ()
    dated: bool = False
    language: str | None = None
    timezone: str | None = None
    date_order: str | None = None
    learned_order: str | None = None
    date_formats: tuple[str, ...] = ()
    selectors: tuple[tuple[str, str], ...] = ()
    profile: Profile | None = None
    respect: Respect = "record"

    def beside(self, own: Hints) -> Hints:
        """The same for another page of the source, with what is said of that one alone from its own."""
        return replace(
            self, link_text=own.link_text, date_raw=own.date_raw, stated_dates=own.stated_dates, dated=own.dated
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched page, with all that reading it may depend on.

    Attributes:
        source: The source's id.
        url: The page's address after redirects, in the crawler's canonical form.
        body: The response's bytes, after decompression.
        fetched_at: When it was fetched, UTC: the clock of everything relative.
        via: Other addresses that led to it: what was asked before a redirect.
        headers: The response's headers, names in lower case.
        host_signals: What the host's own files asked of machines about this address, when it was fetched.
        hints: What is known from elsewhere.
        answers: What `Needs` asked for in an earlier round.
    """

    source: str
    url: str
    body: bytes
    fetched_at: datetime
    via: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    host_signals: tuple[str, ...] = ()
    hints: Hints = Hints()
    answers: tuple[Answer, ...] = ()

    def with_answer(self, answer: Answer) -> Page:
        """The same page with one more answer."""
        return replace(self, answers=(*self.answers, answer))

    def answer(self, url: str) -> Answer | None:
        """What became of `url`; null when it was not asked for yet."""
        return next((given for given in self.answers if given.url == url), None)

    def header(self, name: str) -> str | None:
        """The value of a header by its lower-case name, null when it was not sent."""
        return next((value for key, value in self.headers if key == name), None)
