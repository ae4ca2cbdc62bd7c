"""What tree does HTML give? And is that all of it? The parser cuts a page short without raising."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element


class Parsed(NamedTuple):
    """What HTML gives.

    Attributes:
        tree: Its root element; null when there is nothing in it.
        whole: Whether the parser read all of it: it stops at elements that stand 2,048 deep in one another.
    """

    tree: _Element | None
    whole: bool = True


def parsed(html: bytes) -> Parsed:
    """The tree of HTML in UTF-8.

    Raises:
        MemoryError: There is too little memory.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree: _Element | None = etree.fromstring(html, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        if _ended_by(parser) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return Parsed(None)
    if tree is not None:
        for behind in list(tree.itersiblings("html")):  # what stands behind `</html>` is shown all the same
            tree.extend(list(behind))
    return Parsed(tree, _ended_by(parser) != etree.ErrorTypes.ERR_RESOURCE_LIMIT)


def _ended_by(parser: etree.HTMLParser) -> int | None:
    """The last error that a parser met, after which it may have stopped."""
    last = parser.error_log.last_error
    return None if last is None else last.type
