"""What is started, by whom, and where does it write? All that a line of cron or a unit of systemd has to say."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from output.destination import is_url

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Crawling:
    """How each night's crawls are started.

    Attributes:
        options: The words behind the sources' names, every path in full: cron and systemd begin elsewhere.
        log: The file that tables are appended to.
        user: Who crawls.
        mail: Who is told of trouble. Null when nobody is named.
        contact: What THINKTAP_CONTACT says. Empty when it is not set.
    """

    options: tuple[str, ...]
    log: Path
    user: str
    mail: str | None = None
    contact: str = ""

    def words(self, sources: Sequence[str]) -> list[str]:
        """The command for some sources, word by word."""
        return [*_program(), "crawl", *sources, *self.options, "--quiet", "--no-progress"]


def options_of(sources: Sequence[Path], output: str, state: Path | None) -> tuple[str, ...]:
    """The options that reach the same sources and the same dataset from any folder."""
    words = [word for folder in sources for word in ("--sources", str(folder.absolute()))]
    words += ["--output", output if is_url(output) else str(Path(output).absolute())]
    return (*words, *(("--state", str(state.absolute())) if state else ()))


def _program() -> list[str]:
    """This very installation's command, by its full path."""
    beside = Path(sys.executable).with_name("thinktap")
    return [str(beside)] if beside.exists() else [sys.executable, "-c", "from crawler.cli import main; main()"]
