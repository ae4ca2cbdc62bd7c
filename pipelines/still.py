"""What does a page say, with nothing in it that could act? Its words and their order, for showing it beside its article.

What may stay is listed, and all else goes: scripts, styles, forms, frames, pictures, links and whatever names an address.
A page looks plain so, for its styles mostly lie in files of their own, which nobody has kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipelines.decode import in_utf8
from pipelines.parse import parsed
from pipelines.text import listed

if TYPE_CHECKING:
    from lxml.etree import _Element

KEPT = frozenset(
    listed(
        "h1 | h2 | h3 | h4 | h5 | h6 | p | div | span | section | article | main | header | footer | nav | aside | ul | ol |"
        " li | dl | dt | dd | table | caption | thead | tbody | tfoot | tr | td | th | blockquote | pre | code | em | strong |"
        " b | i | u | s | small | sub | sup | br | hr | figure | figcaption | time | abbr | cite | q | address | mark | del |"
        " ins | ruby | rt | rp | bdi | kbd | samp | dfn | a"
    )
)
# What goes with all that stands in it.
DROPPED = frozenset(
    listed(
        "head | title | script | style | template | iframe | frame | frameset | object | embed | applet | svg | math | video | audio |"
        " canvas | select | textarea | input | datalist | link | meta | base | noframes"
    )
)
ATTRIBUTES = frozenset(("dir", "lang", "colspan", "rowspan", "hidden"))


def still(body: bytes, content_type: str | None) -> str:
    """The page's body as HTML that asks for nothing and does nothing; the empty text where there is nothing in it.

    Args:
        body: The page as it came, its content encoding undone.
        content_type: The header as sent. Null when there was none.
    """
    tree = parsed(in_utf8(body, content_type)).tree
    if tree is None:
        return ""
    root = tree.find("body")
    root = tree if root is None else root
    for element in list(root.iter()):
        _calm(element, root)
    root.tag, root.tail = "div", None
    return etree.tostring(root, encoding="unicode", method="html")


def _calm(element: _Element, root: _Element) -> None:
    if not isinstance(element.tag, str) or element.tag in DROPPED:
        if element is not root:
            _drop(element, "")
        return
    if element.tag == "img":
        _drop(element, f"[{alt}]" if (alt := (element.get("alt") or "").strip()) else "")
        return
    if element.tag not in KEPT:
        element.tag = "span"
    for name in set(element.attrib) - ATTRIBUTES:
        del element.attrib[name]


def _drop(element: _Element, words: str) -> None:
    """Take an element out; the words and what stands behind it stay."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:  # in one that went before
        return
    rest = words + (element.tail or "")
    if before is None:
        parent.text = (parent.text or "") + rest
    else:
        before.tail = (before.tail or "") + rest
    parent.remove(element)
