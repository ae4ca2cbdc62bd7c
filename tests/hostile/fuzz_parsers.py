"""Which parsers take what a stranger wrote? Each by its name, with what must hold of whatever it gives.

Hypothesis (`poisons/test_parsers.py`) and atheris (`fuzz.py`) feed the same table. A parser is right when it raises
nothing but what it says, and gives values of its own types that a row can hold.
"""

from __future__ import annotations

import contextlib
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from crawler.address import canonical, robots_of, same_site, site_name
from crawler.listings import dates, feed, html, json_list, kinds, sitemap, wordpress, xml_tree
from crawler.listings.anchors import resolve
from crawler.listings.counting import following, position
from crawler.listings.period import periods, told
from crawler.listings.record import Rule
from crawler.listings.scope import part_kind, shape
from crawler.listings.shapes import shape_of
from output import sound
from output.addresses import is_alternate, key, plain
from output.records import Article, Reject
from pipelines import loose_json, text
from pipelines.authors.names import named, names_in
from pipelines.bounds import too_much, without_files
from pipelines.dates.calendars import gregorian
from pipelines.dates.clock import NoSuchTime, cut_clock
from pipelines.dates.moment import Reader
from pipelines.dates.numeric import Unreadable
from pipelines.dates.relative import find_relative
from pipelines.dates.words import find_dates
from pipelines.decode import in_utf8
from pipelines.document import document
from pipelines.kind import is_page
from pipelines.language.scripts import script_of
from pipelines.language.spoken import detected
from pipelines.language.tags import normal
from pipelines.normalize import normalize
from pipelines.page import Hints, Needs, Page, StatedDate
from pipelines.paging.addresses import readings, stem_of
from pipelines.parse import parsed
from pipelines.refuse.said import bare, parts_of
from pipelines.views.numbers import LARGEST, NoCount, read_count

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://kite.example/news?page=2"
FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
LANGUAGES = ("en", "de", "fr", "ru", "zh", "ja", "th", "fa", "ar", "ko")


def storable(value: Any) -> None:
    """Fail when a value, or one inside it, is none that a row can hold."""
    if isinstance(value, str):
        value.encode()
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            storable(getattr(value, one.name))
    elif isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            storable(inner)
    elif isinstance(value, int) and not isinstance(value, bool):
        assert -1 <= value <= LARGEST, value


def whole(words: str) -> str:
    """A text as a page can hold it, without half characters."""
    return words.encode("utf-8", "replace").decode()


def page_of(body: bytes, headers: tuple[tuple[str, str], ...] = (), hints: Hints | None = None) -> Page:
    """A page with this body."""
    return Page("kite", "https://kite.example/views/9.html", body, FETCHED, hints=hints or Hints(), headers=headers)


def reads_page(body: bytes) -> None:
    """A page is an article, a reject or a need, and none because a reader failed."""
    read = normalize(page_of(body))
    if isinstance(read, Article):
        storable(read)
        assert read.text.strip()
        assert sound.sound_article(read) == read, "the row does not hold it"
    reasons = [read.reason] if isinstance(read, Reject) else []
    reasons += [one.reason for one in read.refusals] if isinstance(read, Article) else []
    assert "the reader failed" not in reasons, read
    assert isinstance(read, Article | Reject | Needs)


def reads_article(html: str) -> None:
    """The same, as the words of an article whose hints say as much."""
    stated = tuple(StatedDate(field, "feed", html[:200]) for field in ("published", "updated"))
    body = f"<html><body><h1>T</h1><p>By Ann Lee</p>{html}</body></html>".encode("utf-8", "replace")
    read = normalize(page_of(body, hints=Hints(link_text=html[:200], date_raw=html[:200], stated_dates=stated)))
    assert not isinstance(read, Reject) or read.reason != "the reader failed", read.raw


def reads_fields(words: str) -> None:
    """Words where each field stands are a value or a refusal."""
    said = text.squeeze(words).replace('"', "").replace("<", "")
    metas = "".join(
        f'<meta name="{name}" content="{said}">'
        for name in ("author", "date", "dc.date", "description", "keywords", "robots", "copyright", "og:title")
    )
    shown = "".join(
        f"<p class='{name}'>{said}</p><p>{label}{said}</p>"
        for name, label in (("author", "By "), ("date", "Published: "), ("views", "Views: "), ("tags", "Tags: "))
    )
    reads_page(
        f"<html><head><title>{said}</title>{metas}</head><body><h1>{said}</h1>{shown}"
        f"<p>{'The tide turned early that year. ' * 8}</p><footer>© {said}</footer></body></html>".encode(
            "utf-8", "replace"
        )
    )


