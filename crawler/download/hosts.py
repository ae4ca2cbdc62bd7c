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
# What IANA has given to the public internet of IPv6; all else is reserved or has a meaning of its own (RFC 4291, 2.4).
UNICAST = ipaddress.ip_network("2000::/3")
# What Python, some versions of it at least, takes for public, and is not: of protocols, with Oracle's 192.0.0.192 (RFC 6890);
# relays of 6to4 (RFC 7526); Azure's hypervisor, which its machines alone reach; for documents (RFC 9637).
OTHERS = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "3fff::/20")))
ISATAP = 0x5EFE  # RFC 5214, 6.1: an IPv4 address in the last 32 bits, behind this
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
    return all(map(_is_public, _inside(ip)))


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


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and ip not in UNICAST:
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in one for one in OTHERS)


def _inside(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """An address, and those that it carries: mapped, 6to4, Teredo's client and server, NAT64, ISATAP."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in NAT64:
        return [last]
    is_isatap = int(ip) >> 32 & 0xFDFFFFFF == ISATAP
    carried = [ip.sixtofour, *(ip.teredo or ()), last if is_isatap else None]
    return [ip, *(one for one in carried if one)]
