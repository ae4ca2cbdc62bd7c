"""What does a process ask of the disk? The system calls that change it, told from the numbers that a stopped thread has."""

from __future__ import annotations

import ctypes
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# By machine, each call's number (linux/arch/x86/entry/syscalls/syscall_64.tbl, linux/include/uapi/asm-generic/unistd.h).
# Left out are those by which whole files are copied: nothing here does.
_NUMBERS = {
    "x86_64": "write 1 pwrite64 18 writev 20 pwritev 296 pwritev2 328 fsync 74 fdatasync 75 ftruncate 77 fallocate 285"
    " open 2 openat 257 creat 85 truncate 76 rename 82 renameat 264 renameat2 316 link 86 linkat 265 unlink 87"
    " unlinkat 263 rmdir 84 mkdir 83 mkdirat 258",
    "aarch64": "write 64 pwrite64 68 writev 66 pwritev 70 pwritev2 287 fsync 82 fdatasync 83 ftruncate 46 fallocate 47"
    " openat 56 truncate 45 renameat 38 renameat2 276 linkat 37 unlinkat 35 mkdirat 34",
}.get(platform.machine(), "").split()
NUMBERS = dict(zip(map(int, _NUMBERS[1::2]), _NUMBERS[::2], strict=True))
OF_HANDLE = {"write", "pwrite64", "writev", "pwritev", "pwritev2", "fsync", "fdatasync", "ftruncate", "fallocate"}
# Where a call has its paths: the place of the folder's handle, if it has one, and of the text.
OF_ONE, OF_TWO, IN_ONE, IN_TWO = [(None, 0)], [(None, 0), (None, 1)], [(0, 1)], [(0, 1), (2, 3)]
PATHS: dict[str, list[tuple[int | None, int]]] = {  # type: ignore[assignment]
    **dict.fromkeys(("open", "creat", "truncate", "unlink", "rmdir", "mkdir"), OF_ONE),
    **dict.fromkeys(("rename", "link"), OF_TWO),
    **dict.fromkeys(("openat", "unlinkat", "mkdirat"), IN_ONE),
    **dict.fromkeys(("renameat", "renameat2", "linkat"), IN_TWO),
}
FLAGS = {"open": 1, "openat": 2}  # where these have them
HERE = -100  # AT_FDCWD


@dataclass(frozen=True)
class Call:
    """A call that is about to happen.

    Attributes:
        name: As Linux calls it.
        paths: What it is about; the second one of a rename is where to.
        data: What it writes.
        offset: Where it writes that, or how long the file is to be.
        empties: Whether it opens a file and throws away what is in it.
    """

    name: str
    paths: tuple[str, ...]
    data: bytes = b""
    offset: int = 0
    empties: bool = False

    def __str__(self) -> str:
        return f"{self.name} {' '.join(self.paths)} ({len(self.data)} bytes at {self.offset})"


def read_call(process: int, number: int, arguments: Sequence[int]) -> Call | None:
    """The call that a thread of a process is about to make; null when it opens a file as it is."""
    name = NUMBERS[number]
    if name in PATHS:
        flags = arguments[FLAGS[name]] if name in FLAGS else os.O_CREAT | os.O_TRUNC
        if not flags & (os.O_CREAT | os.O_TRUNC):
            return None
        return Call(name, tuple(_paths(process, PATHS[name], arguments)), empties=bool(flags & os.O_TRUNC))
    path = _of_handle(process, arguments[0])
    if name not in {"write", "pwrite64"}:
        return Call(name, (path,), offset=arguments[1])
    is_file = path.startswith("/")  # and no pipe
    offset = arguments[3] if name == "pwrite64" else _position(process, arguments[0], path) if is_file else 0
    return Call(name, (path,), _memory(process, arguments[1], arguments[2]), offset)


def _of_handle(process: int, handle: int) -> str:
    return str(Path(f"/proc/{process}/fd/{handle}").readlink())


def _position(process: int, handle: int, path: str) -> int:
    said = dict(line.split(":", 1) for line in Path(f"/proc/{process}/fdinfo/{handle}").read_text().splitlines())
    return Path(path).stat().st_size if int(said["flags"], 8) & os.O_APPEND else int(said["pos"])


def _paths(process: int, places: list[tuple[int | None, int]], arguments: Sequence[int]) -> Iterator[str]:
    for folder, place in places:
        handle = HERE if folder is None else ctypes.c_int(arguments[folder]).value
        start = Path(f"/proc/{process}/cwd").readlink() if handle == HERE else Path(_of_handle(process, handle))
        yield os.path.normpath(start / _text(process, arguments[place]))


def _text(process: int, address: int) -> str:
    """A text that ends with a NUL, read without crossing into a page of memory that may not be there."""
    found = b""
    while b"\0" not in found:
        found += _memory(process, address + len(found), 256 - (address + len(found)) % 256)
    return os.fsdecode(found.partition(b"\0")[0])


def _memory(process: int, address: int, size: int) -> bytes:
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as file:
        file.seek(address)
        return file.read(size)
