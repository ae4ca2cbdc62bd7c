"""What is asked of machines, by each channel as its specification has it; and what is garbage says nothing."""

from __future__ import annotations

import json
from string import printable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.rights.host import host_rules
from pipelines.rights.path_patterns import matches, path_of, pattern_of
from pipelines.rights.reservations import RESERVED_BY, USES, reserved_by
from pipelines.rights.scan import told_by
from pipelines.rights.signals import MOST_SIGNALS, signals_of
from pipelines.rights.values import LONGEST
from tests.cost import bounded

HOME = "https://kite.example"
URL = f"{HOME}/views/wind?page=2"


def signals(head: str = "", headers: dict[str, str] | None = None, host: tuple[str, ...] = ()) -> list[str]:
    told = told_by(f"<html><head>{head}</head><body>robots</body></html>".encode())
    return [one.text for one in signals_of(URL, told, (headers or {}).items(), host)]


def of_robots(text: str, url: str = URL) -> list[str]:
    return list(host_rules(HOME, text.encode(), None).signals(url))


def of_tdm(said: Any, url: str = URL) -> list[str]:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return list(host_rules(HOME, None, body).signals(url))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("noai, noimageai", ["robots=noai", "robots=noimageai"]),
        ("NOINDEX,NoFollow", ["robots=noindex"]),
        ("noindex nosnippet", ["robots=noindex", "robots=nosnippet"]),
        ("noindex, noindex", ["robots=noindex"]),
        ("max-snippet:-1, max-image-preview:large", []),
        ("all", []),
        ("noaim", []),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST", ["unavailable_after=25 Jun 2030 15:00:00 PST"]),
        ("unavailable_after: 2030-06-25, noai", ["unavailable_after=2030-06-25", "robots=noai"]),
        ("unavailable_after: soon", []),
        ("unavailable_after:", []),
    ],
)
def test_robots_directives(content: str, expected: list[str]) -> None:
    assert signals(f'<meta name="robots" content="{content}">') == expected
    assert signals(headers={"x-robots-tag": content}) == expected


def test_directives_for_another_robot_say_nothing() -> None:
    assert signals('<meta name="GPTBot" content="noai"><meta name="ThinkTap" content="noindex">') == [
        "robots=noindex"
    ]
    assert signals(headers={"x-robots-tag": "googlebot: noindex, noai"}) == []
    assert signals(headers={"x-robots-tag": "noai, googlebot: noindex"}) == ["robots=noai"]


@pytest.mark.parametrize(
    ("meta", "header", "file", "expected"),
    [
        (None, None, 1, ["tdm-reservation=1"]),
        (None, "0", 1, ["tdm-reservation=0"]),
        ("1", "0", 0, ["tdm-reservation=1"]),
        ("0", "1", 1, ["tdm-reservation=0"]),
        ("2", "1", 0, ["tdm-reservation=1"]),  # what is neither 0 nor 1 is unset
        ("yes", "", None, []),
        ("", "01", None, []),
        (None, None, None, []),
    ],
)
def test_a_page_supersedes_its_headers_and_these_the_file(
    meta: str | None, header: str | None, file: int | None, expected: list[str]
) -> None:
    head = f'<meta name="tdm-reservation" content="{meta}">' if meta is not None else ""
    headers = {"tdm-reservation": header} if header is not None else {}
    host = of_tdm([{"location": "/", "tdm-reservation": file}]) if file is not None else []
    assert signals(head, headers, tuple(host)) == expected


def test_a_policy_goes_with_its_reservation() -> None:
    policy = [{"location": "/", "tdm-reservation": 1, "tdm-policy": "/policy.json"}]
    assert of_tdm(policy) == ["tdm-reservation=1", f"tdm-policy={HOME}/policy.json"]
    assert signals(headers={"tdm-reservation": "0"}, host=tuple(of_tdm(policy))) == ["tdm-reservation=0"]
    assert signals(headers={"tdm-policy": f"{HOME}/p"}) == []
    asked = {"tdm-reservation": "1", "tdm-policy": "javascript:alert(1)"}
    assert signals(headers=asked) == ["tdm-reservation=1"]


