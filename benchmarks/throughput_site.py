"""Which sites are crawled? Folders of static files, a listing with pages and its articles, served by nginx on loopback."""

from __future__ import annotations

import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from itertools import chain, islice, zip_longest
from subprocess import Popen
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import throughput_articles as made
from pages import body_of, folder_of, labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ON_A_PAGE = 20
HERE = "127.0.0.1"
SETS = ("seb", "wcxb", "fundus", "sites5", "metadata", "dates")
# One process, as it is started: whoever ends it has ended all of it. Small files, no log, connections kept.
NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type text/html;
    keepalive_requests 1000000;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ {listens} root {folder}/www{within}; index index.html; }}
}}
"""


@dataclass(frozen=True)
class Site:
    """A site that is served.

    Attributes:
        host: Its host and port.
        server: The process that serves it.
        articles: Its articles' paths, in the order of the listing.
        listings: The paths of its listing's pages.
        size: Bytes of all articles.
    """

    host: str
    server: int
    articles: list[str]
    listings: list[str]
    size: int

    @property
    def start(self) -> str:
        """Where its listing begins."""
        return self.url(self.listings[0])

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://{self.host}{path}"


@contextmanager
def served(folder: Path, count: int, *, real: bool) -> Iterator[Site]:
    """Write a site and serve it while the block lasts.

    Args:
        folder: Where it is written; it is empty.
        count: How many articles it has; of the real pages there may be fewer.
        real: Whether they are real pages, not made up.
    """
    port = free_port()
    host = f"{HERE}:{port}"
    (folder / "www" / "articles").mkdir(parents=True)
    rows, size = [], 0
    for path, title, body in _real(count) if real else _made(count, host):
        (folder / f"www{path}").write_bytes(body)
        rows.append((path, title))
        size += len(body)
    listings = write_listings(folder / "www", rows)
    with nginx(folder, port) as server:
        yield Site(host, server, [path for path, _ in rows], listings, size)


@contextmanager
def nginx(folder: Path, port: int, hosts: Sequence[str] = ()) -> Iterator[int]:
    """Serve what stands in the folder's `www` while the block lasts, and give the process that does.

    Args:
        folder: Where it has its files.
        port: Where it listens.
        hosts: The addresses of several sites, each of which has a folder in `www`. Empty: one site.
    """
    listens = " ".join(f"listen {host}:{port};" for host in hosts or (HERE,))
    within = "/$server_addr" if hosts else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, listens=listens, within=within))
    server = Popen(["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")])  # noqa: S607
    try:
        _wait_for([*hosts, HERE][0], port)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def _made(count: int, host: str) -> Iterator[tuple[str, str, bytes]]:
    for number in range(count):
        path = f"/articles/{number:06}.html"
        yield path, f"{made.title(number)} ({made.day(number)})", made.page(number, f"http://{host}{path}")


def _real(count: int) -> Iterator[tuple[str, str, bytes]]:
    """Labelled pages as they came, of all sets in turn; each under a path of its own."""
    sets = [[(folder_of(name), label) for label in labels_of(folder_of(name))] for name in SETS]
    labels = (one for one in chain.from_iterable(zip_longest(*sets)) if one)
    for number, (folder, label) in enumerate(islice(labels, count)):
        yield f"/articles/{number:06}.html", _title(label), body_of(folder, label)


def _title(label: dict[str, Any]) -> str:
    """What a listing would call a page: as its label has it, else by the last words of its address."""
    words = urlsplit(label["url"]).path.rstrip("/").rpartition("/")[2].partition(".")[0].replace("-", " ")
    return str(label.get("title") or f"A report on {words or urlsplit(label['url']).hostname}")


def write_listings(root: Path, rows: list[tuple[str, str]]) -> list[str]:
    """Write the pages of a listing, and give their paths.

    Args:
        root: The site's folder.
        rows: Path and title of each article.
    """
    last = -(-len(rows) // ON_A_PAGE)
    paths = ["/views/", *(f"/views/page/{page}/" for page in range(2, last + 1))]
    for page, path in enumerate(paths):
        listed = rows[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        items = "".join(f'<li><h3><a href="{to}">{escape(title)}</a></h3></li>' for to, title in listed)
        following = f'<a rel="next" href="{paths[page + 1]}">Next</a>' if page + 1 < last else ""
        numbers = range(max(0, page - 3), min(last, page + 4))
        pager = "".join(f'<a href="{paths[n]}">{n + 1}</a> ' for n in numbers)
        (root / path[1:]).mkdir(parents=True)
        (root / path[1:] / "index.html").write_text(
            f'<html lang="en"><head><meta charset="utf-8"><title>Views</title></head><body><h1>Views</h1><ul>{items}</ul>'
            f'<div class="pager">{pager}{following}</div></body></html>',
            "utf-8",
        )
    return paths


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        return int(taken.getsockname()[1])


def _wait_for(host: str, port: int) -> None:
    for _ in range(100):
        with socket.socket() as asked:
            if asked.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx does not answer")
