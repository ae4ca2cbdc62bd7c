"""`thinktap report`: written from a real crawl, opened in a real browser, which is asked to reach nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from output.layout import Layout
from output.report.gather import gather
from output.report.saved_pages import save, tidy
from tests.browser import PHONE, browser, opened
from tests.conftest import thinktap
from tests.dataset import build
from tests.later import later
from tests.site import TEXT, Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

TITLE = "Grain &lt;script&gt;alert(1)&lt;/script&gt; reserves"
TRAP = """
<html lang="en"><head><title>{title}</title><base href="{site}/trap/"><link rel="stylesheet" href="{site}/trap.css">
<meta http-equiv="refresh" content="60;url={site}/trap"><style>@import "{site}/trap.css";</style></head>
<body onload="fetch('{site}/trap')"><h1>{title}</h1><script src="{site}/trap.js"></script><img src="{site}/trap.png">
<iframe src="{site}/trap"></iframe><form action="{site}/trap"><button autofocus onfocus="fetch('{site}/trap')">x</button>
</form><video poster="{site}/trap.png"></video><p style="background: url({site}/trap.png)">{text}</p></body></html>
"""


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Site]]:
    """The report on two made sources, and on one that was crawled on two days, whose page sets traps."""
    home = tmp_path_factory.mktemp("report")
    build(home / "data", datetime.now(UTC))
    with Site() as site:
        site.listing(("/grain", "Grain reserves"), ("/wind", "Wind power"), ("/ports", "Port security"))
        for path, title in (("/wind", "Wind power"), ("/ports", "Port security")):
            site.article(path, title)
        site.pages["/grain"] = Answer(TRAP.format(title=TITLE, site=site.url, text=TEXT))
        sources = site.source(home / "sources", name="owl")
        crawl = ("crawl", "owl", "--sources", sources, "--output", home / "data", "--jobs", 1)
        assert thinktap(*crawl).status == 0
        later(home / "data", "owl")
        site.pages["/wind"] = Answer(str(site.pages["/wind"].body).replace("in the autumn", "in the spring"))
        assert thinktap(*crawl).status == 0
        done = thinktap("report", "--output", home / "data", "--to", home / "week #1.html", "--pages")
        assert done.status == 0, done.stderr
        site.asked.clear()
        yield home / "week #1.html", site


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    with browser() as one:
        yield one


def test_it_loads_without_a_complaint_and_asks_for_nothing(reported: tuple[Path, Site], started: Browser) -> None:
    file, _ = reported
    told = opened(started, file)
    told.page.wait_for_timeout(300)
    assert told.asked == [file.as_uri()]
    assert told.said == []
    assert told.page.title().startswith("1 of 3 sources needs a look (1 failed)")


def test_each_chart_is_drawn(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0])
    figures = told.answer(
        "[...document.querySelectorAll('figure')].map(f => [f.closest('section').id,"
        " f.querySelector('svg').getBoundingClientRect().width > 200, f.querySelectorAll('path').length > 1])"
    )
    assert figures == [[name, True, True] for name in ("coverage", "funnel", "days", "rights")]
    colours = told.answer("[...new Set([...document.querySelectorAll('path')].map(p => getComputedStyle(p).fill))]")
    assert "rgb(0, 0, 0)" not in colours, "a colour of the page's that it does not have"
    assert told.answer("document.querySelectorAll('#views svg').length") == 1
    labelled = told.answer("document.querySelectorAll('#coverage path[aria-label]').length")
    assert labelled == 3 * 12
    said = told.page.get_by_label("demo, title: 67% of 3", exact=True)
    assert said.count() == 1


def test_a_source_is_opened_by_keyboard_with_its_saved_page_beside_it(
    reported: tuple[Path, Site], started: Browser
) -> None:
    file, site = reported
    told = opened(started, file)
    told.page.locator("#sources a[href='#source-owl']").focus()
    told.page.keyboard.press("Enter")
    told.page.locator("details.source[open] #source-owl").wait_for()
    assert told.answer("document.activeElement.textContent").startswith("owl")
    for summary in told.page.locator("details.source[open] .article > summary").all():
        summary.press("Enter")
    frames = told.page.locator("iframe")
    frames.nth(2).wait_for()
    assert [frames.nth(number).get_attribute("sandbox") for number in range(3)] == ["", "", ""]
    told.page.wait_for_timeout(300)
    shown = [frame.locator("body").inner_text() for frame in told.page.frames[1:]]
    assert sum("Grain <script>alert(1)</script> reserves" in one for one in shown) == 1
    assert all(one.startswith(file.parent.as_uri()) for one in told.asked)
    assert (told.said, site.asked) == ([], [])


def test_a_hash_that_is_none_is_left_alone(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0])
    told.page.goto(f"{reported[0].as_uri()}#%")
    told.page.reload()
    told.page.wait_for_timeout(100)
    assert told.said == []
    told.page.goto(f"{reported[0].as_uri()}#source-owl")
    told.page.locator("details.source[open] #source-owl").wait_for()


def test_a_saved_page_asks_for_nothing_by_itself(reported: tuple[Path, Site], started: Browser) -> None:
    file, site = reported
    pages = sorted((file.parent / "week #1_pages").iterdir())
    assert len(pages) == 3
    for page in pages:
        told = opened(started, page)
        told.page.wait_for_timeout(100)
        assert (told.asked, told.said) == ([page.as_uri()], [])
        assert site.host not in page.read_text("utf-8").partition("</p>")[2]
    assert site.asked == []


def test_the_pages_of_the_report_before_stand_until_the_new_one_does(
    reported: tuple[Path, Site], tmp_path: Path
) -> None:
    layout = Layout.at(reported[0].parent / "data")
    told = gather(layout, datetime.now(UTC), lambda *_: [], ["owl"])
    before = save(layout, told, tmp_path, lambda received: f"<p>{received.url}</p>")
    assert len(before) == 3
    texts = {path: path.read_text("utf-8") for path in tmp_path.iterdir()}
    (owl,) = told.shown
    first, second, _ = owl.articles
    owl.articles = [{**first, "archive_file": second["archive_file"], "archive_offset": second["archive_offset"]}]
    after = save(layout, told, tmp_path, lambda received: f"<p>{received.url}</p>")
    assert {path: path.read_text("utf-8") for path in texts} == texts
    tidy(tmp_path, after)
    (left,) = tmp_path.iterdir()
    assert [f"{tmp_path.name}/{left.name}"] == [*after.values()]


def test_without_scripts_all_is_there(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0], java_script_enabled=False)
    told.page.locator("#source-owl").click()
    told.page.locator("details.source[open] .article > summary").first.click()
    assert told.page.locator(".saved > a").first.is_visible()
    assert told.page.locator("details.source[open] .fields").first.is_visible()


def test_a_table_is_sorted_by_keyboard(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0])
    order = "[...document.querySelectorAll('#sources tbody a')].map(a => a.textContent)"
    assert told.answer(order) == ["demo", "kite", "owl"]
    button = told.page.get_by_role("button", name="Articles")
    button.focus()
    told.page.keyboard.press("Enter")
    told.page.keyboard.press("Enter")
    assert told.answer(order)[-1] == "kite", "it has one article, the others three"
    assert told.answer("document.querySelector('[aria-sort]').ariaSort") == "descending"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, None], ids=["phone", "desk"])
def test_it_fits_the_window_and_can_be_read(
    reported: tuple[Path, Site], started: Browser, window: dict[str, int] | None, scheme: str
) -> None:
    told = opened(started, reported[0], color_scheme=scheme, **({"viewport": window} if window else {}))
    told.answer("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert told.answer("document.documentElement.scrollWidth <= innerWidth")
    ink, paper = (
        told.answer(f"getComputedStyle(document.body).{name}.match(/\\d+/g).reduce((a, b) => a + +b, 0)")
        for name in ("color", "backgroundColor")
    )
    assert ((ink, paper) if scheme == "light" else (paper, ink)) < (200, 0)
    assert abs(ink - paper) > 400, "of 765"


def test_a_phone_breaks_no_word_of_a_table(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0], viewport=PHONE)
    told.answer("document.querySelectorAll('details').forEach(d => d.open = true)")
    lines = "c => { const r = new Range(); r.selectNodeContents(c); return r.getClientRects().length }"
    steps = told.answer(f"[...document.querySelectorAll('#funnel .short tbody tr > :first-child')].map({lines})")
    assert set(steps) == {1}, "each is one word"


def test_no_chart_is_cut_on_a_phone(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0], viewport=PHONE)
    fits = "f => [f.closest('section').id, f.tabIndex === 0 || f.scrollWidth <= f.clientWidth]"
    figures = told.answer(f"[...document.querySelectorAll('figure')].map({fits})")
    assert figures == [[name, True] for name in ("coverage", "funnel", "days", "rights")], (
        "or it is scrolled by keyboard"
    )


def test_what_changed_is_marked(reported: tuple[Path, Site], started: Browser) -> None:
    told = opened(started, reported[0])
    gone, come = (
        told.answer(f"[...document.querySelectorAll('#changes {name}')].map(e => e.textContent)")
        for name in ("del", "ins")
    )
    assert "autumn" in gone
    assert "spring" in come


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--output", "nowhere"), 2, "nothing is stored in"),
        (("nosuch", "--output", "data"), 2, "no source is called nosuch"),
        (("demi", "--output", "data"), 2, "did you mean demo?"),
        (("--output", "one.toml"), 2, "is a file"),
        (("--output", "s3://bucket/data"), 2, "--output must be a folder"),
        (("--output", "data", "--to", "data/latest.json/report.html"), 74, "can't be written"),
        (("kite", "--output", "damaged", "--to", "one.html"), 1, "1 of 1 source needs a look (1 damage)"),
    ],
)
def test_how_it_ends(
    reported: tuple[Path, Site],
    arguments: tuple[str, ...],
    status: int,
    message: str,
) -> None:
    home = reported[0].parent
    damaged = home / "damaged" / "articles" / "source=kite" / "part-0.parquet"
    if not damaged.exists():
        build(home / "damaged", datetime.now(UTC))
        damaged.write_bytes(b"PAR1 and no more")
    (home / "one.toml").touch()
    places = {"one.toml", "data", "damaged", "nowhere", "one.html", "data/latest.json/report.html"}
    done = thinktap("report", *(home / one if one in places else one for one in arguments))
    assert (done.status, done.stdout) == (status, "")
    assert message in done.stderr
