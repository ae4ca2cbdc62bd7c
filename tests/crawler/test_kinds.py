"""Every kind of listing that the demo serves, crawled with its address alone: each article once, and no other page."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from crawler.demo.kinds.catalogue import KINDS
from crawler.demo.kinds.server import KindServer
from tests.conftest import thinktap

if TYPE_CHECKING:
    from pathlib import Path


def test_every_article_once_and_no_other_page(tmp_path: Path) -> None:
    """One crawl of all kinds, in one test: each of several would make it again in a process of its own."""
    stored = crawled(tmp_path)
    wrong = {}
    for kind in KINDS:
        expected, found = Counter(story.title for story in kind.articles), Counter(stored[kind.name])
        assert set(expected.values()) == {1}
        wrong[kind.name] = (sorted(expected - found), sorted(found - expected))
    assert wrong == dict.fromkeys(stored, ([], []))


def crawled(folder: Path) -> dict[str, list[str]]:
    """The titles that a crawl of all kinds has stored, by kind."""
    (folder / "sources").mkdir()
    with ExitStack() as stack:
        for kind in KINDS:
            server = stack.enter_context(KindServer(kind))
            (folder / "sources" / f"{kind.name}.toml").write_text(server.source_toml(), "utf-8")
        thinktap("crawl", "--sources", folder / "sources", "--output", folder / "out", "--jobs", 2)
    return {
        kind.name: titles(folder / "out" / "articles" / f"source={kind.name}" / "part-0.parquet") for kind in KINDS
    }


def titles(path: Path) -> list[str]:
    return (
        [str(title) for title in pq.read_table(path, columns=["title"])["title"].to_pylist()] if path.exists() else []
    )
