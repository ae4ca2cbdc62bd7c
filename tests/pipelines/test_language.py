"""Which language is a page in? What it declares, what its script and its words say of that, and what they tell alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Document, document
from pipelines.language.read import read_language
from pipelines.language.spoken import detected
from pipelines.language.tags import normal
from pipelines.page import Hints, Page
from tests.cost import SIZE, bounded

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXTS = {
    "en": "The committee met again in the autumn and agreed on very little, as the harbour town had feared. ",
    "de": "Der Ausschuss traf sich im Herbst erneut und einigte sich kaum, wie es die Hafenstadt befürchtet hatte. ",
    "ru": "Комитет снова собрался осенью и почти ни о чём не договорился, как и опасался портовый город. ",
    "zh": "委员会在秋天再次开会，但是在许多问题上没有达成一致的意见，只好改期再议，各方都表示遗憾。",
    "ja": "委員会は秋に再び会合を開いたが、多くの問題について合意に達することはできなかったと伝えられている。",
    "ko": "위원회는 가을에 다시 모였지만 항구 도시가 우려한 대로 거의 합의하지 못했다고 전해졌다고 한다. ",
    "ar": "اجتمعت اللجنة مرة أخرى في الخريف ولم تتفق إلا على القليل كما كانت تخشى مدينة الميناء الصغيرة. ",
    "fa": "کمیته در پاییز دوباره تشکیل جلسه داد و همان طور که شهر بندری بیم داشت بر سر چیزهای کمی توافق کرد. ",
    "uk": "Комітет знову зібрався восени і майже ні про що не домовився, як і побоювалося портове місто. ",
    "es": "El comité volvió a reunirse en otoño y acordó muy poco, tal como temía la ciudad portuaria. ",
    "nb": "Komiteen møttes igjen om høsten og ble enige om svært lite, slik havnebyen hadde fryktet. ",
    "el": "Η επιτροπή συνεδρίασε ξανά το φθινόπωρο και συμφώνησε σε πολύ λίγα, όπως φοβόταν η πόλη του λιμανιού. ",
}


def parsed(
    lang: str, text: str, head: str = "", headers: tuple[tuple[str, str], ...] = (), hints: Hints | None = None
) -> Document:
    html = f"<html{lang}><head><meta charset='utf-8'>{head}</head><body><p>{text}</p></body></html>"
    read = document(
        Page("kite", "https://kite.example/9", html.encode(), FETCHED, headers=headers, hints=hints or Hints())
    )
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("EN_us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("zh-TW", "zh-TW"),
        ("zh-Hant", "zh-Hant"),
        ("pt", "pt"),
        ("es-419", "es-419"),
        ("en_US.UTF-8", "en-US"),
        ("de-DE-1996", "de-DE"),
        ("eng", "en"),
        ("iw", "he"),
        ("haw", "haw"),
        ("english", None),
        ("cn", None),
        ("jp", None),
        ("zxx", None),
        ("und", None),
        ("x-default", None),
        ("c", None),
        ("en, fr", None),
        ("{{lang}}", None),
        ("", None),
    ],
)
def test_language_tags(raw: str, tag: str | None) -> None:
    assert normal(raw) == tag


@pytest.mark.parametrize(
    ("lang", "head", "text", "tag"),
    [
        (" lang='fr'", "", "x", "fr"),
        (" xml:lang='fr'", "", "x", "fr"),
        ("", '<meta http-equiv="content-language" content="fr-CA">', "x", "fr-CA"),
        ("", '<meta property="og:locale" content="zh_TW">', "x", "zh-TW"),
        ("", '<script type="application/ld+json">{"@type":"Article","inLanguage":"pt-br"}</script>', "x", "pt-BR"),
        (
            "",
            '<script type="application/ld+json">{"@type":"Article","inLanguage":{"name":"Czech","alternateName":"cs"}}</script>',
            "x",
            "cs",
        ),
        # A template's language, and no language
        (" lang='en'", "", TEXTS["zh"] * 3, "zh"),
        (" lang='en'", "", TEXTS["ru"] * 3, "ru"),
        (" lang='en'", "", TEXTS["ar"] * 3, "ar"),
        (" lang='zh-CN'", "", TEXTS["en"] * 3, "en"),
        (" lang='zh'", "", TEXTS["ja"] * 3, "ja"),
        (" lang='en'", '<meta property="og:locale" content="zh_HK">', TEXTS["zh"] * 3, "zh-HK"),
        (" lang='cn'", "", TEXTS["zh"] * 3, "zh"),
        (" lang='zxx'", "", TEXTS["de"] * 3, "de"),
        ("", "", TEXTS["de"] * 3, "de"),
        ("", "", TEXTS["el"] * 3, "el"),
        # The script agrees, or says nothing
        (" lang='zh-TW'", "", TEXTS["zh"] * 3, "zh-TW"),
        (" lang='sr'", "", TEXTS["ru"] * 3, "sr"),
        (" lang='ru-Latn'", "", TEXTS["en"] * 3, "ru-Latn"),
        (" lang='en'", "", TEXTS["en"] * 3 + TEXTS["zh"], "en"),
        (" lang='ko'", "", TEXTS["ko"] * 3, "ko"),
        ("", "", "ok", None),
    ],
)
def test_languages(lang: str, head: str, text: str, tag: str | None) -> None:
    read = read_language(parsed(lang, text, head))
    assert read.value == tag
    assert bool(read.evidence) == (tag is not None)


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("en", "de"),
        ("de", "en"),
        ("en", "es"),
        ("es", "nb"),
        ("uk", "ru"),
        ("ru", "uk"),
        ("ar", "fa"),
        ("fa", "ar"),
        ("zh", "ja"),
        ("ja", "zh"),
    ],
)
def test_a_long_text_in_another_language_wins(declared: str, text: str) -> None:
    read = read_language(parsed(f" lang='{declared}'", TEXTS[text] * 12))
    [evidence], [refusal] = read.evidence, read.refusals
    assert (read.value or "").replace("no", "nb") == text
    assert (evidence.method, evidence.where, evidence.raw) == ("detected", "against html lang", declared)
    assert refusal.raw == declared


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("en", TEXTS["de"] * 3),  # a quotation, a name list
        ("de", TEXTS["en"] * 12 + TEXTS["de"] * 12),  # an abstract
        ("nn", TEXTS["nb"] * 12),  # a near language
        ("haw", TEXTS["en"][:60] * 2),
        ("en-GB", TEXTS["en"] * 12),
    ],
)
def test_else_what_is_declared_stands(declared: str, text: str) -> None:
    assert read_language(parsed(f" lang='{declared}'", text)).value == declared


def test_another_declaration_that_the_text_bears_out_comes_first() -> None:
    read = read_language(parsed(" lang='en'", TEXTS["de"] * 12, '<meta property="og:locale" content="de_AT">'))
    assert read.value == "de-AT"


def test_a_declaration_that_loses_says_why() -> None:
    head = '<meta http-equiv="content-language" content="russian">'
    read = read_language(parsed(" lang='en'", TEXTS["ru"] * 3, head))
    assert read.value == "ru"
    assert [(refusal.reason, refusal.raw) for refusal in read.refusals] == [
        ("the text is in another script", "en"),
        ("no language tag", "russian"),
    ]


def test_header_and_source_come_last() -> None:
    assert (
        read_language(parsed("", "x", headers=(("content-language", "da"),), hints=Hints(language="sv"))).value
        == "da"
    )
    assert read_language(parsed("", "x", hints=Hints(language="sv"))).value == "sv"


@pytest.mark.parametrize("tag", sorted({*TEXTS} - {"nb"}))
def test_texts_tell_their_language(tag: str) -> None:
    assert read_language(parsed("", TEXTS[tag] * 2)).value == tag


@pytest.mark.no_cover
@pytest.mark.parametrize("piece", ["a", "海", "あ", "1", " ", "zh-", "\u0640", "en_US.", "я "])
def test_hostile_text_is_read_in_time(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    read = parsed(f" lang='{text}'", text, f'<meta name="language" content="{text}">')
    detected("warm up the model " * 9)
    with bounded():
        read_language(read)
        normal(text)


@given(st.text(max_size=200))
def test_any_text_has_one_language_or_none(text: str) -> None:
    tag, probability = detected(text) or (None, 0.0)
    assert 0 <= probability <= 1
    assert tag is None or normal(tag)
    assert normal(text) is None or normal(normal(text) or "") == normal(text)
