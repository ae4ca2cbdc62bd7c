"""How is a source written as TOML? Only what is not found without it."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from crawler.source import LimitsPart, Source


def source_text(source: Source) -> str:
    """The file's text, proved by reading it."""
    own: dict[str, Any] = {"name": source.name}
    own |= {"language": source.language} if source.language else {}
    own |= {"private_hosts": list(source.private_hosts)} if source.private_hosts else {}
    tables = {
        "listing": {"start": list(source.listing.start)},
        "article": source.article.model_dump(exclude_none=True),
        "limits": {"delay": source.limits.delay} if source.limits.delay != LimitsPart().delay else {},
    }
    text = _lines(own) + "".join(f"\n[{name}]\n{_lines(keys)}" for name, keys in tables.items() if keys)
    Source.model_validate({**tomllib.loads(text), "id": source.id})
    return text


def _lines(keys: dict[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in keys.items())


def _value(value: Any) -> str:
    """JSON's strings, numbers and lists of them are TOML's, but for one control character."""
    if isinstance(value, float):
        return f"{value:g}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
