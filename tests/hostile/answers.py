"""How do servers answer, and misanswer? Scripts for `server.py`: whole answers, raw bytes, drips, endless ones."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.hostile.server import Script, Talk

HTML = "Content-Type: text/html; charset=utf-8"
FOREVER = 3_600  # seconds: beyond every limit


def head(*lines: str | bytes, status: str = "200 OK") -> bytes:
    """The head of an answer."""
    said = (line if isinstance(line, bytes) else line.encode() for line in (f"HTTP/1.1 {status}", *lines))
    return b"".join(line + b"\r\n" for line in said) + b"\r\n"


def whole(body: str | bytes, *lines: str | bytes, status: str = "200 OK") -> Script:
    """An answer as it should be, as far as its own lines go; the connection goes on."""
    said = body.encode() if isinstance(body, str) else body
    named = [line.encode() if isinstance(line, str) else line for line in lines]
    kind = [] if any(line.lower().startswith(b"content-type") for line in named) else [HTML]
    return raw(head(*kind, *lines, f"Content-Length: {len(said)}", status=status), said, over=False)


def raw(*pieces: bytes, over: bool = True) -> Script:
    """These bytes, and then the end of the connection."""

    async def script(talk: Talk) -> None:
        await talk.say(*pieces)
        talk.over = over

    return script


def then_reset(*pieces: bytes) -> Script:
    """These bytes, and then the connection is gone."""

    async def script(talk: Talk) -> None:
        await talk.say(*pieces)
        await asyncio.sleep(0.05)  # so that they are read
        talk.reset()

    return script


def then_silent(*pieces: bytes) -> Script:
    """These bytes, and then nothing, with the connection open."""

    async def script(talk: Talk) -> None:
        await talk.say(*pieces)
        await asyncio.sleep(FOREVER)

    return script


def drip(said: bytes, every: float = 0.2, begin: bytes = b"") -> Script:
    """One byte at a time."""

    async def script(talk: Talk) -> None:
        await talk.say(begin)
        for at in range(len(said)):
            await talk.say(said[at : at + 1])
            await asyncio.sleep(every)
        talk.over = True

    return script


def endless(begin: bytes, piece: Callable[[int], bytes], every: float = 0) -> Script:
    """A beginning, and then pieces without an end."""

    async def script(talk: Talk) -> None:
        await talk.say(begin)
        for number in count():
            await talk.say(piece(number))
            await asyncio.sleep(every)

    return script


def made(answer: Callable[[Talk], Script]) -> Script:
    """An answer that is made when it is asked for: by its path, or by how often it was."""

    async def script(talk: Talk) -> None:
        await answer(talk)(talk)

    return script


def redirect(to: str | bytes, status: str = "302 Found") -> Script:
    """A redirect."""
    location = b"Location: " + (to if isinstance(to, bytes) else to.encode())
    return whole("", location, status=status)


def first(*scripts: Script) -> Script:
    """The first script for the first request, and so on; the last one from then on."""
    return made(lambda talk: scripts[min(talk.count, len(scripts)) - 1])


def chunks(*pieces: bytes) -> Iterator[bytes]:
    """A body in chunks, without its end."""
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
