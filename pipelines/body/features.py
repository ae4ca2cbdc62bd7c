"""What does a line of a page look like to the block model? A row of numbers, most of them about what is around it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from pipelines.body.kinds import Kind
from pipelines.body.windows import around, bounded_distance, shifted
from pipelines.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from pipelines.body.places import Places
    from pipelines.document import Document

    Numbers = NDArray[np.float64]
    Columns = dict[str, Numbers]

# Han, kana and hangul: a character says as much as three letters do.
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
ENDS = tuple(".!?。！？…؟।")  # of a sentence
CLOSING = "\"'”’»)]）」』"  # what may stand behind its end
MAY_END = frozenset((*ENDS, *CLOSING))
BLOCKS = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "td",
    "div",
    "section",
    "article",
    "figcaption",
    "blockquote",
    "pre",
    "dd",
    "dt",
    "th",
    "main",
    "body",
    "button",
    "header",
    "footer",
    "form",
    "figure",
    "caption",
    "address",
    "br",
    "nav",
    "ul",
    "aside",
    "center",
    "tr",
    "table",
    "ol",
]
TAGS = {tag: number for number, tag in enumerate(BLOCKS, 1)}
INLINE_TAGS = {"em": 1, "i": 1, "b": 2, "strong": 2, "a": 3, "time": 4, "span": 5, "small": 6}
OWN = (Kind.TEXT, Kind.LEAD, Kind.SHARE, Kind.RELATED, Kind.ABOUT, Kind.PROMO, Kind.FRAME)
KINDS, OWN_KINDS = (np.array([kind.value for kind in kinds], np.int32) for kinds in (Kind, OWN))
INSIDE_NAMES = tuple(f"in_{kind.name}".lower() for kind in Kind)
OWN_NAMES = tuple(f"own_{kind.name}".lower() for kind in OWN)
NOT_PROSE = Kind.FORM | Kind.COMMENT | Kind.OTHERS
PROSE, SENTENCE = 80, 40  # letters of a line that is prose; fewer are, where it ends as a sentence does
MOST_LINKED = 0.35
NEAR = ("length", "link", "tag", "depth", "good")  # what the model knows of the lines before and after
WINDOWS = ((2, 2), (5, 5), (0, 6), (0, 15), (15, 0))  # lines before and after
SHARES = (0.4, 0.6, 0.85)  # of the page's prose that the deepest element holds
LEVELS = 3  # elements around a line's block
LEAD = 40  # letters of a description that a line must begin with


def features_of(document: Document, places: Places) -> Columns:
    """For each line of a page the numbers that the model knows by these names.

    Args:
        document: The page.
        places: Where its lines stand.
    """
    tags = [places.tags[block] for block in places.block.tolist()]
    columns = _words(document) | {
        "link": places.linked / np.maximum(places.chars, 1),
        "tag": _numbers(TAGS.get(tag, 0) for tag in tags),
        "inline": _numbers(INLINE_TAGS.get(line.element.tag, 0) for line in document.lines),
        "aside": _numbers(line.aside for line in document.lines),
    }
    columns |= _kinds(places)
    columns["good"] = good = _prose(columns, places)
    columns |= _positions(columns, places)
    columns |= _neighbours(columns)
    columns |= _alike(columns, places, tags)
    held = _held(places, good)
    columns |= _around(columns, places, held)
    return columns | _holders(places, good, held)


def _words(document: Document) -> Columns:
    texts = [line.text for line in document.lines]
    wide = _numbers(0 if text.isascii() else len(WIDE.findall(text)) for text in texts)
    seen = Counter(texts)
    return {
        "length": _numbers(map(len, texts)) + 2 * wide,
        "words": _numbers(text.count(" ") for text in texts) + 1 + wide / 2,
        "ends": _numbers(text[-1:] in MAY_END and text.rstrip(CLOSING).endswith(ENDS) for text in texts),
        "repeated": _numbers(map(seen.__getitem__, texts)),
        "lead": _leads(document),
    }


def _leads(document: Document) -> Numbers:
    """Whether a line is the page's own description, or begins it."""
    said = [
        folded(text)[:200] for _, text in document.declared("description", "og:description", "twitter:description")
    ]
    starts = {text[:LEAD] for text in said if len(text) >= LEAD}
    if not starts:
        return np.zeros(len(document.lines))
    texts = (line.text for line in document.lines)
    # What is all ASCII is folded by lower case alone; folded, other letters may be more.
    return _numbers(
        (text[:LEAD].lower() if text.isascii() else folded(text[:200])[:LEAD]) in starts for text in texts
    )


def _numbers(values: Iterable[float]) -> Numbers:
    return np.fromiter(values, np.float64)


def _kinds(places: Places) -> Columns:
    around_it, own = places.kinds[places.block], places.own[places.block]
    inside, itself = (
        (of & bits[:, np.newaxis] != 0).astype(np.float64) for of, bits in ((around_it, KINDS), (own, OWN_KINDS))
    )
    return dict(zip((*INSIDE_NAMES, *OWN_NAMES), (*inside, *itself), strict=True))


def _prose(columns: Columns, places: Places) -> Numbers:
    """The letters of lines that are prose; 0 for the others."""
    length = columns["length"]
    open_to = (
        (columns["link"] < MOST_LINKED) & (columns["aside"] == 0) & (places.kinds[places.block] & NOT_PROSE == 0)
    )
    prose = open_to & ((length >= PROSE) | ((length >= SENTENCE) & (columns["ends"] > 0)))
    return np.where(prose, np.where(columns["tag"] == TAGS["p"], length, 0.8 * length), 0.0)


