"""Where does the dataset go? Decided here, from the words of `--output` and `--state`, and nowhere else.

A folder gets Parquet files. An address of an object store gets Delta tables: an object that is replaced tears the
reads of it that are under way, and there is no rename to do it by.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

SCHEMES = ("s3", "s3a", "gs", "az", "abfs", "abfss", "file")


class Destination(NamedTuple):
    """What the words mean.

    Attributes:
        root: The dataset's folder; with an address, where the archive lies, which stays on the local disk.
        state: The folder of the state files. Null: within the root.
        url: The address that the Delta tables lie under. Null: the root holds the tables, as Parquet files.
    """

    root: Path
    state: Path | None
    url: str | None


def is_url(output: str) -> bool:
    """Whether it is an address, and no folder of this machine."""
    return "://" in output


def destination(output: str, state: str = "") -> Destination:
    """What is meant by these words.

    Raises:
        ValueError: Nothing can be written there; the text is one plain line.
    """
    if not is_url(output):
        return Destination(Path(output), Path(state) if state else None, None)
    scheme, _, rest = output.partition("://")
    if scheme not in SCHEMES:
        raise ValueError(f"--output {output}: {scheme}:// is none of {', '.join(SCHEMES)}")
    if not rest.strip("/"):
        raise ValueError(f"--output {output} names no bucket or folder")
    if not state:
        raise ValueError(f"--output {output} needs --state DIR, a local folder for the state and the archive")
    if lacking := next((name for name in ("deltalake", "obstore") if find_spec(name) is None), None):
        raise ValueError(f"--output {output} needs the package {lacking}: pip install 'thinktap[delta]'")
    return Destination(Path(state), Path(state), output.rstrip("/"))
