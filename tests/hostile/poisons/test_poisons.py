"""Each poison gives a value or a refusal that a person would call right, within the limits, the same on any day."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from output.records import Article, Reject
from output.rows import article_row
from output.schema import ARTICLES
from output.sound import sound_article, sound_row
from pipelines.pool import ExtractionPool
from tests.conftest import python
from tests.hostile.poisons.table import POISONS
from tests.hostile.poisons.told import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from output.rows import Row
    from tests.hostile.poisons.poison import Poison

pytestmark = pytest.mark.no_cover  # the workers read
SLOW = ("took too long to read",)  # takes all the CPU that it may
FAULTS = {"the reader failed", "its worker died"}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def test_there_are_enough_of_them_each_with_its_name() -> None:
    assert len({one.name for one in POISONS}) == len(POISONS) > 150


def test_each_poison_gives_what_is_right_or_nothing_and_the_same_on_another_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one test, for to read them all takes a while."""
    read = read_all([one for one in POISONS if one.rejected != SLOW])
    assert {one.name: why for one in POISONS if one.name in read and (why := wrong(read[one.name], one))} == {}
    assert differing(read, monkeypatch, 1_500, "Asia/Kathmandu") == set()


@pytest.mark.long
def test_so_do_those_that_take_as_long_as_they_may_and_a_day_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_all(POISONS)
    assert {one.name: why for one in POISONS if (why := wrong(read[one.name], one))} == {}
    assert differing(read, monkeypatch, -900, "America/St_Johns") == set()


def read_all(poisons: Sequence[Poison]) -> dict[str, Article | Reject]:
    with ExtractionPool(2) as pool:
        return dict(zip((one.name for one in poisons), pool.read_all(one.page() for one in poisons), strict=True))


def wrong(found: Article | Reject, poison: Poison) -> str | None:
    """What is wrong with what a poison gave; null when nothing is."""
    try:
        if poison.rejected:
            assert isinstance(found, Reject)
            assert found.reason in poison.rejected
            return None
        assert isinstance(found, Article), found
        assert not FAULTS & {one.reason for one in found.refusals}, found.refusals
        row, _ = sound_row(ARTICLES, article_row(sound_article(found)))
        right(row, poison)
    except AssertionError as error:
        return str(error) or "not as it must be"
    return None


def right(row: Row, poison: Poison) -> None:
    """Fail when a field has a value that is not among the right ones."""
    assert row["title"] in poison.title
    assert poison.text in row["text"]
    if poison.published:
        assert row["published_edtf"] in poison.published
    if poison.views:
        assert row["views"] in poison.views
    if poison.authors:
        assert tuple(one["name"] for one in row["authors"]) in poison.authors
    assert len(row["authors"]) <= 200
    values = json.dumps(
        {name: row[name] for name in ("title", "authors", "text", "markdown", "canonical_url", "images")},
        default=str,
        ensure_ascii=False,
    )
    assert not [word for word in poison.never if word in values]
    assert not CONTROLS.search(values)


def differing(read: dict[str, Article | Reject], monkeypatch: pytest.MonkeyPatch, days: int, zone: str) -> set[str]:
    """The poisons that give something else on another day in another zone."""
    monkeypatch.setenv("TZ", zone)
    given = json.loads(python("tests/hostile/poisons/elsewhere.py", days).stdout)
    here: dict[str, Any] = {
        one.name: hashlib.sha256(told(read[one.name]).encode()).hexdigest() for one in POISONS if not one.rejected
    }
    return {name for name in here if here[name] != given[name]}
