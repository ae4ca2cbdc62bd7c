"""What is the template given? Every value that it shows, ready to be written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from output.facts.source_facts import DAYS as SPARK_DAYS
from output.report import charts
from output.report.coverage import DAYS as USUAL_DAYS
from output.report.coverage import FIELDS
from output.report.funnel import STEPS
from output.report.gather import SHOWN
from output.report.page import sentences
from output.report.page.article import shown
from output.report.page.entries import change_entry, growth_entry
from output.report.words import day, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from output.report.coverage import Coverage
    from output.report.gather import OneSource, Report

MOST_COUNTED = 8  # kinds of licences and signals that are shown
NO_LICENCE = "none stated"
PARTS = {
    "look": "What needs a look",
    "sources": "Sources",
    "coverage": "Field coverage",
    "funnel": "From listing to dataset",
    "days": "Articles a day",
    "views": "Views",
    "changes": "What changed",
    "rights": "Rights",
    "articles": "Newest articles",
}


def context(report: Report, pages: Mapping[str, str]) -> dict[str, Any]:
    """All that the template shows.

    Args:
        report: What is told.
        pages: The files with saved pages, as seen from the report, by the article's id.
    """
    days, heat = _days(report), [one for one in report.shown if one.told.coverage]
    absent = {name for name, there in (("look", report.looks), ("coverage", heat)) if not there}
    return {
        "verdict": sentences.verdict(report),
        "subtitle": sentences.subtitle(report),
        "parts": [(id_, name) for id_, name in PARTS.items() if id_ not in absent],
        "looks": report.looks,
        "rows": list(_rows(report)),
        "spark_days": SPARK_DAYS,
        "usual_days": USUAL_DAYS,
        **_coverage(report, heat),
        "funnel_said": sentences.funnel(report),
        "funnel": charts.funnel(report.funnel, sentences.funnel(report)),
        "steps": [(step, getattr(report.funnel, step)) for step in STEPS],
        "losses": list(_losses(report)),
        "days_said": sentences.by_day(days),
        "days_there": [(day(at), count) for at, count in days if count],
        "by_day": any(count for _, count in days) and charts.by_day(days, sentences.by_day(days)),
        "growth": [growth_entry(*one) for one in report.growth],
        "changes_said": sentences.changes(report),
        "changes": [change_entry(one) for one in report.changes],
        **_rights(report),
        "articles_said": _articles_said(report, pages),
        "particulars": {one.facts.source: _particulars(one, pages) for one in report.shown},
        "left_out": list(_left_out(report)),
    }


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    drawn = {one.facts.source for one in report.shown}
    for one in report.sources:
        facts, counts = one.facts, one.facts.new_by_day
        fresh, newest = sentences.freshness(facts)
        curve = charts.sparkline(counts, sentences.sparkline(counts)) if facts.source in drawn and any(counts) else ""
        yield {
            "id": facts.source,
            "name": facts.name or "",
            "words": ", ".join(dict.fromkeys(look.word for look in one.looks)),
            "articles": facts.articles,
            "new": sum(counts),
            "curve": curve,
            "fresh": fresh,
            "newest": newest,
            "freshness": -1 if facts.freshness is None else round(facts.freshness, 2),
            "success": facts.last_success,
        }


def _coverage(report: Report, heat: list[OneSource]) -> dict[str, Any]:
    if not heat:
        return {"heat": ""}
    said = sentences.coverage(report)
    rows = [(one.facts.source, one.told.coverage) for one in heat]
    return {
        "heat": charts.heat_map(rows, said),
        "coverage_said": said,
        "fields": FIELDS,
        "coverage": [(source, [_share(one) for one in cells]) for source, cells in rows],
    }


def _share(one: Coverage) -> str:
    """A share, and the usual one where that is another."""
    now, usual = f"{one.now:.0%}", "" if one.usual is None else f"{one.usual:.0%}"
    return f"{now} ({usual})" if usual not in {"", now} else now


def _losses(report: Report) -> Iterator[tuple[str, str, int]]:
    told = report.funnel
    for step in STEPS:
        for reason, count in told.lost_at(step):
            yield step, reason, count


def _days(report: Report) -> list[tuple[date, int]]:
    every = [one.facts.new_by_day for one in report.sources if one.facts.new_by_day]
    first = report.now.date() - timedelta(days=SPARK_DAYS - 1)
    return [(first + timedelta(days=number), sum(one[number] for one in every)) for number in range(SPARK_DAYS)]


def _rights(report: Report) -> dict[str, Any]:
    counts = report.counted("licenses").most_common(MOST_COUNTED)
    named = [(plain(name or NO_LICENCE), count) for name, count in counts]
    said = sentences.rights(report)
    return {
        "rights_said": said,
        "most_counted": MOST_COUNTED,
        "license_counts": named,
        "licenses": named and charts.bars(named, said),
        "rights": [
            ("Uses that articles reserve", "Use", report.counted("reserved").most_common(MOST_COUNTED)),
            (
                f"What answers of the last {USUAL_DAYS} days asked of machines, the {MOST_COUNTED} most frequent",
                "Signal",
                report.counted("signals").most_common(MOST_COUNTED),
            ),
        ],
    }


def _articles_said(report: Report, pages: Mapping[str, str]) -> str:
    most = max((len(one.articles) for one in report.shown), default=0)
    beside = (
        " The saved page stands beside what was read of it, without scripts, pictures and links."
        if pages
        else " Made with --pages, the saved page stands beside each."
    )
    return f"The newest {most} of each source, and how each field was read: its method, and how sure that is, 0 to 1.{beside}"


def _particulars(one: OneSource, pages: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.facts.source,
        "name": one.facts.name or "",
        "said": f"last run: {one.facts.verdict}" if one.facts.verdict else "",
        "shown": [shown(row, pages.get(row["article_id"])) for row in one.articles],
    }


def _left_out(report: Report) -> Iterator[str]:
    for one in report.sources:
        told = " ".join(look.reason for look in one.looks)
        for fault in one.faults:
            if fault not in told:
                yield plain(f"Left out, for {fault}", 500)
    if len(report.sources) > len(report.shown):
        yield (
            f"Left out: the bars, the coverage and the articles of {len(report.sources) - SHOWN:,} sources; those of"
            f" {SHOWN} are here, the ones that need a look first. thinktap report SOURCE shows those of any."
        )
