"""What is disputed: the values side by side, who says which, and why one is preferred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from citydesk.cli.page.facts import label_of
from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import heading, text
from citydesk.model import Alternative, Finding, Record, Statement
from citydesk.outputs.words import value_words

__all__ = ["contested_findings", "disputed", "disputes"]

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


def contested_findings(record: Record) -> list[Finding]:
    """Return the findings that are disputed, each matter once.

    The time of the incident and of an event in it that rest on the same words are one matter.
    """
    found: list[Finding] = []
    words: set[frozenset[tuple[str, object]]] = set()
    held = {s.id: s for s in record.statements}
    for finding in record.findings:
        if disputed(finding):
            matter = _matter(held, finding)
            if finding.field != "event" or matter not in words:
                found.append(finding)
            words.add(matter)
    return found


def _matter(held: Mapping[str, Statement], finding: Finding) -> frozenset[tuple[str, object]]:
    """Return the words that a dispute rests on."""
    cited = [*finding.statements, *(s for a in disputed(finding) for s in a.statements)]
    return frozenset((held[i].account, held[i].evidence[0]) for i in cited if i in held)


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
    table.add_column(Text(_AGAINST[others[0].relation], style="dim"), ratio=1)
    left = _told(shown, value_words(finding.value) or "nothing", finding.statements, "bold green")
    right: list[RenderableType] = []
    for number, other in enumerate(others):
        if number:
            right.append(Text(f"\n{_AGAINST[other.relation]}", style="dim"))
        right.append(_told(shown, value_words(other.value), other.statements, "bold"))
    table.add_row(left, Group(*right))
    why = text(finding.reason, "dim")
    return Group(table, why)


def _name(finding: Finding) -> str:
    if finding.field == "event":
        return f"when: {finding.key}"
    return " ".join(part for part in (label_of(finding.field), finding.key) if part)


def _told(shown: Shown, value: str, statements: tuple[str, ...], style: str) -> Group:
    return Group(text(value, style), *shown.voices(statements))
