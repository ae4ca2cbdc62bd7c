"""Which time of the day do these words name, and in which zone?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timezone

from pipelines.dates.zones import HOURS, SEVERAL, zone_at, zone_named

NOON = 12
MORNING = ("上午", "午前", "오전", "凌晨", "早上")
AFTERNOON = ("下午", "午後", "오후", "晚上", "晚間")

_CLOCK = re.compile(
    rf"""
    (?:(?<=\d)T|(?<![\w.:/-])|(?<=[日일]))                          # after a date's T, or anywhere a number may begin
    (?:(?P<before>{"|".join((*MORNING, *AFTERNOON))})\s*)?
    (?P<hour>\d{{1,2}})
    (?:
        :(?P<minute>\d{{2}})(?::(?P<second>\d{{1,2}})(?:[.,]\d+)?)?
      | \s?h\s?(?P<french>\d{{2}})(?!\w)
      | [時时시点]\s?(?:(?P<cjk>\d{{1,2}})\s?[分분])?(?:\s?\d{{1,2}}[秒초])?
      | \.(?P<dotted>\d{{2}})(?=\s*(?:[ap]\.?\s?m\b|Uhr|hrs?\b|[A-Z]{{3,4}}\b))
      | (?=\s?[ap]\.?\s?m\b)
    )
    (?:\s?(?P<half>[ap])\.?\s?m\b\.?)?
    (?:\s*(?:Uhr|hrs?|hs|h)\b)?
    (?:,?\s*\(?(?P<zone>{"|".join(sorted((*HOURS, *SEVERAL), key=len, reverse=True))})\b)?
    (?:\s*(?P<offset>[+-]\d{{1,2}}(?::?\d{{2}})?)(?!\d))?
    (?:\s*\([^()]{{1,40}}\)|\))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What stands between a date and its clock: "13.12.2019, um 10:00".
_LINK = r"(?:\s*(?:г|р)\.)?[\s,|/،·–-]*(?:\([^()]{1,12}\)\s*)?(?:\b(?:at|um|à|às|a\ las|alle|ore|kl\.?|om|в|о|pukul|lúc|saat)\s*)?"
_BETWEEN = re.compile(f"{_LINK}$", re.IGNORECASE)
_AFTER_DATE = re.compile(_LINK + _CLOCK.pattern, re.VERBOSE | re.IGNORECASE)


class NoSuchTime(ValueError):
    """The words have the form of a time and name none."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as shown.

    Attributes:
        time: Hour, minute and second.
        zone: Its offset. Null when none is named.
        elsewhere: Whether a zone is named that could be several.
    """

    time: time
    zone: timezone | None
    elsewhere: bool


def cut_clock(text: str) -> tuple[str, Clock | None]:
    """The text without its first time of the day, and that time; null when there is none.

    Raises:
        NoSuchTime: The hour or the minute can't be.
    """
    found = _CLOCK.search(text)
    if found is None:
        return text, None
    rest = f"{_BETWEEN.sub('', text[: found.start()])} {text[found.end() :]}".strip(" ,|")
    return rest, _clock(found)


def clock_end(text: str, position: int) -> int:
    """Where the time of the day ends that follows a date; the position itself when none follows."""
    found = _AFTER_DATE.match(text, position)
    return found.end() if found else position


def _is_span(found: re.Match[str]) -> bool:
    """Whether what looks like an offset is the end of a meeting: "10:00-12:00"."""
    written_out = found.group().startswith(("T", "t")) or found["second"] or found["zone"]
    return found["offset"].startswith("-") and not written_out


def _clock(found: re.Match[str]) -> Clock:
    half = (found["half"] or "").lower() or {**dict.fromkeys(MORNING, "a"), **dict.fromkeys(AFTERNOON, "p")}.get(
        found["before"] or "", ""
    )
    hour = int(found["hour"])
    if half and hour <= NOON:  # 12 a.m. is midnight, and an hour beyond 12 is one already
        hour = hour % NOON + (NOON if half == "p" else 0)
    minute = next((part for part in found.group("minute", "french", "cjk", "dotted") if part), "0")
    try:
        named = time(hour, int(minute), int(found["second"] or 0))
    except ValueError:
        raise NoSuchTime("no such time") from None
    letters = found["zone"] if (found["zone"] or "").isupper() else ""  # "10:00 z Warszawy" is no Zulu time
    zone = zone_at(found["offset"]) if found["offset"] and not _is_span(found) else zone_named(letters)
    return Clock(named, zone, elsewhere=bool(letters) and zone is None)
