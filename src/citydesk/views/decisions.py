"""The editors' latest judgements become a list: what was decided, by whom, why; if it stands."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.base.judgements import standing
from citydesk.model import Judgement
from citydesk.words import moment_words

__all__ = ["Decision", "decisions"]

VERBS = {
    "same": "same incident",
    "different": "different incidents",
    "same_person": "one person",
    "different_person": "two people",
    "prefer": "preferred",
    "reject": "rejected",
    "withhold": "withheld",
    "main": "main report",
    "move": "moved",
    "set": "set by hand",
    "headline": "wrote the headline",
    "clear": "cleared",
    "withdraw": "taken back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, which may be several judgements; `ids` are those that can be taken back."""

    id: str
    verb: str
    subject: str
    object: str
    more: int
    who: str
    why: str
    at: dt.datetime
    ids: tuple[str, ...]

    @property
    def moment(self) -> str:
        """When it was made, for people."""
        return f"{moment_words(self.at.astimezone(dt.UTC))} UTC"


def decisions(judgements: Sequence[Judgement], most: int = 12) -> list[Decision]:
    """Return the latest decisions, newest first; what was decided at once is one decision."""
    standing_now = {judgement.id for judgement in standing(judgements)}
    found: list[Decision] = []
    for _, group in itertools.groupby(reversed(judgements), key=lambda j: (j.verb, j.who, j.at)):
        made = list(group)[::-1]
        found.append(
            Decision(
                id=made[0].id,
                verb=VERBS[made[0].verb],
                subject=made[0].subject,
                object=made[0].object or "",
                more=len(made) - 1,
                who=made[0].who,
                why=made[0].why,
                at=made[0].at,
                ids=tuple(j.id for j in made if j.id in standing_now),
            )
        )
        if len(found) == most:
            break
    return found
