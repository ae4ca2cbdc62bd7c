"""The house: imports run one way, each library stays in its room, and names and sizes are as agreed."""

from __future__ import annotations

import ast
import json
from statistics import median, quantiles
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT, python

if TYPE_CHECKING:
    from pathlib import Path

ROOMS = ("crawler", "pipelines", "output")
MAY_IMPORT = {
    "crawler": {"crawler", "pipelines", "output"},
    "pipelines": {"pipelines", "output"},
    "output": {"output"},
}
ONLY_IN = {
    "scrapy": "crawler",
    "twisted": "crawler",
    "pyarrow": "output",
    "deltalake": "output",
    "altair": "output",
    "vl_convert": "output",
    "jinja2": "output",
    "trafilatura": "pipelines",
    "dateparser": "pipelines",
}
NOT_A_NAME = {"utils", "common", "helpers", "base", "core", "manager"}
FILES = [path for room in ROOMS for path in sorted((PROJECT / room).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    """The packages that a file imports, at its top or later."""
    tree = ast.parse(path.read_text("utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in found}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_stay_in_their_rooms(path: Path) -> None:
    room = path.relative_to(PROJECT).parts[0]
    used = imports(path)
    assert used & set(ROOMS) <= MAY_IMPORT[room]
    assert [name for name, home in ONLY_IN.items() if name in used and home != room] == []
    assert path.stem not in NOT_A_NAME


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_first_line_says_what_the_module_is(path: Path) -> None:
    assert (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").strip()


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("pipelines.normalize", ["scrapy", "twisted", "pyarrow"]),
        ("pipelines.pool", ["scrapy", "twisted", "pyarrow", "trafilatura"]),
        ("crawler.listings.reading", ["scrapy", "twisted", "pyarrow", "pydantic"]),  # workers load it
        ("output.records", ["pyarrow", "scrapy"]),
        ("output.store", ["deltalake", "scrapy"]),
        ("crawler.cli", ["scrapy", "twisted", "pyarrow", "deltalake", "trafilatura", "pydantic", "altair", "jinja2"]),
    ],
)
def test_imports_stay_light(module: str, without: list[str]) -> None:
    done = python("-c", f"import {module}, sys, json; print(json.dumps(sorted(sys.modules)))")
    assert set(json.loads(done.stdout)) & set(without) == set()


def test_sizes_stay_calm() -> None:
    lines = [len(path.read_text("utf-8").splitlines()) for path in FILES]
    functions = [
        node.end_lineno - node.lineno + 1
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert median(lines) <= 80
    assert quantiles(lines, n=20)[-1] <= 300
    assert median(functions) <= 8
    assert quantiles(functions, n=20)[-1] <= 40
