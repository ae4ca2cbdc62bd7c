"""How is told what has changed in an article? Coloured on a terminal; elsewhere `[-what went-]{+what came+}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crawler.logs.lines import one_line
from output.changes.words import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from output.changes.compare import Change
    from output.changes.history import Version
    from output.changes.words import Piece

LINE_ENDS = re.compile(r"\n+")
AROUND = 60  # characters of what is the same that are shown before and after what is not
MARKS = {Kind.SAME: ("", ""), Kind.GONE: ("[-", "-]"), Kind.COME: ("{+", "+}")}
STYLES = {Kind.SAME: "", Kind.GONE: "red strike", Kind.COME: "green"}


def show(version: Version) -> None:
    """Print what changed with a version."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    coloured = console.is_terminal and not console.no_color
    head = f"{version.source}: {version.title or 'without a title'}"
    console.print(Text(one_line(head), style="bold"), soft_wrap=True)
    console.print(Text(f"  {one_line(version.url)}"), soft_wrap=True)
    about = f"  version {version.version}, {version.kind}, {version.at:%Y-%m-%d %H:%M} UTC, run {version.run_id}"
    console.print(Text(one_line(about)), soft_wrap=True)
    for change in version.changes:
        for line in _lines(change, coloured=coloured):
            console.print(line, soft_wrap=True)


def as_dict(version: Version) -> dict[str, Any]:
    """The same for JSON."""
    changes = [
        {"field": one.field, "pieces": [[piece.kind.value, piece.text] for piece in one.pieces]}
        if one.pieces
        else {"field": one.field, "before": one.before, "after": one.after}
        for one in version.changes
    ]
    return {
        "source": version.source,
        "article_id": version.article_id,
        "url": version.url,
        "title": version.title,
        "version": version.version,
        "kind": version.kind,
        "at": version.at,
        "run_id": version.run_id,
        "changes": changes,
    }


def _lines(change: Change, *, coloured: bool) -> Iterator[Text]:
    """What is told of a field: both values, or line by line what has changed in a text."""
    from output.changes.words import Piece, shortened
    from output.report.words import value

    if change.pieces:
        pieces: Sequence[Piece] = shortened(change.pieces, AROUND)
    else:
        both = [Piece(Kind.GONE, value(change.before)), Piece(Kind.COME, value(change.after))]
        pieces = [piece for piece in both if piece.text]
    yield _marked([Piece(Kind.SAME, f"  {change.field}: "), *pieces], coloured=coloured)


def _marked(pieces: Sequence[Piece], *, coloured: bool) -> Text:
    from rich.text import Text

    line = Text()
    for kind, text in pieces:
        before, after = ("", "") if coloured else MARKS[kind]
        said = LINE_ENDS.sub("\n    ", "\n".join(map(one_line, text.split("\n"))))
        line.append(f"{before}{said}{after}", STYLES[kind])
    return line