@pytest.mark.parametrize(
    ("location", "path", "expected"),
    [
        ("/", "/any/thing", True),
        ("/directory-a/", "/directory-a/x.pdf", True),
        ("/directory-a/", "/directory-A/x.pdf", False),
        ("/directory-b/images/*.jpg", "/directory-b/images/2020/x.jpg", True),
        ("/directory-b/images/*.jpg", "/directory-b/images/x.png", False),
        ("*.pdf$", "/a/b.pdf", True),
        ("*.pdf$", "/a/b.pdf?x=1", False),
        ("/fish*", "/fish.html", True),
        ("/fish$", "/fish", True),
        ("/fish$", "/fishes", False),
        ("/a*b*c$", "/a-b-b-c", True),
        ("/a*b$", "/ab", True),
        ("/ab*b$", "/ab", False),
        ("/path/foo-%24", "/path/foo-$", True),  # the report's own example
        ("/%7Ekite/", "/~kite/", True),
        ("/a%3cd", "/a%3Cd", True),
        ("/a%2Fb", "/a/b", False),
        ("/käse", "/k%C3%A4se", True),
        ("/views?page=", "/views?page=2", True),
    ],
)
def test_patterns(location: str, path: str, expected: bool) -> None:
    pattern = pattern_of(location)
    assert pattern is not None
    assert matches(pattern, path_of(f"{HOME}{path}")) is expected


def test_the_first_rule_in_sequence_holds() -> None:
    rules = [
        {"location": "/views/free/", "tdm-reservation": 0},
        {"location": "/views/", "tdm-reservation": 1},
        {"location": "/", "tdm-reservation": 0},
    ]
    assert of_tdm(rules, f"{HOME}/views/free/a") == ["tdm-reservation=0"]
    assert of_tdm(rules, f"{HOME}/views/a") == ["tdm-reservation=1"]
    assert of_tdm(rules[1:2], f"{HOME}/about") == []


@pytest.mark.parametrize(
    "said",
    [
        {"location": "/", "tdm-reservation": 1},  # the brackets are mandatory
        [{"location": "/", "tdm-reservation": True}],
        [{"location": "/", "tdm-reservation": 2}],
        [{"location": "/", "tdm-reservation": 1.0}],
        [{"location": "/", "tdm-reservation": [1]}],
        [{"location": ["/"], "tdm-reservation": 1}],
        [{"location": "views", "tdm-reservation": 1}],
        [{"tdm-reservation": 1}],
        [{"location": "/"}],
        [[[]]],
        [None, 1, "x"],
        "1",
        None,
        b"<html>not found</html>",
        b"",
        b"\xff\xfe\x00",
        b'[{"location": "/", "tdm-reservation": 1}',
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"[" + b"9" * 10_000 + b"]",
        b"[" + b'{"location": "/", "tdm-reservation": 1},' * 20_000 + b"0]",  # larger than any robots.txt
    ],
)
def test_a_file_that_is_none_says_nothing(said: Any) -> None:
    with bounded():
        assert of_tdm(said) == []


