"""Who is one person and who is two: what editors decide of the statements about people.

Names, ages and roles put statements of people together; an editor who knows better says of two of
them that they tell of one person, or of two. What else is told of either follows the nearer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citydesk.base.names import plain
from citydesk.fusing.testimony import Testimony
from citydesk.model import Judgement, Person, PersonEntry

__all__ = ["NO_TIES", "Ties", "ties_of"]

Pair = tuple[str, str]
Groups = Mapping[str, Sequence[Testimony]]


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of statements that tell of one person (`same`), and of two (`apart`), as decided."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()

    def grouped(self, groups: Groups) -> dict[str, list[Testimony]]:
        """Return groups of statements with those taken apart and put together that editors say."""
        found = {key: list(told) for key, told in groups.items()}
        for pair in self.apart:
            self._take_apart(found, pair)
        for pair in self.same:
            self._put_together(found, pair)
        return found

    def forbid(self, one: PersonEntry, other: PersonEntry) -> bool:
        """Tell whether an editor says that two entries are two people."""
        return _crosses(self.apart, set(one.statements), set(other.statements))

    def _take_apart(self, found: dict[str, list[Testimony]], pair: Pair) -> None:
        home = next((k for k, told in found.items() if set(pair) <= {t.id for t in told}), None)
        if home is None:
            return
        by_id = {t.id: t for t in found[home]}
        one, other = (by_id[each] for each in pair)
        leaving = [t for t in found[home] if _like(t, other) > _like(t, one)]
        found[home] = [t for t in found[home] if t not in leaving]
        found[_free_key(found, other, home)] = leaving

    def _put_together(self, found: dict[str, list[Testimony]], pair: Pair) -> None:
        homes = [k for each in pair for k, told in found.items() if each in {t.id for t in told}]
        if len(homes) != 2 or homes[0] == homes[1]:
            return
        first, second = ({t.id for t in found[home]} for home in homes)
        if not _crosses(self.apart, first, second):
            found[homes[0]] += found.pop(homes[1])


NO_TIES = Ties()


def ties_of(decided: Iterable[Judgement]) -> Ties:
    """Return what the decisions that stand, oldest first, say of people; the last word counts."""
    last: dict[Pair, str] = {}
    for each in decided:
        if each.verb in ("same_person", "different_person") and each.object:
            pair = (each.subject, each.object)
            last.pop(pair[::-1], None)
            last.pop(pair, None)
            last[pair] = each.verb
    return Ties(
        same=tuple(pair for pair, verb in last.items() if verb == "same_person"),
        apart=tuple(pair for pair, verb in last.items() if verb == "different_person"),
    )


def _crosses(pairs: Iterable[Pair], one: set[str], other: set[str]) -> bool:
    return any((a in one and b in other) or (a in other and b in one) for a, b in pairs)


def _like(told: Testimony, one: Testimony) -> int:
    """Return how much speaks for two statements telling of one person: itself, name, account."""
    a, b = told.value, one.value
    if not (isinstance(a, Person) and isinstance(b, Person)):
        return 0
    name = bool(a.name) and plain(a.name or "") == plain(b.name or "")
    age = a.age is not None and a.age == b.age
    own = told.statement.account == one.statement.account
    return 8 * (told.id == one.id) + 2 * name + 2 * age + 2 * own + (a.role == b.role)


def _free_key(taken: Mapping[str, object], told: Testimony, home: str) -> str:
    """Return a key for somebody taken apart: the name, and which of several it is."""
    value = told.value
    name = (value.name if isinstance(value, Person) else None) or home
    keys = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
    return next(key for key in keys if key not in taken)
