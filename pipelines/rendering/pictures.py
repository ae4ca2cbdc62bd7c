"""Which pictures does an element hold? Those with an address that show something: no icons, portraits or placeholders."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from output.records import Image
from pipelines.lines import HIDDEN, words_of
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document

# Where scripts that load pictures late keep the address; `src` then holds a placeholder.
LATE = ("data-src", "data-original", "data-lazy-src", "data-orig-file", "data-actualsrc")
SETS = ("data-srcset", "data-lazy-srcset", "srcset")
SMALLEST = 50  # pixels; what is declared smaller is an icon, a portrait or a counter
MOST_LOOKED_AT = 2_000
MOST = 200  # pictures of one body
LONGEST = 2_000  # characters of an address, as browsers had it for long
SEPARATOR = re.compile(r",\s")
SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx],?")
LONGEST_SET = 20_000
NO_PICTURE = re.compile(
    r"(?<![a-z])(?:icons?|logos?|avatars?|gravatar|emoji|smil(?:ey|ies)|spacer|pixel|tracking|sprite|spinner|loading|"
    r"placeholder|blank|transparent|1x1|badge|share|social|button|btn|userpic|headshot)(?![a-z])"
)
PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
NEAR = 4  # elements around a picture that are asked for its caption
MOST_BEFORE = 5
CONTAINERS = frozenset(("article", "main", "body"))
MOST_INSIDE = 50  # elements of a figure
CAPTION = re.compile(r"caption|(?:photo|image|img)[-_]?credit")


class Gallery:
    """The pictures of a body, each address once, a bounded number of them.

    Args:
        document: The page.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._beside = document.asides | document.others
        self._known: set[str] = set()
        self._looked_at = 0
        self._missed = False  # whether the last `img` had no address of its own, so that `noscript` has it

    def taken(self, element: _Element) -> list[Image]:
        """The pictures in an element that was not met before; none of those beside the article."""
        if not self._beside.isdisjoint(islice(element.iter(), MOST_INSIDE)):
            return []
        found: list[Image] = []
        for img in _images(element):
            if self._looked_at >= MOST_LOOKED_AT or len(self._known) >= MOST:
                break
            self._looked_at += 1
            copy = _is_copy(img)
            if copy and not self._missed:
                continue
            url = self._address(img)
            self._missed = url is None and not copy
            if url and url not in self._known and not _is_decoration(img, url):
                self._known.add(url)
                found.append(Image(url, squeeze(img.get("alt") or "") or None, _caption(img)))
        return found

    def forget(self, kept: list[Image]) -> None:
        """Forget the pictures that were taken and are not the body's.

        Args:
            kept: Those that are.
        """
        self._known = {image.url for image in kept}

    def before(self, element: _Element) -> list[Image]:
        """The picture that stands directly before an element in the article's container."""
        for _ in range(NEAR):
            if element.tag in CONTAINERS:
                break
            for beside in islice(element.itersiblings(preceding=True), MOST_BEFORE):
                if beside.tail and not beside.tail.isspace():
                    return []
                if beside.tag not in HIDDEN and isinstance(beside.tag, str):
                    if not is_wordless(beside):
                        return []
                    if found := self.taken(beside):
                        return found[-1:]
            above = element.getparent()
            if above is None or (above.text and not above.text.isspace()):
                break
            element = above
        return []

    def _address(self, img: _Element) -> str | None:
        return next((url for named in _named(img) if (url := self._believed(named))), None)

    def _believed(self, named: str) -> str | None:
        url = self._document.absolute(named) if 0 < len(named) <= LONGEST else None
        return url if url and len(url) <= LONGEST else None


def _images(element: _Element) -> Iterator[_Element]:
    return iter((element,)) if element.tag == "img" else element.iter("img")


def _is_copy(img: _Element) -> bool:
    return any(above.tag == "noscript" for above in islice(img.iterancestors(), 2))


def _named(img: _Element) -> Iterator[str]:
    """The addresses a picture may have, the likeliest first."""
    yield from (img.get(name) or "" for name in LATE)
    yield from (_largest(said) for name in SETS[:2] if (said := img.get(name)))
    yield img.get("src") or ""
    yield _largest(img.get(SETS[2]) or "")
    # The parser takes a picture's sources for elements around it.
    around = next((above for above in islice(img.iterancestors(), NEAR) if above.tag == "picture"), None)
    sources = around.iter("source") if around is not None else ()
    yield from (_largest(one.get(name) or "") for one in sources for name in SETS)


def _largest(srcset: str) -> str:
    """The address of the largest picture in a set."""
    candidates = (words for entry in SEPARATOR.split(srcset[:LONGEST_SET]) if (words := entry.split()))
    sized = [(_size(words[1:]), words[0].rstrip(",")) for words in candidates]
    return max(sized, key=lambda one: one[0])[1] if sized else ""


def _size(words: list[str]) -> float:
    said = SIZE.fullmatch(words[0]) if words else None
    return float(said[1]) if said else 1


def _is_decoration(img: _Element, url: str) -> bool:
    sizes = (PIXELS.fullmatch(img.get(side) or "") for side in ("width", "height"))
    if any(size and int(size[1]) <= SMALLEST for size in sizes):
        return True
    file = urlsplit(url).path.rpartition("/")[2]
    names = f"{img.get('class') or ''} {img.get('id') or ''} {file}".lower()
    return NO_PICTURE.search(names) is not None


def _caption(img: _Element) -> str | None:
    """The words of the caption in the figure around a picture, or directly behind it; null when there is none."""
    for around in islice(img.iterancestors(), NEAR):
        behind = around.getnext()
        if around.tag == "figure" or is_caption(around):
            inside = islice(around.iterdescendants(), MOST_INSIDE)
            caption = next((one for one in inside if isinstance(one.tag, str) and is_caption(one)), None)
            return (words_of(caption) or None) if caption is not None else None
        if around.tag in CONTAINERS:
            break
        if behind is not None and isinstance(behind.tag, str) and is_caption(behind):
            return words_of(behind) or None
    return None


def is_caption(element: _Element) -> bool:
    """Whether an element is marked as the caption of what stands beside it."""
    return element.tag == "figcaption" or bool((name := element.get("class")) and CAPTION.search(name.lower()))


def is_wordless(element: _Element) -> bool:
    """Whether an element has no words but a caption's."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        text = one.text if event == "start" else one.tail
        if event == "start" and (one.tag in HIDDEN or is_caption(one)) and one is not element:
            walk.skip_subtree()
        elif one is element and event == "end":
            break
        elif text and not text.isspace():
            return False
    return True
