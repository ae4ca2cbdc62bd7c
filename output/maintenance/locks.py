"""How is it made sure that nobody writes meanwhile? By the dataset's lock and those of its sources."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from output.layout import DATASET
from output.lock import FileLock
from output.shared.sharing import lease_of, shared_leases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from output.layout import Layout


@contextmanager
def holding(layout: Layout, sources: Iterable[str]) -> Iterator[None]:
    """Hold the dataset's lock, and those of these sources, among all machines that share it.

    Raises:
        Locked: A run holds one of the sources.
        Unwritable: The place that machines share can't be reached.
    """
    sources = list(sources)
    with ExitStack() as locks:
        locks.enter_context(FileLock(layout.lock(DATASET)))  # held by others for moments only, and first by everyone
        for source in sources:
            locks.callback(FileLock(layout.lock(source), signed=True).acquire().release)
        if leases := shared_leases(layout):
            leases.take(names := [DATASET, *(lease_of(source) for source in sources)])
            locks.callback(leases.give_back, names)
        yield
