"""What is the site called? By its own data and its host: its name is no article's title, section, topic or summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.jsonld import texts, types
from pipelines.text import folded

if TYPE_CHECKING:
    from pipelines.document import Document

LEAST_NAME = 4  # letters of a host's name; fewer may be anything
LONGEST_TITLE = 500  # characters
SEPARATORS = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*|_")
PUBLISHERS = frozenset(
    ("WebSite", "Organization", "NewsMediaOrganization", "EducationalOrganization", "ResearchOrganization")
)


def site_names(document: Document) -> set[str]:
    """The site's names, folded for comparing."""
    names = [name for _, name in document.declared("og:site_name", "application-name")]
    names += texts(document.article.get("publisher"))
    for node in document.nodes:
        if PUBLISHERS.intersection(types(node)):
            names += texts(node.get("name"))
    host = (urlsplit(document.page.url).hostname or "").removeprefix("www.")
    return {folded(name) for name in (*names, host)} - {""}


def site_slogans(document: Document) -> set[str]:
    """What the site says of itself as a whole, folded for comparing."""
    sites = (node for node in document.nodes if PUBLISHERS.intersection(types(node)))
    return {folded(text) for node in sites for key in ("description", "slogan") for text in texts(node.get(key))}


def without_site(title: str, sites: list[str], host: str) -> str:
    """A title without the site's name at its end or beginning, as the page or its host gives that name."""
    if len(title) > LONGEST_TITLE:
        return title
    for site in sites:
        for cut in SEPARATORS.finditer(title):
            before, after = title[: cut.start()], title[cut.end() :]
            if folded(after) == folded(site) and before:
                return before
            if folded(before) == folded(site) and after:
                return after
    for cut in SEPARATORS.finditer(title):
        name = re.sub(r"\W", "", folded(title[cut.end() :]))
        if len(name) >= LEAST_NAME and name in re.sub(r"\W", "", host) and title[: cut.start()]:
            return title[: cut.start()]
    return title
