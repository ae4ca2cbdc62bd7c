"""Articles whose text is not stored, for its use is reserved: they keep their identity, their history and their row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from output.layout import Layout
from output.records import Rights
from tests.output.test_identity import told
from tests.output.test_store import CARD, read, run

if TYPE_CHECKING:
    from pathlib import Path

    from output.records import Article

MINED = Rights(signals=("tdm-reservation=1",), reserved=("tdm",))
WITHOUT: dict[str, Any] = {
    "text": "",
    "word_count": 0,
    "markdown": None,
    "summary": None,
    "images": (),
    "whole": None,
}


def withheld(name: str, about: str = "wind", *, hour: int = 0, rights: Rights = MINED, **said: Any) -> Article:
    return replace(told(name, about, hour=hour, **said), **WITHOUT, rights=rights)


def versions(root: Path) -> list[tuple[str, bool]]:
    return [(row["kind"], bool(row["text"])) for row in read(root, "article_versions")]


def test_a_reservation_is_a_change_of_rights(tmp_path: Path) -> None:
    run(tmp_path, 0, told("a"))
    run(tmp_path, 1, withheld("a", hour=1, body_sha256="bb"))
    run(tmp_path, 2, withheld("a", hour=2, body_sha256="bc"))
    run(tmp_path, 3, withheld("a", hour=3, body_sha256="bd", title="On wind and tides"))
    run(tmp_path, 4, told("a", hour=4, body_sha256="be", title="On wind and tides"))
    assert versions(tmp_path) == [("new", True), ("rights", False), ("content", False), ("rights", True)]
    [row] = read(tmp_path, "articles")
    assert (row["status"], row["reserved"], row["word_count"]) == ("active", [], 60)


def test_so_is_what_the_source_s_file_makes_of_one(tmp_path: Path) -> None:
    run(tmp_path, 0, told("a", rights=MINED))
    run(tmp_path, 1, withheld("a", hour=1))
    run(tmp_path, 2, told("a", hour=2, rights=MINED))
    assert versions(tmp_path) == [("new", True), ("rights", False), ("rights", True)]


@pytest.mark.parametrize("other", ["b", "a?print=1"])
def test_no_two_are_one_because_both_say_nothing(tmp_path: Path, other: str) -> None:
    run(tmp_path, 0, withheld("a", "wind"), withheld(other, "tides"))
    run(tmp_path, 1, withheld(other, "tides", hour=1), withheld("a", "wind", hour=1))
    assert sorted(row["title"] for row in read(tmp_path, "articles")) == ["On tides", "On wind"]
    assert len({row["article_id"] for row in read(tmp_path, "articles")}) == 2
    assert len(versions(tmp_path)) == 2


def test_one_is_known_again_by_title_and_date_at_another_form_of_its_address(tmp_path: Path) -> None:
    run(tmp_path, 0, withheld("a"))
    run(tmp_path, 1, withheld("a?print=1", hour=1))
    assert len(read(tmp_path, "articles")) == 1


def test_a_lost_state_is_rebuilt_and_knows_them(tmp_path: Path) -> None:
    run(tmp_path, 0, withheld("a"), told("b", "tides"))
    Layout.at(tmp_path).state_file(CARD.source).unlink()
    run(tmp_path, 1, withheld("a", hour=1), told("b", "tides", hour=1))
    assert versions(tmp_path) == [("new", False), ("new", True)]
    run(tmp_path, 2, told("a", hour=2, body_sha256="bb"))
    assert versions(tmp_path)[2:] == [("rights", True)]
