"""What does the archive answer to what a page needs? What came in the page's own run, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.asking import Asking
    from pipelines.page import Answer, Needs, Page


class NotArchived(Exception):
    """An answer is not in the archive, or not in the run of the page that needs it."""


class NotWhole(Exception):
    """A further page is not in the archive: the article is left as it is, for a part never replaces the whole."""


class FromRun:
    """Answers what the pages of one run need.

    Args:
        run_id: The run.
        asking: Finds its answers.
    """

    def __init__(self, run_id: str, asking: Asking) -> None:
        self.run_id, self._asking = run_id, asking

    async def ask(self, needs: Needs, page: Page) -> Answer:
        """What the archive has of an address.

        Raises:
            NotWhole: It is a further page that is not there.
        """
        answer = await self._asking.ask(needs, page)
        if needs.is_page and answer.page is None:
            raise NotWhole
        return answer
