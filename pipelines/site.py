"""What is the site called? By its own data and its host, so that its name is no article's section, topic or summary."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.jsonld import texts, types
from pipelines.text import folded

if TYPE_CHECKING:
    from pipelines.document import Document

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
