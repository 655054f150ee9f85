"""What events overtake while an incident is being told: who is counted as wounded may die.

An account that tells fewer dead than are known now may count among the wounded those who died
since. Its number of wounded is kept, as superseded, and no longer weighed against a later one.
Where the dead and the wounded of two accounts are as many together, both count the same people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citydesk.fusing.testimony import Testimony
from citydesk.model import Count, Finding

__all__ = ["wounded_since_died"]


def wounded_since_died(
    injured: Sequence[Testimony],
    killed: Sequence[Testimony],
    dead: Finding | None,
    toll: tuple[int, int] | None = None,
) -> set[str]:
    """Return what is told of the wounded by reports that count too few dead.

    `toll` is how many were killed and hurt, where the accounts' counts were weighed together.
    """
    if dead is None or not isinstance(dead.value, Count) or dead.value.low < 1:
        return set()
    counted = _dead_by_report(killed)
    known = dead.value.low
    late = max((t.order for t in killed if t.id in dead.statements), default="")
    return {
        t.id
        for t in injured
        if counted.get(t.statement.report, 0) < known
        and (t.order < late or _same_people(t, counted, toll))
    }


def _same_people(told: Testimony, counted: Mapping[str, int], toll: tuple[int, int] | None) -> bool:
    """Tell whether a report counts as many as this toll, some of the dead among the wounded."""
    hurt = told.value.low if isinstance(told.value, Count) else 0
    return toll is not None and counted.get(told.statement.report, 0) + hurt == sum(toll)


def _dead_by_report(killed: Sequence[Testimony]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for each in killed:
        if isinstance(each.value, Count) and not (each.denied or each.rejected):
            report = each.statement.report
            counted[report] = max(counted.get(report, 0), each.value.low)
    return counted
