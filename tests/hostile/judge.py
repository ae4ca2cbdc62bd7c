"""What became of a hostile case? It is crawled with the command, and what is stored, contacted and said is judged."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pyarrow.parquet as pq

from crawler.source import LimitsPart
from tests.conftest import COMMAND_SECONDS, Done, python, thinktap
from tests.hostile.case import Case
from tests.hostile.certificates import HOST, authority
from tests.hostile.memory import Peak
from tests.hostile.world import SUBJECTS, Fate, World, good_path, slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.hostile.server import Server


# As short as a loopback allows; what drips is to be cut off within a test's time.
LIMITS = {"delay": 0, "seconds": 2, "first_byte_seconds": 1, "connect_seconds": 1}
# Seconds for a crawl: three tries of each case with those limits and the pauses between them, and so often an ordinary
# crawl, for a machine may be slow. What takes longer hangs.
CRAWL, A_CASE, TIMES = 15, 10, 8
MOST_BYTES = 200_000_000  # over the level without a hostile answer
LONGEST = 5  # redirects in a row
REASONS = {"failed", "refused", "missing"}  # outcomes of fetches that are reasons by themselves
ERRORS = range(400, 1_000)  # statuses that are
# No line of the log may come from a page, and none may hold what a terminal obeys.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|^FORGED|^.{10000}", re.MULTILINE)
# Nothing here logs in anywhere, whatever an address, an answer or a file of the user's says.
SECRETS = re.compile(rb"^(?:Proxy-)?Authorization:.*|^Cookie:.*|.*S3CRET.*", re.MULTILINE | re.IGNORECASE)


@dataclass
class Judged:
    """What became of some cases that were crawled at once.

    Attributes:
        cases: Their ids.
        good: Good articles stored, with their text.
        off: Connections to the server off the list.
        exit: The command's exit status.
        cause: The run's, as recorded.
        limits: The run's, as recorded.
        over: Bytes of memory above the level without a hostile answer.
        seconds: How long it took.
        faults: What is not as it must be, by case; of all of them where it can't be told whose it is.
    """

    cases: list[str]
    good: int
    off: int
    exit: int
    cause: str | None
    limits: list[str]
    over: int
    seconds: float
    faults: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Crawled:
    """What a crawl left behind."""

    done: Done
    tables: dict[str, list[dict[str, Any]]]
    peak: int
    seconds: float
    off: list[str]
    secret: re.Match[bytes] | None = None

    @property
    def run(self) -> dict[str, Any]:
        """The run's row; empty when there is none."""
        return next(iter(self.tables["runs"]), {})


def judge(*cases: Case) -> Judged:
    """Crawl these cases at once, and judge each."""
    cold = bool(cases[0].names)
    ordinary = level(cold=cold)
    with World(cases[0].host) as world, TemporaryDirectory() as folder:
        for case in cases:
            world.begin(case.id)
            case.serve(world)
        bound = CRAWL + A_CASE * len(cases) + TIMES * ordinary.seconds
        crawled = crawl(world, cases, Path(folder), int(bound))
        judged = Judged(
            [case.id for case in cases],
            good=good_stored(world, crawled.tables["articles"]),
            off=len(crawled.off),
            exit=crawled.done.status,
            cause=crawled.run.get("cause"),
            limits=crawled.run.get("limits") or [],
            over=max(0, crawled.peak - ordinary.peak),
            seconds=crawled.seconds,
        )
        for case in cases:
            if faults := [*_faults(case, judged, crawled), *_told(world.fates[slug(case.id)], crawled)]:
                judged.faults[case.id] = faults
        return judged


def crawl(world: World, cases: Sequence[Case], folder: Path, bound: int = COMMAND_SECONDS) -> Crawled:
    """Crawl what is served, as a user would."""
    world.finish()
    if len(cases) > 1:  # many bad pages make a bad run; what is asked here is what becomes of each
        world.more["expect"] = ["lost = 1"]
    own = {name: value for case in cases for name, value in case.limits.items()}
    world.source(folder / "sources", known_limits({**LIMITS, **own}))
    names = {name: turns for case in cases for name, turns in case.names.items()}
    with Peak() as peak:
        began = time.monotonic()
        done = command(folder, names, bound=bound, around=world.around)
        seconds = time.monotonic() - began
    return Crawled(
        done, _tables(folder / "out"), peak.bytes, seconds, _contacts(world.off), SECRETS.search(_asked(world))
    )


def known_limits(limits: dict[str, float]) -> dict[str, float]:
    """Those of some limits that a source's file may name."""
    return {name: value for name, value in limits.items() if name in LimitsPart.model_fields}


def command(
    folder: Path,
    names: Mapping[str, tuple[str, ...]] | None = None,
    sources: Sequence[str] = ("kite",),
    bound: int = COMMAND_SECONDS,
    around: Mapping[str, str] | None = None,
) -> Done:
    """Crawl sources of a folder, as a user would; where there are names, with the tests' own authority trusted."""
    arguments = ["crawl", *sources, "--sources", folder / "sources", "--output", folder / "out", "--jobs", "2"]
    if not names:
        return thinktap(*arguments, seconds=bound)
    code = "from tests.hostile.names import main; main()"
    trusted = folder / "authority.pem"
    trusted.write_bytes(authority().pem)
    environment = {"SSL_CERT_FILE": str(trusted), **(around or {})}
    try:
        return python(
            "-c", code, json.dumps(names), *arguments, measured=False, seconds=bound, environment=environment
        )
    except subprocess.TimeoutExpired:
        return Done(-signal.SIGALRM, "", "")


