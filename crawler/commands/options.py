"""Which options do all commands share? Their names, help and defaults, once."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from crawler.logs.lines import line_of
from crawler.status import ExitStatus, exit_of
from output.destination import destination, is_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.settings import Settings

Sources = Annotated[
    list[Path] | None, typer.Option("--sources", metavar="DIR", help="Another folder of sources; may be repeated.")
]
Output = Annotated[
    str,
    typer.Option("--output", metavar="DIR|URL", help="Where the dataset lies; s3://… and others get Delta tables."),
]
Folder = Annotated[str, typer.Option("--output", metavar="DIR", help="Where the dataset lies: a folder.")]
State = Annotated[
    Path | None,
    typer.Option("--state", metavar="DIR", help="Where state lies: a local disk.  [default: OUTPUT/state]"),
]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="Worker processes for extraction; 0: one for each core.")
]
Engine = Annotated[
    str | None, typer.Option("--engine", metavar="dask", help="Have the work done by machines that share the output.")
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Of Dask's scheduler, as tcp://host:8786.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON lines in place of a table.")]
LogFormat = Annotated[str, typer.Option("--log-format", metavar="text|json", help="How messages are written.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Errors only.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say each step.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="No progress bars, on a terminal either.")]

DEFAULT_OUTPUT = "output/data"


def scrapy_settings(
    output: str, state: Path | None = None, sources: list[Path] | None = None, jobs: int = 0
) -> Settings:
    """Scrapy's settings as in `settings.py`, with what the command line says over them.

    Raises:
        typer.Exit: With status 2: nothing can be written to that output, or THINKTAP_CONTACT is no contact.
    """
    try:
        destination(output, str(state or ""))
    except ValueError as error:
        stop(str(error))
    from scrapy.settings import Settings

    from crawler.politeness.contact import Contact

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    try:
        Contact.read(settings["THINKTAP_CONTACT"])
    except ValueError as error:
        stop(str(error))
    said = {
        "THINKTAP_OUTPUT": output,
        "THINKTAP_STATE": str(state or ""),
        "THINKTAP_SOURCES": [str(folder) for folder in sources or []],
        "THINKTAP_JOBS": jobs,
        "LOG_INSTALL_ROOT_HANDLER": False,  # `begin_log` has installed ours
    }
    settings.setdict(said, priority="cmdline")
    return settings


def on_engine(settings: Settings, engine: str | None, scheduler: str | None, log_format: str) -> None:
    """Note in the settings who does the work.

    Args:
        settings: Scrapy's settings, ours included.
        engine: As `--engine`. Null: this process.
        scheduler: As `--scheduler`.
        log_format: As `--log-format`, for the machines.

    Raises:
        typer.Exit: With status 2: the engine is unknown or not installed, or only one of both is named.
    """
    if engine is None and scheduler is None:
        return
    if engine != "dask":
        stop(f"--engine is dask, not {engine}" if engine else "--scheduler needs --engine dask")
    if not scheduler:
        stop("--engine dask needs --scheduler ADDRESS, as tcp://host:8786")
    if find_spec("distributed") is None:
        stop("--engine dask needs the package distributed: pip install 'thinktap[dask]'")
    settings.setdict({"THINKTAP_SCHEDULER": scheduler, "THINKTAP_LOG_FORMAT": log_format}, priority="cmdline")


def producer() -> str:
    """The program and its version, as files name what wrote them."""
    from importlib.metadata import version

    return f"thinktap {version('thinktap')}"


def local(output: str) -> Path:
    """The folder that `--output` names, for a command that works on the dataset's own files.

    Raises:
        typer.Exit: With status 2: it is an address, or a file.
    """
    folder = place(output)
    if folder.is_file():
        stop(f"--output must be a folder, and {output} is a file")
    return folder


def place(output: str) -> Path:
    """The same, for a command that looks what stands there.

    Raises:
        typer.Exit: With status 2: it is an address.
    """
    if is_url(output):
        stop(f"--output must be a folder of this machine here, and {output} is none")
    return Path(output)


def begin_log(log_format: str, *, quiet: bool = False, verbose: bool = False) -> None:
    """Send messages to stderr."""
    from crawler.logs.lines import TEXT, JsonFormatter, OneLine, Stderr

    handler = Stderr()
    formats = {"text": OneLine(TEXT), "json": JsonFormatter()}
    if log_format not in formats:
        stop(f"--log-format is text or json, not {log_format}")
    handler.setFormatter(formats[log_format])
    level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
    handler.setLevel(level)  # on the handler: Scrapy sets its loggers' own levels
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.disable(level - 1)  # what nobody sees is not even made: Scrapy tells much of each source, and each page
    logging.captureWarnings(log_format == "json")  # else they would be lines of their own kind


def stop(message: str, status: ExitStatus = ExitStatus.USAGE) -> NoReturn:
    """Say one plain line and end the command; the line goes with it, for those who are told."""
    typer.echo(line_of(logging.ERROR, f"thinktap: {message}", event="stopped"), err=True)
    end = typer.Exit(status)
    end.add_note(message)
    raise end


@contextmanager
def maintaining() -> Iterator[None]:
    """End a command that works on the dataset with a plain line and the status of what went wrong."""
    from output.errors import OutputError, Unreadable

    try:
        yield
    except ValueError as error:
        stop(str(error))
    except Unreadable as error:
        stop(f"{error}; its source's next crawl mends what can be mended", exit_of(error))
    except OutputError as error:
        stop(str(error), exit_of(error))
    except BrokenPipeError:  # who reads has enough, as `head`: typer ends the command without a word
        raise
    except OSError as error:
        stop(str(error), ExitStatus.UNWRITABLE)
