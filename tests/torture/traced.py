"""How is a process stopped right before each call that changes the disk? By Linux's own ptrace, from plain Python.

Patching os.replace and os.fsync would miss what SQLite and Arrow write. This sees the calls of every thread, with nothing to
install and nothing to compile: libfiu is in few distributions, and strace counts each thread and each call by itself. A
seccomp filter lets only the calls named in `calls.py` stop the process.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from typing import TYPE_CHECKING

from tests.torture.calls import NUMBERS, Call, read_call
from tests.torture.processes import Child

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.torture.work import Tell

# linux/include/uapi/linux/ptrace.h, seccomp.h, prctl.h, bpf_common.h
CONT, SYSCALL, SEIZE, GET_INFO = 7, 24, 0x4206, 0x420E
SYSGOOD, CLONES, SECCOMP, EXITKILL = 1, 8, 0x80, 0x100000
EVENT_SECCOMP, OF_SYSGOOD = 7, 0x80
NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, RETURN, ALLOW, TRACE = 0x20, 0x15, 0x06, 0x7FFF0000, 0x7FF00000
ANY_THREAD = 0x40000000  # __WALL of waitpid
INFO = struct.Struct("=B3xIQQq6Q8x")  # ptrace_syscall_info: number and arguments before the call, its result after it

_c = ctypes.CDLL(None, use_errno=True)
if sys.platform == "linux":
    _c.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    _c.ptrace.restype = ctypes.c_long


class Traced:
    """A process that does some work, and is stopped before and after each call.

    Args:
        work: What it does.
        before: Is handed each call; the process is killed when it answers false.
        after: Is handed each call that has been done, and its result.

    Raises:
        OSError: Processes can't be traced here.
    """

    def __init__(
        self,
        work: Callable[[Tell], None],
        before: Callable[[Call], bool],
        after: Callable[[Call, int], None] = lambda *_: None,
    ) -> None:
        self._before, self._after = before, after
        self._calls: dict[int, Call] = {}  # by the thread that makes it
        ready, go = os.pipe()

        def filtered(tell: Tell) -> None:
            os.read(ready, 1)
            _filter()
            work(tell)

        self._child = Child(filtered)
        try:
            _ptrace(SEIZE, self._child.pid, SYSGOOD | CLONES | SECCOMP | EXITKILL)
        except OSError:
            self._child.kill()
            self._child.ended()
            raise
        finally:
            os.write(go, b"!")
            os.close(go)
            os.close(ready)

    def run(self) -> tuple[int, list[str]]:
        """See it through: its exit status, or minus the signal that ended it, and what it told."""
        while True:
            thread, status = os.waitpid(-1, ANY_THREAD)
            if os.WIFSTOPPED(status):
                self._stopped(thread, os.WSTOPSIG(status), status >> 16)
            elif thread == self._child.pid:
                return os.waitstatus_to_exitcode(status), list(self._child.lines())

    def _stopped(self, thread: int, number: int, event: int) -> None:
        going, passed_on = CONT, 0
        try:
            if event == EVENT_SECCOMP:
                _, _, _, _, name, *arguments = _info(thread)
                if call := read_call(self._child.pid, name, arguments):
                    if not self._before(call):
                        self._child.kill()
                        return
                    self._calls[thread], going = call, SYSCALL  # stops again when it is done
            elif number == signal.SIGTRAP | OF_SYSGOOD:
                self._after(self._calls.pop(thread), _info(thread)[4])
            elif not event:
                passed_on = number
            _ptrace(going, thread, passed_on)
        except (ProcessLookupError, FileNotFoundError):  # killed meanwhile
            return


def can_trace() -> str:
    """Why no process can be traced here; empty when it can."""
    if sys.platform != "linux" or not NUMBERS:
        return "only Linux's system calls are known, of x86_64 and aarch64"
    try:
        status, told = Traced(lambda tell: tell("alive"), lambda _: True).run()
    except OSError as error:
        return f"ptrace: {error}"
    return "" if (status, told) == (0, ["alive"]) else f"a traced process ended with {status}"


def _ptrace(request: int, thread: int, data: int, address: int = 0) -> None:
    if _c.ptrace(request, thread, address, data) == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _info(thread: int) -> tuple[int, ...]:
    buffer = ctypes.create_string_buffer(INFO.size)
    _ptrace(GET_INFO, thread, ctypes.addressof(buffer), INFO.size)
    return INFO.unpack(buffer.raw)


def _filter() -> None:
    """Let the calls of this process that are named wait for who traces it."""
    count = len(NUMBERS)
    program = [(LOAD, 0, 0, 0), *((EQUAL, count - place, 0, number) for place, number in enumerate(NUMBERS))]
    program += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, TRACE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    told = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    for asked in ((NO_NEW_PRIVS, 1, 0), (SET_SECCOMP, FILTER, ctypes.addressof(told))):
        if _c.prctl(*(ctypes.c_ulong(number) for number in (*asked, 0, 0))):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
