"""Was a source read before it was known what recurs on its pages? Its first run is; its archive can be read again.

Looked at without the source's lock: whoever acts on it takes the lock, and finds what is there then.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from output.records import Outcome

if TYPE_CHECKING:
    from output.layout import Layout

_UNLEARNED = """
SELECT 1 FROM articles JOIN responses ON responses.url = articles.url
WHERE active AND profile IS NULL AND role = ? AND NOT EXISTS (SELECT 1 FROM facts WHERE name = 'crawler.walk') LIMIT 1
"""


def unlearned(layout: Layout, source: str) -> list[bytes]:
    """The prints of a source's pages, if some of its articles were read with no profile and can be read again.

    Returns:
        Nothing where there is no such article, or no state to tell; nor while a walk is unfinished, for the run that goes
        on with it reads the pages that wait there.
    """
    path = layout.state_file(source)
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as state:
            if state.execute(_UNLEARNED, (Outcome.PAGE.value,)).fetchone() is None:
                return []
            return [bytes(row[0]) for row in state.execute("SELECT prints FROM prints ORDER BY article_id")]
    except sqlite3.Error:  # of an older format, or damaged: the run itself sees to it
        return []
