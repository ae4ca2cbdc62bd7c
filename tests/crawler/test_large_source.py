"""How much memory does a crawl of a source with a million known addresses take? Measured in the process that crawls."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from output.state import State
from tests.conftest import PROJECT
from tests.site import Answer, Site

MOST_MB = 300
COUNT = 1_000_000
PER_PART = 50_000
AT = "2999-01-01T00:00:00.000000+00:00"  # never due
XML = {"Content-Type": "application/xml"}

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


def seed(output: Path, urls: list[str]) -> None:
    """A state that knows addresses, none of them due."""
    connection = State(output / "state" / "kite.sqlite").connection
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO visits(url, standing, reason, found_at, asked_at, changed_at, said, stated, read_stated)"
        " VALUES (?, 'refused', 'listing', ?, ?, ?, '{\"text\":\"A title\"}', '2024-05-01', '2024-05-01')",
        ((url, AT, AT, AT) for url in urls),
    )
    connection.execute("COMMIT")
    connection.close()


def most_resident(output: Path, sources: Path) -> int:
    """The most memory that a crawl has held, in MB."""
    command = ["crawl", "--sources", sources, "--output", output, "--jobs", "1"]
    crawl = subprocess.Popen(
        [sys.executable, "-c", "from crawler.cli import main; main()", *map(str, command)],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while crawl.poll() is None:
        with suppress(OSError, StopIteration):
            status = Path(f"/proc/{crawl.pid}/status").read_text("utf-8").splitlines()
            most = max(most, int(next(line for line in status if line.startswith("VmHWM")).split()[1]) // 1024)
        time.sleep(0.1)
    return most


@pytest.mark.long
@pytest.mark.parametrize("kind", ["html", "sitemap"])
def test_a_million_known_addresses_fit(kind: str, tmp_path: Path) -> None:
    with Site() as site:
        urls = [f"{site.url}/news/2024/05/a-title-of-an-article-{number}" for number in range(COUNT)]
        seed(tmp_path, urls)
        site.listing(*((url, f"The harbour plan, part {number}") for number, url in enumerate(urls[:20])))
        starts = range(0, COUNT, PER_PART)
        parts = "".join(f"<sitemap><loc>{site.url}/{start}.xml</loc></sitemap>" for start in starts)
        site.pages["/index.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>", headers=XML)
        for start in starts:
            entries = "".join(
                f"<url><loc>{url}</loc><lastmod>2024-05-01</lastmod></url>" for url in urls[start : start + PER_PART]
            )
            site.pages[f"/{start}.xml"] = Answer(f"<urlset>{entries}</urlset>", headers=XML)
        del urls
        sources = site.source(tmp_path / "sources", start="/" if kind == "html" else "/index.xml")
        first, again = (most_resident(tmp_path, sources) for _ in range(2))
    assert 0 < max(first, again) < MOST_MB, (first, again)
