"""What do all benchmarks say on this machine? Each is run in turn, and their tables are written to one Markdown file.

usage: python benchmarks [--short] [--to FILE] [NAME ...]

With names, those alone; with `--short`, on little input, to see that each runs: then its figures say nothing. A benchmark
that needs what is not here is left out, and the file says why. Ends with 1 when one of them missed a target, or failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

from this_machine import facts, load

PROJECT = Path(__file__).parent.parent
HOURS = 1.5  # that one may take
GRACE = 20  # seconds to end what it has begun
PAGES, LINUX, NGINX = "THINKTAP_PAGES", "/proc", "nginx"


@dataclass(frozen=True)
class Benchmark:
    """One of the scripts.

    Attributes:
        short: Arguments that give it little to do.
        needs: What it can't do without: a program, a module, a path, or the labelled pages.
        is_module: Whether it is run as one, for it uses the tests'.
    """

    short: str
    needs: tuple[str, ...] = ()
    is_module: bool = False

    @property
    def lacks(self) -> list[str]:
        """What of its needs is not here."""
        return [one for one in self.needs if not (shutil.which(one) or os.environ.get(one) or _is_there(one))]


BENCHMARKS = {
    "throughput": Benchmark("--pages 40 --real 20 --turns 1", (LINUX, NGINX, "wrk", "crawlee")),
    "body": Benchmark("--sets sites5", (PAGES, "readability", "resiliparse")),
    "fields": Benchmark("--sets dates", (PAGES,)),
    "incremental": Benchmark("--articles 60"),
    "dataset": Benchmark("--articles 2000 --merges 1", ("deltalake", "duckdb")),
    "memory": Benchmark("--pages 200 --step 100", (PAGES,)),
    "whole_run": Benchmark("--sources 3 --articles 10", (LINUX, NGINX)),
    "many_sources": Benchmark("--sources 5 --articles 5", (LINUX, NGINX)),
    "report": Benchmark("--sources 5 --articles 500"),
    "growth": Benchmark("--crawl 100 --publish 100 --read 500", (LINUX, NGINX)),
    "machines": Benchmark("--sources 3 --pages 2", ("distributed", "pytest"), is_module=True),
    "hostile": Benchmark("API", ("pytest",), is_module=True),
}


def main() -> None:
    asked = argparse.ArgumentParser(prog="python benchmarks", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    asked.add_argument("--short", action="store_true", help="on little input")
    asked.add_argument("--to", type=Path, default=Path("bench.md"), metavar="FILE")
    given = asked.parse_args()
    if unknown := set(given.names) - BENCHMARKS.keys():
        asked.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what runs ends as well
    parts, is_bad = [facts()], False
    for name in given.names or BENCHMARKS:
        text, status = _run(name, short=given.short)
        is_bad |= status != 0
        parts.append(f"## {name}\n{text}")
        given.to.write_text("\n\n".join(parts) + "\n", "utf-8")
    print(f"written: {given.to}")
    sys.exit(is_bad)


def _is_there(named: str) -> bool:
    return Path(named).exists() if named.startswith("/") else find_spec(named) is not None


def _run(name: str, *, short: bool) -> tuple[str, int | None]:
    """Run a benchmark: what the file says of it, and its exit status; null when it had to be ended."""
    one = BENCHMARKS[name]
    if one.lacks:
        return f"Left out: {', '.join(one.lacks)} is not here.", 0
    script = ["-m", f"benchmarks.{name}"] if one.is_module else [f"benchmarks/{name}.py"]
    command = [*script, *(one.short.split() if short else [])]
    print(f"python {' '.join(command)}", file=sys.stderr, flush=True)
    before, began = load(), time.monotonic()
    status, printed = _done(command)
    said = f"ended after {HOURS} hours" if status is None else f"exit status {status}"
    took = f"{said}, {time.monotonic() - began:,.0f} s, load average {before} before and {load()} after"
    return f"`python {' '.join(command)}`: {took}\n\n{printed.strip()}", status


def _done(command: list[str]) -> tuple[int | None, str]:
    """Exit status of what is run, null when it had to be ended, and what it printed."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    with TemporaryFile("w+") as printed:
        running = subprocess.Popen(
            [sys.executable, *command], cwd=PROJECT, env=environment, stdout=printed, start_new_session=True
        )
        status = None
        try:
            with suppress(subprocess.TimeoutExpired):
                status = running.wait(HOURS * 3600)
        finally:
            _end(running)
        printed.seek(0)
        return status, printed.read()


def _end(running: subprocess.Popen[str]) -> None:
    """End what a benchmark has left, itself and its servers."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(running.pid, how)
            with suppress(subprocess.TimeoutExpired):
                running.wait(GRACE)


if __name__ == "__main__":
    main()
