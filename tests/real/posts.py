"""What is in the blog? Posts of half a year by several authors, as blogs have them, beside pages and what is not public."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

DAY = timedelta(days=1)
FIRST = datetime(2025, 1, 6, 7, 12, 9)  # UTC, as WordPress keeps it; the blog itself shows Berlin's time
AUTHORS = (
    {
        "login": "ada",
        "name": "Ada Brun",
        "bio": "Ada Brun has written about ports since 2009 and keeps a small boat.",
    },
    {"login": "jose", "name": "José Ünal", "bio": ""},
    {"login": "meiling", "name": "Mei-Ling Chen", "bio": ""},
    {"login": "tomas", "name": "Tomás O'Brien", "bio": "Tomás O'Brien reads budgets so that you need not."},
)
CATEGORIES = ("Trade", "Shipping", "Energy policy", "Labour")
TAGS = ("grain", "ports", "tariffs", "wages", "wind", "insurance", "customs", "rail")
WHAT = (
    "harbour",
    "grain market",
    "coastal railway",
    "fishing fleet",
    "customs office",
    "wind farm",
    "dry dock",
    "pilot service",
)
ASKS = (
    "What the {} owes the town behind it",
    "A second look at the {} after the reform",
    "Who pays when the {} stands still?",
    "The {} in numbers: ten years of accounts",
    "Three myths about the {} & its critics",
    "Why the {} can't wait for the budget",
    "Letter from the {}",
)
ODD = (
    "1984",
    "Tariffs",
    "“Open” ports, closed books",
    "粮食储备与港口的未来",
    "Ein Hafen für übermorgen",
    "How to read a bill of lading <em>properly</em>",
    "Next page: the strait after the treaty",
    "Older posts and newer ships",
    "Letter from the harbour",  # a second one of this title
    "About us: the people behind the quay",
    "Events of the week",
)
WHO = (
    "The ministry",
    "A shipping firm",
    "The port authority",
    "One of the unions",
    "The city council",
    "An auditor",
    "The insurer",
)
DID = ("argued", "admitted", "reported", "denied", "found", "repeated", "told the committee")
THAT = (
    "that the costs had doubled within {} years",
    "that no more than {} of the berths were in use",
    "that it hadn't seen the figures for {} months",
    "that {} workers would be needed by the summer",
    "that the delay of {} days was nobody's fault",
)  # fmt: skip
BUT = (
    "but the accounts say otherwise",
    "and few in the town were surprised",
    "which is why the vote was put off",
    "although the price of grain fell in the same week",
    "while the neighbours built a second quay",
    'and that is the part the "experts" left out',
)


@dataclass(frozen=True)
class Post:
    """A post or a page as it is written; its times are UTC, as in WordPress' database."""

    slug: str
    title: str
    content: str
    date: str
    modified: str
    author: str = "ada"
    type: str = "post"
    status: str = "publish"
    excerpt: str = ""
    password: str = ""
    sticky: bool = False
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    comments: tuple[dict[str, str], ...] = ()


def written() -> list[Post]:
    """All that the blog begins with."""
    titles = [ask.format(what) for ask in ASKS for what in WHAT]
    random.Random(6).shuffle(titles)
    for place, title in enumerate(ODD):
        titles.insert(place * 7 + 3, title)
    posts = [post(number, title) for number, title in enumerate(titles)]
    again = {one.slug: number for number, one in enumerate(posts)}  # of two with one title WordPress numbers one
    posts = [
        one if again[one.slug] == number else replace(one, slug=f"{one.slug}-2") for number, one in enumerate(posts)
    ]
    return [*posts, *_pages(), *_not_public()]


def post(number: int, title: str) -> Post:
    """The post of this number: every third was changed after its day, every fourth has comments."""
    dice = random.Random(number)
    date = FIRST + number * 2.75 * DAY + timedelta(seconds=dice.randrange(40_000))
    modified = date + timedelta(days=dice.choice((0, 1, 9, 70)), seconds=4_321) if number % 3 == 0 else date
    return Post(
        slug=_slug(title),
        title=title,
        content=_content(number, dice),
        date=_said(date),
        modified=_said(modified),
        author=AUTHORS[number % len(AUTHORS)]["login"],
        excerpt=_sentence(dice) if number % 5 == 1 else "",
        sticky=number == 12,
        categories=tuple(dice.sample(CATEGORIES, 1 + number % 2)),
        tags=tuple(dice.sample(TAGS, number % 4)),
        comments=_comments(dice, date) if number % 4 == 0 else (),
    )


def edited(one: Post, paragraph: str, at: datetime) -> Post:
    """The same as it is changed at a moment (UTC): with another paragraph at its end."""
    return replace(one, content=f"{one.content}\n\n{_block('p', paragraph)}", modified=_said(at), comments=())


