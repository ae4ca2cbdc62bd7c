"""Does any input of a stranger's break a parser? atheris looks for one, led by what each input makes the code do.

usage: python tests/hostile/fuzz.py [--seconds N] [PARSER …]

Each parser of `fuzz_parsers.py` has a process of its own for N seconds (60); the exit status is 1 when one of them raised
what it may not, took more than 10 s for one input, or grew beyond 2 GB. What broke it is printed, and belongs into a table of cases.
Without atheris, which is no dependency of the project, it says so and ends: pip install atheris.
"""

from __future__ import annotations

import argparse
import base64
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

SECONDS = 60
ONE_INPUT = 10  # seconds
MEMORY = 2_048  # MB: atheris' own bookkeeping takes several hundred
LONGEST = 4_096  # bytes: patterns that backtrack show it with fewer
INSTRUMENTED = ("crawler", "pipelines", "output")
# What it may begin with: a page, a feed, an answer, and words that mean something.
SEEDS: tuple[bytes, ...] = (
    b"<html><head><title>T</title></head><body><h1>T</h1><p>By Ann Lee | 5 March 2020 | 1,234 views</p></body></html>",
    b"<?xml version='1.0'?><rss><channel><item><title>T</title><link>/a</link></item></channel></rss>",
    b"<urlset><url><loc>https://kite.example/a</loc><lastmod>2020-03-05</lastmod></url></urlset>",
    b'{"items": [{"url": "/a", "title": "T", "date": "2020-03-05T10:00:00Z"}], "next": "/b?page=3"}',
    b'{"@context": "https://schema.org", "@graph": [{"@type": "Article", "author": {"@id": "#a"}}]}',
    b"https://www.kite.example:8080/news/2020/03/05/tide?page=2&utm_source=x#top",
    "Veröffentlicht am 5. März 2020, 10:45 Uhr | 12,3 Tsd. | 浏览：1.2万 | ۱۳۹۸/۱۲/۱۵ | 令和2年3月5日".encode(),
    "Dr. Ann Lee, PhD, and Bo Ek (Kite) for 作者：王小明 © 2020 CC BY-SA 4.0".encode(),
)


def main() -> int:
    """Feed each parser; 1 when one of them broke."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    asked.add_argument("--here", action="store_true", help="feed the one parser in this process")
    asked.add_argument("parsers", nargs="*")
    given = asked.parse_args()
    if find_spec("atheris") is None:
        print("skipped: atheris is not installed (pip install atheris)")
        return 0
    if given.here:
        _feed(given.parsers[0], given.seconds)
    from tests.hostile.fuzz_parsers import PARSERS

    broken = [name for name in given.parsers or PARSERS if not _holds(name, given.seconds)]
    print(f"broken: {', '.join(broken) or 'none'}")
    return 1 if broken else 0


def _holds(name: str, seconds: int) -> bool:
    """Whether a parser held for so long; what broke it is printed."""
    here = [sys.executable, __file__, "--here", "--seconds", str(seconds), name]
    done = subprocess.run(here, capture_output=True, text=True, errors="replace", check=False, cwd=PROJECT)
    lines = done.stderr.splitlines()
    runs = next((line for line in reversed(lines) if "DONE" in line), "ended early")
    print(f"{name}: {runs.strip()}", flush=True)
    if done.returncode:
        print("\n".join((done.stdout[-4_000:], *lines[-30:])), flush=True)
    return done.returncode == 0


def _feed(name: str, seconds: int) -> None:
    """Feed one parser in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        from tests.hostile.fuzz_parsers import feed_parser

    def one(given: bytes) -> None:
        try:
            feed_parser(name, given)
        except BaseException:
            print(f"broken by {base64.b64encode(given).decode()}\n{given!r}", flush=True)
            raise

    with TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            Path(folder, str(number)).write_bytes(seed)
        os.chdir(folder)  # where libFuzzer leaves what broke it
        bounds = (f"-max_total_time={seconds}", f"-timeout={ONE_INPUT}", f"-rss_limit_mb={MEMORY}")
        atheris.Setup([sys.argv[0], *bounds, f"-max_len={LONGEST}", folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
