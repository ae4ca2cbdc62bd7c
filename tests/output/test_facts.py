"""The facts about each source: what its runs, its articles and its state tell, and what is said where they can't."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from output.errors import Incompatible, Unwritable
from output.facts.articles import rhythm_of
from output.facts.gather import facts_of
from output.facts.source_facts import DAYS
from output.layout import Layout
from output.records import RunCounts
from output.run import Cause, Verdict
from output.schema import ARTICLES, RUNS
from output.state import State
from output.store import Ending, Run, Store
from tests.dataset import KITE, article, build, vanishing

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("facts") / "data"
    build(root, NOW)
    return root


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def run(root: Path, days: float, exit_status: int = 0, listed: int = 1, cause: Cause | None = None) -> None:
    """A run of the kite so many days ago."""
    at = days_ago(days)
    with Store(Layout.at(root), KITE, Run(f"kite-{days}", at, "0.1.0")) as store:
        counts = RunCounts(listed=listed)
        verdict = Verdict(exit_status, f"{days} days ago", cause)
        store.publish(Ending(at + timedelta(minutes=1), verdict, counts))


def test_runs_and_articles_are_told(dataset: Path) -> None:
    demo, kite = facts_of(Layout.at(dataset), NOW)
    assert (demo.source, demo.name, demo.articles) == ("demo", "Harbour Institute", 3)  # and a fourth, which is gone
    assert (demo.last_run, demo.last_success) == (days_ago(1), days_ago(1) + timedelta(minutes=3))
    assert (demo.exit, demo.cause, demo.verdict, demo.trouble_since) == (0, None, "made for a test", None)
    assert demo.newest == date(2026, 11, 25)  # has no date, and was seen first yesterday
    assert (demo.rhythm, demo.freshness) == (None, None)
    came = {number: count for number, count in enumerate(demo.new_by_day) if count}
    assert came == {DAYS - 1 - 1: 1}  # three stood there when it was first looked at
    assert (kite.exit, kite.last_run, kite.trouble_since) == (1, days_ago(2), days_ago(2))
    assert kite.last_success == days_ago(20) + timedelta(minutes=3)
    assert kite.newest is None  # all that there is was there when it was first looked at
    assert (demo.unended, demo.next_due, demo.faults, kite.faults) == (None, None, (), ())


def test_trouble_goes_back_to_the_first_bad_run_in_a_row(tmp_path: Path) -> None:
    run(tmp_path, 400)
    run(tmp_path, 390, 1, cause=Cause.LAYOUT)
    run(tmp_path, 2, 1, cause=Cause.NETWORK)  # two years later in the files
    run(tmp_path, 1, 0, listed=0)  # of an archive, or out of hours: no word of the site
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    assert (kite.trouble_since, kite.exit, kite.cause) == (days_ago(390), 1, "network")
    assert (kite.verdict, kite.last_run) == ("2 days ago", days_ago(1))
    run(tmp_path, 0.5)
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    assert (kite.trouble_since, kite.exit, kite.cause, kite.verdict) == (None, 0, None, "0.5 days ago")


def test_a_source_that_was_only_begun_is_there(tmp_path: Path) -> None:
    store = Store(Layout.at(tmp_path), KITE, Run("kite-1", days_ago(1), "0.1.0"))
    store.add_article(article(KITE, "wind", days_ago(1))).result()
    store.remember("next_due", days_ago(-2).isoformat()).result()
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    store.close()
    assert (kite.name, kite.articles, kite.last_run, kite.exit) == (None, 0, None, None)
    assert (kite.unended, kite.next_due) == (days_ago(1), days_ago(-2))
    assert kite.faults == ()


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        ([], None),
        ([1, 2, 3, 4, 5], None),  # four gaps
        ([1, 2, 3, 4, 5, 6], 1.0),
        ([7, 14, 21, 28, 35, 65], 7.0),  # but for a summer
        ([0, 2, 4, 8, 12, 16, 18], 3.0),
        ([1, 2, 3, 4, 5, 6, 400, 410, 420, 430, 440, 450], 10.0),  # what it did two years ago does not count
        ([1, 2, 3, 4, 5, 6, 700], None),
    ],
)
def test_rhythm(days: list[int], rhythm: float | None) -> None:
    assert rhythm_of(days) == rhythm


def test_freshness_is_against_the_sources_own_rhythm(tmp_path: Path) -> None:
    with Store(Layout.at(tmp_path), KITE, Run("kite-1", days_ago(90), "0.1.0")) as store:
        for days in (90, 80, 70, 60, 50, 40, 40):
            store.add_article(article(KITE, f"a{days}", days_ago(days))).result()
        store.publish(Ending(days_ago(40), Verdict(0, "fine"), store.settle(7)))
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    assert (kite.newest, kite.rhythm, kite.freshness) == (
        days_ago(40).date(),
        None,
        None,
    )  # 4 gaps: the first is undated
    with Store(Layout.at(tmp_path), KITE, Run("kite-2", days_ago(30), "0.1.0")) as store:
        store.add_article(article(KITE, "a30", days_ago(30))).result()
        store.publish(Ending(days_ago(30), Verdict(0, "fine"), store.settle(1)))
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    assert (kite.newest, kite.rhythm, kite.freshness) == (days_ago(30).date(), 10.0, 3.0)


def test_what_is_damaged_is_named_and_costs_itself_alone(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    layout = Layout.at(tmp_path)
    articles = layout.bucket(ARTICLES, "demo")
    articles.write_bytes(articles.read_bytes()[:100])
    layout.state_file("kite").write_bytes(b"no state at all, but long enough to be looked at" * 100)
    demo, kite = facts_of(Layout.at(tmp_path), NOW)
    assert (demo.articles, demo.newest, demo.new_by_day) == (None, None, ())
    assert (demo.name, demo.exit) == ("Harbour Institute", 0)
    (fault,) = demo.faults
    assert str(articles) in fault
    (fault,) = kite.faults
    assert (str(layout.state_file("kite")) in fault, kite.articles) == (True, 1)


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def leave_state(layout: Layout) -> None:
    """Delete all but it, as one does who would save space."""
    for path in layout.root.iterdir():
        if path != layout.state:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


SPOILT: dict[str, tuple[Callable[[Layout], None], str]] = {
    "a card is gone": (lambda kite: kite.latest("kite").unlink(), "latest/kite.json"),
    "a card is broken": (lambda kite: spoil(kite.latest("kite")), "latest/kite.json"),
    "all cards are gone": (lambda kite: shutil.rmtree(kite.root / "latest"), "latest/kite.json"),
    "nothing tells but the state": (lambda kite: [shutil.rmtree(kite.root / "latest"), kite.latest_of_all.unlink()], "latest/kite.json"),
    "nothing is left but the state": (leave_state, "latest/kite.json"),
    "the manifests are gone": (lambda kite: shutil.rmtree(kite.root / "manifests"), "manifests/kite-20261124.json"),
    "a manifest is broken": (lambda kite: spoil(kite.manifest("kite-20261124")), "manifests/kite-20261124.json"),
}  # fmt: skip


@pytest.mark.parametrize(("spoilt", "named"), SPOILT.values(), ids=list(SPOILT))
def test_what_tells_of_the_files_is_missed(
    dataset: Path, tmp_path: Path, spoilt: Callable[[Layout], None], named: str
) -> None:
    layout = Layout.at(Path(shutil.copytree(dataset, tmp_path / "data")))
    spoilt(layout)
    kite = facts_of(layout, NOW)[-1]
    (fault,) = kite.faults
    assert fault.startswith(f"{layout.root}/{named} can't be read: ")
    assert kite.articles is None  # what is there may not be all


def test_a_run_that_could_not_be_published_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "articles").write_text("no folder, as a full disk has no room for one")
    with Store(Layout.at(tmp_path), KITE, Run("kite-1", days_ago(2), "0.1.0")) as store:
        store.add_article(article(KITE, "wind", days_ago(2))).result()
        with pytest.raises(Unwritable):
            store.publish(Ending(days_ago(1), Verdict(0, "fine"), store.settle(1)))
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    assert (kite.unpublished, kite.last_run, kite.faults) == (days_ago(2), days_ago(2), ())
    (tmp_path / "articles").unlink()
    run(tmp_path, 0.5)
    (kite,) = facts_of(Layout.at(tmp_path), NOW)
    assert (kite.unpublished, kite.last_run, kite.articles) == (None, days_ago(0.5), 1)


def test_what_an_older_version_wrote_is_read(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    path = Layout.at(tmp_path).year(RUNS, "kite", 2026)
    pq.write_table(pq.ParquetFile(path).read().drop(["cause", "strategy"]), path)
    kite = facts_of(Layout.at(tmp_path), NOW)[1]
    assert (kite.exit, kite.cause, kite.faults) == (1, None, ())


def test_what_a_newer_version_wrote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latest.json").write_text(json.dumps({"schema_version": 99}), "utf-8")
    with pytest.raises(Incompatible, match="newer thinktap"):
        facts_of(Layout.at(tmp_path), NOW)


def test_where_nothing_is_there_are_no_facts(tmp_path: Path) -> None:
    assert facts_of(Layout.at(tmp_path / "none"), NOW) == []
    assert facts_of(Layout.at(tmp_path), NOW) == []
    (tmp_path / "file").write_text("")
    assert facts_of(Layout.at(tmp_path / "file"), NOW) == []


def test_of_what_is_named_alone_is_told(dataset: Path) -> None:
    layout = Layout.at(dataset)
    assert facts_of(layout, NOW, ["nosuch", "kite"]) == facts_of(layout, NOW)[1:]
    assert facts_of(layout, NOW, []) == []


def test_reading_a_state_leaves_nothing_beside_it(tmp_path: Path) -> None:
    State(Layout.at(tmp_path).state_file("kite")).connection.close()
    facts_of(Layout.at(tmp_path), NOW)
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["kite.sqlite"]


def test_a_file_that_is_not_there_is_told_and_its_articles_are_unknown(tmp_path: Path) -> None:
    build(tmp_path, NOW)
    (articles,), (runs, *_) = (Layout.at(tmp_path).files(table, "demo") for table in (ARTICLES, RUNS))
    articles.unlink()
    demo, kite = facts_of(Layout.at(tmp_path), NOW)
    assert (demo.articles, demo.newest, demo.faults) == (None, None, (f"{articles} can't be read: it is missing",))
    assert (demo.exit, kite.articles, kite.faults) == (0, 1, ())
    runs.unlink()
    demo, _ = facts_of(Layout.at(tmp_path), NOW)
    assert f"{runs} can't be read: it is missing" in demo.faults


def test_a_file_that_is_moved_while_it_is_read_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, NOW)
    layout = Layout.at(tmp_path)
    vanishing(layout.bucket(ARTICLES, "kite"), monkeypatch)
    (kite,) = facts_of(layout, NOW, ["kite"])
    assert (kite.articles, kite.faults) == (1, ())
