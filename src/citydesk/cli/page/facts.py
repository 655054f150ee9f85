"""What is known: a value, how it stands, the words it rests on and who said them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import SIGNS, STYLES, heading, text
from citydesk.fields import field_of, position
from citydesk.model import Finding, Unknown
from citydesk.words import NOT_REPORTED, standing, value_words

__all__ = ["facts"]

_MOST = 3


def facts(shown: Shown) -> Iterator[RenderableType]:
    """Yield the section of the facts, in the order of a first paragraph."""
    known = [f for f in shown.record.findings if field_of(f.field).section == "facts"]
    if not known:
        return
    yield heading("What is known")
    for finding in sorted(known, key=lambda f: (position(f.field), f.field, f.key)):
        yield _fact(shown, finding)


def _fact(shown: Shown, finding: Finding) -> RenderableType:
    style = STYLES[finding.status]
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=1)
    row.add_column(width=12)
    row.add_column(ratio=1)
    row.add_column(justify="right", no_wrap=True)
    unknown = finding.value if isinstance(finding.value, Unknown) else None
    value = unknown.what if unknown else value_words(finding.value) or "not known"
    silent = finding.value == NOT_REPORTED and finding.status in ("settled", "single-source")
    row.add_row(
        Text(" " if silent else SIGNS[finding.status], style=style),
        Text(field_of(finding.field).label, style="dim"),
        text(value, "bold" if finding.value is not None else style),
        Text("" if silent else standing(finding), style=style),
    )
    most = 2 if field_of(finding.field).lead else 1
    voices = [] if silent else shown.voices(finding.statements, most)
    lines = [*_notes(shown, finding), *voices]
    return Group(row, *(Padding(each, (0, 0, 0, 15)) for each in lines))


def _notes(shown: Shown, finding: Finding) -> Iterator[Text]:
    if finding.status == "withheld":
        yield text(finding.reason, "dim")
    before = [a for a in finding.alternatives if a.relation == "superseded"]
    for other in sorted(before, key=lambda a: shown.first_told(a.statements), reverse=True):
        said = "; ".join((shown.outlets(other.statements), shown.when_told(other.statements)))
        yield text(f"earlier: {value_words(other.value)} ({said})", "blue")
    for relation, label in (("coarser", "consistent with"), ("mentioned", "also mentioned")):
        also = [
            f"{value_words(other.value)} ({shown.outlets(other.statements)})"
            for other in finding.alternatives
            if other.relation == relation and other.value != NOT_REPORTED
        ]
        if also:
            more = f"; and {len(also) - _MOST} more" if len(also) > _MOST else ""
            yield text(f"{label}: {'; '.join(also[:_MOST])}{more}", "dim")
