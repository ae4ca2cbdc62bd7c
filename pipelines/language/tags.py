"""Which language does a tag name, as BCP 47 writes it?"""

from __future__ import annotations

import re

from pipelines.text import listed

# A language, and its script and region where they are said; what follows is left out ("de-DE-1996", "en_US.UTF-8").
TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:[-_.@][\w.@-]{1,40})?"
)
# ISO 639-1. Other two letters are countries, as "cn" or "jp", or made up.
CODES = frozenset(
    listed("""
    aa | ab | ae | af | ak | am | an | ar | as | av | ay | az | ba | be | bg | bh | bi | bm | bn | bo | br | bs | ca
    ce | ch | co | cr | cs | cu | cv | cy | da | de | dv | dz | ee | el | en | eo | es | et | eu | fa | ff | fi | fj
    fo | fr | fy | ga | gd | gl | gn | gu | gv | ha | he | hi | ho | hr | ht | hu | hy | hz | ia | id | ie | ig | ii
    ik | io | is | it | iu | ja | jv | ka | kg | ki | kj | kk | kl | km | kn | ko | kr | ks | ku | kv | kw | ky | la
    lb | lg | li | ln | lo | lt | lu | lv | mg | mh | mi | mk | ml | mn | mo | mr | ms | mt | my | na | nb | nd | ne
    ng | nl | nn | no | nr | nv | ny | oc | oj | om | or | os | pa | pi | pl | ps | pt | qu | rm | rn | ro | ru | rw
    sa | sc | sd | se | sg | sh | si | sk | sl | sm | sn | so | sq | sr | ss | st | su | sv | sw | ta | te | tg | th
    ti | tk | tl | tn | to | tr | ts | tt | tw | ty | ug | uk | ur | uz | ve | vi | vo | wa | wo | xh | yi | yo | za
    zh | zu
    """)
)
# Older and longer codes of the same languages (BCP 47 asks for the shortest, and for those in use).
SHORTER = dict(
    pair.split(">")
    for pair in listed("""
    iw>he | in>id | ji>yi | eng>en | ger>de | deu>de | fra>fr | fre>fr | spa>es | ita>it | por>pt | rus>ru | ukr>uk
    pol>pl | nld>nl | dut>nl | ces>cs | cze>cs | swe>sv | dan>da | nor>no | fin>fi | hun>hu | tur>tr | ell>el
    gre>el | ara>ar | fas>fa | per>fa | heb>he | hin>hi | jpn>ja | kor>ko | zho>zh | chi>zh | vie>vi | tha>th
    ind>id
    """)
)
NO_LANGUAGE = frozenset(("zxx", "und", "mul", "mis", "non", "def", "xx"))


def normal(raw: str) -> str | None:
    """A language tag as BCP 47 writes it: ``pt-BR``, ``zh-Hans``. Null when it is none."""
    found = TAG.fullmatch(raw.strip())
    if not found:
        return None
    language = found["language"].lower()
    language = SHORTER.get(language, language)
    if language in NO_LANGUAGE or (language not in CODES and len(language) == 2):  # noqa: PLR2004  (two letters)
        return None
    script, region = found["script"], found["region"]
    return "-".join([language, *([script.title()] if script else []), *([region.upper()] if region else [])])
