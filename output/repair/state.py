"""How is a lost state made again? From what the tables say, so that the next run finds nothing new where nothing is.

What no table says is lost with it: rows that were not yet published, what was missing once, and the prints that the
source's profile is learned from, which the next run learns anew.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from output.archive.index import text_of
from output.atomic import read_json
from output.identity import Identities
from output.likeness import likeness
from output.records import Stage
from output.repair.check import file_notes, newest_publish
from output.repair.readable import readable_rows
from output.schema import ALIASES, ARTICLES, OBSERVATIONS, REJECTS, RUNS, VERSIONS
from output.site_counter import FACT, LEAST_REMEMBERED, REASON
from output.state import BUCKETS, FORMERLY, UNLEARNED
from output.versions import Known, fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from output.layout import Layout
    from output.rows import Row
    from output.state import State


class _Newest(NamedTuple):
    """An article's newest version: its number, its kind, when it was fetched, and when the oldest one was."""

    version: int
    kind: str
    at: datetime
    first: datetime


def fill(state: State, layout: Layout, source: str) -> int:
    """Fill an empty state with what the tables of its source say; the caller commits.

    Returns:
        How many articles it knows now.
    """
    canonical = _take_articles(state, layout, source)
    _take_addresses(state, layout, source, canonical)
    _take_keys(state, source, canonical)
    _take_readings(state, layout, source)
    _take_refusals(state, layout, source)
    _take_facts(state, layout, source)
    return sum(state.totals())


def _take_articles(state: State, layout: Layout, source: str) -> set[tuple[str, str]]:
    """Remember each article; returns their canonical addresses with their ids."""
    newest = _versions(layout, source)
    canonical = set()
    for row in readable_rows(layout, source, ARTICLES):
        version = newest.pop(row["article_id"]).version if row["article_id"] in newest else 1
        _keep(state, _known(row, version, active=row["status"] == "active"))
        Identities(state, source).keep_likeness(row["article_id"], likeness(row))
        canonical.add((row["canonical_url"], row["article_id"]))
        if row["profile"]:
            state.remember(UNLEARNED, "1")
    for row in _content(layout, source, set(newest)):  # articles whose own row is lost
        now = newest[row["article_id"]]
        about = {"views": None, "first_seen_at": now.first, "last_changed_at": now.at}
        _keep(state, _known({**row, **about}, now.version, active=now.kind != "removed"))
        Identities(state, source).keep_likeness(row["article_id"], likeness(row))
    return canonical


def _keep(state: State, known: Known) -> None:
    state.keep(known)
    state.leads_to(known.url, known.article_id)


def _known(row: Row, version: int, *, active: bool) -> Known:
    return Known(
        article_id=row["article_id"],
        url=row["url"],
        fingerprint=fingerprint_of(row),
        version=version,
        first_seen_at=row["first_seen_at"],
        last_changed_at=row["last_changed_at"],
        views=row["views"],
        active=active,
        missed_in=None,
    )


def _versions(layout: Layout, source: str) -> dict[str, _Newest]:
    """Of each article what its versions say, whatever their content."""
    newest: dict[str, _Newest] = {}
    columns = ("article_id", "version", "kind", "valid_from")
    for row in readable_rows(layout, source, VERSIONS, columns):
        at = row["valid_from"]
        before = newest.get(row["article_id"], _Newest(0, "", at, at))
        now = _Newest(row["version"], row["kind"], at, min(at, before.first))
        newest[row["article_id"]] = now if now.version > before.version else before._replace(first=now.first)
    return newest


def _content(layout: Layout, source: str, wanted: set[str]) -> Iterator[Row]:
    """The version rows with content of some articles, the oldest first."""
    if wanted:
        for row in readable_rows(layout, source, VERSIONS):
            if row["article_id"] in wanted and row["kind"] != "removed":
                yield row


def _take_addresses(state: State, layout: Layout, source: str, canonical: set[tuple[str, str]]) -> None:
    """Remember what leads where.

    An alias of which it is not known whether it is a further page counts as one, unless its article names it: a part
    must never pass for the whole, and the article's next reading puts it right.
    """
    for row in readable_rows(layout, source, ALIASES):
        url, identity = row["url"], row["article_id"]
        is_own = state.led_to(url) == identity or (url, identity) in canonical
        if row["further_page"] or (row["further_page"] is None and not is_own):
            state.keep_parts(identity, {*state.parts(identity), url})
        else:
            state.leads_to(url, identity)


def _take_keys(state: State, source: str, canonical: set[tuple[str, str]]) -> None:
    """Remember the keys of what leads to each article, and of what it merely claims as its address."""
    identities = Identities(state, source)
    identities.fill()
    for url, identity in canonical:
        if url:
            identities.keep_key(url, identity, claimed=True)


def _take_readings(state: State, layout: Layout, source: str) -> None:
    """Remember when each article was read, as far as its versions tell, and when its counter was."""
    state.connection.execute("INSERT INTO readings SELECT article_id, last_changed_at, NULL FROM articles")
    for row in readable_rows(layout, source, OBSERVATIONS, ("article_id", "observed_at")):
        at = text_of(row["observed_at"])
        state.connection.execute(
            "UPDATE readings SET read_at = max(read_at, ?), counted_at = max(coalesce(counted_at, ''), ?)"
            " WHERE article_id = ?",
            (at, at, row["article_id"]),
        )


def _take_refusals(state: State, layout: Layout, source: str) -> None:
    for row in readable_rows(layout, source, REJECTS):
        if row["stage"] != Stage.FIELD.value:
            said = (row["url"], text_of(row["rejected_at"]), row["reason"])
            state.connection.execute("INSERT OR REPLACE INTO refusals VALUES (?, ?, ?)", said)
        elif row["reason"] == REASON:
            digits = re.sub(r"[\s.,']", "", row["raw"] or "")
            known = digits.isdecimal() and int(digits) >= LEAST_REMEMBERED
            state.remember(FACT, digits if known else None)


def _take_facts(state: State, layout: Layout, source: str) -> None:
    latest, buckets = read_json(layout.latest(source)), (one.get("buckets", 1) for one in file_notes(layout, source))
    state.remember("sequence", str(newest_publish(layout, source)))
    state.remember(BUCKETS, str(max(map(int, buckets), default=1)))
    state.remember(FORMERLY, " ".join(latest.get("formerly", ())) or None)
    state.remember("last_success", latest.get("last_success") or _last_success(layout, source))


def _last_success(layout: Layout, source: str) -> str | None:
    """When the newest run ended that was fine, and that asked the site."""
    runs = readable_rows(layout, source, RUNS, ("finished_at", "exit", "listed"))
    ends = [row["finished_at"] for row in runs if row["exit"] == 0 and row["listed"]]
    return max(ends).isoformat() if ends else None


def blank(state: State, identities: set[str]) -> None:
    """Let the next reading of these articles give all of their rows again, for they can't be rebuilt."""
    for identity in identities:
        if known := state.known(identity):
            nothing = replace(known.fingerprint, content="", metadata="", rights="", whole="", extractor="")
            state.keep(replace(known, fingerprint=nothing))
