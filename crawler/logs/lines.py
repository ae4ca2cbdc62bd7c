"""How is a line of the log written? As one line, whatever a page has in it, or on wish as JSON."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, TextIO

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ABOUT = ("run", "source", "address", "event", "reason")
# Of a terminal's and a log's own language: control characters, line ends, and what turns the direction of writing.
CONTROL = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def one_line(text: str) -> str:
    """A text that strangers may have written, with nothing in it that ends a line or speaks to a terminal."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Stderr(logging.StreamHandler[TextIO]):
    """Writes to what stderr is at the moment: where bars are shown, to what keeps lines above them."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self.stream = sys.stderr
        super().emit(record)


class OneLine(logging.Formatter):
    """Plain lines; those of a traceback are indented, so that none of them looks like another message."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        """The line for a record."""
        return one_line(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's name)
        """The lines of its traceback."""
        return "\n".join(f"    {one_line(line)}" for line in super().formatException(ei).split("\n"))


class OneLineLog:
    """The extension by which `scrapy crawl` writes its log so too."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take over the format of the handler that Scrapy has installed."""
        for handler in logging.root.handlers:
            if type(handler.formatter) is logging.Formatter:
                handler.setFormatter(OneLine(crawler.settings["LOG_FORMAT"], crawler.settings["LOG_DATEFORMAT"]))
        return cls()


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for machines that read logs; what it is about has keys of its own, where that is known."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **about(record),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said)  # in ASCII: nothing in it speaks to a terminal


def about(record: logging.LogRecord) -> dict[str, str]:
    """What a record is about: run, source, address, event and reason, as far as it says.

    Ours say it themselves; Scrapy's name the spider, and often the request among their arguments.
    """
    said = {**(record.args if isinstance(record.args, dict) else {}), **vars(record)}
    spider = said.get("spider")
    of_scrapy = {
        "run": getattr(spider, "run_id", None),
        "source": getattr(spider, "name", None),
        "address": said.get("url") or getattr(said.get("request"), "url", None),
    }
    found = {name: said.get(name) or of_scrapy.get(name) for name in ABOUT}
    return {name: str(value) for name, value in found.items() if value is not None}


def line_of(level: int, message: str, **facts: str | None) -> str:
    """A line for stderr that no logger writes, in the form of the log."""
    said = {"name": "thinktap", "levelno": level, "levelname": logging.getLevelName(level), "msg": message, **facts}
    for handler in logging.root.handlers:
        if isinstance(handler.formatter, JsonFormatter):
            return handler.formatter.format(logging.makeLogRecord(said))
    return one_line(message)
