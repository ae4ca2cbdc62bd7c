"""Has a site lost its articles, or do a few of them go? So many at once are reported, and not believed."""

from __future__ import annotations

LEAST_LOST = 3  # articles that may be absent at once whatever their share: of a few, one or two are soon a third


def is_loss(absent: int, seen: int, most_lost: float) -> bool:
    """Whether so many known articles are absent beside so many seen again that it is the site's fault, or ours.

    With `most_lost` at 1 it never is.
    """
    return most_lost < 1 and absent >= LEAST_LOST and absent >= most_lost * (absent + seen)
