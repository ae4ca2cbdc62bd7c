"""Which article is it? One row for each, whatever its addresses do, over runs and in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from output.records import Fetch, Outcome
from output.run import Verdict
from output.store import Ending
from tests.dataset import day
from tests.output.test_store import NOON, article, opened, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from output.records import Article, RunCounts

HOME = "https://kite.example/"
LONG = " ".join(f"word{number}" for number in range(60))


def told(name: str, about: str = "wind", *, hour: int = 0, url: str = "", **said: Any) -> Article:
    """An article of sixty words, which differ from those of any other subject."""
    text = " ".join(f"{about}{number}" for number in range(60))
    more = {"title": f"On {about}", "text": text, "word_count": 60, "published": day("2024-05-01"), **said}
    one = article(name, hour=hour, **more)
    return replace(one, url=url) if url else one


def run(
    root: Path,
    hour: int,
    *articles: Article,
    missing: Iterable[str] = (),
    listed: Iterable[str] | None = (),
) -> RunCounts:
    """A run that read these in this order; `listed` names what the listings gave, null when they could not be read."""
    with opened(root, hour) as store:
        for one in articles:
            store.add_article(one).result()
        for name in missing:
            store.add_fetch(Fetch(f"{HOME}{name}", NOON, Outcome.MISSING, 404)).result()
        counts = store.settle(1, None if listed is None else {f"{HOME}{name}" for name in listed})
        store.publish(Ending(NOON + timedelta(hours=hour, minutes=1), Verdict(0, "said"), counts))
        return counts


def rows(root: Path) -> dict[str, str]:
    """The status of each article by the address it stands at; fails when two stand at one."""
    found = read(root, "articles")
    assert len({row["article_id"] for row in found}) == len(found) == len({row["url"] for row in found})
    return {row["url"].removeprefix(HOME): row["status"] for row in found}


def ids(root: Path) -> dict[str, str]:
    return {row["url"].removeprefix(HOME): row["article_id"] for row in read(root, "articles")}


def leads(root: Path) -> dict[str, str]:
    return {row["url"].removeprefix(HOME): row["article_id"] for row in read(root, "aliases")}


def versions(root: Path) -> list[str]:
    return [row["kind"] for row in read(root, "article_versions")]


FORMS = ["https://kite.example/a", "http://kite.example/a", "https://www.kite.example/a", "https://kite.example/a/"]
OTHERS = ["https://kite.example/a/amp/", "https://kite.example/a?print=1", "https://amp.kite.example/a"]


@pytest.mark.parametrize(
    "other", [*FORMS[1:], *OTHERS, "https://kite.example/a?amp=1", "https://kite.example/print/a"]
)
@pytest.mark.parametrize("runs", [1, 2])
def test_forms_of_one_address_are_one_article(tmp_path: Path, other: str, runs: int) -> None:
    """In whatever order, the row stands at the plain address; both are aliases; and there it stays."""
    for number, order in enumerate(permutations([FORMS[0], other])):
        root = tmp_path / str(number)
        for hour in range(0, 4, runs):
            readings = [told("a", url=url, hour=hour) for url in order]
            for later, some in enumerate([readings] if runs == 1 else [[one] for one in readings]):
                run(root, hour + later, *some)
        [row] = read(root, "articles")
        assert row["url"] == FORMS[0]
        assert {alias["url"] for alias in read(root, "aliases")} == set(order)
        assert versions(root) == ["new"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_amp_page_that_says_less_is_the_same_article(tmp_path: Path, order: tuple[int, int]) -> None:
    plain = told("a")
    amp = told("a/amp/", text="In short.", word_count=2, canonical_url=plain.url, title="On wind")
    both = [plain, amp]
    run(tmp_path, 0, *(both[number] for number in order))
    assert [(row["url"], row["text"]) for row in read(tmp_path, "articles")] == [(plain.url, plain.text)]
    assert versions(tmp_path) == ["new"]
    assert run(tmp_path, 1, *(replace(both[number], fetched_at=NOON) for number in order)).changed == 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_slash_alone_is_no_proof(tmp_path: Path, order: tuple[int, int]) -> None:
    both = [told("a", "wind"), told("a/", "rain")]
    for hour in range(3):
        run(tmp_path, hour, *(both[number] for number in order))
    assert {row["url"]: row["title"] for row in read(tmp_path, "articles")} == {
        both[0].url: "On wind",
        both[1].url: "On rain",
    }
    assert versions(tmp_path) == ["new", "new"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("runs", [1, 3])
def test_a_canonical_address_that_all_pages_name_is_a_lie(tmp_path: Path, order: tuple[int, ...], runs: int) -> None:
    """Also for the page that truly is there, and whoever takes it first, in one run or over three."""
    named = f"{HOME}a"
    pages = [told("a", "wind", canonical_url=named)]
    pages += [told(name, about, canonical_url=named) for name, about in (("b", "rain"), ("c", "snow"))]
    some = [pages[number] for number in order]
    for hour, these in enumerate([some] if runs == 1 else [[one] for one in some]):
        run(tmp_path, hour, *these)
    run(tmp_path, 5, *some)
    found = {row["url"]: (row["title"], row["canonical_url"]) for row in read(tmp_path, "articles")}
    assert found == {
        named: ("On wind", named),
        f"{HOME}b": ("On rain", None),
        f"{HOME}c": ("On snow", None),
    }
    assert versions(tmp_path) == ["new"] * 3


def test_a_column_s_name_makes_no_canonical_address_true(tmp_path: Path) -> None:
    note = {"title": "Editor's note", "canonical_url": f"{HOME}notes", "published": None}
    run(tmp_path, 0, told("n1", "wind", **note), told("n2", "rain", **note))
    assert rows(tmp_path) == {"n1": "active", "n2": "active"}


def test_a_canonical_address_that_is_read_later_divides_nothing(tmp_path: Path) -> None:
    named = f"{HOME}2024/05/wind"
    run(tmp_path, 0, told("a", canonical_url=named))
    run(tmp_path, 1, told("a", canonical_url=named), told("2024/05/wind", canonical_url=named))
    assert rows(tmp_path) == {"2024/05/wind": "active"}
    run(tmp_path, 2, told("a", canonical_url=named), told("2024/05/wind", canonical_url=named))
    assert set(leads(tmp_path)) == {"a", "2024/05/wind"}
    assert versions(tmp_path) == ["new"]


@pytest.mark.parametrize("new_first", [True, False])
def test_a_redirect_is_a_move(tmp_path: Path, new_first: bool) -> None:
    """Whatever the new address says, and though it was listed and read before the old one was asked."""
    run(tmp_path, 0, told("old"))
    before = ids(tmp_path)["old"]
    told_anew = told("new", "rain", hour=1)
    led = replace(told_anew, via=(f"{HOME}old",))
    counts = run(tmp_path, 1, *([told_anew] if new_first else []), led)
    assert (counts.new, counts.changed, counts.missing) == (0, 1, 0)
    assert ids(tmp_path) == {"new": before}
    assert leads(tmp_path) == {"old": before, "new": before}
    assert versions(tmp_path) == ["new", "content"]


@pytest.mark.parametrize("when", ["missing", "unlisted", "missing before", "gone before"])
def test_the_same_at_a_new_address_is_a_move(tmp_path: Path, when: str) -> None:
    run(tmp_path, 0, told("old"))
    before = ids(tmp_path)["old"]
    for hour in range(1, {"missing before": 2, "gone before": 3}.get(when, 1)):
        run(tmp_path, hour, missing=["old"])
    asked = {"missing": ["old"]}.get(when, [])
    alive = [told("old", hour=4)] if when == "unlisted" else []
    counts = run(tmp_path, 4, told("new", hour=4), *alive, missing=asked, listed=["new"])
    assert (counts.new, counts.gone, counts.missing) == (0, 0, 0)
    assert ids(tmp_path) == {"new": before}
    assert rows(tmp_path) == {"new": "active"}
    assert leads(tmp_path) == {"old": before, "new": before}
    assert "new" not in versions(tmp_path)[1:]
    for hour in (5, 6):  # nothing more comes of it, when the old address answers 404 only later
        assert run(tmp_path, hour, told("new", hour=hour), missing=["old"], listed=["new"]).unchanged == 1
    assert rows(tmp_path) == {"new": "active"}


def test_two_that_are_listed_and_read_are_two(tmp_path: Path) -> None:
    run(tmp_path, 0, told("one"))
    both = (told("two", hour=1), told("one", hour=1))
    assert run(tmp_path, 1, *both, listed=["one", "two"]).new == 1
    run(tmp_path, 2, *both, listed=["one", "two"])
    assert rows(tmp_path) == {"one": "active", "two": "active"}
    assert versions(tmp_path) == ["new", "new"]


def test_where_it_can_not_be_seen_the_rows_wait_for_the_next_run(tmp_path: Path) -> None:
    run(tmp_path, 0, told("old"))
    run(tmp_path, 1, told("new", hour=1), listed=None)
    assert rows(tmp_path) == {"old": "active"}
    run(tmp_path, 2, told("new", hour=2), listed=None)
    assert rows(tmp_path) == {"old": "active", "new": "active"}, "it is not kept back for good"


@pytest.mark.parametrize("missing", [True, False])
def test_a_killed_run_leaves_the_doubt_to_the_next(tmp_path: Path, missing: bool) -> None:
    run(tmp_path, 0, told("old"))
    with opened(tmp_path, 1) as store:
        store.add_article(told("new", hour=1)).result()
    asked = {"missing": ["old"]} if missing else {"listed": ["old", "new"]}
    alive = [] if missing else [told("old", hour=2)]
    run(tmp_path, 2, told("new", hour=2), *alive, **asked)
    expected = {"new": "active"} if missing else {"old": "active", "new": "active"}
    assert rows(tmp_path) == expected
    assert len(versions(tmp_path)) == len(expected)


@pytest.mark.parametrize(
    "other",
    [
        {"text": LONG},
        {"published": day("2024-06-01")},
        {"published": None},
        {"title": "Other"},
        {"title": None},
        {"text": "Short.", "word_count": 1},
    ],
)
def test_what_differs_is_no_move(tmp_path: Path, other: dict[str, Any]) -> None:
    short = {key: value for key, value in other.items() if other.get("word_count")}
    run(tmp_path, 0, told("old", **short))
    for hour in (1, 2):
        run(tmp_path, hour, told("new", hour=hour, **other), missing=["old"], listed=["new"])
    assert rows(tmp_path) == {"old": "gone", "new": "active"}


def test_a_whole_site_that_moves_is_neither_new_nor_gone(tmp_path: Path) -> None:
    some = [f"s{number}" for number in range(200)]
    run(tmp_path, 0, *(told(f"old/{one}", one) for one in some))
    before = sorted(ids(tmp_path).values())
    new = [told(f"new/{one}", one, hour=1) for one in some]
    assert run(tmp_path, 1, *new, missing=[f"old/{one}" for one in some], listed=[]).unchanged == 200
    assert sorted(ids(tmp_path).values()) == before
    assert set(ids(tmp_path)) == {f"new/{one}" for one in some}
    assert versions(tmp_path) == ["new"] * 200


def test_an_article_whose_address_is_missing_stands_at_the_one_that_shows_it(tmp_path: Path) -> None:
    run(tmp_path, 0, told("a"))
    for hour in (1, 2, 3):
        run(tmp_path, hour, told("a/", hour=hour), missing=["a"] if hour < 3 else [])
    assert rows(tmp_path) == {"a/": "active"}


def test_an_address_that_becomes_another_article_s_is_that_one_s(tmp_path: Path) -> None:
    run(tmp_path, 0, told("latest"))
    run(tmp_path, 1, told("wind", hour=1, via=(f"{HOME}latest",)))
    run(tmp_path, 2, told("latest", "rain", hour=2), told("wind", hour=2))
    assert {row["url"].removeprefix(HOME): row["title"] for row in read(tmp_path, "articles")} == {
        "wind": "On wind",
        "latest": "On rain",
    }
    assert leads(tmp_path)["latest"] == ids(tmp_path)["latest"]
