"""What is a real WordPress? Debian's files copied to a folder, a MariaDB of its own there, and `php -S` on loopback."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.real.processes import answers, port, served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.real.posts import Post

PACKAGED = Path("/usr/share/wordpress")  # where Debian's package has it
PHP = Path(__file__).parent / "php"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"  # a user's PATH may lack the servers' folders
EXTENSIONS = {"mysqli", "mbstring", "xml"}
THEMES = ("twentytwentyone", "twentytwentytwo", "twentytwentythree")
WORKERS = "4"
COMMAND_SECONDS = 60
# Nothing here must outlast a power cut, and it is small.
SMALL = ("--innodb-log-file-size=4M", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M")
CACHED = ("-d", "opcache.enable_cli=1", "-d", "opcache.revalidate_freq=60")


@dataclass(frozen=True)
class Told:
    """A post that anyone may read, as WordPress' own database has it; its times are UTC."""

    slug: str
    url: str
    title: str
    content: str
    author: str
    published: str
    modified: str


@dataclass(frozen=True)
class WordPress:
    """A running one.

    Attributes:
        url: Of its home page, which lists the posts.
        folder: Its files.
        environment: What its PHP finds in its own.
    """

    url: str
    folder: Path
    environment: dict[str, str]

    def change(
        self, *, posts: Sequence[Post] = (), gone: Sequence[str] = (), theme: str | None = None, **more: Any
    ) -> None:
        """Write these posts or pages, delete those with these slugs, wear a theme, and set `options` or add `authors`."""
        said = {"posts": [asdict(one) for one in posts], "gone": gone, **more}
        self.run("change.php", {**said, "theme": theme} if theme else said)

    def tell(self) -> dict[str, Told]:
        """Its posts by their slugs."""
        told = [Told(**one) for one in json.loads(self.run("tell.php"))]
        return {one.slug: one for one in told}

    def run(self, script: str, said: dict[str, Any] | None = None) -> str:
        """Run one of the scripts beside this file, with JSON on its stdin."""
        done = subprocess.run(
            ["php", *CACHED, PHP / script, self.folder],
            input=json.dumps(said or {}),
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            env={**os.environ, **self.environment},
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


def missing() -> str | None:
    """What of it is not installed here; null when all is."""
    tools = [name for name in ("php", "mariadbd", "mariadb-install-db") if not shutil.which(name, path=PLACES)]
    if tools or not (PACKAGED / "wp-load.php").is_file():
        return f"WordPress, php-cli or mariadb-server is not installed ({', '.join(tools) or PACKAGED})"
    modules = subprocess.run(["php", "-m"], capture_output=True, text=True, timeout=COMMAND_SECONDS, check=True)
    lacking = EXTENSIONS - set(modules.stdout.split())
    lacking |= {theme for theme in THEMES if not (PACKAGED / "wp-content/themes" / theme).is_dir()}
    return f"not installed: {', '.join(sorted(lacking))}" if lacking else None


@contextmanager
def running(folder: Path) -> Iterator[WordPress]:
    """An empty blog in an empty folder, whose path is short enough for a socket, until the `with` block ends."""
    files, host = folder / "wordpress", f"127.0.0.1:{port()}"
    shutil.copytree(PACKAGED, files, ignore_dangling_symlinks=True)
    shutil.copy(PHP / "wp-config.php", files)
    (files / "wp-content/mu-plugins").mkdir()
    shutil.copy(PHP / "closed.php", files / "wp-content/mu-plugins")
    socket_path = folder / "db.sock"
    blog = WordPress(f"http://{host}", files, {"BLOG_URL": f"http://{host}", "BLOG_SOCKET": str(socket_path)})
    with ExitStack() as servers:
        servers.enter_context(_database(folder, socket_path))
        blog.run("database.php")
        blog.run("install.php")
        command = ["php", *CACHED, "-S", host, "-t", str(files), str(PHP / "router.php")]
        there = (socket.AF_INET, (host.partition(":")[0], int(host.partition(":")[2])))
        workers = {"PHP_CLI_SERVER_WORKERS": WORKERS, **blog.environment}
        servers.enter_context(served(command, folder / "php.log", lambda: answers(*there), workers))
        yield blog


def _database(folder: Path, socket_path: Path) -> Any:
    data, me = folder / "db", getpass.getuser()
    common = ("--no-defaults", f"--datadir={data}", *SMALL)
    subprocess.run(
        [_server("mariadb-install-db"), *common, f"--user={me}", "--skip-test-db"],
        capture_output=True,
        timeout=COMMAND_SECONDS,
        check=True,
    )
    alone = ("--skip-networking", "--skip-grant-tables", f"--socket={socket_path}", f"--pid-file={folder / 'db.pid'}")
    command = [_server("mariadbd"), *common, *alone, f"--user={me}"]
    return served(command, folder / "db.log", lambda: answers(socket.AF_UNIX, str(socket_path)))


def _server(name: str) -> str:
    found = shutil.which(name, path=PLACES)
    assert found
    return found
