"""What should a source's file say beside its listing? Only what makes the reading better, proved by reading again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.probe.selectors import SELECTABLE, candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.probe.reader import Reader
    from crawler.probe.values import Reading
    from crawler.source import Source
    from pipelines.page import Page

LOW = 0.6  # confidence; below it a value is the first of several or stands beside the link only (pipelines/dates/proof.py)
SURE = 0.8  # of a language; what a page declares and its text does not deny is 0.9


def with_selectors(
    reader: Reader, pages: Sequence[Page], source: Source, readings: list[Reading]
) -> tuple[Source, list[Reading]]:
    """The source with selectors for fields that are read better by them, and what the pages give then.

    Args:
        reader: Reads pages.
        pages: Of articles.
        source: As it is.
        readings: What they give as it is.
    """
    for field in SELECTABLE:
        if sum(_is_sure(field, reading) for reading in readings) * 2 >= len(readings):
            continue
        tried = ((css, _with(source, field, css)) for css in candidates(pages, field))
        better = [(one, again) for _, one in tried if _is_better(field, readings, again := reader.read(pages, one))]
        if len({tuple(_said(field, again)) for _, again in better}) == 1:  # else nothing tells which one it is
            source, readings = better[0]
    return source, readings


def language_to_state(readings: Sequence[Reading]) -> str | None:
    """The language to write into the file; null where every article tells its own, or they are in several."""
    read = [reading.values.get("language") for reading in readings]
    sure = Counter(value.said for value in read if value and (value.confidence or 0) >= SURE)
    if len(sure) != 1 or sum(sure.values()) == len(read):
        return None
    [(language, count)] = sure.items()
    doubted = any(value and value.said != language for value in read)
    return None if doubted or count < 2 else str(language)  # noqa: PLR2004  (one article shows nothing of the others)


def _with(source: Source, field: str, css: str) -> Source:
    return source.model_copy(update={"article": source.article.model_copy(update={field: css})})


def _is_sure(field: str, reading: Reading) -> bool:
    return field in reading.values and (reading.values[field].confidence or 0) >= LOW


def _said(field: str, readings: Sequence[Reading]) -> list[str]:
    return [str(reading.values[field].said) if field in reading.values else "" for reading in readings]


def _is_better(field: str, before: Sequence[Reading], after: Sequence[Reading]) -> bool:
    """Whether a field is read on all pages now, where it was not, and nothing else is lost by it."""
    if not all(_is_sure(field, reading) for reading in after) or len(set(_said(field, after))) == 1:
        return False
    if field == "published" and _said(field, after) == _said("updated", after):
        return False
    kept = all(set(one.values) <= set(other.values) for one, other in zip(before, after, strict=True))
    return kept and not any(_denies(field, *both) for both in zip(before, after, strict=True))


def _denies(field: str, one: Reading, other: Reading) -> bool:
    """Whether the listing shows another date beside the link."""
    value = one.values.get(field)
    return value is not None and value.method == "listing" and value.said != other.values[field].said
