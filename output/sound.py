"""Which values can no row hold? Each is refused with its reason, and everything else is stored.

A column that may be null, or an empty list, becomes so; one that may not costs its row. Nothing is ever bent into
shape: a question mark in place of half a character would be a wrong value.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.errors import Misfit
from output.records import Refusal, Reject
from output.rows import BELIEVED, fetch_row
from output.schema import FETCHES, NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from output.archive.record import Received
    from output.records import Article, Fetch, Views
    from output.rows import Row
    from output.schema import Column, Table

# Characters of one column's value in one row: a thousand printed pages.
LONGEST = 2_000_000
LARGEST = 2**63 - 1  # an int64's
SHOWN = 500  # characters of a refused value that `rejects` shows

HALF_CHARACTER = "half a character"
CONTROL = "control character in an address"
TOO_LONG = "too long"
NEGATIVE = "negative number"
TOO_LARGE = "number too large"
NO_NUMBER = "not a number"
NO_ZONE = "time without a zone"
NO_INSTANT = "outside the calendar"
NO_SHARE = "confidence not from 0 to 1"
OTHER_TYPE = "of another type"

_ADDRESSES = {"url", "canonical_url", "license_url", "location", "via", "pages"}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_KINDS: dict[pa.DataType, Any] = {pa.string(): str, pa.int64(): int, pa.float64(): int | float, pa.date32(): date}


def sound_article(article: Article) -> Article:
    """The article with what its row does not hold made sound, and with a refusal for what was not.

    Raises:
        Misfit: What may not be null is not sound.
    """
    for name in ("source", "url", "body_sha256", "extractor"):
        _needed("articles", name, getattr(article, name))
    _needed("articles", "fetched_at", article.fetched_at)
    said: dict[str, Any] = {"fetched_at": article.fetched_at.astimezone(UTC)}
    refusals = [_told(one) for one in article.refusals]
    for name in ("canonical_url", "profile"):
        if reason := fault(name, getattr(article, name)):
            refusals.append(Refusal(name, reason, shown(getattr(article, name))))
            said[name] = None
    for name in ("via", "pages"):
        urls: tuple[str, ...] = getattr(article, name)
        bad = {url: reason for url in urls if (reason := fault(name, url))}
        refusals += [Refusal(name, reason, shown(url)) for url, reason in bad.items()]
        said[name] = tuple(url for url in urls if url not in bad)
    if article.views and (reason := _views_fault(article.views)):
        refusals.append(Refusal("views", reason, shown(article.views.raw)))
        kept = (one for one in article.provenance if one.field != "views" or one.confidence < BELIEVED)
        said |= {"views": None, "provenance": tuple(kept)}
    return replace(article, **said, refusals=tuple(refusals))


def sound_fetch(fetch: Fetch, received: Received | None) -> tuple[Fetch, Received | None, list[Refusal]]:
    """A request, its answer for the archive, and what was refused of both.

    Raises:
        Misfit: What may not be null is not sound.
    """
    row, refusals = sound_row(FETCHES, fetch_row(fetch, None))
    clean = replace(fetch, **{name: row[name] for name in fetch.__slots__ if name in row and name != "outcome"})
    for url in (received.asked, received.url, received.page_url) if received else ():
        if reason := fault("url", url):
            return clean, None, [*refusals, Refusal("archive_file", reason, shown(url))]
    return clean, received, refusals


def sound_reject(reject: Reject, now: datetime) -> Reject:
    """A reject that can always be stored; what is not sound in it is shown with escapes.

    Args:
        reject: The reject.
        now: Stands for a time that can't be stored.
    """
    at = now if fault("fetched_at", reject.fetched_at) else reject.fetched_at.astimezone(UTC)
    url = shown(reject.url) if fault("url", reject.url) else reject.url
    return replace(reject, url=url, fetched_at=at, reason=told(reject.reason), raw=reject.raw and told(reject.raw))


def sound_row(table: Table, row: Row) -> tuple[Row, list[Refusal]]:
    """The row with what can be stored of it, and what was refused.

    Raises:
        Misfit: What may not be null is not sound.
    """
    clean, refusals = dict(row), list[Refusal]()
    for column in table.columns:
        value = row.get(column.name)
        if column.name == "provenance" and value:
            value = clean[column.name] = list(_sound_evidence(value, refusals))
        if reason := _misfit(column, value):
            refusals.append(Refusal(column.name, reason, shown(value)))
            clean[column.name] = _nothing(table, column, refusals[-1])
        elif isinstance(value, datetime):
            clean[column.name] = value.astimezone(UTC)
    if "provenance" in row:
        refused = {one.field for one in refusals}
        clean["provenance"] = [
            one for one in clean["provenance"] if one["field"] not in refused or one["confidence"] < BELIEVED
        ]
    return clean, refusals


def fault(name: str, value: object) -> str | None:  # noqa: PLR0911  (one line for each kind of value)
    """Why no row can hold a value; null when one can. `name` tells whether it is an address."""
    match value:
        case str():
            return _text_fault(name, value)
        case bool():
            return None
        case int():
            return NEGATIVE if value < 0 else TOO_LARGE if value > LARGEST else None
        case float():
            return NO_NUMBER if not math.isfinite(value) else NEGATIVE if value < 0 else None
        case datetime():
            return _time_fault(value)
        case dict():
            return _first_fault(value.items())
        case list() | tuple():
            return _first_fault((name, inner) for inner in value)
    return None


def weight(value: object) -> int:
    """How many characters a value has, with all that is in it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(weight, value.values()))
    return sum(map(weight, value)) if isinstance(value, list | tuple) else 0


