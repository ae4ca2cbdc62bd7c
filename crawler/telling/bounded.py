"""How is it that nobody who is told can hold up a run? Each in a thread that is left alone when its time is over."""

from __future__ import annotations

import logging
import time
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOG = logging.getLogger(__name__)
# Libraries that send for us: what they log, and the errors they raise, may hold addresses with tokens.
TALKATIVE = ("apprise", "urllib3", "requests", "smtplib", "opentelemetry")


class Untold(Exception):
    """What was to be told did not arrive; the text says why, without a word of the address."""


def hush() -> None:
    """Keep what such libraries log to themselves."""
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())


def tell(tasks: Mapping[str, Callable[[], None]], seconds: float) -> list[str]:
    """Run these beside each other for so long at most, and log which of them failed.

    Args:
        tasks: By what they are called in the log.
        seconds: For all of them together. What is still under way then is left to end by itself, or with the process.

    Returns:
        Those that failed.
    """
    hush()
    faults: dict[str, str] = dict.fromkeys(tasks, f"no answer within {seconds:g} s")
    # Daemons: the process does not wait for them.
    threads = [Thread(target=_run, args=(name, task, faults), daemon=True) for name, task in tasks.items()]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    failed = dict(faults)
    for name, why in failed.items():
        LOG.error("%s: not told: %s", name, why, extra={"event": "untold", "reason": why})
    return list(failed)


def _run(name: str, task: Callable[[], None], faults: dict[str, str]) -> None:
    try:
        task()
    except Untold as error:
        faults[name] = str(error)
    except Exception as error:  # noqa: BLE001  (whatever a library raises)
        faults[name] = type(error).__name__  # its text may hold the address
    else:
        del faults[name]
