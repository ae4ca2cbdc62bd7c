"""What is the site called? Its name, however written, is no article's title, author, section, topic or summary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.jsonld import texts, types
from pipelines.text import folded, listed

if TYPE_CHECKING:
    from pipelines.document import Document

LEAST_CORE = 4  # letters; fewer may be anything
APPS = ("application-name", "apple-mobile-web-app-title")
PUBLISHERS = frozenset(
    ("WebSite", "Organization", "NewsMediaOrganization", "EducationalOrganization", "ResearchOrganization")
)
LONGEST_NAME = 100  # characters
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
NOT_LETTERS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a site, for comparing.

    Attributes:
        stated: The letters of the names that its pages state, with and without their kind.
        host: The letters of its host's labels, and of the whole.
        domain: Those of the label that was registered.
    """

    stated: frozenset[str]
    host: frozenset[str]
    domain: str

    def is_called(self, words: str) -> bool:
        """Whether the words are its name, be it with an article before it or with another kind behind it."""
        if len(words) > LONGEST_NAME:
            return False
        *wholes, core = _ways(words)
        return core == self.domain or core in self.stated or any(one in self.stated | self.host for one in wholes)

    def is_in_host(self, words: str) -> bool:
        """Whether its host holds the words, written as one."""
        name = _letters(folded(words))
        return len(name) >= LEAST_CORE and any(name in label for label in self.host)


def site_of(document: Document) -> Site:
    """The site of a page."""
    stated = {way for name in _stated(document) for way in _ways(name)}
    host = _host(document)
    labels = host.split(".")[:-1]
    domain = next((label for label in reversed(labels) if label not in SECOND_LEVEL), "")
    names = {_letters(label) for label in (host, *labels)}
    return Site(frozenset(stated - {""}), frozenset(names - {""}), _letters(domain))


def has_kind(name: str) -> bool:
    """Whether a name says what kind of body or publication it names, as "Kite Online" does."""
    return folded(name).rpartition(" ")[2] in KINDS


def site_names(document: Document) -> set[str]:
    """The site's names, folded for comparing."""
    return {folded(name) for name in (*_stated(document), _host(document))} - {""}


def site_slogans(document: Document) -> set[str]:
    """What the site says of itself as a whole, folded for comparing."""
    sites = (node for node in document.nodes if PUBLISHERS.intersection(types(node)))
    return {folded(text) for node in sites for key in ("description", "slogan") for text in texts(node.get(key))}


def _stated(document: Document) -> list[str]:
    titles = document.marks.meta.get("og:title", ())  # some name the application after the page
    names = [name for _, name in document.declared("og:site_name")]
    names += [name for _, name in document.declared(*APPS) if name not in titles]
    names += texts(document.article.get("publisher"))
    for node in document.nodes:
        kinds = types(node)
        if "Person" not in kinds and PUBLISHERS.intersection(kinds):  # a blog's publisher may be its author
            names += texts(node.get("name"))
    return names


def _host(document: Document) -> str:
    return (urlsplit(document.page.url).hostname or "").removeprefix("www.")


def _ways(name: str) -> tuple[str, str, str]:
    """A name's letters; those without an article before it; and without its kind behind it, where enough are left."""
    said = folded(name)
    first, _, rest = said.partition(" ")
    bare = rest if rest and first in ARTICLES else said
    before, _, last = bare.rpartition(" ")
    whole, core = _letters(bare), _letters(before if last in KINDS else DOMAIN.sub("", bare))
    return _letters(said), whole, core if len(core) >= LEAST_CORE else whole


def _letters(name: str) -> str:
    return name if name.isalnum() else NOT_LETTERS.sub("", name)
