"""Help that helps: each command shows an example that works, a slip gets a suggestion, a shell completes names, all quickly."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from crawler.cli import app
from crawler.source_files import OUR_SOURCES, find
from output.layout import Layout
from output.names import tables
from output.records import SourceCard
from output.run import Verdict
from output.store import Ending, Run, Store
from tests.conftest import PROJECT, python, thinktap
from tests.dataset import article
from tests.made import TEXT

COMMANDS = get_command(app).commands
ASKING = {"add", "check", "crawl", "doctor"}  # their examples ask real sites: their words are looked at, and no more
ELSEWHERE = {"demo"}  # its example is what test_wheel.py begins with
STORED = ("brookings", "demo", "example")  # what the examples speak of


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which some sources have been crawled, with the files that the examples speak of."""
    home, now = tmp_path_factory.mktemp("home"), datetime(2026, 2, 1, 5, tzinfo=UTC)
    (home / "sources").mkdir()
    for name in STORED:
        card = SourceCard(name, name, f"https://{name}.example/")
        with Store(Layout.at(home / "output" / "data"), card, Run(f"{name}-1", now, "0.1.0")) as store:
            store.add_article(article(card, "wind", now, title="Wind power", views=7)).result()
            store.publish(Ending(now, Verdict(0, "made for a test"), store.settle(1)))
        text = f'name = "{name}"\n[listing]\nstart = ["https://{name}.example/"]\n'
        (home / "sources" / f"{name}.toml").write_text(text, "utf-8")
    (home / "page.html").write_text(f"<html lang=en><h1>Title</h1>{TEXT}", "utf-8")
    line = {"id": 1, "url": "https://kite.example/1", "path": "page.html"}
    (home / "manifest.jsonl").write_text(json.dumps(line), "utf-8")
    return home


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same by the names of its files alone, which is all that a completion reads; and go there."""
    held = ("articles/source=demo/part-0.parquet", "runs/source=demo/2026.parquet", "sources/part-0.parquet")
    others = (
        "archive/source=demo/0001.warc.gz",
        ".tmp/demo/aside.parquet",
        *(f"latest/{name}.json" for name in STORED),
    )
    for path in (*(f"output/data/{name}" for name in (*held, *others)), "sources/example.toml", "sources/kite.toml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    monkeypatch.chdir(tmp_path)


def example(name: str) -> list[str]:
    """The words of the one example in a command's help, but for where its stdout goes."""
    (line,) = re.findall(r"^ *Example: (thinktap .+)$", COMMANDS[name].help or "", re.MULTILINE)
    words = shlex.split(line.partition(" > ")[0])
    assert words[:2] == ["thinktap", name]
    return words[2:]


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - ASKING - ELSEWHERE))
def test_the_example_in_the_help_works(home: Path, name: str) -> None:
    done = thinktap(name, *example(name), before=f"import os; os.chdir({str(home)!r})")
    assert done.status == 0, done.stderr


@pytest.mark.parametrize("name", sorted(ASKING | ELSEWHERE))
def test_the_example_of_a_command_that_asks_can_be_read(name: str) -> None:
    said = COMMANDS[name].make_context(name, example(name)).params
    named = said.get("names") or [said.get("name")]
    assert name not in {"check", "crawl", "doctor"} or set(named) <= find([OUR_SOURCES]).keys()


