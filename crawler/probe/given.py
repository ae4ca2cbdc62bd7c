"""What is known of a source before it is probed? An address, and perhaps the id it is to have."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.download.hosts import PORTS, is_private, with_port
from crawler.probe.identity import id_of
from crawler.source import Source

UNNAMED = "new_source"  # an id for a host that is a number, until the institute's name is known


def unknown_source(address: str, name: str | None, delay: float) -> Source:
    """What to probe when nothing is known but an address.

    Args:
        address: As it was given.
        name: The id that is wanted. Null when none is.
        delay: Seconds between requests.

    Raises:
        ValueError: It is no web address.
    """
    parts = urlsplit(address if "://" in address else f"//{address}")
    host = parts.hostname or ""
    if parts.scheme not in {"", "http", "https"} or not host or any(letter.isspace() for letter in parts.netloc):
        raise ValueError(address)
    named = dict.fromkeys(with_port(f"{scheme}://{parts.netloc}") for scheme in PORTS)
    return Source.model_validate(
        {
            "id": name or id_of(host, None) or UNNAMED,
            "name": host,
            "private_hosts": tuple(named) if is_private(host) else (),
            "listing": {"start": [address if "://" in address else f"https://{address}"]},
            "limits": {"delay": delay},
        }
    )
