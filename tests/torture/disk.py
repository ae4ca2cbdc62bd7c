"""What may be found on a disk after the power went? Bytes last once their file was synced, and names once their folder was."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.torture.calls import Call

SYNCS = {"fsync", "fdatasync"}
MAKES = {"open", "openat", "creat"}
REMOVES = {"unlink", "unlinkat", "rmdir"}


@dataclass
class File:
    """A file's bytes: those that last, and the changes since, as bytes at an offset or as a new length."""

    lasting: bytes = b""
    changes: list[tuple[bytes | None, int]] = field(default_factory=list)

    def sync(self) -> None:
        """All that is there lasts from now on."""
        self.lasting, self.changes = self.after(lambda: 1), []

    def after(self, pick: Callable[[], float]) -> bytes:
        """What is there when each change is kept in full at 1, half at a half, and not at 0."""
        found = bytearray(self.lasting)
        for data, offset in self.changes:
            kept = pick()
            if data is None:
                found = (found + bytes(max(0, offset - len(found))))[:offset] if kept else found
                continue
            part = data[: int(len(data) * kept)]
            if part:
                found += bytes(max(0, offset - len(found)))
                found[offset : offset + len(part)] = part
        return bytes(found)


@dataclass
class Disk:
    """Names and files as the process sees them, and what of it lasts; a folder is a name without a file."""

    names: dict[str, File | None] = field(default_factory=dict)
    lasting: dict[str, File | None] = field(default_factory=dict)

    def does(self, call: Call) -> None:
        """A call has been done."""
        path = call.paths[0]
        if call.name in SYNCS:
            self._sync(path)
        elif call.name in {"mkdir", "mkdirat"}:
            self.names[path] = None
        elif call.name in MAKES:
            self.names.setdefault(path, File())
            if call.empties:
                self._change(path, None, 0)
        elif call.name in {"write", "pwrite64"}:
            self._change(path, call.data, call.offset)
        elif call.name == "ftruncate":
            self._change(path, None, call.offset)
        elif call.name in {"rename", "renameat", "renameat2"}:
            self.names[call.paths[1]] = self.names.pop(path)
        elif call.name in REMOVES:
            self.names.pop(path)
        else:
            raise AssertionError(f"{call} is not modelled")

    def _change(self, path: str, data: bytes | None, offset: int) -> None:
        if file := self.names.get(path):  # else its name is gone already
            file.changes.append((data, offset))

    def _sync(self, path: str) -> None:
        if file := self.names.get(path):
            file.sync()
            return
        for name in {*self.names, *self.lasting}:
            if str(Path(name).parent) == path:
                self._last(name)

    def _last(self, name: str) -> None:
        if name in self.names:
            self.lasting[name] = self.names[name]
        else:
            self.lasting.pop(name, None)

    def found(self, kept: str, seed: int) -> dict[str, bytes | None]:
        """What may be found after the cut."""
        chance = random.Random(seed)
        pick: Callable[[], float] = (lambda: chance.choice((0, 0.5, 1))) if kept == "some" else (lambda: 0)
        chosen = dict(self.names if kept == "names" else self.lasting)
        if kept == "some":
            for name in sorted({*self.names, *self.lasting}):
                side = chance.choice((self.names, self.lasting))
                if name in side:
                    chosen[name] = side[name]
                else:
                    chosen.pop(name, None)
        there = {name: file and file.after(pick) for name, file in chosen.items()}
        return {name: content for name, content in there.items() if _has_folders(name, there)}


def _has_folders(name: str, there: dict[str, bytes | None]) -> bool:
    """Whether all folders of a name are there too."""
    top = min(there, default="", key=len)
    above = [str(path) for path in Path(name).parents if str(path).startswith(top)]
    return all(path in there for path in above)
