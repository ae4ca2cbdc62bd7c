"""Which versions are installed, and are they those that are asked for?"""

from __future__ import annotations

import platform
import sqlite3
from contextlib import closing
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from output.health.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHOWN = ("scrapy", "twisted", "aiohttp", "lxml", "trafilatura", "dateparser", "pyarrow", "pandas")  # decide most
OURS = "thinktap"


def version_findings() -> Iterator[Finding]:
    """Whether Python, what we depend on and SQLite are there as they are asked for."""
    asked = metadata(OURS)["Requires-Python"]
    wrong = list(unmet([f"python{asked}", *(requires(OURS) or ())]))
    for name, said, wanted in wrong:
        yield Finding("versions", f"{name} {said}", f"install {wanted}, as pyproject.toml asks")
    if not wrong:
        seen = ", ".join(f"{name} {version(name)}" for name in SHOWN)
        yield Finding("versions", f"{OURS} {version(OURS)} on Python {platform.python_version()}; {seen}")
    yield _sqlite()


def unmet(requirements: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Those of some requirements that are not met: the package, what is installed of it, and what is asked for."""
    for one in map(Requirement, requirements):
        if one.marker and not one.marker.evaluate({"extra": ""}):
            continue
        there = _installed(one.name)
        if there is None or not one.specifier.contains(there, prereleases=True):
            yield one.name, there or "is not installed", f"{one.name}{one.specifier}"


def _installed(name: str) -> str | None:
    if name == "python":
        return platform.python_version()
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _sqlite() -> Finding:
    said = f"SQLite {sqlite3.sqlite_version}"
    try:
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.execute("SELECT json_patch('{}', '{}')")  # what the states are read with
    except sqlite3.OperationalError as error:
        return Finding("versions", f"{said}: {error}", "use a Python whose SQLite has JSON, 3.38 or newer")
    return Finding("versions", said)
