"""All that is told of one incident, while it is weighed: by field, by person, and as it settles."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from citydesk.base.names import plain
from citydesk.fusing.fields import RULES
from citydesk.fusing.fields.events import by_event
from citydesk.fusing.fields.people import by_outcome, by_person
from citydesk.fusing.identities import NO_TIES, Ties
from citydesk.fusing.settling import eligible, settle
from citydesk.fusing.testimony import Effect, Testimony
from citydesk.fusing.tolls import SIDES, counted, likeliest
from citydesk.model import Account, Count, Finding

__all__ = ["Case"]

Groups = Mapping[str, Sequence[Testimony]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is told of one incident. `originals` counts its accounts of independent wording.

    `heard` is all of it, in the order of publication; `ties` are who is who by an editor's word.
    A case never changes, so what is derived from it is derived once.
    """

    heard: Sequence[Testimony]
    accounts: Mapping[str, Account]
    originals: int
    ties: Ties = NO_TIES

    def marked(self, effect: Effect, why: Mapping[str, str]) -> Case:
        """Return the case with some testimonies marked, each for its reason."""
        heard = [t.marked(effect, why[t.id]) if t.id in why else t for t in self.heard]
        return replace(self, heard=heard)

    @functools.cached_property
    def told(self) -> Sequence[Testimony]:
        """What its readers believe."""
        return [t for t in self.heard if "unheard" not in t.marks]

    @functools.cached_property
    def by_id(self) -> dict[str, Testimony]:
        """What its readers believe, by statement."""
        return {t.id: t for t in self.told}

    @functools.cached_property
    def speakers(self) -> frozenset[str]:
        """The names, plain, of everybody whose words accounts give."""
        chains = (t.statement.attribution for t in self.told)
        return frozenset(plain(chain.speaker.name) for chain in chains if chain.hand > 1)

    def of(self, field: str) -> list[Testimony]:
        """Return what is told of one field, and not said to be unknown."""
        return self._by_field.get(field, [])

    @functools.cached_property
    def persons(self) -> dict[str, list[Testimony]]:
        """What is told of each person who has a part in it."""
        told = [t for t in self.told if t.field == "person" and not (t.unknown or t.denied)]
        groups = self.ties.grouped(by_person(told))
        kept = ((k, [t for t in group if _in(t)]) for k, group in groups.items())
        return {key: group for key, group in kept if group}

    @functools.cached_property
    def toll(self) -> tuple[int, int] | None:
        """How many were killed and hurt, where accounts that count differently were weighed."""
        told = ([t for t in self.of(side) if "replaced" not in t.marks] for side in SIDES)
        return likeliest(counted(*map(eligible, told)))

    def settled(self, field: str) -> Finding | None:
        """Return the finding of a field that has one value."""
        if field not in self._settled:
            self._settled[field] = self._settle(field, "", self.of(field), withheld=False)
        return self._settled[field]

    def findings(self, withheld: frozenset[str]) -> tuple[Finding, ...]:
        """Settle every field, in the order of the registry and then of the keys."""
        found = (
            self._settle(field, key, told, withheld=field in withheld)
            for field in RULES
            for key, told in sorted(self._groups(field).items())
        )
        return tuple(each for each in found if each)

    @functools.cached_property
    def _settled(self) -> dict[str, Finding | None]:
        return {}

    @functools.cached_property
    def _by_field(self) -> dict[str, list[Testimony]]:
        found: dict[str, list[Testimony]] = defaultdict(list)
        for each in self.told:
            if not each.unknown and _in(each):
                found[each.field].append(each)
        return found

    def _groups(self, field: str) -> Groups:
        """Return what is told of one field by key; people and what became of them by person."""
        if field == "person":
            return self.persons
        told = self.of(field)
        if field == "event" and told:
            killed = self.settled("killed")
            dead = killed.value if killed else None
            return by_event(told, dead.high if isinstance(dead, Count) else None)
        return by_outcome(told, self.persons) if field == "outcome" else RULES[field].group(told)

    def _settle(
        self, field: str, key: str, told: Sequence[Testimony], *, withheld: bool
    ) -> Finding | None:
        number = self.toll[SIDES.index(field)] if field in SIDES and self.toll else None
        return settle(RULES[field], key, told, withheld=withheld, number=number)


def _in(told: Testimony) -> bool:
    """Tell whether something is a finding of this incident."""
    return "left out" not in told.marks
