"""Which of a source's files of current state does a row stand in? Told by its key, so that it never leaves its file.

A publish rewrites the files it touches as a whole. A source that begins large has several, so that each stays of a size
that is soon rewritten; the number is fixed by its first publish, for another one would move rows between files under
their readers.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ARTICLES_EACH = 100_000  # about 300 MB of Parquet at 6 KB an article, rewritten in well under a minute


def buckets_for(articles: int) -> int:
    """How many files a source gets whose first publish brings so many articles."""
    return max(1, -(-articles // ARTICLES_EACH))


def bucket_of(key: str, buckets: int) -> int:
    """The number of the file that a key's row stands in, from 0 on."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % buckets


def by_bucket(keys: Iterable[str], buckets: int) -> dict[int, list[str]]:
    """The same keys by the file that their rows stand in."""
    found: dict[int, list[str]] = {}
    for key in keys:
        found.setdefault(bucket_of(key, buckets), []).append(key)
    return found
