"""How does a listing of ASP.NET go on? By a form that is sent back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from crawler.demo.kinds.kind import Served
from crawler.demo.kinds.render import page, rows
from crawler.demo.site import Form, Resource

if TYPE_CHECKING:
    from crawler.demo.kinds.kind import Kind

PAGER = "ctl00$AspNetPager1"


def postback(kind: Kind, _: str) -> Served:
    """A form of ASP.NET: each page is an answer to it, and only the state of one of its pages is taken."""
    shown = [_with_form(kind, number) for number in range(1, len(kind.pages) + 1)]
    forms = [
        Form(
            kind.at.listing,
            frozenset({("__VIEWSTATE", _state(came)), ("__EVENTTARGET", PAGER), ("__EVENTARGUMENT", str(to))}),
            answer,
        )
        for came in range(1, len(shown) + 1)
        for to, answer in enumerate(shown, 1)
    ]
    return Served({kind.at.listing: shown[0]}, tuple(forms))


def _with_form(kind: Kind, number: int) -> Resource:
    numbers = "".join(
        f"<span>{n}</span>" if n == number else f"<a href=\"javascript:__doPostBack('{PAGER}','{n}')\">{n}</a>"
        for n in range(1, len(kind.pages) + 1)
    )
    fields = {
        "__EVENTTARGET": "",
        "__EVENTARGUMENT": "",
        "__VIEWSTATE": _state(number),
        "__EVENTVALIDATION": "/wEWBg==",
    }
    hidden = "".join(
        f'<input type="hidden" name="{name}" id="{name}" value="{value}">' for name, value in fields.items()
    )
    table = kind.look.around.format(heading=kind.words.news, rows=rows(kind, kind.pages[number - 1]))
    form = f'<form method="post" action="{escape(kind.at.listing)}" id="aspnetForm">{hidden}{table}<div id="AspNetPager1">{numbers}</div></form>'
    return page(kind, kind.words.news, form)


def _state(number: int) -> str:
    return f"/wEPDwUKLTQ5NjQ{number}+=="
