"""What is to be told of an answer that is no page of articles? In plain words, and what to do about it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from crawler.asking import why
from pipelines.refuse.reasons import Reason

if TYPE_CHECKING:
    from scrapy.http import Response

CLOSED = {
    Reason.LOGIN: "it asks for a login; give a page that anybody can read",
    Reason.CHALLENGE: "it wants proof that a person asks; such a site can't be crawled",
    Reason.CONSENT: "it shows nothing but a request for consent",
    Reason.PARKED: "the domain is parked: there is no site",
    Reason.MAINTENANCE: "the site is under maintenance; try again later",
    Reason.NOT_FOUND: "it says that the page is not there; open it in a browser and copy the right address",
}
STATUSES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "there is no such page (404); open it in a browser and copy the right address",
    HTTPStatus.GONE: "the page is gone (410); give another one",
    HTTPStatus.UNAUTHORIZED: "it asks for a login (401); give a page that anybody can read",
    HTTPStatus.FORBIDDEN: "the site refuses us (403)",
    HTTPStatus.TOO_MANY_REQUESTS: "the site wants fewer requests (429); try again later",
}
FAILURES = {
    "CannotResolveHostError": "no such host is known; check the spelling",
    "DownloadConnectionRefusedError": "nothing answers there",
    "DownloadTimeoutError": "it does not answer in time",
    "DownloadFailedError": "the connection failed",
    "ResponseDataLossError": "the answer is cut off",
    "UnsupportedURLSchemeError": "it is no web address",
}


def refusal(status: int) -> str:
    """What a status other than 200 says."""
    return STATUSES.get(status, f"the site answers {status}; try again later")


def what_is(response: Response) -> str:
    """What an answer is, in a word or two."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    if response.body.startswith(b"%PDF"):
        return "it is a PDF file"
    if "json" in kind or response.body.lstrip()[:1] in {b"{", b"["}:
        return "it is JSON"
    if "xml" in kind or response.body.lstrip().startswith(b"<?xml"):
        return "it is XML"
    return f"it is no page ({kind})" if kind else "it is no page"


def failure(error: Exception) -> str:
    """Why there is no answer."""
    name = type(error).__name__
    said = why(error)
    if said == "forbidden by robots.txt":
        return "robots.txt forbids us to read it"
    before = type(error.__cause__).__name__  # a robots.txt that can't be had
    return FAILURES.get(name) or FAILURES.get(before, said)
