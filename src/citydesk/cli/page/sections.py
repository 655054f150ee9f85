"""The sections of a record on the terminal: each prints what its view holds."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from citydesk.cli.page.voices import lines
from citydesk.cli.terminal import SIGNS, STYLES, heading, text
from citydesk.privacy.door import Seen
from citydesk.views import accounts as coverage
from citydesk.views import facts as known
from citydesk.views import people as persons
from citydesk.views.brief import brief as sentences
from citydesk.views.open_ends import OpenEnd, open_ends
from citydesk.words import counted

__all__ = ["accounts", "brief", "disputes", "facts", "people", "questions"]

_MOST = 3  # values beside the preferred one that are printed
_LABELS = 12  # characters of the column of labels
_INDENT = _LABELS + 3


def brief(seen: Seen) -> Iterator[RenderableType]:
    """Yield a few sentences, each with the outlets that say so."""
    for sentence in sentences(seen):
        line = text(sentence.text)
        outlets = ", ".join(voice.outlet for voice in sentence.chorus.outlets)
        line.append_text(text(f"  {outlets}", "dim"))
        yield line


def facts(seen: Seen) -> Iterator[RenderableType]:
    """Yield the section of the facts, in the order of a first paragraph."""
    found = known.facts(seen)
    if found:
        yield heading("What is known")
    for fact in found:
        yield _fact(fact)


def _fact(fact: known.Fact) -> RenderableType:
    style = STYLES[fact.status]
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=1)
    row.add_column(width=_LABELS)
    row.add_column(ratio=1)
    row.add_column(justify="right", no_wrap=True)
    row.add_row(
        Text(" " if fact.silent else SIGNS[fact.status], style=style),
        Text(fact.label, style="dim"),
        text(fact.value, style if fact.status == "unknown" else "bold"),
        Text("" if fact.silent else fact.standing, style=style),
    )
    voices = [] if fact.silent else lines(fact.chorus, 2 if fact.lead else 1)
    return Group(row, *(_indented(each, _INDENT) for each in (*_notes(fact), *voices)))


def _notes(fact: known.Fact) -> Iterator[Text]:
    if fact.status == "withheld":
        yield text(fact.reason, "dim")
    for value, by in fact.before:
        yield text(f"earlier: {value} ({by})", "blue")
    for also, label in ((fact.agreeing, "consistent with"), (fact.mentioned, "also mentioned")):
        if also:
            more = f"; and {len(also) - _MOST} more" if len(also) > _MOST else ""
            said = "; ".join(f"{value} ({by})" for value, by in also[:_MOST])
            yield text(f"{label}: {said}{more}", "dim")


def disputes(seen: Seen) -> Iterator[RenderableType]:
    """Yield the section of the disputes: the values side by side, and why one is preferred."""
    found = known.disputes(seen)
    if found:
        yield heading("What is disputed")
    for number, dispute in enumerate(found):
        if number:
            yield Text()
        yield _side_by_side(dispute)


def _side_by_side(dispute: known.Dispute) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column(text(f"≠ {dispute.label}", "bold yellow"), ratio=1)
    table.add_column(text(dispute.others[0].relation, "dim"), ratio=1)
    right: list[RenderableType] = []
    for number, other in enumerate(dispute.others):
        if number:
            right.append(text(f"\n{other.relation}", "dim"))
        right.append(_side(other, "bold"))
    table.add_row(_side(dispute.preferred, "bold green"), Group(*right))
    return Group(table, text(dispute.why, "dim"))


def _side(side: known.Side, style: str) -> Group:
    return Group(text(side.value, style), *lines(side.chorus))


def people(seen: Seen) -> Iterator[RenderableType]:
    """Yield the section of the people; those who only speak stand on one line a role."""
    groups = persons.people(seen)
    if groups:
        yield heading("People")
    for group in groups:
        yield text(f"  {group.title}", "dim")
        if group.brief:
            names = Text(", ").join(_named(each) for each in group.people)
            yield _indented(names, 4)
        else:
            for each in group.people:
                yield _person(each)


def _named(someone: persons.Someone) -> Text:
    out = text(someone.name)
    if someone.withheld:
        out.append(f" ▮ {someone.withheld}", "red")
    return out


def _person(someone: persons.Someone) -> RenderableType:
    row = text(someone.name, "bold")
    rest = [part for part in (someone.about, someone.now) if part]
    row.append_text(text(f", {', '.join(rest)}" if rest else ""))
    for label, value in someone.facts:
        row.append_text(text(f" · {label}: {value}"))
    if someone.unsure:
        row.append(f"  ? unsure: {someone.unsure}", "yellow")
    if someone.withheld and someone.named:
        row.append(f"  ▮ not for publication: {someone.withheld}", "red")
    voices = (_indented(each, 6) for each in lines(someone.chorus, 1))
    return Group(_indented(row, 4), *voices)


def questions(seen: Seen) -> Iterator[RenderableType]:
    """Yield the section of the open questions, then the ones that have been answered."""
    found = open_ends(seen)
    if found:
        yield heading("What is not known yet")
    for each in found:
        yield _question(each)
    disputed = len(known.disputes(seen))
    if found and disputed:
        yield text(f"  ≠ {counted(disputed, 'dispute')} above", "yellow")


def _question(asked: OpenEnd) -> RenderableType:
    style = "green" if asked.answered else "magenta"
    words = text(asked.text, "dim" if asked.answered else "bold")
    words.append_text(text(f"  {asked.note}", style if asked.answered else "dim"))
    row = Table.grid(padding=(0, 1))
    row.add_row(Text("  ✓" if asked.answered else "  ?", style=style), words)
    return Group(row, *(_indented(each, 4) for each in lines(asked.chorus, 1)))


def accounts(seen: Seen) -> Iterator[RenderableType]:
    """Yield the section of the accounts in the order of publication, copies under their origin."""
    yield heading("Accounts")
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for told in coverage.accounts(seen):
        words = text(told.outlet, "bold")
        words.append_text(text(f"  {told.account}", "dim"))
        if told.title:
            words.append("\n")
            words.append_text(text(told.title))
        if told.became:
            words.append_text(text(f"\n{told.became}; what it told stands", "yellow"))
        table.add_row(Text(told.published, style="dim"), words)
        for copy in told.copies:
            line = text(f"└ {copy.became or 'copy'}: {copy.outlet}  {copy.account}", "dim")
            table.add_row(Text(copy.published, style="dim"), line)
    yield table


def _indented(line: RenderableType, by: int) -> Padding:
    return Padding(line, (0, 0, 0, by))
