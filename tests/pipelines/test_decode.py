"""Which characters bytes stand for: proven, declared, or detected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import in_utf8
from tests.cost import SIZE, bounded

TEXTS = {
    "zh": "委员会在秋天再次开会，但是在许多问题上没有达成一致的意见。主席说，下一次会议将在明年春天举行，届时将讨论港口的扩建计划。",
    "zh-TW": "委員會在秋天再次開會，但是在許多問題上沒有達成一致的意見。主席說，下一次會議將在明年春天舉行，屆時將討論港口的擴建計畫。",
    "ja": "委員会は秋に再び開かれ、多くの問題について合意に達することはできなかった。議長によると、次の会合は来春に開かれる予定である。",
    "ko": "위원회는 가을에 다시 열렸지만 많은 문제에 대해 합의에 이르지 못했다. 의장은 다음 회의가 내년 봄에 열릴 것이라고 말했다.",
    "ru": "Комитет снова собрался осенью и почти ни о чём не договорился. Председатель сказал, что следующее заседание состоится весной.",
    "uk": "Комітет знову зібрався восени й майже ні про що не домовився. Голова сказав, що наступне засідання відбудеться навесні.",
    "fr": "Le comité s’est réuni à l’automne et a très peu décidé : « La séance prochaine aura lieu l’été prochain à l’hôtel », déclare-t-on.",
    "de": "Der Ausschuß tagte im Herbst wieder und beschloß fast nichts. Der Vorsitzende erklärte: „Wir sehen uns im Frühjahr in Köln.“",
    "es": "El comité volvió a reunirse en otoño y decidió muy poco. ¿Cuándo será la próxima sesión? «Mañana», señaló el presidente, según él.",
    "pl": "Komitet zebrał się ponownie jesienią i niemal niczego nie uzgodnił. Przewodniczący powiedział, że następne posiedzenie odbędzie się wiosną.",
    "cs": "Výbor se znovu sešel na podzim a téměř na ničem se nedohodl. Předseda řekl, že příští zasedání se bude konat na jaře.",
    "el": "Η επιτροπή συνεδρίασε ξανά το φθινόπωρο και συμφώνησε σε ελάχιστα. Ο πρόεδρος είπε ότι η επόμενη συνεδρίαση θα γίνει την άνοιξη.",
    "tr": "Komite sonbaharda yeniden toplandı ve çok az konuda anlaştı. Başkan, gelecek toplantının ilkbaharda yapılacağını söyledi; şimdilik iş bitti.",
    "he": "הוועדה התכנסה שוב בסתיו והסכימה על מעט מאוד. היושב ראש אמר שהישיבה הבאה תתקיים באביב.",
    "ar": "اجتمعت اللجنة مرة أخرى في الخريف ولم تتفق إلا على القليل. وقال الرئيس إن الاجتماع القادم سيعقد في الربيع.",
    "th": "คณะกรรมการประชุมกันอีกครั้งในฤดูใบไม้ร่วงและตกลงกันได้น้อยมาก ประธานกล่าวว่าการประชุมครั้งต่อไปจะจัดขึ้นในฤดูใบไม้ผลิ",
    "lt": "Komitetas vėl susirinko rudenį ir beveik dėl nieko nesusitarė. Pirmininkas sakė, kad kitas posėdis įvyks pavasarį.",
    "lv": "Komiteja rudenī sanāca atkal un gandrīz ne par ko nevienojās. Priekšsēdētājs teica, ka nākamā sēde notiks pavasarī.",
}
# The language, Python's codec and a name that pages declare it by.
ENCODINGS = [
    *(("zh", "gb18030", name) for name in ("gb2312", "GBK", "gb18030", "gb_2312-80", "x-gbk", "cp936", "chinese")),
    *(("zh-TW", "big5", name) for name in ("big5", "Big5-HKSCS", "x-x-big5", "cn-big5")),
    *(("ja", "cp932", name) for name in ("Shift_JIS", "x-sjis", "windows-31j", "shift-jis")),
    *(("ja", "euc_jp", name) for name in ("euc-jp", "x-euc-jp")),
    ("ja", "iso2022_jp", "iso-2022-jp"),
    *(("ko", "cp949", name) for name in ("euc-kr", "ks_c_5601-1987", "windows-949", "ksc5601")),
    *(("ru", "cp1251", name) for name in ("windows-1251", "win-1251", "cp1251")),
    *(("ru", name, name) for name in ("koi8-r", "iso-8859-5")),
    *(("uk", name, name) for name in ("koi8-u", "windows-1251")),
    *(("fr", "cp1252", name) for name in ("windows-1252", "iso-8859-1", "latin1", "us-ascii", "ansi")),
    ("de", "cp1252", "iso-8859-1"),
    ("es", "cp1252", "iso-8859-1"),
    *(("pl", name, name) for name in ("windows-1250", "iso-8859-2")),
    *(("cs", name, name) for name in ("windows-1250", "iso-8859-2")),
    *(("el", name, name) for name in ("windows-1253", "iso-8859-7")),
    *(("tr", "cp1254", name) for name in ("windows-1254", "iso-8859-9")),
    *(("he", "cp1255", name) for name in ("windows-1255", "iso-8859-8-i")),
    ("ar", "cp1256", "windows-1256"),
    *(("th", "cp874", name) for name in ("tis-620", "windows-874", "iso-8859-11")),
    ("lt", "cp1257", "windows-1257"),
    ("lv", "cp1257", "windows-1257"),
    *((language, "utf-8", name) for language in ("zh", "fr", "ar") for name in ("utf-8", "utf8", "UTF8mb4", "unicode", "utf-16")),
]  # fmt: skip


def html(text: str, head: str = "", lang: str = "") -> str:
    return f"<html{lang and f' lang={lang}'}><head>{head}<title>T</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("language", "codec", "name"), ENCODINGS)
def test_declared_texts_are_read(language: str, codec: str, name: str) -> None:
    header = f"text/html; charset={name}"
    old = f'<meta http-equiv="Content-Type" content="text/html; charset={name}">'
    for head, content_type in (
        ("", header),
        ("", header.replace("=", ' = "') + '"'),
        (f"<meta charset={name}>", None),
        (old, None),
        (old, "text/html"),
    ):
        page = html(TEXTS[language], head)
        assert in_utf8(page.encode(codec), content_type).decode() == page


@pytest.mark.parametrize(("language", "codec"), sorted({(language, codec) for language, codec, _ in ENCODINGS}))
@pytest.mark.parametrize("times", [1, 6])
def test_texts_that_declare_nothing_are_read_by_their_look(language: str, codec: str, times: int) -> None:
    page = html(TEXTS[language] * times, lang=language)
    assert in_utf8(page.encode(codec), None).decode() == page


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        *(
            ("zh", "gb18030"),
            ("zh-TW", "big5"),
            ("ja", "cp932"),
            ("ja", "euc_jp"),
            ("ja", "iso2022_jp"),
            ("ko", "cp949"),
        ),
        *(("ru", "cp1251"), ("ru", "koi8-r"), ("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874")),
    ],
)
def test_other_scripts_are_told_without_a_language_and_against_a_latin_declaration(language: str, codec: str) -> None:
    for head, content_type in (
        ("", None),
        ("<meta charset=iso-8859-1>", None),
        ("", "text/html; charset=windows-1252"),
    ):
        page = html(TEXTS[language], head)
        assert in_utf8(page.encode(codec), content_type).decode() == page


def test_a_short_chinese_page_is_told() -> None:
    page = html("港口继续开放，委员会没有达成一致。")
    assert in_utf8(page.encode("gbk"), None).decode() == page


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_before_all_else(mark: str) -> None:
    page = html(TEXTS["zh"], "<meta charset=gbk>")
    assert in_utf8(page.encode(mark), "text/html; charset=big5").decode() == page


@pytest.mark.parametrize(
    ("language", "codec", "content_type", "head"),
    [
        # Declared as something else, and UTF-8 all the same; and the reverse.
        ("zh", "utf-8", "text/html; charset=iso-8859-1", ""),
        ("zh", "utf-8", None, "<meta charset=gbk>"),
        ("fr", "utf-8", None, "<meta charset=iso-8859-15>"),
        ("zh", "gbk", "text/html; charset=utf-8", "<meta charset=gb2312>"),
        ("zh", "gbk", None, "<meta charset=utf-8>"),
        ("ru", "cp1251", "text/html; charset=utf-8", ""),
        # The header first; where it can't be, what the page says.
        ("pl", "iso-8859-2", "text/html; charset=iso-8859-2", "<meta charset=windows-1250>"),
        ("ja", "cp932", "text/html; charset=euc-jp", "<meta charset=shift_jis>"),
        # Twice, the first one wrong; behind long scripts; unknown; of no page.
        ("zh", "gbk", None, "<meta charset=utf-8><meta charset=gbk>"),
        ("pl", "iso-8859-2", None, f"<script>{'x();' * 3000}</script><meta charset=iso-8859-2>"),
        ("zh", "gbk", None, "<meta charset=ourcharset>"),
        ("fr", "cp1252", "text/html; charset=hex", "<meta charset=windows-1252>"),
        ("de", "cp1252", "text/html; charset=idna", "<meta charset=utf-7><meta charset=latin1>"),
    ],
)
def test_wrong_declarations_do_no_harm(language: str, codec: str, content_type: str | None, head: str) -> None:
    page = html(TEXTS[language], head, language)
    assert in_utf8(page.encode(codec), content_type).decode() == page


def test_an_xml_declaration_counts() -> None:
    page = f'<?xml version="1.0" encoding="windows-1251"?>{html(TEXTS["ru"])}'
    assert in_utf8(page.encode("cp1251"), None).decode() == page


@pytest.mark.parametrize(("codec", "name"), [("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("gb18030", "gbk")])
def test_a_character_cut_off_at_the_end_costs_no_other(codec: str, name: str) -> None:
    body = f"<p>{TEXTS['zh'] * 2}".encode(codec)[:-1]
    assert in_utf8(body, f"text/html; charset={name}").decode().startswith(f"<p>{TEXTS['zh']}{TEXTS['zh'][:-1]}")


@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_a_few_broken_bytes_cost_only_themselves(content_type: str | None) -> None:
    body = html(TEXTS["fr"] * 5).encode().replace(b"comit", b"comi\xe9t", 2)
    assert in_utf8(body, content_type).decode() == html(TEXTS["fr"] * 5).replace("comit", "comi\ufffdt", 2)


def test_bytes_that_the_encoding_lacks_cost_only_themselves() -> None:
    body = html(TEXTS["zh"] * 5).encode("gbk").replace("秋天".encode("gbk"), b"\xff\xff", 1)
    read = in_utf8(body, "text/html; charset=gbk").decode()
    assert read.count("\ufffd") <= 2
    assert TEXTS["zh"] in read


def test_a_word_that_happens_to_be_utf8_is_read_as_declared() -> None:
    page = "<p>芦</p>".encode("gb2312")
    assert page.decode("utf-8")  # a valid sequence by chance
    assert in_utf8(page, "text/html; charset=gb2312").decode() == "<p>芦</p>"


def test_a_few_letters_of_utf8_are_told_from_latin() -> None:
    assert in_utf8("<p>café</p>".encode(), "text/html; charset=iso-8859-1").decode() == "<p>café</p>"
    assert in_utf8("<p>café</p>".encode("cp1252"), "text/html; charset=iso-8859-1").decode() == "<p>café</p>"


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=", "charset=utf-16"]),
)
def test_any_bytes_are_text(body: bytes, content_type: str | None) -> None:
    assert isinstance(in_utf8(body, content_type).decode(), str)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "piece",
    [b"<meta ", b"<meta charset", b"<!", b"\xe9", b"\xe4\xb8", b"<script>\xe9", b"<?xml ", b"<html lang ", b"\x1b$"],
)
def test_hostile_bytes_cost_little(piece: bytes) -> None:
    with bounded():
        in_utf8(piece * (SIZE // len(piece)) + b"\xff\xe9", None)


def twice(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (twice("<p>An investor’s guide — naïve, 评论"), "<p>An investor’s guide — naïve, 评论"),
        (twice("<p>An investor’s guide"), "<p>An investor’s guide"),
        (twice("<p>An investor’s") + " guide — of 2020", None),  # a character that Latin-1 lacks: not the whole page
        (twice("<p>An investor’s guide, na") + "ïve", None),
        (twice("<p>Copyright © 2020"), None),  # whoever writes of such pages writes the same
        ("<p>Broken\x85 off", None),
    ],
)
def test_a_page_is_encoded_once(text: str, read: str | None) -> None:
    assert in_utf8(text.encode(), "text/html; charset=utf-8").decode() == (read or text)
