"""The contact: in the User-Agent, in From, and never more than one header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from crawler.politeness.contact import Contact
from crawler.source import load
from crawler.spiders.listing import ListingSpider
from tests.conftest import cold_thinktap

if TYPE_CHECKING:
    from pathlib import Path

AGENT = "thinktap/0.1 (+https://thinktap.example)"


@pytest.mark.parametrize(
    ("written", "agent", "sender"),
    [
        ("me@kite.example", "thinktap/0.1 (+https://thinktap.example; me@kite.example)", "me@kite.example"),
        ("https://kite.example/bot", "thinktap/0.1 (+https://thinktap.example; https://kite.example/bot)", None),
    ],
)
def test_a_contact_stands_in_what_is_sent(tmp_path: Path, written: str, agent: str, sender: str | None) -> None:
    path = tmp_path / "kite.toml"
    path.write_text('name = "Kite"\n[listing]\nstart = ["https://kite.example/"]\n', "utf-8")
    settings = Settings({"USER_AGENT": AGENT, "THINKTAP_CONTACT": written})
    type("Kite", (ListingSpider,), {"source": load(path)}).update_settings(settings)
    assert settings["USER_AGENT"] == agent
    assert settings.getdict("DEFAULT_REQUEST_HEADERS").get("From") == sender
    assert "Accept" in settings.getdict("DEFAULT_REQUEST_HEADERS")


@pytest.mark.parametrize(
    ("language", "sent"),
    [("", None), ("zh", "zh, *;q=0.5"), ("pt-BR", "pt-BR, *;q=0.5"), ("two of them", None), ("de\\r\\nX: y", None)],
)
def test_a_site_is_asked_for_its_source_s_language_alone(tmp_path: Path, language: str, sent: str | None) -> None:
    path = tmp_path / "kite.toml"
    said = f'language = "{language}"\n' if language else ""
    path.write_text(f'name = "Kite"\n{said}[listing]\nstart = ["https://kite.example/"]\n', "utf-8")
    settings = Settings()
    settings.setmodule("crawler.settings")
    type("Kite", (ListingSpider,), {"source": load(path)}).update_settings(settings)
    assert settings.getdict("DEFAULT_REQUEST_HEADERS").get("Accept-Language") == sent


@pytest.mark.parametrize(
    "written",
    [
        *("me", "me@", "me@kite", "ftp://kite.example", "https://", "me@kite.example\r\nX: y", "a b@kite.example"),
        *(
            "me@kite.example)",
            "mé@kite.example",
            "https://kite.example/(x)",
            "x" * 300 + "@kite.example",
            "me@kite.example\0",
        ),
    ],
)
def test_what_is_no_contact_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="THINKTAP_CONTACT"):
        Contact.read(written)


def test_a_command_says_that_it_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THINKTAP_CONTACT", "me\x1b[0m")
    done = cold_thinktap("crawl")
    assert (done.status, done.stdout) == (2, "")
    assert (
        done.stderr == "thinktap: THINKTAP_CONTACT is an e-mail address or the address of a page, not 'me\\x1b[0m'\n"
    )


def test_none_is_none() -> None:
    assert Contact.read("") is None


@given(st.text())
def test_whatever_is_taken_is_one_header(text: str) -> None:
    try:
        contact = Contact.read(text)
    except ValueError:
        return
    if contact:
        assert contact.written.isascii()
        assert contact.written.isprintable()
        assert not set("();\\ ") & set(contact.written.replace("://", ""))  # the comment stays one
