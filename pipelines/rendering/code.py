"""What do code, formulas and emoji say? Code as it stands, the others as the page writes them for those who can't see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.lines import HIDDEN
from pipelines.rendering.blocks import Code
from pipelines.text import listed, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipelines.rendering.chosen import Chosen

LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|brush|highlight-source)[-:]\s?([\w+#.-]{1,20})")
# What a `pre` that holds prose has inside.
FLOW = listed("p | h1 | h2 | h3 | h4 | h5 | h6 | ul | ol | table | blockquote")
BLOCKS = frozenset(("div", "li", "tr"))  # lines of code in elements of their own
FORMULA = re.compile(r"(?:^|[\s_-])(?:math|mwe-math|tex|latex|emoji|wp-smiley)(?:$|[\s_-])")
SHOWN_TWICE = "katex"  # it shows the formula again as words


def is_flow(pre: _Element) -> bool:
    """Whether a `pre` holds paragraphs and the like, and not code."""
    return bool(len(pre)) and next(pre.iter(*FLOW), None) is not None


def code_of(pre: _Element, chosen: Chosen) -> Code | None:
    """The chosen lines of a `pre` as they stand, the blanks before them included; null when there is nothing."""
    said: list[str] = []
    walk = etree.iterwalk(pre, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in HIDDEN:
                walk.skip_subtree()
                continue
            if element.tag == "br" or (element.tag in BLOCKS and said and not said[-1].endswith("\n")):
                said.append("\n")
            text = element.text if element in chosen.texts or _is_blank(element.text) else None
        elif element is pre:
            break
        else:
            text = element.tail if element in chosen.tails or _is_blank(element.tail) else None
        if text:
            said.append(text)
    lines = [line.rstrip() for line in "".join(said).replace("\xad", "").split("\n")]
    text = "\n".join(lines).strip("\n")
    return Code(text, _language(pre)) if text else None


def formula_of(element: _Element) -> str | None:
    """What a formula, or an emoji shown as a picture, says: its source, what is written for those who can't see it, or its letters; null when nothing."""
    if element.tag == "img":
        named = FORMULA.search((element.get("class") or "").lower())
        return (squeeze(element.get("alt") or "") or None) if named else None
    above = element.getparent()
    if above is not None and SHOWN_TWICE in (above.get("class") or ""):
        return None
    source = next((one for one in element.iter("annotation") if "tex" in (one.get("encoding") or "").lower()), None)
    said = (
        (source.text if source is not None else None)
        or element.get("alttext")
        or "".join(map(str, element.itertext()))
    )
    return squeeze(said) or None


def _is_blank(text: str | None) -> bool:
    return text is not None and text.isspace()


def _language(pre: _Element) -> str:
    inside = next(pre.iterchildren("code"), None)
    around = pre.getparent()
    named = (one.get("class") or "" for one in (inside, pre, around) if one is not None)
    return next((found[1] for name in named if (found := LANGUAGE.search(name))), "")
