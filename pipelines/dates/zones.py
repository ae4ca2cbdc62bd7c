"""Which zone do letters or an offset beside a time name?"""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

FARTHEST = timedelta(hours=14)  # that a zone may lie from UTC
# Zones by the letters that pages write, in hours from UTC.
HOURS = {
    letters: hours
    for hours, names in {
        -8: ("PST",),
        -7: ("PDT", "MST"),
        -6: ("MDT",),
        -5: ("EST", "CDT"),
        -4: ("EDT",),
        0: ("Z", "UTC", "GMT", "WET"),
        1: ("CET", "MEZ"),
        2: ("CEST", "MESZ", "EET"),
        3: ("EEST", "MSK"),
        7: ("WIB",),
        8: ("WITA", "HKT", "SGT"),
        9: ("WIT", "JST", "KST"),
        10: ("AEST",),
        11: ("AEDT",),
        12: ("NZST",),
    }.items()
    for letters in names
}
SEVERAL = ("IST", "CST", "BST", "AST", "ET", "CT", "PT")  # letters that name several zones, or change with the season


def zone_named(letters: str) -> timezone | None:
    """The zone of these letters; null when they name none, or several."""
    hours = HOURS.get(letters)
    if hours is None:
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC


def zone_at(written: str) -> timezone | None:
    """The zone of an offset such as ``+08:00``; null when no zone lies so far."""
    sign = -1 if written.startswith("-") else 1
    hours, minutes = written[1:].split(":") if ":" in written else (written[1:3], written[3:])
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > FARTHEST:
        return None
    return timezone(sign * offset) if offset else UTC
