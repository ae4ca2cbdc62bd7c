"""Which answers block us."""

from __future__ import annotations

import pytest

from crawler.politeness.blocks import CHALLENGE, block

GUARD = (
    b"<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
)
ARTICLE = (
    b"<html><head><title>A moment of truth</title></head><body><p>" + b"They met again. " * 2_000 + b"</body></html>"
)

STYLES = b"<style>" + b".a > .b { color: red }" * 5_000 + b"</style>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "why"),
    [
        (200, {}, b"<title>Views</title>", None),
        (200, {}, GUARD, CHALLENGE),
        (403, {}, GUARD, CHALLENGE),
        (503, {}, GUARD, CHALLENGE),
        (404, {}, GUARD, None),
        (200, {}, b"<html><script>document.cookie='__jsl_clearance_s='</script></html>", CHALLENGE),
        (200, {}, ARTICLE + b"<script src='/btwaf.js'></script>", None),  # on a large page a mark proves nothing
        # A script that a guard puts into every page, beside an article of few links; and an article of a guard's words.
        (200, {}, ARTICLE[:6_000] + b"<script>AwsWafIntegration.getToken()</script>", None),
        (200, {}, ARTICLE[:6_000].replace(b"A moment of truth", b"Access denied"), None),
        (200, {}, GUARD.replace(b"_opt={}", b"_opt={};if(a<b)c>d" + b";e=1" * 900), CHALLENGE),
        # An article of a guard's words, whose head is full of styles; and a guard's page of the same make.
        (200, {}, GUARD.replace(b"<body>", STYLES + b"<body>They met again. " + b"They met again. " * 200), None),
        (200, {}, GUARD.replace(b"<body>", STYLES + b"<body>" + b"<a href=/a>A</a>" * 9), None),
        (200, {}, GUARD.replace(b"<body>", STYLES + b"<body>"), CHALLENGE),
        (202, {"x-amzn-waf-action": "challenge"}, b"", CHALLENGE),
        (405, {"x-amzn-waf-action": "captcha"}, b"", CHALLENGE),
        (202, {}, b"<meta http-equiv='refresh' content='0;/.well-known/sgcaptcha/?r=%2F'>", CHALLENGE),
        (200, {}, "<title>请稍候…</title>".encode(), CHALLENGE),
        (403, {"cf-mitigated": "challenge"}, b"", CHALLENGE),
        (403, {}, b"", "HTTP 403"),
        (401, {}, b"", "HTTP 401"),
        (429, {}, b"", "HTTP 429"),
        (451, {}, b"", "HTTP 451"),
        (503, {}, b"", None),
        (503, {"retry-after": "10"}, b"", "HTTP 503"),
        (500, {"retry-after": "10"}, b"", None),
        (404, {}, b"", None),
    ],
)
def test_blocks(status: int, headers: dict[str, str], body: bytes, why: str | None) -> None:
    assert block(status, headers, body) == why
