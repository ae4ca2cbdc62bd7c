"""What does each table hold? Every table and column, its type, unit, meaning and what null means, once.

The Arrow schemas, the metadata inside the Parquet files and the documents beside them are made from here, and nowhere
else. `examples.py` shows a row of each table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

INSTANT = pa.timestamp("us", tz="UTC")
WORDS = pa.list_(pa.string())
AUTHORS = pa.list_(pa.struct([("name", pa.string()), ("affiliation", pa.string()), ("raw", pa.string())]))
IMAGES = pa.list_(pa.struct([("url", pa.string()), ("alt", pa.string()), ("caption", pa.string())]))
FILES = pa.list_(pa.struct([("url", pa.string()), ("title", pa.string()), ("media_type", pa.string())]))
EVIDENCE = pa.list_(
    pa.struct(
        [
            ("field", pa.string()),
            ("method", pa.string()),
            ("where", pa.string()),
            ("raw", pa.string()),
            ("confidence", pa.float64()),
        ]
    )
)
NEVER = "never null"
DATASET_NAME = "thinktap"  # the dataset's name in its own documents
SCHEMA_VERSION = 4  # of all tables together; grows when a column comes, goes or changes its meaning


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, meaning, unit (or the empty text) and what null means.

    Whatever is a number or a time has a unit; that of a time follows from its type.
    """

    name: str
    type: pa.DataType
    description: str
    null_means: str = NEVER
    unit: str = ""

    @property
    def measure(self) -> str:
        """What it is counted or told in; the empty text for what is neither a number nor a time."""
        return self.unit or {INSTANT: "UTC", pa.date32(): "calendar day"}.get(self.type, "")

    def when_gone(self) -> Column:
        """The same column in a row that may stand for a removal, where nothing of the article is known."""
        return replace(self, null_means="the article is gone") if self.null_means == NEVER else self

    @property
    def field(self) -> pa.Field:
        """The same as an Arrow field, its documentation in the metadata."""
        notes = {"description": self.description, "null_means": self.null_means, "unit": self.measure}
        kept = {key: text for key, text in notes.items() if text}
        return pa.field(self.name, self.type, nullable=self.null_means != NEVER, metadata=kept)


