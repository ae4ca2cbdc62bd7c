"""A page is read in rounds, each with one more answer, and a page that never has enough of them is refused."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from output.records import Reject
from pipelines.item_pipeline import COUNTERS, read_whole
from pipelines.page import Answer, Needs
from pipelines.paging.links import MOST_PAGES
from tests.made import page

if TYPE_CHECKING:
    from pipelines.page import Page


@dataclass
class Greedy:
    """A pool whose page always needs one more address, and the spider that is asked for it."""

    is_page: bool
    asked: list[str] = field(default_factory=list)

    async def read(self, given: Page) -> Needs:
        return Needs(
            f"https://kite.example/{len(given.answers)}", "one more", raises_count=False, is_page=self.is_page
        )

    async def ask(self, needs: Needs, _: Page) -> Answer:
        self.asked.append(needs.url)
        return Answer(needs.url, "")


@pytest.mark.parametrize(("is_page", "most"), [(False, COUNTERS), (True, MOST_PAGES)])
def test_a_page_that_asks_for_ever_more_is_refused(is_page: bool, most: int) -> None:
    greedy: Any = Greedy(is_page)
    refused = asyncio.run(read_whole(page("<p>A"), greedy, greedy))
    assert isinstance(refused, Reject)
    assert refused.reason == "asks for ever more addresses"
    assert len(greedy.asked) == most
