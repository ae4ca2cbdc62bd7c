"""Is a run worth a message? When a trouble came that its target was not told of, or one went, or it is time to remind."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from output.atomic import read_json, write_json
from output.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from output.layout import Layout

# Trouble that stays as it is: a mail a day would soon be filtered away, and with it the day on which something new comes;
# never again, and it is forgotten.
AGAIN = timedelta(days=7)
LOCK = ".told"  # no source's id begins with a dot


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
        layout: Where the file lies; one that is not there, or damaged, tells that nothing was told.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._said = read_json(layout.told)

    def news(self, target: str, troubles: Mapping[str, list[str]], now: datetime) -> News:
        """What differs from what a target was told.

        Args:
            target: Its key.
            troubles: The words for what is wrong with each source of this run; none where nothing is.
            now: UTC.
        """
        told, age = _told(self._said.get(target), now)
        new = {source for source, words in troubles.items() if set(words) - set(told.get(source, ()))}
        gone = {source for source, words in troubles.items() if told.get(source) and not words}
        return News(frozenset(new), frozenset(gone), any(troubles.values()) and not timedelta() <= age < AGAIN)

    def keep(self, targets: Iterable[str], troubles: Mapping[str, list[str]], now: datetime) -> None:
        """Remember what these were told now; of sources that are not in this run, what they were told before.

        Raises:
            OSError: The disk is full or refuses us.
        """
        with FileLock(self._layout.lock(LOCK)):  # each source may have a run of its own, and they end as they like
            said = read_json(self._layout.told)
            for target in targets:
                both = {**_told(said.get(target), now)[0], **troubles}
                known = {source: words for source, words in both.items() if words}
                said[target] = {"at": now.isoformat(), "troubles": known}
            write_json(self._layout.told, self._layout.unfinished_note, said)


def _told(said: Any, now: datetime) -> tuple[dict[str, list[str]], timedelta]:
    """What a target was told, and how long ago; nothing, and just now, by a note of another shape than `keep` writes.

    It is in the future where a clock was set back.
    """
    with suppress(KeyError, TypeError, ValueError):
        told, age = said["troubles"], now - datetime.fromisoformat(said["at"])
        if isinstance(told, dict) and all(isinstance(words, list) for words in told.values()):
            return {source: [*map(str, words)] for source, words in told.items()}, age
    return {}, timedelta()
