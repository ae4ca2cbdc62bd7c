"""What would a browser post of a form, when one of ASP.NET's links is pressed?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.paging.steps import said_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

TARGET, ARGUMENT = "__EVENTTARGET", "__EVENTARGUMENT"
MOST_FIELDS = 500
MOST_VALUE = 4 * 1024 * 1024  # characters of all fields: a page's state can be as large as the page


def posted(form: HtmlElement, event: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The fields and their values; nothing when the form is too large.

    Args:
        form: The form.
        event: The link's target and argument.
    """
    said = {TARGET: event[0], ARGUMENT: event[1]}
    held = [(name, value) for name, value in islice(_values(form), MOST_FIELDS) if name not in said]
    if sum(len(value) for _, value in held) > MOST_VALUE:
        return ()
    return (*said.items(), *held)


def _values(form: HtmlElement) -> Iterator[tuple[str, str]]:
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name"), (field.get("type") or "text").lower()
        if not name or field.get("disabled") is not None or kind in {"submit", "button", "image", "reset", "file"}:
            continue
        if field.tag == "select":
            options = list(islice(field.iter("option"), MOST_FIELDS))
            chosen = next(
                (one for one in options if one.get("selected") is not None), options[0] if options else None
            )
            if chosen is not None:
                yield name, chosen.get("value") or said_by(chosen)
        elif field.tag == "textarea":
            yield name, field.text or ""
        elif kind not in {"checkbox", "radio"} or field.get("checked") is not None:
            yield name, field.get("value") or ("on" if kind in {"checkbox", "radio"} else "")
