"""The word difference: what came, what went, and a little of what stayed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.difference import AROUND, Kind, difference

SAME, GONE, COME, CUT = Kind.SAME, Kind.GONE, Kind.COME, Kind.CUT
LONG = " ".join(f"w{number}" for number in range(100))


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Prices rise.", "Prices rise.", []),
        ("Prices rise.", "Prices fall.", [(SAME, "Prices "), (GONE, "rise"), (COME, "fall"), (SAME, ".")]),
        ("", "New", [(COME, "New")]),
        ("Old", "", [(GONE, "Old")]),
        ("a b", "a c b", [(SAME, "a "), (COME, "c "), (SAME, "b")]),
        ("粮食价格上涨", "粮食价格下跌", [(SAME, "粮食价格"), (GONE, "上涨"), (COME, "下跌")]),
        ("a a a", "a a", [(SAME, "a a"), (GONE, " a")]),
    ],
)
def test_words_that_came_and_went(before: str, after: str, pieces: list[tuple[Kind, str]]) -> None:
    assert [tuple(one) for one in difference(before, after)] == pieces


def test_what_stayed_is_cut_to_a_few_words() -> None:
    pieces = difference(f"{LONG} rise {LONG}", f"{LONG} fall {LONG}")
    assert [one.kind for one in pieces] == [CUT, SAME, GONE, COME, SAME, CUT]
    assert len(pieces[1].text.split()) == AROUND
    assert pieces[1].text.endswith("w99 ")


def test_two_other_texts_of_a_million_words_are_told_as_such() -> None:
    pieces = difference("a " * 500_000, "b " * 500_000)
    assert [one.kind for one in pieces][:2] == [GONE, COME]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    pieces = difference(before, after)
    if all(one.kind is not CUT for one in pieces) and before != after:
        assert "".join(one.text for one in pieces if one.kind is not COME) == before
        assert "".join(one.text for one in pieces if one.kind is not GONE) == after
