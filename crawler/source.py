"""What is a source? One TOML file, checked: a think tank's name, its listing, and what corrects the rest."""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawler.address import site_of
from crawler.download.hosts import with_port
from crawler.politeness.hours import Hours
from crawler.source_files import SourceError
from output.records import SourceCard
from pipelines.rights.respect import Respect  # noqa: TC001  (pydantic reads it)

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

ID = re.compile(r"[a-z][a-z0-9_]*")


def _address(url: str) -> str:
    if not re.match(r"https?://[^/\s]+", url):
        raise ValueError("an address begins with http:// or https:// and a host")
    return url


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"no time zone is called {name!r}; write it like Asia/Shanghai") from None
    return name


def _hours(written: str) -> str:
    Hours.read(written)
    return written


def _selector(css: str) -> str:
    from cssselect import GenericTranslator, SelectorError

    try:
        GenericTranslator().css_to_xpath(css)
    except SelectorError as error:
        raise ValueError(f"no CSS selector: {error}") from None
    return css


def _rising(days: tuple[float, ...]) -> tuple[float, ...]:
    if not days or days[0] <= 0 or any(one >= after for one, after in pairwise(days)):
        raise ValueError("days rise from one to the next, and begin above 0")
    return days


def _site(host: str) -> str:
    if not re.fullmatch(r"[^/@\s:]+(:\d{1,5})?", host):
        raise ValueError("a site is a domain, as example.org, or a host and its port, as 127.0.0.1:8000")
    return host.lower()


def _private_host(host: str) -> str:
    try:
        named = with_port(f"http://{host}")
    except ValueError:
        named = ""
    if not named or named.rpartition(":")[2] != host.rpartition(":")[2]:
        raise ValueError("a private host is a host and its port, as 127.0.0.1:8000 or [::1]:8000")
    return named


