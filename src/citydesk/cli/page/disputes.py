"""What is disputed: the values side by side, who says which, and why one is preferred."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from citydesk.base.disputes import AGAINST, contested_findings, disputed
from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import heading, text
from citydesk.fields import field_of
from citydesk.model import Alternative, Finding
from citydesk.words import value_words

__all__ = ["disputes"]


def disputes(shown: Shown) -> Iterator[RenderableType]:
    """Yield the section of the disputes."""
    found = [(f, disputed(f)) for f in contested_findings(shown.record)]
    if not found:
        return
    yield heading("What is disputed")
    for number, (finding, others) in enumerate(found):
        if number:
            yield Text()
        yield _side_by_side(shown, finding, others)


def _side_by_side(shown: Shown, finding: Finding, others: list[Alternative]) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    name = _name(finding)
    table.add_column(text(f"≠ {name}", "bold yellow"), ratio=1)
    table.add_column(Text(AGAINST[others[0].relation], style="dim"), ratio=1)
    left = _told(shown, value_words(finding.value) or "nothing", finding.statements, "bold green")
    right: list[RenderableType] = []
    for number, other in enumerate(others):
        if number:
            right.append(Text(f"\n{AGAINST[other.relation]}", style="dim"))
        right.append(_told(shown, value_words(other.value), other.statements, "bold"))
    table.add_row(left, Group(*right))
    why = text(finding.reason, "dim")
    return Group(table, why)


def _name(finding: Finding) -> str:
    if finding.field == "event":
        return f"when: {finding.key}"
    return " ".join(part for part in (field_of(finding.field).label, finding.key) if part)


def _told(shown: Shown, value: str, statements: tuple[str, ...], style: str) -> Group:
    return Group(text(value, style), *shown.voices(statements))
