"""An account becomes a page: its text with every statement marked where it stands.

On a terminal the words are underlined in the colour of their field; piped, they stand in ⟦…⟧. The
number beside them is the number in the list that follows each paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from citydesk.base.clean import same_length
from citydesk.base.geometry import linked, said_at, source_of
from citydesk.cli.terminal import heading, text
from citydesk.fields import FIELDS, field_of
from citydesk.model import Account, Clip, Reading, Span, Statement
from citydesk.words import counted, said_by, time_words, value_words

__all__ = ["print_reading"]

_COLOURS = {
    "time": "yellow", "expression": "yellow", "place": "green", "hospital": "green",
    "killed": "red", "injured": "red", "outcome": "red", "person": "cyan", "name": "cyan",
    "passage": "dim",
}  # fmt: skip
_QUIET = frozenset(field.name for field in FIELDS if field.section == "text")


def print_reading(screen: Console, reading: Reading, *, everything: bool = False) -> None:
    """Print an account with its statements; with `everything`, passages and times as well."""
    told = reading.account
    marked = [
        s
        for report in reading.reports
        for s in report.statements
        if everything or s.field not in _QUIET
    ]
    marked.sort(key=lambda s: (_first(s).part != "title", _first(s).start, _first(s).end, s.id))
    _print_head(screen, told, marked)
    screen.print()
    numbers = {s.id: n for n, s in enumerate(marked, 1)}
    title = [s for s in marked if _first(s).part == "title"]
    heard = {s.id: _heard(told, s) for s in marked}
    _print_paragraph(screen, told.title, 0, title, (numbers, heard), style="bold")
    screen.print()
    start = 0
    body = [s for s in marked if _first(s).part == "text"]
    for paragraph in told.text.split("\n"):
        end = start + len(paragraph)
        here = [s for s in body if start <= _first(s).start <= end]
        _print_paragraph(screen, paragraph, start, here, (numbers, heard))
        start = end + 1
    if reading.rejections:
        screen.print(heading("Not believed"))
        for rejection in reading.rejections:
            words = f"  {rejection.field}: “{rejection.words}” ({rejection.reason})"
            screen.print(text(words, "dim"))
    hint = f"Why these values and no others: citydesk account {told.id} --why"
    screen.print()
    screen.print(text(hint, "dim"), soft_wrap=True)


def _print_head(screen: Console, told: Account, marked: Sequence[Statement]) -> None:
    published = time_words(told.published) if told.published else "no date"
    screen.print(text(f"{told.outlet} · {published} · {told.kind}", "dim"))
    if told.url:
        screen.print(text(told.url, "dim"), soft_wrap=True)
    screen.print(text(f"{told.id} · {counted(len(marked), 'statement')}", "dim"))


def _print_paragraph(
    screen: Console,
    words: str,
    start: int,
    statements: Sequence[Statement],
    margin: tuple[dict[str, int], dict[str, str]],
    style: str = "",
) -> None:
    """Print a paragraph with its statements; `margin` numbers them and says when they are heard."""
    numbers, heard = margin
    screen.print(
        _marked(words, start, statements, numbers, plain=not screen.is_terminal, style=style)
    )
    if statements:
        screen.print(_margin(statements, numbers, heard))


def _heard(account: Account, statement: Statement) -> str:
    """Return at which seconds of a recording a statement is heard, "" where it is not."""
    clips = (c for c in source_of(account, _first(statement)) if isinstance(c, Clip))
    clip = next(clips, None)
    link = linked(account.url, clip) if clip else None
    return f" at {said_at(clip)}{f' ({link})' if link else ''}" if clip else ""


def _margin(
    statements: Sequence[Statement], numbers: dict[str, int], heard: dict[str, str]
) -> Table:
    """Return the list of a paragraph's statements: field, value, who says so, how sure."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=5)
    table.add_column(no_wrap=True)
    table.add_column()
    for s in statements:
        words = text(value_words(s.value), "bold")
        words.append_text(text(f" — {said_by(s.attribution)}"))
        words.append_text(text(heard.get(s.id, "")))
        notes = [] if s.certainty == "asserted" else [str(s.certainty)]
        notes += ["background"] if not s.report.endswith("#0") else []
        words.append_text(text(f"  {' '.join([*notes, f'{s.probability:.0%}', s.id])}", "dim"))
        field = Text(field_of(s.field).label, style=_COLOURS.get(s.field, "magenta"))
        table.add_row(Text(str(numbers[s.id]), style="bold"), field, words)
    return table


def _marked(
    words: str,
    start: int,
    statements: Sequence[Statement],
    numbers: dict[str, int],
    *,
    plain: bool,
    style: str,
) -> Text:
    """Return a paragraph with its statements' words marked; `start` is where it begins."""
    shown = same_length(words)
    opened: dict[int, list[Statement]] = {}
    closed: dict[int, list[Statement]] = {}
    for s in statements:
        span = _first(s)
        opened.setdefault(max(0, span.start - start), []).append(s)
        closed.setdefault(min(len(words), span.end - start), []).append(s)
    out, last = Text(style=style), 0
    active: list[Statement] = []
    for at in sorted({*opened, *closed, len(words)}):
        colour = _COLOURS.get(active[-1].field, "magenta") if active else ""
        out.append(shown[last:at], f"underline {colour}" if active and not plain else "")
        for s in closed.get(at, []):
            active.remove(s)
            out.append(f"{'⟧' if plain else ''}{_small(numbers[s.id])}")
        for s in opened.get(at, []):
            active.append(s)
            out.append("⟦" if plain else "")
        last = at
    return out


def _small(number: int) -> str:
    """Return a number in the small figures that stand below the line."""
    return "".join(chr(0x2080 + int(digit)) for digit in str(number))


def _first(statement: Statement) -> Span:
    return statement.evidence[0]
