"""Sources: one TOML a think tank; a mistake is named with its file, its key and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scrapy.settings import Settings

from crawler.source import Source, load
from crawler.source_files import OUR_SOURCES, SourceError, find
from crawler.spiderloader import TomlSpiderLoader
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 'name = "Kite"\n[listing]\nstart = ["https://kite.example/"]\n'


def written(tmp_path: Path, text: str, name: str = "kite.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_the_least_a_source_says(tmp_path: Path) -> None:
    source = load(written(tmp_path, LEAST))
    assert (source.id, source.name, source.listing.start) == ("kite", "Kite", ("https://kite.example/",))
    assert (source.limits.delay, source.limits.concurrency, source.counter.ask) == (1.0, 1, "auto")
    assert source.private_hosts == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "K"\n', "listing.start is missing"),
        ('name = "K"\n[listing]\n', 'listing.start is missing (add under [listing]: start = ["https://…"])'),
        ('name = "K"\n[listing]\nstart = []\n', "listing.start"),
        (
            'name = "K"\n[listing]\nstrat = ["https://kite.example/"]\n',
            "unknown key listing.strat; did you mean start?",
        ),
        ('nmae = "K"\n[listing]\nstart = ["https://kite.example/"]\n', "unknown key nmae; did you mean name?"),
        (LEAST + "delay = 2\n", "unknown key listing.delay; it belongs under [limits]"),
        (LEAST + "wholly_other = 2\n", "known are start, sites, strategy, quiet, link, next"),
        (LEAST + "[limits]\ndelay = -1\n", "limits.delay: Input should be greater than or equal to 0 (it says -1)"),
        (LEAST + '[counter]\nask = "sometimes"\n', "counter.ask"),
        (LEAST + '[article]\ntitle = "h1["\n', "article.title: no CSS selector"),
        (
            'name = "K"\ntimezone = "Mars/Base"\n[listing]\nstart = ["https://kite.example/"]\n',
            "no time zone is called 'Mars/Base'",
        ),
        ('name = "K"\n[listing]\nstart = ["kite.example"]\n', "an address begins with http:// or https://"),
        ('id = "x"\n' + LEAST, "the file's name is the id"),
        ("name = \n", "is no TOML"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SourceError) as told:
        load(path)
    assert str(told.value).startswith(f"{path}: ")
    assert message in str(told.value)
    assert "\n" not in str(told.value).strip()


@pytest.mark.parametrize("name", ["Kite.toml", "9kite.toml", "ki-te.toml", "ki te.toml"])
def test_a_file_s_name_is_an_id(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="a-z, 0-9 and _"):
        load(written(tmp_path, LEAST, name))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "kite.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="can't be read"):
        load(path)


def test_sources_are_found_in_the_first_folder_that_has_them(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, LEAST)
    written(tmp_path / "two", LEAST, "owl.toml")
    found = find((tmp_path / "one", tmp_path / "two"))
    assert found == {"kite": tmp_path / "one" / "kite.toml", "owl": tmp_path / "two" / "owl.toml"}
    with pytest.raises(SourceError, match="no such folder"):
        find((tmp_path / "three",))


def test_one_spider_a_source(tmp_path: Path) -> None:
    written(tmp_path, LEAST)
    loader = TomlSpiderLoader.from_settings(Settings({"THINKTAP_SOURCES": [str(tmp_path)]}))
    assert "kite" in loader.list()
    spider = loader.load("kite")
    assert spider.name == "kite"
    settings = Settings()
    spider.update_settings(settings)
    assert (settings["THINKTAP_DELAY"], settings["CONCURRENT_REQUESTS_PER_DOMAIN"]) == (1.0, 1)
    with pytest.raises(KeyError, match="no source is called owl"):
        loader.load("owl")


@pytest.mark.parametrize(
    "path",
    [*OUR_SOURCES.glob("*.toml"), *(PROJECT / "crawler" / "demo" / "sources").glob("*.toml")],
    ids=lambda path: path.stem,
)
def test_our_own_sources_are_right(path: Path) -> None:
    assert load(path).name


def test_every_key_is_documented() -> None:
    documented = (PROJECT / "docs" / "sources.md").read_text("utf-8")
    for name, field in Source.model_fields.items():
        keys = getattr(field.annotation, "model_fields", {})
        assert name == "id" or f"`{name}`" in documented or f"`[{name}]`" in documented, name
        assert [key for key in keys if f"`{key}`" not in documented] == [], name


def test_the_catalogue_is_right_and_not_yet_verified() -> None:
    """Real institutes by leads that nobody has tried: the least a file may say, and crawled only when named."""
    paths = sorted((PROJECT / "crawler" / "sources").glob("*.toml"))
    sources = [load(path) for path in paths]
    assert len(sources) >= 40
    assert len({source.listing.start for source in sources}) == len(sources)
    assert [source.id for source in sources if source.verified] == []
    loader = TomlSpiderLoader(Settings())
    assert loader.list() == [source.id for source in sources]
    assert loader.verified() == []


@pytest.mark.parametrize(
    ("host", "named"),
    [("127.0.0.1:8000", "127.0.0.1:8000"), ("Intranet:80", "intranet:80"), ("[::1]:8000", "[::1]:8000")],
)
def test_private_hosts_are_named_in_one_form(tmp_path: Path, host: str, named: str) -> None:
    assert load(written(tmp_path, f'private_hosts = ["{host}"]\n{LEAST}')).private_hosts == (named,)


@pytest.mark.parametrize("host", ["127.0.0.1", "http://127.0.0.1:8000", "127.0.0.1:http", "::1:8000", ""])
def test_what_is_no_private_host_is_said(tmp_path: Path, host: str) -> None:
    with pytest.raises(SourceError, match="private_hosts"):
        load(written(tmp_path, f'private_hosts = ["{host}"]\n{LEAST}'))
