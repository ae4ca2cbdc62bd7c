"""A headless browser for one test, and all that it asked for and complained of."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK, PHONE = {"width": 1200, "height": 900}, {"width": 375, "height": 800}


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium; a test that needs it says that it was skipped where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"none of {', '.join(NAMES)} is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without a sandbox of its own it also starts as root; what it opens is our own.
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Opened:
    """A file that is open in a browser."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # in the console, by a page or by the browser

    def answer(self, expression: str) -> Any:
        """What an expression of JavaScript comes to in the page."""
        return self.page.evaluate(expression)


def opened(started: Browser, file: Path, **options: Any) -> Opened:
    """Open a file in a window of its own."""
    page = started.new_context(**{"viewport": DESK, **options}).new_page()
    told = Opened(page)
    page.on("request", lambda request: told.asked.append(request.url))
    page.on("console", lambda message: told.said.append(message.text))
    page.on("pageerror", lambda error: told.said.append(str(error)))
    page.goto(file.as_uri())
    return told
