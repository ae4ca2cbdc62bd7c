"""A real WordPress is crawled from an address alone, and the dataset says what WordPress' own database says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.conftest import thinktap
from tests.real.dataset import differences, standing
from tests.real.posts import AUTHORS, edited, post, written
from tests.real.wordpress import THEMES, WordPress, missing, running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.real, pytest.mark.timeout(120)]

SOON = "[revisit]\nafter = [0.000001]\n"  # days: as if the time of every article had come
PLAIN, DATED, NAMED, NUMBERED = "", "/%year%/%monthnum%/%postname%/", "/%postname%/", "/archives/%post_id%"


@dataclass(frozen=True)
class Way:
    """A way to find the posts.

    Attributes:
        closed: Whether the blog has neither feed nor sitemap nor API.
        states_updates: Whether it states when a post was changed; WordPress' pages and its RSS do not.
    """

    closed: bool = False
    states_updates: bool = False


WAYS = {
    "html": Way(closed=True),
    "feed": Way(),
    "sitemap": Way(),
    "wordpress": Way(states_updates=True),
    "auto": Way(states_updates=True),
}
ONE, TWO, THREE = THEMES
CASES = [
    *((ONE, DATED, "html"), (TWO, PLAIN, "html"), (THREE, NAMED, "html")),
    *((ONE, NAMED, "feed"), (TWO, NUMBERED, "sitemap"), (THREE, DATED, "wordpress")),
]


@pytest.fixture(scope="module")
def blog() -> Iterator[WordPress]:
    """A blog, filled once; each case leaves as many posts in it as it found."""
    if reason := missing():
        pytest.skip(reason)
    with TemporaryDirectory(prefix="blog") as folder, running(Path(folder)) as started:
        started.change(authors=AUTHORS, posts=written())
        yield started


@pytest.mark.parametrize(("theme", "permalinks", "name"), CASES, ids=[f"{theme}-{name}" for theme, _, name in CASES])
def test_the_dataset_says_what_the_blog_says(
    blog: WordPress, theme: str, permalinks: str, name: str, tmp_path: Path
) -> None:
    way = WAYS[name]
    blog.change(theme=theme, options={"permalink_structure": permalinks, "pages_only": int(way.closed)})
    number = 100 + CASES.index((theme, permalinks, name))
    _crawl(blog, name, tmp_path)
    assert _found(blog, way, tmp_path) == []

    ours = written()[number - 100 :: 20]
    said = "The editors add that the figures of the last paragraph have been checked against the ledgers since."
    fresh = post(number, f"A new post on quay {number}")
    now = datetime.now(UTC)  # as an editor would: a feed's validators are those of the last change
    blog.change(posts=[edited(one, said, now) for one in (*ours[:2], fresh)], gone=[ours[2].slug])
    if way.states_updates:  # then an edit is read at once; what is gone is found when it would be read again
        _crawl(blog, name, tmp_path)
        left = _found(blog, way, tmp_path)
        assert [one for one in left if not one.startswith("no post")] == []
    for _ in range(2):  # what is gone is believed when it is gone a second time
        _crawl(blog, name, tmp_path, SOON)
    assert _found(blog, way, tmp_path) == []


def test_all_is_found_without_naming_a_strategy(blog: WordPress, tmp_path: Path) -> None:
    """What the API states counts in the first run: pages wait until it is read."""
    blog.change(theme=TWO, options={"permalink_structure": DATED, "pages_only": 0})
    _crawl(blog, "auto", tmp_path)
    assert _found(blog, WAYS["auto"], tmp_path) == []


def _crawl(blog: WordPress, name: str, folder: Path, more: str = "") -> None:
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "blog.toml").write_text(
        f'name = "The Harbour Papers"\nprivate_hosts = ["{blog.url.removeprefix("http://")}"]\n'
        f'[listing]\nstart = ["{blog.url}/"]\nstrategy = "{name}"\n[limits]\ndelay = 0\nconcurrency = 4\n{more}'
    )
    done = thinktap("crawl", "--sources", sources, "--output", folder / "out")
    assert done.status == 0, done.stderr


def _found(blog: WordPress, way: Way, folder: Path) -> list[str]:
    return list(differences(standing(folder / "out"), blog.tell(), states_updates=way.states_updates))
