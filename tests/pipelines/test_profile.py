"""What recurs over a source's pages is left out of its bodies, and what is an article's own never is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.records import MOST_PROFILED, Article
from pipelines.body.learn import learned
from pipelines.body.profile import MOST_LINES, MOST_PRINTS, SIZE, prints_of, profile_of
from pipelines.body.recurring import recurring
from pipelines.normalize import normalize
from pipelines.page import Hints
from tests.cost import bounded
from tests.made import page, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from pipelines.body.profile import Profile

ABOUT = "The Kite Institute is an independent body that has advised harbour towns on trade and tides since 1961."
CALL = "Read our journal and never miss a tide"


def own(name: str, sentences: int = 3) -> str:
    return "".join(
        f"<p>In its part {part}, the article on {name} says what no other page of this source has said before.</p>"
        for part in range(sentences)
    )


def prints(body: str) -> bytes:
    return prints_of(parsed(body).lines)


def profile(*bodies: str) -> Profile:
    found = profile_of([prints(body) for body in bodies])
    assert found is not None
    return found


def left_out(body: str, known: Profile, chosen: range | None = None) -> list[str]:
    read = parsed(body, hints=Hints(profile=known))
    sites = recurring(read, chosen or range(len(read.lines)))
    return [read.lines[number].text for number in sorted(sites)]


MENU = "<ul><li>News</li><li>Events</li></ul>"
TAIL = f"<p>{ABOUT}</p>"


@pytest.mark.parametrize(
    ("before", "within", "after", "expected"),
    [
        ("", "", "", []),
        (MENU, "", TAIL, ["News", "Events", ABOUT]),
        ("", f"<p>{CALL}</p>", "", [CALL]),
        ("", "<p>Note</p>", "", []),
        ("", "<table><tr><td>Price</td></tr></table>", "", []),
        ("", "<h2>Conclusion</h2>", "", []),
        ("", "<h2>What this means for the harbour towns</h2>", "", []),
        ("<h2>Introduction</h2>", "", "", []),
        ("<h2><a><span>Introduction</span></a></h2>", "", "", []),
        ("<h2>Contents</h2><p>Menu</p>", "", "", ["Contents", "Menu"]),
        ("", "", f"<h3>About us</h3>{TAIL}", ["About us", ABOUT]),
    ],
    ids=[
        *("nothing", "both ends", "a call", "a label", "a cell", "a heading", "a long heading"),
        *("the first heading", "a nested heading", "a heading of the site's", "a heading at the end"),
    ],
)
def test_recurring_lines_go_by_their_place(before: str, within: str, after: str, expected: list[str]) -> None:
    def body(name: str) -> str:
        return before + own(f"{name} one") + within + own(f"{name} two") + after

    known = profile(*(body(name) + "<p>So that there is a profile.</p>" for name in ("tides", "piers", "grain")))
    assert left_out(body("salt"), known) == expected


def test_lines_of_few_pages_stay() -> None:
    names = [f"harbour {number}" for number in range(10)]
    bodies = [own(name) + ("<p>Ibid., page 9.</p>" if number < 4 else "") + TAIL for number, name in enumerate(names)]
    known = profile(*bodies)
    assert left_out(bodies[0], known) == [ABOUT]
    assert [known.share(line.text) for line in parsed(bodies[0]).lines] == [0, 0, 0, 0.4, 1]


def test_a_line_is_kept_once() -> None:
    assert prints("<p>Menu</p><p>Other</p><p>Menu</p>") == prints("<p>Menu</p><p>Other</p>")
    assert len(prints("<p>Menu</p>" * 9)) == SIZE


def test_two_pages_show_nothing() -> None:
    assert profile_of([prints(own("tides") + TAIL), prints(own("piers") + TAIL)]) is None
    assert profile_of([]) is None


def test_a_profile_names_what_it_knows() -> None:
    bodies = [own(name) + TAIL for name in ("tides", "piers", "grain", "salt")]
    three, four = profile(*bodies[:3]), profile(*bodies)
    assert (three.pages, len(three.seen), three.share(ABOUT), three.share("Salt")) == (3, 1, 1, 0)
    assert (four.pages, list(four.seen)) == (4, list(three.seen))
    assert three.id != four.id


def test_copies_of_an_article_make_nothing_recur() -> None:
    """An article under many addresses has no words of its own on any; the pages that differ tell what recurs."""
    copies = [own("tides", 6) + TAIL + f"<p>Related {number}</p>" for number in range(6)]
    assert profile_of([prints(copy) for copy in copies]) is None
    known = profile(*copies, *(own(name) + TAIL for name in ("piers", "grain", "salt")))
    assert left_out(copies[0], known) == [ABOUT]


def test_a_page_keeps_its_body_when_its_versions_are_known() -> None:
    versions = [own("tides", 8) + own(f"the edit {number}", 2) for number in range(4)]
    known = profile(*versions)
    assert known.share("In its part 0, the article on tides says what no other page of this source has said before.")
    assert left_out(versions[0], known) == []
    assert left_out(own("tides", 8), known) == []


def test_the_body_is_without_the_site_s_words_and_the_row_names_the_profile() -> None:
    bodies = [f"<article><h1>On {name}</h1>{own(name, 6)}{TAIL}</article>" for name in ("tides", "piers", "grain")]
    known = profile(*bodies)
    before = normalize(page(bodies[0]))
    after = normalize(page(bodies[0], hints=Hints(profile=known)))
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (before.profile, before.whole, before.prints) == (None, None, prints(bodies[0]))
    assert before.text.endswith(ABOUT)
    assert after.text == before.text.removesuffix(f"\n\n{ABOUT}")
    assert (after.profile, after.whole, after.prints) == (known.id, before.text, before.prints)


def test_a_source_s_own_selector_is_believed() -> None:
    bodies = [f"<div class='b'>{own(name)}{TAIL}</div>" for name in ("tides", "piers", "grain")]
    read = normalize(page(bodies[0], hints=Hints(profile=profile(*bodies), selectors=(("body", ".b"),))))
    assert isinstance(read, Article)
    assert read.text.endswith(ABOUT)


WORDS = st.sampled_from([ABOUT, CALL, "Menu", "漢字の文が", *(f"{ABOUT} {number}" for number in range(9))])
BODIES = st.lists(st.lists(WORDS, max_size=8), max_size=8)


@given(BODIES, st.randoms())
def test_the_order_of_pages_changes_nothing(bodies: list[list[str]], chance: Random) -> None:
    pages = [(page("", url=f"https://kite.example/{number}"), body) for number, body in enumerate(bodies)]
    read = [(one, prints("".join(f"<p>{line}</p>" for line in body) or "x")) for one, body in pages]
    shuffled = [*read]
    chance.shuffle(shuffled)
    assert profile_of([each for _, each in shuffled]) == profile_of([each for _, each in read])
    assert learned(shuffled) == learned(read)


@given(st.lists(st.sets(st.integers(0, 2**64 - 1), max_size=30), max_size=12))
def test_a_profile_holds_what_three_articles_share(pages: list[set[int]]) -> None:
    found = profile_of([packed(sorted(one)) for one in pages])
    for number in set().union(*pages):
        on = sum(number in one for one in pages)
        seen = found.seen.get(number, 0) if found else 0
        assert seen == 0 or 3 <= seen <= on
    assert found is None or 3 <= found.pages <= len(pages)


def test_of_a_source_with_many_pages_the_same_ones_count() -> None:
    body = prints(own("tides") + TAIL)
    some = [(page("", url=f"https://kite.example/{number}"), prints(own(f"n{number}") + TAIL)) for number in range(5)]
    more = [(page("", url=f"https://kite.example/more/{number}"), body) for number in range(2 * MOST_PROFILED)]
    assert learned(some)["kite"].pages == 5
    assert learned([*some, *some])["kite"] == learned(some)["kite"]
    assert learned([*some, *more]) == learned([*reversed(more), *some])


def test_versions_of_a_page_count_once() -> None:
    there = [(page("", url=f"https://kite.example/{n}"), prints(own(f"n{n}") + TAIL)) for n in range(2)]
    versions = [(there[0][0], prints(own(f"version {n}") + TAIL)) for n in range(4)]
    assert learned([*there, *versions]) == {}
    two = [(page("", url="https://kite.example/2"), prints(own("n2") + tail)) for tail in (TAIL, "")]
    assert learned([*there, *two]) == learned([*two[::-1], *there])


def test_sources_learn_from_their_own_pages() -> None:
    tides, owls = (
        [
            (replace(page("", url=f"https://x.example/{name}{n}"), source=name), prints(own(f"{name}{n}") + tail))
            for n in range(3)
        ]
        for name, tail in (("kite", TAIL), ("owl", f"<p>{CALL}</p>"))
    )
    known = learned([*tides, *owls])
    assert [(name, known[name].share(ABOUT), known[name].share(CALL)) for name in ("kite", "owl")] == [
        ("kite", 1, 0),
        ("owl", 0, 1),
    ]
    assert learned([(replace(one, source=f"s{n}"), read) for n, (one, read) in enumerate(tides)]) == {}


def test_what_is_kept_is_bounded() -> None:
    long = "".join(f"<p>Line {number}</p>" for number in range(30_000))
    read = parsed(long)
    with bounded():
        kept = prints_of(read.lines)
        found = profile_of([kept] * MOST_PROFILED)
    assert len(kept) == MOST_LINES * SIZE
    assert found is None
    shared = range(2, 2 * (MOST_PRINTS + 500), 2)
    crowded = profile_of([packed([*shared, 10_001 + 4 * number, 10_003 + 4 * number]) for number in range(4)])
    assert crowded
    assert len(crowded.seen) == MOST_PRINTS


def packed(numbers: Iterable[int]) -> bytes:
    return b"".join(number.to_bytes(SIZE, "little") for number in numbers)
