"""What does a re-run ask of a site? Ours beside two plain crawls, on the same site, counted at the server.

usage: python benchmarks/incremental.py [--articles N]

The site has 1,000 articles on 50 listing pages. In one form it sends validators and has a sitemap that states when each
article last changed, in the other it has its listing alone and sends no validators. Each crawler runs once from nothing,
and again at once; then five articles are new and three edited, and it runs again; then ours runs a day and a month later
(its state is moved into the past). "naive" asks for every link, "skips known" for no article that it has an item of, which
is what scrapy-deltafetch does (that one does not run on this Scrapy). The exit status is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

import pandas as pd  # noqa: E402

from tests.later import later  # noqa: E402

ON_A_PAGE = 20
EDITED, NEW = (0.0, 0.4, 0.8), 5  # which part of the first articles, from the oldest; and how many
PROSE = " ".join(["The committee met again in the autumn and agreed on very little of what had been proposed."] * 9)
MOST = {("full", "again"): 3, ("full", "news"): 12, ("bare", "news"): 9}  # requests, as the issue asks
PEERS = Path(__file__).with_name("incremental_peers.py")
MOST_BYTES = 5_000  # of bodies, when nothing has changed


@dataclass
class Site:
    """A site of its time.

    Attributes:
        full: Whether it sends validators and has a sitemap.
        articles: Number and edition of each, the newest first.
        asked: Each request's path, status, bytes of its body, and whether it was conditional.
    """

    full: bool
    count: int
    edition: Counter[int] = field(default_factory=Counter)
    asked: list[tuple[str, int, int, bool]] = field(default_factory=list)

    def body(self, path: str) -> str | None:
        """What an address answers; null when there is nothing."""
        if path.startswith("/articles/"):
            return self._article(int(path.split("/")[2]))
        if path == "/views/" or path.startswith("/views/?page="):
            return self._listing(int(path.partition("=")[2] or 1))
        if path == "/robots.txt":
            return "User-agent: *\nDisallow:\n" + (f"Sitemap: {self.url}/sitemap.xml\n" if self.full else "")
        return self._sitemap() if path == "/sitemap.xml" and self.full else None

    def change(self) -> None:
        """Let five articles be new, and three be edited: of the newest, and of old ones."""
        self.count += NEW
        self.edition.update(int(part * self.first) for part in EDITED)

    def _title(self, number: int) -> str:
        return f"What report number {number} says of the harbour towns"

    def _article(self, number: int) -> str | None:
        if number >= self.count:
            return None
        edited = f"<p>This is edition {self.edition[number] + 1}, with a paragraph of its own that was not there.</p>"
        own = f"<p>Report {number} looks at {number * 7} places in {number + 3} towns, and at what each of them owes.</p>"
        updated = self._changed(number).isoformat()
        return (
            f"<html lang='en'><head><title>{self._title(number)}</title>"
            f"<meta property='article:modified_time' content='{updated}'></head><body><article>"
            f"<h1>{self._title(number)}</h1><time datetime='{self._day(number)}'>{self._day(number)}</time>"
            f"{own}{edited if self.edition[number] else ''}<p>{PROSE}</p></article></body></html>"
        )

    def _day(self, number: int) -> date:
        return TODAY - timedelta(days=1 + 2 * max(0, self.first - 1 - number))

    def _changed(self, number: int) -> datetime:
        edited = self.edition[number] or number >= self.first
        return NOW if edited else datetime.combine(self._day(number), datetime.min.time(), UTC)

    def _listing(self, page: int) -> str | None:
        numbers = range(self.count - 1 - (page - 1) * ON_A_PAGE, max(-1, self.count - 1 - page * ON_A_PAGE), -1)
        rows = "".join(
            f"<li><h3><a href='/articles/{one}'>{self._title(one)}</a></h3><span>{self._day(one)}</span></li>"
            for one in numbers
        )
        last = -(-self.count // ON_A_PAGE)
        pages = " ".join(
            f"<a href='/views/?page={one}'>{one}</a>" for one in range(max(1, page - 3), min(last, page + 3) + 1)
        )
        return f"<html><body><ul>{rows}</ul><div class='pager'>{pages}</div></body></html>" if rows else None

    def _sitemap(self) -> str:
        entries = "".join(
            f"<url><loc>{self.url}/articles/{one}</loc><lastmod>{self._changed(one).isoformat()}</lastmod></url>"
            for one in range(self.count)
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'

    def __post_init__(self) -> None:
        self.first = self.count
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                said = site.body(self.path)
                body = (said or "nothing here").encode()
                tag = f'"{sha256(body).hexdigest()[:16]}"'
                conditional = any(name in self.headers for name in ("If-None-Match", "If-Modified-Since"))
                same = site.full and self.headers.get("If-None-Match") == tag
                status = 404 if said is None else 304 if same else 200
                self.send_response(status)
                if site.full and said is not None:
                    self.send_header("ETag", tag)
                    self.send_header("Last-Modified", format_datetime(NOW, usegmt=True))
                sent = b"" if same else body
                if not same:
                    kind = "text/html" if said is None or said.startswith("<html") else "text/plain"
                    self.send_header("Content-Type", "application/xml" if self.path.endswith("xml") else kind)
                    self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)
                site.asked.append((self.path, status, len(sent), conditional))

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{server.server_address[1]}"
        self.url = f"http://{self.host}"


NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = NOW.date()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=1_000)
    count = asked.parse_args().articles
    missed = []
    print("| site | run | naive | skips known | ours | of them conditional | bytes of bodies | found |")
    print("|---|---|---|---|---|---|---|---|")
    for form in ("full", "bare"):
        with TemporaryDirectory() as folder:
            missed += measured(form, count, Path(folder))
    print("\nmissed: " + "; ".join(missed) if missed else "\nall targets are met")
    sys.exit(bool(missed))


def measured(form: str, count: int, folder: Path) -> list[str]:
    """Run each crawler through the days of one site, print a row for each, and return the targets that were missed."""
    missed: list[str] = []
    sites = {peer: Site(form == "full", count) for peer in ("naive", "skips", "ours")}
    source = folder / "sources"
    source.mkdir()
    ours = sites["ours"]
    text = f'name = "Site"\nprivate_hosts = ["{ours.host}"]\n[listing]\nstart = ["{ours.url}/views/"]\n[limits]\ndelay = 0\nconcurrency = 8\n'
    (source / "site.toml").write_text(text)
    for step in ("first", "again", "news", "a day later", "a month later"):
        if step == "news":
            for site in sites.values():
                site.change()
        if step.startswith("a "):
            later(folder / "out", "site", days=1 if step == "a day later" else 30)
        told = {}
        for peer, site in sites.items():
            site.asked.clear()
            if peer == "ours" or not step.startswith("a "):
                crawl(peer, site, folder)
            told[peer] = list(site.asked)
        missed += [f"{form}, {step}: {fault}" for fault in show(form, step, told, folder / "out")]
    return missed


def crawl(peer: str, site: Site, folder: Path) -> None:
    if peer == "ours":
        ours = ["-c", "from crawler.cli import main; main()", "crawl", "--no-progress", "-q"]
        command = [*ours, "--sources", str(folder / "sources"), "--output", str(folder / "out")]
    else:
        # -P: this script has the name of a package that Twisted needs.
        command = ["-P", str(PEERS), f"{site.url}/views/", peer, str(folder / f"{peer}.json")]
    done = run([sys.executable, *command], cwd=PROJECT, check=False, capture_output=True, text=True, timeout=900)
    if done.returncode:
        print(done.stderr, file=sys.stderr)


def show(form: str, step: str, told: dict[str, list[tuple[str, int, int, bool]]], output: Path) -> list[str]:
    """Print one row, and return what is missed of the targets."""
    ours = told["ours"]
    conditional, sent = sum(one[3] for one in ours), sum(one[2] for one in ours)
    newest = pd.read_parquet(output / "runs").sort_values("started_at").iloc[-1]
    found = f"{newest.new} new, {newest.changed} changed"
    others = [str(len(told[peer]) or "") for peer in ("naive", "skips")]
    print(
        f"| {form} | {step} | {others[0]} | {others[1]} | {len(ours)} | {conditional} | {sent} | {found} |",
        flush=True,
    )
    faults = []
    if len(ours) > MOST.get((form, step), len(ours)):
        faults.append(f"{len(ours)} requests, {MOST[form, step]} asked for")
    if (form, step) == ("full", "again") and (conditional < len(ours) or sent > MOST_BYTES):
        faults.append(f"{conditional} of {len(ours)} conditional, {sent} bytes")
    if step == "news" and (newest.new, newest.changed) != (NEW, len(EDITED) if form == "full" else newest.changed):
        faults.append(f"found {found}")
    return faults


if __name__ == "__main__":
    main()
