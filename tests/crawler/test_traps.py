"""Traps: addresses without end. Each ends by itself or by a limit that the run's record names, with the good rows stored."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.conftest import thinktap
from tests.site import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answers = Callable[[str], str | tuple[str, str] | None]

GOOD = 4
LIMITS = "pages = 12\nrequests = 60\nvain = 8\n"


def article(name: str) -> str:
    title = f"The harbour plan, part {name}"
    own = f"<p>This page is about part {name} of the plan, which nothing else is about.</p>"
    return f"<html lang=en><title>{title}</title><body><h1>{title}</h1>{own}{TEXT}</body></html>"


def listing(*rows: str, after: str = "") -> str:
    items = "".join(f"<li><h3><a href='{row}'>The harbour plan, part {row}</a></h3> 2024-05-01</li>" for row in rows)
    return f"<html><body><ul>{items}</ul>{after}</body></html>"


FIRST = tuple(f"/good/{number}" for number in range(GOOD))


def new_rows(page: int) -> tuple[str, ...]:
    return tuple(f"/vain/{page}-{number}" for number in range(3))


def number(path: str) -> int:
    found = re.search(r"\d+", path)
    return int(found[0]) if found else 1


def endless_new(path: str) -> str | None:
    """Next pages for ever, each with links that nobody has named, to nothing."""
    if path == "/" or path.startswith("/?page="):
        page = number(path)
        rows = FIRST if page == 1 else new_rows(page)
        return listing(*rows, after=f"<a rel=next href='/?page={page + 1}'>Next</a>")
    return None


def endless_same(path: str) -> str | None:
    """Next pages for ever, each the first one again."""
    if path == "/" or path.startswith("/?page="):
        return listing(*FIRST, after=f"<a rel=next href='/?page={number(path) + 1}'>Next</a>")
    return None


def back_and_forth(path: str) -> str | None:
    """Page 1 names 2, 2 names 3 and 1, 3 names 2."""
    if path in {"/", "/?page=2", "/?page=3"}:
        page = number(path)
        around = "".join(f"<a href='/?page={one}'>{one}</a> " for one in (page - 1, page + 1) if 0 < one < 4)
        return listing(*(FIRST if page == 1 else FIRST[:page]), after=f"<div class=pager>{around}</div>")
    return None


def calendar(path: str) -> str | None:
    """A calendar that goes on to next month for ever."""
    if path == "/" or path.startswith("/calendar/"):
        month = number(path) + 1
        more = f"<table class=calendar><tr><td><a href='/calendar/{month}'>Next month</a></td></tr></table>"
        return listing(*FIRST, after=more) if path == "/" else f"<html><body>{more}</body></html>"
    return None


def archives_ahead(path: str) -> str | None:
    """Archives of years that name one year more each."""
    if path == "/" or re.fullmatch(r"/archive/\d{4}/", path):
        year = number(path) if path != "/" else 2025
        more = f"<ul class=archive><li><a href='/archive/{year - 1}/'>{year - 1}</a></li></ul>"
        return listing(*(FIRST if path == "/" else new_rows(year)), after=more)
    return None


def deeper(path: str) -> str | None:
    """A relative link to the next page that leads ever deeper."""
    if path == "/" or path.endswith("/older/"):
        depth = path.count("older")
        return listing(*(new_rows(depth) if depth else FIRST), after="<a rel=next href='older/'>Older</a>")
    return None


def sessions(path: str) -> str | None:
    """Each page gives all of its links another session."""
    if path == "/" or path.startswith("/?page="):
        page = number(path)
        rows = tuple(f"{row}?visit={page}" for row in FIRST)
        return listing(*rows, after=f"<a rel=next href='/?page={page + 1}&visit={page}'>Next</a>")
    return None


def xml(body: str) -> tuple[str, str]:
    return body, "application/xml"


def sitemap_of_itself(path: str) -> str | tuple[str, str] | None:
    if path == "/sitemap.xml":
        return xml("<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>")
    return home_with_sitemap(path)


def sitemaps_in_a_circle(path: str) -> str | tuple[str, str] | None:
    if path in {"/sitemap.xml", "/other.xml"}:
        other = "/other.xml" if path == "/sitemap.xml" else "/sitemap.xml"
        return xml(f"<sitemapindex><sitemap><loc>{other}</loc></sitemap></sitemapindex>")
    return home_with_sitemap(path)


def home_with_sitemap(path: str) -> str | tuple[str, str] | None:
    if path == "/robots.txt":
        return "Sitemap: /sitemap.xml\n", "text/plain"
    return listing(*FIRST) if path == "/" else None


def ever_deeper_sitemaps(path: str) -> str | tuple[str, str] | None:
    """An index that names an index, for ever."""
    if path == "/":
        return xml(
            "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/good.xml</loc></sitemap></sitemapindex>"
        )
    if path == "/good.xml":
        return xml(f"<urlset>{''.join(f'<url><loc>{row}</loc></url>' for row in FIRST)}</urlset>")
    if path.endswith(".xml"):
        return xml(f"<sitemapindex><sitemap><loc>/{number(path) + 1}.xml</loc></sitemap></sitemapindex>")
    return None


def feed_for_ever(path: str) -> str | tuple[str, str] | None:
    """A feed whose every page names new entries, to nothing, and a next page."""
    if path == "/" or path.startswith("/?page="):
        page = number(path)
        rows = "".join(
            f"<entry><title>Part {row}</title><link href='{row}'/></entry>"
            for row in (FIRST if page == 1 else new_rows(page))
        )
        return xml(
            f"<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='/?page={page + 1}'/>{rows}</feed>"
        )
    return None


def feed_of_itself(path: str) -> str | tuple[str, str] | None:
    if path == "/" or path.startswith("/?page="):
        rows = "".join(f"<entry><title>Part {row}</title><link href='{row}'/></entry>" for row in FIRST)
        after = f"/?page={number(path) + 1}"
        return xml(f"<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='{after}'/>{rows}</feed>")
    return None


def lying_api(path: str) -> str | tuple[str, str] | None:
    """An API every page of which is full, as if it had a billion."""
    if path == "/" or path.startswith("/?page="):
        page = number(path)
        rows = [*(FIRST if page == 1 else ()), *(f"/vain/{page}-{one}" for one in range(100))]
        posts = ",".join(
            f'{{"link":"{row}","title":{{"rendered":"Part {row}"}},"date_gmt":"2024-05-01T00:00:00"}}' for row in rows
        )
        return f"[{posts}]", "application/json"
    return None


def redirects_in_a_circle(path: str) -> str | tuple[str, str] | None:
    if path == "/":
        return listing(*FIRST, after="<a rel=next href='/?page=2'>Next</a>")
    if path in {"/?page=2", "/?page=3"}:
        return "/?page=3" if path == "/?page=2" else "/?page=2", "redirect"
    return None


# What each ends by: the names of the limits in the run's record.
TRAPS: list[tuple[Answers, set[str], int]] = [
    (endless_new, {"pages", "vain"}, 1),
    (endless_same, set(), 0),
    (back_and_forth, set(), 0),
    (calendar, set(), 0),
    (archives_ahead, {"pages", "vain"}, 1),
    (deeper, {"pages", "vain"}, 1),
    (sitemap_of_itself, set(), 0),
    (sitemaps_in_a_circle, set(), 0),
    (ever_deeper_sitemaps, {"pages"}, 1),
    (feed_for_ever, {"pages", "vain"}, 1),
    (feed_of_itself, set(), 0),
    (lying_api, {"pages", "vain"}, 1),
    (redirects_in_a_circle, set(), 1),
]


class Trap:
    """Serves articles below /good/ and whatever a trap answers."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[str] = []
        trap = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                trap.asked.append(self.path)
                good = self.path.partition("?")[0] if self.path.startswith("/good/") else None
                said = article(good) if good else answers(self.path)
                body, kind = said if isinstance(said, tuple) else (said or "", "text/html; charset=utf-8")
                self.send_response(302 if kind == "redirect" else 404 if said is None else 200)
                self.send_header(
                    "Location" if kind == "redirect" else "Content-Type", body if kind == "redirect" else kind
                )
                sent = b"" if kind == "redirect" else body.replace("<loc>/", f"<loc>{trap.url}/").encode()
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"http://{self.host}"


