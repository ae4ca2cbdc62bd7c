"""How does a body read that a program holds as data? As HTML, made of text, of blocks, or of a tree of nodes.

The shapes are those of Portable Text, Contentful, Draft.js, EditorJS, Slate, ProseMirror, Lexical, WordPress' blocks and
of parsed HTML: all have nodes with a kind, a text or children, and marks, under names of their own.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from typing import Any

from pipelines.text import listed

DEEPEST = 60  # nodes one inside the other
MOST_NODES = 100_000
# An element or an entity; "a<b and c>d" is neither.
MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s+[\w:-]+\s*=[^<>]{0,2000}|\s*/?)>|&(?:[a-zA-Z]{2,8}|#\d{1,6});")
ESCAPED = re.compile(r"&lt;/?(?:p|div|br|h[1-6]|ul|strong|em|a)\b")
KINDS = ("nodeType", "_type", "type", "name", "tagName", "blockName", "object")
CHILDREN = (
    "children",
    "content",
    "content_elements",
    "innerBlocks",
    "blocks",
    "items",
    "nodes",
    "json",
    "document",
    "root",
    "leaves",
)
TEXTS = ("text", "value", "data", "content", "html", "innerHTML", "code", "__html")
# What a block keeps its values in: EditorJS, WordPress, ProseMirror and Contentful.
WRAPS = ("data", "attributes", "attrs")
# Fields that hold a body one step further in: WordPress' API, Drupal, GraphQL, React.
UNWRAPPED = (
    "rendered",
    "processed",
    "html",
    "json",
    "raw",
    "__html",
    "value",
    "content",
    "document",
    "markup",
    "childMarkdownRemark",
    "text",
)
TAGS = {
    kind: tag
    for tag, kinds in {
        "p": "paragraph | p | block | normal | unstyled | text-block | core/paragraph | core/freeform | tl | line",
        "h2": "heading | header | h1 | heading-1 | header-one | heading-one | heading_1 | h2 | heading-2 | header-two | heading-two | heading_2 | core/heading | subheading",
        "h3": "h3 | heading-3 | header-three | heading-three | heading_3",
        "h4": "h4 | h5 | h6 | heading-4 | heading-5 | heading-6 | header-four | header-five | header-six | heading-four",
        "blockquote": "blockquote | quote | block-quote | pull-quote | core/quote | block_quote",
        "ul": "ul | list | unordered-list | bulletlist | bulleted-list | bulleted_list | ul_list | core/list",
        "ol": "ol | ordered-list | orderedlist | numbered-list | numbered_list | ol_list",
        "li": "li | list-item | listitem | list_item | list-item-child | unordered-list-item | ordered-list-item | core/list-item",
        "a": "a | link | hyperlink | autolink",
        "pre": "pre | code-block | codeblock | code_block | core/code",
        "table": "table", "tr": "tr | table-row | tablerow | table_row", "td": "td | table-cell | tablecell | table_cell",
        "th": "th | table-header-cell | tableheader",
        "strong": "strong | bold | b", "em": "em | italic | i", "sup": "sup | superscript", "sub": "sub | subscript",
    }.items()
    for kind in listed(kinds)
}  # fmt: skip
# What is no text of the article: pictures are left to the page, and the rest is advertising or code.
SKIPPED = frozenset(
    listed("""
    image | img | figure | video | audio | embed | ad | ads | advert | advertisement | script | style | iframe | raw_html | gallery
    core/image | core/gallery | core/embed | core/html | divider | delimiter | hr | newsletter | related | relatedcontent | related-articles
    related_articles | interstitial_link | embedded-asset-block | embedded-entry-block | promo | oembed_response | atomic | comment
    """)
)


class _Budget:
    """How many more nodes are read."""

    def __init__(self) -> None:
        self.left = MOST_NODES

    def spent(self) -> bool:
        self.left -= 1
        return self.left < 0


def html_of(value: Any) -> str:
    """The value as HTML, empty when it holds no text; bounded in depth and number of nodes."""
    return _html(_opened(value), 0, _Budget())


def _opened(value: Any) -> Any:
    """The value without what is wrapped around it: fields named `html`, data written as text."""
    for _ in range(4):
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return value
        elif isinstance(value, dict) and not any(isinstance(value.get(key), str) for key in ("nodeType", "_type")):
            inner = next((value[key] for key in UNWRAPPED if isinstance(value.get(key), str | list | dict)), None)
            if inner is None or isinstance(value.get("children"), list):
                return value
            if isinstance(inner, list):
                return inner
            value = inner
        else:
            return value
    return value


def _html(value: Any, depth: int, budget: _Budget) -> str:
    if depth > DEEPEST or budget.spent():
        return ""
    if isinstance(value, str):
        return _paragraphs(value)
    if isinstance(value, list):
        return "".join(_item(item, depth, budget) for item in value)
    return _node(value, depth, budget) if isinstance(value, dict) else ""


def _item(item: Any, depth: int, budget: _Budget) -> str:
    return f"<p>{_text(item)}</p>" if isinstance(item, str) else _html(item, depth + 1, budget)


def _node(node: dict[str, Any], depth: int, budget: _Budget) -> str:
    kind = _kind(node)
    if kind in SKIPPED:
        return ""
    wrapped: dict[str, Any] = next((node[key] for key in WRAPS if isinstance(node.get(key), dict)), {})
    inner = _inner(node, wrapped, depth, budget)
    if not inner.strip():
        return "<br>" if kind in {"br", "hard-break", "hardbreak", "linebreak"} else inner
    tag = _tag(node, wrapped, kind)
    if tag == "a":
        return f'<a href="{escape(_address(node, wrapped))}">{inner}</a>'
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _inner(node: dict[str, Any], wrapped: dict[str, Any], depth: int, budget: _Budget) -> str:
    """What a node holds: its children, or its text."""
    for one in (node, wrapped):
        for key in CHILDREN:
            held = one.get(key)
            if isinstance(held, list) and held:
                return "".join(_child(item, key, depth, budget) for item in held)
            if isinstance(held, dict) and key in {"document", "root", "json"}:
                return _html(held, depth + 1, budget)
    for one in (node, wrapped):
        for key in TEXTS:
            if isinstance(text := one.get(key), str):
                return text if key == "html" else _text(text)
    return ""


def _child(item: Any, key: str, depth: int, budget: _Budget) -> str:
    if key == "items":  # EditorJS: words, or a node with more of them inside
        words = item.get("content") if isinstance(item, dict) else item
        inner = _text(words) if isinstance(words, str) else _html(item, depth + 1, budget)
        return f"<li>{inner}</li>"
    if isinstance(item, list):  # a table's row
        cells = "".join(
            f"<td>{_text(cell) if isinstance(cell, str) else _html(cell, depth + 2, budget)}</td>" for cell in item
        )
        return f"<tr>{cells}</tr>"
    return _text(item) if isinstance(item, str) else _html(item, depth + 1, budget)


def _kind(node: dict[str, Any]) -> str:
    return next((said.lower() for key in KINDS if isinstance(said := node.get(key), str)), "")


def _tag(node: dict[str, Any], wrapped: dict[str, Any], kind: str) -> str | None:
    style = node.get("style") or node.get("tag") or wrapped.get("style")
    if isinstance(node.get("listItem"), str):
        return "li"
    if isinstance(style, str) and style in TAGS and kind in {"block", "heading", "list"}:
        return TAGS[style]
    if kind in {"list", "core/list"} and (
        style == "ordered" or wrapped.get("ordered") or node.get("list_type") == "ordered"
    ):
        return "ol"
    if kind == "text" and isinstance(node.get("content"), str):  # Arc: a paragraph
        return "p"
    return TAGS.get(kind)


def _address(node: dict[str, Any], wrapped: dict[str, Any]) -> str:
    fields = node.get("fields")
    places = (node, wrapped, node.get("attribs"), fields)
    said = (one.get(key) for one in places if isinstance(one, dict) for key in ("href", "url", "uri"))
    return next((address for address in said if isinstance(address, str)), "")


def _text(text: str) -> str:
    """A text's HTML; one that holds elements or entities is HTML already."""
    return text if MARKUP.search(text) else escape(text, quote=False)


def _paragraphs(text: str) -> str:
    """The HTML of a whole body that is one text: paragraphs are its lines, unless it is HTML."""
    plain = unescape(text) if ESCAPED.search(text) else text
    if re.search(r"<(?:p|div|br|h[1-6]|ul|ol|table|section|li)\b", plain, re.IGNORECASE):
        return plain
    return "".join(f"<p>{_text(line)}</p>" for line in plain.splitlines() if line.strip())
