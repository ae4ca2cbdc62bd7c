"""What tree does HTML give? And is that all of it? The parser cuts a page short without raising."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from lxml import etree

from pipelines.marks import HEADINGS

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLED = etree.XPath("//span[@style]")
FLOATS = re.compile(r"float\s*:\s*(?:left|right)", re.IGNORECASE)  # a large first letter; the word goes on beside it
BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
# What opens and closes a section is a button, and its words head the section.
BUTTONS = etree.XPath("//button")
WORD = re.compile(r"\w")
HEADS = frozenset((*HEADINGS, "dt"))


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


def show(tree: _Element) -> None:
    """Part the lines that a style parts, and make the buttons in headings words of theirs, as a reader sees them.

    A heading's link to itself is no word of it.

    That changes which elements stand beside others: what picks elements by their places must have picked them before.
    """
    spans, buttons = (cast("list[_Element]", find(tree)) for find in (STYLED, BUTTONS))
    for span in spans:
        style = span.get("style") or ""
        if BLOCK.search(style) and not FLOATS.search(style):
            span.addprevious(etree.Element("br"))
            after = etree.Element("br")
            after.tail, span.tail = span.tail, None
            span.addnext(after)
    for button in buttons:
        around = button.getparent()
        if around is not None and around.tag in HEADS:
            button.tag = "span"
        elif "accordion" in (button.get("class") or ""):
            button.tag = "div"
    for head in tree.iter(*HEADS):
        if next(head.iterancestors(*HEADS), None) is None:  # all in one within it is in this one, too
            for link in head.iter("a"):
                if (link.get("href") or "").startswith("#"):  # where it leads to itself, a sign is all it says
                    _silence(link)


def _silence(link: _Element) -> None:
    """Take the words of a link away where they are no words but a sign."""
    if WORD.search("".join(map(str, link.itertext()))):
        return
    for one in link.iter():
        one.text = None
        if one is not link:
            one.tail = None


def _ended_by(parser: etree.HTMLParser) -> int | None:
    """The last error that a parser met, after which it may have stopped."""
    last = parser.error_log.last_error
    return None if last is None else last.type
