"""What if names resolve to what a stranger says? The command, in a process where a table stands in for DNS.

A name may resolve to something else each time it is asked for. No other name is asked for, and no packet leaves this
machine: a connection to PUBLIC is refused right here.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PUBLIC = "192.0.0.9"  # globally reachable by the registry of RFC 6890, and nobody's
MOST = 100  # families, types and protocols of one answer


def stand_in(names: Mapping[str, Sequence[str]]) -> None:
    """From now on, these names resolve to these addresses in this process, in turn.

    Args:
        names: By name, what each lookup answers: addresses with blanks between them.
    """
    real, asked = socket.getaddrinfo, Counter[str]()

    def addresses(host: str) -> Sequence[str]:
        if host.rstrip(".") not in names:
            return [host]
        turns = names[host.rstrip(".")]
        asked[host] += 1
        return turns[min(asked[host], len(turns)) - 1].split()

    def getaddrinfo(host: Any, *rest: Any, **more: Any) -> list[Any]:
        said = host.decode() if isinstance(host, bytes) else host
        found = [one for address in addresses(said) if (one := _numeric(address))]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, f"{said}: no such name")
        return [row for address in found for row in real(address, *rest, **more)][:MOST]

    def gethostbyname(host: str) -> str:
        return str(getaddrinfo(host, None, socket.AF_INET)[0][4][0])

    socket.getaddrinfo = getaddrinfo
    socket.gethostbyname = gethostbyname
    socket.socket.connect_ex = _refusing(socket.socket.connect_ex)  # type: ignore[method-assign]


def _numeric(host: str) -> str:
    """The host where it is no name, the loopback's name included."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return "127.0.0.1" if host == "localhost" else ""


def _refusing(real: Any) -> Any:
    def connect_ex(self: socket.socket, address: Any) -> int:
        return errno.ECONNREFUSED if address[0] == PUBLIC else int(real(self, address))

    return connect_ex
