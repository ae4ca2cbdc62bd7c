"""Which lines of a page may speak of rights? Those with a stem of the words for it: a cheap look before the patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document


def stems(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns for stems, one for each first letter, which comes with it.

    A blank in a stem is a blank, a hyphen or nothing. A look for all stems of one letter costs no more than for one of
    them, and a letter that the page has nowhere is found missing at once.
    """
    endings: dict[str, list[str]] = {}
    for stem in listed(text):
        endings.setdefault(stem[0], []).append(re.escape(stem[1:]).replace(r"\ ", "[ -]?"))
    return tuple((first, re.compile(f"{re.escape(first)}(?:{'|'.join(rest)})")) for first, rest in endings.items())


# One of these is in every copyright notice, and in few other lines; they begin with few letters, or with rare ones.
OF_NOTICES = stems("""
    © | ⓒ | (c) | copy | reserv | riserv | rezerv | réserv | rbeh | rtva | rpelihara | r hakk | rı sakl | ri sakl
    dilindungi | držan | żone | рава | áva | ätetään | ės saug | ības aiz | õigused | éttindi | quyền | 版
    禁止转载 | 侵权 | 保留 | 無断 | 著作 | 저작 | 무단 | παντός | הזכויות | حقوق | सर्वाधिकार | সর্বস্বত্ব | ลิขสิทธิ์
""")
# And of these in every name of a licence.
OF_LICENSES = stems("""
    cc by | cc 0 | commons | (cc) | licen | lizenz | dbl | dl de | domain mark | talab | 共享 | 創用 | コモンズ | 커먼즈
""")


class Lowered:
    """The text of a page in lower case."""

    def __init__(self, document: Document) -> None:
        self._text = "\n".join([line.text for line in document.lines]).lower()

    def places(self, stems: Iterable[tuple[str, re.Pattern[str]]]) -> list[int]:
        """The places of the lines that have any of these stems; few pages have more than two of them."""
        likely = (stem for first, stem in stems if first in self._text)
        return sorted({place for stem in likely for place in self._places(stem)})

    def _places(self, stem: re.Pattern[str]) -> Iterator[int]:
        place = seen = 0
        for found in stem.finditer(self._text):
            place += self._text.count("\n", seen, found.start())
            seen = found.start()
            yield place
