"""Are text and data mining reserved? The TDM Reservation Protocol, in its file, its headers and its `meta` elements.

After the W3C Community Group's final report of 10 May 2024: a rule of `/.well-known/tdmrep.json` is the first in sequence
that matches; headers supersede the file, `meta` elements supersede both; what is neither 0 nor 1 is unset.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.rights.path_patterns import matches, pattern_of
from pipelines.rights.values import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESERVATION, POLICY = "tdm-reservation", "tdm-policy"
MOST_CHARACTERS = 500 * 1024  # as of a robots.txt
MOST_RULES = 1_000
RESERVED = "1"


class TdmRule(NamedTuple):
    """One rule of a file: its pattern, and the signals of what it matches."""

    location: str
    signals: tuple[str, ...]


def tdm_file(text: str, url: str) -> tuple[TdmRule, ...]:
    """The rules of a tdmrep.json; none where it is no array of them."""
    if len(text) > MOST_CHARACTERS:
        return ()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return tuple(_rules(said[:MOST_RULES], url)) if isinstance(said, list) else ()


def of_file(rules: Iterable[TdmRule], path: str) -> tuple[str, ...]:
    """What a file says of a path."""
    return next((rule.signals for rule in rules if matches(rule.location, path)), ())


def declared(reservations: Iterable[str], policies: Iterable[str], url: str) -> tuple[str, ...]:
    """What headers, or `meta` elements, declare; nothing without a reservation that is 0 or 1.

    Args:
        reservations: The values of `tdm-reservation`; of several one that reserves holds.
        policies: The values of `tdm-policy`.
        url: The page's address.
    """
    values = {value.strip() for value in reservations} & {"0", RESERVED}
    if not values:
        return ()
    named = next((target for value in policies if (target := address(value, url))), None)
    return (f"{RESERVATION}={max(values)}", *((f"{POLICY}={named}",) if named else ()))


def _rules(said: list[Any], url: str) -> Iterator[TdmRule]:
    for rule in said:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str) and (pattern := pattern_of(location)):
            value, policy = rule.get(RESERVATION), rule.get(POLICY)
            plain = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
            if signals := declared((plain,), (policy,) if isinstance(policy, str) else (), url):
                yield TdmRule(pattern, signals)
