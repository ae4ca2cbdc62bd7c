"""What does a reading say, in words that are the same in each process?"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from output.records import Article, Reject
    from pipelines.page import Needs


def told(read: Article | Reject | Needs) -> str:
    """All that was read."""
    return json.dumps(asdict(read), default=str, sort_keys=True)
