"""Who: statements of one person are found together by name, or by age and role without one."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from citydesk.base.likeness import same_name, same_surname
from citydesk.base.names import name_parts, plain
from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.fusing.testimony import Testimony
from citydesk.model import Outcome, Person

__all__ = ["by_outcome", "by_person", "of_outcome", "rule"]

Groups = dict[str, list[Testimony]]
STEPS = (
    "unharmed", "at large", "injured", "arrested", "charged", "convicted", "killed", "died later",
)  # fmt: skip
"""What may become of a person, each later step replacing the ones before it."""


def relate_people(a: Person, b: Person) -> Relation:
    """Say how two descriptions of one person stand: another age or role conflicts."""
    if a.age is not None and b.age is not None and a.age != b.age:
        return "conflicts"
    if a.role != b.role and {a.role, b.role} <= {"victim", "suspect"}:
        return "conflicts"
    first, second = _detail(a), _detail(b)
    if first == second:
        return "same"
    return "refines" if first > second else "coarser"


def complete(person: Person, others: Sequence[Person]) -> Person:
    """Fill in name, age, gender and description from the accounts that agree."""
    for other in others:
        name = person.name
        if other.name and (not name or len(name_parts(name)) < 2 <= len(name_parts(other.name))):
            name = other.name
        person = dataclasses.replace(
            person,
            name=name,
            age=person.age if person.age is not None else other.age,
            gender=person.gender or other.gender,
            descriptor=person.descriptor or other.descriptor,
        )
    return dataclasses.replace(person, name=_as_printed(person.name, others))


def _as_printed(name: str | None, others: Sequence[Person]) -> str | None:
    """Return the spelling of a name that most print, of those with as many words or more."""
    parts = len(name_parts(name)) if name else 0
    told = [o.name for o in others if o.name and len(name_parts(o.name)) >= max(parts, 2)]
    times = Counter(told)
    often = max(times.values(), default=0)
    if name is None or often <= times[name]:
        return name
    return next(each for each in told if times[each] == often)


def by_person(told: Sequence[Testimony]) -> Groups:
    """Group statements about people: by full name, then surname, then age and role."""
    people = [t for t in told if isinstance(t.value, Person)]
    full = [t for t in people if len(_parts(t)) > 1]
    groups = _by_name(full)
    for each in [t for t in people if len(_parts(t)) == 1]:
        fitting = [k for k in groups if same_surname(_name(each), k)]
        key = fitting[0] if len(fitting) == 1 else _name(each)
        groups.setdefault(key, []).append(each)
    unnamed: Groups = defaultdict(list)
    for each in [t for t in people if not _parts(t)]:
        home = _unnamed_home(_person(each), groups)
        (groups[home] if home else unnamed[_unnamed_key(_person(each))]).append(each)
    return {**groups, **unnamed}


def by_outcome(told: Sequence[Testimony], people: Mapping[str, Sequence[Testimony]]) -> Groups:
    """Group outcomes by the person that they are of; by role where it can be several."""
    found: Groups = defaultdict(list)
    for each in told:
        if isinstance(each.value, Outcome):
            found[_owner(each.value.who, people, each.statement.account)].append(each)
    return dict(found)


def role_of(told: Iterable[Testimony]) -> str:
    """Return the role that most of the weight is for."""
    weights: dict[str, float] = defaultdict(float)
    for each in told:
        if isinstance(each.value, Person):
            weights[each.value.role] += each.weight
    return max(sorted(weights), key=lambda role: round(weights[role], 4), default="other")


def _by_name(told: Sequence[Testimony]) -> Groups:
    """Group full names; the spelling with the most weight names its group, and finds the others."""
    weight: dict[str, float] = defaultdict(float)
    for each in told:
        weight[_name(each)] += each.weight
    names = sorted(weight, key=lambda n: (-round(weight[n], 4), -len(n), n))
    leader: dict[str, str] = {}
    for name in names:
        same = (other for other in leader.values() if same_name(name, other))
        leader[name] = next(same, name)
    groups: Groups = {}
    for each in told:
        groups.setdefault(leader[_name(each)], []).append(each)
    return groups


def _unnamed_home(person: Person, groups: Mapping[str, Sequence[Testimony]]) -> str | None:
    """Return the only named person that an unnamed one can be: of the same role and age."""
    if person.age is None:
        return None
    fitting = [
        key
        for key, told in groups.items()
        if role_of(told) == person.role
        and any(_person(t).age == person.age for t in told)
        and not any(_person(t).gender not in (None, person.gender) for t in told if person.gender)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _unnamed_key(person: Person) -> str:
    parts = [person.role, str(person.age) if person.age is not None else ""]
    if person.age is None:
        parts.append(plain(person.descriptor or person.gender or ""))
    return ", ".join(p for p in parts if p)


def _owner(who: str, people: Mapping[str, Sequence[Testimony]], account: str) -> str:
    own = [k for k, told in people.items() if any(_calls(t, who, account) for t in told)]
    if len(own) == 1:
        return own[0]
    if who in people:
        return who
    names = [k for k, told in people.items() if any(_parts(t) for t in told)]
    named = [k for k in names if same_name(who, k)] or [k for k in names if same_surname(who, k)]
    if len(named) == 1:
        return named[0]
    for within in (account, ""):
        if len(told_as := _described(who, people, within)) == 1:
            return told_as[0]
    of_role = [k for k, told in people.items() if role_of(told) == who]
    return of_role[0] if len(of_role) == 1 else who


def _calls(told: Testimony, who: str, account: str) -> bool:
    """Tell whether an account itself tells of somebody under this name."""
    return told.statement.account == account and _name(told) == who


def _described(who: str, people: Mapping[str, Sequence[Testimony]], account: str) -> list[str]:
    """Return the people of whom an account (any, if "") speaks in these words: "the boy"."""
    words = plain(who)
    return [
        key
        for key, told in people.items()
        if any(
            words
            and plain(_person(t).descriptor or "") == words
            and account in ("", t.statement.account)
            for t in told
        )
    ]


def _person(told: Testimony) -> Person:
    if not isinstance(told.value, Person):
        raise TypeError(f"{told.id} does not tell of a person")
    return told.value


def _name(told: Testimony) -> str:
    return _person(told).name or ""


def _parts(told: Testimony) -> tuple[str, ...]:
    return name_parts(_name(told)) if _name(told) else ()


def _detail(person: Person) -> tuple[int, bool]:
    return (len(name_parts(person.name)) if person.name else 0, person.age is not None)


def rule(field: Field) -> Rule:
    """Return how a field that holds people is settled."""
    return Rule(
        field=field.name,
        relate=relate_people,
        levels=lambda p: (p.role, str(p.age) if p.age is not None else ""),
        group=by_person,
        complete=complete,
        fineness=lambda p: -sum(_detail(p)),
    )


def _relate_outcomes(a: Outcome, b: Outcome) -> Relation:
    if a.result == b.result or {a.result, b.result} == {"killed", "died later"}:
        return "same"
    return "refines" if STEPS.index(a.result) > STEPS.index(b.result) else "coarser"


def of_outcome(field: Field) -> Rule:
    """Return how a field that holds outcomes is settled."""
    return Rule(
        field=field.name,
        relate=_relate_outcomes,
        levels=lambda outcome: (),
        fineness=lambda outcome: -STEPS.index(outcome.result),
        rises=field.rises,
    )
