"""Every kind of listing that the demo serves, crawled with its address alone: each article once, and no other page."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from crawler.demo.kinds.catalogue import KINDS
from crawler.demo.kinds.server import KindServer
from tests.conftest import thinktap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.demo.kinds.kind import Kind

Stored = dict[str, list[str]]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    """The titles that one crawl of all kinds has stored, by kind."""
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "sources").mkdir()
    with ExitStack() as stack:
        for kind in KINDS:
            server = stack.enter_context(KindServer(kind))
            (folder / "sources" / f"{kind.name}.toml").write_text(server.source_toml(), "utf-8")
        thinktap("crawl", "--sources", folder / "sources", "--output", folder / "out", "--jobs", 2)
        yield {
            kind.name: titles(folder / "out" / "articles" / f"source={kind.name}" / "part-0.parquet")
            for kind in KINDS
        }


def titles(path: object) -> list[str]:
    try:
        return [str(title) for title in pq.read_table(path, columns=["title"])["title"].to_pylist()]
    except FileNotFoundError:
        return []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_article_once_and_no_other_page(kind: Kind, stored: Stored) -> None:
    expected = Counter(story.title for story in kind.articles)
    assert set(expected.values()) == {1}
    found = Counter(stored[kind.name])
    assert (sorted(expected - found), sorted(found - expected)) == ([], [])
