"""Whom does a row of pieces credit with the writing? "By | Ann Lee | Fellow | Edited by | Bo Ek" has one author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.authors.name_shapes import fault, is_beside, is_body, is_person
from pipelines.authors.names import AND, beside, names_in
from pipelines.authors.own_words import unlabelled
from pipelines.authors.words import LABEL, OTHER
from pipelines.byline_labels import BY
from pipelines.dates.words import find_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.records import Author

LONGEST = 150  # characters of a byline, with its date and role
# What stands between a name and a date: "on Monday,".
ON_DAY = re.compile(r"\s(?:on|am|le|el|il|op|den|em)(?:\s[^\W\d]{3,12},?)?\s?$")


def credited(pieces: list[str]) -> list[Author]:
    """The authors that the pieces name, each with what stands beside the name."""
    found: list[Author] = []
    writing = True
    for piece in pieces:
        if OTHER.match(piece) or (LABEL.fullmatch(piece) and not BY.fullmatch(piece)):
            writing = False
            continue
        said = unlabelled(piece)
        bare = AND.sub("", said) if found else said
        writing = writing or said != piece
        if not writing or len(bare) > LONGEST:
            continue
        if found and bare == said and is_beside(bare):
            found[-1] = beside(found[-1], bare)
        else:
            found.extend(_named(bare if found else piece) if bare else ())
    return surest(found)


def surest(found: list[Author]) -> list[Author]:
    """The full names; a single word only when it stands alone: beside others it is a topic, a day or a button."""
    return full(found) or (found if len({author.name for author in found}) == 1 else [])


def full(authors: list[Author]) -> list[Author]:
    """Those whose names are shaped like a person's full name, or a body's."""
    return [author for author in authors if is_person(author.name) or is_body(author.name)]


def _named(words: str) -> Iterator[Author]:
    """The names before and behind a date, or in the whole."""
    date = find_date(words)
    before, _, after = words.partition(date) if date else (words, "", "")
    for part in (ON_DAY.sub("", before) if date else before, unlabelled(after.strip(" ,|·–-"))):
        for author in names_in(part):
            if not fault(author.name) and (" " not in author.name or full([author])):
                yield author
