"""How does a worker begin without the program's main module? Forked by a server that never imported it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.popen_forkserver import Popen
    from multiprocessing.process import BaseProcess


class _Process(ForkServerProcess):
    """A worker that does not import the program's main module again: under `scrapy` that would load Scrapy."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Popen:  # noqa: N802  (multiprocessing's name)
        with _without_main():
            return ForkServerProcess._Popen(process_obj)  # noqa: SLF001


class WorkerContext(ForkServerContext):
    """The way worker processes are made."""

    Process = _Process


@contextmanager
def _without_main() -> Iterator[None]:
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
