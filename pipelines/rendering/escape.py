"""Which characters of prose would Markdown read as markup? Those get a backslash, and no others."""

from __future__ import annotations

import re

# Most text has none of these, and is not looked at again.
SPECIAL = re.compile(r"[\\`*_\[\]<~&]")
MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|`|\*+|_+|~+|\[(?=\^)|\](?=[(\[:])|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
LINKED = re.compile(MARKUP.pattern + r"|[\[\]]")  # the words of a link, which a bracket would end
# What begins a line as a heading, an item, a quotation, a rule, a fence, a table or a box to tick.
BEGINNING = re.compile(
    r"(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|=+\s*$|(?P<rule>[-_*])\s*(?:(?P=rule)\s*){2,}$|[-:|][-:|\s]*$|\[[ xX]\]\s)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
LAST_HASH = re.compile(r"(?<=\s)(?=#+\s*$)|^(?=#+\s*$)")
PIPE = re.compile(r"\|")

# What would end the parentheses of a link, or a cell of a table.
UNSAFE = re.compile(r"[\s()<>\\|`]")
ENCODED = str.maketrans(
    {
        " ": "%20",
        "(": "%28",
        ")": "%29",
        "<": "%3C",
        ">": "%3E",
        "\\": "%5C",
        "|": "%7C",
        "`": "%60",
        "\n": "",
        "\t": "",
    }
)


def escaped(text: str, *, linked: bool = False) -> str:
    """Prose as Markdown.

    Args:
        text: The prose.
        linked: Whether it is the words of a link, where brackets end it.
    """
    if not SPECIAL.search(text):
        return text
    return (LINKED if linked else MARKUP).sub(_backslashed, text)


def beginning(line: str) -> str:
    """A line of a paragraph that begins no other block."""
    begins = BEGINNING.match(line)
    if begins is None:
        return line
    number = begins["number"] or ""
    return f"{number}\\{line[len(number) :]}"


def heading(line: str) -> str:
    """A line of a heading, which closing hashes would not be words of."""
    return LAST_HASH.sub(r"\\", line) if "#" in line else line


def celled(line: str) -> str:
    """A line of a table's cell."""
    return PIPE.sub(r"\\|", line)


def destination(url: str) -> str:
    """An address as a link of Markdown has it."""
    return url.translate(ENCODED) if UNSAFE.search(url) else url


def _backslashed(markup: re.Match[str]) -> str:
    run, text = markup.group(), markup.string
    before = text[markup.start() - 1] if markup.start() else ""
    after = text[markup.end()] if markup.end() < len(text) else ""
    if run[0] in "*_" and before.isspace() and after.isspace():
        return run
    if run[0] == "_" and before.isalnum() and after.isalnum():  # snake_case
        return run
    if run == "~" and before and after and not before.isalnum():  # it can't close what another one opens
        return run
    return "\\" + "\\".join(run)
