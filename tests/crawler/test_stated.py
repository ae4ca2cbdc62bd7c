"""Does a statement of when a page changed say that it is newer than what was read? Days, times, and one beside the other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.search.schedule import is_stated_newer
from output.visit import Standing, Visit

READ = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "stated", "newer"),
    [
        ("2026-03-05", "2026-03-05", False),
        ("2026-03-05", "2026-03-06", True),
        ("2026-03-05T10:00:00Z", "2026-03-05T10:00:01Z", True),
        ("2026-03-05T10:00:00Z", "2026-03-05T11:00:00+01:00", False),
        ("2026-03-05", "2026-03-05T10:17:00Z", False),
        ("2026-03-05", "Thu, 05 Mar 2026 10:17:00 GMT", False),
        ("2026-03-05", "2026-03-06T00:00:00Z", True),
        ("2026-03-05T10:17:00Z", "2026-03-05", False),
        ("2026-03-05T10:17:00Z", "2026-03-06", True),
        (None, "2026-03-09", False),
        (None, "2026-03-09T13:00:00Z", True),
        ("2026-03-05", "soon", False),
        ("2026-03-05", None, False),
    ],
)
def test_what_is_stated_newer(before: str | None, stated: str | None, *, newer: bool) -> None:
    visit = Visit("https://kite.example/a", Standing.ARTICLE, READ, stated=stated, read_stated=before)
    assert is_stated_newer(visit) is newer
