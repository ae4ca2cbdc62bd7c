"""Where does work wait that takes longer than the event loop should? In a few threads of our own.

Those of the loop resolve names, and one for each that hangs is taken for minutes.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
_THREADS = ThreadPoolExecutor(2, "thinktap-beside")


async def beside(task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a function makes of what it is given, worked out beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, partial(task, *args, **kwargs))