def shown(value: object) -> str:
    """A refused value as `rejects` shows it: its beginning, with escapes for what can't be stored."""
    if isinstance(value, int) and value.bit_length() > SHOWN:
        return f"a number of {value.bit_length()} bits"
    text = str(value)[:SHOWN]
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", lambda found: repr(found[0])[1:-1], text)


def told(text: str) -> str:
    """Words of ours that have to be stored: as they are, or with escapes."""
    return shown(text) if fault("raw", text) else text


def _misfit(column: Column, value: object) -> str | None:
    if value is None:
        return None
    kind = list | tuple if pa.types.is_list(column.type) else _KINDS.get(column.type, datetime)
    is_kind = isinstance(value, kind) and not isinstance(value, bool)
    is_kind = is_kind and isinstance(value, datetime) == pa.types.is_timestamp(column.type)
    if not is_kind and column.type != pa.bool_():
        return OTHER_TYPE
    return TOO_LONG if weight(value) > LONGEST else fault(column.name, value)


def _nothing(table: Table, column: Column, refusal: Refusal) -> list[Any] | None:
    if pa.types.is_list(column.type):
        return []
    if column.null_means == NEVER:
        raise Misfit(f"{table.name}.{refusal.field}: {refusal.raw}", refusal.reason)
    return None


def _needed(table: str, name: str, value: object) -> None:
    kind = datetime if name.endswith("_at") else str
    reason = fault(name, value) if isinstance(value, kind) else OTHER_TYPE
    if reason:
        raise Misfit(f"{table}.{name}: {shown(value)}", reason)


def _sound_evidence(entries: Iterable[Row], refusals: list[Refusal]) -> Iterable[Row]:
    """The evidence that can be stored. Without a confidence it would say nothing; without its words it still does."""
    for one in entries:
        about = f"{one['field']}, {one['method']}: {one['raw']}"
        share = one["confidence"]
        reason = fault("method", [one["field"], one["method"]]) or (None if _is_share(share) else NO_SHARE)
        if reason:
            refusals.append(Refusal("provenance", reason, shown(about)))
            continue
        bad = {name: reason for name in ("where", "raw") if (reason := fault(name, one[name]))}
        refusals += [Refusal("provenance", reason, shown(about)) for reason in bad.values()]
        yield {**one, **dict.fromkeys(bad)}


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 1


def _views_fault(views: Views) -> str | None:
    return fault("views", [views.count, views.raw, views.method])


def _text_fault(name: str, text: str) -> str | None:
    if len(text) > LONGEST:
        return TOO_LONG
    try:
        text.encode()
    except UnicodeEncodeError:
        return HALF_CHARACTER
    return CONTROL if name in _ADDRESSES and _CONTROLS.search(text) else None


def _time_fault(at: datetime) -> str | None:
    if at.utcoffset() is None:
        return NO_ZONE
    try:
        at.astimezone(UTC)
    except OverflowError:
        return NO_INSTANT
    return None


def _first_fault(named: Iterable[tuple[str, object]]) -> str | None:
    return next((reason for name, value in named if (reason := fault(name, value))), None)


def _told(refusal: Refusal) -> Refusal:
    """A refusal in words that can be stored."""
    return Refusal(told(refusal.field), told(refusal.reason), refusal.raw and told(refusal.raw))
