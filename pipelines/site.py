"""What is the site called? Its name, however written, is no article's title, author, section, topic or summary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.jsonld import texts, types
from pipelines.text import folded, letters, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from pipelines.marks import Marks

LEAST_CORE = 4  # letters; fewer may be anything
APPS = ("application-name", "apple-mobile-web-app-title")
PUBLISHERS = frozenset(
    ("WebSite", "Organization", "NewsMediaOrganization", "EducationalOrganization", "ResearchOrganization")
)
LONGEST_NAME = 100  # characters
MOST_KEPT = 500  # names and the ways they are written: the site's next page mostly has the same
ARTICLES = frozenset(("the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "de", "het"))
# What a site's name says of its kind: "Kite Institute", "Kite Online" and "kite.org" are called Kite.
KINDS = frozenset(
    listed("""
    institute | institution | foundation | association | society | center | centre | council | magazine | journal
    blog | news | online | media | website | digital | communications | inc | inc. | ltd | ltd. | llc | gmbh | ag | e.v.
    institut | stiftung | verlag | magazin | fondation | fundación | instituto | fondazione | istituto
    """)
)
DOMAIN = re.compile(r"\.[a-z]{2,4}(?:\.[a-z]{2})?$")
SECOND_LEVEL = frozenset(listed("co | com | org | net | ac | edu | gov | gob | gouv | or | go | ne"))  # kite.org.uk


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a site, for comparing.

    Attributes:
        names: The letters of the names that its pages state, and of its host.
        stated: Those of the names, with and without their kind.
        host: The letters of its host's labels, and of the whole.
        domain: Those of the label that was registered.
        slogans: What the site says of itself as a whole, folded.
    """

    names: frozenset[str]
    stated: frozenset[str]
    host: frozenset[str]
    domain: str
    slogans: frozenset[str]

    def is_called(self, words: str) -> bool:
        """Whether the words are its name, be it with an article before it or with another kind behind it."""
        if len(words) > LONGEST_NAME:
            return False
        *wholes, core = _kept(words)
        return core == self.domain or core in self.stated or any(one in self.stated | self.host for one in wholes)

    def is_named(self, words: str) -> bool:
        """Whether the words are a name of it in full: a word of its name or of its host may be a subject."""
        return len(words) <= LONGEST_NAME and letters(words) in self.names

    def is_in_host(self, words: str) -> bool:
        """Whether its host holds the words, written as one."""
        name = letters(words)
        return len(name) >= LEAST_CORE and any(name in label for label in self.host)


def site_of(url: str, marks: Marks, nodes: Sequence[dict[str, Any]], article: dict[str, Any]) -> Site:
    """The site of a page, by its address, its metadata, and its JSON-LD with the object of the article."""
    named = [node for node in nodes if PUBLISHERS.intersection(types(node))]
    whole = list(_stated(marks, named, article))
    stated = {way for name in whole for way in _ways(name)}
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")[:-1]
    domain = next((label for label in reversed(labels) if label not in SECOND_LEVEL), "")
    names = {letters(name) for name in (host, *whole)}
    hosts = {letters(label) for label in (host, *labels)}
    slogans = {folded(text) for node in named for key in ("description", "slogan") for text in texts(node.get(key))}
    return Site(
        frozenset(names - {""}),
        frozenset(stated - {""}),
        frozenset(hosts - {""}),
        letters(domain),
        frozenset(slogans),
    )


def has_kind(name: str) -> bool:
    """Whether a name says what kind of body or publication it names, as "Kite Online" does."""
    return folded(name).rpartition(" ")[2] in KINDS


def _stated(marks: Marks, named: list[dict[str, Any]], article: dict[str, Any]) -> Iterator[str]:
    titles = marks.meta.get("og:title", ())  # some name the application after the page
    yield from marks.meta.get("og:site_name", ())
    yield from (name for app in APPS for name in marks.meta.get(app, ()) if name not in titles)
    yield from texts(article.get("publisher"))
    for node in named:
        if "Person" not in types(node):  # a blog's publisher may be its author
            yield from texts(node.get("name"))


def _ways(name: str) -> tuple[str, str, str]:
    """A name's letters; those without an article before it; and without its kind behind it, where enough are left."""
    said = folded(name)
    first, _, rest = said.partition(" ")
    bare = rest if rest and first in ARTICLES else said
    before, _, last = bare.rpartition(" ")
    whole, core = letters(bare), letters(before if last in KINDS else DOMAIN.sub("", bare))
    return letters(said), whole, core if len(core) >= LEAST_CORE else whole


_kept = lru_cache(MOST_KEPT)(_ways)
