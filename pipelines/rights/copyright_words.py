"""Which words of a copyright notice are not its holder's name? Reserved rights, signs, menus, makers, credits."""

from __future__ import annotations

import re

from pipelines.text import listed

# As notices of these languages have it; "All rights reserved" is neither a licence nor a name.
ALL_RESERVED = listed("""
    all rights reserved | all right reserved | some rights reserved | rights reserved | alle rechte vorbehalten
    all rights are reserved | tous droits réservés | tous droits reserves | todos los derechos reservados | algunos derechos reservados
    derechos reservados | todos os direitos reservados | tutti i diritti riservati | tutti i diritti sono riservati
    riproduzione riservata | все права защищены | усі права захищені | всі права захищені | всички права запазени
    wszelkie prawa zastrzeżone | wszystkie prawa zastrzeżone | všechna práva vyhrazena | všetky práva vyhradené
    minden jog fenntartva | toate drepturile rezervate | sva prava pridržana | sva prava zadržana | vse pravice pridržane
    të gjitha të drejtat e rezervuara | te gjitha te drejtat te rezervuara | alle rechten voorbehouden
    alla rättigheter förbehållna | alle rettigheder forbeholdes | alle rettigheter reservert | kaikki oikeudet pidätetään
    tüm hakları saklıdır | her hakkı saklıdır | με επιφύλαξη παντός δικαιώματος | כל הזכויות שמורות
    جميع الحقوق محفوظة | حقوق النشر محفوظة | كل الحقوق محفوظة | تمامی حقوق محفوظ است | کلیه حقوق محفوظ است | सर्वाधिकार सुरक्षित
    সর্বস্বত্ব সংরক্ষিত | สงวนลิขสิทธิ์ | hak cipta dilindungi undang-undang | semua hak dilindungi | bản quyền thuộc về
    visos teisės saugomos | visas tiesības aizsargātas | kõik õigused kaitstud | öll réttindi áskilin
    tots els drets reservats | hak cipta terpelihara | mọi quyền được bảo lưu | 保留所有权利 | 保留一切权利 | 保留所有權利 | 版权所有，侵权必究 | 侵权必究 | 未经授权禁止转载 | 무단 전재 및 재배포 금지 | 무단전재 및 재배포 금지 | 無断転載を禁じます | 無断転載禁止
    """)
# The sign, or the word with what makes it a notice: prose speaks of copyright too.
SIGNS = (
    r"[©Ⓒⓒ]|\(c\)(?=[\s,]*(?:(?:19|20)\d\d|copyright|by\b))|&copy;?|\bcopy(?:rights?|left)\s*(?:[:：]|©|\(c\)|(?:by\s+)?(?:19|20)\d{2})"
    r"|\bcopyrights?\s+by\b|^copyright\s(?=(?-i:[A-ZÀ-ÖØ-Þ])\S{0,40}\s[^.:;!?]{1,80}\s(?:19|20)\d\d\s?\.?$)|版权所有|版權所有|版权归|著作権(?=\s*[:：©])|저작권자|авторские права\s*[:©]"
)
WORDS = r"\bcopy(?:rights?|left)\b|(?:copyright)?\s*[©Ⓒⓒ]|版权所有|版權所有|版权归属?|版权|著作権|저작권자?|авторские права|&copy;?"
# "by" in the languages of notices, at the name's beginning only.
BY = r"(?:(?:by|von|par|por|di|since|seit|depuis|desde)\s*[:：]?\s+|归|所有)*"
# What begins a site's menu or small print behind the name.
MENU = listed("""
    impressum | datenschutz | datenschutzerklärung | kontakt | nutzungsbedingungen | cookies | cookie policy | cookie settings | agb
    barrierefreiheit | privacy | privacy policy | privacy notice | privacy statement | terms | terms of use | terms of service
    terms and conditions | contact | contact us | imprint | legal notice | legal information | legal stuff | license agreement | licence agreement | disclaimer | sitemap | site map | rss | entries rss | accessibility
    do not sell | your ad choices | ad choices | advertise | about us | careers | login | log in | subscribe | newsletter | back to top | work with us
    mentions légales | termes et conditions | conditions générales | términos | condiciones | políticas | politique de confidentialité | plan du site | aviso legal | política de privacidad | contacto
    política de privacidade | note legali | informativa privacy | privacybeleid | colofon | polityka prywatności | kontakt
    политика конфиденциальности | обратная связь | контакты | 公网安备 | 京公网安备 | 备案 | 使用百度 | 联系我们 | 网站地图 | 隐私
    地址 | 电话 | 邮编 | 技术支持 | 主办 | 承办 | プライバシー | お問い合わせ | 사업자등록번호 | 개인정보 | tel | phone | e-mail | email | isbn | issn | reg no | regn no | vat
    ust-idnr | steuer | handelsbuch | registered charity | registered in | a registered charity | version | printed from | edito da
    """)
MAKERS = listed("""
    powered by | proudly powered | designed by | design by | design: | design und | design & | web design | webdesign | website by | site by | site design
    developed by | development by | created by | built by | built with | hosted by | hosting | published with | build: | made with | managed by | theme by | theme: | theme von | theme | template by | wordpress
    unterstützt durch | realisation | umsetzung | erstellt mit | angetrieben von | e-commerce von | content management by
    distributed by | réalisation | conception | diseño | desarrollado por | desenvolvido por | realizzato da | сделано | разработка
    technical support | 设计制作 | 制作
    """)
