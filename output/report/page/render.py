"""How does the report become one file? By a template in which every value is escaped, under a policy that asks nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from output.report.page.context import context
from output.report.words import day, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from output.report.gather import Report

HERE = "output.report.page"


def render(report: Report, pages: Mapping[str, str], producer: str) -> str:
    """The report as HTML; the same for the same facts.

    Args:
        report: What is told.
        pages: The files with saved pages, as seen from the report, by the article's id.
        producer: Who makes it.
    """
    style, script = (files(HERE).joinpath(f"report.{kind}").read_text("utf-8") for kind in ("css", "js"))
    page = _environment().get_template("report.html.jinja")
    return page.render(
        **context(report, pages),
        style=style,
        script=script,
        policy=policy(style, script, framed=bool(pages)),
        producer=producer,
    )


def policy(style: str, script: str, *, framed: bool) -> str:
    """What the page may load: this style, this script, and where there are any, the saved pages beside it."""
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "img-src": "data:",
        "frame-src": "'self' file:" if framed else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {rule}" for name, rule in rules.items())


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(HERE, ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(plain=plain, day=day, number=_number, order=_order)
    return environment


def _number(count: Any) -> str:
    return "?" if count is None else f"{count:,}"


def _order(of: date | None) -> int:
    """A number that puts days in their order; those that are not known come first."""
    return of.toordinal() if of else 0


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
