"""What did the object store say? Its refusal as one plain line."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deltalake.exceptions import DeltaError

from output.errors import Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

COLOUR = re.compile(r"\x1b\[\d+m")
ANSWER = re.compile(r"<Code>(.*?)</Code>.*?<Message>(.*?)</Message>", re.DOTALL)  # as S3 words its errors


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Ask an object store for something.

    Raises:
        Unwritable: It can't be reached, or refuses.
    """
    try:
        yield
    except (OSError, DeltaError) as error:
        raise Unwritable(f"{url} can't be written: {plain(str(error))}") from error


def plain(text: str) -> str:
    """What it was about and, of the causes below it, the last: the lines between say how often it was tried."""
    if answer := ANSWER.search(text):
        return f"{answer[2]} ({answer[1]})"
    lines = [line.strip(" ↳") for line in COLOUR.sub("", text).splitlines() if line.strip()] or ["no reason given"]
    return ": ".join(dict.fromkeys((lines[0], lines[-1])))
