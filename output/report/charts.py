"""What do the report's charts look like? Each a Vega-Lite specification over a few plain values."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import altair as alt

from output.report.coverage import DAYS as USUAL_DAYS
from output.report.coverage import FIELDS
from output.report.funnel import STEPS
from output.report.svg import DATA, INK, Spec, drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from output.report.coverage import Coverage
    from output.report.funnel import Funnel

TOLD = alt.NamedData(DATA)
FILL, BAD = "var(--fill)", "var(--bad)"
SPARK_WIDTH, SPARK_HEIGHT = 120, 22
LABELS = {"copyright_holder": "copyright"}
CELL_WIDTH, CELL_HEIGHT = 46, 18
# Without being scrolled on a phone, of whose 375 pixels 347 are left: names, bars and a number of seven digits.
DAYS_WIDTH, BARS_WIDTH, BARS_ROOM = 310, 175, 110
LETTER, MOST_ROOM = 7, 220  # pixels of a letter, and of the room for names beside a chart


def sparkline(counts: Sequence[int], label: str) -> str:
    """The new articles of each day, as bars; a day without any has none."""
    values = [{"day": day, "new": count} for day, count in enumerate(counts) if count]
    return drawn(_bars_of_days(len(counts)), values, label)


@cache
def _bars_of_days(count: int) -> Spec:
    x = alt.X("day:Q", axis=None, scale=alt.Scale(domain=[0, count], nice=False))
    bars = alt.Chart(TOLD).transform_calculate(end="datum.day + 0.8").mark_rect(color=FILL, aria=False)
    return _small(bars.encode(x=x, x2="end:Q", y=alt.Y("new:Q", axis=None), y2=alt.datum(0)))


def curve(points: Sequence[tuple[datetime, int]], label: str) -> str:
    """How a count grew."""
    start = points[0][0]
    return drawn(_line(), [{"at": (at - start).total_seconds(), "views": views} for at, views in points], label)


@cache
def _line() -> Spec:
    line = alt.Chart(TOLD).mark_line(color=FILL, strokeWidth=1.5, aria=False)
    y = alt.Y("views:Q", axis=None, scale=alt.Scale(zero=False))
    return _small(line.encode(x=alt.X("at:Q", axis=None), y=y))


def _small(chart: alt.Chart) -> Spec:
    """A chart of a table's cell; there are hundreds, and it takes ten times as long to describe one as to draw it."""
    return chart.properties(width=SPARK_WIDTH, height=SPARK_HEIGHT).to_dict(validate=False)


def by_day(days: Sequence[tuple[date, int]], label: str) -> str:
    """The new articles of all sources by day."""
    values = [{"day": day.isoformat(), "new": new, "said": f"{day:%a %d %b}: {new:,} new"} for day, new in days]
    axis = alt.Axis(format="%d %b", grid=False, title=None, tickCount={"interval": "week", "step": 2})
    x = alt.X("day:T", timeUnit="utcyearmonthdate", scale=alt.Scale(type="utc"), axis=axis)
    y = alt.Y("new:Q", axis=alt.Axis(title=None, tickCount=4, tickMinStep=1, domain=False))
    chart = alt.Chart(TOLD).mark_bar(color=FILL).encode(x=x, y=y, description="said:N")
    return drawn(chart.properties(width=DAYS_WIDTH, height=110).to_dict(), values, label, labelled_marks=True)


def bars(counts: Iterable[tuple[str, int]], label: str) -> str:
    """Counts of a few kinds, the names in front and the numbers behind."""
    kinds = list(counts)
    # By their numbers, for two names may look the same.
    values = [{"kind": n, "count": count, "said": f"{name}: {count:,}"} for n, (name, count) in enumerate(kinds)]
    names = [name for name, _ in kinds]
    y = alt.Y("kind:O", axis=_names(names, BARS_ROOM, labelExpr=f"{json.dumps(names)}[datum.value]"))
    base = alt.Chart(TOLD).encode(x=alt.X("count:Q", axis=None), y=y)
    marks = base.mark_bar(color=FILL, height=16).encode(description="said:N")
    words = base.mark_text(align="left", dx=5, color=INK, fontSize=11, aria=False).encode(
        text=alt.Text("count:Q", format=",")
    )
    chart = (marks + words).properties(width=BARS_WIDTH, height=alt.Step(24))
    return drawn(chart.to_dict(), values, label, labelled_marks=True)


def funnel(told: Funnel, label: str) -> str:
    """How many came to each step."""
    return bars([(step, getattr(told, step)) for step in STEPS], label)


def heat_map(rows: Sequence[tuple[str, Sequence[Coverage]]], label: str) -> str:
    """How many articles of each source have each field: the fuller the darker, and red where it has fallen."""
    values = [_cell(source, one) for source, coverage in rows for one in coverage]
    fields = alt.X(
        "field:N",
        sort=[LABELS.get(one, one) for one in FIELDS],
        axis=alt.Axis(orient="top", title=None, labelAngle=-35, ticks=False, domain=False),
    )
    names = [source for source, _ in rows]
    base = alt.Chart(TOLD).encode(x=fields, y=alt.Y("source:N", sort=names, axis=_names(names)))
    fine = base.transform_filter("!datum.lost").mark_rect(color=FILL, stroke="var(--paper)")
    lost = base.transform_filter("datum.lost").mark_rect(color=BAD, stroke="var(--paper)")
    share = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.06, 1]), legend=None)
    words = base.transform_filter("datum.lost").mark_text(color="var(--paper)", fontSize=11, aria=False)
    layers = alt.layer(
        fine.encode(opacity=share, description="said:N"),
        lost.encode(description="said:N"),
        words.encode(text=alt.Text("share:Q", format=".0%")),
    )
    sized = layers.properties(width=CELL_WIDTH * len(FIELDS), height=alt.Step(CELL_HEIGHT))
    return drawn(sized.to_dict(), values, label, labelled_marks=True)


def _cell(source: str, one: Coverage) -> dict[str, Any]:
    said = f"{source}, {one.field}: {one.now:.0%} of {one.articles}"
    if one.usual is not None:
        said += f"; median of {USUAL_DAYS} days {one.usual:.0%}"
    return {
        "source": source,
        "field": LABELS.get(one.field, one.field),
        "share": round(one.now, 2),
        "lost": one.since is not None,
        "said": said,
    }


def _names(names: Sequence[str], most: int = MOST_ROOM, **how: Any) -> alt.Axis:
    """An axis of names; the reader's font may be wider than the one that it is measured with."""
    room = min(most, LETTER * max(map(len, names), default=0) + 4)
    return alt.Axis(title=None, ticks=False, domain=False, labelLimit=most, minExtent=room, **how)
