"""Editors' decisions become bonds between reports: these two are one incident, those two are not.

Scores never undo a bond. Of two decisions on the same pair the later holds. Where decisions
contradict one another over several reports (A same B, B same C, A different C), "different" holds,
and the newest "same" that still fits; the older is kept but without effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citydesk.base.judgements import decisions
from citydesk.model import Judgement

__all__ = ["Bonds", "bonds"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bonds:
    """What editors decided about pairs of reports, newest first; `by` is the decision on each."""

    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    by: dict[Pair, Judgement]


def bonds(judgements: Iterable[Judgement]) -> Bonds:
    """Return what the standing decisions "same" and "different" say of pairs of reports."""
    by = decisions(judgements)
    return Bonds(
        same=tuple(pair for pair, judgement in by.items() if judgement.verb == "same"),
        different=tuple(pair for pair, judgement in by.items() if judgement.verb == "different"),
        by=by,
    )