def _pages() -> list[Post]:
    dice = random.Random(99)
    about = "\n\n".join(_block("p", _prose(dice, 5)) for _ in range(9))
    events = "\n\n".join(
        _block("h2", f"{day} September 2025: an evening on the quay") + "\n\n" + _block("p", _prose(dice, 3))
        for day in (3, 10, 17, 24)
    )
    contact = _block(
        "p", "Write to us at the old customs house, Quay 4. The office is open on weekdays from nine to four."
    )
    said = {"About the Harbour Papers": about, "Contact": contact, "Events": events}
    day = _said(FIRST - DAY)
    return [Post(_slug(title), title, content, day, day, type="page") for title, content in said.items()]


def _not_public() -> list[Post]:
    plain = replace(post(1_000, "To be left out"), date=_said(FIRST), modified=_said(FIRST))
    return [
        replace(plain, slug="a-draft", title="A draft that nobody may see", status="draft"),
        replace(plain, slug="a-private-note", title="A private note of the editors", status="private"),
        replace(
            plain, slug="far-ahead", title="A post of the year 2070", status="future", date="2070-01-01 09:00:00"
        ),
        replace(plain, slug="behind-a-word", title="A post behind a password", password="mast"),
    ]


def _content(number: int, dice: random.Random) -> str:
    """Blocks for most posts; for others what the old editor wrote, or an item of one or two sentences."""
    prose = [_prose(dice, dice.randrange(3, 6)) for _ in range(dice.randrange(4, 9))]
    if number % 7 == 2:  # the old editor: bare text, paragraphs by empty lines
        return "\n\n".join([prose[0], f"<em>{_sentence(dice)}</em> {prose[1]}", *prose[2:]])
    if number % 11 == 5:
        return _block("p", _prose(dice, 2))
    if number % 29 == 8:  # less than what its readers say below
        return _block("p", _sentence(dice))
    blocks = [_block("p", text) for text in prose]
    for place, block in sorted(_between(number, dice), reverse=True):
        blocks.insert(place, block)
    return "\n\n".join(blocks)


def _between(number: int, dice: random.Random) -> list[tuple[int, str]]:
    """What a post of this number has between its paragraphs: behind how many of them, and the block."""
    items = "".join(f"<!-- wp:list-item --><li>{_sentence(dice)}</li><!-- /wp:list-item -->" for _ in range(3))
    quoted = f'<blockquote class="wp-block-quote"><p>{_sentence(dice)}</p></blockquote>'
    picture = '<figure class="wp-block-image"><img src="/wp-includes/images/blank.gif" alt=""/></figure>'
    linked = "<a href='https://other.example/2019/03/report'>a report</a> and in <a href='/about-the-harbour-papers/'>ours</a>"
    blocks = (
        (3, 1, 1, "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->"),
        (4, 3, 3, f"<!-- wp:list --><ul>{items}</ul><!-- /wp:list -->"),
        (6, 4, 2, _block("h2", "What the figures say")),
        (8, 6, 2, f"<!-- wp:quote -->{quoted}<!-- /wp:quote -->"),
        (5, 2, 1, f"<!-- wp:image -->{picture}<!-- /wp:image -->"),
        (9, 7, 2, _block("p", f"In spring, on <strong>12 March 2019</strong>, the vote was held. {_sentence(dice)}")),
        (10, 8, 4, _block("p", f"{_sentence(dice)} More of it stands in {linked}.")),
        (100, 20, 3, "<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->"),
    )
    return [(place, block) for every, rest, place, block in blocks if number % every == rest]


def _block(tag: str, text: str) -> str:
    name = {"p": "paragraph", "h2": "heading"}[tag]
    return f"<!-- wp:{name} -->\n<{tag}>{text}</{tag}>\n<!-- /wp:{name} -->"


def _comments(dice: random.Random, date: datetime) -> tuple[dict[str, str], ...]:
    later = [date + timedelta(days=days, hours=3) for days in (1, 2, 30)]
    said = [_prose(dice, dice.randrange(1, 7)) for _ in later]
    return tuple({"name": f"Reader {n}", "text": said[n], "date": _said(at)} for n, at in enumerate(later))


def _prose(dice: random.Random, sentences: int) -> str:
    return " ".join(_sentence(dice) for _ in range(sentences))


def _sentence(dice: random.Random) -> str:
    said = dice.choice(THAT).format(dice.randrange(2, 900))
    return f"{dice.choice(WHO)} {dice.choice(DID)} {said}, {dice.choice(BUT)}."


def _slug(title: str) -> str:
    kept = "".join(
        one if one.isalnum() else "-" for one in title.replace("'", "").replace("<em>", "").replace("</em>", "")
    )
    return "-".join(filter(None, kept.lower().split("-")))


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
