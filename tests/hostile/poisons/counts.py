"""Numbers of views that are none."""

from __future__ import annotations

from tests.hostile.poisons.poison import Poison, article, news

NOTHING = (None,)

SHOWN = {
    "negative": ("-5", NOTHING),
    "a minus sign": ("\u22125", NOTHING),
    "a range": ("10-20", NOTHING),
    "beyond a float": ("1e400", NOTHING),
    "an exponent": ("1e3", NOTHING),
    "20 digits": ("99999999999999999999", NOTHING),
    "one over an int64": ("9223372036854775808", NOTHING),
    "five thousand digits": ("9" * 5_000, NOTHING),
    "full-width": ("１２３４", (1_234,)),
    "Arabic digits": ("١٬٢٣٤", (1_234,)),
    "Roman": ("MCMXC", NOTHING),
    "a version": ("1.2.3", NOTHING),
    "not a number": ("NaN", NOTHING),
    "infinity": ("∞", NOTHING),
    "a share": ("95%", NOTHING),
    "a half": ("½", NOTHING),
    "a superscript": ("12²", NOTHING),
    "hexadecimal": ("0x1F", NOTHING),
    "underscores": ("1_000", NOTHING),
    "groups of three and a letter": ("1 234 K", (1_234_000, None)),
    "an apostrophe and a letter": ("1'234k", (1_234_000, None)),
    "Chinese words": ("一千二百", NOTHING),
    "a script": ("<script>document.write(5)</script>", NOTHING),
    "a template": ("{{ views }}", NOTHING),
    "digits parted by nothing that is seen": ("1\u200b2\u200b3", (*NOTHING, 123)),
    "two scripts of digits": ("1٢3", (*NOTHING, 123)),
    "a date": ("2020-03-05", NOTHING),
}  # fmt: skip
DATA = {
    "negative": "-5",
    "words": '"lots"',
    "beyond a float": "1e400",
    "not a number": "NaN",
    "true": "true",
    "a fraction": "12.5",
    "20 digits": "99999999999999999999",
    "an object": '{"a": 1}',
    "null": "null",
}

POISONS = (
    *(Poison(f"views: {name}", article(f"<p>Views: {raw}</p>"), views=right) for name, (raw, right) in SHOWN.items()),
    *(
        Poison(
            f"views in data: {name}",
            article(
                "",
                news(
                    '"interactionStatistic": {"@type": "InteractionCounter", "interactionType": '
                    f'"https://schema.org/ViewAction", "userInteractionCount": {raw}}}'
                ),
            ),
            views=NOTHING,
        )
        for name, raw in DATA.items()
    ),
)
