"""`thinktap extract`: read saved pages or archives, without a request; also how extraction is measured."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.commands import options
from crawler.commands.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scrapy.settings import Settings

    from crawler.result import Result
    from output.errors import OutputError
    from output.records import Article, Reject
    from pipelines.body.profile import Profile
    from pipelines.page import Page


def extract(  # noqa: PLR0913  (each is an option of the command)
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MANIFEST.jsonl|[SOURCE]...",
            help="A manifest, one page a line; - reads stdin. With --from-archive: sources.  [default: all]",
        ),
    ] = None,
    *,
    learn: Annotated[
        bool, typer.Option("--learn", help="Read it twice, and first learn what recurs over each source's pages.")
    ] = False,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Read again what is archived, and publish what is read otherwise.")
    ] = False,
    sources: options.Sources = None,
    output: options.Output = options.DEFAULT_OUTPUT,
    state: options.State = None,
    jobs: options.Jobs = 0,
    engine: options.Engine = None,
    scheduler: options.Scheduler = None,
    as_json: options.Json = False,
) -> None:
    """Read saved pages: one JSON line in, one JSON line out, in the same order. Or read the archive again.

    A line of the manifest has id, url and path (HTML, may be gzipped; beside the manifest or from here), and may
    have fetched_at, source (else the url's host) and headers.

    Example: thinktap extract manifest.jsonl --learn > articles.jsonl

    With --from-archive, --sources, --output, --state, --engine, --scheduler and --json are as for crawl, and so are the
    table and the exit status.
    """
    if from_archive:
        from crawler.commands.crawl import report
        from crawler.result import exit_status

        options.begin_log("text")
        settings = options.scrapy_settings(output, state, sources, jobs)
        options.on_engine(settings, engine, scheduler, "text")
        results, fault = _read_again(settings, named or [])
        report(results, output, as_json=as_json)
        raise typer.Exit(exit_status(results, fault=fault))
    if engine or scheduler:
        options.stop("--engine reads the archive again: it goes with --from-archive")
    if len(named or []) != 1:
        options.stop("name one manifest, or - for stdin; or read the archive with --from-archive")
    _read_manifest(Path((named or [])[0]), jobs, learn=learn)


def _read_again(settings: Settings, names: list[str]) -> tuple[list[Result], OutputError | None]:
    """What `read_all_again` gives; a signal ends it with a plain line, and the leases that it holds."""
    from crawler.commands.from_archive import read_all_again
    from crawler.interrupts import Interrupts

    with Interrupts() as interrupts:
        try:
            return read_all_again(settings, names)
        except KeyboardInterrupt:
            assert interrupts.status
            options.stop("stopped by a signal; each source's next run publishes what is stored", interrupts.status)


def _read_manifest(manifest: Path, jobs: int, *, learn: bool) -> None:
    from pipelines.body.learn import learned
    from pipelines.pool import ExtractionPool, default_jobs

    with ExtractionPool(jobs or default_jobs()) as pool, Manifest(manifest, twice=learn) as read_from:
        profiles = learned(pool.prints_all(page for _, page in read_from.pages() if page.source)) if learn else {}
        identities: deque[Any] = deque()
        for read in pool.read_all(_profiled(read_from.pages(), profiles, identities)):
            typer.echo(json.dumps(_line(identities.popleft(), read), ensure_ascii=False, default=str))
    if read_from.fault:
        options.stop(read_from.fault)


def _profiled(
    pages: Iterable[tuple[Any, Page]], profiles: Mapping[str, Profile], identities: deque[Any]
) -> Iterator[Page]:
    """Each page with its source's profile; its id is noted as it goes out."""
    for identity, page in pages:
        identities.append(identity)
        yield replace(page, hints=replace(page.hints, profile=profiles.get(page.source)))


def _line(identity: Any, read: Article | Reject) -> dict[str, Any]:
    from output.records import Reject
    from output.rows import article_row

    if isinstance(read, Reject):
        return {"id": identity, "url": read.url, "outcome": "reject", "reason": read.reason, "raw": read.raw}
    row = article_row(read)
    names = [author["name"] for author in row["authors"]]
    refused = [asdict(refusal) for refusal in read.refusals]
    return {
        "id": identity,
        "outcome": "article",
        "reason": None,
        **row,
        "authors": names,
        "body": row["text"],
        "refusals": refused,
    }