def test_a_bad_rule_costs_itself_alone() -> None:
    assert of_tdm([{"location": "/", "tdm-reservation": "no"}, {"location": "/", "tdm-reservation": "1"}]) == [
        "tdm-reservation=1"
    ]
    assert of_tdm(b'\xef\xbb\xbf[{"location": "/", "tdm-reservation": 1}]') == ["tdm-reservation=1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("User-agent: *\nContent-Signal: search=yes, ai-train=no", ["search=yes", "ai-train=no"]),
        ("user-AGENT:*\r\ncontent-signal:search=yes,ai-train=no # said", ["search=yes", "ai-train=no"]),
        ("User-agent: *\nContent-Signal: ai-train = no", ["ai-train=no"]),
        ("User-agent: *\nContent-Signal: ai-train=never, use=full, ai-input=no", ["ai-input=no"]),
        ("User-agent: *\nContent-Signal: ai-train=yes, ai-train=no", ["ai-train=no"]),
        ("User-agent: GPTBot\nContent-Signal: ai-train=no", []),
        ("User-agent: GPTBot\nUser-agent: *\nContent-Signal: ai-train=no", ["ai-train=no"]),
        ("User-agent: *\nAllow: /\nUser-agent: GPTBot\nContent-Signal: ai-train=no", []),
        ("User-agent: *\nContent-Signal: ai-train=no\nUser-agent: ThinkTap/0.1\nAllow: /", []),
        (
            "User-agent: thinktap\nContent-Signal: ai-input=no\nUser-agent: *\nContent-Signal: ai-train=no",
            ["ai-input=no"],
        ),
        ("Content-Signal: ai-train=no", ["ai-train=no"]),
        ("Content-Signal: ai-train=no\nUser-agent: thinktap\nDisallow: /x", ["ai-train=no"]),
        ("User-agent: *\nContent-Signal: /views/ ai-train=no\nContent-Signal: / ai-train=yes", ["ai-train=no"]),
        ("User-agent: *\nContent-Signal: /other/ ai-train=no", []),
        ("User-agent: *\nContent-Signal: /views/ai-train=no", []),
        ("# Content-Signal: ai-train=no", []),
        ("Content-Signal", []),
    ],
)
def test_content_signals(text: str, expected: list[str]) -> None:
    assert of_robots(text) == [f"content-signal={one}" for one in expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("train-ai=n", ["train-ai=n"]),
        ("train-ai=n, search=y", ["train-ai=n", "search=y"]),
        ("train-ai=y, train-ai=n", ["train-ai=n"]),  # of a dictionary's members the last one
        ("train-ai=n;until=2030, ai-use=n", ["train-ai=n", "ai-use=n"]),
        ('note="a, train-ai=n", ai-use=y', ["ai-use=y"]),
        ("train-ai=no", []),
        ("train-ai", []),
        ("train-ai=?0", []),
        ("Train-AI=n", []),  # keys are in lower case
        ("unknown=n", []),
        ('"', []),
        ("", []),
    ],
)
def test_content_usage(said: str, expected: list[str]) -> None:
    named = [f"content-usage={one}" for one in expected]
    assert signals(headers={"content-usage": said}) == named
    assert of_robots(f"User-Agent: *\nContent-Usage: / {said}") == named
    assert of_robots(f"User-Agent: *\nContent-Usage: {said}") == named


def test_of_usages_the_longest_path_holds_and_of_equally_long_ones_all() -> None:
    text = "User-Agent: *\nContent-Usage: / train-ai=n\nContent-Usage: /ai-ok/ train-ai=y\nContent-Usage: /ai-ok/ search=n"
    assert of_robots(text, f"{HOME}/test") == ["content-usage=train-ai=n"]
    assert of_robots(text, f"{HOME}/ai-ok/test") == ["content-usage=train-ai=y", "content-usage=search=n"]


def test_licences() -> None:
    rsl = f"license={HOME}/license.xml"
    assert of_robots(f"License: {HOME}/license.xml\nUser-agent: Googlebot\nAllow: /") == [rsl]
    assert of_robots("User-agent: GPTBot\nLicense: /license.xml") == [rsl]
    assert of_robots("License: javascript:x\nLicense: ftp://kite.example/x\nLicense: all rights reserved") == []
    assert signals('<link rel="license" type="application/rsl+xml" href="/license.xml">') == [rsl]
    assert signals('<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"> rsl+xml') == []
    assert signals(headers={"link": '</license.xml>; rel="license"; type="application/rsl+xml"'}) == [rsl]
    assert signals(headers={"link": "</x>; rel=next, </license.xml>; type=application/rsl+xml; rel=license"}) == [rsl]
    assert signals(headers={"link": '</license.xml>; rel="license"'}) == []


def test_each_signal_tells_where_it_stood() -> None:
    told = told_by(b"<meta name=robots content=noai>")
    host = host_rules(HOME, b"Content-Signal: ai-train=no", b'[{"location": "/", "tdm-reservation": 1}]').signals(URL)
    found = signals_of(URL, told, (("x-robots-tag", "noindex"),), host)
    assert [tuple(one) for one in found] == [
        ("robots=noai", "meta"),
        ("robots=noindex", "header"),
        ("tdm-reservation=1", "tdmrep.json"),
        ("content-signal=ai-train=no", "robots.txt"),
    ]


def test_uses_come_in_the_order_of_the_vocabulary() -> None:
    said = [
        "content-usage=search=n",
        "robots=noai",
        "tdm-reservation=1",
        "robots=noarchive",
        "content-usage=train-ai=n",
    ]
    assert reserved_by(said) == ("archive", "tdm", "ai", "ai-train", "search")
    assert reserved_by(["tdm-reservation=0", "content-signal=ai-train=yes", "license=https://x.example/"]) == ()
    assert set(RESERVED_BY.values()) == set(USES)


