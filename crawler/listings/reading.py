"""What does a listing page say to a search? All of it in one go, so that a worker process can read it.

A page of megabytes takes seconds, and a hostile one forever: it is never read in the crawler's own process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from w3lib.encoding import html_to_unicode

from crawler.address import canonical, site_of
from crawler.listings import kinds
from crawler.listings.packed import Packed

if TYPE_CHECKING:
    from crawler.listings.record import Link, Listing, Rule

LONGEST_ADDRESS = 2_083  # characters, as Scrapy's URLLENGTH_LIMIT has it
LONGEST_TEXT = 500  # characters of a title, as of a link's words
LONGEST_DATE = 200  # characters: what is longer is no date
MOST_TURNS = 2_000  # further pages, archives
MOST_SHOWN = 50  # refused addresses that are told


@dataclass(frozen=True, slots=True)
class Answer:
    """What a listing page's address answered.

    Attributes:
        body: As it came, its content encoding undone.
        encoding: Of its text. Null when it is no text.
        url: Where it came from.
        rule: The source's own selectors.
        sites: The source's sites, as `site_of` names them; links to others are left out.
        surveyed: Whether it matters where else the page points.
    """

    body: bytes
    encoding: str | None
    url: str
    rule: Rule
    sites: frozenset[str]
    surveyed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a listing page says.

    Attributes:
        listing: What it is and how it goes on, without its links.
        links: What it lists: addresses of the source's sites, in canonical form.
        too_long: The beginnings of addresses that are longer than any server takes.
        elsewhere: The first of the listed addresses that are on other sites.
    """

    listing: Listing
    links: Packed
    too_long: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def read(answer: Answer) -> Reading | None:
    """What a listing page says; null when it is none."""
    url = answer.url
    text = html_to_unicode(f"charset={answer.encoding}", answer.body)[1] if answer.encoding else None
    said = kinds.read(answer.body, text, url, answer.rule, surveyed=answer.surveyed)
    if said is None:
        return None
    links: list[Link] = []
    others: list[str] = []
    for link in map(_in_canonical_form, said.links):
        if site_of(link.url) in answer.sites:
            links.append(link)
        else:
            others.append(link.url)
    elsewhere = tuple(one[:LONGEST_ADDRESS] for one in (*others, *said.elsewhere))[:MOST_SHOWN]
    named = [*(link.url for link in (*links, *said.parts)), *(turn.url for turn in said.next), *said.archives]
    listing, short = _bounded(said), Packed(_shortened(link) for link in links if _is_short(link.url))
    too_long = tuple(one[:LONGEST_TEXT] for one in named if len(one) > LONGEST_ADDRESS)[:MOST_SHOWN]
    return Reading(listing, short, too_long, elsewhere)


def _bounded(said: Listing) -> Listing:
    """The same without what no server takes, and no more of it than is needed."""
    return replace(
        said,
        links=(),
        next=tuple(turn for turn in said.next if _is_short(turn.url))[:MOST_TURNS],
        parts=tuple(_shortened(part) for part in said.parts if _is_short(part.url)),
        archives=tuple(filter(_is_short, said.archives))[:MOST_TURNS],
        places=tuple(place for place in said.places if _is_short(place.url)),
        aside=frozenset(filter(_is_short, map(canonical, said.aside))),
    )


def _in_canonical_form(link: Link) -> Link:
    url = canonical(link.url)
    return link if url == link.url else replace(link, url=url)


def _is_short(url: str) -> bool:
    return len(url) <= LONGEST_ADDRESS


def _shortened(link: Link) -> Link:
    dates = (link.date_raw or "", link.built or "", *(one.raw for one in link.stated))
    if len(link.text) <= LONGEST_TEXT and max(map(len, dates)) <= LONGEST_DATE:
        return link
    return replace(
        link,
        text=link.text[:LONGEST_TEXT],
        date_raw=_date(link.date_raw),
        built=_date(link.built),
        stated=tuple(one for one in link.stated if _date(one.raw)),
    )


def _date(raw: str | None) -> str | None:
    return raw if raw and len(raw) <= LONGEST_DATE else None
