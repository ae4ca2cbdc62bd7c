"""What does a machine need to know to crawl for others? What the command was told, and the files of its sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One command that has its sources crawled elsewhere.

    Attributes:
        key: Tells it from any other.
        output: As the command's `--output`; a folder is an absolute path, which all machines must see.
        jobs: Worker processes for extraction on each machine; 0: one for each core.
        contact: Of THINKTAP_CONTACT.
        log_format: ``"text"`` or ``"json"``.
        version: Of thinktap.
    """

    key: str
    output: str
    jobs: int
    contact: str
    log_format: str
    version: str
