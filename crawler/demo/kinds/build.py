"""What does a kind's site answer? Its listing's pages, its articles, and the pages that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo.kinds.kind import Served
from crawler.demo.kinds.render import EVENTS, article, event_title, framed, months, page, paragraphs
from crawler.demo.site import Resource

if TYPE_CHECKING:
    from crawler.demo.kinds.kind import Kind, Story

LATER = 50  # articles' numbers from which pages that are none take their prose


def build(kind: Kind, base_url: str) -> Served:
    """Everything that its site answers.

    Args:
        kind: The kind.
        base_url: Where it is served, without a slash at the end.
    """
    listed = kind.pager(kind, base_url)
    robots = Resource(b"User-agent: *\nDisallow: /search\n", "text/plain")
    pages = {"/robots.txt": robots, **_others(kind), **_articles(kind), **listed.pages}
    return Served(pages, listed.forms)


def _articles(kind: Kind) -> dict[str, Resource]:
    """The articles, each at its own address, as a print version and with a form to reply to a comment."""
    served: dict[str, Resource] = {}
    for story in kind.articles:
        shown = article(kind, story)
        served[story.path] = served[f"{story.path}?replytocom={story.number}"] = shown
        served[kind.at.printed.format(story.number)] = shown
        served[f"/files/{story.number}.pdf"] = Resource(b"%PDF-1.4\n%%EOF\n", "application/pdf")
    return served


def _others(kind: Kind) -> dict[str, Resource]:
    words, at = kind.words, kind.at
    served = {"/": page(kind, words.institute, _prose(kind, words.institute, 0))}
    for number, name in enumerate(("about", "events", "contact", "login"), 1):
        served[at.plain.format(name)] = page(kind, getattr(words, name), _prose(kind, getattr(words, name), number))
    for number in range(1, EVENTS + 1):
        title = event_title(kind, number)
        when = f"<p>2024-07-0{number}, 18:30</p>"
        served[at.event.format(number)] = page(kind, title, when + _prose(kind, title, number + 5))
    return served | _labels(kind)


def _labels(kind: Kind) -> dict[str, Resource]:
    """A page for each topic, programme, author and month, with the newest of its articles."""
    words, at = kind.words, kind.at
    labels = [(at.topic.format(number), one.subject, "topic", number) for number, one in enumerate(kind.prose.topics)]
    labels += [(at.section.format(number), name, "section", number) for number, name in enumerate(words.sections)]
    labels += [(at.author.format(number), name, "author", number) for number, name in enumerate(words.names)]
    served = {
        path: _label(kind, name, [story for story in kind.articles if getattr(story, what) == number])
        for path, name, what, number in labels
    }
    for month in months(kind):
        stories = [story for story in kind.articles if f"{story.day:%Y-%m}" == month]
        served[at.month.format(month)] = _label(kind, month, stories)
    return served


def _label(kind: Kind, name: str, stories: list[Story]) -> Resource:
    return page(kind, name, framed(kind, name, stories[: kind.per_page]))


def _prose(kind: Kind, title: str, number: int) -> str:
    return f"<h1>{title}</h1>{paragraphs(kind.prose.paragraphs(LATER + number))}"