LINES = st.lists(
    st.sampled_from(
        [
            "User-agent: *",
            "User-agent: thinktap",
            "Content-Signal: ",
            "Content-Usage: ",
            "License: ",
            "Allow: /",
            "/ ",
            "/*",
        ]
    )
    | st.text(max_size=20)
    | st.sampled_from(["ai-train=no", "train-ai=n", "search=yes", ",", ";", "=", '"', "\n", "\r", "#", " "]),
    max_size=30,
).map("".join)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(["/", "/*", "1", "*$"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["location", "tdm-reservation", "tdm-policy"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def _is_sound(text: str) -> bool:
    name, equals, value = text.partition("=")
    return bool(name and equals and value) and text.isprintable() and len(value) <= LONGEST + 20


@given(LINES, st.text(max_size=30))
def test_any_robots_txt_is_read(text: str, path: str) -> None:
    assert all(map(_is_sound, of_robots(text, f"{HOME}/{path}")))


@given(JSON | st.binary(max_size=60))
def test_any_file_is_read(said: Any) -> None:
    assert all(map(_is_sound, of_tdm(said)))


@given(st.sampled_from(["x-robots-tag", "link", "content-usage", "content-signal", "tdm-reservation"]), LINES)
def test_any_header_is_read(name: str, value: str) -> None:
    found = signals(headers={name: value, "tdm-policy": value})
    assert all(map(_is_sound, found))
    assert set(reserved_by(found)) <= set(USES)


@given(st.binary(max_size=200), st.text(alphabet=printable, max_size=60))
def test_any_page_is_read(body: bytes, content: str) -> None:
    page = (
        body
        + f"<meta name=robots content='{content}'><link rel=license type='application/rsl+xml' href='{content}'>".encode()
    )
    assert all(_is_sound(one.text) for one in signals_of(URL, told_by(page), ()))


@given(st.text(alphabet="/ab*$%2A", max_size=12), st.text(alphabet="/ab*$%2A?", max_size=12))
def test_a_pattern_matches_itself_and_what_begins_so(said: str, more: str) -> None:
    """As far as it has no character that stands for others."""
    if pattern := pattern_of(f"/{said}"):
        literal = path_of(f"{HOME}/{said}")
        if "*" not in said and not said.endswith("$"):
            assert matches(pattern, literal)
            assert matches(pattern, path_of(f"{HOME}/{said}{more}")) or "%" in said or "?" in more


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\n" + "Content-Usage: /*a*a*a*a*a*a*a*a*b train-ai=n\n" * 20_000,
        "User-agent: *\n" * 100_000,
        "Content-Signal: " + "ai-train=no," * 100_000,
        "Content-Usage: " + '"' * 500_000,
        "Content-Usage: " + "a" * 500_000 + "=n",
        "License: " + "x" * 500_000,
        "License: https://x.example/\n" * 50_000,
        ": \n" * 200_000,
        "User-agent: thinktap\nUser-agent: *\n" + "Content-Signal: /" + "*" * 100_000 + " ai-train=no\n",
    ],
)
def test_a_hostile_robots_txt_is_read_in_time(text: str) -> None:
    with bounded():
        assert len(of_robots(text, f"{HOME}/{'a' * 5_000}")) <= MOST_SIGNALS


@pytest.mark.parametrize("value", ["<" * 50_000, "<a>;" * 50_000, "noai," * 50_000, "a:" * 50_000, '"\\"' * 50_000])
def test_a_hostile_header_is_read_in_time(value: str) -> None:
    for name in ("x-robots-tag", "link", "content-usage", "content-signal", "tdm-reservation", "tdm-policy"):
        with bounded():
            assert len(signals(headers={name: value, "tdm-reservation": "1"})) <= MOST_SIGNALS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_host_s_files_are_read_in_whatever_encoding_they_come(encoding: str) -> None:
    robots = "Content-Signal: ai-train=no\nUser-agent: *\nDisallow:\n".encode(encoding)
    mining = '[{"location": "/", "tdm-reservation": 1}]'.encode(encoding)
    said = set(host_rules(f"https://{encoding}.example", robots, mining).signals(URL))
    assert said == {"tdm-reservation=1", "content-signal=ai-train=no"}
