"""What an account told before it was rewritten at its source: shown beside what it tells now.

Nobody tells it any longer, so it has no vote and claims nothing. A number, a time, a place or a
kind that gave way to another stays as an alternative, superseded, with the moment since when its
source says otherwise. What was said of persons is not shown again: who takes a name out of a story
may have found that it was the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from citydesk.fields import FIELDS
from citydesk.fusing.fields import RULES
from citydesk.model import (
    Account,
    Alternative,
    Count,
    Finding,
    Flag,
    Later,
    Place,
    Report,
    Statement,
    Text,
    Time,
    Value,
)

__all__ = ["beside", "replaced"]

SHOWN = (Count, Flag, Place, Text, Time)
FIELD_NAMES = frozenset({"time", "place", "kind", "disposition", "killed", "injured", "suspects",
                         "arrests", "returned_fire"})  # fmt: skip
"""Fields with one value for the incident, which names nobody."""
ALONE = frozenset({"kind", "killed", "injured"})
"""Fields of which it is told that they were told, where nothing is told of them any longer."""


def replaced(later: Iterable[Later], reports: Iterable[Report]) -> dict[str, Later]:
    """Return by account what took its place, where that is among the reports."""
    here = {report.account for report in reports}
    return {each.account: each for each in later if each.by in here and each.account in here}


def beside(
    findings: tuple[Finding, ...],
    reports: Sequence[Report],
    later: Mapping[str, Later],
    accounts: Mapping[str, Account],
) -> tuple[tuple[Finding, ...], tuple[Statement, ...]]:
    """Return the findings with what accounts told before they were rewritten, and those statements.

    `later` says which account took the place of which among those of the reports.
    """
    if not later:
        return findings, ()
    held = {(f.field, f.key): f for f in findings}
    spoken: dict[tuple[str, str], list[Value]] = {}
    for report in reports:
        for each in report.statements:
            spoken.setdefault((report.account, each.field), []).append(each.value)
    shown: list[Statement] = []
    for report in (r for r in reports if r.account in later):
        turned = later[report.account]
        why = f"{accounts[report.account].outlet} said so until {_moment(turned)}"
        for each in report.statements:
            same = spoken.get((turned.by or "", each.field), [])
            if _tells(each) and not _kept(each, same) and _put(held, each, why):
                shown.append(each)
    order = {field.name: place for place, field in enumerate(FIELDS)}
    found = sorted(held.values(), key=lambda f: order[f.field])  # stable: keys stay in their order
    return tuple(found), tuple(shown)


def _tells(statement: Statement) -> bool:
    asserted = statement.certainty in ("asserted", "alleged")
    return statement.field in FIELD_NAMES and asserted and isinstance(statement.value, SHOWN)


def _kept(statement: Statement, now: Iterable[Value]) -> bool:
    """Tell whether the account still says it, or something that fits."""
    relate = RULES[statement.field].relate
    return any(relate(statement.value, value) not in ("conflicts", "unrelated") for value in now)


def _put(held: dict[tuple[str, str], Finding], statement: Statement, why: str) -> bool:
    """Put a statement beside the finding of its field; return whether it stands there."""
    place = (statement.field, "")
    finding = held.get(place)
    alternative = Alternative(
        value=statement.value, statements=(statement.id,), relation="superseded", why=why
    )
    if finding is None:
        if statement.field not in ALONE or RULES[statement.field].silent(statement.value):
            return False
        held[place] = Finding(
            field=statement.field,
            key="",
            value=None,
            status="unknown",
            reason=f"Nobody tells it any longer: {why}.",
            statements=(),
            alternatives=(alternative,),
        )
        return True
    relate = RULES[statement.field].relate
    told = [finding.value, *(a.value for a in finding.alternatives)]
    if any(v is not None and relate(statement.value, v) != "conflicts" for v in told):
        return False
    held[place] = replace(finding, alternatives=(*finding.alternatives, alternative))
    return True


def _moment(turned: Later) -> str:
    return f"{turned.since:%Y-%m-%d %H:%M} UTC"
