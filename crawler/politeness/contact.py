"""Whom may a site write to? The contact that the one who crawls has set, as every request names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 200  # characters
# Nothing that ends a header, or the comment in the User-Agent that the contact stands in (RFC 9110, 5.6.5).
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
URL = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?(?:/[A-Za-z0-9._~!$&'*+,=:@%/?#-]*)?")


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address, or the address of a page that has one."""

    written: str

    @classmethod
    def read(cls, text: str) -> Contact | None:
        """The contact as it was set; null when none was.

        Raises:
            ValueError: It is none.
        """
        if not text:
            return None
        if len(text) > LONGEST or not (EMAIL.fullmatch(text) or URL.fullmatch(text)):
            raise ValueError(
                f"THINKTAP_CONTACT is an e-mail address or the address of a page, not {text[:LONGEST]!r}"
            )
        return cls(text)

    def agent(self, agent: str) -> str:
        """The User-Agent with the contact in its comment."""
        return f"{agent[:-1]}; {self.written})" if agent.endswith(")") else f"{agent} ({self.written})"

    @property
    def sender(self) -> str | None:
        """What stands in the header From, which is for e-mail addresses alone (RFC 9110, 10.1.2); null for a page."""
        return self.written if EMAIL.fullmatch(self.written) else None
