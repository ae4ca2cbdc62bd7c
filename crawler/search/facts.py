"""What does a source's search remember from run to run? Facts in its state, each under a name."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

    from output.store import Store


class Facts:
    """The facts of one source.

    Args:
        store: Keeps them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._handed_in: deque[Future[None]] = deque()

    def get(self, name: str) -> str | None:
        """What was noted last under a name; null when nothing was."""
        return self._store.fact(name)

    def note(self, name: str, value: str | None) -> None:
        """Note a fact, or forget it where there is no value; `kept` tells what becomes of that."""
        self._handed_in.append(self._store.remember(name, value))

    def forget_listing_pages(self) -> None:
        """Forget the listing pages that were named and not read."""
        self._handed_in.append(self._store.forget_listing_pages())

    async def kept(self) -> None:
        """Return once all that was noted is committed.

        Raises:
            OutputError: It can't be stored.
        """
        while self._handed_in:
            await asyncio.wrap_future(self._handed_in.popleft())
