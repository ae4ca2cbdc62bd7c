"""Do two addresses differ in the number of a page alone? All else that they ask for must stay the same."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.listings.anchors import same_host
from crawler.listings.paging.names import OTHER, VOLATILE, is_page_name
from output.addresses import is_tracking

INDEX = re.compile(r"/(?:index|default|list|home)\.[a-z]{3,5}$", re.IGNORECASE)
ENDING = re.compile(r"\.(?:html?|shtml|php|aspx?|jsp|jhtml|do|cgi)$", re.IGNORECASE)
WORD = r"(?:page|pages|p|pg|pn|seite|pagina|p%C3%A1gina|página|pag|strona|strana|sida|side|sayfa|oldal|offset|start)"
NUMBERED = re.compile(
    rf"(?P<stem>.*?)(?P<mark>[/_,;.-](?:index|list|default)?[_-]?|(?P<word>[/_,;.-]{WORD}[/=_:-]?))(?P<number>\d{{1,6}})$",
    re.IGNORECASE,
)
DATE = re.compile(r"(?:19|20)\d\d(?:[-/.]?\d\d){0,2}")
DATED = re.compile(r"[/_.-](?:19|20)\d\d(?:[/_.-]?\d{1,2}){0,2}$")
LONGEST = 6  # digits of a page's number, or of an offset


def goes_on(url: str, target: str) -> bool:
    """Whether an address is that of another page of the same listing, by its shape."""
    if not same_host(url, target) or not keeps(url, target) or changes_date(url, target):
        return False
    if _places(url) & _places(target):
        return any(is_page_name(name) for name in changed(url, target)) and not _is_post(url, target)
    own, other = _numbers(url), _numbers(target)
    return any(one["stem"] in {*_places(url), *(mine["stem"] for mine in own)} for one in other) or any(
        mine["stem"] in _places(target) for mine in own
    )


def _is_post(url: str, target: str) -> bool:
    """Whether WordPress' ``?p=959`` leads to ``?p=968``: ``p`` is the page on many sites, and the post there."""
    own, other = _query(url).get("p", ""), _query(target).get("p", "")
    return own != other and own.isdecimal() and other.isdecimal() and abs(int(own[:9]) - int(other[:9])) > 1


def keeps(url: str, target: str) -> bool:
    """Whether all that an address asks for beside the page is asked for by the other one as well."""
    before, after = _query(url), _query(target)
    if any(name in before for name in changed(url, target) if not is_page_name(name)):
        return False
    added = [name for name in after if name not in before and not is_page_name(name)]
    # What is added beside a page's number is what the site asks for anyway; alone it asks for something else.
    return (
        not added or any(is_page_name(name) for name in changed(url, target)) or not OTHER & {*map(str.lower, added)}
    )


def asks_on(url: str, target: str) -> bool:
    """Whether an address asks for more of what the other one is called, by one parameter that may have any name.

    MediaWiki's ``/wiki/Category:News`` goes on at ``/index.php?title=Category:News&pagefrom=Ports``.
    """
    own, after = changed(url, target), _query(target)
    if any(name.lower() in OTHER for name in own) or changes_date(url, target):
        return False
    if _places(url) & _places(target):
        return len(own) == 1
    called = _place(url).rpartition("/")[2]
    return bool(called) and called in after.values() and len(after) == 2  # noqa: PLR2004  (its name, and from where)


def counts_on(url: str, target: str) -> bool:
    """Whether an address asks for all that the other one does, from a later page on, whatever else marks the place.

    SharePoint's ``?Paged=TRUE&p_Created=20240512&p_ID=30&PageFirstRow=11`` names the last entry before.
    """
    before, after = _query(url), _query(target)
    own = changed(url, target)
    if not _places(url) & _places(target) or set(before) != set(after) or any(name.lower() in OTHER for name in own):
        return False
    pages = [(before[name], after[name]) for name in own if is_page_name(name)]
    return any(old.isdecimal() and new.isdecimal() and int(old[:9]) < int(new[:9]) for old, new in pages)


def near(url: str, target: str) -> bool:
    """Whether an address stands below another one, or beside it."""
    own, other = urlsplit(url).path, urlsplit(target).path
    return below(url, target) or (not own.endswith("/") and own.rpartition("/")[0] == other.rpartition("/")[0])


def below(url: str, target: str) -> bool:
    """Whether an address begins as another one does; all of a site stands below its home page, which says nothing."""
    return any(place.startswith(mine) for place in _places(target) for mine in _places(url))


def changed(url: str, target: str) -> list[str]:
    """The parameters whose value is another one, or that only one of two addresses has."""
    before, after = _query(url), _query(target)
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def page_of(url: str) -> int | None:
    """The page that an address numbers; null when it numbers none."""
    for name, value in _query(url).items():
        if is_page_name(name) and value.isdecimal() and len(value) <= LONGEST:
            return int(value)
    return next((int(found["number"]) for found in _numbers(url)), None)


def has_word(url: str) -> bool:
    """Whether an address says by a word that its number is a page's."""
    return any(found["word"] for found in _numbers(url)) or any(map(is_page_name, _query(url)))


def ends_in_page(url: str) -> bool:
    """Whether a path's last number is a page's by the word before it, and so no year: ``/news/page/2019``."""
    # SharePoint keeps all of a site's pages, a year's as well, in a folder "Pages".
    return any(found["word"] and found["word"].lower() != "/pages/" for found in _numbers(url))


def changes_date(url: str, target: str) -> bool:
    """Whether an address asks for another year, month or day than the other one does."""
    after = _query(target)
    other = [after.get(name, "") for name in changed(url, target) if not is_page_name(name)]
    if any(DATE.fullmatch(value) for value in other):
        return True
    return bool(DATED.search(_place(target))) and not ends_in_page(target) and not _places(url) & _places(target)


def _numbers(url: str) -> list[re.Match[str]]:
    """The ways to read the end of an address as a page's number."""
    found = NUMBERED.match(_place(url))
    return [found] if found and (found["word"] or not DATED.search(found.string)) else []


def _places(url: str) -> set[str]:
    """An address without its parameters: with and without the file that stands for the folder."""
    return {_place(url), _place(url, INDEX)}


def _place(url: str, cut: re.Pattern[str] = ENDING) -> str:
    parts = urlsplit(url)
    plain = "&".join(part for part in parts.query.split("&") if part and "=" not in part)
    return ENDING.sub("", cut.sub("", unquote(f"{parts.path}?{plain}" if plain else parts.path)).rstrip("/"))


def _query(url: str) -> dict[str, str]:
    """The parameters that matter; addresses that are a query alone have none."""
    query = "&".join(part for part in urlsplit(url).query.split("&") if "=" in part)
    pairs = parse_qsl(query, keep_blank_values=True)
    return {name: value for name, value in pairs if not is_tracking(name) and name.lower() not in VOLATILE}
