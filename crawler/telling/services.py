"""How do mail, Slack, Teams and a hundred others hear of a run? Through Apprise, as plain text that it escapes for each."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.manager_plugins import NotificationManager

from crawler.telling.bounded import Untold

if TYPE_CHECKING:
    from apprise.plugins import NotifyBase

    from crawler.telling.message import Message

ANSWERED = re.compile(r"\berror=(\d{3})\b")  # in what Apprise logs of a failure


class Service:
    """A service that Apprise knows.

    Args:
        kind: What it is called in the log.
        plugin: Apprise's; its address is a secret.
    """

    def __init__(self, kind: str, plugin: NotifyBase) -> None:
        self.kind = kind
        self._apprise = Apprise(plugin, asset=plugin.asset)

    def tell(self, message: Message, *, is_fine: bool) -> None:  # noqa: ARG002  (the tone says more)
        """Send a message.

        Raises:
            Untold: It did not arrive.
        """
        result = self._apprise.notify(message.body, message.title, message.tone.value, body_format=NotifyFormat.TEXT)
        if not result:
            answered = [found[1] for entry in result.logs() for found in ANSWERED.finditer(entry.message)]
            raise Untold(f"answered {answered[-1]}" if answered else "no answer, or refused")


def service(text: str, kind: str | None = None) -> Service | None:
    """The service at an address; null where Apprise knows none, or the address is not right.

    Args:
        text: The address.
        kind: What it is called in the log; by default as Apprise calls it.
    """
    known()  # which loads them
    # Names that mail and chats show; neither threads nor a time limit of Apprise's own, for `bounded.py` has both.
    asset = AppriseAsset(app_id="thinktap", app_desc="thinktap", async_mode=False, service_timeout=0)
    plugin = Apprise.instantiate(text, asset=asset)
    return Service(kind or str(plugin.service_name), plugin) if plugin else None


@cache
def known() -> list[str]:
    """The schemes that Apprise knows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of modules that its mail loads for what we don't use
        return sorted(NotificationManager().schemas())  # type: ignore[no-untyped-call]  # Apprise's own
