"""How does the state remember what a listing says of an address? As JSON, so that a later run can ask as this one would."""

from __future__ import annotations

import json

from crawler.address import canonical
from crawler.listings.record import Link, Turn
from output.visit import Found, Visit
from pipelines.page import StatedDate

# Fields by which an ASP.NET page remembers itself: other ones on each page, and the same page follows.
VIEW_STATE = "__"
ASKS_FOR = {"__EVENTTARGET", "__EVENTARGUMENT"}


def found_link(link: Link) -> Found:
    """What to remember of a link to an article."""
    dates = {f"{one.field} {one.method}": one.raw for one in link.stated}  # of each place its newest word
    said = {"text": link.text, "date_raw": link.date_raw, "stated": dates, "alone": link.alone}
    return Found(
        canonical(link.url), json.dumps({name: value for name, value in said.items() if value}), updated(link)
    )


def updated(link: Link) -> str | None:
    """When a link's page last changed, as it is stated; null when it is not."""
    return next((one.raw for one in link.stated if one.field == "updated"), link.built)


def link_of(visit: Visit) -> Link:
    """The link that led to an address, as far as it is remembered."""
    said = json.loads(visit.said or "{}")
    named = ((*name.split(" "), raw) for name, raw in said.get("stated", {}).items())
    dates = tuple(StatedDate(field, method, raw) for field, method, raw in named)
    return Link(visit.url, said.get("text", ""), said.get("date_raw"), dates, alone=said.get("alone", False))


def found_turn(turn: Turn) -> Found:
    """What to remember of a further page of a listing."""
    return Found(
        key(turn), json.dumps({"url": turn.url, "form": turn.form, "assumed": turn.assumed}), is_listing=True
    )


def turn_of(visit: Visit) -> Turn:
    """The further page that is remembered."""
    said = json.loads(visit.said or "{}")
    return Turn(said["url"], tuple((name, value) for name, value in said["form"]), said["assumed"])


def key(turn: Turn) -> str:
    """What two requests for one page of a listing have in common."""
    form = [f"{name}={value}" for name, value in turn.form if name in ASKS_FOR or not name.startswith(VIEW_STATE)]
    return "\n".join((canonical(turn.url), *form))
