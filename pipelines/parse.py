"""What tree does HTML give? The whole of it or none: the parser's own limits cut a page short without raising."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element


class CutShort(Exception):
    """The parser stopped in the midst of the page, at a limit of its own; the only one it has left is of depth."""


def tree_from(html: bytes) -> _Element | None:
    """The root element of HTML in UTF-8; null when there is nothing in it.

    Raises:
        CutShort: There is more in it than the parser reads.
        MemoryError: There is too little memory.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree: _Element | None = etree.fromstring(html, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        if _ended_by(parser) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return None
    if _ended_by(parser) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        raise CutShort("elements nested more than 2,048 deep")
    return tree


def _ended_by(parser: etree.HTMLParser) -> int | None:
    """The last error that a parser met, after which it may have stopped."""
    last = parser.error_log.last_error
    return None if last is None else last.type
