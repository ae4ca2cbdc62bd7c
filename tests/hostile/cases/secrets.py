"""What logs in: names in addresses, `.netrc`, a proxy's password, cookies. None of it reaches a host that it is not for.

Every other case is judged by that as well: no request ever says who somebody is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.hostile.answers import first, made, redirect, whole
from tests.hostile.case import Family
from tests.hostile.cases.tls import NAMES
from tests.hostile.certificates import HOST
from tests.hostile.full import Full
from tests.hostile.server import Server
from tests.hostile.world import Fate, page

if TYPE_CHECKING:
    from tests.hostile.world import World

secrets = Family("what logs in", names=NAMES)
connections = Family("connection", names=NAMES)
FAMILIES = [secrets, connections]
PAGE = page("An article behind a password", "passwords")
BASIC = whole("", 'WWW-Authenticate: Basic realm="x"', status="401 Unauthorized")


@secrets("a name and a password in a link", quick=True)
def linked(world: World) -> None:
    world.site.scripts[world.path] = whole(PAGE)
    world.list(f"http://ada:S3CRET@{world.named}{world.path}", Fate.STORED)


@secrets("a name and a password in a redirect", quick=True)
def redirected(world: World) -> None:
    world.site.scripts[f"{world.path}/x"] = whole(PAGE)
    world.bad(redirect(f"http://ada:S3CRET@{world.named}{world.path}/x"), Fate.STORED)


@secrets("a name and a password in a redirect to what asks for them")
def asked(world: World) -> None:
    world.site.scripts[f"{world.path}/x"] = BASIC
    world.bad(redirect(f"http://ada:S3CRET@{world.named}{world.path}/x"))


@secrets("a name and a password in a redirect of robots.txt", alone=True)
def rules(world: World) -> None:
    world.site.scripts["/robots.txt"] = redirect(f"http://ada:S3CRET@{world.named}/rules.txt")


@secrets("a name and a password by the element meta")
def meta(world: World) -> None:
    to = f"http://ada:S3CRET@{world.named}{world.path}/x"
    world.site.scripts[f"{world.path}/x"] = whole(PAGE)
    world.bad(whole(f'<meta http-equiv="refresh" content="0;url={to}">'), Fate.STORED)


@secrets("a cookie that is wanted back")
def cookie(world: World) -> None:
    world.bad(first(redirect(world.path), whole(PAGE, "Set-Cookie: id=S3CRET; Path=/")), Fate.EITHER)


@secrets("a password in .netrc", quick=True)
def netrc(world: World) -> None:
    folder = world.folder()
    for name in (".netrc", "_netrc"):
        (folder / name).write_text(f"machine {HOST} login ada password S3CRET\ndefault login ada password S3CRET\n")
    world.around |= {"HOME": str(folder), "NETRC": str(folder / ".netrc")}
    world.bad(BASIC)


@secrets("a proxy's password, and a host that is not asked through it", alone=True)
def proxy(world: World) -> None:
    """The proxy is who hands the site's pages on, so that the site hears from us for one host alone."""
    through = made(lambda talk: world.site.script(urlsplit(talk.path)._replace(scheme="", netloc="").geturl()))
    with_password = f"http://ada:S3CRET@{world.beside(Server(through), '127.0.0.1')}"
    world.around |= {"http_proxy": with_password, "no_proxy": "www.example.org"}
    world.site.scripts[f"{world.path}/x"] = whole(PAGE)
    world.bad(redirect(f"http://{world.name(f'www.example.org:{world.site.port}')}{world.path}/x"), Fate.STORED)


@secrets("a proxy that does not answer", alone=True, good=0, exit=1, cause="any")
def dead_proxy(world: World) -> None:
    world.around |= {"http_proxy": f"http://{world.beside(Full(), '127.0.0.1')}"}


@connections("that never stands", quick=True)
def full(world: World) -> None:
    world.list(f"http://{world.beside(Full())}{world.path}")


@connections("that never stands, for TLS")
def full_tls(world: World) -> None:
    world.list(f"https://{world.beside(Full())}{world.path}")


@connections("that never stands, behind a redirect")
def full_redirect(world: World) -> None:
    world.bad(redirect(f"http://{world.beside(Full())}{world.path}/x"))


@connections("that never stands, for the only listing", alone=True, good=0, exit=1, cause="any")
def full_listing(world: World) -> None:
    world.starts = [f"http://{world.beside(Full())}{world.path}"]
    world.expect(world.path, Fate.REFUSED)


@connections("that is refused, at every port of a listing")
def refused(world: World) -> None:
    world.list(f"http://{world.name(f'{HOST}:1')}{world.path}")
