"""What have addresses of one kind in common?"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable


def shape_of(url: str) -> str:
    """What an address has in common with those of its kind: its folders and the names in its query."""
    parts = urlsplit(url)
    folder, _, name = parts.path.removesuffix("/").rpartition("/")
    query = sorted(f"{key}={'' if re.search(r'[0-9]', value) else value}" for key, value in parse_qsl(parts.query))
    kind = name if query else name.rpartition(".")[2] if "." in name else ""
    bare = re.sub(r"[^=&]+", "x", parts.query) if parts.query and not query else ""
    return re.sub(r"[0-9]+", "0", f"{folder}/{kind}?{'&'.join(query)}{bare}")


def majority_shape(urls: Iterable[str]) -> str:
    """The shape that most addresses have."""
    return Counter(map(shape_of, urls)).most_common(1)[0][0]
