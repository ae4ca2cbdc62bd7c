"""Which articles does the dataset's benchmark store? As many as asked for, of about 6 KB, the same ones each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Any

from output.records import Article, Author, Evidence, Moment, Rights, SourceCard, Views
from output.rows import article_row
from output.versions import article_id, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

CARD = SourceCard("large", "Large Institute", "https://large.example/", language="en")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
CHANGED = 0.01  # of the articles, in one merge
FRESH = 0.1  # of those, new ones
WORDS = 20_000  # of the vocabulary; used as often as Zipf's law has it
PARAGRAPHS, LENGTH = 8, 115  # words each: 6 KB in all

_random = Random(1)  # noqa: S311  (nothing here is a secret)
_words = ["".join(_random.choices("etaoinshrdlucmfwypvbgkqjxz", k=_random.randint(2, 11))) for _ in range(WORDS)]
_weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))


def loaded(articles: int) -> Iterator[Article]:
    """The articles that the dataset begins with."""
    return (article(number, 0) for number in range(articles))


def merged(articles: int, merge: int) -> Iterator[Article]:
    """What the merge of this number, from 1 on, brings: most of it edited articles."""
    changes = int(articles * CHANGED)
    fresh = int(changes * FRESH)
    for number in Random(merge).sample(range(articles), changes - fresh):  # noqa: S311
        yield article(number, merge)
    first = articles + (merge - 1) * fresh
    yield from (article(number, merge) for number in range(first, first + fresh))


def article(number: int, edition: int) -> Article:
    """One article, as an edition of it says."""
    words = Random(number * 1_000 + edition)  # noqa: S311
    blocks = [" ".join(words.choices(_words, cum_weights=_weights, k=LENGTH)) for _ in range(PARAGRAPHS)]
    day = date(2015, 1, 1) + timedelta(days=number % 4_000)
    title, name = " ".join(words.choices(_words, k=8)), " ".join(words.choices(_words[:500], k=2)).title()
    return Article(
        source=CARD.source,
        url=f"{CARD.home}views/{day.year}/{number}",
        fetched_at=BEGAN + timedelta(days=edition, seconds=number),
        title=title,
        text="\n\n".join(blocks),
        markdown="\n\n".join([f"## {title}", *blocks]),
        word_count=PARAGRAPHS * LENGTH,
        body_sha256=f"{number}-{edition}",
        extractor="thinktap 0.1.0; trafilatura 2.3.1",
        authors=(Author(name, None, f"By {name}"),),
        published=Moment(day, None, day.isoformat(), day.strftime("%d %B %Y")),
        language="en",
        section="Views",
        topics=tuple(words.choices(_words[:2_000], k=3)),
        summary=blocks[0][:150],
        rights=Rights(holder="Large Institute", license="CC-BY-4.0"),
        views=Views(number % 9_000, str(number % 9_000), "label"),
        provenance=(
            Evidence("title", "h1", "h1", title, 0.9),
            Evidence("published", "label", "Published", day.strftime("%d %B %Y"), 0.9),
            Evidence("views", "label", "Views", str(number % 9_000), 0.85),
        ),
    )


def row(one: Article) -> dict[str, Any]:
    """The same as the row that `articles` has of it."""
    said = article_row(one)
    return {
        **said,
        "article_id": identity(one),
        "content_hash": fingerprint(said, one).content,
        "status": "active",
        "first_seen_at": one.fetched_at,
        "last_changed_at": one.fetched_at,
        "run_id": "benchmark",
    }


def identity(one: Article) -> str:
    """Its id."""
    return article_id(one.source, one.url)
