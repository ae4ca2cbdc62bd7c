"""The commands as a user runs them: what they store, what they say, and how they end."""

from __future__ import annotations

import fcntl
import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from tests.conftest import begun, python, thinktap
from tests.later import later
from tests.output.test_damaged_tables import flip
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.demo.server import DemoServer

TITLES = (("/a/1", "What the harbour owes the town"), ("/a/2", "A second look at the price of grain"))


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        served.listing(*TITLES)
        for path, title in TITLES:
            served.article(path, title)
        yield served


def table(output: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(output / name).to_pylist()
    return rows


def test_a_mistake_in_one_source_stops_that_source_alone(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    (sources / "broken.toml").write_text('name = "B"\n[listing]\nstrat = []\n')
    done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    assert done.status == 1
    assert "kite: 2 new" in done.stderr
    assert "unknown key listing.strat; did you mean start?" in done.stderr
    assert len(table(tmp_path / "out", "articles")) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("broken",), 2, "broken.toml: unknown key listing.strat"),
        (("kyte",), 2, "no source is called kyte; did you mean kite?"),
        (("kite", "--output", "FILE"), 74, "can't be written"),
        (("kite", "--log-format", "xml"), 2, "--log-format is text or json, not xml"),
        (("kite", "--sources", "NOWHERE"), 2, "there is no such folder of sources"),
    ],
)
def test_mistakes_touch_nothing(
    site: Site, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    sources = site.source(tmp_path / "s")
    (sources / "broken.toml").write_text('name = "B"\n[listing]\nstrat = []\n')
    (tmp_path / "FILE").touch()
    named = [str(tmp_path / word) if word.isupper() else word for word in arguments]
    done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out", *named)
    assert done.status == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert site.asked == []


@pytest.mark.parametrize(
    ("start", "answer", "words"),
    [
        ("/none", Answer("", 404), "can't be read: HTTP 404; check [listing] start"),
        ("/about", Answer("<p>We are an institute.</p>"), "no article link found on"),
        (
            "/pdf",
            Answer("%PDF", headers={"Content-Type": "application/pdf"}),
            "it is no page, feed, sitemap or list of posts",
        ),
    ],
)
def test_zero_articles_is_never_a_success(site: Site, tmp_path: Path, start: str, answer: Answer, words: str) -> None:
    site.pages[start] = answer
    done = thinktap("crawl", "--sources", site.source(tmp_path / "s", start=start), "--output", tmp_path / "out")
    assert done.status == 1
    assert words in done.stderr
    [run] = table(tmp_path / "out", "runs")
    assert run["exit"] == 1
    assert words in run["verdict"]


def test_a_private_host_must_be_named(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    path = sources / "kite.toml"
    path.write_text(path.read_text().replace("private_hosts", "# private_hosts"))
    done = thinktap("crawl", "--sources", sources, "--output", tmp_path / "out")
    assert done.status == 1
    assert f'private_hosts = ["{site.host}"]' in done.stderr
    assert site.asked == []
    assert [run["cause"] for run in table(tmp_path / "out", "runs")] == ["network"]  # and no layout was seen


def test_another_run_holds_the_source(site: Site, tmp_path: Path) -> None:
    lock = tmp_path / "out" / "state" / "kite.lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    assert done.status == 75
    assert "another run holds kite" in done.stderr
    assert site.asked == []


def test_a_disk_that_fills_up_ends_the_run(site: Site, tmp_path: Path) -> None:
    titles = [(f"/b/{number}", f"Another article of some length, number {number}") for number in range(40)]
    site.listing(*titles)
    for path, title in titles:
        site.article(path, title)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))"
    arguments = ("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    done = thinktap(*arguments, before=limit)
    assert done.status == 74, done.stderr
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
    again = thinktap("crawl", "--sources", tmp_path / "s", "--output", tmp_path / "out")
    assert again.status == 0, again.stderr
    assert len(table(tmp_path / "out", "articles")) == 40


def test_an_interrupted_run_says_so(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    settings = ("-s", f"THINKTAP_SOURCES={sources}", "-s", f"THINKTAP_OUTPUT={tmp_path / 'out'}")
    python("-m", "scrapy", "crawl", "kite", *settings, "-s", "CLOSESPIDER_PAGECOUNT=2")
    [run] = table(tmp_path / "out", "runs")
    assert (run["exit"], run["verdict"]) == (1, "stopped early: closespider_pagecount")


def test_what_a_site_may_do_to_an_article(site: Site, tmp_path: Path) -> None:
    """Redirects, dead and failing addresses, an article that left the listing, robots.txt: each is told apart."""
    odd = ("/moved", "/away", "/to-home", "/to-list", "/dead", "/broken", "/private/x", "/file")
    titles = [(path, f"An odd article at the address {path}") for path in odd]
    site.listing(*TITLES, *titles)
    site.article("/a/3", "The article that was moved")
    site.pages["/moved"] = Answer(status=301, headers={"Location": "/a/3"})
    site.pages["/away"] = Answer(status=302, headers={"Location": "http://127.0.0.1:1/x"})
    site.pages["/to-list"] = Answer(status=302, headers={"Location": "/list"})
    site.pages["/to-home"] = Answer(status=302, headers={"Location": "/"})
    site.pages["/list"], site.pages["/"] = site.pages["/"], Answer("<p>Welcome to the institute.</p>")
    site.pages["/broken"] = Answer("oops", 500)
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /private/\n", headers={"Content-Type": "text/plain"})
    site.pages["/file"] = Answer("%PDF-1.4", headers={"Content-Type": "application/pdf"})
    sources = site.source(tmp_path / "s", start="/list")
    output = tmp_path / "out"
    assert thinktap("crawl", "--sources", sources, "--output", output).status == 0
    assert "/private/x" not in site.asked
    assert len(table(output, "articles")) == 3
    aliases = {row["url"].removeprefix(site.url): row["article_id"] for row in table(output, "aliases")}
    assert aliases["/moved"] == aliases["/a/3"]
    rejects = {row["url"].removeprefix(site.url): row["reason"] for row in table(output, "rejects")}
    assert rejects == {
        "/away": "redirected to another site",
        "/to-home": "redirected to the home page",
        "/to-list": "redirected to the listing",
        "/file": "no HTML page",
    }
    outcomes = {row["url"].removeprefix(site.url): row["outcome"] for row in table(output, "fetches")}
    assert {path: outcomes[path] for path in ("/dead", "/broken", "/private/x", "/to-list", "/list")} == {
        "/dead": "missing",
        "/broken": "failed",
        "/private/x": "refused",
        "/to-list": "redirect",
        "/list": "page",  # after it was read as the listing
    }
    assert outcomes["http://127.0.0.1:1/x"] == "refused"

    site.listing(TITLES[0], *titles, path="/list")
    site.asked.clear()
    later(output, "kite")
    done = thinktap("crawl", "--sources", sources, "--output", output)
    assert "kite: nothing new" in done.stderr
    assert "/a/2" in site.asked, "a known article that left the listing is still looked after"
    [_, run] = table(output, "runs")
    assert (run["listed"], run["unchanged"], run["missing"]) == (9, 3, 0)


def test_paging_ends_at_a_repeat(site: Site, tmp_path: Path) -> None:
    pager = "<div class='pager'><a href='/?page={}'>Next</a></div>"
    first = site.pages["/"].body
    site.pages["/"] = Answer(first.replace("</body>", pager.format(2) + "</body>"))
    for page in range(2, 50):
        site.pages[f"/?page={page}"] = Answer(first.replace("</body>", pager.format(page + 1) + "</body>"))
    assert thinktap("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out").status == 0
    assert [path for path in site.asked if path.startswith("/?page=")] == ["/?page=2"]


def test_a_counter_is_asked_as_the_source_says(site: Site, tmp_path: Path) -> None:
    counter = "/plus/count.php?view=yes&aid=1"
    shown = f"<body><p>Views:<script src='{counter}'></script></p>".replace("&", "&amp;")
    site.pages["/a/1"].body = site.pages["/a/1"].body.replace("<body>", shown)
    site.pages[counter] = Answer("document.write('42');", headers={"Content-Type": "application/javascript"})
    for ask, views in (("auto", None), ("off", None), ("always", 42)):
        sources = site.source(tmp_path / ask, f'[counter]\nask = "{ask}"\n')
        assert thinktap("crawl", "--sources", sources, "--output", tmp_path / ask / "out").status == 0
        assert (counter in site.asked) == (views is not None)
        stored = {
            row["url"].removeprefix(site.url): row["views"] for row in table(tmp_path / ask / "out", "articles")
        }
        assert stored == {"/a/1": views, "/a/2": None}


def test_several_sources_in_one_process(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    for name in ("owl", "heron"):
        site.source(sources, name=name)
    done = thinktap(
        "crawl",
        "owl",
        "kite",
        "--sources",
        sources,
        "--output",
        tmp_path / "out",
        "--json",
        "--log-format",
        "json",
        "-v",
    )
    assert done.status == 0
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["kite", "owl"]
    messages = [json.loads(line)["message"] for line in done.stderr.splitlines() if line.startswith("{")]
    assert any("2 new" in message for message in messages)
    assert {row["source"] for row in table(tmp_path / "out", "articles")} == {"kite", "owl"}


def test_what_is_merged_over_sources_is_there_once_the_first_has_ended(site: Site, tmp_path: Path) -> None:
    sources = site.source(site.source(tmp_path / "s"), name="owl")
    site.pages["/a/2"].waits = 0.5
    one_at_a_time = "import crawler.fleet; crawler.fleet.AT_ONCE = 1"
    crawling = begun("crawl", "--sources", sources, "--output", tmp_path / "out", before=one_at_a_time)
    while crawling.is_running() and site.asked.count("/a/2") < 2:
        time.sleep(0.02)
    assert crawling.is_running()
    assert (tmp_path / "out" / "latest.json").exists()
    assert crawling.wait().status == 0


def test_scrapy_s_own_commands_work(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    settings = ("-s", f"THINKTAP_SOURCES={sources}", "-s", f"THINKTAP_OUTPUT={tmp_path / 'out'}")
    listed = python("-m", "scrapy", "list", *settings)
    assert "kite" in listed.stdout.split()
    done = python("-m", "scrapy", "crawl", "kite", *settings, "-s", "CLOSESPIDER_PAGECOUNT=100", "-a", "note=mine")
    assert done.status == 0, done.stderr
    assert "2 new (exit status 0)" in done.stderr
    assert len(table(tmp_path / "out", "articles")) == 2


def test_extract_keeps_the_order_and_the_contract(tmp_path: Path) -> None:
    body = (
        "<html lang='en'><title>A title of its own</title><h1>A title of its own</h1>"
        + "<p>Words of the article stand here. </p>" * 9
    )
    (tmp_path / "plain.html").write_text(body)
    (tmp_path / "packed.html.gz").write_bytes(gzip.compress(body.encode()))
    (tmp_path / "empty.html").touch()
    lines = [
        {
            "id": number,
            "url": f"https://kite.example/{number}",
            "path": path,
            "fetched_at": "2024-05-01T00:00:00Z",
            "source": "kite",
            "headers": {"X-Robots-Tag": "noai"},
        }
        for number, path in enumerate(["plain.html", "packed.html.gz", "empty.html"] * 4)
    ]
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text("\n".join(map(json.dumps, lines)) + "\n")
    done = thinktap("extract", manifest, "--jobs", 2)
    assert done.status == 0, done.stderr
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in read] == list(range(12))
    assert [line["outcome"] for line in read[:3]] == ["article", "article", "reject"]
    assert read[2]["reason"] == "empty page"
    assert read[1]["title"] == "A title of its own"
    assert read[1]["body"].startswith("Words of the article")
    assert (read[1]["authors"], read[1]["rights_signals"], read[1]["url"]) == (
        [],
        ["robots=noai"],
        "https://kite.example/1",
    )


def test_extract_learns_each_source_s_own_pages(tmp_path: Path) -> None:
    """The line that recurs over a source's pages goes, with a source named, or the host in its place."""
    lines = []
    for number, place in enumerate(["kite"] * 3 + ["owl"] * 2 + ["https://heron.example"] * 3):
        own = "".join(
            f"<p>Part {part} of article {number} says what no other page has said before.</p>" for part in "abc"
        )
        about = "<p>This institute is an independent body that advises harbour towns on trade.</p>"
        (tmp_path / f"{number}.html").write_text(f"<html lang=en><article><h1>T</h1>{own}{about}</article>")
        host, source = (place, {}) if "." in place else ("https://x.example", {"source": place})
        lines.append({"id": number, "url": f"{host}/{number}", "path": f"{tmp_path / str(number)}.html", **source})
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text("\n".join(map(json.dumps, lines)))

    def extracted(*arguments: object, stdin: str = "") -> list[dict[str, Any]]:
        done = thinktap("extract", *arguments, "--jobs", 2, stdin=stdin)
        assert done.status == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    plain, read = extracted(manifest), extracted(manifest, "--learn")
    assert ["independent" in line["body"] for line in plain] == [True] * 8
    assert [line["id"] for line in read] == list(range(8))
    assert ["independent" in line["body"] for line in read] == [False] * 3 + [True] * 2 + [False] * 3
    profiles = [line["profile"] for line in read]
    assert len(set(profiles[:3])) == len(set(profiles[5:])) == 1
    assert profiles[3:5] == [None, None]
    assert extracted("-", "--learn", stdin=manifest.read_text()) == read
    backwards = "\n".join(map(json.dumps, reversed(lines)))
    assert extracted("-", "--learn", stdin=backwards) == read[::-1]


def test_extract_learns_from_what_stands_before_a_wrong_line(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(f"<html lang=en><h1>T</h1><p>{'Many words. ' * 40}</p>")
    right = [json.dumps({"id": 1, "url": url, "path": f"{tmp_path / 'p.html'}"}) for url in (None, "http://[")]
    done = thinktap("extract", "-", "--learn", stdin="\n".join((*right, "{broken")))
    assert done.status == 2
    assert [json.loads(line)["url"] for line in done.stdout.splitlines()] == [None, "http://["]
    assert "line 3" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{broken", "line 1"),
        ('{"id": 1, "url": "https://x.example/"}', "'path' is missing"),
        ('{"id": 1, "url": "u", "path": "none.html"}', "none.html"),
    ],
)
def test_extract_names_the_line_that_is_wrong(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "m.jsonl").write_text(line)
    done = thinktap("extract", tmp_path / "m.jsonl")
    assert done.status == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_gives_what_stands_before_a_wrong_line(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(
        f"<html lang=en><h1>T</h1><p>Published: 03/04/2020</p><p>{'Many words. ' * 40}</p>"
    )
    right = json.dumps({"id": 1, "url": "https://kite.example/1", "path": "p.html"})
    (tmp_path / "m.jsonl").write_text(
        f"{right}\n" * 4 + '{"id": 5, "url": "https://kite.example/5", "path": "none.html"}'
    )
    done = thinktap("extract", tmp_path / "m.jsonl", "--jobs", 2)
    assert done.status == 2
    assert "line 5" in done.stderr
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["id"], line["refusals"]) for line in read] == [
        (1, [{"field": "published", "reason": "day and month can't be told apart", "raw": "03/04/2020"}])
    ] * 4


def test_demo_goes_on_to_its_second_day(demo: DemoServer, tmp_path: Path) -> None:
    port = demo.port
    taken = thinktap("demo", "--crawl", "--port", port, "--output", tmp_path / "out")
    assert taken.status == 2
    assert f"port {port} can't be used" in taken.stderr
    demo.__exit__(None, None, None)
    first = thinktap("demo", "--crawl", "--port", port, "--output", tmp_path / "out")
    assert (first.status, "day 1 of 2" in first.stderr, "61 new" in first.stderr) == (0, True, True)
    assert "pandas.read_parquet" in first.stdout
    second = thinktap("demo", "--crawl", "--port", port, "--output", tmp_path / "out")
    assert "day 2 of 2" in second.stderr
    assert "5 new, 3 changed, 1 missing" in second.stderr


def test_snapshot_says_what_it_made_and_why_it_can_not(site: Site, tmp_path: Path) -> None:
    output = ("--output", tmp_path / "out")
    assert thinktap("snapshot", tmp_path / "frozen", *output).status == 2
    assert thinktap("crawl", "--sources", site.source(tmp_path / "s"), *output).status == 0
    made, again = (thinktap("snapshot", tmp_path / "frozen", *output) for _ in range(2))
    assert (made.status, again.status) == (0, 2), made.stderr
    assert "already" in again.stderr
    assert (tmp_path / "frozen/articles/source=kite/part-0.parquet").exists()


def test_a_renamed_source_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    where = ("--sources", sources, "--output", tmp_path / "out")
    assert thinktap("crawl", *where).status == 0
    ids = sorted(row["article_id"] for row in table(tmp_path / "out", "articles"))
    renamed = thinktap("rename", "kite", "red_kite", *where)
    assert (renamed.status, renamed.stderr) == (0, "kite is now red_kite\n")
    assert [path.name for path in sources.iterdir()] == ["red_kite.toml"]
    again = thinktap("crawl", *where)
    assert "red_kite: nothing new" in again.stderr, again.stderr
    rows = table(tmp_path / "out", "articles")
    assert sorted(row["article_id"] for row in rows) == ids
    assert {row["source"] for row in rows} == {"red_kite"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kyte", "owl", "no source is called kyte"),
        ("kite", "kite", "it is called kite already"),
        ("kite", "Owl", "Owl is no id: a-z"),
        ("kite", "taken", "a source of either id"),
    ],
)
def test_a_rename_that_can_not_be(site: Site, tmp_path: Path, old: str, new: str, words: str) -> None:
    sources = site.source(tmp_path / "s")
    (sources / "taken.toml").write_text((sources / "kite.toml").read_text())
    done = thinktap("rename", old, new, "--sources", sources, "--output", tmp_path / "out")
    assert (done.status, words in done.stderr) == (2, True), done.stderr
    assert sorted(path.name for path in sources.iterdir()) == ["kite.toml", "taken.toml"]


def test_rebucket_makes_a_dataset_that_crawls_go_on_in(site: Site, tmp_path: Path) -> None:
    sources = ("--sources", site.source(tmp_path / "s"))
    assert thinktap("crawl", *sources, "--output", tmp_path / "out").status == 0
    made = thinktap("rebucket", tmp_path / "made", "--buckets", 4, "--output", tmp_path / "out")
    assert (made.status, "made; go on with --output" in made.stderr) == (0, True), made.stderr
    assert "kite: nothing new" in thinktap("crawl", *sources, "--output", tmp_path / "made").stderr
    assert len(table(tmp_path / "made", "articles")) == len(TITLES)


def test_a_dataset_of_a_newer_version_is_left_alone(site: Site, tmp_path: Path) -> None:
    where = ("--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    assert thinktap("crawl", *where).status == 0
    latest = tmp_path / "out/latest.json"
    latest.write_text(json.dumps({**json.loads(latest.read_text()), "schema_version": 99}))
    done = thinktap("crawl", *where)
    assert done.status == 2
    assert "has schema version 99, written by a newer thinktap; this one knows version" in done.stderr


def test_what_could_not_be_published_is_not_told_as_if_readers_had_it(site: Site, tmp_path: Path) -> None:
    where = ("--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "articles").touch()  # no folder can be made, as on a full disk
    done = thinktap("crawl", *where)
    assert done.status == 74
    assert "can't be written" in done.stderr
    assert "new and changed articles that are not published come with the next run" in done.stderr
    [row] = map(json.loads, thinktap("status", "--json", *where[2:]).stdout.splitlines())
    assert (row["articles"], [one["word"] for one in row["trouble"]]) == (0, ["unpublished"])


def test_damage_that_cant_be_set_aside_is_the_output_s_fault(site: Site, tmp_path: Path) -> None:
    """The dates that a run begins with are read before anything is asked; a file stands where a folder must be."""
    arguments = ("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    assert thinktap(*arguments).status == 0
    flip(tmp_path / "out/articles/source=kite/part-0.parquet", "provenance.list.element.method")
    (tmp_path / "out/damaged").touch()
    asked = len(site.asked)
    done = thinktap(*arguments)
    assert done.status == 74
    assert "can't be written" in done.stderr
    assert len(site.asked) == asked
