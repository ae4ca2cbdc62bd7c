"""Which profile does each source have, when many pages of many sources are read at once?"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from output.records import MOST_PROFILED
from pipelines.body.profile import SIZE, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.body.profile import Profile
    from pipelines.page import Page


def learned(pages: Iterable[tuple[Page, bytes]]) -> dict[str, Profile]:
    """The profile of each source that has one, whatever the order of its pages.

    Args:
        pages: Pages with their prints. Of more than `MOST_PROFILED` addresses of a source, those with the lowest hashes
            count, so that memory does not grow with the pages.
    """
    samples: defaultdict[str, dict[bytes, bytes]] = defaultdict(dict)
    for page, prints in pages:
        sample = samples[page.source]
        named = page.url.encode("utf-8", "replace") if page.url else prints  # a saved page may have lost its address
        address = hashlib.blake2b(named, digest_size=2 * SIZE).digest()
        sample[address] = max(prints, sample.get(address, b""))
        if len(sample) > MOST_PROFILED:
            del sample[max(sample)]
    profiles = {source: profile_of(sample.values()) for source, sample in samples.items()}
    return {source: profile for source, profile in profiles.items() if profile}