def shown_in_the_documents() -> list[str]:
    texts = [path.read_text("utf-8") for path in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))]
    blocks = [
        block for text in texts for block in re.findall(r"^```(?:sh)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [said[1] for line in lines if (said := re.match(r"(?:\S*/bin/)?thinktap +([^>|#]+)", line))]


@pytest.mark.parametrize("said", shown_in_the_documents())
def test_a_command_that_a_document_shows_can_be_read(said: str) -> None:
    name, *words = shlex.split(said)
    if name.startswith("-"):
        assert name in thinktap("--help").stdout
    else:
        COMMANDS[name].make_context(name, words)


def test_the_whole_help_says_how_to_begin_with_an_example_that_is_the_demo_s() -> None:
    shown = thinktap("--help").stdout
    assert f"See it work: thinktap demo {shlex.join(example('demo'))}" in shown
    assert [name for name in COMMANDS if name not in shown] == []


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (("craw",), "No such command 'craw'. Did you mean 'crawl'?"),
        (("crawl", "brokings"), "no source is called brokings; did you mean brookings?"),
        (("check", "rusy"), "no source is called rusy; did you mean rusi?"),
        (("demo", "--crwal"), "No such option: --crwal (Possible options: --crawl)"),
    ],
)
def test_a_slip_gets_a_suggestion(slip: tuple[str, ...], words: str) -> None:
    done = thinktap(*slip)
    assert (done.status, done.stdout) == (2, "")
    assert words in done.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cr", "crawl"),
        ("crawl bro", "brookings"),
        ("crawl exam", "example"),  # no file of that id is read, but there are rows
        ("crawl --sources sources kit", "kite"),
        ("crawl --output elsewhere exam", ""),
        ("crawl --sources nowhere rus", "rusi"),
        ("check exam", ""),  # reads files alone
        ("check --sources sources exam", "example"),
        ("rebucket wide ", "brookings demo example"),
        ("rename bro", "brookings"),
        ("extract bro", ""),  # a file's name, which the shell offers
        ("extract --from-archive bro", "brookings"),
        ("status rus", "rusi"),
        ("diff ", "brookings demo example"),
        ("snapshot ", ""),
    ],
)
@pytest.mark.usefixtures("named")
def test_names_are_completed(typed: str, offered: str) -> None:
    words = f"thinktap {typed}"
    asked = {"_THINKTAP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert CliRunner().invoke(app, [], env=asked, prog_name="thinktap").stdout.split() == offered.split()


@pytest.mark.usefixtures("named")
def test_what_is_called_a_source_or_a_table_is_completed() -> None:
    offered = {"SOURCE": "brookings", "TABLE": "articles"}
    for name, command in COMMANDS.items():
        context = command.make_context(name, [], resilient_parsing=True)
        for parameter in command.params:
            word = re.search("SOURCE|TABLE", parameter.metavar or "")
            if word and "MANIFEST" not in (parameter.metavar or ""):
                assert offered[word[0]] in {item.value for item in parameter.shell_complete(context, "")}, name


SHELLS = {
    "bash": "source <(thinktap_script bash); COMP_WORDS=(thinktap crawl brook); COMP_CWORD=2;"
    ' _thinktap_completion thinktap; echo "${COMPREPLY[@]}"',
    "fish": 'thinktap_script fish | source; complete -C "thinktap crawl brook"',
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_completes(tmp_path: Path, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    command = tmp_path / "thinktap"
    command.write_text(f"#!{sys.executable}\nfrom crawler.cli import main\nmain()\n", "utf-8")
    command.chmod(0o700)
    script = SHELLS[shell].replace("thinktap_script ", "env _THINKTAP_COMPLETE=source_")
    script = re.sub(r"source_(\w+)", r"source_\1 thinktap", script)
    around = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "HOME": str(tmp_path),
    }
    done = subprocess.run([shell, "-c", script], env=around, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["brookings"], done.stderr


@pytest.mark.usefixtures("named")
def test_the_tables_are_those_that_have_a_file() -> None:
    assert tables(Path("output/data")) == ["articles", "runs", "sources"]


def test_help_imports_little() -> None:
    """Modules are counted where seconds would say more of the machine: 320 of them were 0.2 seconds of a core."""
    code = (
        "import atexit, sys; sys.argv[0] = 'thinktap'\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from crawler.cli import main; main()"
    )
    loaded = python("-c", code, "--help", measured=False).stderr.split()
    ours = [name for name in loaded if name.partition(".")[0] in {"crawler", "pipelines", "output"}]
    theirs = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names - {"crawler", "output", "__main__"}
    assert {"crawler.cli", "rich.console"} <= set(loaded)
    assert theirs & {"pydantic", "scrapy", "twisted", "pyarrow", "pandas", "numpy", "lxml", "aiohttp"} == set()
    assert len(ours) <= 50, ours
    assert len(loaded) <= 450, sorted(loaded)
