"""How is an archived response shown? Decoded as it was for reading it, and made still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.archive.responses import response_of
from crawler.download.decoding import TooLarge
from crawler.responses import header
from output.errors import Damaged
from pipelines.page import Hints
from pipelines.still import still

if TYPE_CHECKING:
    from output.archive.record import Received

LARGEST = 16 * 1024 * 1024  # bytes of a page that is shown: the usual `[limits] body_bytes`


def stilled(received: Received) -> str:
    """The page as HTML that asks for nothing; the empty text where it can't be shown."""
    try:
        response = response_of(received, Hints(), LARGEST)
    except (Damaged, TooLarge):
        return ""
    return still(response.body, header(response, "Content-Type"))
