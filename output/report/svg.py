"""How does a chart come to stand in a page? As SVG of the page's own, without a script, a style or an address.

The charts are drawn once, when the report is written. Colours are names of the page's, so that they follow the dark mode.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import vl_convert
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

Spec: TypeAlias = dict[str, Any]
DATA = "told"  # the name of a chart's data in its description
INK = "currentColor"
NUMBER = re.compile(r"-?\d+\.\d{2,}")
# What the renderer writes and nobody needs: most of its bytes.
WASTE = (
    *(
        "version",
        "role",
        "class",
        "aria-hidden",
        "aria-label",
        "aria-roledescription",
        "pointer-events",
        "font-family",
    ),
    *("stroke-miterlimit", "display"),
)
NEUTRAL = {"opacity": "1", "transform": "translate(0,0)", "stroke-width": "1"}  # values that are the default
FRAMES = ("background", "foreground")  # classes of paths around each group, which show nothing
SIZES = ("d", "transform", "x2", "y2")
SVG = "{http://www.w3.org/2000/svg}"
AXIS = {
    **dict.fromkeys(("labelColor", "titleColor"), INK),
    **dict.fromkeys(("domainColor", "tickColor", "gridColor"), "var(--line)"),
    "labelFontSize": 11,
}
CONFIG: dict[str, Any] = {"background": None, "view": {"stroke": None}, "axis": AXIS}


def drawn(chart: Spec, values: Sequence[Mapping[str, Any]], label: str, *, labelled_marks: bool = False) -> str:
    """The chart as inline SVG.

    Args:
        chart: What to draw, in Vega-Lite, its data named `DATA`.
        values: The data.
        label: What it shows, in one sentence, for those who don't see it.
        labelled_marks: Whether its marks have labels of their own, which are shown as tooltips too.
    """
    spec = {**chart, "datasets": {DATA: values}, "config": CONFIG}
    root = etree.fromstring(vl_convert.vegalite_to_svg(spec).encode())
    for element in list(root.iter()):
        _tidy(element, labelled_marks=labelled_marks)
    for group in list(root.iter(f"{SVG}g")):
        _join(group)
    root.set("role", "group" if labelled_marks else "img")
    root.set("aria-label", label)
    # HTML knows the namespaces by itself.
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", etree.tostring(root, encoding="unicode"))


def _tidy(element: _Element, *, labelled_marks: bool) -> None:
    """Take off what is not needed; a mark keeps its label."""
    label = element.get("aria-label") if element.tag == f"{SVG}path" else None
    parent = element.getparent()
    if parent is not None and element.get("class") in FRAMES:
        parent.remove(element)
        return
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        if name in WASTE or NEUTRAL.get(name) == value:
            del element.attrib[name]
        elif name in SIZES:
            element.set(name, NUMBER.sub(_short, value))
    if label and labelled_marks:
        element.set("role", "img")
        element.set("aria-label", label)
        etree.SubElement(element, f"{SVG}title").text = label


def _join(group: _Element) -> None:
    """Make one path of those that look the same, and lift out what stands in a group that says nothing."""
    parent = group.getparent()
    for path in list(group):
        before = path.getprevious()
        if before is not None and path.tag == f"{SVG}path" and not len(path) and _look(path) == _look(before):
            before.set("d", f"{before.get('d')}{path.get('d')}")
            group.remove(path)
    if not group.attrib and parent is not None:
        place = parent.index(group)
        parent[place : place + 1] = list(group)


def _look(element: _Element) -> tuple[object, ...]:
    return element.tag, len(element), {name: value for name, value in element.attrib.items() if name != "d"}


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")
