"""What a listing page may cost: one that needs too much is a page that can't be read, and the run goes on without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from tests.conftest import thinktap
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

TITLES = [(f"/a{number}", f"The harbour plan, part {number}") for number in range(4)]
BOMB = "[" + '{"a":1},' * 2_800_000 + "{}]"  # 22 MB that are half a gigabyte once they are read


def test_a_listing_page_that_needs_too_much_is_named_and_the_rest_is_stored(tmp_path: Path) -> None:
    with Site() as site:
        for path, title in TITLES:
            site.article(path, title)
        site.listing(*TITLES)
        site.pages["/"].body = str(site.pages["/"].body).replace("</body>", "<a rel=next href=/2>Next</a></body>")
        site.pages["/2"] = Answer(BOMB, headers={"Content-Type": "application/json"})
        more = "body_bytes = 24_000_000\n"
        done = thinktap("crawl", "--sources", site.source(tmp_path / "sources", more), "--output", tmp_path / "out")
    why = "needs too much memory (more than 448 of 512 MB)"
    assert done.status == 1
    assert f"the listing page {site.url}/2 can't be read: {why}; the next run tries again" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(pd.read_parquet(tmp_path / "out" / "articles")) == len(TITLES)
    [refused] = pd.read_parquet(tmp_path / "out" / "rejects").to_dict("records")
    assert (refused["url"], refused["reason"]) == (f"{site.url}/2", "needs too much memory")
    assert refused["stage"] == "fetch"
