"""Which of the editors' decisions stand: all that no later one withdraws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from citydesk.base.clock import utc
from citydesk.model import Judgement

__all__ = ["CLEARED", "ON_INCIDENT", "decisions", "main_reports", "standing"]

ON_INCIDENT = ("withhold", "move", "set", "headline", "clear")
"""Verbs whose subject is an incident, by whichever of its ids."""
CLEARED = ("vehicle", "weapon", "charge", "condition")
"""Fields of which one value can be cleared: it has no part in the incident."""


def standing(
    judgements: Iterable[Judgement], as_of: dt.datetime | None = None
) -> tuple[Judgement, ...]:
    """Return the decisions made by `as_of` (aware) that no later one withdraws, oldest first.

    A withdrawal can itself be withdrawn. Order and repetition of what is given do not matter.
    """
    made = {j.id: j for j in judgements if as_of is None or utc(j.at) <= utc(as_of)}
    withdrawn: set[str] = set()
    kept: list[Judgement] = []
    for judgement in sorted(made.values(), key=lambda j: (utc(j.at), j.id), reverse=True):
        if judgement.id in withdrawn:
            continue
        if judgement.verb == "withdraw":
            withdrawn.add(judgement.subject)
        else:
            kept.append(judgement)
    return tuple(reversed(kept))


def main_reports(decided: Iterable[Judgement]) -> dict[str, str]:
    """Return the main report of each account of which an editor chose it; else it is report 0.

    `decided` are the decisions that stand, the oldest first.
    """
    return {j.subject: f"{j.subject}#{j.object or 0}" for j in decided if j.verb == "main"}


def decisions(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """Return the standing decision, same or different, on each pair of reports, newest first."""
    by: dict[tuple[str, str], Judgement] = {}
    for judgement in reversed(standing(judgements)):
        if judgement.verb in ("same", "different") and judgement.object:
            left, right = sorted((judgement.subject, judgement.object))
            if left != right:
                by.setdefault((left, right), judgement)
    return by
