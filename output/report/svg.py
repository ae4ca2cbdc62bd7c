"""How does a chart come to stand in a page? As SVG of the page's own, without a script, a style or an address.

The charts are drawn once, when the report is written. Colours are names of the page's, so that they follow the dark mode.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import vl_convert
from lxml import etree

if TYPE_CHECKING:
    from altair import TopLevelMixin
    from lxml.etree import _Element

INK = "currentColor"
NUMBER = re.compile(r"-?\d+\.\d{2,}")
# What the renderer writes and nobody needs: most of its bytes.
WASTE = (
    *("role", "class", "aria-hidden", "aria-label", "aria-roledescription", "pointer-events", "font-family"),
    *("stroke-miterlimit",),
)
FRAMES = ("background", "foreground")  # classes of paths around each group, which show nothing
SIZES = ("d", "transform", "x2", "y2")
SVG = "{http://www.w3.org/2000/svg}"
CONFIG: dict[str, Any] = {
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "gridColor": "var(--line)",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
}


def drawn(chart: TopLevelMixin, label: str, *, labelled_marks: bool = False) -> str:
    """The chart as inline SVG.

    Args:
        chart: What to draw.
        label: What it shows, in one sentence, for those who don't see it.
        labelled_marks: Whether its marks have labels of their own, which are shown as tooltips too.
    """
    spec = {**chart.to_dict(validate=False), "config": CONFIG}
    root = etree.fromstring(vl_convert.vegalite_to_svg(spec).encode())
    for element in list(root.iter()):
        _tidy(element, labelled_marks=labelled_marks)
    for name in ("version", "class"):
        root.attrib.pop(name, None)
    root.set("role", "group" if labelled_marks else "img")
    root.set("aria-label", label)
    etree.cleanup_namespaces(root)
    return _plain(etree.tostring(root, encoding="unicode"))


def _tidy(element: _Element, *, labelled_marks: bool) -> None:
    label = element.get("aria-label") if element.tag == f"{SVG}path" else None
    if element.get("class") in FRAMES:
        element.getparent().remove(element)  # type: ignore[union-attr]  (the root is none)
        return
    for name in WASTE:
        element.attrib.pop(name, None)
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name in SIZES:
        if value := element.get(name):
            element.set(name, NUMBER.sub(_short, value))
    if label and labelled_marks:
        element.set("role", "img")
        element.set("aria-label", label)
        etree.SubElement(element, f"{SVG}title").text = label


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _plain(text: str) -> str:
    """Without groups that hold nothing, or say nothing, and without the namespaces, which HTML knows."""
    text = re.sub(r' xmlns(?::\w+)?="[^"]*"', "", text)
    while (shorter := re.sub(r"<g[^>]*/>|<g[^>]*></g>|<defs/>", "", text)) != text:
        text = shorter
    return text
