"""Which article is meant? By its id or by any address that has led to it, in whatever source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from output.columns import columns_of, some_of
from output.parquet import held_in
from output.schema import ALIASES, ARTICLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from output.layout import Layout

LEADS = some_of(ALIASES, "url", "article_id")


def by_id(layout: Layout, identity: str) -> Iterator[tuple[str, str]]:
    """The source that has an article of this id, with the id.

    Raises:
        Unreadable: A file is damaged.
    """
    for source in layout.known():
        if any(held_in(path, "article_id", [identity]) for path in layout.files(ARTICLES, source)):
            yield source, identity


def by_address(layout: Layout, addresses: Collection[str]) -> Iterator[tuple[str, str]]:
    """The sources that know one of these addresses, each with the article that it leads to.

    Raises:
        Unreadable: A file is damaged.
    """
    asked = pa.array(addresses, pa.string())
    for source in layout.known():
        table = columns_of(layout.files(ALIASES, source), LEADS)
        found = table.filter(pc.is_in(table["url"], value_set=asked))["article_id"].unique().to_pylist()
        yield from ((source, identity) for identity in found)