def _positions(columns: Columns, places: Places) -> Columns:
    length, good, tag = columns["length"], columns["good"], columns["tag"]
    count = len(length)
    at = np.arange(count, dtype=np.float64)
    heading = np.flatnonzero(tag == TAGS["h1"])
    prose = np.flatnonzero(good)
    after_heading = np.clip(at - heading[0], -50, 200) if len(heading) else np.full(count, -99.0)
    total = max(float(good.sum()), 1.0)
    return {
        "number": at,
        "from_end": count - at,
        "at": at / max(count, 1),
        "lines": np.full(count, float(count)),
        "share_before": np.cumsum(length) / max(float(length.sum()), 1.0),
        "depth": places.depth[places.block].astype(np.float64),
        "after_h1": after_heading,
        "all_good": np.full(count, total),
        "good_before": np.cumsum(good) / total,
        "before_last_good": np.clip((prose[-1] if len(prose) else count) - at, -60, 60),
        "since_good": bounded_distance(good > 0, backwards=True),
        "till_good": bounded_distance(good > 0, backwards=False),
    }


def _neighbours(columns: Columns) -> Columns:
    found: Columns = {}
    rows = np.array([columns[name] for name in NEAR])
    for name, previous, following in zip(NEAR, shifted(rows, 1), shifted(rows, -1), strict=True):
        found[f"previous_{name}"], found[f"next_{name}"] = previous, following
    length, good = columns["length"], columns["good"]
    sums = around(np.array((length, good, columns["link"] * length)), *WINDOWS)
    for (before, after), (all_letters, prose, linked) in zip(WINDOWS, sums, strict=True):
        whole = np.maximum(all_letters, 1.0)
        found[f"good_{before}_{after}"] = prose
        found[f"good_share_{before}_{after}"] = prose / whole
        found[f"link_{before}_{after}"] = linked / whole
    return found


def _alike(columns: Columns, places: Places, tags: list[str]) -> Columns:
    """What the lines in elements of the same tag and class are like, and those whose parents are alike as well."""
    names = places.names
    own = _groups(list(zip(tags, [names[block] for block in places.block.tolist()], strict=True)))
    parents = places.parent[places.block].tolist()
    with_parent = _groups(
        [(group, places.tags[parent], names[parent]) for group, parent in zip(own, parents, strict=True)]
    )
    found: Columns = {}
    for name, groups in (("alike", np.array(own, np.intp)), ("parents_alike", np.array(with_parent, np.intp))):
        count, length, good, linked = (
            np.bincount(groups, weights)[groups]
            for weights in (None, columns["length"], columns["good"], columns["link"] * columns["length"])
        )
        found[f"{name}_lines"] = count.astype(np.float64)
        found[f"{name}_good"] = good / columns["all_good"]
        found[f"{name}_good_share"] = good / np.maximum(length, 1.0)
        found[f"{name}_length"] = length / count
        found[f"{name}_link"] = linked / np.maximum(length, 1.0)
    return found


def _groups(signatures: list[tuple[object, ...]]) -> list[int]:
    known: dict[tuple[object, ...], int] = {}
    return [known.setdefault(signature, len(known)) for signature in signatures]


def _around(columns: Columns, places: Places, good: Numbers) -> Columns:
    """What the elements around a line's block hold, one level after the other."""
    length, linked, lines = (
        _held(places, weights) for weights in (columns["length"], columns["link"] * columns["length"], None)
    )
    found: Columns = {}
    place = places.block
    for level in range(1, LEVELS + 1):
        place = places.parent[place]
        whole = np.maximum(length[place], 1.0)
        found[f"up{level}_good"] = good[place] / columns["all_good"]
        found[f"up{level}_good_share"] = good[place] / whole
        found[f"up{level}_link"] = linked[place] / whole
        found[f"up{level}_lines"] = lines[place]
    return found


def _holders(places: Places, good: Numbers, held: Numbers) -> Columns:
    """Whether a line stands in the deepest element that holds so much of the page's prose, and how deep below it."""
    found: Columns = {}
    known: dict[int, NDArray[np.bool_]] = {}  # most often one element holds all of it
    for share in SHARES:
        holders = np.flatnonzero(held >= share * max(float(good.sum()), 1.0))
        holder = int(holders[np.argmax(places.depth[holders])]) if len(holders) else 0
        if holder not in known:
            known[holder] = _inside(places, holder)
        inside = known[holder][places.block]
        below = places.depth[places.block] - places.depth[holder]
        found[f"below_{share}"] = np.where(inside, below, -1.0)
    return found


def _held(places: Places, weights: Numbers | None) -> Numbers:
    """For each place the sum over the lines inside it."""
    held = np.bincount(places.block, weights, len(places.tags)).tolist()
    parents = places.parent.tolist()
    for place in range(len(held) - 1, 0, -1):
        held[parents[place]] += held[place]
    return np.array(held, np.float64)


def _inside(places: Places, holder: int) -> NDArray[np.bool_]:
    inside = [False] * len(places.tags)
    inside[holder] = True
    for place, parent in enumerate(places.parent[holder + 1 :].tolist(), holder + 1):
        inside[place] = inside[parent]
    return np.array(inside)
