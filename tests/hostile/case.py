"""What is a hostile case? What it serves, and what must come of it; the families of them, each a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict, Unpack

from tests.hostile.world import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.hostile.world import World

    Serve = Callable[[World], None]


class More(TypedDict, total=False):
    """What a case says beside its name."""

    good: int
    exit: int
    cause: str
    limit: str
    limits: dict[str, float]
    alone: bool
    quick: bool
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a server may do to a crawler.

    Attributes:
        family: Where it belongs.
        name: What it is, in a few words.
        serve: Puts it into a world.
        good: How many of the good articles must be stored.
        exit: The status that the command must end with.
        cause: Why the run is no good one; "any" where more than one word is right. Empty when it is a good one.
        limit: The limit that the run's record must name. Empty when none is met.
        limits: Keys of the source's `[limits]`.
        alone: Whether it concerns more than a page of its own, so that it can't share a crawl.
        quick: Whether `make test` runs it.
        names: What names resolve to, in turn; a case with names runs in a process that begins with nothing.
    """

    family: str
    name: str
    serve: Serve
    good: int = GOOD
    exit: int = 0
    cause: str = ""
    limit: str = ""
    limits: dict[str, float] = field(default_factory=dict)
    alone: bool = False
    quick: bool = False
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Family and name."""
        return f"{self.family}: {self.name}"

    @property
    def host(self) -> str:
        """The name of its site."""
        return next(iter(self.names), "127.0.0.1")


class Family:
    """Cases of one kind.

    Args:
        name: Of all of them.
        said: What is true of all of them, where one does not say otherwise.
    """

    def __init__(self, name: str, **said: Unpack[More]) -> None:
        self.name, self.cases, self._said = name, list[Case](), said

    def __call__(self, name: str, **more: Unpack[More]) -> Callable[[Serve], Serve]:
        """The decorator of what a case serves."""

        def added(serve: Serve) -> Serve:
            self.add(name, serve, **more)
            return serve

        return added

    def add(self, name: str, serve: Serve, **more: Unpack[More]) -> None:
        """A row of a table."""
        self.cases.append(Case(self.name, name, serve, **{**self._said, **more}))
