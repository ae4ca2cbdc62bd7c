"""What recurs over a source's pages, from run to run: learned from the runs before, frozen within one, named in its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import thinktap
from tests.later import later
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ABOUT = "The Kite Institute is an independent body that has advised harbour towns on trade and tides since 1961."
NAMES = ("tides", "piers", "grain", "salt")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


def serve(site: Site, *names: str, edited: str = "", at: int = 0) -> None:
    """Serve articles that end in the same words, each with bytes that are new at each time, as most pages have."""
    site.listing(*((f"/a/{name}", f"What the harbour towns owe to {name}") for name in names))
    for name in names:
        title = f"What the harbour towns owe to {name}"
        said = "edited" if name == edited else "written"
        own = "".join(
            f"<p>Part {part} on {name}, {said} for this page, says what no other page has said.</p>"
            for part in "abcd"
        )
        body = f"<article><h1>{title}</h1>{own}<p>{ABOUT}</p></article><!-- {at} -->"
        site.pages[f"/a/{name}"] = Answer(f"<html lang='en'><title>{title}</title><body>{body}</body></html>")


def crawl(site: Site, folder: Path) -> str:
    """Crawl when everything that is known is due."""
    if (folder / "out").exists():
        later(folder / "out", "kite")
    done = thinktap("crawl", "--sources", site.source(folder / "s"), "--output", folder / "out")
    assert done.status == 0, done.stderr
    return done.stderr


def table(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    rows = pq.read_table(folder / "out" / name).to_pylist()
    return {row["url"].rpartition("/")[2]: row for row in sorted(rows, key=lambda row: row.get("version", 0))}


def test_a_profile_is_learned_then_frozen_then_changes_nothing(site: Site, tmp_path: Path) -> None:
    serve(site, *NAMES)
    assert "4 new" in crawl(site, tmp_path)
    first = table(tmp_path, "articles")
    assert {row["profile"] for row in first.values()} == {None}
    assert all(row["text"].endswith(ABOUT) for row in first.values())

    serve(site, *NAMES, "bread", edited="salt", at=1)
    assert "1 new, 1 changed" in crawl(site, tmp_path)
    second = table(tmp_path, "articles")
    assert None not in {row["profile"] for row in second.values()}
    assert len({row["profile"] for row in second.values()}) == 1, "a page that is new in a run changes nothing in it"
    assert not any(ABOUT in row["text"] for row in second.values())
    kinds = {name: row["kind"] for name, row in table(tmp_path, "article_versions").items()}
    assert kinds == {**dict.fromkeys(NAMES, "reextracted"), "salt": "content", "bread": "new"}

    serve(site, *NAMES, "bread", edited="salt", at=2)
    assert "nothing new" in crawl(site, tmp_path)
    assert table(tmp_path, "articles") == second


def test_the_order_of_the_listing_changes_nothing(site: Site, tmp_path: Path) -> None:
    seen = []
    for names in (NAMES, NAMES[::-1]):
        folder = tmp_path / names[0]
        folder.mkdir()
        serve(site, *names)
        crawl(site, folder)
        crawl(site, folder)
        seen.append({row["profile"] for row in table(folder, "articles").values()})
    assert seen[0] == seen[1] != {None}


def test_what_was_read_before_anything_was_learned_is_read_again_from_the_archive(site: Site, tmp_path: Path) -> None:
    """Without a request: by itself the next run asks for none of the articles."""
    serve(site, *NAMES)
    crawl(site, tmp_path)
    site.asked.clear()
    for _ in range(2):
        done = thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
        assert (done.status, "nothing new" in done.stderr) == (0, True)
    assert [path for path in site.asked if path.startswith("/a/")] == []
    articles = table(tmp_path, "articles").values()
    assert not any(ABOUT in row["text"] for row in articles)
    assert None not in {row["profile"] for row in articles}
    verdicts = [row["verdict"] for row in pq.read_table(tmp_path / "out" / "runs").to_pylist()]
    assert [said.startswith("read again from the archive") for said in verdicts] == [False, True, False, False]
