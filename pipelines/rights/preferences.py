"""Which uses does a line of preferences allow or refuse? Content-Signal and Content-Usage, in robots.txt and as headers.

Content-Signal is Cloudflare's (contentsignals.org, draft-romm-aipref-contentsignals): `search=yes, ai-train=no`.
Content-Usage is the IETF's (draft-ietf-aipref-vocab, draft-ietf-aipref-attach): a dictionary as RFC 9651 has it, the last
one of a key holds, a value other than `y` and `n` says nothing, nor does a key that is not known.
"""

from __future__ import annotations

import re

from pipelines.rights.values import MOST_READ

CONTENT_SIGNAL, CONTENT_USAGE = "content-signal", "content-usage"
SIGNALS = frozenset(("search", "ai-input", "ai-train"))
# Of the newest draft, then of those before it, which sites have taken up.
USAGES = frozenset(
    ("train-ai", "ai-use", "search", "bots", "tdm", "ai", "train-genai", "genai", "ai-input", "ai-output")
)
_SIGNAL = re.compile(r"(?<![^\s,;])([a-z-]{2,20})\s{0,9}=\s{0,9}(yes|no)(?![^\s,;])", re.IGNORECASE)
_MEMBER = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^,"])+')
_USAGE = re.compile(r"([a-z*][a-z0-9_.*-]*)=([yn])\s*(?:;.*)?", re.DOTALL)


def preferences(name: str, said: str) -> tuple[str, ...]:
    """The signals of one statement; of none that is not understood.

    Args:
        name: ``"content-signal"`` or ``"content-usage"``.
        said: What stands behind it, without a path.
    """
    said = said[:MOST_READ]
    found = _signals(said) if name == CONTENT_SIGNAL else _usages(said)
    return tuple(f"{name}={key}={value}" for key, value in found.items())


def _signals(said: str) -> dict[str, str]:
    """A key that is named twice is refused where one of them says so: nothing tells which one holds."""
    found: dict[str, str] = {}
    for key, value in ((one[1].lower(), one[2].lower()) for one in _SIGNAL.finditer(said)):
        if key in SIGNALS and found.get(key) != "no":
            found[key] = value
    return found


def _usages(said: str) -> dict[str, str]:
    members = (_USAGE.fullmatch(one.strip()) for one in _MEMBER.findall(said))
    return {one[1]: one[2] for one in members if one and one[1] in USAGES}