# Before the sign, these say that something else than the page is meant, or who made its tools.
OTHERS = re.compile(
    r"\b(?:photos?|photographs?|photograph\w*|images?|pictures?|foto\w*|bild\w*|fotograf\w*|imagen|illustrations?|graphic|icons?|fonts?|map data|maps?"
    r"|quotes|software|platform by|community platform|source code|theme|template|logo|add-?ons?|plugins?|powered by|design(?:ed)? by|video|audio|music)\b|\b(?:sources?|quelle|credits?|data)\s*:"
    r"|图片|图源|摄影|照片|来源|写真|사진|фото",
    re.IGNORECASE,
)
# A sentence goes on like this behind the name.
SENTENCE = re.compile(
    r"\s+(?:(?:is|are|was|ist|sind|est|sont|es|son|é|è)\s+(?:a|an|the|not|ein|eine|part|teil|licen[sc]ed|liz\w+|unter|under|un|une|una|uma|owned|marca)"
    r"|and/or its licensors|reserves|cc[ -]by|creative commons|registered name|part of the|published under|licensed under|under (?:a |the )?(?:cc|creative)|steht unter|ein unternehmen der)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# With these a sentence begins, never a name.
NO_NAME = re.compile(
    r"(?:this|these|that|all|no|any|(?:the )?contents? (?:is|are|of|on|copyright\w*|property)|unless|except|use of|reproduction|nach|dies\w*|alle|inhalte|nachdruck|sofern|soweit"
    r"|licen[sc]e\w*|lizenz\w*|cc[ -]by\b|cc[ -]?0|creative commons|unauthori[sz]ed|material|statement|notice|information|policy|law|protected|infringement"
    r"|hinweis|fundad[oa]|founded|gegründet|reserved|privat|unknown|n/a|none|null|undefined|copyrighttext|sitename|your (?:company|site|name)|company name|read|click|el uso|by accessing)\b|لل",
    re.IGNORECASE,
)
# With these a sentence goes on that has begun with "Copyright 2019".
PREDICATE = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|does|ist|sind|war|gilt|est|sont|es|son)\b"
)
# Behind the name, its address: all behind a company's form that has a number in it, a part with a number behind a comma,
# a house's number and street, a box, a postal code, a telephone's number, an e-mail address.
STREET = "street|st|avenue|ave|road|rd|lane|drive|boulevard|blvd|square|place|terrace|rue|quai"
ADDRESS = re.compile(
    r"(?:(?:(?<=\bltd)|(?<=\bllc)|(?<=\bgmbh)|(?<=\blimited)|(?<=\binc\.)|(?<=\be\.v\.)),\D*\d|,\s?[^,.«“\"]*\d"
    rf"|\s\d{{1,5}}\w?,?\s(?:[^\W\d][\w.'’-]*\s){{0,3}}(?:{STREET})\b"
    r"|\s[\w-]*(?:(?<=\w)|\s)(?:stra(?:ß|ss)e|str\.|platz|allee|gasse|weg|straat|laan|gatan)\s\d"
    r"|\s(?:via|viale|piazza|calle|rua|avenida|ulica|ul\.|ул\.|вул\.)\s(?:[^\W\d][\w.'’-]*,?\s){1,3}\d"
    r"|\s(?:p\.\s?o\.\s?|po )box\b|\spostfach\b|\s(?:[A-Z]{1,2}-)?\d{4,6}\s(?-i:[A-ZÀ-Þ])|\s\+\d|\s[\w.+-]{1,64}@).*",
    re.IGNORECASE | re.DOTALL,
)
# Behind these a full stop ends no sentence; those of the second kind end a name, and keep theirs.
TITLES = frozenset(
    listed(
        "dr | prof | mr | mrs | ms | st | sr | dept | univ | inst | assoc | bros | gen | rev | hon | u.s | u.k | u.n | e.u | d.c"
    )
)
FORMS = frozenset(listed("inc | ltd | corp | co | pvt | plc | ltda | cia | jr | zrt | kft | nyrt | bhd | al"))
GOES_ON = FORMS | frozenset(listed("kg | kgaa | ohg | llc | lp"))
RESERVED = re.compile("|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ALL_RESERVED), re.IGNORECASE)


def words_cut(words: tuple[str, ...]) -> str:
    """A pattern for where any of these words begin behind a name."""
    begins = r"(?:(?<!\w)|(?<=(?-i:[a-zß-ÿ]))(?=(?-i:[A-Z])))"  # links that stand together are often glued
    latin = "|".join(re.escape(one) for one in words if one.isascii())
    others = "|".join(re.escape(one) for one in words if not one.isascii())
    return f"{begins}(?:{latin})(?!(?-i:[a-z]))|{others}"


NOTICE = re.compile(f"{SIGNS}|{RESERVED.pattern}", re.IGNORECASE)
SIGN = re.compile(rf"{SIGNS}|^\W*copyrights?\s+(?=\w)", re.IGNORECASE)
# Hebrew and Arabic write "to" and the holder as one word.
RESERVED_TO = r"כל הזכויות שמורות\s+ל-?(?=\w{2})|محفوظة\s+ل(?=[^\Wل]\w)"
NOT_NAME = re.compile(f"\\(c\\)|{RESERVED_TO}|{WORDS}|{RESERVED.pattern}", re.IGNORECASE)
BEFORE_NAME = re.compile(BY, re.IGNORECASE)
TAIL = re.compile(rf"(?:[\u4e00-\u9fff]?ICP|{words_cut(MENU)}|{words_cut(MAKERS)}).*", re.IGNORECASE | re.DOTALL)
