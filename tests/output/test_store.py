"""The store: what a run hands in is what readers find, whatever happened to the run before it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output import state
from output.errors import Incompatible, Locked, Misfit, StoreClosed, Unwritable
from output.layout import Layout
from output.records import (
    Article,
    Fetch,
    Image,
    Moment,
    Outcome,
    Refusal,
    Reject,
    Rights,
    RunCounts,
    SourceCard,
    Stage,
    Views,
)
from output.run import Verdict
from output.schema import TABLES
from output.store import Ending, Run, Store

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
CARD = SourceCard("kite", "Kite Institute", "https://kite.example/")


def article(name: str, *, hour: int = 0, views: int | None = None, **said: Any) -> Article:
    told: dict[str, Any] = {"text": f"The text of {name}.", "word_count": 4, "body_sha256": "aa", "extractor": "e1"}
    return Article(
        source="kite",
        url=f"https://kite.example/{name}",
        fetched_at=NOON + timedelta(hours=hour),
        views=None if views is None else Views(views, str(views), "label"),
        **{**told, **said},
    )


def opened(root: Path, hour: int = 0) -> Store:
    return Store(Layout.at(root), CARD, Run(f"run{hour}", NOON + timedelta(hours=hour), "0.1"))


def ended(store: Store, hour: int = 0, status: int = 0) -> RunCounts:
    counts = store.settle(listed=1)
    store.publish(Ending(NOON + timedelta(hours=hour, minutes=1), Verdict(status, "said"), counts))
    return counts


def run(root: Path, hour: int, *articles: Article, missing: tuple[str, ...] = ()) -> RunCounts:
    with opened(root, hour) as store:
        for name in missing:
            at = NOON + timedelta(hours=hour)
            store.add_fetch(Fetch(f"https://kite.example/{name}", at, Outcome.MISSING, 404)).result()
        for one in articles:
            store.add_article(one).result()
        return ended(store, hour)


def read(root: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(root / table).to_pylist()
    return rows


def kinds(root: Path) -> list[tuple[str, int, str]]:
    versions = read(root, "article_versions")
    return [(row["url"].rpartition("/")[2], row["version"], row["kind"]) for row in versions]


def test_new_changed_and_unchanged(tmp_path: Path) -> None:
    assert run(tmp_path, 0, article("a"), article("b")) == RunCounts(listed=1, new=2)
    counts = run(tmp_path, 1, article("a", hour=1), article("b", hour=1, text="Another text."))
    assert counts == RunCounts(listed=1, changed=1, unchanged=1)
    assert sorted(kinds(tmp_path)) == [("a", 1, "new"), ("b", 1, "new"), ("b", 2, "content")]
    rows = {row["url"]: row for row in read(tmp_path, "articles")}
    assert rows["https://kite.example/b"]["text"] == "Another text."
    assert rows["https://kite.example/b"]["first_seen_at"] == NOON
    assert rows["https://kite.example/b"]["last_changed_at"] == NOON + timedelta(hours=1)
    assert rows["https://kite.example/a"]["run_id"] == "run0", "a row that did not change is not rewritten"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"title": "Another title"}, "content"),
        ({"language": "fr"}, "metadata"),
        ({"updated": Moment(None, None, "2026-01", "January 2026")}, "metadata"),
        ({"extractor": "e2", "text": "Better read."}, "reextracted"),
        ({"extractor": "e2", "text": "Edited.", "body_sha256": "bb"}, "content"),
    ],
)
def test_kinds_of_versions(tmp_path: Path, said: dict[str, Any], kind: str) -> None:
    run(tmp_path, 0, article("a"))
    run(tmp_path, 1, article("a", hour=1, **said))
    assert kinds(tmp_path) == [("a", 1, "new"), ("a", 2, kind)]


WHOLE = "The text of a.\n\nAbout us."
PICTURE = Image("https://kite.example/team.jpg", None, None)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        # Run 1 knows no profile, run 2 leaves out a line by one: the page says the same.
        ({"text": WHOLE}, {"profile": "p2", "whole": WHOLE, "body_sha256": "bb"}, "reextracted"),
        ({"text": WHOLE}, {"profile": "p2", "whole": WHOLE}, "reextracted"),
        ({"images": (PICTURE,)}, {"profile": "p2", "whole": WHOLE}, "reextracted"),
        ({"profile": "p1", "whole": WHOLE}, {"profile": "p2", "text": WHOLE, "body_sha256": "bb"}, "reextracted"),
        ({"text": WHOLE}, {"profile": "p2", "whole": WHOLE, "title": "Other", "body_sha256": "bb"}, "content"),
        ({"text": WHOLE}, {"profile": "p2", "whole": WHOLE, "language": "fr", "body_sha256": "bb"}, "metadata"),
        ({"text": WHOLE}, {"profile": "p2", "whole": f"{WHOLE} More.", "body_sha256": "bb"}, "content"),
        # What the profile leaves out changed, the article did not.
        ({"profile": "p1", "whole": WHOLE}, {"profile": "p1", "whole": f"{WHOLE} More.", "body_sha256": "bb"}, None),
        ({"profile": "p1"}, {"profile": "p2"}, None),
        # The host speaks beside the same page.
        ({}, {"profile": "p2", "rights": Rights(signals=("robots=noai",), reserved=("ai",))}, "rights"),
    ],
)
def test_another_profile_is_no_other_content(
    tmp_path: Path, before: dict[str, Any], after: dict[str, Any], kind: str | None
) -> None:
    run(tmp_path, 0, article("a", **before))
    run(tmp_path, 1, article("a", hour=1, **after))
    assert kinds(tmp_path) == [("a", 1, "new"), *([("a", 2, kind)] if kind else [])]
    [row] = read(tmp_path, "articles")
    assert row["profile"] == ({**before, **after} if kind else before).get("profile")


def test_the_newest_prints_of_each_article_are_kept(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a", prints=b"a" * 8), article("b", prints=b"b" * 8))
    run(tmp_path, 1, article("a", hour=1, prints=b"c" * 16), missing=("b",))
    with opened(tmp_path, 2) as store:
        assert sorted(store.prints()) == [b"b" * 8, b"c" * 16]
    run(tmp_path, 3, missing=("b",))
    with opened(tmp_path, 4) as store:
        assert store.prints() == [b"c" * 16], "an article that is gone tells nothing more"


def test_of_many_articles_the_same_ones_are_kept_in_any_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MOST_PROFILED", 3)
    names = [f"a{number}" for number in range(9)]
    some = [article(name, prints=name.encode() * 4) for name in names]
    run(tmp_path / "one", 0, *some)
    run(tmp_path / "two", 0, *reversed(some))
    with opened(tmp_path / "one", 1) as one, opened(tmp_path / "two", 1) as two:
        assert len(one.prints()) == 3
        assert one.prints() == two.prints()


def test_a_risen_counter_is_an_observation_and_no_version(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a", views=10))
    assert run(tmp_path, 1, article("a", hour=1, views=12)).unchanged == 1
    [row] = read(tmp_path, "articles")
    assert (row["views"], row["views_raw"], row["views_observed_at"]) == (12, "12", NOON + timedelta(hours=1))
    assert row["last_changed_at"] == NOON
    assert [seen["views"] for seen in read(tmp_path, "observations")] == [10, 12]
    assert kinds(tmp_path) == [("a", 1, "new")]


def test_a_counter_that_was_not_read_keeps_the_last_count(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a", views=10))
    run(tmp_path, 1, article("a", hour=1, text="Edited."))
    [row] = read(tmp_path, "articles")
    assert (row["text"], row["views"], row["views_observed_at"]) == ("Edited.", 10, NOON)


def test_missing_then_gone_then_back(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a"), article("b"))
    assert run(tmp_path, 1, article("b", hour=1), missing=("a",)) == RunCounts(listed=1, unchanged=1, missing=1)
    assert {row["status"] for row in read(tmp_path, "articles")} == {"active"}
    assert run(tmp_path, 2, article("b", hour=2), missing=("a",)) == RunCounts(listed=1, unchanged=1, gone=1)
    gone = next(row for row in read(tmp_path, "articles") if row["status"] == "gone")
    assert gone["text"] == "The text of a."
    assert run(tmp_path, 3, article("b", hour=3), missing=("a",)).gone == 0, "what is gone is not asked for again"
    assert run(tmp_path, 4, article("a", hour=4), article("b", hour=4)).changed == 1
    assert kinds(tmp_path)[2:] == [("a", 2, "removed"), ("a", 3, "restored")]
    assert {row["status"] for row in read(tmp_path, "articles")} == {"active"}


def test_missing_once_and_back_is_not_gone_the_next_time(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a"))
    run(tmp_path, 1, missing=("a",))
    run(tmp_path, 2, article("a", hour=2))
    assert run(tmp_path, 3, missing=("a",)) == RunCounts(listed=1, missing=1)


def test_two_addresses_are_one_article(tmp_path: Path) -> None:
    second = article("copy", canonical_url="https://kite.example/a", text="The text of a.")
    moved = article("new-place", hour=1, text="The text of a.", via=("https://kite.example/a",))
    assert run(tmp_path, 0, article("a"), second).new == 1
    assert run(tmp_path, 1, moved).unchanged == 1
    [row] = read(tmp_path, "articles")
    assert row["url"] == "https://kite.example/new-place"
    assert len(read(tmp_path, "aliases")) == 3


def test_an_article_that_names_another_address_than_its_own_may_change(tmp_path: Path) -> None:
    own = "https://kite.example/a?all=1"
    run(tmp_path, 0, article("a", canonical_url=own))
    assert run(tmp_path, 1, article("a", hour=1, canonical_url=own, text="Edited.")).changed == 1
    assert [row["text"] for row in read(tmp_path, "articles")] == ["Edited."]


SECOND = "https://kite.example/a_2"


def standing(root: Path) -> dict[str, str]:
    """What became of each address that an article stood at."""
    return {row["url"].rpartition("/")[2]: row["status"] for row in read(root, "articles")}


def leads(root: Path) -> dict[str, str]:
    """The address that each one leads to, by the article's id."""
    urls = {row["article_id"]: row["url"] for row in read(root, "articles")}
    return {
        row["url"].rpartition("/")[2]: urls[row["article_id"]].rpartition("/")[2] for row in read(root, "aliases")
    }


