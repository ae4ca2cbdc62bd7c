"""What crawls on a machine that works for others? A fleet in a process of its own, which is told what to crawl as it goes.

usage: python -m crawler.engine.child STATE

On stdin, a JSON line each: first the job, then ``{"NAME": "the text of NAME.toml", …}`` for sources to crawl, or ``null``
to end cleanly. On stdout, a JSON line each: what became of a source, or the name of one that was not begun. Where stdin
ends the machine's own process is gone: nobody waits for what is under way, and its leases are to end.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from crawler.commands.options import begin_log, scrapy_settings
from crawler.engine.job import Job
from crawler.fleet import Fleet
from pipelines.item_pipeline import shared_pool
from pipelines.pool import default_jobs


def main() -> None:
    """Crawl until stdin ends."""
    job = Job(**json.loads(sys.stdin.readline()))
    begin_log(job.log_format)
    with TemporaryDirectory(prefix="thinktap-") as sources:
        settings = scrapy_settings(job.output, Path(sys.argv[1]), [Path(sources)], job.jobs)
        with shared_pool(
            job.jobs or default_jobs(), settings["THINKTAP_LOADS"]
        ):  # for all sources, idle times as well
            fleet = Fleet(settings, told=lambda result: _tell(asdict(result)))
            Thread(target=_hear, args=(fleet, Path(sources)), daemon=True).start()
            fleet.serve()


def _hear(fleet: Fleet, sources: Path) -> None:
    for line in sys.stdin:
        if (files := json.loads(line)) is None:
            fleet.end()
            fleet.soon(_tell_left, fleet)
            continue
        for name, text in files.items():
            (sources / f"{name}.toml").write_text(text, "utf-8")
        fleet.soon(fleet.add, files)
    if fleet.running:
        os._exit(1)
    fleet.cut_off()


def _tell_left(fleet: Fleet) -> None:
    for name in fleet.left:
        _tell(name)


def _tell(said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
