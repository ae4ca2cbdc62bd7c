"""How do many words become one pattern that stays fast? As a tree of their letters, so that each is read once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Tree: TypeAlias = "dict[str, Tree]"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest that fits."""
    tree: Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}  # a word ends here
    return _pattern(tree)


def _pattern(node: Tree) -> str:
    branches = [re.escape(letter) + _pattern(rest) for letter, rest in node.items() if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined
