"""A process that ends before one of its renames, by which every change to a dataset's files goes on."""

from __future__ import annotations

import os
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Killed(BaseException):
    """The process ends here."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """Let it end before the rename of this number, from 0 on."""
    numbers = count()

    def counted(real: Callable[..., None]) -> Callable[..., None]:
        def step(*paths: Any) -> None:
            if next(numbers) == number:
                raise Killed
            real(*paths)

        return step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.replace", counted(os.replace))
        patch.setattr("os.rename", counted(os.rename))
        yield
