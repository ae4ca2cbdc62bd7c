"""How do listings go on that need a script: fragments, JSON?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crawler.demo.kinds.kind import Served
from crawler.demo.kinds.render import listing, rows
from crawler.demo.site import Resource

if TYPE_CHECKING:
    from crawler.demo.kinds.kind import Kind, Story

JSON = "application/json"
FRAGMENT = "/fragments/news?start={}"
API = "/api/publications?offset={}"


def load_more(kind: Kind, _: str) -> Served:
    """A button names the address of a fragment: more rows, and the next button."""
    served = {kind.at.listing: listing(kind, kind.pages[0], _button(kind, 1))}
    for number, stories in enumerate(kind.pages[1:], 1):
        fragment = rows(kind, stories) + _button(kind, number + 1)
        served[FRAGMENT.format(number * kind.per_page)] = Resource(fragment.encode())
    return Served(served)


def _button(kind: Kind, number: int) -> str:
    if number == len(kind.pages):
        return ""
    return f'<button class="load-more" data-url="{FRAGMENT.format(number * kind.per_page)}">Load more</button>'


def scroll(kind: Kind, base_url: str) -> Served:
    """The list names the address of the articles that follow, as JSON, which names the next."""
    mark = f'<div class="infinite-scroll" data-next-url="{API.format(kind.per_page)}"></div>'
    served = {kind.at.listing: listing(kind, kind.pages[0], mark)}
    for number, stories in enumerate(kind.pages[1:], 1):
        last = number + 1 == len(kind.pages)
        answer = {
            "total": kind.count,
            "items": [_item(story, base_url) for story in stories],
            "next": None if last else API.format((number + 1) * kind.per_page),
        }
        served[API.format(number * kind.per_page)] = Resource(json.dumps(answer).encode(), JSON)
    return Served(served)


def _item(story: Story, base_url: str) -> dict[str, object]:
    return {
        "id": story.number,
        "title": story.title,
        "url": base_url + story.path,
        "date": story.day.isoformat(),
        "topic": {"id": story.topic, "url": "/topics/"},
    }