def reads_count(words: str) -> None:
    """A count is one that a row can hold."""
    with contextlib.suppress(NoCount):
        assert 0 <= read_count(words, LANGUAGES) <= LARGEST


def reads_date(words: str) -> None:
    """A date is a day of the last century or of this one, however its parts are told."""
    words = whole(words)
    for language in LANGUAGES:
        with contextlib.suppress(Unreadable):
            moment = Reader(FETCHED, (language, "en"), timezone="Europe/Berlin").read(words)
            assert "1900" <= moment.edtf[:4] <= "2025", moment
            assert moment.raw == words
            assert moment.day is None or isinstance(moment.day, date)
        storable(gregorian(words, (language,)))
    for start, found in find_dates(words):
        assert words.startswith(found, start)
    with contextlib.suppress(NoSuchTime):
        cut_clock(words)
    find_relative(words)
    moment_ = dates.instant(words)
    assert moment_ is None or moment_.tzinfo is UTC
    assert all(1900 <= one.year < 2100 for one in periods(words))


def reads_names(words: str) -> None:
    """Names are bounded, each with words, and hold no control character."""
    words = whole(words)
    for author in (*names_in(words), named(words)):
        storable(author)
        assert author.name == text.squeeze(author.name)


def reads_words(words: str) -> None:
    """Cleaning words twice is cleaning them once."""
    for clean in (text.squeeze, text.folded, text.letters, text.plain_digits):
        assert clean(clean(words)) == clean(words), clean
    assert 0 <= text.count_words(words) <= len(words)
    for told_by in (bare, script_of, detected, normal, parts_of):
        told_by(words)  # type: ignore[operator]  # each takes a text


def reads_bytes(body: bytes) -> None:
    """Bytes become text once, and what XML can't hold is out of it."""
    utf8 = in_utf8(body, "text/html; charset=gb18030")
    utf8.decode()
    clean = text.printable(utf8)
    clean.decode()
    assert text.printable(clean) == clean
    assert without_files(without_files(clean)) == without_files(clean)
    too_much(body)
    if is_page(body):
        tree = parsed(clean).tree
        assert tree is None or all(isinstance(words, str) for words in tree.itertext())
    document(page_of(body, headers=(("content-type", "text/html; charset=utf-7"),)))


def reads_json(words: str) -> None:
    """JSON as sites write it is a value or none."""
    loose_json.read(words)
    json_list.read(words, URL, Rule())
    _listed(wordpress.read(words, URL))
    reads_page(
        b"<html><head><script type='application/ld+json'>"
        + words.replace("<", "\\u003c").encode("utf-8", "replace")
        + b"</script></head><body><p>"
        + b"The tide turned early that year. " * 8
        + b"</p></body></html>"
    )


def reads_addresses(words: str) -> None:
    """An address has one form, which is its own, and never raises."""
    for url in (words, f"https://kite.example/{words}", f"https://{words}/a", f"https://kite.example:{words}/"):
        once = canonical(url)
        assert canonical(once) == once
        assert key(url) == key(url)
        plain(url)
        is_alternate(url)
        target = resolve(URL, url)
        storable(target)
        if target is not None:
            assert target.startswith(("http://", "https://"))
            same_site(target, URL)
            site_name(robots_of(target))
            for of in (shape, shape_of, part_kind, stem_of, told):
                of(target)  # type: ignore[operator]  # each takes an address
            list(readings(target))
            position(target, 10)
            following(target, 10)


def reads_listing(body: bytes) -> None:
    """A listing of any kind gives addresses of pages, or is none."""
    words = body.decode("utf-8", "replace")
    xml_tree.tree_of(body)
    for found in (
        kinds.read(body, words, URL, Rule()),
        feed.read(body, URL),
        sitemap.read(body, URL),
        html.read(words, URL, Rule(), surveyed=True),
    ):
        _listed(found)


def _listed(found: Any) -> None:
    if found is None:
        return
    for link in (*found.links, *found.next, *found.parts):
        assert link.url.startswith(("http://", "https://")), link
        storable(link)
        canonical(link.url)


BYTES: dict[str, Callable[[bytes], None]] = {"page": reads_page, "bytes": reads_bytes, "listing": reads_listing}
WORDS: dict[str, Callable[[str], None]] = {
    "article": reads_article,
    "fields": reads_fields,
    "counts": reads_count,
    "dates": reads_date,
    "names": reads_names,
    "words": reads_words,
    "json": reads_json,
    "addresses": reads_addresses,
}
PARSERS: tuple[str, ...] = (*BYTES, *WORDS)


def feed_parser(name: str, given: bytes) -> None:
    """Give a parser these bytes, or the text that they are."""
    if name in BYTES:
        BYTES[name](given)
    else:
        WORDS[name](given.decode("utf-8", "replace"))
