"""What a source's file says otherwise holds for what was refused for it, and for nothing else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from crawler.download.hosts import PRIVATE
from crawler.search.other_words import heed
from crawler.source import Source
from output.visit import Found
from tests.output.test_store import NOON, opened

if TYPE_CHECKING:
    from pathlib import Path

INSIDE, BROKEN = "http://in.kite.example/a", "https://kite.example/b"
SAID = {"id": "kite", "name": "Kite", "listing": {"start": ["https://kite.example/"]}}


@pytest.mark.parametrize(
    ("now", "failing"),
    [
        ({"private_hosts": ["in.kite.example:80"]}, {BROKEN}),
        ({"rights": {"respect": "record"}}, {INSIDE, BROKEN}),
        ({}, {INSIDE, BROKEN}),
    ],
)
def test_a_host_that_the_file_names_is_asked_again_however_often_it_has_failed(
    tmp_path: Path, now: dict[str, object], failing: set[str]
) -> None:
    with opened(tmp_path) as store:
        store.add_found([Found(url, "{}") for url in (INSIDE, BROKEN)]).result()
        for _ in range(3):
            store.add_failure(
                (INSIDE,), NOON, f"{PRIVATE}: 10.0.0.1 is no address of the public internet", None
            ).result()
            store.add_failure((BROKEN,), NOON, "HTTP 501").result()
        for said in (SAID, SAID | now):
            asyncio.run(heed(Source.model_validate(said), store))
        visits = store.visits.of((INSIDE, BROKEN))
        assert {url for url, visit in visits.items() if visit.failures} == failing
