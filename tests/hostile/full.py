"""What if a connection never stands? A port on loopback whose queue is full, so that who knocks hears nothing."""

from __future__ import annotations

import socket
from typing import Self

KNOCKS = 20  # more than the shortest queue holds, whatever the system makes of a length of 0


class Full:
    """Listens, accepts nobody, and has no room for more, while its `with` block lasts."""

    def __enter__(self) -> Self:
        self._sockets = [socket.socket()]
        self._sockets[0].bind(("127.0.0.1", 0))
        self._sockets[0].listen(0)
        self.port: int = self._sockets[0].getsockname()[1]
        for _ in range(KNOCKS):
            knock = socket.socket()
            knock.settimeout(0)
            knock.connect_ex(("127.0.0.1", self.port))
            self._sockets.append(knock)
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._sockets:
            one.close()
