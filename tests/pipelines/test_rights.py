"""Who holds the copyright, and which licence is the page's own? By tables, with what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Document, document
from pipelines.page import Page
from pipelines.rights.copyright_notice import LONGEST_HOLDER, read_notice
from pipelines.rights.copyright_words import ALL_RESERVED
from pipelines.rights.licenses import most_exact, of_address, of_words
from pipelines.rights.read import read_rights
from pipelines.rights.stems import OF_LICENSES, OF_NOTICES, Lowered
from tests.cost import SIZE, bounded

if TYPE_CHECKING:
    from output.records import Rights

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
LATEST = 2026
URL = "https://kite.example/views/9.html"
CC = "https://creativecommons.org/licenses"
PROSE = "<p>" + "The committee met again in the autumn and agreed on very little. " * 4 + "</p>"


def parsed(body: str, head: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Document:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    read = document(Page("kite", URL, html.encode(), FETCHED, headers=headers))
    assert read is not None
    return read


def rights(body: str, head: str = "") -> Rights:
    value = read_rights(parsed(body, head)).value
    assert value is not None
    return value


def reasons(body: str, head: str = "") -> list[str]:
    return [refusal.reason for refusal in read_rights(parsed(body, head)).refusals]


@pytest.mark.parametrize(
    ("text", "holder", "years"),
    [
        ("© 2015-2024 Kite Institute. All rights reserved.", "Kite Institute", "2015-2024"),
        ("Copyright (c) 2015-2024 Kite Institute", "Kite Institute", "2015-2024"),
        ("© Kite Institute 2015", "Kite Institute", "2015"),
        ("2015 © Kite Institute", "Kite Institute", "2015"),
        ("Kite Institute © 2015. All rights reserved", "Kite Institute", "2015"),
        ("Copyright © 2024 by Kite Institute | Imprint", "Kite Institute", "2024"),
        ("© 2024 by Foo", "Foo", "2024"),
        ("Copyright: Kite Institute", "Kite Institute", None),
        ("Copyright by KITE 1999-2021", "KITE", "1999-2021"),
        ("Copyright Ann Lee 2012-2020.", "Ann Lee", "2012-2020"),
        ("© Kite Bar – Impressum – Datenschutz", "Kite Bar", None),
        ("© 2019 Kite Institut e. V. | Impressum", "Kite Institut e. V.", "2019"),
        ("© 2019 Kite Institut e.V. Alle Rechte vorbehalten.", "Kite Institut e.V.", "2019"),
        ("© 2020 Kite & Co. KG", "Kite & Co. KG", "2020"),
        ("© 2020 Kite Pvt. Ltd. All rights reserved.", "Kite Pvt. Ltd.", "2020"),
        ("© 2020 Kite, Inc. 11 West Street, Harbour City", "Kite, Inc.", "2020"),
        ("© 2020 Kite Inc. and its affiliates", "Kite Inc. and its affiliates", "2020"),
        ("© Dr. Ann K. Lee 2020", "Dr. Ann K. Lee", "2020"),
        ("© 2020 kite.example. All rights reserved.", "kite.example", "2020"),
        ("版权所有 © 2010-2020 海湾研究所", "海湾研究所", "2010-2020"),
        ("版权所有：海湾研究所 2020", "海湾研究所", "2020"),
        ("海湾研究所 版权所有 2020", "海湾研究所", "2020"),
        ("Copyright © 2020 Gulf Institute. All Rights Reserved. 海湾研究所 版权所有", "Gulf Institute", "2020"),
        ("© 2020 海湾研究所 京ICP备1234号", "海湾研究所", "2020"),
        ("© 2005—2020, ТОВ «Змій». Усі права захищені", "ТОВ «Змій»", "2005—2020"),
        ("جميع الحقوق محفوظة © 2020 مركز الخليج", "مركز الخليج", "2020"),
        ("© 2019 KITE TOUS DROITS RESERVES", "KITE", "2019"),
        ("© 2019 Kite InstitutImpressumDatenschutz", "Kite Institut", "2019"),
        ("© 2019 Legal Services Corporation", "Legal Services Corporation", "2019"),
        ("© 2019 Kite. Powered by WordPress", "Kite", "2019"),
        ("© 2019 Kite - Designed by Owl Studio", "Kite", "2019"),
        ("© 2019 Kite is a registered charity", "Kite", "2019"),
        ("© 2008-2020 Kite - Alle Inhalte stehen unter CC BY 3.0", "Kite", "2008-2020"),
        ("2019 Kite Institute. All rights reserved.", "Kite Institute", "2019"),
        ("Ⓒ 2020 Kite", "Kite", "2020"),
        ("Copyrights ⓒ 연 연구소. 무단 전재 및 재배포 금지", "연 연구소", None),
        ("© 2019 Kite Institut Im\u00adpres\u00adsum", "Kite Institut", "2019"),
        ("© Kite 2019, the Sea Company Ltd.", "Kite, the Sea Company Ltd.", "2019"),
        ("© 2024 Aitvaras. Visos teisės saugomos", "Aitvaras", "2024"),
        ("© 2020 Studio 54", "Studio 54", "2020"),
        ("© 2020 Will Smith", "Will Smith", "2020"),
        ("© כל הזכויות שמורות למכון העפיפון", "מכון העפיפון", None),
        ("جميع الحقوق محفوظة © معهد الطائرة", "معهد الطائرة", None),
        # With an address behind the name
        ("© 2020 Kite Institute, 12 Main Street, 10115 Berlin", "Kite Institute", "2020"),
        ("© 2020 Kite Institute 12 High Street, London, tel. 555", "Kite Institute", "2020"),
        ("© 2020 Kite Institut Hauptstr. 5 10115 Berlin", "Kite Institut", "2020"),
        ("© 2020 Kite Institut Lange Straße 5", "Kite Institut", "2020"),
        ("© 2020 Istituto Aquilone via Roma 3, Milano", "Istituto Aquilone", "2020"),
        ("© 2020 Kite Ltd, Harbour House, Sea Road, Bristol, BS1 2AB", "Kite Ltd", "2020"),
        ("© 2020 Kite, Inc., P.O. Box 280, Harbour City", "Kite, Inc.", "2020"),
        ("© 2020 Kite Institute 10115 Berlin", "Kite Institute", "2020"),
        ("© 2020 Kite Institute, a 501(c)(3) organization", "Kite Institute", "2020"),
        ("© 2020 Kite Institute office@kite.example Contact", "Kite Institute", "2020"),
        ("© 2020 Kite Institute, Berlin", "Kite Institute, Berlin", "2020"),
        # Years of other calendars and digits
        ("© 2563", None, "2020"),
        ("© 2560-2563 Kite Institute", "Kite Institute", "2017-2020"),
        ("สงวนลิขสิทธิ์ © พ.ศ. ๒๕๖๓ สถาบันว่าว", "สถาบันว่าว", "2020"),
        ("© ٢٠٢٠ معهد الطائرة", "معهد الطائرة", "2020"),
        ("© ۱۳۹۹ موسسه بادبادک", "موسسه بادبادک", None),
        ("© 2600 Kite", "Kite", None),
        # What a template has left
        ("© {{ year }} Kite Institute", "Kite Institute", None),
        ("© {year} Kite Institute", "Kite Institute", None),
        ("© ${new Date().getFullYear()} Kite Institute", "Kite Institute", None),
        ("© [year] Kite Institute", "Kite Institute", None),
        ("© <?= date('Y') ?> Kite Institute", "Kite Institute", None),
        ("© %Y Kite Institute", "Kite Institute", None),
        ("© 2020 {{ site.name }}", None, "2020"),
        ("© 2020 %sitename%", None, "2020"),
        # A sentence
        ("Copyright 2019 was a bad year for authors", None, None),
        ("Ties and copyright: exploring what is lawful in mining", None, None),
        # No holder
        ("All rights reserved.", None, None),
        ("© 2024", None, "2024"),
        ("© 2019 Derechos Reservados", None, "2019"),
        ("© Riproduzione riservata", None, None),
        ("© 2019 Privacy Policy", None, "2019"),
        ("© 2019 Theme by Owl", None, "2019"),
        ("© 2020 CC BY-NC 3.0", None, "2020"),
        ("© 2020 Creative Commons BY", None, "2020"),
        ("© This work is protected by law", None, None),
        ("Powered by Forum® Software © Owl Limited", None, None),
        ("Site design / logo © 2022 Owl Inc", None, None),
        ("https://kite.example/#organization", None, None),
        ("All rights reserved. Use of this page for private ends only.", None, None),
        ("© 2006-2034 Kite", "Kite", None),
        ("© " + "very " * 30 + "long", None, None),
    ],
)
def test_notices(text: str, holder: str | None, years: str | None) -> None:
    read = read_notice(text, LATEST)
    assert (read.holder, read.years) == (holder, years)
    assert (read.reason is None) == (holder is not None)


@pytest.mark.parametrize(
    ("body", "head", "holder"),
    [
        ("<footer>© 2020 Kite</footer>", "", "Kite"),
        (f"{PROSE}<div>© Kite</div>", "", "Kite"),
        (f"<p>Copyright: Kite Centre</p>{PROSE}", "", "Kite Centre"),
        (f"{PROSE}<p>© 2020 Kite</p>{PROSE}", "", "Kite"),
        (f"<p>© Ann Lee</p>{PROSE}", "", None),
        (f"<figure><figcaption>© 2020 Ann Lee</figcaption></figure>{PROSE}", "", None),
        (f"{PROSE}<p>Photo: © 2020 Ann Lee</p>", "", None),
        (f"{PROSE}<p>来源：Owl News</p>", "", None),
        (f"<p>A paper on copyright in 2019 and its long history.</p>{PROSE}", "", None),
        ("", '<meta name="dcterms.rightsHolder" content="Kite">', "Kite"),
        ("", '<meta name="copyright" content="© 2020 Kite">', "Kite"),
        ("", '<meta name="dc.rights" content="All rights reserved">', None),
        (
            "",
            '<script type="application/ld+json">{"@type":"Article","copyrightHolder":{"name":"Kite&#039;s"}}</script>',
            "Kite's",
        ),
        (
            "",
            """<script type="application/ld+json">{"@graph":[{"@type":"Article","copyrightHolder":{"@id":"#o"}},
            {"@type":"Organization","@id":"#o","name":"Kite"}]}</script>""",
            "Kite",
        ),
        (
            "",
            """<script type="application/ld+json">{"@type":"Article","copyrightHolder":{"@id":"#o"},
            "publisher":{"@type":"Organization","@id":"#o","name":"Kite"}}</script>""",
            "Kite",
        ),
        ("", '<script type="application/ld+json">{"@type":"Article","copyrightHolder":{"@id":"#o"}}</script>', None),
        ("", '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Kite"}}</script>', None),
        ("", '<script type="application/ld+json">{"@type":"ImageObject","copyrightHolder":"Owl"}</script>', None),
        (
            "",
            '<script type="application/ld+json">{"@type":"Article","copyrightNotice":"© 2020 Kite."}</script>',
            "Kite",
        ),
        ("<footer><span itemprop='copyrightHolder'>Kite</span></footer>", "", "Kite"),
        ("<span itemprop='copyrightHolder'>(Image credit: Owl)</span>", "", None),
    ],
)
def test_holders(body: str, head: str, holder: str | None) -> None:
    assert rights(body, head).holder == holder


@pytest.mark.parametrize("phrase", ALL_RESERVED)
def test_every_phrase_of_a_notice_has_a_stem(phrase: str) -> None:
    for written in (phrase, phrase.upper(), phrase.title()):
        line = parsed(f"<p>Kite</p><p>{written}</p>")
        assert Lowered(line).places(OF_NOTICES) == [1]


@pytest.mark.parametrize(
    "sign", ["©", "Ⓒ", "(c) 2020", "&amp;copy;", "Copyright:", "Copyleft: 2020", "版权归", "著作権：", "저작권자"]
)
def test_every_sign_has_a_stem(sign: str) -> None:
    assert Lowered(parsed(f"<p>Kite</p><p>{sign}</p>")).places(OF_NOTICES) == [1]


def test_years_without_a_name_go_with_the_meta_datas_name() -> None:
    read = rights("<footer>© 2020</footer>", '<meta name="copyright" content="Kite">')
    assert (read.holder, read.years, read.raw) == ("Kite", "2020", "Kite")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("CC BY 4.0", ["CC-BY-4.0"]),
        ("cc by-sa 4.0", ["CC-BY-SA-4.0"]),
        ("CC BY-SA 3.0 DE", ["CC-BY-SA-3.0-DE"]),
        ("CC BY 4.0 DE", ["CC-BY-4.0"]),
        ("CC-BY-SA", ["CC-BY-SA"]),
        ("LICENSED UNDER CC BY NC ND", ["CC-BY-NC-ND"]),
        ("a Creative Commons Attribution 4.0 International License", ["CC-BY-4.0"]),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported", ["CC-BY-NC-ND-3.0"]),
        ("Creative Commons Attribution-Noncommercial-Share Alike 3.0 United States", ["CC-BY-NC-SA-3.0-US"]),
        ("Creative Commons Namensnennung 3.0 Deutschland", ["CC-BY-3.0-DE"]),
        ("Creative Commons Namensnennung - Keine Bearbeitung 3.0 Deutschland", ["CC-BY-ND-3.0-DE"]),
        ("Creative Commons Attribution - Pas d’Utilisation Commerciale 3.0 France", ["CC-BY-NC-3.0-FR"]),
        ("Creative Commons Reconocimiento-NoComercial-SinObraDerivada 4.0", ["CC-BY-NC-ND-4.0"]),
        ("采用知识共享署名-非商业性使用-相同方式共享 4.0 国际许可协议", ["CC-BY-NC-SA-4.0"]),
        ("クリエイティブ・コモンズ 表示 4.0 国際 ライセンス", ["CC-BY-4.0"]),
        ("CC0", ["CC0-1.0"]),
        ("CC0 1.0 Universal", ["CC0-1.0"]),
        ("Public Domain Mark 1.0", ["CC-PDM-1.0"]),
        ("Open Government Licence v3.0", ["OGL-UK-3.0"]),
        ("Open Government Licence - Canada", ["OGL-Canada-2.0"]),
        ("Licence Ouverte / Open Licence version 2.0", ["etalab-2.0"]),
        ("dl-de/by-2-0", ["DL-DE-BY-2.0"]),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0", ["DL-DE-BY-2.0"]),
        ("Creative Commons License", []),
        ("Creative Commons by Ann", []),
        ("cc by hand", []),
        ("CC BY-SA-ND 4.0", []),
        ("Open Government Licence", []),
        ("All rights reserved", []),
    ],
)
def test_licences_in_words(text: str, ids: list[str]) -> None:
    assert most_exact(name for name, _, _ in of_words(text)) == ids
    assert not ids or Lowered(parsed(f"<p>Kite</p><p>{text}</p>")).places(OF_LICENSES) == [1]


@pytest.mark.parametrize(
    ("url", "license_id"),
    [
        (f"{CC}/by/4.0/", "CC-BY-4.0"),
        (f"{CC}/by-nc-sa/3.0/de/", "CC-BY-NC-SA-3.0-DE"),
        (f"{CC}/by-sa/3.0/deed.de", "CC-BY-SA-3.0"),
        (f"{CC}/by/4.0/legalcode", "CC-BY-4.0"),
        (f"{CC}/by/3.0/igo/", "CC-BY-3.0-IGO"),
        (f"{CC}/by/4.0?ref=chooser", "CC-BY-4.0"),
        (f"{CC}/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        (f"{CC}/sampling/1.0/", None),
        (f"{CC}/", None),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "OGL-UK-3.0"),
        ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("https://spdx.org/licenses/etalab-2.0.html", "etalab-2.0"),
        ("https://kite.example/terms", None),
    ],
)
def test_licences_in_addresses(url: str, license_id: str | None) -> None:
    assert of_address(url) == license_id


BY = f'<a href="{CC}/by/4.0/">CC BY 4.0</a>'
REL = f'<a rel="license" href="{CC}/by/4.0/">Terms</a>'


@pytest.mark.parametrize(
    ("body", "head", "license_id"),
    [
        (REL, "", "CC-BY-4.0"),
        ("", f'<link rel="license" href="{CC}/by/4.0/">', "CC-BY-4.0"),
        ("", f'<meta name="dcterms.license" content="{CC}/by/4.0/">', "CC-BY-4.0"),
        (
            "",
            f'<script type="application/ld+json">{{"@type":"Article","license":"{CC}/by/4.0/"}}</script>',
            "CC-BY-4.0",
        ),
        (
            "",
            f'<script type="application/ld+json">{{"@type":"Article","license":{{"@id":"{CC}/by/4.0/"}}}}</script>',
            "CC-BY-4.0",
        ),
        (
            "",
            f'<script type="application/ld+json">{{"@type":"Article","license":{{"url":"{CC}/by/4.0/"}}}}</script>',
            "CC-BY-4.0",
        ),
        (
            "",
            '<script type="application/ld+json">{"@type":"Article","license":"CC BY-SA 4.0"}</script>',
            "CC-BY-SA-4.0",
        ),
        (f"<p>This work is licensed under {BY}.</p>", "", "CC-BY-4.0"),
        (f"<p>Sofern nicht anders angegeben, stehen Inhalte dieser Seite unter {BY}.</p>", "", "CC-BY-4.0"),
        ("<p>License: CC BY-SA 3.0 DE</p>", "", "CC-BY-SA-3.0-DE"),
        ("<p>本作品采用知识共享署名 4.0 国际许可协议进行许可。</p>", "", "CC-BY-4.0"),
        (f"<footer>{BY}</footer>", "", "CC-BY-4.0"),
        (f'<footer><a href="{CC}/by/4.0/"><img src="by.png"></a></footer>', "", "CC-BY-4.0"),
        ("<footer>© 2020 Kite. CC-BY-SA</footer>", "", "CC-BY-SA"),
        (f'<footer>Licensed under <a href="{CC}/by-nc/4.0/">CC BY-NC</a></footer>', "", "CC-BY-NC-4.0"),
        (
            "<footer>All content is available under the Open Government Licence v3.0, except where otherwise stated</footer>",
            "",
            "OGL-UK-3.0",
        ),
        (f'<p>This work is under <a href="{CC}/by/3.0/de/">CC BY 3.0</a>.</p>', "", "CC-BY-3.0-DE"),
        (f'<p>This work is under <a href="{CC}/by/4.0/">CC BY</a>.</p>', "", "CC-BY-4.0"),
        (f"<p>© 2020 Kite. <a href='{CC}/by-nc/4.0/'>Some rights reserved</a>.</p>", "", "CC-BY-NC-4.0"),
        ("<p>This is an open access article distributed under the Creative Commons CC BY license.</p>", "", "CC-BY"),
        (
            "<p>This article is licensed under a Creative Commons Attribution 4.0 License, " + "and so on " * 70,
            "",
            "CC-BY-4.0",
        ),
        ("<footer>Sauf mention contraire, ces pages sont sous licence etalab-2.0</footer>", "", "etalab-2.0"),
        ("<p>Unless otherwise noted, this report is under CC BY 4.0. Photos CC BY-ND 2.0.</p>", "", "CC-BY-4.0"),
        # Somebody else's, or no licence
        (f"<footer>{BY} icons by Owl</footer>", "", None),
        (f'<p>This work is under <a href="{CC}/by/4.0/">CC BY-NC 4.0</a>.</p>', "", None),
        (f'<a rel="license" href="{CC}/by/4.0/">CC BY-NC 4.0</a>', "", None),
        ("<footer>Map data © Owl contributors, ODbL 1.0</footer>", "", None),
        ("<p>The kernel is free, and its handbook is under CC BY 4.0.</p>", "", None),
        ("<p>Republish our articles for free under a Creative Commons license.</p>", "", None),
        ("<div class='comment'><p>License: CC BY 4.0</p></div>", "", None),
        (f"<p>{BY}</p>", "", None),
        (f"<p>The team has put its data under {BY}, we hear.</p>", "", None),
        (f"<figure><figcaption>Photo: Ann Lee {REL}</figcaption></figure>", "", None),
        (f"<p>Photo: Ann Lee, {REL}</p>", "", None),
        (f"<p>Lightbox © Ann Lee licensed under {BY}</p>", "", None),
        (f"<div class='related'><p>This work is licensed under {BY}</p></div>", "", None),
        (f"<blockquote>This work is licensed under {BY}</blockquote>", "", None),
        (f"<footer>Icons by Ann Lee, {BY}</footer>", "", None),
        ("<p>A policy (e.g. CC BY for open journals)</p>", "", None),
        ("<footer>All rights reserved</footer>", "", None),
        ("", '<meta name="dc.rights" content="All rights reserved">', None),
        ("", '<link rel="license" type="application/rsl+xml" href="https://kite.example/license.xml">', None),
        ("", '<link rel="license" href="https://kite.example/terms">', None),
        ("", f'<script type="application/ld+json">{{"@type":"ImageObject","license":"{CC}/by/4.0/"}}</script>', None),
        (
            f'<div itemscope itemtype="https://schema.org/ImageObject"><a itemprop="license" href="{CC}/by/4.0/">x</a></div>',
            "",
            None,
        ),
        (f'{REL}<a rel="license" href="{CC}/by-sa/4.0/">More</a>', "", None),
        (f'<footer>{BY} <a href="{CC}/by/3.0/">CC BY 3.0</a></footer>', "", None),
    ],
)
def test_licences(body: str, head: str, license_id: str | None) -> None:
    assert rights(body, head).license == license_id


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "<link rel='license' type='application/rsl+xml' href='/license.xml'>",
            "terms for machines (RSL) are no licence to readers",
        ),
        ("<a rel='license' href='/terms'>Terms</a>", "no licence known by this name"),
        ("<meta name='dcterms.license' content='All rights reserved'>", "reserved rights are no licence"),
        (f"<figure>{REL}</figure>", "the licence of something else on the page"),
        (f'{REL}<a rel="license" href="{CC}/by-sa/4.0/">More</a>', "two licences of equal rank"),
        ("<p>This work is under a Creative Commons licence.</p>", "which licence is not said"),
        ("<p>An example is CC BY 4.0 and no more.</p>", "nothing says that the page stands under it"),
        ("<footer>© This page is protected</footer>", "a sentence, no name"),
    ],
)
def test_what_is_not_believed_is_refused_with_its_reason(body: str, reason: str) -> None:
    assert reason in reasons(body)


def test_the_refusal_of_a_contradiction_says_both() -> None:
    read = read_rights(parsed(f'<p>This work is under <a href="{CC}/by/4.0/">CC BY-NC 4.0</a>.</p>'))
    (said,) = (refusal.raw for refusal in read.refusals if refusal.reason == "two licences of equal rank")
    assert said == f"CC-BY-4.0: {CC}/by/4.0/; CC-BY-NC-4.0: CC BY-NC 4.0"


def test_every_value_has_its_evidence() -> None:
    read = read_rights(parsed(f"<footer>© 2020 Kite. All content is under {BY}</footer>"))
    fields = {evidence.field for evidence in read.evidence}
    assert fields == {"copyright_holder", "copyright_years", "rights_raw", "license", "license_url"}


def test_signals_to_machines() -> None:
    read = parsed(
        "", '<meta name="robots" content="noai, follow">', (("x-robots-tag", "noarchive"), ("tdm-reservation", "1"))
    )
    value = read_rights(read).value
    assert value is not None
    assert value.signals == ("robots=noai", "robots=noarchive", "tdm-reservation=1")


HOSTILE = [
    "©",
    ", ",
    "{year",
    "12 a a a ",
    "Ltd, ",
    "ab@",
    "© 25",
    "12 Str. ",
    "© 2020 ",
    "(c) 2020",
    "Copyright ",
    "a. ",
    "- ",
    "|",
    "CC BY ",
    "Creative Commons ",
    "by-",
    "2019-",
    "Inc. ",
    "( ",
    "\u3002",
    "A",
    "1.",
    "cc-by-nc-",
    "License: ",
]


@pytest.mark.no_cover
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    with bounded():
        read_notice(text, LATEST)
        list(of_words(text))
        of_address(f"https://creativecommons.org/licenses/{text}")
        head = f'<meta name="dc.rights" content="{text}"><meta name="copyright" content="{text}">'
        read_rights(parsed(f"<p>{text}</p><p>This work: {text}</p>", head))
        read_rights(parsed(("<footer>" + piece * 30 + "</footer>") * (3_000 // len(piece))))


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=10), max_size=30).map("".join))
def test_any_text_gives_a_bounded_name_or_a_reason(text: str) -> None:
    read = read_notice(text, LATEST)
    assert (read.holder is None) != (read.reason is None)
    assert len(read.holder or "") <= LONGEST_HOLDER
    assert read.holder is None or read.holder.strip() == read.holder
    assert all(0 <= begin < end <= len(text) for _, begin, end in of_words(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "This work is not licensed under CC BY 4.0.",
        "This article is not available under a CC BY 4.0 licence.",
        "Until 2015 this article was published under CC BY 3.0; all rights are now reserved.",
        "This article discusses the use of CC BY 4.0 by publishers.",
        "This report builds on a dataset by Bo Ek (CC BY 4.0).",
        "In this paper we ask whether CC BY-NC 4.0 harms reuse.",
        "This article uses text from the Owl Encyclopedia, released under CC BY-SA 3.0.",
        "Is this article under CC BY 4.0 or not?",
        "Dieser Beitrag untersucht, ob CC BY-NC 4.0 der Nachnutzung schadet.",
    ],
)
def test_a_licence_that_is_denied_or_spoken_of_is_none(sentence: str) -> None:
    rights = read_rights(parsed(f"<p>{sentence}</p>")).value
    assert rights is not None
    assert rights.license is None


def test_the_year_s_evidence_is_the_year() -> None:
    head = '<script type="application/ld+json">{"@type":"Article","copyrightHolder":"Kite","copyrightYear":2019}</script>'
    read = read_rights(parsed("", head))
    assert read.value is not None
    assert (read.value.holder, read.value.years) == ("Kite", "2019")
    assert all("2019" in (one.raw or "") for one in read.evidence if one.field == "copyright_years")
