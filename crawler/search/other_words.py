"""Does a source's file say something else than it did, so that what it has refused is to be asked again?"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from crawler.download.hosts import PRIVATE
from crawler.search.facts import Facts
from crawler.verdict.refused import SENT_ELSEWHERE
from pipelines.rights.respect import REASON, WEIGHTY

if TYPE_CHECKING:
    from crawler.source import Source
    from output.store import Store

SAID = "said"  # a fact: what the file said in the last run of what may be asked and kept


async def heed(source: Source, store: Store) -> None:
    """Let the addresses be due that the file's other words may tell of otherwise.

    Those that led to a site or a host which was not the source's; and those whose rights are reserved.

    Raises:
        OutputError: It can't be stored.
    """
    facts = Facts(store)
    said = {
        "sites": sorted(source.sites),
        "private_hosts": sorted(source.private_hosts),
        "respect": source.rights.respect,
    }
    before = json.loads(facts.get(SAID) or "{}")
    other = {name for name in before if before[name] != said.get(name)}
    if other:
        is_rights = "respect" in other
        again = store.ask_again(
            urls=store.reserving(WEIGHTY) if is_rights else (),
            reasons=((SENT_ELSEWHERE,) if "sites" in other else ()) + ((REASON,) if is_rights else ()),
            failed=PRIVATE if "private_hosts" in other else "",
        )
        await asyncio.wrap_future(again)
    facts.note(SAID, json.dumps(said))
    await facts.kept()
