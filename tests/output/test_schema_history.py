"""Readers of old columns keep working: a column that was there once stays as it was, and a later one may be null."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from output.schema import SCHEMA_VERSION, TABLES

FIRST = json.loads(Path(__file__).with_name("schema_1.json").read_text("utf-8"))
CAME_LATER = {
    "aliases": {"further_page": 2},
    "articles": {"reserved": 4},
    "article_versions": {"reserved": 4},
    "fetches": {"robots_txt": 4, "rights_signals": 4},
    "runs": {"strategy": 3, "strategy_reason": 3, "cause": 4, "limits": 4},
}  # columns, and the version that each came with


@pytest.mark.parametrize("name", TABLES)
def test_what_version_1_had_is_still_there(name: str) -> None:
    now = {column.name: str(column.type) for column in TABLES[name].columns}
    assert {column: now.get(column) for column in FIRST[name]} == FIRST[name]


@pytest.mark.parametrize("name", TABLES)
def test_what_came_later_may_be_null(name: str) -> None:
    """For it is null in every row that is older."""
    later = {column for column in TABLES[name].columns if column.name not in FIRST[name]}
    assert {column.name for column in later} == set(CAME_LATER.get(name, ()))
    assert all(column.field.nullable for column in later)


def test_each_change_has_a_version() -> None:
    assert max(version for table in CAME_LATER.values() for version in table.values()) == SCHEMA_VERSION
