"""Which cases are not met yet? Beginnings of their ids; whoever meets one takes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.hostile.case import Case

OPEN = (
    # A row of the listing that leads to another host leaves no reason.
    "link to: ",
    # A redirect that is not followed, or followed too often, leaves no reason.
    *(f"redirect to: {name}" for name in ("ftp", "gopher", "dict", "ws", "s3", "view-source", "a file", "data", "javascript")),
    *(f"redirect to: {name}" for name in ("two ports", "another port by 300", "another port by 305")),
    *(f"redirect: {name}" for name in ("without", "to nothing", "to a fragment", "to no address", "to a port of no number")),
    *(f"redirect: {name}" for name in ("to itself", "to and fro", "to the home page", "of status 399")),
    # What a middleware fails on is lost without a word.
    "encoding: declared as ",
    "markup: a base of no address",
    "framing: part of the page",
    "framing: noise",
    # Good articles are lost beside such rows.
    "trap: ten addresses of one article",
    "trap: 300,000 links",
    # A robots.txt that can't be reached is taken for none.
    *(f"robots: {name}" for name in ("error of the server", "busy", "too many requests", "closed", "reset", "silence")),
    *(f"robots: {name}" for name in ("byte by byte", "half of it", "no HTTP", "gzip bomb", "delay of centuries", "forbidden in lines")),
    # A challenge that says 200 is taken for an empty listing.
    *(f"blocked: {name} that says 200" for name in ("a challenge for a listing", "a captcha for a listing", "a challenge for the only listing")),
)  # fmt: skip


def is_open(case: Case) -> bool:
    """Whether a case is not met yet."""
    return case.id.startswith(OPEN)
