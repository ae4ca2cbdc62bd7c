"""Linked data and microdata that is too deep, too wide, leads in circles, or is of other types."""

from __future__ import annotations

import json

from tests.hostile.poisons.poison import TITLE, Poison, article, linked, news

EVERY_PROPERTY = (
    *(
        "headline",
        "name",
        "author",
        "creator",
        "publisher",
        "datePublished",
        "dateModified",
        "dateCreated",
        "inLanguage",
    ),
    *(
        "articleSection",
        "keywords",
        "about",
        "description",
        "license",
        "copyrightHolder",
        "copyrightYear",
        "isPartOf",
    ),
    *(
        "interactionStatistic",
        "image",
        "url",
        "mainEntityOfPage",
        "articleBody",
        "mainEntity",
        "breadcrumb",
        "@graph",
        "@id",
    ),
)
WRONG = ("null", "true", "-1", "1e400", "NaN", '""', "[]", "{}", "[null]", "[[[]]]", '{"@value": []}', '[{"@id": 1}]')
CIRCLE = (
    '{"@context": "https://schema.org", "@graph": [{"@type": "Article", "@id": "#a", "author": {"@id": "#b"}, '
    '"isPartOf": {"@id": "#a"}}, {"@type": "Person", "@id": "#b", "worksFor": {"@id": "#c"}}, '
    '{"@type": "Organization", "@id": "#c", "founder": {"@id": "#b"}}]}'
)


def _all(value: str) -> str:
    said = ", ".join(f'"{name}": {value}' for name in EVERY_PROPERTY)
    return linked(f'{{"@context": "https://schema.org", "@type": "Article", {said}}}')


POISONS = (
    *(Poison(f"every property is {value}", article("", _all(value)), authors=((),), published=(None,)) for value in WRONG),
    Poison("10,000 blocks", article("", linked("{}") * 10_000)),
    Poison("100,000 levels", article("", linked("[" * 100_000))),
    Poison("900 levels of graphs", article("", linked('{"@graph": [' * 900 + "{}" + "]}" * 900))),
    Poison("100,000 levels of objects", article("", linked('{"@graph":' * 100_000))),
    Poison("a million values", article("", linked(f"[{'{},' * 1_000_000}{{}}]"))),
    Poison("a circle", article("", linked(CIRCLE)), authors=((),)),
    Poison("an author that is itself", article("", linked('{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}}')), authors=((),)),
    Poison("the same key 10,000 times", article("", news(", ".join(['"author": "Ann Lee"'] * 10_000))), authors=(("Ann Lee",),)),
    Poison("comments", article("", linked('/* x */ {"@type": "Article", // y\n "author": "Ann Lee"}')), authors=((), ("Ann Lee",))),
    Poison("a comma too many", article("", linked('{"@type": "Article", "author": "Ann Lee",}')), authors=((), ("Ann Lee",))),
    Poison("HTML inside", article("", linked('{"@type": "Article", "author": "</scr" "<p>"}'))),
    Poison("a script's end inside a string", article("", linked('{"author": "</script><p>x</p>"}'))),
    Poison("an integer of 10,000 digits", article("", news(f'"wordCount": {"9" * 10_000}'))),
    Poison("a type of 1 MB", article("", linked(json.dumps({"@type": "Article" * 150_000, "author": "Ann Lee"})))),
    Poison("10,000 types", article("", linked(json.dumps({"@type": ["Article"] * 10_000, "headline": TITLE})))),
    Poison("types of other types", article("", linked('{"@type": [1, null, {"@type": "Article"}, ["Article"]]}'))),
    Poison("items that refer to themselves", article("<div itemscope id=a itemref='a a a'><div itemscope itemprop=author itemref=a>x</div></div>")),
    Poison("10,000 references of items", article("<div itemscope itemref='" + "a " * 10_000 + "'>x</div>")),
    Poison("data of a program in a circle of places", article("", '<script type="application/json" id="__NUXT_DATA__">[[1], {"a": 0, "body": 1, "title": 1}]</script>')),
    Poison("a program that assigns 100,000 times", article("", "<script>" + "state={};" * 100_000 + "</script>")),
)  # fmt: skip