@pytest.mark.parametrize("known", [True, False])
def test_a_page_that_stood_alone_is_gone_once_it_is_a_further_page(tmp_path: Path, known: bool) -> None:
    """Whether or not page 1 was stored before as well."""
    run(tmp_path, 0, article("a_2"), *([article("a")] if known else []))
    counts = run(tmp_path, 1, article("a", hour=1, text="Both.", pages=(SECOND,)))
    assert (counts.new, counts.changed, counts.gone) == ((0, 1, 1) if known else (1, 0, 1))
    assert standing(tmp_path) == {"a": "active", "a_2": "gone"}
    assert leads(tmp_path) == {"a": "a", "a_2": "a"}
    assert ("a_2", 2, "removed") in kinds(tmp_path)
    assert run(tmp_path, 2, article("a", hour=2, text="Both.", pages=(SECOND,))) == RunCounts(listed=1, unchanged=1)


def test_a_part_does_not_replace_the_whole(tmp_path: Path) -> None:
    whole = article("a", text="Both.", pages=(SECOND,))
    run(tmp_path, 0, whole, article("a_2"))
    run(tmp_path, 1, article("a_2", hour=1))
    assert standing(tmp_path) == {"a": "active"}
    assert [row["text"] for row in read(tmp_path, "articles")] == ["Both."]


