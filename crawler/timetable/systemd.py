"""How is it told to systemd? A service and a timer a crawl, in a script that writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crawler.timetable.crawling import Crawling
    from crawler.timetable.starts import Start

ENVIRONMENT = "/etc/thinktap.env"  # units are read by anybody, and targets hold passwords
HEAD = """\
#!/bin/sh
# thinktap's units. To install them:  thinktap schedule --print systemd … | sudo sh
# To write them elsewhere, for a look:  … | sh -s FOLDER
# No lock is needed around a crawl: each source has its own, and one that finds all of its sources held ends with status
# 75, which is no failure here. Tables go to the log, messages to the journal. Print it again when sources come or go.
# Whom crawls tell of trouble is read from {env}, if it is there; only root need read it (chmod 600):
# THINKTAP_NOTIFY="mailtos://tap:PASSWORD@mail.example.org?to=you@example.org https://hc-ping.com/UUID"
set -eu
units=${{1:-/etc/systemd/system}}"""
SERVICE = """\
[Unit]
Description=thinktap: crawl {what}
Wants=network-online.target
After=network-online.target
{on_failure}
[Service]
Type=oneshot
User={user}
{contact}EnvironmentFile=-{environment}
ExecStart={command}
SuccessExitStatus=75
StandardOutput=append:{log}
Nice=10
NoNewPrivileges=yes
ProtectSystem=full
"""
TIMER = """\
[Unit]
Description=thinktap: when to crawl {what}

[Timer]
OnCalendar=*-*-* {hour:02}:{minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target
"""
# systemd takes $$ for $, and %% for %.
MAIL = """\
[Unit]
Description=thinktap: mail that %i has failed

[Service]
Type=oneshot
ExecStart=/bin/sh -c '{{ printf "To: %%s\\nSubject: %%s failed\\n\\n" "$$1" "$$2"; systemctl status --full --lines=50 "$$2"; }} | /usr/sbin/sendmail -t' sh {mail} %i
"""
MAIL_NAME = "thinktap-mail@"


def script(crawling: Crawling, starts: Sequence[Start]) -> Iterator[str]:
    """The lines of a shell script that writes the units, and says how they are switched on."""
    yield HEAD.format(env=ENVIRONMENT)
    names = []
    for number, start in enumerate(starts, 1):
        names.append(name := f"thinktap-{number:02}")
        yield from _file(f"{name}.service", service(crawling, start))
        hour, minute = start.clock
        yield from _file(f"{name}.timer", TIMER.format(what=_what(start), hour=hour, minute=minute))
    if crawling.mail:
        yield from _file(f"{MAIL_NAME}.service", MAIL.format(mail=_word(crawling.mail)))
    timers = " ".join(f"{name}.timer" for name in names)
    yield f'echo "Written into $units. Now: systemctl daemon-reload && systemctl enable --now {timers}"'


def service(crawling: Crawling, start: Start) -> str:
    """The unit that does one crawl."""
    said = f"THINKTAP_CONTACT={crawling.contact}"
    return SERVICE.format(
        what=_what(start),
        on_failure=f"OnFailure={MAIL_NAME}%n.service\n" if crawling.mail else "",
        user=crawling.user,
        contact=f"Environment={_quoted(said.replace('%', '%%'))}\n" if crawling.contact else "",
        environment=ENVIRONMENT,
        command=" ".join(map(_word, crawling.words(start.sources))),
        log=str(crawling.log).replace("%", "%%"),
    )


def _what(start: Start) -> str:
    count = len(start.sources)
    return "every source" if not count else start.sources[0] if count == 1 else f"{count} sources"


def _word(word: str) -> str:
    """A word of a command line, as systemd reads it: neither a variable nor a specifier."""
    plain = word.replace("%", "%%").replace("$", "$$")
    return plain if re.fullmatch(r"[\w@%+=:,./-]+", plain, re.ASCII) else _quoted(plain)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _file(name: str, text: str) -> Iterable[str]:
    return (f"cat > \"$units/{name}\" <<'UNIT'", f"{text}UNIT")
