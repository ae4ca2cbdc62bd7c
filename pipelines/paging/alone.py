"""Does a page give an article by itself, and if not, may it be one page of an article all the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelines.body.embedded import embedded
from pipelines.refuse.read import why_no_article
from pipelines.refuse.reasons import MAY_HOLD_ONE, Reason

if TYPE_CHECKING:
    from pipelines.body.embedded import Embedded
    from pipelines.document import Document
    from pipelines.paging.pager import Pager
    from pipelines.refuse.reasons import Refused

# What a page looks like that shows little: a picture, a few lines. The article may go on behind it.
LITTLE = frozenset((Reason.SHELL, Reason.FILE))
# A further page may show little beside what pages are listed by, too.
FURTHER = LITTLE | {Reason.LISTING}


class Alone(NamedTuple):
    """What a page is by itself.

    Attributes:
        refused: Why it gives no article; null when it does.
        held: The body that it holds as data, where it shows none.
    """

    refused: Refused | None = None
    held: Embedded | None = None

    def is_page_of(self, pager: Pager) -> bool:
        """Whether it may be the page of an article that its row says it is; a wall never is, whatever stands around it."""
        return self.refused is None or self.refused.reason in (LITTLE if pager.number == 1 else FURTHER)


def alone(page: Document) -> Alone:
    """What a page is by itself; where the source says what the body is, and it is there, it gives an article."""
    refused = None if page.selected("body") else why_no_article(page)
    held = embedded(page, "") if refused and refused.reason in MAY_HOLD_ONE else None
    return Alone(None if held else refused, held)
