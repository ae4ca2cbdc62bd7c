"""What is this machine, and which peers are on it? For the head of what the benchmarks say."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PEERS = ("Scrapy", "trafilatura", "pandas", "pyarrow", "crawlee", "deltalake", "readability-lxml", "resiliparse")


def load() -> str:
    """How many processes want the cores, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def facts() -> str:
    """What the machine is, and what the peers are."""
    processor = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    facts = {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "processor": processor.group(1) if processor else platform.processor(),
        "cores": f"{os.cpu_count()}, {memory:.0f} GB of memory",
        "system": f"{system}, Python {python}",
        "load average": load(),
        "peers": ", ".join(f"{name} {_version(name)}" for name in PEERS),
    }
    return "# Benchmarks\n| | |\n|---|---|\n" + "\n".join(f"| {name} | {fact} |" for name, fact in facts.items())


def _read(path: str) -> str:
    return Path(path).read_text() if Path(path).exists() else ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
