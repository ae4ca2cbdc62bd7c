"""Which cases are not met yet? Beginnings of their ids; whoever meets one takes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.hostile.case import Case

OPEN = (
    "link to: ",  # a row of the listing that leads to another host leaves no reason
    "framing: a second answer behind the first",  # it is taken for the answer to the next request on that connection
    "redirect: of a second listing to itself",  # no reason
    "robots: endless",  # its first 500 KiB would do
    "trap: archives of years",  # the limit that ends it is not named
    "trap: ten addresses of one article",  # good articles are lost beside such rows
    "trap: 300,000 links",  # the same
    "blocked: 403 for all but the good",  # the good ones are asked last, when the host is asked no more
)


def is_open(case: Case) -> bool:
    """Whether a case is not met yet."""
    return case.id.startswith(OPEN)
