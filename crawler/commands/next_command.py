"""Which command is to be typed next? One that reaches the same sources and the same dataset as the one that was typed."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.commands.options import DEFAULT_OUTPUT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ASKS_ONLY = "check"  # has no dataset


@dataclass(frozen=True, slots=True)
class Given:
    """Where a command was told to look; as the options of the same names."""

    sources: tuple[Path, ...]
    output: str
    state: Path | None

    def line(self, command: Sequence[str]) -> str:
        """The line to type, ready for a shell.

        Args:
            command: The words behind `thinktap`.
        """
        words = ["thinktap", *command]
        for folder in self.sources:
            words += ["--sources", str(folder)]
        if command[0] != ASKS_ONLY:
            words += ["--output", self.output] if self.output != DEFAULT_OUTPUT else []
            words += ["--state", str(self.state)] if self.state else []
        return shlex.join(words)
