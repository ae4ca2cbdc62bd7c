"""Who holds the rights, and what is allowed? The copyright notice, the licence link, and the signals to machines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from output.records import Evidence, Rights
from pipelines.jsonld import texts
from pipelines.lines import INLINE, is_aside, words_of
from pipelines.reading import Reading
from pipelines.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from pipelines.document import Document
    from pipelines.lines import Line

LONGEST_NOTICE = 300  # characters
LONGEST_HOLDER = 120
# A sign, or the word with what follows it in a notice alone: prose speaks of copyright too.
NOTICE = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyrights?\s*(?:[:：]|\(c\)|(?:by\s+)?(?:19|20)\d{2})|^copyrights?\s+by\b"
    r"|版权所有|版權所有|著作権|저작권|авторские права|all rights reserved",
    re.IGNORECASE,
)
# A picture's credit has the sign too, and names who took it.
CREDIT = re.compile(
    r"\b(?:photo|image|picture|foto|bild|fotograf\w*|imagen|photograph\w*)\b|图片|图源|摄影|写真", re.IGNORECASE
)
MAKER = re.compile(r"[\s.|]*\b(?:powered|designed|developed|built|hosted) by\b.*", re.IGNORECASE)
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
# The licence by its short name: CC BY-SA 3.0 DE.
NAMED = re.compile(r"\bCC[ -]BY(?:[ -](?:NC|ND|SA))*(?:[ -]\d\.\d(?:[ -][A-Z]{2}\b)?)?", re.IGNORECASE)
# Words that say what stands under a licence.
STATED = re.compile(
    r"licen[sc]|lizen[sz]|licenc|licenz|copyright|©|\(c\)|available under|stehen? unter|sous |bajo |许可|授权|ライセンス|published under",
    re.IGNORECASE,
)
LICENSED = re.compile(
    r"(?:^|[-_\s])(?:licen[sc]e|lizenz|copyright|cc|legal|foot\w*|sidebar|widget\w*|textwidget)(?:$|[-_\s])",
    re.IGNORECASE,
)
CAPTION = re.compile(r"caption|credit|bildrechte", re.IGNORECASE)
FREE = {"zero": "CC0", "mark": "PDM"}
PICTURES = {"figure", "figcaption"}
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
        if _is_notice(line):
            yield "notice", line.element.tag, line.text
    for name, content in document.declared("dcterms.rightsholder", "copyright", "dc.rights", "dcterms.rights"):
        yield "meta", name, content


def _is_notice(line: Line) -> bool:
    if len(line.text) > LONGEST_NOTICE or not NOTICE.search(line.text) or CREDIT.search(line.text):
        return False
    return not any(around.tag in PICTURES for around in (line.element, *line.element.iterancestors()))


def _holder(line: str) -> str | None:
    """The name in a notice: what is left of the sentence that holds the sign."""
    start = NOTICE.search(line)
    tail = MAKER.sub("", line[start.start() :] if start else line)
    left = squeeze(YEARS.sub(" ", NOT_HOLDER.sub(" ", tail))).removesuffix(" .").strip(EDGES).lstrip(".")
    # A sentence ends after a word of three letters or more: "e. V." goes on.
    name = re.split(r"\s*[|•·]\s*|(?<=[^\W\d_]{3})\.(?:\s+|$)", left)[0].strip(EDGES)
    return name if name and len(name) <= LONGEST_HOLDER and re.search(r"[^\W\d_]{2}", name) else None


def _license(document: Document, evidence: list[Evidence]) -> tuple[str | None, str | None]:
    """The licence that the page states for itself; where two places of one kind differ, none."""
    for found in (_declared_licenses(document), _linked_licenses(document), _named_licenses(document)):
        stated = {license_id: (method, where, raw, url) for license_id, method, where, raw, url in found}
        if len(stated) == 1:
            [(license_id, (method, where, raw, url))] = stated.items()
            evidence.append(Evidence("license", method, where, raw, 0.9))
            if url:
                evidence.append(Evidence("license_url", method, where, raw, 0.9))
            return license_id, url
        if stated:
            break
    return None, None


def _declared_licenses(document: Document) -> Iterator[tuple[str, str, str, str, str | None]]:
    """What is marked as the page's licence, outside the captions of pictures."""
    said = [("json-ld", "license", text) for text in texts(document.article.get("license"))]
    said += [
        ("meta", name, text) for name, text in document.declared("dcterms.license", "dc.rights", "dcterms.rights")
    ]
    for element in document.marks.marked.get("license", ()):
        if element.get("href") and not _is_caption(element):
            said.append(("link", "rel=license", document.absolute(element.get("href") or "") or ""))
    for method, where, url in said:
        if found := COMMONS.search(url):
            yield _commons_id(found), method, where, url, url


def _linked_licenses(document: Document) -> Iterator[tuple[str, str, str, str, str | None]]:
    """Links to a licence in a footer or the like, or beside words that say what stands under it.

    A link in the text alone speaks of somebody else's work.
    """
    for element in document.tree.iter("a"):
        if "creativecommons.org/" not in (element.get("href") or ""):
            continue
        url = document.absolute(element.get("href") or "") or ""
        found = COMMONS.search(url)
        if found and not _is_caption(element) and (is_aside(element) or _is_stated(element)):
            yield _commons_id(found), "link", "beside the notice", url, url


def _named_licenses(document: Document) -> Iterator[tuple[str, str, str, str, str | None]]:
    """Licences named in a short line that says what stands under them."""
    for line in document.lines:
        short = len(line.text) <= LONGEST_NOTICE and ("CC" in line.text or "cc" in line.text)
        if short and (line.aside or STATED.search(line.text)):
            for found in NAMED.finditer(line.text):
                yield (
                    "-".join(re.split(r"[ -]+", found.group().upper())),
                    "notice",
                    str(line.element.tag),
                    line.text,
                    None,
                )


def _is_stated(element: _Element) -> bool:
    """Whether the words or the names around a link say that something stands under the licence."""
    around = [one for one in element.iterancestors() if one.tag not in {"body", "html"}]
    if any(LICENSED.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around[:4]):
        return True
    block = next((one for one in around if one.tag not in INLINE), None)
    words = "" if block is None else words_of(block)
    return len(words) <= LONGEST_NOTICE and (not words or bool(STATED.search(words)))


def _is_caption(element: _Element) -> bool:
    """Whether an element stands in the caption of a picture, which speaks of the picture."""
    return any(
        one.tag in {"figure", "figcaption"} or CAPTION.search(one.get("class") or "")
        for one in element.iterancestors()
    )


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
