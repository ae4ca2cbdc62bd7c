"""How do pages mark and label a summary, and what do they put into its place? Slogans, markup, half a sentence."""

from __future__ import annotations

import re

from pipelines.text import listed

# Names of the element that holds it.
STANDFIRST = frozenset(
    (
        *listed("standfirst | dek | abstract | vorspann | zhaiyao"),
        *(
            f"{whole}{joint}{part}"
            for whole in ("article", "post", "entry", "page", "story")
            for joint in ("-", "_", "__")
            for part in ("lead", "lede", "intro", "summary", "excerpt")
        ),
    )
)
LABEL = re.compile(
    r"^(?:内容摘要|内容提要|摘要|提要|导读|導讀|概要|要旨|요약|초록|abstract|summary|executive summary|zusammenfassung|kurzfassung|résumé|resumen|resumo|sommario|riassunto|samenvatting|streszczenie|аннотация|резюме|анотація|özet|المستخلص|ملخص)\s*[:：]\s*(?P<rest>.+)",
    re.IGNORECASE,
)
# What WordPress says of a site that has written nothing.
DEFAULTS = frozenset(
    listed("""
    just another wordpress site | just another wordpress weblog | just another wordpress.com site
    just another wordpress.com weblog | ein weiteres wordpress-blog | eine weitere wordpress-website
    un site utilisant wordpress | un site wordpress de plus | otro sitio realizado con wordpress | otro sitio más de wordpress
    só mais um site wordpress | un altro sito wordpress | een wordpress website | 又一个wordpress站点 | 又一个 wordpress 站点
    """)
)
# Where themes show it, below the site's name.
SLOGANS = frozenset(listed("site-description | blog-description | site-tagline | site-slogan | header-tagline"))
# Where a text was cut.
CUT = re.compile(r"\s?[\[(]?(?:…|\.\.\.)[\])]?$")
# What some systems put into a description as text: tags, and the shortcodes of builders like [vc_row].
INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|em|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,300})?>", re.IGNORECASE
)
BLOCKS = (
    "p|br|div|h[1-6]|ul|ol|li|img|hr|blockquote|figure|figcaption|iframe|table|tbody|tr|td|th|section|font|center"
)
MARKUP = re.compile(rf"</?(?:{BLOCKS})(?:[\s/][^<>]{{0,300}})?>|\[/?[a-z]+_[a-z_]+[^\[\]]{{0,300}}\]", re.IGNORECASE)
