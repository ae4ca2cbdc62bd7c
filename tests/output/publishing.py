"""A script: stages 50 rows for a large source, publishes them, and tells how far memory rose, in MB (Linux).

usage: python -m tests.output.publishing DATASET FIRST
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def peak() -> float:
    """The most memory that this process has had: not `ru_maxrss`, which begins with that of the process before exec."""
    [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(kilobytes) / 1024


def publish(root: Path, first: int) -> None:
    from output.layout import Layout
    from output.run import Verdict
    from output.store import Ending, Run, Store
    from tests.output.test_publish_memory import CARD, NOON, article

    with Store(Layout.at(root), CARD, Run(f"from{first}", NOON, "0.1")) as store:
        for number in range(first, first + 50):
            store.add_article(article(number)).result()
        store.publish(Ending(NOON, Verdict(0, "fifty more"), store.settle(50)))


if __name__ == "__main__":
    before = peak()
    publish(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(f"{peak() - before}\n")
