"""Who is to be told? Read from what the user wrote; a target holds secrets, so no error says more than how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from crawler.telling.bounded import hush
from crawler.telling.pings import Ping
from crawler.telling.services import Service, known, service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.telling.message import Message

SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,31})://", re.IGNORECASE)
WEB = ("http", "https")
FORCED = "ping+"  # before http:// or https://: whatever the address looks like, it is one to ping
HEALTHCHECKS = "hc-ping.com"  # healthchecks.io's own
PINGED = "/ping/"  # how the paths of every other Healthchecks begin
HELP = "https://github.com/caronc/apprise/wiki lists what each service needs"


class Target(Protocol):
    """Somebody who is told."""

    kind: str

    def tell(self, message: Message, *, is_fine: bool) -> None:
        """Tell the end of a run.

        Raises:
            Untold: It did not arrive.
        """


class NoTarget(ValueError):
    """A target that nobody can be told by; its text is for the user."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A target, and how it is spoken of without its address.

    Attributes:
        name: In the log.
        key: In what is remembered of it: the same for the same address.
        target: Itself.
    """

    name: str
    key: str
    target: Target


def read(texts: Iterable[str]) -> list[Addressed]:
    """The targets, as the user wrote them.

    Raises:
        NoTarget: One is mistyped.
    """
    hush()
    told = []
    for number, text in enumerate(map(str.strip, texts), 1):
        target = _target(number, text)
        key = sha256(text.encode()).hexdigest()[:16]
        told.append(Addressed(f"notify target {number} ({target.kind})", key, target))
    return told


def _target(number: int, text: str) -> Target:
    which = f"notify target {number}"
    found = SCHEME.match(text)
    if not found:
        raise NoTarget(f"{which} is no address such as mailto://… or https://…")
    scheme = found[1].lower()
    if url := _pinged(text):
        return Ping(url)
    told = service(text) or (_webhook(text) if scheme in WEB else None)
    if told:
        return told
    if scheme not in known() and scheme not in WEB:
        close = get_close_matches(scheme, known(), 1)
        raise NoTarget(
            f"{which}: nothing is known by {scheme}://" + (f"; did you mean {close[0]}://?" if close else "")
        )
    raise NoTarget(f"{which} begins with {scheme}:// and is not whole or not right; {HELP}")


def _pinged(text: str) -> str | None:
    """The address to ping; null for another target."""
    forced = text.lower().startswith(FORCED)
    url = text[len(FORCED) :] if forced else text
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in WEB or not parts.hostname:
            return None
    except ValueError:
        return None
    is_one = parts.hostname == HEALTHCHECKS or parts.path.startswith(PINGED)
    return url if (forced or is_one) and parts.path.strip("/") else None


def _webhook(text: str) -> Service | None:
    """An address of the web that is nobody's known one gets JSON."""
    scheme, _, rest = text.partition("://")
    return service(f"{'jsons' if scheme.lower() == 'https' else 'json'}://{rest}", "webhook")
