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
    from output.rows import Row
    from tests.hostile.poisons.poison import Poison

pytestmark = pytest.mark.no_cover  # the workers read
FAULTS = {"the reader failed", "its worker died"}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@pytest.fixture(scope="module")
def read() -> dict[str, Article | Reject]:
    with ExtractionPool(2) as pool:
        return dict(zip((one.name for one in POISONS), pool.read_all(one.page() for one in POISONS), strict=True))


def test_there_are_enough_of_them_each_with_its_name() -> None:
    assert len({one.name for one in POISONS}) == len(POISONS) > 150


@pytest.mark.parametrize("poison", POISONS, ids=lambda one: one.name[:60])
def test_a_poison_gives_what_is_right_or_nothing(read: dict[str, Article | Reject], poison: Poison) -> None:
    found = read[poison.name]
    if poison.rejected:
        assert isinstance(found, Reject)
        assert found.reason in poison.rejected
        return
    assert isinstance(found, Article), found
    assert not FAULTS & {one.reason for one in found.refusals}, found.refusals
    row, _ = sound_row(ARTICLES, article_row(sound_article(found)))
    right(row, poison)


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


@pytest.mark.parametrize(("days", "zone"), [(1_500, "Asia/Kathmandu"), (-900, "America/St_Johns")])
def test_another_day_and_zone_change_nothing(
    read: dict[str, Article | Reject], monkeypatch: pytest.MonkeyPatch, days: int, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    given = json.loads(python("tests/hostile/poisons/elsewhere.py", days).stdout)
    here: dict[str, Any] = {
        one.name: hashlib.sha256(told(read[one.name]).encode()).hexdigest() for one in POISONS if not one.rejected
    }
    assert {name for name in here if here[name] != given[name]} == set()
