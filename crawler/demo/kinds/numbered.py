"""How do listings go on that have an address for each of their pages?"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from crawler.demo.kinds.kind import Served
from crawler.demo.kinds.render import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crawler.demo.kinds.kind import Kind

WINDOW = 2  # numbers shown on either side of the page's own


@dataclass(frozen=True, slots=True)
class Row:
    """What a page's row of pages is made from.

    Attributes:
        addresses: Of all pages, in the order of the numbers they are shown with.
        at: The place of the page among them, from 0 on.
        next: What the site says for the next page.
    """

    addresses: Sequence[str]
    at: int
    next: str

    def link(self, place: int, text: str, more: str = "") -> str:
        """A link to a page."""
        return f'<a {more}href="{escape(self.addresses[place])}">{text}</a>'

    @property
    def numbers(self) -> str:
        """The numbers near the page's own, which is no link."""
        near = range(max(0, self.at - WINDOW), min(len(self.addresses), self.at + WINDOW + 1))
        return " ".join(f"<b>{n + 1}</b>" if n == self.at else self.link(n, str(n + 1)) for n in near)

    @property
    def after(self) -> int | None:
        """The place of the page that follows; null on the last."""
        return self.at + 1 if self.at + 1 < len(self.addresses) else None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A listing on numbered addresses.

    Attributes:
        address: Of a page, with `{n}` for its number.
        below: What stands below the rows.
        head: What stands in the page's head.
        first: The number of the first page in its addresses.
        backwards: Whether the oldest page has number 1; the newest is the listing itself.
    """

    address: str
    below: Callable[[Row], str]
    head: Callable[[Row], str] = lambda _: ""
    first: int = 1
    backwards: bool = False

    def __call__(self, kind: Kind, _: str) -> Served:
        """The listing's pages."""
        addresses = [self.address.format(n=self.first + place) for place in range(len(kind.pages))]
        addresses[-1 if self.backwards else 0] = kind.at.listing
        pages = kind.pages[::-1] if self.backwards else kind.pages
        rows = [Row(addresses, place, kind.words.next) for place in range(len(pages))]
        return Served(
            {
                addresses[row.at]: listing(kind, stories, self.below(row), self.head(row))
                for row, stories in zip(rows, pages, strict=True)
            }
        )


def numbers(row: Row) -> str:
    """A row of numbers between words."""
    last = len(row.addresses) - 1
    after = row.link(row.after, row.next) if row.after else ""
    return f'<div class="pagination">{row.link(0, "1 …")} {row.numbers} {after} {row.link(last, "Last")}</div>'


def bare_numbers(row: Row) -> str:
    """« 1 2 3 », and no name for it."""
    return f"<p>« {row.numbers} »</p>"


def next_only(row: Row) -> str:
    """One link, to the page that follows."""
    return f'<div class="more">{row.link(row.after, "Older posts →")}</div>' if row.after else ""


def rel_next(row: Row) -> str:
    """A link element in the head."""
    return f'<link rel="next" href="{escape(row.addresses[row.after])}">' if row.after else ""


def nothing(_: Row) -> str:
    """No row at all."""
    return ""


def lower_numbers(row: Row) -> str:
    """Numbers that fall: the way on is to the lower ones."""
    near = range(row.at, max(-1, row.at - WINDOW - 1), -1)
    shown = " ".join(f"<b>{n + 1}</b>" if n == row.at else row.link(n, str(n + 1)) for n in near)
    return f'<div class="pages">{shown}</div>'
