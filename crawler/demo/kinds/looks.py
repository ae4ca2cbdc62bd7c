"""How do the kinds' pages look? Patterns after what widespread systems and self-written sites put out.

A row's pattern may name `{path} {title} {day} {iso} {teaser} {author} {author_path} {topic} {topic_path} {more} {number}`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """The patterns of a site's pages.

    Attributes:
        row: One article of a listing.
        around: What stands around the rows.
        shell: A whole page.
        box: One list of links beside the page's own matter.
    """

    row: str
    around: str
    shell: str
    box: str


_NAMED = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title} | {institute}</title>{head}</head>
<body><header class="site-header"><a class="logo" href="/">{institute}</a><nav class="main-navigation">{menu}</nav></header>
<div class="site"><main>{main}</main><aside class="sidebar">{boxes}</aside></div>
<footer class="site-footer">{menu}<p>© 2019-2024 {institute}</p></footer></body></html>"""
# Nothing but tags and bare names says what is what.
_UNNAMED = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}-{institute}</title>{head}</head>
<body><div class="w1"><a href="/"><img src="/logo.gif" alt="{institute}"></a></div><table class="w2"><tr>{menu_cells}</tr></table>
<div class="w3"><div class="l">{boxes}</div><div class="r">{main}</div></div>
<div class="w4">{menu} Copyright {institute} 2019-2024</div></body></html>"""
_WIDGET = '<section class="widget"><h3 class="widget-title">{heading}</h3><ul>{items}</ul></section>'
_BOX = '<div class="b"><div class="t">{heading}</div><ul>{items}</ul></div>'

POSTS = Look(
    '<article id="post-{number}" class="post-{number} post type-post hentry category-{topic_number}"><header class="entry-header">'
    '<h2 class="entry-title"><a href="{path}" rel="bookmark">{title}</a></h2><div class="entry-meta">'
    '<time class="entry-date" datetime="{iso}">{day}</time> <a class="url fn n" href="{author_path}" rel="author">{author}</a> '
    '<a href="{path}#respond">3 comments</a> <a href="{path}?replytocom={number}">Reply to the newest comment</a></div></header>'
    '<div class="entry-summary"><p>{teaser}</p><p><a class="more-link" href="{path}">{more}</a></p></div>'
    '<footer class="entry-footer"><a href="{topic_path}" rel="category tag">{topic}</a></footer></article>',
    '<h1 class="page-title">{heading}</h1>{rows}',
    _NAMED,
    _WIDGET,
)
LINES = Look(
    '<li><a href="{path}">{title}</a><span>{iso}</span></li>',
    '<div class="p">{heading}</div><ul class="n">{rows}</ul>',
    _UNNAMED,
    _BOX,
)
CELLS = Look(
    '<tr><td><a href="{path}">{title}</a></td><td><a href="{author_path}">{author}</a></td><td>{iso}</td></tr>',
    '<h1>{heading}</h1><table id="ctl00_GridView1">{rows}</table>',
    _UNNAMED,
    _BOX,
)
VIEWS_ROWS = Look(
    '<div class="views-row"><div class="views-field views-field-field-image"><a href="{path}"><img src="/i/{number}.jpg" alt=""></a></div>'
    '<div class="views-field views-field-title"><span class="field-content"><a href="{path}" hreflang="en">{title}</a></span></div>'
    '<div class="views-field views-field-created"><time datetime="{iso}">{day}</time></div><div class="views-field views-field-field-topic">'
    '<a href="{topic_path}">{topic}</a></div></div>',
    '<h1>{heading}</h1><div class="view-content">{rows}</div>',
    _NAMED,
    _WIDGET,
)
CARDS = Look(
    '<div class="col-md-4"><div class="card"><a href="{path}"><img src="/i/{number}.jpg" alt=""></a><div class="card-body">'
    '<a class="badge" href="{topic_path}">{topic}</a><h5 class="card-title">{title}</h5><p class="card-text">{teaser}</p>'
    '<p>{day}</p><a class="btn" href="{path}">{more}</a></div></div></div>',
    '<h1>{heading}</h1><div class="row">{rows}</div>',
    _NAMED,
    _WIDGET,
)
TILES = Look(
    '<a class="tile" href="{path}"><div class="pic"></div><div class="date">{day}</div><div class="name">{title}</div><p>{teaser}</p></a>',
    '<h1>{heading}</h1><div class="tiles">{rows}</div>',
    _NAMED,
    _WIDGET,
)
PARAGRAPHS = Look(
    '<p><b><a href="{path}">{title}</a></b><br>{teaser}<br><i><a href="{author_path}">{author}</a>, {day}</i></p>',
    "<h2>{heading}</h2>{rows}",
    _UNNAMED,
    _BOX,
)