def test_the_order_in_which_pages_come_makes_no_other_article(tmp_path: Path) -> None:
    whole = article("a", text="Both.", pages=(SECOND,))
    run(tmp_path / "1", 0, whole, article("a_2"))
    run(tmp_path / "2", 0, article("a_2"), whole)
    one, other = (
        [row for row in read(tmp_path / name, "articles") if row["status"] == "active"] for name in ("1", "2")
    )
    assert [row["article_id"] for row in one] == [row["article_id"] for row in other]
    assert [row["text"] for row in other] == ["Both."]


def test_a_further_page_that_becomes_an_article_again(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a_2"))
    run(tmp_path, 1, article("a", text="Both.", pages=(SECOND,)))
    run(tmp_path, 2, article("a", hour=2, text="The first."))
    run(tmp_path, 3, article("a", hour=3, text="The first."), article("a_2", hour=3))
    assert standing(tmp_path) == {"a": "active", "a_2": "active"}
    assert leads(tmp_path) == {"a": "a", "a_2": "a_2"}
    assert [kind for name, _, kind in kinds(tmp_path) if name == "a_2"] == ["new", "removed", "restored"]


@pytest.mark.parametrize("known", [True, False])
def test_pages_of_an_article_that_is_gone_may_stand_alone(tmp_path: Path, known: bool) -> None:
    """Whether or not they did before; and they are its pages again when it comes back."""
    whole = {"text": "Both.", "pages": (SECOND,)}
    run(tmp_path, 0, *([article("a_2")] if known else []), article("a", **whole))
    run(tmp_path, 1, missing=("a",))
    run(tmp_path, 2, missing=("a",))
    run(tmp_path, 3, article("a_2", hour=3))
    assert standing(tmp_path) == {"a": "gone", "a_2": "active"}
    assert leads(tmp_path) == {"a": "a", "a_2": "a_2"}
    run(tmp_path, 4, article("a", hour=4, **whole))
    assert standing(tmp_path) == {"a": "active", "a_2": "gone"}
    assert leads(tmp_path) == {"a": "a", "a_2": "a"}


def test_nothing_that_is_stored_walks_a_table(tmp_path: Path) -> None:
    """Else each article costs more than the one before."""
    said: list[str] = []
    with opened(tmp_path) as store:
        connection = store._state.connection
        connection.set_trace_callback(said.append)
        moved, read = (
            article("moved", via=("https://kite.example/old",)),
            article("divided", pages=("https://kite.example/2",)),
        )
        for one in (
            article("a", title="A"),
            article("a/", title="A", canonical_url="https://kite.example/a"),
            moved,
            read,
        ):
            store.add_fetch(Fetch(one.url, NOON, Outcome.PAGE, 200)).result()
            store.add_article(one).result()
        store.add_reject(Reject("kite", "https://kite.example/no", NOON, Stage.EXTRACT, "no article")).result()
        for outcome in (Outcome.UNCHANGED, Outcome.MISSING):
            store.add_fetch(Fetch("https://kite.example/a", NOON, outcome)).result()
        connection.set_trace_callback(None)
        asked = [text for text in said if text.split()[0] in {"SELECT", "UPDATE", "DELETE"}]
        plans = [row[3] for text in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {text}")]
    assert len(asked) > 50
    walks = {plan.split()[1] for plan in plans if plan.startswith("SCAN")}
    assert walks <= {"CONSTANT", "prints"}  # of the latter no more than a profile is learned from


def test_an_article_is_read_once_a_run_by_whichever_of_its_pages(tmp_path: Path) -> None:
    pages = ("https://kite.example/a_2", "https://kite.example/a_3")
    first = article("a", via=pages, views=1)
    again = article("a", hour=1, via=pages, views=1, summary="As another link has it.")
    alone = article("a_3", hour=1, text="The end of a.")
    assert run(tmp_path, 0, first, again, alone).new == 1
    assert [(row["url"], row["text"]) for row in read(tmp_path, "articles")] == [(first.url, first.text)]
    assert kinds(tmp_path) == [("a", 1, "new")]
    assert len(read(tmp_path, "observations")) == 1


def test_refusals_and_rejects_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.add_article(article("a", refusals=(Refusal("views", "several counters", "10"),))).result()
        store.add_reject(Reject("kite", "https://kite.example/x", NOON, Stage.EXTRACT, "no body")).result()
        assert ended(store).rejected == 1
    told = [(row["url"][-1], row["stage"], row["field"], row["reason"]) for row in read(tmp_path, "rejects")]
    assert sorted(told) == [("a", "field", "views", "several counters"), ("x", "extract", None, "no body")]


def test_a_refusal_is_kept_once(tmp_path: Path) -> None:
    both = (Refusal("authors", "no name", "Staff"), Refusal("authors", "no name", "Admin"))
    run(tmp_path, 0, article("a", refusals=(*both, *both)))
    assert sorted(row["raw"] for row in read(tmp_path, "rejects")) == ["Admin", "Staff"]


def test_a_failed_try_that_then_succeeds_is_no_failure(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for outcome in (Outcome.FAILED, Outcome.PAGE):
            store.add_fetch(Fetch("https://kite.example/a", NOON, outcome)).result()
        assert ended(store).failed == 0
    assert len(read(tmp_path, "fetches")) == 2


def test_what_was_handed_in_can_t_be_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        handed_in = store.add_article(article("a"))
        assert not handed_in.cancel()
        assert handed_in.result() == "new"


def test_a_killed_run_is_stored_by_the_next(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.add_article(article("a")).result()
    assert not (tmp_path / "articles").exists()
    with opened(tmp_path, hour=1) as store:
        assert [row["url"] for row in read(tmp_path, "articles")] == ["https://kite.example/a"]
        ended(store, hour=1)
    runs = {row["run_id"]: row for row in read(tmp_path, "runs")}
    assert (runs["run0"]["exit"], runs["run0"]["cause"]) == (1, "interrupted")
    assert runs["run0"]["verdict"].startswith("killed")
    assert runs["run0"]["new"] == 1
    assert runs["run1"]["exit"] == 0


def test_a_publish_that_is_done_again_changes_nothing(tmp_path: Path) -> None:
    """A publish killed after its files were written, and before it was marked as done."""
    run(tmp_path, 0, article("a", views=1))
    with opened(tmp_path, hour=1) as store:
        store.add_article(article("a", hour=1, views=2, text="Edited.")).result()
        with sqlite3.connect(tmp_path / "state" / "kite.sqlite") as other:
            other.execute("CREATE TRIGGER stuck BEFORE DELETE ON staged BEGIN SELECT RAISE(ABORT, 'killed'); END")
        with pytest.raises(sqlite3.IntegrityError):
            ended(store, hour=1)
        other.execute("DROP TRIGGER stuck")
        other.close()
    before = {name: read(tmp_path, name) for name in ("articles", "article_versions", "observations")}
    assert len(before["article_versions"]) == 2
    opened(tmp_path, hour=2).close()
    assert {name: read(tmp_path, name) for name in before} == before


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(Locked, match="another run holds kite"):
        opened(tmp_path)
    opened(tmp_path).close()


def test_an_output_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match="file"):
        opened(tmp_path / "file")


def test_a_closed_store_takes_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.close()
    with pytest.raises(StoreClosed):
        store.add_article(article("a"))


def test_a_row_that_does_not_fit_costs_only_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        too_large = store.add_article(article("a", word_count=2**63))
        fine = store.add_article(article("b"))
        with pytest.raises(Misfit, match="word_count"):
            too_large.result()
        assert fine.result() == "new"
        ended(store)
    assert [row["url"] for row in read(tmp_path, "articles")] == ["https://kite.example/b"]


def test_tables_over_all_sources(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a"), article("b"))
    with Store(
        Layout.at(tmp_path), SourceCard("owl", "Owl", "https://owl.example/", "NO"), Run("r", NOON, "0.1")
    ) as store:
        ended(store, status=1)
    rows = {row["source"]: row for row in read(tmp_path, "sources")}
    assert (rows["kite"]["articles"], rows["kite"]["last_success"]) == (2, NOON + timedelta(minutes=1))
    assert (rows["owl"]["country"], rows["owl"]["last_success"]) == ("NO", None)


def test_tables_hold_nothing_but_parquet(tmp_path: Path) -> None:
    run(tmp_path, 0, article("a", views=1))
    folders = [tmp_path / name for name in TABLES if (tmp_path / name).exists()]
    assert {file.suffix for folder in folders for file in folder.rglob("*") if file.is_file()} == {".parquet"}
    assert [path for path in (tmp_path / ".tmp").rglob("*") if path.is_file()] == []


@settings(max_examples=settings.default.max_examples // 3)  # each is several runs
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.none() | st.integers(0, 5)), max_size=12))
def test_any_history_reads_plainly(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, int, int | None]]
) -> None:
    """Whatever happens to an article, its row is there once, and says what was read last."""
    root = tmp_path_factory.mktemp("history")
    said: dict[str, str] = {}
    counted: dict[str, int] = {}
    for hour, (name, text, views) in enumerate(history):
        run(root, hour, article(name, hour=hour, text=f"Text {text}.", views=views))
        said[name] = f"Text {text}."
        if views is not None:
            counted[name] = views
    if history:
        rows = {row["url"][-1]: row for row in read(root, "articles")}
        assert len(rows) == len(read(root, "articles"))
        assert {name: row["text"] for name, row in rows.items()} == said
        assert {name: row["views"] for name, row in rows.items() if row["views"] is not None} == counted


