"""When is who told of a run? At its start and after its end, when all is published and no lock is held."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from crawler.telling.bounded import tell
from crawler.telling.message import Message, Tone, shortened
from crawler.telling.news import Told
from crawler.telling.pings import Ping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from crawler.telling.account import Account
    from crawler.telling.targets import Addressed
    from output.layout import Layout

LOG = logging.getLogger(__name__)
AT_START = 10  # seconds that the start of a run waits for those who are told of it
AT_END = 30  # seconds that its end waits for all who are told


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells those who are to be told.

    Attributes:
        targets: They.
        always: Whether a message is sent of each run, of one without news too.
    """

    targets: Sequence[Addressed]
    always: bool = False

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Tell that a run begins, and if the block raises that it could not."""
        try:
            tell({one.name: one.target.begin for one in self.targets if isinstance(one.target, Ping)}, AT_START)
            yield
        except BaseException as error:
            said = [shortened(one) for one in getattr(error, "__notes__", ())]
            body = ["The run ended before its sources did; what it said on stderr tells why."]
            message = Message("thinktap: the run failed", "\n".join(said or body), Tone.BAD)
            tell({one.name: partial(one.target.tell, message, is_fine=False) for one in self.targets}, AT_END)
            raise

    def end(self, account: Account, layout: Layout, extra: Mapping[str, Callable[[], None]]) -> None:
        """Tell how a run ended: each ping, and the others where there is news for them or one is wished for.

        Args:
            account: What there is to tell.
            layout: Where the dataset lies.
            extra: What else is to be sent, by what it is called in the log.
        """
        now = datetime.now(UTC)
        told = Told(layout)
        tasks, hearing = dict(extra), {}
        for one in self.targets:
            news = told.news(one.key, account.troubles, now)
            is_ping = isinstance(one.target, Ping)
            if news or self.always or is_ping:
                tasks[one.name] = partial(one.target.tell, account.message(news), is_fine=not account.status)
            if news and not is_ping:
                hearing[one.name] = one.key
        failed = tell(tasks, AT_END)
        if heard := [key for name, key in hearing.items() if name not in failed]:
            try:
                told.keep(heard, account.troubles, now)
            except OSError as error:
                LOG.error("it can't be noted who was told, so they will be told again: %s", error)  # noqa: TRY400
