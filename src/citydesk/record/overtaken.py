"""What events overtake while an incident is being told: who is counted as wounded may die.

An account that tells fewer dead than are known now may count among the wounded those who died
since. Its number of wounded is kept, as superseded, and no longer weighed against a later one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from citydesk.model import Count, Finding
from citydesk.record.told import Told

__all__ = ["wounded_since_died"]


def wounded_since_died(
    injured: Sequence[Told], killed: Sequence[Told], dead: Finding | None
) -> list[Told]:
    """Return what is told of the wounded, overtaken where its own report counts too few dead."""
    if dead is None or not isinstance(dead.value, Count) or dead.value.low < 1:
        return list(injured)
    counted: dict[str, int] = {}
    for each in killed:
        if isinstance(each.value, Count) and not (each.denied or each.rejected):
            report = each.statement.report
            counted[report] = max(counted.get(report, 0), each.value.low)
    known = dead.value.low
    late = max((t.order for t in killed if t.id in dead.statements), default="")
    return [
        dataclasses.replace(t, overtaken=True)
        if counted.get(t.statement.report, 0) < known and t.order < late
        else t
        for t in injured
    ]
