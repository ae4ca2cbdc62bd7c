"""The body's lines: what the block model sees, what it answers, and what is made of that."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.records import Article
from pipelines.body import decide as deciding
from pipelines.body.decide import decide, doubt
from pipelines.body.features import features_of
from pipelines.body.kinds import Kind, kind_of
from pipelines.body.model import BlockModel, shipped
from pipelines.body.opinion import opinion_columns, trafilatura_lines
from pipelines.body.places import places_of
from pipelines.body.tidy import tidied
from pipelines.body.windows import around, bounded_distance, shifted
from pipelines.normalize import normalize
from pipelines.page import Hints
from tests.made import page, parsed

PROSE = (
    "The harbour was dredged again in the spring, and the council argued about who should pay for the tugs.",
    "Nobody kept the minutes, so that much of what follows rests on letters and on the ledgers of the pilots.",
    "The pilots had been paid by the tide since the old quay was built, and saw no reason for a change at all.",
)
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
NUMBERS = st.lists(st.floats(0, 1e6), max_size=30)


# Windows


@given(NUMBERS, st.integers(0, 5), st.integers(0, 5))
def test_around_sums_what_stands_near(values: list[float], before: int, after: int) -> None:
    [summed] = around(np.array(values), (before, after))
    wanted = [sum(values[max(at - before, 0) : at + after + 1]) for at in range(len(values))]
    assert summed == pytest.approx(wanted, abs=1e-3)


@pytest.mark.parametrize(("by", "wanted"), [(1, [-1, 5, 6]), (-1, [6, 7, -1]), (2, [-1, -1, 5])])
def test_shifted(by: int, wanted: list[float]) -> None:
    assert shifted(np.array([5.0, 6.0, 7.0]), by).tolist() == wanted


@given(st.lists(st.booleans(), max_size=120), st.booleans())
def test_bounded_distance(marked: list[bool], backwards: bool) -> None:
    found = bounded_distance(np.array(marked, np.bool_), backwards=backwards).tolist()
    for at, distance in enumerate(found):
        near = marked[: at + 1][::-1] if backwards else marked[at:]
        assert distance == min(near.index(True) if True in near else 50, 50)


# What the model sees


def test_a_line_stands_in_its_block_with_all_that_is_around_it() -> None:
    document = parsed(
        "<main class=articleBody><ul id=share-bar><li>Share <a href=/x>this <b>now</b></a></li></ul></main>"
    )
    places = places_of(document)
    (block,) = places.block
    assert places.tags[block] == "li"
    assert [places.tags[place] for place in (places.parent[block], places.parent[places.parent[block]])] == [
        "ul",
        "main",
    ]
    assert Kind(int(places.own[block])) == Kind.ITEM
    assert Kind(int(places.kinds[block])) == Kind.ITEM | Kind.SHARE | Kind.ARTICLE | Kind.TEXT
    assert (int(places.chars[0]), int(places.linked[0])) == (len("Share this now"), len("this now"))


def test_the_body_names_no_place() -> None:
    places = places_of(parsed("<body class=sidebar><p>One</p>"))
    assert not any(places.kinds)


SHOWN = [
    ("a style parts lines", '<p>By <span style="color: red; display:block">Ann Lee</span> Kite</p>', ["By", "Ann Lee", "Kite"]),
    ("in capitals", '<p><span STYLE="DISPLAY : FLEX">Ann</span><span style="DISPLAY : FLEX">Lee</span></p>', ["Ann", "Lee"]),
    ("a style that parts none", '<p>By <span style="display: inline-block">Ann</span> Lee</p>', ["By Ann Lee"]),
    ("a large first letter", '<p><span style="float:left; display:block">T</span>he tide</p>', ["The tide"]),
    ("a class of that name", '<p>By <span class="display: block">Ann</span> Lee</p>', ["By Ann Lee"]),
    ("a button is a section's heading", "<h3>2. <button aria-expanded=false>Who pays?</button></h3>", ["2. Who pays?"]),
    ("of an accordion too", "<h3>2. <button class=accordion-button>Who pays?</button></h3>", ["2. Who pays?"]),
    ("a heading's link to itself is a sign", '<h2 id=pays>Who pays?<a href="#pays" title="Link to this">¶</a></h2>', ["Who pays?"]),
    ("drawn in any way", '<h2><a href="#pays"><span aria-hidden=true>#</span></a> Who pays?</h2>', ["Who pays?"]),
    ("one in words is the heading's", '<h2><a href="#pays">Who pays?</a> In C#</h2>', ["Who pays? In C#"]),
    ("a sign in text stays", '<p>See <a href="#pays">§</a> below</p>', ["See § below"]),
    ("any other button is a line of its own", "<div>Ann <button>Share</button></div>", ["Ann", "Share"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "lines"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN])
def test_lines_are_those_a_reader_sees(body: str, lines: list[str]) -> None:
    assert [line.text for line in parsed(body).lines] == lines


def test_a_sources_selector_sees_the_page_as_it_was_written() -> None:
    body = "<div class=m><span style='display:block'>By Ann Lee</span><span style='display:block'>12 May 2024</span></div>"
    hints = Hints(selectors=(("title", "div.m > span:nth-child(2)"), ("body", "h2 > button")))
    document = parsed(f"{body}<h2><button>Who pays?</button></h2>", hints=hints)
    assert document.selected("title") == ("div.m > span:nth-child(2)", "12 May 2024")
    assert document.selected("body") == ("h2 > button", "Who pays?")


def test_an_accordions_button_is_no_form() -> None:
    places = places_of(parsed("<div><button class=accordion-button>Who pays?</button></div><button>Share</button>"))
    assert [bool(kinds & Kind.FORM) for kinds in places.kinds[places.block]] == [False, True]


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ("hidden", True),
        ('aria-hidden="true"', True),
        ('aria-hidden="false"', False),
        ('style="Display: None"', True),
        ('style="visibility:hidden;"', True),
        ('style="display: block"', False),
        ('class="visually-hidden"', True),
        ("", False),
    ],
)
def test_what_waits_for_a_script_is_hidden(attributes: str, hidden: bool) -> None:
    [element] = parsed(f"<div {attributes}>Words</div>").tree.iter("div")
    assert bool(kind_of(element) & Kind.HIDDEN) is hidden


def test_features_say_what_a_line_is_like() -> None:
    document = parsed(f"<h1>Tides</h1>{TEXT}<p><a href=/1>More on tides</a></p>")
    columns = features_of(document, places_of(document))
    assert columns["after_h1"].tolist() == [0, 1, 2, 3, 4]
    assert columns["ends"].tolist() == [0, 1, 1, 1, 0]
    assert columns["link"].tolist() == [0, 0, 0, 0, 1]
    assert columns["till_good"].tolist() == [1, 0, 0, 0, 50]
    assert columns["good_before"][3] == 1
    assert columns["words"][0] == 1


def test_a_line_of_han_weighs_as_much_as_the_same_in_english() -> None:
    document = parsed("<p>市政府今天决定关闭港口。</p><p>The council decided to close the harbour.</p>")
    length = features_of(document, places_of(document))["length"]
    assert length[0] == pytest.approx(length[1], rel=0.2)


def test_the_pages_description_leads() -> None:
    head = f'<meta name=description content="{PROSE[0]}">'
    document = parsed(TEXT, head=head)
    assert features_of(document, places_of(document))["lead"].tolist() == [1, 0, 0]


def test_an_opinion_tells_of_the_lines_around() -> None:
    document = parsed(f"<div>Menu</div>{TEXT}")
    columns = features_of(document, places_of(document))
    told = opinion_columns(frozenset((1, 2)), columns)
    assert told["opinion"].tolist() == [0, 1, 1, 0]
    assert told["since_opinion"].tolist() == [50, 0, 0, 1]
    assert told["after_opinion_begins"].tolist() == [-1, 0, 1, 2]


# What it answers


def test_a_tree_adds_the_leaf_of_its_answers() -> None:
    model = BlockModel(
        names=("length", "link"),
        feature=np.array([[0, 1]], np.int16),
        border=np.array([[10, 0.5]], np.float32),
        leaves=np.array([[-2, 2, -4, 0]], np.float32),
        bias=0.0,
    )
    likely = model.probabilities({"link": np.array([0, 0, 1, 1.0]), "length": np.array([5, 50, 5, 50.0])})
    assert likely == pytest.approx([1 / (1 + np.e**-odds) for odds in (-2, 2, -4, 0)])


def test_the_shipped_models_know_the_features() -> None:
    document = parsed(TEXT)
    columns = features_of(document, places_of(document))
    alone, advised = shipped("alone"), shipped("advised")
    assert alone
    assert advised
    assert alone.names == tuple(columns)
    assert advised.names == (*columns, *opinion_columns(frozenset(), columns))


def test_no_doubt_without_a_line_in_between() -> None:
    words = np.array([100.0, 100.0])
    assert doubt(np.array([1.0, 0.0]), words) == 0
    assert doubt(np.array([0.5, 0.0]), words) == 0.5
    assert doubt(np.array([]), np.array([])) == 0


def test_without_a_model_trafilatura_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "shipped", lambda _: None)
    document = parsed(f"<nav><a href=/>Home</a></nav><h1>Tides</h1>{TEXT * 3}")
    assert decide(document).method == "trafilatura"
    article = normalize(page(f"<nav><a href=/>Home</a></nav><h1>Tides</h1>{TEXT}"))
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == list(PROSE)


@pytest.mark.parametrize(("least", "asked"), [(-1.0, True), (1.0, False)])
def test_trafilatura_is_asked_where_the_model_is_in_doubt(
    monkeypatch: pytest.MonkeyPatch, least: float, asked: bool
) -> None:
    calls = []
    monkeypatch.setattr(deciding, "IN_DOUBT", least)
    monkeypatch.setattr(
        deciding, "trafilatura_lines", lambda document: calls.append(1) or trafilatura_lines(document)
    )
    assert ("trafilatura" in decide(parsed(TEXT)).method) is asked
    assert bool(calls) is asked


@pytest.mark.parametrize("tag", ["p", "pre", "div"])
def test_one_line_of_a_hundred_thousand_letters_is_a_body(tag: str) -> None:
    line = " ".join(PROSE * 300)
    article = normalize(page(f"<nav><a href=/>Home</a></nav><article><h1>Tides</h1><{tag}>{line}</{tag}></article>"))
    assert isinstance(article, Article), article
    assert article.text == line


def test_a_short_item_is_without_the_cards_beside_it() -> None:
    said = "The institute has opened an office in Oslo. It will be led by Ane Berg."
    card = "<div class=card><h3><a href=/{0}>Freight rates rose</a></h3><p>Lenders have begun to ask for disclosures before they renew {0}.</p></div>"
    cards = "".join(card.format(number) for number in range(2))
    article = normalize(
        page(f"<main><h1>Oslo</h1><p>3 March 2024</p><p>{said}</p></main><section><h2>More</h2>{cards}</section>")
    )
    assert isinstance(article, Article), article
    assert article.text == said


# What is made of it


def made_of(body: str, chosen: str) -> str:
    """Which lines are kept, `x`, of those chosen."""
    document = parsed(body)
    places = places_of(document)
    kept = tidied(np.array([one == "x" for one in chosen]), features_of(document, places), places)
    return "".join("x" if one else "-" for one in kept)


TABLE = "<table><tr><td>Year</td><td>Tugs</td></tr><tr><td>1850</td><td>twelve of them</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "chosen", "kept"),
    [
        (TEXT + TEXT, "xxxxx-", "xxxxxx"),  # most of its siblings
        (TEXT + TEXT, "xx----", "xx----"),  # few of them
        (f"<div>{TEXT}</div><div>{TEXT}</div>", "xxx---", "xxx---"),  # another parent's
        (f"{TEXT}<p>Short</p>", "xxx-", "xxx-"),  # no prose
        (f"{TEXT}<ul><li><p>Rail carries 12 per cent.</p></li><li><p>Roads: 70.</p></li></ul>", "xxxx-", "xxxxx"),
        (
            f"{TEXT}<div><ul><li><p>Rail.</p></li><li><p>Roads carry 70 per cent.</p></li></ul></div>",
            "xxxx-",
            "xxxx-",
        ),
        (TEXT + TABLE, "xxx---x", "xxxxxxx"),
        (f"{TEXT}<div>{TABLE}</div>", "xxxxx--", "xxx----"),
        # What stands right behind the text, in what holds the text
        (TEXT + TABLE, "xxx----", "xxxxxxx"),
        (f"{TEXT}<h2>Tugs by year</h2>{TABLE}", "xxx-----", "xxxxxxxx"),
        (f"{TEXT}<p>Source: the port</p><p>Share this</p>{TABLE}", "xxx------", "xxx------"),
        (f"{TEXT}<ul><li>Rail</li><li>Roads</li></ul><dl><dt>Tug<dd>A boat</dl>", "xxx----", "xxxxxxx"),
        (f"{TEXT}<ul class=tags><li>Rail</li><li>Roads</li></ul>", "xxx--", "xxx--"),
        (f"{TEXT}<ul><li><a href=/1>Rail</a></li><li><a href=/2>Roads</a></li></ul>", "xxx--", "xxx--"),
        (f"<article>{TEXT}</article><ul><li>Rail</li><li>Roads</li></ul>", "xxx--", "xxx--"),
        (f"{TEXT}{TEXT}<ul><li>Rail</li></ul>", "xxx----", "xxx----"),  # most of the prose is not chosen
        # and right above it
        (f"<h2>Abstract</h2>{TEXT}", "-xxx", "xxxx"),
        (f"<h2>Abstract</h2><div><div>{TEXT}</div></div>", "-xxx", "xxxx"),
        (f"{TEXT}<h2>1</h2>{TEXT}", "xxx-xxx", "xxxxxxx"),
        (f"<div><h2>Menu</h2></div>{TEXT}", "-xxx", "-xxx"),
        (f"<h2><a href=/>Kite</a></h2>{TEXT}", "-xxx", "-xxx"),
        (f"<h1>Tides</h1>{TEXT}", "-xxx", "-xxx"),
        (f"<table><tr><td>Menu of it<td>{TEXT}</table>", "-xxx", "-xxx"),  # lays the page out
        (f"<div><a href=/>Home page</a> | <a href=/2>Views</a></div>{TEXT}", "xxxx", "-xxx"),
        (f"{TEXT}<p><a href=/2>Read more about tugs</a></p>", "xxxx", "xxx-"),
        (f"{TEXT}<p>See <a href=/2>the report on tugs and their price</a>.</p>", "xxxx", "xxxx"),
        (f"{TEXT}<h2>Related</h2>", "xxxx", "xxx-"),
        (f"<h2>Tides</h2>{TEXT}", "xxxx", "xxxx"),
        ("<h2>Tides</h2>", "x", "-"),
    ],
)
def test_lines_come_and_go_with_those_around_them(body: str, chosen: str, kept: str) -> None:
    assert made_of(body, chosen) == kept
