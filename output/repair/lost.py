"""Which rows of a damaged file can be made again, from the tables and the state that remain?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from output.repair.readable import readable_rows
from output.rows import load, without_views
from output.schema import ARTICLES, OBSERVATIONS, VERSIONS
from output.site_counter import NO_VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from output.layout import Layout
    from output.rows import Row
    from output.state import State


def lost_articles(layout: Layout, source: str, state: State, is_lost: Callable[[str], bool]) -> Iterator[Row]:
    """The newest version of each article whose own row is lost, and what the state knows of it.

    No version says what address the page names as its own; the article's next version does.
    """
    newest: dict[str, int] = {}
    for row in readable_rows(layout, source, VERSIONS, ("article_id", "version", "kind")):
        if row["kind"] != "removed" and is_lost(row["article_id"]):
            newest[row["article_id"]] = max(newest.get(row["article_id"], 0), row["version"])
    counted = _counted(layout, source, newest)
    for row in readable_rows(layout, source, VERSIONS):
        if newest.get(row["article_id"]) == row["version"] and (known := state.known(row["article_id"])):
            newest.pop(row["article_id"])
            views = counted.get(known.article_id, NO_VIEWS)
            views = views if views["views"] == known.views else NO_VIEWS
            proof = row["provenance"] if views["views"] is not None else without_views(row["provenance"])
            yield {
                **{name: row[name] for name in ARTICLES.names & row.keys()},
                **views,
                "provenance": proof,
                "url": known.url,
                "status": "active" if known.active else "gone",
                "first_seen_at": known.first_seen_at,
                "last_changed_at": known.last_changed_at,
            }


def lost_versions(layout: Layout, source: str, state: State, year: int) -> Iterator[Row]:
    """The newest version of each article, where it stood in a year's file: its row in `articles` says the same."""
    have = {
        (row["article_id"], row["version"])
        for row in readable_rows(layout, source, VERSIONS, ("article_id", "version"))
    }
    waiting = _waiting_versions(state)
    for row in readable_rows(layout, source, ARTICLES):
        identity, known = row["article_id"], state.known(row["article_id"])
        later = waiting.get(identity, {})
        version = min(later.values()) - 1 if later else known.version if known else 1
        is_here = row["last_changed_at"].year == year and row["last_changed_at"] not in later
        if is_here and version > 0 and (identity, version) not in have:
            kind = "removed" if row["status"] == "gone" else "new" if version == 1 else "reextracted"
            said = ("article_id", "url", "run_id") if kind == "removed" else VERSIONS.names & row.keys()
            about = {"version": version, "kind": kind, "valid_from": row["last_changed_at"]}
            yield {**{name: row[name] for name in said}, **about}


def lost_aliases(state: State, is_lost: Callable[[str], bool], run_id: str) -> Iterator[Row]:
    """What the state knows of where addresses lead. When they first led there is not known: since the article is."""
    rows = state.connection.execute(
        "SELECT parts.url, article_id, first_seen_at, 1 FROM parts JOIN articles USING (article_id) UNION ALL"
        " SELECT addresses.url, article_id, first_seen_at, 0 FROM addresses JOIN articles USING (article_id)"
        " WHERE addresses.url NOT IN (SELECT url FROM parts) ORDER BY 1"
    )
    for url, identity, first_seen_at, is_part in rows:
        if is_lost(url):
            at = datetime.fromisoformat(first_seen_at)
            about = {"first_seen_at": at, "further_page": bool(is_part), "run_id": run_id}
            yield {"url": url, "article_id": identity, **about}


def _counted(layout: Layout, source: str, wanted: dict[str, int]) -> dict[str, Row]:
    """The newest reading of the counters of some articles, under the names of `articles`."""
    newest: dict[str, Row] = {}
    for row in readable_rows(layout, source, OBSERVATIONS):
        before = newest.get(row["article_id"])
        if row["article_id"] in wanted and (before is None or before["views_observed_at"] <= row["observed_at"]):
            newest[row["article_id"]] = {
                "views": row["views"],
                "views_raw": row["raw"],
                "views_observed_at": row["observed_at"],
            }
    return newest


def _waiting_versions(state: State) -> dict[str, dict[datetime, int]]:
    """The versions of each article that no publish has finished with, by when they were fetched."""
    waiting: dict[str, dict[datetime, int]] = {}
    for [text] in state.connection.execute("SELECT row FROM staged WHERE tab = ?", (VERSIONS.name,)):
        row = load(VERSIONS, text)
        waiting.setdefault(row["article_id"], {})[row["valid_from"]] = row["version"]
    return waiting
