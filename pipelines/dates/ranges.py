"""Is a date the beginning or the end of several days?"""

from __future__ import annotations

import re

from pipelines.dates.names import is_month
from pipelines.dates.shapes import WORD

LONGEST_BEFORE = 20  # characters
_RANGE_BEFORE = re.compile(rf"(\d{{1,2}}|{WORD})\.?\s*[-–—]\s*$")
_RANGE_BEHIND = re.compile(rf"\s*(?:[–—~～至到]|-\s)\s*\d{{1,4}}\s*(?:[-./年月]\s*\d|日|\.?\s*({WORD}))")


def is_range(text: str, begins: int, ends: int) -> bool:
    """Whether a date is the beginning or the end of several days: "3-5 March 2020"; that is a meeting's."""
    before = _RANGE_BEFORE.search(text[max(0, begins - LONGEST_BEFORE) : begins])
    behind = _RANGE_BEHIND.match(text, ends)
    return bool(before and (before[1].isdecimal() or is_month(before[1]))) or bool(
        behind and (behind[1] is None or is_month(behind[1]))
    )
