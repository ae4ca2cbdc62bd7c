"""The whole way: the demo site is crawled day after day, and what is stored is read back as data teams do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from crawler.demo.articles import SECOND_DAY
from crawler.demo.site import BODYLESS, DEAD_LINK, SECOND_ADDRESS
from output.schema import TABLES
from tests.conftest import Done, cold_thinktap, thinktap
from tests.later import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.demo.server import DemoServer


def crawl(sources: Path, output: Path, command: Callable[..., Done] = thinktap) -> Done:
    done = command("crawl", "demo", "--sources", sources, "--output", output, "--json", "--jobs", 2)
    assert done.status == 0, done.stderr
    return done


@pytest.mark.timeout(300)
def test_days_of_the_demo_site(demo: DemoServer, demo_sources: Path, tmp_path: Path) -> None:
    output = tmp_path / "data"
    first = crawl(demo_sources, output, cold_thinktap)
    assert (
        '"listed": 64, "new": 61, "changed": 0, "unchanged": 0, "missing": 0, "gone": 0, "rejected": 1'
        in first.stdout
    )
    check_first_day(demo, output)

    before = rows(output)
    demo.requests.clear()
    assert "demo: nothing new" in crawl(demo_sources, output).stderr
    assert {(path, status) for _, path, status in demo.requests} == {("/views/", 304), ("/sitemap.xml", 304)}
    assert rows(output) == before

    demo.day = 2
    demo.requests.clear()
    assert "demo: 5 new, 3 changed, 1 missing" in crawl(demo_sources, output).stderr
    pages = [path for _, path, _ in demo.requests if not path.startswith("/plus/")]
    assert len(pages) <= 5 + 3 + 1 + 3, "what is new, changed or missing, the sitemap, and two pages of the listing"
    check_second_day(demo, output)

    assert "demo: 1 gone" in crawl(demo_sources, output).stderr
    gone = pd.read_parquet(output / "articles").query("status == 'gone'")
    assert list(gone.url) == [demo.base_url + path for path in SECOND_DAY.removed]
    assert gone.text.str.len().min() > 100, "a tombstone keeps the last content"
    later(output, "demo")
    assert "demo: nothing new" in crawl(demo_sources, output).stderr
    check_counters(demo, output)
    check_readers(output)


def check_first_day(demo: DemoServer, output: Path) -> None:
    articles = pd.read_parquet(output / "articles")
    assert articles.article_id.is_unique
    assert len(articles) == 61
    assert not articles.url.isin([demo.base_url + path for path in (DEAD_LINK, BODYLESS)]).any()
    classic = articles[articles.url.str.contains("/views/")]
    assert classic.views.notna().all()
    assert classic.updated.notna().all()
    assert classic.published.isna().all()
    modern = articles[articles.url.str.contains("/reports/")]
    assert set(modern.license) == {"CC-BY-4.0"}
    assert modern.published_at.notna().all()
    assert modern.authors.str.len().min() == 1
    assert modern.attachments.str.len().min() == 1
    aliases = pd.read_parquet(output / "aliases")
    twice = aliases[aliases.url == demo.base_url + SECOND_ADDRESS].article_id
    assert (aliases.article_id == twice.iloc[0]).sum() == 2
    rejects = pd.read_parquet(output / "rejects")
    assert list(rejects.url) == [demo.base_url + BODYLESS]
    assert list(rejects.reason) == ["no body"]
    fetches = pd.read_parquet(output / "fetches")
    missing = set(fetches[fetches.outcome == "missing"].url)
    assert missing == {demo.base_url + path for path in (DEAD_LINK, "/.well-known/tdmrep.json")}
    assert len(fetches) == len(demo.requests)


def urls(demo: DemoServer, paths: tuple[str, ...]) -> set[str]:
    return {demo.base_url + path for path in paths}


def check_second_day(demo: DemoServer, output: Path) -> None:
    versions = pd.read_parquet(output / "article_versions").query("sequence == 4")
    assert set(versions[versions.kind == "new"].url) == urls(demo, SECOND_DAY.new)
    assert set(versions[versions.kind == "content"].url) == urls(demo, SECOND_DAY.edited)
    assert len(versions) == 8
    runs = pd.read_parquet(output / "runs").query("strategy.notna()")  # one has read the archive
    assert set(runs.strategy) == {"sitemap"}
    assert runs.strategy_reason.str.contains("names all 61 articles of the listing").all()


def check_counters(demo: DemoServer, output: Path) -> None:
    """When everything has been read again."""
    observations = pd.read_parquet(output / "observations").sort_values("sequence")
    counts = observations.groupby("article_id").views.agg(["first", "last"])
    risen = counts[counts["last"] > counts["first"]].index
    articles = pd.read_parquet(output / "articles").set_index("article_id")
    assert set(articles.loc[risen].url) == urls(demo, SECOND_DAY.raised)
    assert (articles.loc[risen].views == counts.loc[risen]["last"]).all()
    versions = pd.read_parquet(output / "article_versions").query("sequence == 4")
    assert (articles.loc[risen].last_changed_at < versions.valid_from.min()).all()


def check_readers(output: Path) -> None:
    """Each library reads every table, and they agree."""
    for name in TABLES:
        folder = output / name
        count = len(pd.read_parquet(folder))
        assert count > 0
        assert pl.read_parquet(folder / "**/*.parquet", hive_partitioning=True).height == count
        found = duckdb.sql(f"SELECT count(*) FROM read_parquet('{folder}/**/*.parquet', hive_partitioning=true)")
        assert found.fetchall() == [(count,)]
    schema = pq.read_schema(next((output / "articles").rglob("*.parquet")))
    assert schema.equals(TABLES["articles"].schema)
    assert schema.metadata[b"description"].decode() == TABLES["articles"].description
    assert schema.field("views").metadata[b"null_means"] == b"not shown"


def rows(output: Path) -> dict[str, list[dict[str, object]]]:
    return {
        name: pq.read_table(output / name).to_pylist() for name in ("articles", "article_versions", "observations")
    }