@dataclass(frozen=True)
class Table:
    """One table of the dataset.

    Attributes:
        name: Its folder.
        description: What one row is.
        columns: In the order they are stored.
        key: The columns that tell one row from another within a source.
        grows: Whether rows are only ever added, one file a year; else one file holds the current state.
        year_from: The instant whose year names the file. Empty when the table does not grow.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    grows: bool = False
    year_from: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The columns' names."""
        return frozenset(column.name for column in self.columns)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with every description in its metadata."""
        about = {
            "dataset": DATASET_NAME,
            "schema_version": str(SCHEMA_VERSION),
            "table": self.name,
            "description": self.description,
            "key": ",".join(self.key),
        }
        return pa.schema([column.field for column in self.columns], metadata=about)

    @cached_property
    def _types(self) -> dict[str, pa.Field]:
        return {column.name: pa.field(column.name, column.type) for column in self.columns}

    def part(self, names: Iterable[str]) -> pa.StructType:
        """The type of a row of some columns, as every row is checked against it: undocumented, for that takes its time."""
        return pa.struct([self._types[name] for name in names])

    @cached_property
    def never_null(self) -> frozenset[str]:
        """The names of the columns that every row has a value in."""
        return frozenset(column.name for column in self.columns if column.null_means == NEVER)


SEQUENCE = Column(
    "sequence", pa.int64(), "The publish that brought the row; grows within a source.", unit="publishes"
)
RUN = Column("run_id", pa.string(), "The run that wrote the row.")
ARTICLE = Column("article_id", pa.string(), "The article, for good: a hash of source and first address.")
ARCHIVED = (
    Column("archive_file", pa.string(), "The archive file with the response.", "not archived"),
    Column("archive_offset", pa.int64(), "Where its record starts there.", "not archived", "bytes"),
)
ARCHIVE_LENGTH = Column("archive_length", pa.int64(), "How long the record is there.", "not archived", "bytes")
NOT_SAID = "the page does not say, or not believably"
OLDER = "written before this was recorded"

CONTENT = (
    Column("title", pa.string(), "The headline, without the site's name.", NOT_SAID),
    Column(
        "authors",
        AUTHORS,
        "The people named as authors, in order, with the institution or role beside the name; empty when none is named.",
    ),
    Column("published", pa.date32(), "Day of first publication, in the page's own zone.", "no day is known"),
    Column("published_at", INSTANT, "Instant of first publication.", "the page gives no time or zone"),
    Column("published_edtf", pa.string(), "All that is known of it, as ISO 8601 text.", NOT_SAID),
    Column("published_raw", pa.string(), "The words it was read from.", NOT_SAID),
    Column("updated", pa.date32(), "Day of the last update, in the page's own zone.", "no day is known"),
    Column("updated_at", INSTANT, "Instant of the last update.", "the page gives no time or zone"),
    Column("updated_edtf", pa.string(), "All that is known of it, as ISO 8601 text.", NOT_SAID),
    Column("updated_raw", pa.string(), "The words it was read from.", NOT_SAID),
    Column("language", pa.string(), "Language of the text, a BCP 47 tag.", "not declared, and detection unsure"),
    Column("section", pa.string(), "The site's section the article stands in.", NOT_SAID),
    Column("topics", WORDS, "Keywords and tags as shown; empty when there are none."),
    Column("summary", pa.string(), "The page's own summary.", f"{NOT_SAID}, or the text is not stored"),
    Column(
        "text",
        pa.string(),
        "The body as plain text, a blank line between blocks; items and rows on their own lines. Empty where it is not"
        " stored, for its use is reserved.",
    ),
    Column(
        "markdown",
        pa.string(),
        "The same as Markdown: CommonMark with GitHub's tables and footnotes.",
        "an early extractor read none, or the text is not stored",
    ),
    Column("word_count", pa.int64(), "Words of the text; a CJK character counts as one.", unit="words"),
    Column("copyright_holder", pa.string(), "Who holds the copyright.", NOT_SAID),
    Column(
        "copyright_years",
        pa.string(),
        "The year or years of the notice, as in 2019 or 2015-2024, of the Gregorian calendar.",
        NOT_SAID,
    ),
    Column("license", pa.string(), "SPDX or Creative Commons id, with its port.", NOT_SAID),
    Column("license_url", pa.string(), "The address of the licence.", "there is none"),
    Column("rights_raw", pa.string(), "The copyright notice as shown.", NOT_SAID),
    Column("rights_signals", WORDS, "What page, headers and host ask of machines, name=value."),
    Column(
        "reserved",
        WORDS,
        "The uses that these signals reserve, a fixed vocabulary (docs/rights.md); empty when none is.",
        OLDER,
    ),
    Column(
        "images", IMAGES, "Pictures of the body in reading order, each address once, without icons and portraits."
    ),
    Column("attachments", FILES, "Files the article offers, such as its PDF."),
    Column(
        "provenance",
        EVIDENCE,
        "Where each value came from: its column, how and where in the page it was read, the words there, and a"
        " confidence from 0 to 1; under 0.5 it was weighed and not stored.",
    ),
    Column("extractor", pa.string(), "Name and version of what read the page."),
    Column(
        "profile", pa.string(), "Hash of what was known to recur over the source's pages.", "nothing was known to"
    ),
)
CONTENT_HASH = Column("content_hash", pa.string(), "Hash of title and text; counters are left out.")

ARTICLES = Table(
    "articles",
    "The current state of one article; those that are gone stay, marked so.",
    (
        ARTICLE,
        Column("url", pa.string(), "The address it was last read at."),
        Column("canonical_url", pa.string(), "The address the page names as its own.", "it names none"),
        *CONTENT,
        Column("views", pa.int64(), "View count last read.", "not shown", "views"),
        Column("views_raw", pa.string(), "The number as shown.", "not shown"),
        Column("views_observed_at", INSTANT, "When the count was read.", "not shown"),
        CONTENT_HASH,
        Column(
            "status",
            pa.string(),
            "active, or gone: answered 404 or 410 in two runs, or became a further page of another article.",
        ),
        Column("first_seen_at", INSTANT, "When it was first fetched."),
        Column("last_changed_at", INSTANT, "When its newest version was fetched."),
        RUN,
        *ARCHIVED,
    ),
    key=("article_id",),
)

VERSIONS = Table(
    "article_versions",
    "One distinct content of an article, or its removal.",
    (
        SEQUENCE,
        ARTICLE,
        Column("version", pa.int64(), "1 for the first, and so on.", unit="versions"),
        Column("kind", pa.string(), "new, content, metadata, rights, removed, restored or reextracted."),
        Column("valid_from", INSTANT, "When it was first fetched; it holds until the next version."),
        Column("url", pa.string(), "The address it was read at."),
        *(column.when_gone() for column in (*CONTENT, CONTENT_HASH)),
        RUN,
        *ARCHIVED,
    ),
    key=("article_id", "version"),
    grows=True,
    year_from="valid_from",
)

OBSERVATIONS = Table(
    "observations",
    "One reading of an article's view counter.",
    (
        SEQUENCE,
        ARTICLE,
        Column("observed_at", INSTANT, "When it was read."),
        Column("views", pa.int64(), "The count.", unit="views"),
        Column("raw", pa.string(), "The number as shown."),
        Column("method", pa.string(), "How it was read."),
        RUN,
    ),
    key=("article_id", "observed_at"),
    grows=True,
    year_from="observed_at",
)

FETCHES = Table(
    "fetches",
    "One request and its answer.",
    (
        SEQUENCE,
        Column("url", pa.string(), "The address asked."),
        Column("requested_at", INSTANT, "When it was asked."),
        Column("outcome", pa.string(), "page, listing, answer, unchanged, redirect, missing, refused or failed."),
        Column("status", pa.int64(), "The HTTP status.", "no answer", "HTTP status code"),
        Column("bytes", pa.int64(), "Size of the body after decompression.", "no answer", "bytes"),
        Column("seconds", pa.float64(), "From request to answer.", "never sent", "seconds"),
        Column("etag", pa.string(), "The validator ETag as sent.", "none sent"),
        Column("last_modified", pa.string(), "The validator Last-Modified as sent.", "none sent"),
        Column("content_type", pa.string(), "The Content-Type header as sent.", "none sent"),
        Column("robots", pa.string(), "The X-Robots-Tag header as sent.", "none sent"),
        Column(
            "robots_txt",
            pa.string(),
            "What robots.txt said: allowed, disallowed, none (there is none) or unreachable.",
            f"not asked, as for robots.txt itself, or {OLDER}",
        ),
        Column(
            "rights_signals",
            WORDS,
            "What the answer and its host ask of machines, name=value; empty when they ask nothing.",
            f"no answer, or {OLDER}",
        ),
        Column("location", pa.string(), "Where a redirect leads.", "no redirect"),
        Column("error", pa.string(), "What went wrong.", "nothing did"),
        RUN,
        *ARCHIVED,
        ARCHIVE_LENGTH,
    ),
    key=("url", "requested_at"),
    grows=True,
    year_from="requested_at",
)

REJECTS = Table(
    "rejects",
    "One page that gave no article, or one value that was seen and not believed.",
    (
        SEQUENCE,
        Column("url", pa.string(), "The page."),
        Column("rejected_at", INSTANT, "When the page was fetched."),
        Column("stage", pa.string(), "fetch, extract or field."),
        Column("field", pa.string(), "The column that was refused.", "the whole page was"),
        Column("reason", pa.string(), "Why, in a fixed phrase that can be counted."),
        Column("raw", pa.string(), "The words that led to it.", "the reason says it all"),
        RUN,
    ),
    key=("url", "rejected_at", "field", "reason", "raw"),
    grows=True,
    year_from="rejected_at",
)

ALIASES = Table(
    "aliases",
    "One address that has led to an article.",
    (
        Column("url", pa.string(), "The address."),
        ARTICLE,
        Column("first_seen_at", INSTANT, "When it first led there."),
        Column(
            "further_page",
            pa.bool_(),
            "Whether it is a further page of the article, whose text is joined to its row.",
            OLDER,
        ),
        RUN,
    ),
    key=("url",),
)

_COUNTS = (
    ("listed", "Addresses that the listings gave.", "addresses"),
    ("new", "Articles first seen.", "articles"),
    ("changed", "Articles with a new version.", "articles"),
    ("unchanged", "Articles seen again and the same.", "articles"),
    ("missing", "Articles that answered 404 or 410 for the first time.", "articles"),
    ("gone", "Articles confirmed as gone.", "articles"),
    ("rejected", "Pages that gave no article.", "pages"),
    ("failed", "Addresses that gave no usable answer.", "addresses"),
)
RUNS = Table(
    "runs",
    "One run of one source.",
    (
        SEQUENCE,
        RUN,
        Column("started_at", INSTANT, "When it began."),
        Column("finished_at", INSTANT, "When it ended."),
        Column("seconds", pa.float64(), "How long it took.", unit="seconds"),
        Column("exit", pa.int64(), "0 when all was fine, 1 when not.", unit="exit status"),
        Column("verdict", pa.string(), "What happened, in one plain line."),
        Column(
            "cause",
            pa.string(),
            "Why it is no good run: blocked, robots, rights, layout, network, empty, limit, interrupted or damage.",
            f"it is a good one, or {OLDER}",
        ),
        Column("limits", WORDS, "The limits that ended something, as in pages=1000; empty when none did.", OLDER),
        Column(
            "strategy",
            pa.string(),
            "Where news are looked up: html, feed, sitemap or wordpress.",
            f"not chosen when the run ended, a run that read the archive again, or {OLDER}",
        ),
        Column("strategy_reason", pa.string(), "Why there.", "no strategy"),
        *(Column(name, pa.int64(), text, unit=unit) for name, text, unit in _COUNTS),
        Column("thinktap", pa.string(), "The program's version."),
    ),
    key=("run_id",),
    grows=True,
    year_from="started_at",
)

SOURCES = Table(
    "sources",
    "One source, as its last run left it.",
    (
        Column("source", pa.string(), "The source's id: the name of its file and of its partitions."),
        Column("name", pa.string(), "The institute."),
        Column("country", pa.string(), "Its country, ISO 3166-1 alpha-2.", "its file does not say"),
        Column("home", pa.string(), "The first listing's address."),
        Column("language", pa.string(), "The language its file names, a BCP 47 tag.", "its file does not say"),
        Column("last_success", INSTANT, "End of its last run that was fine.", "none was yet"),
        Column("articles", pa.int64(), "Articles stored and active.", unit="articles"),
        Column("gone", pa.int64(), "Articles stored and gone.", unit="articles"),
    ),
    key=("source",),
)

TABLES = {t.name: t for t in (ARTICLES, VERSIONS, OBSERVATIONS, FETCHES, REJECTS, ALIASES, RUNS, SOURCES)}
