"""Rows of current state stand in the order of their keys, each once, whatever comes in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.layout import Layout
from output.parquet import write_groups
from output.publish import Publish, publish
from output.schema import ALIASES
from output.state import State
from tests.output.test_store import NOON

if TYPE_CHECKING:
    from pathlib import Path

KEYS = st.lists(st.text("abcé漢", min_size=1, max_size=3), max_size=30)


def alias(url: str, article_id: str) -> dict[str, object]:
    return {"url": url, "article_id": article_id, "first_seen_at": NOON, "run_id": "r"}


def merge(layout: Layout, state: State, urls: list[str], article_id: str) -> None:
    for url in urls:
        state.stage(ALIASES, alias(url, article_id))
    if (sequence := state.freeze()) is not None:
        publish(layout, state, Publish("kite", sequence, "r", "thinktap"))
        state.published(sequence)


def rows(layout: Layout) -> list[tuple[str, str]]:
    path = layout.bucket(ALIASES, "kite")
    table = pq.ParquetFile(path).read(["url", "article_id"]) if path.exists() else ALIASES.schema.empty_table()
    return list(zip(table["url"].to_pylist(), table["article_id"].to_pylist(), strict=True))


@settings(max_examples=settings.default.max_examples // 2)  # each is several publishes
@given(st.lists(KEYS, max_size=4), st.integers(1, 5))
def test_any_order_of_merges(tmp_path_factory: pytest.TempPathFactory, some: list[list[str]], at_once: int) -> None:
    layout = Layout.at(tmp_path_factory.mktemp("merges"))
    state = State(layout.state_file("kite"))
    said: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("output.publish.PIECE_ROWS", at_once)
        patch.setattr("output.parquet.PIECE_ROWS", at_once + 1)
        patch.setattr("output.atomic.sync", lambda _: None)
        for number, urls in enumerate(some):
            merge(layout, state, urls, str(number))
            said.update(dict.fromkeys(urls, str(number)))
    state.connection.close()
    assert rows(layout) == sorted(said.items())


def test_a_file_in_another_order_keeps_each_row_once(tmp_path: Path) -> None:
    """As earlier versions left them."""
    layout = Layout.at(tmp_path)
    standing = pa.Table.from_pylist([alias(url, "old") for url in "dbfa"], schema=ALIASES.schema)
    write_groups(layout.bucket(ALIASES, "kite"), layout.unfinished("kite"), ALIASES, [standing], {})
    state = State(layout.state_file("kite"))
    merge(layout, state, ["f", "c", "b", "e"], "new")
    state.connection.close()
    assert sorted(rows(layout)) == [
        ("a", "old"),
        *((url, "new") for url in "bc"),
        ("d", "old"),
        *((url, "new") for url in "ef"),
    ]


def test_a_look_up_opens_one_row_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("output.parquet.GROUP_ROWS", 10)
    layout = Layout.at(tmp_path)
    state = State(layout.state_file("kite"))
    for turn in range(3):
        merge(layout, state, [f"{number:03d}" for number in range(turn, 90, 3)], "a")
    state.connection.close()
    metadata = pq.read_metadata(layout.bucket(ALIASES, "kite"))
    spans = [metadata.row_group(number).column(0).statistics for number in range(metadata.num_row_groups)]
    assert len(spans) == 9
    assert sum(span.min <= "044" <= span.max for span in spans) == 1
