"""What nobody knows yet: who said that it is not known, why, and what no account tells."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from citydesk.base.disputes import contested_findings
from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import heading, text
from citydesk.model import Question
from citydesk.words import answered_words, counted

__all__ = ["questions"]

_ORIGIN = {
    "said": "",
    "contested": "accounts disagree",
    "absent": "not reported",
}


def questions(shown: Shown) -> Iterator[RenderableType]:
    """Yield the section of the open questions, then the ones that have been answered."""
    if not shown.record.questions:
        return
    yield heading("What is not known yet")
    asked = [q for q in shown.record.questions if q.origin != "contested"]
    for question in sorted(asked, key=lambda q: bool(q.answered_by)):
        yield _question(shown, question)
    contested = len(contested_findings(shown.record))
    if contested:
        yield text(f"  ≠ {counted(contested, 'dispute')} above", "yellow")


def _question(shown: Shown, question: Question) -> RenderableType:
    closed = bool(question.answered_by)
    style = "green" if closed else "magenta"
    words = text(question.text, "dim" if closed else "bold")
    if closed:
        words.append_text(text(f"  {answered_words(question)}", style))
    else:
        words.append(f"  {_ORIGIN[question.origin]}".rstrip(), "dim")
    row = Table.grid(padding=(0, 1))
    row.add_row(Text("  ✓" if closed else "  ?", style=style), words)
    asked = question.answered_by if closed else question.statements
    told = shown.voices(asked, most=1) if question.origin == "said" or closed else []
    return Group(row, *(Padding(each, (0, 0, 0, 4)) for each in told))
