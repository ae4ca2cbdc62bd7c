"""How is it told to cron? One line a crawl; what cron mails is what a crawl says on stderr."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.timetable.crawling import Crawling
    from crawler.timetable.starts import Start

HEAD = """\
# thinktap, for `crontab -e`. No lock is needed around a line: each source has its own, and a crawl that finds all of
# its sources held ends with status 75. Tables go to the log; what needs a look is said on stderr, which cron mails.
# Print it again when sources come or go."""
# As a comment, also where it is set: it holds passwords, and what is printed is shown and saved.
NOTIFY = "# THINKTAP_NOTIFY=mailtos://tap:PASSWORD@mail.example.org?to=you@example.org https://hc-ping.com/UUID"


def crontab(crawling: Crawling, starts: Sequence[Start]) -> Iterator[str]:
    """The lines of a crontab."""
    yield HEAD
    yield f"MAILTO={crawling.mail}" if crawling.mail else "# MAILTO=you@example.org"
    if crawling.contact:
        yield f"THINKTAP_CONTACT={crawling.contact}"
    yield NOTIFY
    for start in starts:
        hour, minute = start.clock
        line = f"{shlex.join(crawling.words(start.sources))} >> {shlex.quote(str(crawling.log))}"
        line = line.replace("%", "\\%")  # a bare one ends cron's line
        yield f"{minute} {hour} * * *  {line}"
