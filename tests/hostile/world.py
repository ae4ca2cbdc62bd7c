"""What does a hostile case stand in? A site with 9 good articles in a listing, and a server off the list that counts."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from crawler.address import site_of
from tests.hostile.answers import whole
from tests.hostile.server import Server

if TYPE_CHECKING:
    from tests.hostile.full import Full
    from tests.hostile.server import Script

GOOD = 9
SUBJECTS = ("grain", "ports", "labour", "rivers", "credit", "forests", "borders", "schools", "fisheries")
SPACES = str.maketrans("_-", "  ")
NEVER = "127.0.0.1", "127.0.0.2", "::1"  # where the server off the list listens


class Fate(Enum):
    """What must become of a hostile address."""

    REFUSED = "has a reason in rejects or fetches, and no row in articles"
    STORED = "has a row in articles"
    EITHER = "has a row in articles, or a reason"
    SEEN = "has a row in articles or fetches"
    NO_ARTICLE = "has no row in articles"


class World:
    """Where one or more cases are served, while its `with` block lasts.

    Args:
        host: The site's name, as addresses have it.

    Attributes:
        site: Serves the listing, the good articles and what the cases bring.
        off: The server off the list.
        fates: What must become of the addresses with such a text in them, by case.
        starts: Paths of the listing's first pages.
        rows: What the listing names beside the good articles: address and title, both as they stand in it.
        head: Elements of the listing's head.
        foot: Elements behind the listing.
        more: Further keys of the source's file, by table.
        around: Variables of the environment, for a crawl that begins with nothing.
        private: Hosts and their ports that the source names besides its site.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.host = host
        self.site = Server(whole("<h1>Not found</h1>", status="404 Not Found"))
        self.off = Server(whole(page("Taken from a private host", "secrets")), NEVER)
        self.fates: dict[str, dict[str, Fate]] = {}
        self.starts, self.rows = ["/"], list[tuple[str, str]]()
        self.head, self.foot = "", ""
        self.more: dict[str, list[str]] = {}
        self.around: dict[str, str] = {}
        self.private: list[str] = []
        self.slug = ""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.site)
            stack.enter_context(self.off)
            self._servers = stack.pop_all()
        for number, subject in enumerate(SUBJECTS):
            self.site.scripts[good_path(number)] = whole(page(f"On {subject}", subject))
        return self

    def __exit__(self, *_: object) -> None:
        self._servers.close()

    # What a case is made with

    def begin(self, name: str) -> None:
        """A case begins: what it serves carries its name in the address."""
        self.slug = slug(name)
        self.fates[self.slug] = {}

    @property
    def named(self) -> str:
        """The site's host and port."""
        return f"{self.host}:{self.site.port}"

    @property
    def path(self) -> str:
        """Of the case's hostile page, if it has one."""
        return f"/a/{self.slug}"

    def url(self, path: str) -> str:
        """An address of the site."""
        return f"http://{self.named}{path}"

    def off_url(self, host: str = "127.0.0.1") -> str:
        """An address off the list."""
        return f"http://{host}:{self.off.port}/a/{self.slug}"

    def folder(self) -> Path:
        """A new folder, for what a user has."""
        return Path(self._servers.enter_context(TemporaryDirectory()))

    def beside(self, server: Server | Full, host: str = "") -> str:
        """Serve something at another port of the site, which the source names, and return that host and port."""
        self._servers.enter_context(server)
        return self.name(f"{host or self.host}:{server.port}")

    def name(self, host: str) -> str:
        """Let the source name a host and its port, and return it."""
        self.private.append(host)
        return host

    def bad(self, script: Script, fate: Fate = Fate.REFUSED) -> None:
        """Serve the case's hostile page, and list it."""
        self.site.scripts[self.path] = script
        self.list(self.path, fate)

    def list(self, address: str, fate: Fate = Fate.REFUSED, *, known_by: str = "", title: str = "") -> None:
        """Name an address in the listing."""
        self.rows.append((address, title or f"What{self.slug.translate(SPACES)}is about"))
        self.expect(known_by or self.slug, fate)

    def expect(self, part: str, fate: Fate) -> None:
        """Say what must become of the addresses with this part."""
        self.fates[self.slug][part] = fate

    # What is served when all cases are in it

    def finish(self) -> None:
        """Serve the listing, where no case serves one of its own."""
        self.site.scripts.setdefault("/", whole(self.listing()))

    def listing(self) -> str:
        """The listing's first page."""
        return listing([*good_rows(), *self.rows], self.head, self.foot)

    def source(self, folder: Path, limits: dict[str, float], name: str = "kite") -> None:
        """Write the source's file."""
        folder.mkdir(parents=True, exist_ok=True)
        starts = ", ".join(f'"{self.url(path) if path[0] == "/" else path}"' for path in self.starts)
        tables = {
            "": ['name = "Kite"', f"private_hosts = {json.dumps([self.named, *self.private])}"],
            "listing": [f"start = [{starts}]", *self._sites()],
            "limits": [f"{key} = {value:g}" for key, value in limits.items()],
        }
        for table, lines in self.more.items():
            tables[table] = [*tables.get(table, []), *lines]
        text = "\n".join(
            line for table, lines in tables.items() for line in ([f"[{table}]"] if table else []) + lines
        )
        (folder / f"{name}.toml").write_text(text, "utf-8")

    def _sites(self) -> list[str]:
        """A site with a name owns its whole domain: what becomes of another host there is not the list's to say."""
        return [] if self.host[0].isdigit() else [f"sites = [{json.dumps(site_of(self.url('/')))}]"]


def slug(name: str) -> str:
    """A case's name, as its addresses have it."""
    return f"_{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}_"  # so that none is a part of another one


def good_path(number: int) -> str:
    """Where a good article is."""
    return f"/a/on-{SUBJECTS[number]}"


def good_rows() -> list[tuple[str, str]]:
    """The good articles, as a listing names them."""
    return [(good_path(number), f"On {subject}") for number, subject in enumerate(SUBJECTS)]


def page(title: str, subject: str, head: str = "", more: str = "") -> str:
    """An article that any reader would take for one; its text says the subject again and again."""
    text = "".join(
        f"<p>The committee on {subject} met again in autumn {year} and agreed on very little, for its members had"
        f" read different reports on {subject}.</p>"
        for year in range(1990, 2002)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{text}{more}</article></body></html>"
    )


def listing(rows: list[tuple[str, str]], head: str = "", foot: str = "") -> str:
    """A page that names articles."""
    items = "".join(f'<li><a href="{to}">{title}</a><span>2024-05-01</span></li>' for to, title in rows)
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><ul>{items}</ul>{foot}</body></html>"
