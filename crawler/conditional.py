"""How is it asked whether something has changed? With the validators of its last answer, so that 304 may be the answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from output.visit import Validators


def conditional(validators: Validators | None, meta: dict[str, Any]) -> dict[str, Any]:
    """The headers and the meta of a request, which takes 304 for an answer where it asks for it.

    Args:
        validators: Those of the last answer. Null to ask for the whole in any case.
        meta: What the request carries besides.
    """
    sent = validators and {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    headers = {name: value for name, value in (sent or {}).items() if value}
    if not headers:
        return {"meta": meta}
    return {"headers": headers, "meta": {**meta, "handle_httpstatus_list": [HTTPStatus.NOT_MODIFIED]}}
