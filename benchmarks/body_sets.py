"""Which pages is the body measured on, and what was asked for? Each set, and what else is made of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch
from urllib.parse import urlsplit

from pages import folder_of, labels_of, page_of
from shortened import shortened

from pipelines.body import decide
from pipelines.body.learn import learned
from pipelines.body.profile import prints_of
from pipelines.document import document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from folds import FoldModels

    from pipelines.page import Page

    Label = dict[str, Any]
    Labelled = list[tuple[Label, Page]]


class Set(NamedTuple):
    """Labelled pages.

    Attributes:
        name: Their folder's.
        asked: The shingle F1 that the project set out to reach, or the snippets kept and kept out.
        learn: Whether what recurs over a site's pages is learned first, as `thinktap extract --learn` does.
        short: Whether short items stand in place of the articles.
    """

    name: str
    asked: str
    learn: bool = False
    short: bool = False

    @property
    def shown(self) -> str:
        return f"{self.name}{' `--learn`' if self.learn else ''}{', short' if self.short else ''}"

    def pages(self) -> Labelled:
        folder = folder_of(self.name)
        pages = [(label, page_of(folder, label)) for label in labels_of(folder)]
        if self.short:
            return [one for label, page in pages if (one := shortened(label, page))]
        return list(_profiled(pages)) if self.learn else pages


SETS = (
    Set("seb", ".977"),
    Set("wcxb", ".945"),
    Set("fundus", ".965"),
    Set("sites5", ""),
    Set("sites5", ".977", learn=True),
    Set("metadata", ".958 / .920"),
    *(Set(name, "", short=True) for name in ("seb", "wcxb", "fundus")),
)


def _profiled(pages: Labelled) -> Iterator[tuple[Label, Page]]:
    sites = [(label, replace(page, source=label.get("site") or urlsplit(page.url).netloc)) for label, page in pages]
    read = ((page, document(page)) for _, page in sites)
    profiles = learned((page, prints_of(found.lines)) for page, found in read if found)
    for label, page in sites:
        yield label, replace(page, hints=replace(page.hints, profile=profiles.get(page.source)))


@contextmanager
def judging(folds: FoldModels | None) -> Iterator[Callable[[Label], None]]:
    """Judge by models that have not seen a page's domain, by the shipped ones without folds.

    Yields:
        What must be told of each page before it is read.
    """
    if folds is None:
        yield lambda _: None
    else:
        with patch.object(decide, "shipped", folds):
            yield folds.turn_to
