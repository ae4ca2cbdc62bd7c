"""What is asked of machines about a page? By its elements, its headers and its host, each signal with where it stood."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipelines.rights import directives, tdm
from pipelines.rights.license_links import licenses, of_link_header
from pipelines.rights.preferences import CONTENT_SIGNAL, CONTENT_USAGE, preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.rights.scan import Told

MOST_SIGNALS = 40
META, HEADER, ROBOTS_TXT, TDM_FILE = "meta", "header", "robots.txt", "tdmrep.json"


class Signal(NamedTuple):
    """One signal, as ``name=value``, and where it stood."""

    text: str
    channel: str


def signals_of(
    url: str, told: Told, headers: Iterable[tuple[str, str]], host: Iterable[str] = ()
) -> tuple[Signal, ...]:
    """The signals of a page, each once.

    Args:
        url: The page's address.
        told: What its elements say.
        headers: Its headers, names in lower case.
        host: What its host says of this address, as `HostRules.signals` gives it.
    """
    said = [(name, value) for name, value in headers if name in _HEADERS]
    found: dict[str, Signal] = {}
    for signal in _all(url, told, said, [Signal(text, _channel(text)) for text in host]):
        found.setdefault(signal.text, signal)
    return tuple(islice(found.values(), MOST_SIGNALS))


_HEADERS = frozenset(("x-robots-tag", tdm.RESERVATION, tdm.POLICY, CONTENT_SIGNAL, CONTENT_USAGE, "link"))


def _all(url: str, told: Told, headers: list[tuple[str, str]], host: list[Signal]) -> Iterator[Signal]:
    for name, content in told.meta:
        if name in directives.OURS:
            yield from (Signal(text, META) for text in directives.of_meta(content))
    for value in _named(headers, "x-robots-tag"):
        yield from (Signal(text, HEADER) for text in directives.of_header(value))
    yield from _mining(url, told, headers, host)
    for name in (CONTENT_SIGNAL, CONTENT_USAGE):
        joined = ", ".join(_named(headers, name))  # several headers are one list
        yield from (Signal(text, HEADER) for text in preferences(name, joined))
    yield from (signal for signal in host if signal.channel != TDM_FILE)
    yield from (Signal(text, META) for text in licenses(told.links, url))
    for value in _named(headers, "link"):
        yield from (Signal(text, HEADER) for text in of_link_header(value, url))


def _mining(url: str, told: Told, headers: list[tuple[str, str]], host: list[Signal]) -> Iterator[Signal]:
    """The reservation of the page's elements, else that of its headers, else that of its host's file."""
    for channel, said in ((META, told.meta), (HEADER, headers)):
        if found := tdm.declared(_named(said, tdm.RESERVATION), _named(said, tdm.POLICY), url):
            yield from (Signal(text, channel) for text in found)
            return
    yield from (signal for signal in host if signal.channel == TDM_FILE)


def _named(said: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in said if name == wanted]


def _channel(text: str) -> str:
    return TDM_FILE if text.startswith("tdm-") else ROBOTS_TXT
