"""What does a report cost? Over a made-up dataset of many sources, in a process of its own.

usage: python benchmarks/report.py [--sources N] [--articles N] [--data DIR]

Makes the dataset (or takes the one in DIR that an earlier call made), writes a report over it, and prints what it cost. The
exit status is 1 when 100 sources and 100,000 articles, or fewer, took more than 15 seconds.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from report_dataset import make

SOURCES, ARTICLES = 100, 100_000
ALLOWED = 15  # seconds, as asked for
COMMAND = "from crawler.cli import main; main()"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sources", type=int, default=SOURCES)
    asked.add_argument("--articles", type=int, default=ARTICLES)
    asked.add_argument("--data", type=Path)
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        data = given.data or Path(folder) / "data"
        if not data.exists():
            make(data, given.sources, given.articles, datetime.now(UTC))
        cost = measured(data, Path(folder) / "report.html")
    print("| sources | articles | seconds | CPU, seconds | MB at most | MB of the file |\n|---|---|---|---|---|---|")
    print(f"| {given.sources} | {given.articles:,} | {' | '.join(map(str, cost.values()))} |")
    sys.exit(given.sources <= SOURCES and given.articles <= ARTICLES and cost["seconds"] > ALLOWED)


def measured(data: Path, file: Path) -> dict[str, float]:
    began = time.monotonic()
    command = [sys.executable, "-c", COMMAND, "report", "--output", str(data), "--to", str(file)]
    subprocess.run(command, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": round(time.monotonic() - began, 1),
        "cpu": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss / 1024),
        "file_mb": round(file.stat().st_size / 1e6, 2),
    }


if __name__ == "__main__":
    main()
