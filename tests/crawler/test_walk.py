"""Which listing pages are asked for: all of them in a whole walk, and in one for news until some bring none."""

from __future__ import annotations

from crawler.listings.record import Link, Listing, Turn
from crawler.search.walk import Walk
from crawler.source import Source
from crawler.verdict.limits_met import LimitsMet

HOME = "https://kite.example/"
OWNS = Source.model_validate({"id": "k", "name": "K", "listing": {"start": [HOME]}}).owns


def page(number: int) -> Turn:
    return Turn(f"{HOME}?page={number}")


def naming(*numbers: int, archives: tuple[str, ...] = ()) -> Listing:
    return Listing((Link(f"{HOME}a", "A"),), tuple(map(page, numbers)), archives=archives)


def walked(quiet: int | None, news: set[int], pages: int = 9, most: int = 100) -> list[str]:
    """The pages that a walk asks for on a listing whose pages name the next two, in their order."""
    walk = Walk(OWNS, most, quiet, LimitsMet())
    waiting = walk.begin([page(1)])
    asked = []
    while waiting:
        turn = waiting.pop(0)
        number = int(turn.url.partition("=")[2])
        asked.append(number)
        further = [one for one in (number + 1, number + 2) if one <= pages]
        waiting += walk.after(turn, naming(*further), fresh=True, news=number in news)
    return asked


def test_a_whole_walk_goes_to_every_page_once() -> None:
    assert sorted(walked(None, set())) == list(range(1, 10))


def test_a_walk_for_news_ends_after_two_pages_without() -> None:
    assert walked(2, set()) == [1, 2]
    assert walked(2, {1}) == [1, 2, 3]
    assert walked(2, {1, 3}) == [1, 2, 3, 4, 5]
    assert walked(1, {1}) == [1, 2]
    assert walked(3, {9}) == [1, 2, 3]


def test_limits_hold() -> None:
    assert len(walked(None, set(), pages=50, most=7)) == 7


def test_a_page_that_repeats_is_the_end() -> None:
    walk = Walk(OWNS, 100, None, LimitsMet())
    walk.begin([page(1)])
    assert walk.after(page(1), naming(2), fresh=True, news=True) == [page(2)]
    assert walk.after(page(2), naming(3), fresh=False, news=False) == []


def test_other_sites_and_what_is_read_already_are_left_out() -> None:
    walk = Walk(OWNS, 100, None, LimitsMet())
    walk.skip([page(3).url])
    walk.begin([page(1)])
    other = Listing((), (Turn("https://hawk.example/?page=2"), page(2), page(3)))
    assert walk.after(page(1), other, fresh=True, news=True) == [page(2)]


def test_archives_are_walked_where_paging_does_not_go_on() -> None:
    years = (f"{HOME}2024/", f"{HOME}2023/")
    walk = Walk(OWNS, 100, None, LimitsMet())
    walk.begin([page(1)])
    assert walk.after(page(1), naming(archives=years), fresh=True, news=True) == [Turn(url) for url in years]
    walk = Walk(OWNS, 100, None, LimitsMet())
    walk.begin([page(1)])
    assert walk.after(page(1), naming(2, archives=years), fresh=True, news=True) == [page(2)]
    assert walk.after(page(2), naming(archives=years), fresh=True, news=True) == [], "they would be the same again"


def test_a_shell_may_load_its_articles_from_elsewhere() -> None:
    shell = Listing((), (Turn(f"{HOME}api?offset=0"),))
    for quiet in (None, 2):
        walk = Walk(OWNS, 100, quiet, LimitsMet())
        walk.begin([page(1)])
        assert walk.after(page(1), shell, fresh=False, news=False) == [Turn(f"{HOME}api?offset=0")]


def test_a_form_s_state_makes_no_other_page() -> None:
    def posted(state: str, argument: str) -> Turn:
        return Turn(HOME, (("__VIEWSTATE", state), ("__EVENTTARGET", "pager"), ("__EVENTARGUMENT", argument)))

    walk = Walk(OWNS, 100, None, LimitsMet())
    walk.begin([Turn(HOME)])
    assert walk.after(Turn(HOME), Listing((), (posted("a", "2"),)), fresh=True, news=True) == [posted("a", "2")]
    again = Listing((), (posted("b", "2"), posted("b", "3")))
    assert walk.after(posted("a", "2"), again, fresh=True, news=True) == [posted("b", "3")]
