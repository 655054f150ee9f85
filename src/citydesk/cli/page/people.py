"""The people of a record: role, age, what became of them, who says so, and who is not named."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import heading, text
from citydesk.model import PersonEntry

__all__ = ["people"]

_SPEAKERS = frozenset({"official", "relative", "other"})
_ORDER = (
    "victim", "suspect", "accessory", "officer", "witness", "bystander", "official", "relative",
    "other",
)  # fmt: skip


def people(shown: Shown) -> Iterator[RenderableType]:
    """Yield the section of the people, victims first; those who only speak on one line a role."""
    if not shown.record.people:
        return
    yield heading("People")
    for role in _ORDER:
        entries = [p for p in shown.record.people if p.role == role and not _bare(p)]
        if role in _SPEAKERS and entries:
            yield _listed(role, entries)
        else:
            for entry in entries:
                yield _person(shown, entry)


def _bare(entry: PersonEntry) -> bool:
    """Tell whether nothing is told of somebody but the role: "a suspect"."""
    described = entry.descriptor not in (None, entry.role)
    return not (entry.name or entry.age or entry.outcomes or described)


def _listed(role: str, entries: list[PersonEntry]) -> RenderableType:
    names = Text(", ").join(_named(entry) for entry in entries)
    row = Table.grid(padding=(0, 1))
    row.add_column(width=14)
    row.add_column()
    row.add_row(Text(f"  {role}", style="dim"), names)
    return row


def _named(entry: PersonEntry) -> Text:
    out = text(entry.name or entry.descriptor or "not named")
    if entry.withheld:
        out.append(f" ▮ {entry.withheld}", "red")
    return out


def _person(shown: Shown, entry: PersonEntry) -> RenderableType:
    row = Text(f"  {entry.role:<12} ", style="dim")
    row.append_text(text(entry.name or entry.descriptor or "not named", "bold"))
    rest = [str(entry.age)] if entry.age is not None else []
    rest += [entry.descriptor] if entry.descriptor and entry.name else []
    rest += list(entry.outcomes)
    if rest:
        row.append_text(text(", " + ", ".join(rest), ""))
    if not entry.claimed:
        row.append(f"  ? unsure: {entry.unsure}", "yellow")
    if entry.withheld and entry.name and not entry.name.startswith("["):
        row.append(f"  ▮ not for publication: {entry.withheld}", "red")
    naming = [s.id for s in shown.told(entry.statements) if getattr(s.value, "name", None)]
    lines = shown.voices(naming or entry.statements, most=1)
    return Group(row, *(Padding(each, (0, 0, 0, 15)) for each in lines))
