"""What every command prints with: colours where there is a terminal, plain text elsewhere.

No markup is interpreted anywhere, because the words of accounts are hostile: whatever came from
outside passes through `text`, which strips escape sequences and invisible characters.
"""

from __future__ import annotations

import json
import sys
from typing import IO, Any, cast

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from citydesk.base.clean import line
from citydesk.model import Status

__all__ = [
    "SIGNS", "STYLES", "heading", "notice", "print_json", "screen", "text", "warnings",
]  # fmt: skip

_LONGEST = 1_000  # characters of a warning; what a person typed may be any length

STYLES: dict[Status, str] = {
    "settled": "green",
    "single-source": "cyan",
    "contested": "yellow",
    "superseded": "blue",
    "unknown": "magenta",
    "withheld": "red",
}
SIGNS: dict[Status, str] = {
    "settled": "✓",
    "single-source": "○",
    "contested": "≠",
    "superseded": "↺",
    "unknown": "?",
    "withheld": "▮",
}


def screen() -> Console:
    """Return where results go. Colours and width follow the terminal, NO_COLOR and COLUMNS."""
    _speak_utf8(sys.stdout)
    out = _Console(highlight=False, markup=False, emoji=False)
    if not out.is_terminal:
        out.file = cast(IO[str], _Trimmed(sys.stdout))
    return out


def warnings() -> Console:
    """Return where progress, warnings and errors go."""
    _speak_utf8(sys.stderr)
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def text(words: str, style: str = "") -> Text:
    """Return words of an account, made safe and on one line, in a style; spaces around stay."""
    left = " " * (len(words) - len(words.lstrip(" ")))
    return Text(f"{left}{line(words)}" if words.strip() else "", style=style)


def heading(words: str) -> Rule:
    """Return the line above a section."""
    return Rule(Text(words, style="bold"), align="left", style="dim", characters="─")


def notice(words: str) -> None:
    """Print one line for the person, apart from the results."""
    said = line(words)
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"
    warnings().print(Text(f"citydesk: {said}"), soft_wrap=True)


def print_json(thing: Any) -> None:
    """Print JSON for a program: no colours, no wrapping."""
    sys.stdout.write(json.dumps(thing, ensure_ascii=False, indent=1) + "\n")


class _Console(Console):
    """A console that leaves it to the command what to do when the reader has gone away."""

    def on_broken_pipe(self) -> None:
        """Pass it on."""
        raise BrokenPipeError


class _Trimmed:
    """A stream whose lines end with their last word: tables are filled up with spaces."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, words: str) -> int:
        """Write whole lines; rich never leaves one unfinished."""
        self._stream.write("\n".join(row.rstrip(" ") for row in words.split("\n")))
        return len(words)

    def flush(self) -> None:
        """Pass on what has been written."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Tell that nobody is watching."""
        return False


def _speak_utf8(stream: Any) -> None:
    """Print signs as "?" on a terminal that cannot show them, rather than stop."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
