"""The roles that a person may have, as the finder's two looks weigh them.

The first look is linear over the words around a name. The second, small trees over that score in
the company of the page's other persons, is told by the steps along each tree's path: how much the
middle of what lies below changes with every question asked. These steps and the middle of all trees
add up to the second look's log odds; they say which answers moved it, not what other answers would
have done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.base.linear import Linear
from citydesk.model import Person, Reason, Role, Statement, quote
from citydesk.reading.context import Context
from citydesk.reading.explaining.considered import Considered, Parts, Verdict, parts_of, told
from citydesk.reading.explaining.wording import columns, says
from citydesk.reading.parsed import Parsed
from citydesk.reading.people.both import both
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Described, describe
from citydesk.reading.people.forest import Forest, forest
from citydesk.reading.people.reading import page_of_account
from citydesk.reading.people.roles import (
    HOPELESS,
    SUSPECT,
    VICTIM,
    chances,
    company_of,
    first_look,
    other_role,
)
from citydesk.reading.weights import load

SIDES: tuple[Role, Role] = ("victim", "suspect")
NEITHER = f"neither likely enough a victim (from {VICTIM:.0%}) nor a suspect (from {SUSPECT:.0%})"
HOPE = "the words around the name leave no hope, and no second look is taken"
NAMELESS = "told without a name: by rules, and all held for equally probable"
FIRST = 3
"""Reasons of the first look that are told beside the second's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a side's two looks saw of a person."""

    row: Sequence[float]
    first: float
    described: Described
    linear: Linear
    trees: Forest


def persons(parsed: Parsed, context: Context, made: Sequence[Statement]) -> list[Considered]:
    """Return each named person's roles, then those told without a name, as stated."""
    page, _ = page_of_account(parsed, context)
    whole = load("people_victim"), load("people_suspect")
    described = [describe(person, page) for person in page.people]
    looks = [first_look(one, both(), both("_alone")) for one in described]
    rows, trees = company_of(page, looks, described), forest("people_company")
    stated = _by_name(made)
    out: list[Considered] = []
    for n, person in enumerate(page.people):
        sides = chances(rows[n], looks[n], trees)
        roles = stated.get(person.best.text, {})
        for i, side in enumerate(SIDES):
            seen = Seen(rows[n], looks[n].whole[i], described[n], whole[i], trees[side])
            out.append(_side(parsed, person, side, sides[i], seen=seen, roles=roles))
        other = other_role(person, page)
        out.append(_other(parsed, person, other, 1.0 - max(sides), roles))
    return out + [_unnamed(parsed, s) for s in stated.get(None, {}).values()]


Roles = dict[str, Statement]
Why = tuple[tuple[Reason, ...], float, float | None, str]


def _by_name(made: Sequence[Statement]) -> dict[str | None, Roles]:
    """Return the stated persons' statements by name and role; those without a name by id."""
    found: dict[str | None, Roles] = {}
    for s in made:
        if isinstance(s.value, Person):
            key: str = s.value.role if s.value.name else s.id
            found.setdefault(s.value.name, {})[key] = s
    return found


def _side(
    parsed: Parsed, person: Someone, side: Role, chance: float, *, seen: Seen, roles: Roles
) -> Considered:
    own = parts_of(seen.linear, dict.fromkeys(seen.described.whole, 1.0))
    first = told(own, says("people"))
    if seen.first > HOPELESS:
        middle, steps = seen.trees.steps(seen.row)
        names = columns()
        parts: Parts = {names[column]: part for column, part in steps.items()}
        parts["the middle of all trees"] = middle
        reasons, rest, score = told(parts, str)
        words = "; ".join(f"{r.weight:+.1f} {r.words}" for r in first[0][:FIRST])
        note = f"the first look, {seen.first:+.1f} in all: {words}"
    else:
        (reasons, rest, score), note = first, HOPE
    return _made(parsed, person, side, chance, roles=roles, why=(reasons, rest, score, note))


def _other(parsed: Parsed, person: Someone, role: Role, chance: float, roles: Roles) -> Considered:
    return _made(parsed, person, role, chance, roles=roles, why=((), 0.0, None, NEITHER))


def _made(
    parsed: Parsed, person: Someone, role: Role, chance: float, *, roles: Roles, why: Why
) -> Considered:
    best = person.best
    span = best.words.span(best.first, best.last)
    mine = roles.get(role)
    verdict: Verdict = "chosen" if mine else "not believed"
    reasons, rest, score, note = why
    return Considered(
        slot="person",
        key=best.text,
        value=mine.value if mine else Person(role=role, name=best.text),
        spans=(span,),
        words=quote(parsed.account, span),
        probability=mine.probability if mine else chance,
        verdict=verdict,
        score=score,
        reasons=reasons,
        rest=rest,
        note=note,
    )


def _unnamed(parsed: Parsed, s: Statement) -> Considered:
    words = quote(parsed.account, s.evidence[0])
    return Considered(
        slot="person",
        key=words,
        value=s.value,
        spans=s.evidence[:1],
        words=words,
        probability=s.probability,
        verdict="chosen",
        note=NAMELESS,
    )
