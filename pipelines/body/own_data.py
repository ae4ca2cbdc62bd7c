"""Which objects of a page's data are its own article? Those with its address, its number or its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipelines.jsonld import texts
from pipelines.text import letters, listed
from pipelines.title.read import read_title
from pipelines.titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

SLUG, IDENTITY = 8, 5  # characters of an address' last part, and of a number, that tell an article from others
BEFORE_SLUG = re.compile(r"(?:\d+[-_])?")  # what a site may write before it: 12345-the-tide-tables
BARS = re.compile(r"[|｜»›]")  # what parts a title from the site's name, and no title from its own second half
# The names, in small letters, under which programs keep an article's title, its address and its number.
TITLES = frozenset(
    listed("title | headline | name | heading | seotitle | pagetitle | subject | headlines | newstitle")
)
ADDRESSES = frozenset(
    listed("url | slug | link | path | uri | permalink | canonical | canonicalurl | canonical_url | href | urlalias")
)
IDENTITIES = frozenset(
    listed("id | articleid | postid | contentid | newsid | databaseid | article_id | post_id | _id | nid")
)


class OwnArticle:
    """What tells the page's article from others: its titles, the last part of its address, the numbers in it."""

    def __init__(self, document: Document) -> None:
        said = titles_of(document.marks)
        named = (*said, *(BARS.split(one)[0] for one in said), *texts(document.article.get("headline")))
        self.titles = frozenset(map(letters, (*named, read_title(document).value or ""))) - {""}
        self.last = unquote(urlsplit(document.page.url).path).lower().rstrip("/").rpartition("/")[2]
        self.numbers = frozenset(re.findall(rf"\d{{{IDENTITY},}}", document.page.url))

    def owns(self, node: dict[str, Any]) -> bool | None:
        """Whether an object is the page's article; null when it does not say what it is."""
        said = {key.lower(): value for key, value in node.items() if isinstance(value, str | int | dict)}
        if any(self._is_address(said[key]) for key in ADDRESSES & said.keys()):
            return True
        if any(str(said[key]) in self.numbers for key in IDENTITIES & said.keys() if not isinstance(said[key], dict)):
            return True
        titles = [letters(title[:500]) for key in TITLES & said.keys() for title in _titles(said[key])]
        return not self.titles.isdisjoint(titles) if any(titles) else None

    def _is_address(self, address: Any) -> bool:
        path = re.split("[?#]", address.lower())[0] if isinstance(address, str) else ""
        last = path.rstrip("/").rpartition("/")[2]
        before = self.last.removesuffix(last)
        return len(last) >= SLUG and before != self.last and BEFORE_SLUG.fullmatch(before) is not None


def _titles(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("rendered", "basic", "text", "value") if isinstance(value.get(key), str)), None
        )
    if isinstance(value, str):
        yield value
