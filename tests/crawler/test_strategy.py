"""Where news are looked up: in what names all of a listing's articles, and nowhere else without need."""

from __future__ import annotations

from crawler.listings.elsewhere import Place
from crawler.listings.record import Link, stated
from crawler.listings.strategy import Choice, Surveyed, choose

HOME = "https://kite.example"
START = f"{HOME}/views/"


def url(number: int) -> str:
    return f"{HOME}/views/{number}"


def named(*numbers: int, published: bool = False, updated: bool = True, at: str = "/views/{}") -> tuple[Link, ...]:
    """Articles by their number, the higher the newer."""
    return tuple(
        Link(
            HOME + at.format(number),
            "",
            stated=stated("x", f"2024-01-{number:02}" if published else None, "2024-02-01" if updated else None),
        )
        for number in numbers
    )


def sitemap(*links: Link) -> Surveyed:
    return Surveyed(Place("sitemap", f"{HOME}/sitemap.xml"), links)


def api(*links: Link) -> Surveyed:
    return Surveyed(Place("wordpress", f"{HOME}/api"), links)


def feed(*links: Link) -> Surveyed:
    return Surveyed(Place("feed", f"{HOME}/feed"), links)


def chosen(pages: int, listed: range, *surveyed: Surveyed, start: str = START) -> Choice:
    return choose(start, [url(number) for number in listed], pages, surveyed)


def test_a_sitemap_that_names_all_is_taken() -> None:
    choice = chosen(3, range(1, 6), sitemap(*named(*range(1, 9))))
    assert (choice.strategy, choice.extends) == ("sitemap", False)
    assert choice.reason == f"{HOME}/sitemap.xml names all 5 articles of the listing, and when each changed"


def test_one_that_lacks_some_or_does_not_say_when_is_not() -> None:
    lacking = chosen(3, range(1, 6), sitemap(*named(1, 2, 3)))
    assert (lacking.strategy, lacking.place) == ("html", None)
    assert f"{HOME}/sitemap.xml lacks 2 of them" in lacking.reason
    undated = chosen(3, range(1, 6), sitemap(*named(*range(1, 9), updated=False)))
    assert undated.strategy == "html"


def test_an_api_is_cheaper_than_a_sitemap() -> None:
    both = (sitemap(*named(*range(1, 9))), api(*named(*range(1, 9), published=True)))
    assert chosen(3, range(1, 6), *both).strategy == "wordpress"


def test_a_feed_of_the_newest_never_stands_for_a_longer_listing() -> None:
    assert chosen(3, range(1, 31), feed(*named(*range(21, 31), published=True))).strategy == "html"


def test_a_listing_that_shows_only_its_newest_goes_on_elsewhere() -> None:
    """Known by order where a place says when each was published, by the folder where it does not."""
    by_order = chosen(1, range(21, 31), api(*named(*range(1, 31), published=True)), start=f"{HOME}/blog/")
    assert (by_order.strategy, by_order.extends) == ("wordpress", True)
    assert "names 30 articles, of which the listing shows the newest 10" in by_order.reason
    by_folder = chosen(1, range(21, 31), sitemap(*named(*range(1, 31))))
    assert by_folder.extends


def test_a_category_is_not_the_whole_site() -> None:
    """It shows some of each year, or its articles lie elsewhere than below it."""
    some = range(1, 31, 3)
    of_a_category = chosen(1, some, api(*named(*range(1, 31), published=True)))
    assert not of_a_category.extends
    elsewhere = chosen(1, range(21, 31), sitemap(*named(*range(1, 31))), start=f"{HOME}/category/energy/")
    assert not elsewhere.extends
    filtered = chosen(1, range(21, 31), sitemap(*named(*range(1, 31))), start=f"{START}?topic=energy")
    assert not filtered.extends


def test_a_listing_of_several_pages_is_complete() -> None:
    assert not chosen(3, range(21, 31), api(*named(*range(1, 31), published=True))).extends


def test_where_the_listing_shows_nothing_the_fullest_place_stands_in() -> None:
    choice = choose(START, [], 1, [feed(*named(9, 10)), sitemap(*named(*range(1, 11)))])
    assert (choice.strategy, choice.extends) == ("sitemap", True)
    assert choice.reason == f"no article is found in the listing; {HOME}/sitemap.xml names 10"
    nothing = choose(START, [], 1, [feed()])
    assert (nothing.strategy, nothing.place) == ("html", None)
