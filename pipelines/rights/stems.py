"""Which lines of a page may speak of rights? Those with a stem of the words for it: a cheap look before the patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document


def stems(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Stems, each with its rarest letter and as a pattern: a blank in one is a blank, a hyphen or nothing."""
    return tuple((max(stem), re.compile(re.escape(stem).replace(r"\ ", "[ -]?"))) for stem in listed(text))


# One of these is in every copyright notice, and in few other lines. The fewer, and the rarer their letters, the less
# the look costs: a letter that the page has nowhere is found missing at once.
OF_NOTICES = stems("""
    © | ⓒ | (c) | copy | reserv | riserv | rezerv | rbeh | fenntart | dilindungi | terpelihara | sakl | réserv | żone | držan
    рава | áva | ätetään | ės saug | ības aiz | õigused | éttindi | quyền | 版 | 禁止转载 | 侵权 | 保留 | 無断 | 著作 | 저작 | 무단
    παντός | הזכויות | حقوق | सर्वाधिकार | সর্বস্বত্ব | ลิขสิทธิ์
""")
# And of these in every name of a licence.
OF_LICENSES = stems("""
    cc by | cc 0 | (cc) | commons | licen | etalab | datenlizenz | dl de | odbl | domain mark | 共享 | 創用 | コモンズ | 커먼즈
""")


class Lowered:
    """The text of a page in lower case."""

    def __init__(self, document: Document) -> None:
        self._text = "\n".join([line.text for line in document.lines]).lower()

    def places(self, stems: Iterable[tuple[str, re.Pattern[str]]]) -> list[int]:
        """The places of the lines that have any of these stems; few pages have more than two of them."""
        likely = (stem for letter, stem in stems if letter in self._text)
        return sorted({place for stem in likely for place in self._places(stem)})

    def _places(self, stem: re.Pattern[str]) -> Iterator[int]:
        place = seen = 0
        for found in stem.finditer(self._text):
            place += self._text.count("\n", seen, found.start())
            seen = found.start()
            yield place
