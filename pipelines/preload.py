"""What do all workers need before their first page? Loaded by the fork server, which imports this once and then forks.

Importing it does its work, which no other module's import may: parsers, tables of month names and language models
cost a second, and a worker that is forked from here has them already.
"""

from __future__ import annotations

import gc
from datetime import UTC, datetime

from pipelines.normalize import normalize
from pipelines.page import Page

# Reading a page makes thousands of short-lived objects and hardly a cycle: with Python's own threshold of 700 the
# collector walks them a dozen times a page, a sixth of the time that fields take (docs/extraction.md).
ALLOCATIONS_BEFORE_COLLECTION = 50_000
SAMPLE = b"""<!DOCTYPE html><html><head><title>A page</title></head><body><article><h1>A page</h1>
<p>Published on 5 March 2020 | Views: 12</p>
<p>The committee met again in the autumn, heard what its members had to say, and agreed on very little.</p>
</article></body></html>"""

normalize(Page("sample", "https://sample.invalid/1", SAMPLE, datetime(2025, 1, 1, tzinfo=UTC)))
gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTION)
gc.freeze()  # what is loaded by now stays
