"""How does a listing of Drupal's views go on?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crawler.demo.kinds.numbered import Numbered, Row
from crawler.demo.kinds.render import rows
from crawler.demo.kinds.scripted import JSON
from crawler.demo.site import Resource

if TYPE_CHECKING:
    from crawler.demo.kinds.kind import Kind, Served


def drupal(row: Row) -> str:
    """The pager of Drupal's infinite scroll; a script would ask /views/ajax for the same page."""
    if row.after is None:
        return ""
    link = row.link(row.after, "Load more", 'class="button" rel="next" title="Load more items" ')
    return f'<ul class="js-pager__items pager" data-drupal-views-infinite-scroll-pager><li class="pager__item">{link}</li></ul>'


def drupal_views(kind: Kind, base_url: str) -> Served:
    """Drupal's views: pages on addresses for those without a script, commands in JSON for those with one."""
    paged = Numbered(kind.at.listing + "?page={n}", drupal, _settings, first=0)(kind, base_url)
    for number, stories in enumerate(kind.pages):
        commands = [
            {
                "command": "insert",
                "method": "infiniteScrollInsertView",
                "selector": ".js-view-dom-id-1f",
                "data": rows(kind, stories),
            }
        ]
        paged.pages[f"/views/ajax?view_name=publications&page={number}"] = Resource(
            json.dumps(commands).encode(), JSON
        )
    return paged


def _settings(_: object) -> str:
    settings = {
        "views": {"ajax_path": "/views/ajax", "ajaxViews": {"views_dom_id:1f": {"view_name": "publications"}}}
    }
    return (
        f'<script type="application/json" data-drupal-selector="drupal-settings-json">{json.dumps(settings)}</script>'
    )
