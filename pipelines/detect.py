"""Which encoding do bytes look like? By the letters that each would make of them, in the page's language where it says one."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.text import listed

LOOKED_AT = 50_000  # bytes; enough to tell, and bounded
MARKUP = re.compile(rb"<(script|style)\b.{0,50000}?</\1|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)
LANGUAGE = re.compile(rb"<html\b[^>]{0,300}?\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)
HIGH = re.compile(rb"[\x80-\xff]+")
WORD = 4  # high bytes in a row: scripts other than Latin have them
SURE = 0.5  # of all high bytes
DENSE = 0.25  # high bytes in a text; those of Big5 stand alone, and are more than any Latin text has
# What writes other scripts in ASCII bytes, told by how it begins them.
SHIFTED = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext"), (b"\x1b(J", "iso2022_jp_ext"))


class _Look(NamedTuple):
    """How texts of a language look.

    Attributes:
        encodings: What it is written in.
        letters: Its letters outside ASCII, or the commonest of them.
        share: How much of the text outside ASCII they are at least.
    """

    encodings: tuple[str, ...]
    letters: re.Pattern[str]
    share: float


def _look(encodings: str, letters: str, share: float) -> _Look:
    return _Look(tuple(encodings.split()), re.compile(f"[{letters}]"), share)


# The characters that a fifth of all Chinese text is made of, in both forms.
COMMON = (
    "的一是不了在人有我他这这個個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後"
    "作里用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想"
    "实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向"
    "头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教"
)
SYLLABLES = "이다는을에의가지고은한로기도를자서사인하대시어리과정적전해라나부일장수있것들했그으만회원성국안"
# For each language the commonest characters, which another encoding would not make of its bytes. Those of alphabets are
# small letters: KOI8 and windows-1251 have the cases the other way round.
LOOKS = {
    "ja": _look("cp932 euc_jp", "\u3041-\u30fe", 0.25),
    "ko": _look("cp949", SYLLABLES, 0.25),
    "zh": _look("gb18030 big5hkscs", COMMON, 0.12),
    "th": _look("cp874", "านรกอเง่มยลดวทส", 0.45),
    "ru": _look("cp1251 koi8_u iso8859_5 cp866", "оеаинтсрвл", 0.5),
    "uk": _look("cp1251 koi8_u iso8859_5", "оаинівтреслк", 0.5),
    "el": _look("cp1253 iso8859_7", "αοιετσνηυρπκμλ", 0.5),
    "he": _look("cp1255 iso8859_8", "יוהלאתרמבשנ", 0.6),
    "ar": _look("cp1256 iso8859_6", "اليمونترعبده", 0.55),
}
WESTERN = "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜ"
# Signs that stand in any language's text, and tell nothing.
SIGNS = frozenset("\u00a0«»‘’‚“”„–—…§©®°·¿¡ªº，。、「」『』！？；：（）《》【】\u3000؟،؛")
LATIN_LOOKS = {
    language: _look(encodings, letters, 0.97)
    for languages, encodings, letters in (
        ("fr | de | es | it | pt | nl | sv | da | no | nb | fi | is | ca | en", "cp1252 iso8859_15", WESTERN),
        ("pl", "cp1250 iso8859_2", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
        ("cs | sk", "cp1250 iso8859_2", "áäčďéěíĺľňóôŕřšťúůýžÁČĎÉĚÍĹĽŇÓÔŔŘŠŤÚŮÝŽ"),
        ("hu", "cp1250 iso8859_2", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"),
        ("ro", "cp1250 iso8859_2 iso8859_16", "ăâîşţșțĂÂÎŞŢȘȚ"),
        ("hr | sl | bs | sr", "cp1250 iso8859_2", "čćđšžČĆĐŠŽ"),
        ("tr | az", "cp1254", "çğıöşüÇĞİÖŞÜâîû"),
        ("lt", "cp1257 iso8859_13", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ"),
        ("lv", "cp1257 iso8859_13", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ"),
        ("et", "cp1257 iso8859_13", "äöüõšžÄÖÜÕŠŽ"),
        ("vi", "cp1258", "ăâđêôơưàèéìíòóùúýẀ-ỹ\u0300-\u0323"),
    )
    for language in listed(languages)
}


def detected(body: bytes) -> str | None:
    """The encoding of a page that declares none; null when it can't be told."""
    if (shifted := _shifted(body)) or body.isascii():
        return shifted
    said = LANGUAGE.search(body[:LOOKED_AT])
    language = said.group(1).decode().lower() if said else ""
    text = MARKUP.sub(b" ", body[:LOOKED_AT])
    is_other = _is_other(text)
    looks = LOOKS if is_other else LATIN_LOOKS
    likely = [looks[language]] if language in looks else []
    rated = max((_rated(text, look) for look in likely), default=(0.0, ""))
    if rated[0] < 1 and is_other:
        rated = max(_rated(text, look) for look in LOOKS.values())
    return rated[1] if rated[0] >= 1 else _guessed(body)


def is_other_script(body: bytes) -> bool:
    """Whether bytes are words of another script than Latin, whatever the page declares."""
    return _shifted(body) is not None or _is_other(MARKUP.sub(b" ", body[:LOOKED_AT]))


def _shifted(body: bytes) -> str | None:
    return next((encoding for shift, encoding in SHIFTED if shift in body), None)


def _is_other(text: bytes) -> bool:
    """Whether most high bytes stand in long rows, or so many of them are there that they can only be Chinese."""
    rows = HIGH.findall(text)
    high = sum(map(len, rows))
    if sum(len(row) for row in rows if len(row) >= WORD) > SURE * high:
        return True
    return high > DENSE * len(b"".join(text.split())) and _rated(text, LOOKS["zh"])[0] >= 1


def _rated(text: bytes, look: _Look) -> tuple[float, str]:
    """The encoding that makes the most letters of a language, and how many as a share of what the language has at least."""
    return max((_letters(text, encoding, look), encoding) for encoding in reversed(look.encodings))


def _letters(text: bytes, encoding: str, look: _Look) -> float:
    read = text.decode(encoding, "replace")
    other = sum(not one.isascii() and one not in SIGNS for one in read)
    if not other or read.count("\ufffd") > max(1, other // 100):
        return 0
    return len(look.letters.findall(read)) / other / look.share


def _guessed(body: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:LOOKED_AT]).best()
    return best.encoding if best else None