def _asked(world: World) -> bytes:
    """The heads of all requests but for their first lines, which say what the site has linked to."""
    return b"\n".join(head.partition(b"\r\n")[2] for head in (*world.site.heads, *world.off.heads))


def _contacts(off: Server) -> list[str]:
    """What was asked off the list, and an empty text for each connection that asked nothing."""
    return [*off.asked, *[""] * (off.connections - len(off.asked))]


@cache
def level(*, cold: bool = False) -> Crawled:
    """A crawl of the good articles alone; after one that warms up, where there is something to."""
    names = {HOST: ("127.0.0.1",)} if cold else {}
    alone = Case("", "", lambda _: None, names=names)
    crawls = []
    for _ in range(1 if cold else 2):
        with World(alone.host) as world, TemporaryDirectory() as folder:
            crawls.append(crawl(world, [alone], Path(folder)))
            assert crawls[-1].done.status == 0, crawls[-1].done.stderr
    return crawls[-1]


def _tables(output: Path) -> dict[str, list[dict[str, Any]]]:
    names = ("articles", "aliases", "fetches", "rejects", "runs")
    return {name: pq.read_table(output / name).to_pylist() if (output / name).is_dir() else [] for name in names}


def good_stored(world: World, articles: list[dict[str, Any]]) -> int:
    """How many good articles are stored with their title and their text, and no other one's."""
    stored = {row["url"]: row for row in articles}
    whole = 0
    for number, subject in enumerate(SUBJECTS):
        row = stored.get(world.url(good_path(number)))
        others = [other for other in SUBJECTS if other != subject]
        whole += bool(
            row
            and row["title"] == f"On {subject}"
            and row["text"].count(f"reports on {subject}.") == 12
            and not any(f"on {other}" in row["text"] for other in others)
        )
    return whole


def _faults(case: Case, judged: Judged, crawled: Crawled) -> list[str]:
    """What is wrong with the run as a whole."""
    stderr = crawled.done.stderr
    off = [
        path for path in crawled.off if slug(case.id) in path or not any(slug(one) in path for one in judged.cases)
    ]
    found = {
        f"{judged.good} of {case.good} good articles": judged.good != case.good,
        f"off the list {len(off)} times": bool(off),
        f"ended by the harness after {judged.seconds:.0f} s": judged.exit < 0,
        f"exit {judged.exit}, not {case.exit}": judged.exit not in {case.exit, -signal.SIGALRM},
        f"cause {judged.cause}, not {case.cause or 'null'}": case.cause not in {judged.cause or "", "any"},
        "no cause": case.cause == "any" and not judged.cause,
        f"limit {case.limit} is not named": bool(case.limit) and not any(case.limit in one for one in judged.limits),
        f"memory {judged.over / 1e6:.0f} MB over the level": judged.over > MOST_BYTES,
        "traceback": "Traceback" in stderr,
        f"sent what logs in: {_shown(crawled.secret)}": bool(crawled.secret),
        f"forged log: {_shown(CONTROLS.search(stderr))}": bool(CONTROLS.search(stderr)),
    }
    return [fault for fault, is_so in found.items() if is_so]


def _told(fates: dict[str, Fate], crawled: Crawled) -> list[str]:
    """Which addresses did not meet their fate."""
    stored = [row["url"] for name in ("articles", "aliases") for row in crawled.tables[name]]
    reasons = [
        row["url"] for row in crawled.tables["rejects"] if row["reason"] and row["field"] in {None, "location"}
    ]
    reasons += [row["url"] for row in crawled.tables["fetches"] if _is_reason(row)]
    for _ in range(LONGEST):  # what redirects to an address that has a reason has it too
        reasons += [row["url"] for row in crawled.tables["fetches"] if _leads(row) in reasons]
    found = []
    for part, fate in fates.items():
        is_stored, is_told = (any(part in url for url in urls) for urls in (stored, reasons))
        is_seen = any(part in row["url"] for row in crawled.tables["fetches"])
        if is_stored and fate in {Fate.REFUSED, Fate.NO_ARTICLE}:
            found.append(f"stored: {part}")
        elif not is_stored and fate is Fate.STORED:
            found.append(f"not stored: {part}")
        elif not (is_stored or is_told or fate is Fate.NO_ARTICLE or (is_seen and fate is Fate.SEEN)):
            found.append(f"no reason: {part}")
    return found


def _leads(row: dict[str, Any]) -> str | None:
    with suppress(ValueError):  # it leads to no address
        return urljoin(row["url"], row["location"]) if row["location"] else None
    return None


def _is_reason(row: dict[str, Any]) -> bool:
    return bool(row["error"]) or row["outcome"] in REASONS or (row["status"] or 0) in ERRORS


def _shown(found: re.Match[str] | re.Match[bytes] | None) -> str:
    return repr(found[0][:200]) if found else ""
