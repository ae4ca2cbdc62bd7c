"""Is a run worth a message? When a trouble came that its target was not told of, or one went, or it is time to remind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from output.atomic import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# Trouble that stays as it is: a mail a day would soon be filtered away, and with it the day on which something new comes;
# never again, and it is forgotten.
AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class News:
    """How the troubles of sources differ from those that were told.

    Attributes:
        new: The sources that need a look for something that was not told.
        gone: Those of which a trouble was told that they are rid of, and have none left.
        is_due: Whether a reminder of what stays is due.
    """

    new: frozenset[str]
    gone: frozenset[str]
    is_due: bool

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.is_due)


class Told:
    """What each target was told, and when, in a small file beside the state.

    Args:
        path: The file; one that is not there, or damaged, tells that nothing was told.
        unfinished: A folder on the same file system.
    """

    def __init__(self, path: Path, unfinished: Path) -> None:
        self._path, self._unfinished = path, unfinished
        self._said = read_json(path)

    def news(self, target: str, troubles: Mapping[str, list[str]], now: datetime) -> News:
        """What differs from what a target was told.

        Args:
            target: Its key.
            troubles: The words for what is wrong with each source of this run; none where nothing is.
            now: UTC.
        """
        said = self._said.get(target, {"at": now.isoformat(), "troubles": {}})
        told, at = said["troubles"], datetime.fromisoformat(said["at"])
        new = {source for source, words in troubles.items() if set(words) - set(told.get(source, ()))}
        gone = {source for source, words in troubles.items() if told.get(source) and not words}
        return News(frozenset(new), frozenset(gone), any(troubles.values()) and now - at >= AGAIN)

    def keep(self, targets: Iterable[str], troubles: Mapping[str, list[str]], now: datetime) -> None:
        """Remember what these were told now; of sources that are not in this run, what they were told before.

        Raises:
            OSError: The disk is full or refuses us.
        """
        for target in targets:
            both = {**self._said.get(target, {}).get("troubles", {}), **troubles}
            known = {source: words for source, words in both.items() if words}
            self._said[target] = {"at": now.isoformat(), "troubles": known}
        write_json(self._path, self._unfinished, self._said)
