"""Does an article stay one over crawls? Its other addresses, its move, and the site that moves as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Done, Thinktap

SUBJECTS = ("wind", "rain", "snow")


def serve(site: Site, under: str, *, canonical: str = "") -> None:
    """A listing and its articles, each with a text of its own."""
    for subject in SUBJECTS:
        text = " ".join(f"The {subject} of {number} was strong." for number in range(1950, 1970))
        site.pages[f"{under}{subject}"] = Answer(
            f"<html lang='en'><title>On {subject}</title><head>{canonical}</head><body><h1>On {subject}</h1>"
            f"<time datetime='2024-05-01'>1 May 2024</time><p>{text}</p></body></html>"
        )
    site.listing(*((f"{under}{subject}", f"On {subject}") for subject in SUBJECTS))


def stored(root: Path) -> dict[str, tuple[str, str, str]]:
    """By title: the article's id, its path and its status."""
    rows = pq.read_table(root / "out" / "articles").to_pylist()
    assert len({row["article_id"] for row in rows}) == len(rows)
    return {row["title"]: (row["article_id"], "/" + row["url"].split("/", 3)[3], row["status"]) for row in rows}
