"""Which many sites are crawled? Small ones of static files, each at an address of loopback of its own; Linux alone."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import throughput_articles as made
from throughput_cost import cost_of
from throughput_site import free_port, nginx, write_listings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughput_cost import Cost

PROJECT = Path(__file__).parent.parent
COMMAND = "from crawler.cli import main; main()"
IN_A_BLOCK = 250  # addresses 127.0.0.2 and on
PARAGRAPHS = 3
# As quickly as it may, and with limits that no site here comes to.
SOURCE = """
name = "{name}"
private_hosts = ["{host}"]
[listing]
start = ["http://{host}/views/"]
[limits]
delay = 0
concurrency = 2
pages = 10_000
requests = 1_000_000
"""


@dataclass(frozen=True)
class Sites:
    """Sites that are served.

    Attributes:
        names: The sources' ids.
        sources: The folder of their files.
        server: The process that serves them.
        size: Bytes of a page, on average.
    """

    names: list[str]
    sources: Path
    server: int
    size: float


@contextmanager
def many_served(folder: Path, count: int, articles: int) -> Iterator[Sites]:
    """Write sites with their sources, and serve them while the block lasts.

    Args:
        folder: Where they are written; it is empty.
        count: How many.
        articles: How many each has.
    """
    port, size, names = free_port(), 0, []
    hosts = [f"127.0.{number // IN_A_BLOCK}.{number % IN_A_BLOCK + 2}" for number in range(count)]
    (folder / "sources").mkdir()
    for number, host in enumerate(hosts):
        names.append(f"site_{number:03}")
        source = SOURCE.format(name=f"Institute {number}", host=f"{host}:{port}")
        (folder / "sources" / f"{names[-1]}.toml").write_text(source)
        size += _write(folder / "www" / host, f"{host}:{port}", number, articles)
    with nginx(folder, port, hosts) as server:
        yield Sites(names, folder / "sources", server, size / count / articles)


def _write(root: Path, host: str, site: int, articles: int) -> int:
    """Write one site, and say how many bytes its articles have."""
    (root / "articles").mkdir(parents=True)
    rows, size = [], 0
    for number in range(articles):
        path = f"/articles/{number:06}.html"
        body = page(site, number, f"http://{host}{path}")
        (root / path[1:]).write_bytes(body)
        rows.append((path, f"{made.title(number)} ({made.day(number)})"))
        size += len(body)
    write_listings(root, rows)
    return size


def asked(doc: str | None, sources: int, articles: int) -> argparse.Namespace:
    """What a benchmark over such sites is told to do; a signal ends it with what it has begun.

    Args:
        doc: What it does.
        sources: How many sources, where nothing else is said.
        articles: How many articles each has, likewise.
    """
    options = argparse.ArgumentParser(description=doc)
    options.add_argument("--sources", type=int, default=sources)
    options.add_argument("--articles", type=int, default=articles, help="of each source")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nginx ends as well
    return options.parse_args()


def crawled(sites: Sites, output: Path) -> Cost:
    """Crawl all of them by one command, and say what it cost."""
    command = [sys.executable, "-c", COMMAND, "crawl", "--no-progress", "-q"]
    options = ["--sources", str(sites.sources), "--output", str(output), *sites.names]
    cost = cost_of([*command, *options], PROJECT, os.environ | {"PYTHONPATH": str(PROJECT)})
    assert cost.status == 0  # what fails is fast, and takes little
    return cost


def page(site: int, number: int, url: str) -> bytes:
    """An article's page: a head, a date, some paragraphs that no other has, and a footer."""
    chance = Random(f"site {site}, article {number}")  # noqa: S311  (the same text each time, no secret)
    day, title = made.day(number), made.title(number)
    prose = "".join(f"<p>{made.paragraph(chance)}</p>" for _ in range(PARAGRAPHS))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{url}"></head><body><nav><a href="/views/">Views</a></nav><article>'
        f'<h1>{escape(title)}</h1><time datetime="{day}">{day}</time>{prose}</article>'
        f"<footer>{made.HOUSE}</footer></body></html>"
    ).encode()
