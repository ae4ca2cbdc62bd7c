"""What is said of a run? A title and plain lines, none of which a page can forge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.logs.lines import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crawler.verdict.attention import Look

MOST = 20  # sources that are named in a part of the message; `thinktap status` names all
LONGEST = 300  # characters of a line that a page may have a part in

# What Apprise leaves as it is where a service makes more of plain text, as Discord does: a call to everybody, a link
# under other words, a tag. A word joiner behind it, which nobody sees, takes its meaning.
LOADED = re.compile(r"@(?=(?:everyone|here|channel|all|room)\b)|\](?=\()|<(?=[!@#&:/a-z])", re.IGNORECASE)


class Tone(StrEnum):
    """How a message is meant; the words are Apprise's."""

    GOOD = "success"
    WARNING = "warning"
    BAD = "failure"


@dataclass(frozen=True, slots=True)
class Message:
    """What is said of a run.

    Attributes:
        title: One line.
        body: Plain text of several lines.
        tone: How it is meant.
    """

    title: str
    body: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Needs:
    """Why one source needs a look, and the command with which each look begins, ready to type."""

    source: str
    looks: tuple[Look, ...]
    commands: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """A line for each look, and its command."""
        for look, command in zip(self.looks, self.commands, strict=True):
            since = f" since {look.since:%Y-%m-%d}" if look.since else ""
            yield shortened(f"{self.source}: {look.word}{since}: {look.reason}")
            yield f"  {command}"


def shortened(text: str) -> str:
    """A text that strangers may have a part in, as one line of bounded length that calls nobody and hides no address."""
    line = LOADED.sub("\\g<0>\u2060", one_line(text))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def composed(
    parts: Mapping[str, Iterable[Needs]], recovered: Mapping[str, str], summary: Iterable[str]
) -> Iterator[str]:
    """The lines of a message.

    Args:
        parts: The sources that need a look, by the heading they stand under.
        recovered: What those say of themselves that needed one and don't any more.
        summary: The lines at its end.
    """
    for heading, needs in parts.items():
        yield from _part(heading, [list(one.lines()) for one in needs])
    yield from _part("Good again", [[shortened(f"{source}: {said}")] for source, said in recovered.items()])
    yield from summary


def _part(heading: str, entries: list[list[str]]) -> Iterator[str]:
    if not entries:
        return
    yield f"{heading}:"
    for lines in entries[:MOST]:
        yield from lines
    if len(entries) > MOST:
        yield f"and {len(entries) - MOST} more"
    yield ""
