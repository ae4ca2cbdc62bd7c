"""How does a kind's page become HTML? Its shell with all that stands around, rows of a listing, an article."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from crawler.demo.site import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.demo.kinds.kind import Kind, Story

EVENTS = 6  # pages of them; half of them stand beside every page
TEASER = 90  # characters


def page(kind: Kind, title: str, main: str, head: str = "") -> Resource:
    """A page of the site: its matter amid navigation, labels and events."""
    words = kind.words
    menu = [
        (words.home, "/"),
        (words.about, kind.at.plain.format("about")),
        (words.news, kind.at.listing),
        (words.events, kind.at.plain.format("events")),
        (words.contact, kind.at.plain.format("contact")),
        (words.login, kind.at.plain.format("login")),
    ]
    html = kind.look.shell.format(
        language=words.language,
        charset=kind.charset,
        title=escape(title),
        institute=words.institute,
        head=head,
        menu="".join(_link(*entry) for entry in menu),
        menu_cells="".join(f"<td>{_link(*entry)}</td>" for entry in menu),
        boxes="".join(_box(kind, heading, links) for heading, links in _boxes(kind)),
        main=main,
    )
    return html_of(kind, html)


def html_of(kind: Kind, html: str) -> Resource:
    """An HTML answer in the site's encoding; one that is not UTF-8 is named in the page alone, as old sites do."""
    content_type = "text/html; charset=utf-8" if kind.charset == "utf-8" else "text/html"
    return Resource(html.encode("utf-8" if kind.charset == "utf-8" else "gbk"), content_type)


def listing(kind: Kind, stories: Iterable[Story], pager: str = "", head: str = "") -> Resource:
    """A page of the listing."""
    return page(kind, kind.words.news, framed(kind, kind.words.news, stories) + pager, head)


def framed(kind: Kind, heading: str, stories: Iterable[Story]) -> str:
    """Rows of articles with what stands around them."""
    return kind.look.around.format(heading=escape(heading), rows=rows(kind, stories))


def rows(kind: Kind, stories: Iterable[Story]) -> str:
    """Rows of articles."""
    return "\n".join(
        kind.look.row.format(
            path=escape(story.path),
            title=escape(story.title),
            day=story.day.strftime(kind.words.date),
            iso=story.day.isoformat(),
            teaser=escape(story.paragraphs[0][:TEASER]),
            author=kind.words.names[story.author],
            author_path=escape(kind.at.author.format(story.author)),
            topic=kind.prose.topics[story.topic].subject,
            topic_path=escape(kind.at.topic.format(story.topic)),
            topic_number=story.topic,
            more=kind.words.more,
            number=story.number,
        )
        for story in stories
    )


def article(kind: Kind, story: Story) -> Resource:
    """An article's page, with cards of others below."""
    words = kind.words
    label = kind.prose.topics[story.topic].subject
    related = [kind.articles[(story.number + step) % kind.count] for step in (3, 11, 19)]
    return page(
        kind,
        story.title,
        f"<h1>{escape(story.title)}</h1>"
        f"<p>{words.by} {_link(words.names[story.author], kind.at.author.format(story.author))},"
        f" {story.day.strftime(words.date)}</p>"
        f'<div class="content">{paragraphs(story.paragraphs)}</div>'
        f"<p>{_link(label, kind.at.topic.format(story.topic))} {_link(words.print, kind.at.printed.format(story.number))} "
        f"{_link(words.files, f'/files/{story.number}.pdf')}</p>"
        f'<div class="related"><h3>{words.related}</h3>{rows(kind, related)}</div>',
    )


def paragraphs(said: Iterable[str]) -> str:
    """Paragraphs of prose."""
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in said)


def event_title(kind: Kind, number: int) -> str:
    """What an event is called."""
    return kind.words.event.format(kind.prose.topic(number).subject)


def months(kind: Kind) -> list[str]:
    """The months in which articles came out, the newest first."""
    return list(dict.fromkeys(f"{story.day:%Y-%m}" for story in kind.articles))


def _boxes(kind: Kind) -> Iterable[tuple[str, Sequence[tuple[str, str]]]]:
    words, at = kind.words, kind.at
    events = range(1, EVENTS // 2 + 1)
    yield (
        words.events,
        [(f"{event_title(kind, number)}, 2024-07-0{number}", at.event.format(number)) for number in events],
    )
    yield words.categories, [(name, at.section.format(number)) for number, name in enumerate(words.sections)]
    yield words.topics, [(one.subject, at.topic.format(number)) for number, one in enumerate(kind.prose.topics)]
    yield words.authors, [(name, at.author.format(number)) for number, name in enumerate(words.names)]
    yield words.months, [(month, at.month.format(month)) for month in months(kind)]
    yield words.most_read, [(story.title, story.path) for story in kind.articles[2:5]]


def _box(kind: Kind, heading: str, links: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<li>{_link(*link)}</li>" for link in links)
    return kind.look.box.format(heading=heading, items=items)


def _link(text: str, path: str) -> str:
    return f'<a href="{escape(path)}">{escape(text)}</a>'
