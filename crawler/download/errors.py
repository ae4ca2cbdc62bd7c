"""What is raised in place of an answer? Scrapy's exceptions, and one of ours; their text says all."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

# What another try may bring.
UNHAD = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


class PrivateHost(IgnoreRequest):
    """A host is not of the public internet, and its source does not name it; nothing was sent."""
