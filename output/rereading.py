"""What does another reading of the same responses change? What today's extractor reads otherwise, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from output.ledger import Ledger
from output.versions import UNKNOWN

if TYPE_CHECKING:
    from output.records import Article
    from output.versions import Fingerprint, Known


class Rereading(Ledger):
    """A run that reads the archive again.

    It brings back nothing that is gone or was read from a newer response since, and counts no counter twice. A count
    that was read from a response stays as it was read then, for it is an observation.
    """

    def add_article(self, article: Article) -> str:
        """Store what is read otherwise now, and say what that is: new, changed or unchanged.

        Raises:
            Misfit: It says something that no row can hold.
        """
        identity = self._state.led_to(article.url)  # whatever the page said there once
        known = identity and self._state.known(identity)
        if not identity or not known:
            return super().add_article(article)
        read_at, counted_at = self._readings.of(identity) or (known.last_changed_at, None)
        if not known.active or known.url != article.url or article.fetched_at < read_at:
            return "unchanged"
        is_counted = counted_at is not None and article.fetched_at <= counted_at
        return super().add_article(replace(article, views=None) if is_counted else article)

    def _kind(self, known: Known | None, now: Fingerprint) -> str | None:
        """As for any run; but what the same bytes say is another reading, though the source's file made it so."""
        what = super()._kind(known, now)
        is_same = known is not None and known.fingerprint.body_sha256 in {UNKNOWN, now.body_sha256}
        return "reextracted" if what and is_same else what
