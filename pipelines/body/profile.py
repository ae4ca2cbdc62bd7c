"""What do a source's pages have in common? Lines that many of them hold, learned before a run and frozen for it."""

from __future__ import annotations

import hashlib
import struct
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipelines.lines import Line

# A line on two pages may be an article under two addresses, or a page and its own earlier version.
LEAST_PAGES = 3
MOST_PRINTS = 2_000  # in a profile: the lines on most pages; 26 KB a page on its way to a worker
MOST_LINES = 1_000  # of a page, half from its top and half from its bottom; 99 of 100 pages of wcxb have fewer
PROSE = 60  # bytes; shorter lines are menus, labels and captions, and the teasers that change on any page
MOST_KEPT = 5_000  # prints of short lines: most of a page's are its site's menus
LEAST_OWN = 2  # lines of prose that no other page has: an article has them, its copy has none
SIZE = 8  # bytes of a print


@dataclass(frozen=True, slots=True)
class Profile:
    """What recurs over one source's pages.

    Attributes:
        id: A hash of the rest, in hex: what a row names.
        pages: How many pages it was learned from.
        seen: On how many of them each recurring line stood, by its print.
    """

    id: str
    pages: int
    seen: Mapping[int, int]

    def share(self, line: str) -> float:
        """The share of the source's pages that a line stands on; 0 when it does not recur."""
        return self.seen.get(_print(line), 0) / self.pages


def prints_of(lines: Iterable[Line]) -> bytes:
    """The prints of a page's distinct lines, of a bounded number of them: what is kept of the page to learn from."""
    texts = list(dict.fromkeys(line.text for line in lines))
    half = MOST_LINES // 2
    if len(texts) > MOST_LINES:
        texts = texts[:half] + texts[-half:]
    return struct.pack(f"<{len(texts)}Q", *(_kept(text) if len(text) < PROSE else _print(text) for text in texts))


def profile_of(pages: Collection[bytes]) -> Profile | None:
    """What recurs over pages, whatever their order; null when nothing does.

    Args:
        pages: The prints of each article's page.
    """
    read = [frozenset(_unpacked(page)) for page in pages]
    on = Counter(one for page in read for one in page)
    articles = [page for page in read if _says_its_own(page, on)]
    counts = Counter(one for page in articles for one in page)
    recurring = [(one, count) for one, count in counts.items() if count >= LEAST_PAGES]
    if not recurring:
        return None
    kept = sorted(sorted(recurring, key=lambda each: (-each[1], each[0]))[:MOST_PRINTS])
    told = hashlib.blake2b(repr((len(articles), kept)).encode(), digest_size=SIZE).hexdigest()
    return Profile(told, len(articles), dict(kept))


def _says_its_own(page: Iterable[int], on: Mapping[int, int]) -> bool:
    """Whether a page is an article of its own: copies would make their article's own lines recur."""
    return sum(one & 1 and on[one] == 1 for one in page) >= LEAST_OWN


def _print(line: str) -> int:
    """A number of 64 bits that stands for a line, odd when it is prose."""
    said = line.encode()
    number = int.from_bytes(hashlib.blake2b(said, digest_size=SIZE).digest(), "little")
    return number | 1 if len(said) >= PROSE else number & ~1


_kept = lru_cache(MOST_KEPT)(_print)


def _unpacked(prints: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(prints) // SIZE}Q", prints)