@pytest.fixture
def opened() -> Iterator[Callable[[Answers], Trap]]:
    servers: list[ThreadingHTTPServer] = []

    def open_trap(answers: Answers) -> Trap:
        trap = Trap(answers)
        servers.append(trap.server)
        Thread(target=trap.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return trap

    yield open_trap
    for server in servers:
        server.shutdown()
        server.server_close()


def source(trap: Trap, folder: Path, limits: str = LIMITS) -> Path:
    folder.mkdir()
    (folder / "kite.toml").write_text(
        f'name = "Kite"\nprivate_hosts = ["{trap.host}"]\n[listing]\nstart = ["{trap.url}/"]\n[limits]\ndelay = 0\n{limits}',
        "utf-8",
    )
    return folder


@pytest.mark.parametrize(("answers", "limits", "status"), TRAPS, ids=[trap[0].__name__ for trap in TRAPS])
def test_a_trap_ends_and_what_is_good_is_stored(
    answers: Answers, limits: set[str], status: int, opened: Callable[[Answers], Trap], tmp_path: Path
) -> None:
    trap = opened(answers)
    done = thinktap("crawl", "--sources", source(trap, tmp_path / "sources"), "--output", tmp_path / "out")
    assert "Traceback" not in done.stderr
    stored = pd.read_parquet(tmp_path / "out" / "articles")
    assert sorted(stored["url"].str.removeprefix(trap.url)) == sorted(FIRST)
    [run] = pd.read_parquet(tmp_path / "out" / "runs").to_dict("records")
    met = {named.partition("=")[0] for named in run["limits"]}
    assert (met, done.status) == (limits, status), done.stderr
    assert len(trap.asked) <= 60


def test_sessions_in_addresses_end_by_a_limit(opened: Callable[[Answers], Trap], tmp_path: Path) -> None:
    trap = opened(sessions)
    done = thinktap("crawl", "--sources", source(trap, tmp_path / "sources"), "--output", tmp_path / "out")
    [run] = pd.read_parquet(tmp_path / "out" / "runs").to_dict("records")
    assert (done.status, run["cause"]) == (1, "limit")
    assert "pages=12" in run["limits"]
    stored = pd.read_parquet(tmp_path / "out" / "articles")
    assert stored["title"].nunique() == GOOD
    assert len(trap.asked) <= 60


def test_ten_addresses_of_one_document_are_one_article(opened: Callable[[Answers], Trap], tmp_path: Path) -> None:
    def answers(path: str) -> str | None:
        if path.startswith("/copy/"):
            return article("1").replace("<title>", "<link rel=canonical href='/copy/1'><title>")
        return listing(*(f"/copy/1?from={place}" for place in range(10))) if path == "/" else None

    trap = opened(answers)
    thinktap("crawl", "--sources", source(trap, tmp_path / "sources"), "--output", tmp_path / "out")
    assert len(pd.read_parquet(tmp_path / "out" / "articles")) == 1


def test_each_limit_is_told_with_what_to_do(opened: Callable[[Answers], Trap], tmp_path: Path) -> None:
    trap = opened(endless_new)
    done = thinktap("crawl", "--sources", source(trap, tmp_path / "sources"), "--output", tmp_path / "out")
    assert "pages=12: the listing has more pages; raise [limits] pages if they are real" in done.stderr


@pytest.mark.parametrize(
    ("limit", "status", "stored"), [("articles=2", 0, 2), ("addresses=3", 1, 3)], ids=["articles", "addresses"]
)
def test_a_limit_that_is_set_ends_a_run(
    limit: str, status: int, stored: int, opened: Callable[[Answers], Trap], tmp_path: Path
) -> None:
    trap = opened(lambda path: listing(*FIRST) if path == "/" else None)
    sources = source(trap, tmp_path / "sources", f"{limit}\n")
    done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    [run] = pd.read_parquet(tmp_path / "out" / "runs").to_dict("records")
    assert (list(run["limits"]), done.status) == ([limit], status), done.stderr
    assert len(pd.read_parquet(tmp_path / "out" / "articles")) == stored


def test_runs_that_may_ask_little_come_to_the_end_one_after_the_other(
    opened: Callable[[Answers], Trap], tmp_path: Path
) -> None:
    trap = opened(lambda path: listing(*FIRST) if path == "/" else None)
    sources, output = source(trap, tmp_path / "sources", "requests = 7\n"), tmp_path / "out"
    done = thinktap("crawl", "--sources", sources, "--output", output)
    assert done.status == 1
    assert len(trap.asked) <= 7, trap.asked
    assert "requests=7: the next run goes on" in done.stderr
    for _ in range(2):
        thinktap("crawl", "--sources", sources, "--output", output)
    assert len(pd.read_parquet(output / "articles")) == GOOD
