"""Which lines of a page may speak of rights? Those with a stem of the words for it: a cheap look before the patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.document import Document

# One of these is in every copyright notice, and in few other lines.
OF_NOTICES = listed("""
    © | ⓒ | (c) | copy | serv | zerv | beh | prawa | fenntart | hak | ava pri | ava zadr | avice pri
    рава | áva | ållna | ätetään | ės saug | ības aiz | õigused | éttindi | quyền | drejtat | 版 | 禁止转载 | 侵权 | 保留 | 無断 | 著作 | 저작 | 무단 | παντός | הזכויות | حقوق | सर्वाधिकार | সর্বস্বত্ব | ลิขสิทธิ์
""")
# And of these in every name of a licence.
OF_LICENSES = listed("""
    cc by | cc-by | ccby | cc0 | cc-0 | cc 0 | (cc) | commons | government licen | ouverte | open licen | etalab
    datenlizenz | dl-de | odbl | database licen | domain mark | 共享 | 創用 | コモンズ | 커먼즈
""")


class Lowered:
    """The text of a page in lower case, as a whole and by its lines."""

    def __init__(self, document: Document) -> None:
        self._whole = "\n".join([line.text for line in document.lines]).lower()
        self._lines = self._whole.split("\n")

    def places(self, stems: Iterable[str]) -> list[int]:
        """The places of the lines that have any of these stems; few pages have more than two of them."""
        # A page without the letter of another script has no word of it, and a single letter is found at once.
        here = [stem for stem in stems if stem[0] in self._whole and stem in self._whole]
        return sorted({place for stem in here for place, line in enumerate(self._lines) if stem in line})