Strategy = Literal["auto", "html", "feed", "sitemap", "wordpress"]
Address = Annotated[str, AfterValidator(_address)]
Selector = Annotated[str, AfterValidator(_selector)]
PrivateHost = Annotated[str, AfterValidator(_private_host)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ListingPart(_Part):
    """Where the articles are listed.

    Attributes:
        start: The listing's first pages.
        sites: Other sites that belong to the source: domains, or hosts with their ports.
        link: CSS selector of the article links; null to find them by the page's own structure.
        next: CSS selector of the links to further pages; null to find them.
        strategy: Where the articles are looked up; ``auto`` finds out.
        quiet: Pages in a row without news that end a walk for news.
    """

    start: Annotated[tuple[Address, ...], Field(min_length=1)]
    sites: tuple[Annotated[str, AfterValidator(_site)], ...] = ()
    strategy: Strategy = "auto"
    quiet: Annotated[int, Field(ge=1)] = 2
    link: Selector | None = None
    next: Selector | None = None


class ArticlePart(_Part):
    """CSS selectors for the article's fields; null to find a field without one."""

    title: Selector | None = None
    body: Selector | None = None
    authors: Selector | None = None
    published: Selector | None = None
    updated: Selector | None = None
    views: Selector | None = None
    section: Selector | None = None


class DatesPart(_Part):
    """How the source writes dates: strptime formats, and the order of bare numbers."""

    formats: tuple[str, ...] = ()
    order: Literal["DMY", "MDY", "YMD"] | None = None


class CounterPart(_Part):
    """Whether to ask a view counter's own address.

    Attributes:
        ask: ``auto`` asks where that does not raise the count, ``always`` in any case, ``off`` never.
    """

    ask: Literal["auto", "always", "off"] = "auto"


class ExpectPart(_Part):
    """What a good run brings at least; less is a failure.

    Attributes:
        articles: How many addresses the whole listing must give.
        lost: The largest share of the known articles that may be missing at once; more is reported and not believed.
    """

    articles: Annotated[int, Field(ge=0)] = 1
    lost: Annotated[float, Field(gt=0, le=1)] = 1 / 3


class RevisitPart(_Part):
    """When known articles are asked again.

    Attributes:
        after: Days since an article's last change.
        counters: Whether a counter that moves counts as a change; then articles are always read anew.
        sweep: Days after which the whole listing is walked again.
    """

    after: Annotated[tuple[float, ...], AfterValidator(_rising)] = (1, 3, 7, 30, 90, 365)
    counters: bool = False
    sweep: Annotated[float, Field(gt=0)] = 30


class RightsPart(_Part):
    """What becomes of a page whose use for text and data mining, or by AI, is reserved.

    Attributes:
        respect: ``record`` stores all of it and says so; ``skip text`` its metadata alone; ``skip page`` nothing.
    """

    respect: Respect = "skip text"


class LimitsPart(_Part):
    """How much is asked of the site, and how fast.

    Attributes:
        delay: Seconds between two requests to a host.
        concurrency: Requests to a host at the same time.
        requests: Requests a run, whatever for.
        pages: Listing pages a run.
        vain: Pages in a row that gave no article, after which a run asks for no more that are not known as one.
        addresses: Addresses that are remembered of the source; new ones are left out then.
        articles: Articles a run. Null for no limit.
        body_bytes: The largest response taken, as it comes and after decompression, in bytes.
        seconds: The longest time until an answer is whole.
        connect_seconds: Until its connection stands.
        first_byte_seconds: Until its headers are there, the connection included.
        hours: From when to when it is asked, in the source's time zone; null for any time.
    """

    delay: Annotated[float, Field(ge=0)] = 1.0
    concurrency: Annotated[int, Field(ge=1, le=32)] = 1
    requests: Annotated[int, Field(ge=1)] = 100_000
    pages: Annotated[int, Field(ge=1)] = 1_000
    vain: Annotated[int, Field(ge=1)] = 1_000
    addresses: Annotated[int, Field(ge=1)] = 1_000_000
    articles: Annotated[int, Field(ge=1)] | None = None
    body_bytes: Annotated[int, Field(ge=1)] = 16 * 1024 * 1024
    seconds: Annotated[float, Field(gt=0)] = 60.0
    connect_seconds: Annotated[float, Field(gt=0)] = 10.0
    first_byte_seconds: Annotated[float, Field(gt=0)] = 30.0
    hours: Annotated[str, AfterValidator(_hours)] | None = None


class Source(_Part):
    """One think tank.

    Attributes:
        id: The file's name: the spider's name and the partition's value.
        name: The institute.
        language: Of its articles, BCP 47; null to detect it.
        country: ISO 3166-1 alpha-2, null when not said.
        timezone: Of its dates, an IANA name; null when not said.
        private_hosts: Hosts with their ports that may be asked although they are private or loopback.
        archive: Whether its responses are kept as they came.
        verified: Whether a check against the live site has shown its articles; else it is crawled only when named.
    """

    id: str
    name: Annotated[str, Field(min_length=1)]
    listing: ListingPart
    language: str | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    private_hosts: tuple[PrivateHost, ...] = ()
    archive: bool = True
    verified: bool = True
    article: ArticlePart = ArticlePart()
    dates: DatesPart = DatesPart()
    counter: CounterPart = CounterPart()
    expect: ExpectPart = ExpectPart()
    revisit: RevisitPart = RevisitPart()
    rights: RightsPart = RightsPart()
    limits: LimitsPart = LimitsPart()

    @property
    def card(self) -> SourceCard:
        """What it says of itself to readers."""
        return SourceCard(self.id, self.name, self.listing.start[0], self.country, self.language, self.sites)

    def owns(self, url: str) -> bool:
        """Whether an address is on one of its sites: its listing's, or one that it names."""
        return site_of(url) in self.sites

    @cached_property
    def named_sites(self) -> frozenset[str]:
        """Those of its sites that its file names besides its listing's."""
        return frozenset(site_of(f"http://{site}") for site in self.listing.sites)

    @cached_property
    def sites(self) -> frozenset[str]:
        """The sites that belong to it, as `site_of` names them."""
        return self.named_sites | set(map(site_of, self.listing.start))


def load(path: Path) -> Source:
    """Read one source's file.

    Raises:
        SourceError: It can't be read, is no TOML, or says something we don't understand.
    """
    if not ID.fullmatch(path.stem):
        raise SourceError(f"{path}: a source's file is named with a-z, 0-9 and _, a letter first")
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: can't be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: is no TOML: {error}") from error
    if "id" in said:
        raise SourceError(f"{path}: unknown key id: the file's name is the id")
    try:
        return Source.model_validate({**said, "id": path.stem})
    except ValidationError as error:
        # A mistyped key first: that another one is missing is mostly its consequence.
        fault = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        raise SourceError(f"{path}: {_plain(fault)}") from None


def _plain(fault: ErrorDetails) -> str:
    """One line for the first thing that is wrong: the key, what is wrong with it, and what to write."""
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        hint = ' (add under [listing]: start = ["https://…"])' if "start" in key or key == "listing" else ""
        return f"{'listing.start' if key == 'listing' else key} is missing{hint}"
    if fault["type"] == "extra_forbidden":
        return f"unknown key {key}{_suggestion(fault['loc'])}"
    return f"{key}: {fault['msg'].removeprefix('Value error, ')} (it says {fault['input']!r})"


def _suggestion(place: tuple[int | str, ...]) -> str:
    model: Any = Source
    for part in place[:-1]:
        model = model.model_fields[str(part)].annotation
    known = [name for name in model.model_fields if name != "id"]
    close = difflib.get_close_matches(str(place[-1]), known, 1)
    if close:
        return f"; did you mean {close[0]}?"
    homes = [table for table, field in Source.model_fields.items() if _has(field.annotation, str(place[-1]))]
    return f"; it belongs under [{homes[0]}]" if homes else f"; known are {', '.join(known)}"


def _has(model: Any, key: str) -> bool:
    return isinstance(model, type) and issubclass(model, BaseModel) and key in model.model_fields
