"""`thinktap doctor`: each line says ok or wrong and what to do, and a named source's site is asked, politely."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crawler.doctor.installed import unmet
from crawler.doctor.reach import clock_finding
from crawler.doctor.trust import trust_finding
from output.atomic import write_text
from output.layout import Layout
from tests.conftest import thinktap
from tests.dataset import build
from tests.site import Answer, Site

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (["pyarrow>=1"], []),
        (["pyarrow>=9999"], ["pyarrow"]),
        (["no-such-package"], ["no-such-package"]),
        (["no-such-package; extra == 'delta'"], []),
        (["no-such-package; python_version < '3'"], []),
        (["python>=3.11", "python<3"], ["python"]),
    ],
)
def test_what_is_not_installed_as_asked(asked: list[str], wrong: list[str]) -> None:
    assert [name for name, _, _ in unmet(asked)] == wrong


def test_no_certificates_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert trust_finding().advice is None
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert "ca-certificates" in (trust_finding().advice or "")
    (tmp_path / "12345678.0").write_text("")
    assert trust_finding().advice is None


@pytest.mark.parametrize(
    ("date", "age", "says"),
    [
        ("Thu, 26 Nov 2026 12:00:01 GMT", None, "as the site's"),
        ("Thu, 26 Nov 2026 12:02:00 GMT", None, "120 s behind the site's"),
        ("Thu, 26 Nov 2026 08:00:00 GMT", None, "as the site's"),  # from a cache that does not say so
        ("Tue, 24 Nov 2026 12:00:00 GMT", None, "172800 s ahead of the site's"),
        ("Tue, 24 Nov 2026 12:00:00 GMT", "172800", "as the site's"),
        (None, None, "the site does not say what time it is"),
        ("noon", "soon", "the site does not say what time it is"),
    ],
)
def test_the_clock_against_the_site_s(date: str | None, age: str | None, says: str) -> None:
    found = clock_finding(date, age, NOON)
    assert (found.says, found.advice is None) == (says, not says.endswith("of the site's") and "behind" not in says)


def asked(site: Site, tmp_path: Path, more: str = "") -> tuple[int, dict[str, Any], dict[str, Any]]:
    """The exit status, and what is found out of the site and of the clock."""
    folder = site.source(tmp_path / "sources", more)
    done = thinktap("doctor", "kite", "--sources", folder, "--output", tmp_path / "data", "--json")
    found = {row["what"]: row for row in map(json.loads, done.stdout.splitlines())}
    return done.status, found["site"], found.get("clock", {})


def test_a_site_that_answers(tmp_path: Path) -> None:
    with Site() as site:
        site.listing(("/a", "An article"))
        status, found, clock = asked(site, tmp_path)
    assert (status, found["ok"], clock["says"]) == (0, True, "as the site's")
    assert f"{site.url}/: HTTP 200 after" in found["says"]
    assert found["says"].endswith("there is no robots.txt")
    assert site.asked == ["/robots.txt", "/"]
    assert not (tmp_path / "data").exists()


CASES = [
    ("forbidden", {"/robots.txt": Answer("User-agent: *\nDisallow: /")}, "forbidden by robots.txt", ["/robots.txt"]),
    ("no rules", {"/robots.txt": Answer("", 503)}, "robots.txt can't be had (", ["/robots.txt"]),
    ("off the list", {"/": Answer("", 302, {"Location": "http://127.0.0.9/"})}, "another site", ["/robots.txt", "/"]),
    ("gone", {"/": Answer("", 404)}, "HTTP 404", ["/robots.txt", "/"]),
    ("blocked", {"/": Answer("", 403)}, "403", ["/robots.txt", "/"]),
]


@pytest.mark.parametrize(("pages", "says", "requests"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_site_that_does_not(tmp_path: Path, pages: dict[str, Answer], says: str, requests: list[str]) -> None:
    with Site() as site:
        site.pages = pages
        status, found, _ = asked(site, tmp_path)
    assert (status, found["ok"], says in found["says"]) == (1, False, True), found
    assert list(dict.fromkeys(site.asked)) == requests


def test_a_source_out_of_its_hours_is_not_asked(tmp_path: Path) -> None:
    opens, closes = (f"{(datetime.now(UTC).hour + hours) % 24:02}:00" for hours in (4, 6))
    with Site() as site:
        status, found, _ = asked(site, tmp_path, f'hours = "{opens}-{closes}"\n')
    assert (status, found["ok"], site.asked) == (0, True, [])
    assert "other hours" in found["says"]


def test_bad_usage_and_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "kite.toml").write_text('name = "Kite"\n[listing]\nstrt = []\n', "utf-8")
    typed = thinktap("doctor", "kyte", "--sources", tmp_path, "--output", tmp_path / "data")
    assert (typed.status, "did you mean kite?" in typed.stderr) == (2, True)
    named = thinktap("doctor", "kite", "--sources", tmp_path, "--output", tmp_path / "data")
    lines = named.stdout.splitlines()
    assert (named.status, lines[0].startswith("ok    versions")) == (1, True)
    assert lines[-2].startswith(f"wrong source         {tmp_path}/kite.toml: unknown key listing.strt")
    assert lines[-1].strip() == "mend its file"


def test_what_tells_of_a_source_s_files_is_looked_at(tmp_path: Path) -> None:
    build(tmp_path / "data", datetime.now(UTC))
    card = Layout.at(tmp_path / "data").latest("kite")
    card.unlink()
    done = thinktap("doctor", "--output", tmp_path / "data")
    assert (done.status, f"wrong latest         {card} can't be read: it is missing" in done.stdout) == (1, True)
    (advice,) = [line for line in done.stdout.splitlines() if "writes it anew" in line]
    assert advice.strip() == f"thinktap crawl kite --output {tmp_path}/data writes it anew"


def test_a_source_without_a_file_is_said_not_to_be_asked(tmp_path: Path) -> None:
    build(tmp_path / "data", datetime.now(UTC))
    done = thinktap("doctor", "kite", "--output", tmp_path / "data")
    (site,) = [line for line in done.stdout.splitlines() if " site " in line]
    assert (done.status, site) == (
        0,
        "ok    site           not asked: no file of kite is there; name its folder with --sources",
    )


def test_commands_of_the_advice_reach_the_same_places(tmp_path: Path) -> None:
    build(tmp_path / "my data", datetime.now(UTC))
    layout = Layout.at(tmp_path / "my data")
    write_text(layout.renaming("owl"), layout.unfinished_note, "barn_owl")
    (layout.unfinished("kite") / "half.parquet").write_bytes(b"PAR1")
    (tmp_path / "s").mkdir()
    done = thinktap("doctor", "--output", layout.root, "--sources", tmp_path / "s", "--json")
    given = f"--sources {tmp_path}/s --output '{layout.root}'"
    advice = [row["advice"] for row in map(json.loads, done.stdout.splitlines()) if row["what"] == "leftovers"]
    assert advice == [f"thinktap rename owl barn_owl {given} ends it", "the next run of kite clears it away"]


def test_where_nothing_can_be_stored_the_status_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = thinktap("doctor", "--output", tmp_path / "file")
    assert (done.status, "wrong output folder" in done.stdout) == (74, True)
