"""Which uses does a signal reserve? A fixed small vocabulary, for whoever filters the dataset; docs/rights.md explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Each use, and the signals that reserve it.
USES = {
    "index": ("robots=noindex", "robots=none"),
    "snippet": ("robots=nosnippet",),
    "archive": ("robots=noarchive", "robots=nocache"),
    "images": ("robots=noimageindex", "robots=noimageai"),
    "tdm": ("tdm-reservation=1", "content-usage=tdm=n", "content-usage=bots=n"),
    "ai": ("robots=noai", "content-usage=ai=n"),
    "ai-input": (
        "content-signal=ai-input=no",
        "content-usage=ai-use=n",
        "content-usage=ai-input=n",
        "content-usage=ai-output=n",
    ),
    "ai-train": (
        "content-signal=ai-train=no",
        "content-usage=train-ai=n",
        "content-usage=train-genai=n",
        "content-usage=genai=n",
    ),
    "search": ("content-signal=search=no", "content-usage=search=n"),
}
RESERVED_BY = {signal: use for use, signals in USES.items() for signal in signals}


def reserved_by(signals: Iterable[str]) -> tuple[str, ...]:
    """The uses that signals reserve, in the vocabulary's order. A signal that allows a use takes back no other one."""
    found = {RESERVED_BY[signal] for signal in signals if signal in RESERVED_BY}
    return tuple(use for use in USES if use in found)
