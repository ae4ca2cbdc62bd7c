"""How does a record look as a row? Plain values under the names of `schema.py`, checked before they are staged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from output.errors import Misfit

if TYPE_CHECKING:
    from output.archive.record import Place
    from output.records import Article, Attachment, Author, Evidence, Fetch, Image, Moment, Refusal, Reject
    from output.schema import Table

Row: TypeAlias = dict[str, Any]
BELIEVED = 0.5  # least confidence of evidence for a value, as `records.Evidence` says


def article_row(article: Article, place: Place | None = None) -> Row:
    """What the page itself says, for `articles`; the store adds what it knows of the article.

    Args:
        article: The article.
        place: Where its response is archived. Null when it is not.
    """
    rights, views = article.rights, article.views
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "authors": [_fields(author) for author in article.authors],
        **_moment("published", article.published),
        **_moment("updated", article.updated),
        "language": article.language,
        "section": article.section,
        "topics": list(article.topics),
        "summary": article.summary,
        "text": article.text,
        "markdown": article.markdown,
        "word_count": article.word_count,
        "copyright_holder": rights.holder,
        "copyright_years": rights.years,
        "license": rights.license,
        "license_url": rights.license_url,
        "rights_raw": rights.raw,
        "rights_signals": list(rights.signals),
        "reserved": list(rights.reserved),
        "images": [_fields(image) for image in article.images],
        "attachments": [_fields(file) for file in article.attachments],
        "provenance": [_fields(evidence) for evidence in article.provenance],
        "extractor": article.extractor,
        "profile": article.profile,
        "views": views and views.count,
        "views_raw": views and views.raw,
        "views_observed_at": views and article.fetched_at,
        **_archived(place),
    }


def fetch_row(fetch: Fetch, place: Place | None) -> Row:
    """A request, for `fetches`, and where its answer is archived, if it is."""
    length = place and place.length
    row = {**_fields(fetch), "outcome": fetch.outcome.value, **_archived(place), "archive_length": length}
    del row["via"], row["heard"]  # each of the first is a row of its own; the other is for the state
    return row


def reject_row(reject: Reject) -> Row:
    """A refused page, for `rejects`."""
    return {
        "url": reject.url,
        "rejected_at": reject.fetched_at,
        "stage": reject.stage.value,
        "field": None,
        "reason": reject.reason,
        "raw": reject.raw,
    }


def refusal_row(url: str, at: datetime, refusal: Refusal) -> Row:
    """A refused value of a page that came then, for `rejects`."""
    return {
        "url": url,
        "rejected_at": at,
        "stage": "field",
        "field": refusal.field,
        "reason": refusal.reason,
        "raw": refusal.raw,
    }


def merged(before: Row, after: Row) -> Row:
    """A row as it stood, with what is said of it now.

    The evidence for a count stays and goes with the count, which a page may not show every time.
    """
    row = {**before, **after}
    if "provenance" in row:
        row["provenance"] = _evidence(row, before.get("provenance", []))
    return row


def without_views(provenance: list[Row]) -> list[Row]:
    """The evidence for all values but the count; a candidate that was not believed stays."""
    return [one for one in provenance if one["field"] != "views" or one["confidence"] < BELIEVED]


def dump(table: Table, row: Row) -> str:
    """The row as JSON, once it is proved that Arrow takes it: later, at publish, would be too late.

    A row may hold some of the columns only; it then changes those of a row that stands.

    Raises:
        Misfit: A column is unknown, null where it may not be, or of another type.
    """
    for name, value in row.items():
        if name not in table.names:
            raise Misfit(f"{table.name} has no column {name}")
        if value is None and name in table.never_null:
            raise Misfit(f"{table.name}.{name} may not be null")
    try:
        pa.array([row], table.part(row))
        return json.dumps(row, ensure_ascii=False, default=_iso)
    except (pa.ArrowException, OverflowError, TypeError, UnicodeError) as error:
        raise Misfit(f"a row does not fit {table.name}: {error}") from error


def is_whole(table: Table, row: Row) -> bool:
    """Whether it has all that a row may not be without."""
    return all(row.get(name) is not None for name in table.never_null)


def load(table: Table, text: str) -> Row:
    """The row that `dump` made this JSON of."""
    row: Row = json.loads(text)
    for column in table.columns:
        if value := row.get(column.name):
            if pa.types.is_timestamp(column.type):
                row[column.name] = datetime.fromisoformat(value)
            elif pa.types.is_date(column.type):
                row[column.name] = date.fromisoformat(value)
    return row


def _evidence(row: Row, before: list[Row]) -> list[Row]:
    now: list[Row] = row["provenance"]
    others = without_views(now)
    if row.get("views") is None:
        return others
    return now if len(others) < len(now) else now + [one for one in before if one not in without_views(before)]


def _fields(record: Author | Image | Attachment | Evidence | Fetch) -> Row:
    # Without the deep copies of `dataclasses.asdict`: what is in them is never changed.
    return {name: getattr(record, name) for name in record.__slots__}


def _archived(place: Place | None) -> Row:
    return {"archive_file": place and place.file, "archive_offset": place and place.offset}


def _moment(name: str, moment: Moment | None) -> Row:
    return {
        name: moment and moment.day,
        f"{name}_at": moment and moment.at,
        f"{name}_edtf": moment and moment.edtf,
        f"{name}_raw": moment and moment.raw,
    }


def _iso(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat()
