"""Which hosts are public? As an address is written, and as it is connected to."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

PORTS = {"http": 80, "https": 443}
# Names that resolve to nothing public, by RFC 6761, RFC 6762, RFC 7686 and ICANN's reservation of "internal".
PRIVATE_NAMES = (".localhost", ".local", ".internal", ".onion", ".home.arpa")
PRIVATE = "private host"  # how the reason begins for which one is not asked
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


def is_public(address: str) -> bool:
    """Whether an IP address, as a socket gets it, is one of the public internet.

    What carries an IPv4 address inside is judged by that as well.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])  # the zone of a link-local one
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _inside(ip))


def is_private(host: str) -> bool:
    """Whether a host, as an address has it, is written as no public one; a name is not resolved."""
    host = host.lower().removesuffix(".")
    if host == "localhost" or host.endswith(PRIVATE_NAMES):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return not is_public(host)


def with_port(url: str) -> str:
    """The host of an address, in lower case, with its port: ``127.0.0.1:8000``.

    Raises:
        ValueError: It has none, or its port is no port.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("it names no host")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port or PORTS.get(parts.scheme, 0)}"


def _inside(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """An address, and those that it carries: mapped, 6to4, Teredo's client and server, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    carried = [ip.sixtofour, *(ip.teredo or ())]
    if ip in NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return [ip, *(one for one in carried if one)]
