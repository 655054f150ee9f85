"""What is disputed: the values side by side, who says which, and why one is preferred."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from citydesk.cli.page.facts import label_of
from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import heading, text
from citydesk.model import Alternative, Finding
from citydesk.outputs.words import value_words

__all__ = ["disputed", "disputes"]

_AGAINST = {
    "conflicts": "or else",
    "denied": "denied",
    "implausible": "told, and hard to believe",
}


def disputed(finding: Finding) -> list[Alternative]:
    """Return the values of a finding that cannot be true together with the preferred one."""
    if finding.status == "withheld":
        return []
    return [a for a in finding.alternatives if a.relation in _AGAINST]


def disputes(shown: Shown) -> Iterator[RenderableType]:
    """Yield the section of the disputes."""
    found = [(f, others) for f in shown.record.findings if (others := disputed(f))]
    if not found:
        return
    yield heading("What is disputed")
    for number, (finding, others) in enumerate(found):
        if number:
            yield Text()
        yield _side_by_side(shown, finding, others)


def _side_by_side(shown: Shown, finding: Finding, others: list[Alternative]) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    name = f"{label_of(finding.field)} {'' if finding.field == finding.key else finding.key}"
    table.add_column(text(f"≠ {name}", "bold yellow"), ratio=1)
    table.add_column(Text(_AGAINST[others[0].relation], style="dim"), ratio=1)
    left = _told(shown, value_words(finding.value) or "nothing", finding.statements, "bold green")
    right: list[RenderableType] = []
    for number, other in enumerate(others):
        if number:
            right.append(Text(f"\n{_AGAINST[other.relation]}", style="dim"))
        right.append(_told(shown, value_words(other.value), other.statements, "bold"))
    table.add_row(left, Group(*right))
    why = text(f"Preferred: {finding.reason}" if finding.value else finding.reason, "dim")
    return Group(table, why)


def _told(shown: Shown, value: str, statements: tuple[str, ...], style: str) -> Group:
    return Group(text(value, style), *shown.voices(statements))