def test_a_state_of_a_newer_format_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "kite.sqlite"
    with closing(state.State(path).connection) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(Incompatible, match=rf"format 9.* knows {state.FORMAT}"):
        state.State(path)


def test_a_state_of_an_older_format_is_brought_up_to_date(tmp_path: Path) -> None:
    """As the first one, which knew nothing of further pages and the archive."""
    run(tmp_path, 0, article("a"))
    with sqlite3.connect(tmp_path / "state" / "kite.sqlite") as old:
        for table in ("parts", "responses", "readings", "refusals"):
            old.execute(f"DROP TABLE {table}")
        old.execute("PRAGMA user_version = 1")
    old.close()
    assert run(tmp_path, 1, article("a", hour=1)).unchanged == 1
    assert run(tmp_path, 2, article("a", hour=2, pages=(SECOND,))).unchanged == 1
    assert kinds(tmp_path) == [("a", 1, "new")]


def test_what_killed_runs_left_unfinished_goes(tmp_path: Path) -> None:
    """That of this source and of the dataset; another source may be writing."""
    for name in ("kite", "owl", ".dataset"):
        (tmp_path / ".tmp" / name).mkdir(parents=True)
        (tmp_path / ".tmp" / name / "half.parquet").touch()
    run(tmp_path, 0, article("a"))
    assert [path.parent.name for path in (tmp_path / ".tmp").rglob("*.parquet")] == ["owl"]
