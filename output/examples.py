"""What does a row look like? One of each table, made up, for the documents and for whoever tries the schema."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from output.schema import Column, Table

_ID = "9f2c4b7e01d84a6f8a3b5c6d7e8f9012"
_URL = "https://kite.example/views/wind-power"
_RUN = "20260131T120000Z-5f3a9c"
_READ = datetime(2026, 1, 31, 12, 0, 5, tzinfo=UTC)
_ARCHIVED = {"archive_file": "000001.warc.gz", "archive_offset": 20480}

_CONTENT: Mapping[str, Any] = {
    "title": "What wind power costs",
    "authors": [{"name": "Ada Brun", "affiliation": "Kite Institute", "raw": "Dr. Ada Brun, Kite Institute"}],
    "published": date(2019, 12, 13),
    "published_at": datetime(2019, 12, 13, 2, 0, tzinfo=UTC),
    "published_edtf": "2019-12-13T10:00:00+08:00",
    "published_raw": "13 December 2019, 10:00 (UTC+8)",
    "updated": date(2020, 1, 7),
    "updated_at": datetime(2020, 1, 7, 1, 30, tzinfo=UTC),
    "updated_edtf": "2020-01-07T09:30:00+08:00",
    "updated_raw": "Updated 7 January 2020, 09:30 (UTC+8)",
    "language": "en",
    "section": "Energy",
    "topics": ["wind power", "prices"],
    "summary": "Turbines became cheaper, the grid did not.",
    "text": "Turbines became cheaper again.",
    "markdown": "Turbines became **cheaper** again.",
    "word_count": 4,
    "copyright_holder": "Kite Institute",
    "copyright_years": "2015-2024",
    "license": "CC-BY-3.0-DE",
    "license_url": "https://creativecommons.org/licenses/by/3.0/de/",
    "rights_raw": "© 2015-2024 Kite Institute",
    "rights_signals": ["robots=noarchive"],
    "reserved": ["archive"],
    "images": [{"url": "https://kite.example/turbine.jpg", "alt": "A turbine", "caption": "Built in 2018"}],
    "attachments": [{"url": "https://kite.example/wind.pdf", "title": "Report", "media_type": "application/pdf"}],
    "provenance": [{"field": "views", "method": "label", "where": "Views", "raw": "1.2K", "confidence": 0.85}],
    "extractor": "thinktap 0.1.0; trafilatura 2.3.1",
    "profile": "1f0c9a7d52e84b36",
}

_ROWS: Mapping[str, Mapping[str, Any]] = {
    "articles": {
        "article_id": _ID,
        "url": _URL,
        "canonical_url": _URL,
        **_CONTENT,
        "views": 1200,
        "views_raw": "1.2K",
        "views_observed_at": _READ,
        "content_hash": "7d1e5a0b3c9f48d2a6e4b8c7f1029384",
        "status": "active",
        "first_seen_at": _READ,
        "last_changed_at": _READ,
        "run_id": _RUN,
        **_ARCHIVED,
    },
    "article_versions": {
        "sequence": 1,
        "article_id": _ID,
        "version": 1,
        "kind": "new",
        "valid_from": _READ,
        "url": _URL,
        **_CONTENT,
        "content_hash": "7d1e5a0b3c9f48d2a6e4b8c7f1029384",
        "run_id": _RUN,
        **_ARCHIVED,
    },
    "observations": {
        "sequence": 1,
        "article_id": _ID,
        "observed_at": _READ,
        "views": 1200,
        "raw": "1.2K",
        "method": "label",
        "run_id": _RUN,
    },
    "fetches": {
        "sequence": 1,
        "url": _URL,
        "requested_at": _READ,
        "outcome": "page",
        "status": 200,
        "bytes": 48_213,
        "seconds": 0.31,
        "etag": '"5e1f-59a2"',
        "last_modified": "Tue, 07 Jan 2020 01:30:00 GMT",
        "content_type": "text/html; charset=utf-8",
        "robots": "noarchive",
        "robots_txt": "allowed",
        "rights_signals": ["robots=noarchive"],
        "location": "https://kite.example/views/wind-power/",
        "error": "timed out after 30 seconds",
        "run_id": _RUN,
        **_ARCHIVED,
        "archive_length": 13_057,
    },
    "rejects": {
        "sequence": 1,
        "url": _URL,
        "rejected_at": _READ,
        "stage": "field",
        "field": "views",
        "reason": "several counters",
        "raw": "10-20 views",
        "run_id": _RUN,
    },
    "aliases": {
        "url": f"{_URL}?page=all",
        "article_id": _ID,
        "first_seen_at": _READ,
        "further_page": False,
        "run_id": _RUN,
    },
    "runs": {
        "sequence": 1,
        "run_id": _RUN,
        "started_at": datetime(2026, 1, 31, 12, 0, tzinfo=UTC),
        "finished_at": datetime(2026, 1, 31, 12, 3, 30, tzinfo=UTC),
        "seconds": 210.0,
        "exit": 0,
        "verdict": "61 new",
        "cause": "limit",
        "limits": ["pages=1000"],
        "strategy": "sitemap",
        "strategy_reason": "https://example.org/sitemap.xml names all 61 articles of the listing, and when each changed",
        "listed": 64,
        "new": 61,
        "changed": 0,
        "unchanged": 0,
        "missing": 1,
        "gone": 0,
        "rejected": 1,
        "failed": 1,
        "thinktap": "0.1.0",
    },
    "sources": {
        "source": "kite",
        "name": "Kite Institute",
        "country": "NO",
        "home": "https://kite.example/views/",
        "language": "en",
        "last_success": datetime(2026, 1, 31, 12, 3, 30, tzinfo=UTC),
        "articles": 61,
        "gone": 2,
    },
}


def example(table: Table, column: Column) -> Any:
    """A value that the column may hold, of the type that `Table.from_pylist` takes.

    Raises:
        KeyError: The column has none yet: it belongs into this file.
    """
    return _ROWS[table.name][column.name]
