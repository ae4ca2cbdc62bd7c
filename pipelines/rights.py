"""Who holds the rights, and what is allowed? The copyright notice, the licence link, and the signals to machines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from output.records import Evidence, Rights
from pipelines.document import texts
from pipelines.reading import Reading
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document

LONGEST_NOTICE = 300  # characters
LONGEST_HOLDER = 120
NOTICE = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|版权所有|版權所有|著作権|저작권|авторские права|all rights reserved",
    re.IGNORECASE,
)
# What stands in a notice beside the holder's name.
NOT_HOLDER = re.compile(
    r"©|\(c\)|\bcopyrights?\b|版权所有|版權所有|著作権|저작권|all rights reserved|some rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati"
    r"|все права защищены|版权|\bby\b(?=\s)|保留所有权利",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?:19|20)\d{2}(?:\s*(?:[-–—/,]|to)\s*(?:(?:19|20)\d{2}|present))*", re.IGNORECASE)
# https://creativecommons.org/licenses/by-nc/3.0/de/ and /publicdomain/zero/1.0/
COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)|publicdomain/(?P<free>zero|mark))/(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2,3})(?=/|$))?",
    re.IGNORECASE,
)
FREE = {"zero": "CC0", "mark": "PDM"}
EDGES = " ,;:：|·•-–—"
ROBOTS = ("noindex", "noarchive", "nosnippet", "noai", "noimageai", "none")


def read_rights(document: Document) -> Reading[Rights]:
    """What the page says of copyright and licence."""
    evidence: list[Evidence] = []
    holder, years, raw = _notice(document, evidence)
    license_id, license_url = _license(document, evidence)
    signals = tuple(dict.fromkeys(_signals(document)))
    if signals:
        evidence.append(Evidence("rights_signals", "meta and headers", None, ", ".join(signals), 1.0))
    return Reading(Rights(holder, years, license_id, license_url, raw, signals), tuple(evidence))


def _notice(document: Document, evidence: list[Evidence]) -> tuple[str | None, str | None, str | None]:
    for method, where, line in _notices(document):
        years = YEARS.search(line)
        holder = _holder(line)
        if holder or years:
            confidence = 0.85 if holder else 0.6
            if holder:
                evidence.append(Evidence("copyright_holder", method, where, line, confidence))
            if years:
                evidence.append(Evidence("copyright_years", method, where, line, confidence))
            evidence.append(Evidence("rights_raw", method, where, line, confidence))
            return holder, years and squeeze(years.group()), line
    return None, None, None


def _notices(document: Document) -> Iterator[tuple[str, str, str]]:
    """Copyright notices, the most trustworthy first: the page's last visible one is the site's own."""
    for text in texts(document.article.get("copyrightHolder")):
        yield "json-ld", "copyrightHolder", text
    for line in reversed(document.lines):
        if len(line.text) <= LONGEST_NOTICE and NOTICE.search(line.text):
            yield "notice", line.element.tag, line.text
    for name, content in document.declared("dcterms.rightsholder", "copyright", "dc.rights", "dcterms.rights"):
        yield "meta", name, content


def _holder(line: str) -> str | None:
    """The name in a notice: what is left of the sentence that holds the sign."""
    start = NOTICE.search(line)
    tail = line[start.start() :] if start else line
    left = squeeze(YEARS.sub(" ", NOT_HOLDER.sub(" ", tail))).removesuffix(" .").strip(EDGES).lstrip(".")
    # A sentence ends after a word of three letters or more: "e. V." goes on.
    name = re.split(r"\s*[|•·]\s*|(?<=[^\W\d_]{3})\.(?:\s+|$)", left)[0].strip(EDGES)
    return name if name and len(name) <= LONGEST_HOLDER and re.search(r"[^\W\d_]{2}", name) else None


def _license(document: Document, evidence: list[Evidence]) -> tuple[str | None, str | None]:
    for method, where, url in _license_links(document):
        if found := COMMONS.search(url):
            evidence.append(Evidence("license", method, where, url, 0.9))
            evidence.append(Evidence("license_url", method, where, url, 0.9))
            return _commons_id(found), url
    return None, None


def _license_links(document: Document) -> Iterator[tuple[str, str, str]]:
    for text in texts(document.article.get("license")):
        yield "json-ld", "license", text
    for element in document.tree.iter("a", "link"):
        rel = (element.get("rel") or "").lower().split()
        href = element.get("href") or ""
        # A bare link to a licence counts only in the page's own words, not in its text: those speak of others.
        if "license" in rel and (url := document.absolute(href)):
            yield "link", "rel=license", url
    for name, content in document.declared("dcterms.license", "dc.rights", "dcterms.rights"):
        if urlsplit(content).scheme:
            yield "meta", name, content


def _commons_id(found: re.Match[str]) -> str:
    """The id as SPDX writes it: CC-BY-NC-3.0-DE, CC0-1.0."""
    if found["free"]:
        return f"{FREE[found['free'].lower()]}-{found['version']}"
    port = f"-{found['port'].upper()}" if found["port"] and found["port"].lower() != "deed" else ""
    return f"CC-{found['kind'].upper()}-{found['version']}{port}"


def _signals(document: Document) -> Iterator[str]:
    """What page and headers ask of machines."""
    said = [content for _, content in document.declared("robots", "thinktap")]
    said += [value for name, value in document.page.headers if name == "x-robots-tag"]
    for content in said:
        for word in re.split(r"[,\s:]+", content.lower()):
            if word in ROBOTS:
                yield f"robots={word}"
    for _, content in document.declared("tdm-reservation"):
        yield f"tdm-reservation={content}"
    if reserved := document.page.header("tdm-reservation"):
        yield f"tdm-reservation={reserved}"
