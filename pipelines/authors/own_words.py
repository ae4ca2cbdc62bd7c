"""Which words of a byline name authors? Not the label before them, nor another's label or an address behind them."""

from __future__ import annotations

import re

from pipelines.authors.words import GLUED, INNER_OTHER, PAGE_OF, SMALL
from pipelines.byline_labels import BY

# After these labels, which are Chinese, a blank stands between two names and not within one.
CHINESE = re.compile(r"(?:作者|撰文|撰稿|采写|文\s?[:：/／]|(?:本报|新华社|特约)?记者)")
HAN = re.compile(r"[\u3400-\u9fff]{2,4}")


def own_words(plain: str) -> str:
    """The words that name authors: without a label before them, and other people's or an address behind them."""
    bare = unlabelled(plain) or plain
    if other := INNER_OTHER.search(bare):
        bare = bare[: other.start()].rstrip(" (（")
    if "@" in bare and " " in bare:
        bare = " ".join(";" if "@" in one else one for one in bare.split())
    if CHINESE.match(plain) and all(map(HAN.fullmatch, bare.split())):
        return bare.replace(" ", "、")
    return bare


def unlabelled(words: str) -> str:
    """The words without the "By" or "Author:" that begins them; "By" stays when no name can follow it."""
    for label in (PAGE_OF, BY, BY, GLUED):  # "Text: Von Ann Lee" has two
        if start := label.match(words):
            rest = words[start.end() :]
            particle = rest.partition(" ")[0].casefold() in SMALL
            if (rest[:1].islower() and not particle) or (particle and start.group().strip() in SMALL):
                break  # "by now", "von der Aa"
            words = rest
    return words
