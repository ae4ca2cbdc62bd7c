"""How are a million links kept until they are compared? Packed, some thousands at a time: they are read again seldom."""

from __future__ import annotations

import marshal
import zlib
from itertools import islice
from typing import TYPE_CHECKING

from crawler.listings.record import Link
from pipelines.page import StatedDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AT_ONCE = 5_000  # links in memory at a time
FASTEST = 1  # zlib's level: addresses of one site are alike


class Packed:
    """Links in their order, in some ten bytes each.

    Args:
        links: Taken at once, and not kept.
    """

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._blocks: list[bytes] = []
        self._count = 0
        rows = map(_row, links)
        while some := list(islice(rows, AT_ONCE)):
            self._blocks.append(zlib.compress(marshal.dumps(some), FASTEST))
            self._count += len(some)

    def __iter__(self) -> Iterator[Link]:
        for block in self._blocks:
            for *said, stated in marshal.loads(zlib.decompress(block)):  # noqa: S302  (our own, from this process)
                url, text, date_raw, built, alone = said
                dates = tuple(StatedDate(*one) for one in stated)
                yield Link(url, text, date_raw, dates, built=built, alone=alone)

    def __len__(self) -> int:
        return self._count


def _row(link: Link) -> tuple[object, ...]:
    stated = tuple((one.field, one.method, one.raw) for one in link.stated)
    return link.url, link.text, link.date_raw, link.built, link.alone, stated
