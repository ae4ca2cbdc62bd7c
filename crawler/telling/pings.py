"""How does a dead man's switch hear of a run? By Healthchecks' addresses: at its start, at its end, when it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from crawler.telling.bounded import Untold

if TYPE_CHECKING:
    from crawler.telling.message import Message

START, SUCCESS, FAIL = "/start", "", "/fail"  # behind the check's address: https://healthchecks.io/docs/http_api/
MOST = 10_000  # bytes of text; Healthchecks keeps 100,000, others less
SECONDS = 10  # until an answer begins


class Ping:
    """A check that is pinged in each run, whatever it brought: it is silence that such a check tells of.

    Args:
        url: The check's address; it is a secret.
    """

    kind = "ping"

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def begin(self) -> None:
        """Tell that a run begins.

        Raises:
            Untold: It did not arrive.
        """
        self._send(START, "")

    def tell(self, message: Message, *, is_fine: bool) -> None:
        """Tell the end of a run.

        Raises:
            Untold: It did not arrive.
        """
        self._send(SUCCESS if is_fine else FAIL, f"{message.title}\n\n{message.body}")

    def _send(self, what: str, text: str) -> None:
        url = self._url._replace(path=self._url.path.rstrip("/") + what, fragment="").geturl()
        headers = {"User-Agent": "thinktap", "Content-Type": "text/plain; charset=utf-8"}
        request = Request(url, text.encode()[:MOST], headers, method="POST")  # noqa: S310  (http or https: `targets.py`)
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  (the same)
                answer.read(MOST)
        except HTTPError as error:
            error.close()
            raise Untold(f"answered {error.code}") from None
        except OSError:  # its text may hold the address
            raise Untold("no answer") from None
