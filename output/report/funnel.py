"""How many of the addresses that were listed became articles, and what was lost on the way?

Each address counts once, whatever it answered before its best answer of the last 28 days. What is listed is the most that
one run's listings gave: an ordinary run reads no more of them than it needs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

FETCH_COLUMNS = ("url", "requested_at", "outcome", "status", "rights_signals")
REJECT_COLUMNS = ("url", "rejected_at", "field", "reason")
# What the crawler looks up on its own account, and what no listing gave.
ASKED_BESIDE = (
    r"/(robots\.txt|sitemap[^/]*\.xml[^/]*|wp-sitemap\.xml|\.well-known/.*|wp-json/.*|feed/?|rss[^/]*|atom[^/]*)$"
)
NOT_DUE, ELSEWHERE = "known, and not due to be asked again", "a second address or a further page of an article"
LOSSES = {
    "missing": "not there any more (404 or 410)",
    "refused": "not asked, for robots.txt or a limit refused it",
    "failed": "no usable answer",
}
STEPS = ("listed", "fetched", "extracted", "stored")


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many addresses came to each step, and why the others did not.

    Attributes:
        listed: Addresses that the listings gave.
        fetched: Of these, those that answered with a page, or that it is as it was.
        extracted: Pages that gave an article.
        stored: Articles that these are.
        losses: How many were lost at a step, by step and reason.
    """

    listed: int = 0
    fetched: int = 0
    extracted: int = 0
    stored: int = 0
    losses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __add__(self, other: Funnel) -> Funnel:
        """Both together."""
        sums = {step: getattr(self, step) + getattr(other, step) for step in STEPS}
        return Funnel(**sums, losses=self.losses + other.losses)

    def lost_at(self, step: str) -> list[tuple[str, int]]:
        """Why addresses did not come to a step, the most frequent reason first."""
        reasons = [(reason, count) for (where, reason), count in self.losses.items() if where == step]
        return sorted(reasons, key=lambda one: (-one[1], one[0]))


def funnel_of(listed: int, fetches: pa.Table, rejects: pa.Table, stored: pa.ChunkedArray) -> Funnel:
    """One source's funnel.

    Args:
        listed: The most that one run's listings gave.
        fetches: `FETCH_COLUMNS` of the requests of the time.
        rejects: `REJECT_COLUMNS` of the refusals of the time.
        stored: The addresses of its articles.
    """
    ours = fetches.filter(pc.invert(pc.match_substring_regex(fetches["url"], ASKED_BESIDE)))
    pages, lost = _fetched(ours, stored)
    refused = rejects.filter(pc.is_null(rejects["field"]))
    read = pc.is_in(refused["url"], value_set=pages)
    unread, lost_unread = _reasons(refused.filter(read)), _reasons(refused.filter(pc.invert(read)))
    fetched, extracted = len(pages), len(pages) - unread.total()
    articles = min(extracted, pc.sum(pc.is_in(pages, value_set=stored.combine_chunks())).as_py() or 0)
    asked = fetched + lost.total() + lost_unread.total()
    losses: Counter[tuple[str, str]] = Counter()
    lost[NOT_DUE] = max(0, listed - asked)
    for step, reasons in zip(STEPS[1:], (lost + lost_unread, unread, {ELSEWHERE: extracted - articles}), strict=True):
        losses.update({(step, reason): count for reason, count in reasons.items()})
    return Funnel(max(listed, asked), fetched, extracted, articles, +losses)


def _reasons(rejects: pa.Table) -> Counter[str]:
    """How many addresses were refused for each reason, the last of each address."""
    return Counter(dict(zip(*_last_by(rejects, "url", "reason"), strict=True)).values())


def _fetched(fetches: pa.Table, stored: pa.ChunkedArray) -> tuple[pa.Array, Counter[str]]:
    """The addresses that gave a page, and why others did not."""
    outcome = fetches["outcome"]
    same = pc.and_(pc.equal(outcome, "unchanged"), pc.is_in(fetches["url"], value_set=stored.combine_chunks()))
    pages = fetches["url"].filter(pc.or_(pc.equal(outcome, "page"), same)).unique()
    bad = pc.is_in(outcome, value_set=pa.array(list(LOSSES)))
    lost = fetches.filter(pc.and_(bad, pc.invert(pc.is_in(fetches["url"], value_set=pages))))
    last = dict(zip(*_last_by(lost, "url", "outcome"), strict=True))
    return pages, Counter(LOSSES[outcome] for outcome in last.values())


def _last_by(rows: pa.Table, key: str, column: str) -> tuple[list[str], list[str]]:
    """The keys, and the last value of each."""
    last = rows.group_by(key, use_threads=False).aggregate([(column, "last")])
    return last[key].to_pylist(), last[f"{column}_last"].to_pylist()
