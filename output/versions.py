"""Is this a new version, and of which kind? Decided by fingerprints of what an article says, never by its views."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from output.records import Article

CONTENT = ("title", "text")
METADATA = (
    "authors",
    "published_edtf",
    "updated_edtf",
    "language",
    "section",
    "topics",
    "summary",
    "images",
    "attachments",
)
# The years and the words of the notice are left out: a footer's year turns on every page each January.
RIGHTS = ("copyright_holder", "license", "license_url", "rights_signals")

UNKNOWN = ""  # in the place of a hash, after a lost state was made again
WITHHELD = "withheld"  # in the place of a hash, where the text is not stored, for its use is reserved


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared from run to run: hashes in hex, and what they were read from and by.

    `whole` is the content with what the source's profile left out of it: the same under any profile. It says so where
    the text is withheld.
    """

    content: str
    metadata: str
    rights: str
    body_sha256: str
    extractor: str
    whole: str
    profile: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the state remembers of an article.

    Attributes:
        url: The address it was last read at.
        version: The number of its newest version.
        views: The count last stored. Null when none was.
        active: False once it is gone.
        missed_in: The run in which it answered 404 or 410, if that is not yet confirmed. Null otherwise.
    """

    article_id: str
    url: str
    fingerprint: Fingerprint
    version: int
    first_seen_at: datetime
    last_changed_at: datetime
    views: int | None
    active: bool
    missed_in: str | None


def article_id(source: str, address: str) -> str:
    """The id of an article first found under `address`: 128 bits in hex, never computed again afterwards."""
    return hashlib.sha256(f"{source}\n{address}".encode()).hexdigest()[:32]


def fingerprint(row: Mapping[str, Any], article: Article) -> Fingerprint:
    """The fingerprint of an article and its `articles` row."""
    return Fingerprint(
        content=_hash(row, CONTENT),
        metadata=_hash(row, METADATA),
        rights=_hash(row, RIGHTS),
        body_sha256=article.body_sha256,
        extractor=article.extractor,
        whole=_hash({**row, "text": article.whole or article.text}, CONTENT) if row["text"] else WITHHELD,
        profile=article.profile,
    )


def fingerprint_of(row: Mapping[str, Any]) -> Fingerprint:
    """The same of a row alone, which does not say which bytes it was read from, nor what a profile left out of it."""
    content, profile = _hash(row, CONTENT), row["profile"]
    return Fingerprint(
        content=content,
        metadata=_hash(row, METADATA),
        rights=_hash(row, RIGHTS),
        body_sha256=UNKNOWN,
        extractor=row["extractor"],
        whole=WITHHELD if row["text"] == "" else UNKNOWN if profile else content,
        profile=profile,
    )


def kind(known: Known | None, now: Fingerprint) -> str | None:
    """The kind of version that `now` makes; null when it says nothing new."""
    if known is None:
        return "new"
    if not known.active:
        return "restored"
    before = known.fingerprint
    changed = [name for name in ("content", "metadata", "rights") if getattr(before, name) != getattr(now, name)]
    if not changed:
        return None
    if WITHHELD in {before.whole, now.whole} and before.whole != now.whole:
        return "rights"  # the text came or went with a reservation, which tells nothing of the text itself
    same_reader = (before.extractor, before.profile) == (now.extractor, now.profile)
    if before.body_sha256 == now.body_sha256 and not same_reader:
        # Said beside the page: no profile touches them.
        is_said = "rights" in changed and before.extractor == now.extractor
        return "rights" if is_said else "reextracted"
    if before.whole == now.whole != WITHHELD:  # another profile leaves out other lines of the same content
        changed = [name for name in changed if name != "content"] or ["reextracted"]
    return changed[0]


def is_poorer(known: Known, now: Fingerprint) -> bool:
    """Whether a reading knows no profile where the one before did, and it can't be told what that had left out."""
    before = known.fingerprint
    return before.profile is not None and before.whole == UNKNOWN and now.profile is None


def _hash(row: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    said = json.dumps([row[name] for name in columns], ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
