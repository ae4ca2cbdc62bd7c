"""How do languages say what a Creative Commons licence asks? Its elements, countries and the words between them.

Creative Commons' own translations of the licences' names; a blank stands for a blank, a hyphen or nothing.
"""

from __future__ import annotations

import re

from pipelines.text import listed

ATTRIBUTION = listed("""
    attribution | namensnennung | paternité | reconocimiento | atribución | atribuição | attribuzione
    naamsvermelding | uznanie autorstwa | атрибуция | с указанием авторства | із зазначенням авторства
    署名 | 姓名標示 | 姓名标示 | 表示 | 저작자 표시 | reconeixement | erkännande | navngivelse | nimeä
    nevezd meg | uveďte původ | αναφορά δημιουργού | atıf | ייחוס | نسب المصنف | atribusi | ghi công
    """)
NONCOMMERCIAL = listed("""
    non commercial | nicht kommerziell | keine kommerzielle nutzung | pas d utilisation commerciale
    utilisation non commerciale | no comercial | não comercial | uso não comercial | non commerciale
    niet commercieel | użycie niekomercyjne | некоммерческая | некоммерческое использование | некомерційна
    非商业性使用 | 非商业性 | 非商業性 | 非商业 | 非営利 | 비영리 | icke kommersiell | ikke kommerciel
    ikke kommersiell | ei kaupallinen | ne add el | neužívejte komerčně | μη εμπορική χρήση | gayri ticari
    """)
NO_DERIVATIVES = listed("""
    no derivatives | no derivative works | no derivs | keine bearbeitungen | keine bearbeitung
    pas de modifications | pas de modification | sin obra derivada | sin obras derivadas | sin derivadas
    sin derivar | sem derivações | sem derivados | non opere derivate | no opere derivate
    geen afgeleide werken | bez utworów zależnych | без производных произведений | без производных
    без похідних | 禁止演绎 | 禁止改作 | 改変禁止 | 변경금지 | inga bearbetningar | ingen bearbejdelser
    """)
SHARE_ALIKE = listed("""
    share alike | weitergabe unter gleichen bedingungen | partage dans les mêmes conditions
    partage des conditions initiales à l identique | partage à l identique | compartir igual
    compartilha igual | compartilhamento pela mesma licença | partilha nos termos da mesma licença
    condividi allo stesso modo | gelijk delen | na tych samych warunkach | с сохранением условий
    на тех же условиях | поширення на тих самих умовах | 相同方式共享 | 相同方式分享 | 継承
    동일조건변경허락 | dela lika | del på samme vilkår | jaa samoin | így add tovább | zachovejte licenci
    """)
# What may stand between the elements and the version.
BETWEEN = r"""
    (?:licen[cçsz]|lizen[sz]|lisens|лицензи|ліцензі|internat?ional|internazional|internationaal|międzynarodow|международн
    |generic|universal|version)\w* | (?:unported|public|deed|int|v|und|and|et|y|e)\b
    | 许可协议|许可证|许可|授權條款|公共|国际版?|國際版?|版|ライセンス|国際|라이선스|国际许可
    """
COUNTRIES = {
    "DE": "germany | deutschland | allemagne",
    "AT": "austria | österreich",
    "CH": "switzerland | schweiz | suisse",
    "FR": "france",
    "ES": "spain | españa",
    "IT": "italy | italia",
    "NL": "netherlands | nederland",
    "US": "united states",
    "UK": "england and wales | england & wales | uk",
    "AU": "australia",
    "NZ": "new zealand",
    "BR": "brazil | brasil",
    "PT": "portugal",
    "PL": "poland | polska",
    "CN": "china mainland | 中国大陆",
    "TW": "taiwan | 台灣",
    "JP": "japan | 日本",
    "KR": "korea | 대한민국",
    "IGO": "igo",
}
# The codes that creativecommons.org has in its addresses; version 4.0 has none.
PORTS = frozenset(
    listed("""
    AM | AR | AT | AU | AZ | BE | BG | BR | CA | CH | CL | CN | CO | CR | CZ | DE | DK | EC | EE | EG | ES
    FI | FR | GE | GR | GT | HK | HR | HU | IE | IGO | IL | IN | IT | JP | KR | LU | MK | MT | MX | MY | NL
    NO | NZ | PE | PH | PL | PR | PT | RO | RS | RU | SCOTLAND | SE | SG | SI | TH | TW | UA | UG | UK | US | VE
    VN | ZA
    """)
)


def alternatives(words: tuple[str, ...]) -> str:
    """A pattern for any of these words: a blank in one is a blank, a hyphen, an apostrophe or nothing."""
    return "|".join(word.replace(" ", "[ '’‐–-]{0,3}") for word in words)


COUNTRY = {name: code for code, names in COUNTRIES.items() for name in listed(names)}
TOKEN = re.compile(
    rf"""
    (?P<separator>[\s\-–—_/·・,:«»"“”'’().]+)
    | (?P<BY>BY\b | (?i:by)(?=[\s-](?i:n[cd]|sa)\b | [\s-]?\d\.\d) | (?i:{alternatives(ATTRIBUTION)}))
    | (?P<NC>(?i:nc)\b | (?i:{alternatives(NONCOMMERCIAL)}))
    | (?P<ND>(?i:nd)\b | (?i:{alternatives(NO_DERIVATIVES)}))
    | (?P<SA>(?i:sa)\b | (?i:{alternatives(SHARE_ALIKE)}))
    | (?P<version>(?i:v\.?\s?)?[1-4]\.[015](?!\d))
    | (?P<country>(?i:{alternatives(tuple(sorted(COUNTRY, key=len, reverse=True)))})\b)
    | (?P<between>(?i:{BETWEEN}))
    | (?P<code>[A-Z]{{2,3}}\b)
    """,
    re.VERBOSE,
)
