"""What the toll says of the named: where everybody who was hit died, the victims named did.

"Two men were killed … the victims are Ana Ruiz, 34, and Cal Dorn, 40" tells both deaths, though no
word beside the names does; where nobody died, whoever is a victim was hurt and lived.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from citydesk.model import Account, Count, Mention, Outcome, Person, quote
from citydesk.reading.sure import sure

LEAST = 0.5
"""The probability of both numbers from which they say what became of the victims."""
AGE = re.compile(r"\b(\d{1,2})-year-old\b")
DEAD = frozenset({"killed", "died later"})
Result = Literal["killed", "injured"]


class Fate(NamedTuple):
    """What became of some victims, and the number that tells it (none: it is not told)."""

    names: list[str]
    result: Result
    number: Mention | None


class Known(NamedTuple):
    """The victims of the main incident by name, and what is told of everybody there."""

    victims: dict[str, Mention]
    results: dict[str, str]


def settled(people: Sequence[Mention], toll: Sequence[Mention], account: Account) -> list[Mention]:
    """Return the people finder's mentions with the outcomes that the main incident's toll tells.

    A death may take the place of a wound, because who died was hurt first; others stand.
    """
    people = list(people)
    known = _known(people)
    if not known.victims:
        return people
    people = _with(people, _aged(known, toll, account), known)
    known = _known(people)
    return _with(people, _fate(known, toll), known)


def _known(people: Sequence[Mention]) -> Known:
    known = Known({}, {})
    for mention in (m for m in people if m.report == 0):
        match mention.value:
            case Person(role="victim", name=str(name)):
                known.victims[name] = mention
            case Outcome(who=who, result=result):
                known.results.setdefault(who, result)
    return known


def _with(people: list[Mention], fate: Fate | None, known: Known) -> list[Mention]:
    """Return the mentions with these victims' outcomes, or without any where none is told."""
    if fate is None or not fate.names:
        return people
    kept = [m for m in people if not (isinstance(m.value, Outcome) and m.value.who in fate.names)]
    if fate.number is None:
        return kept
    number, result = fate.number, fate.result
    return [*kept, *(_outcome(name, known.victims[name], result, number) for name in fate.names)]


def _aged(known: Known, toll: Sequence[Mention], account: Account) -> Fate | None:
    """Return the victims whose ages the words for the dead give: "killing a 72-year-old man".

    Where two victims are of one age, or the words give more ages than died, they tell nothing.
    """
    killed = _best(toll, "killed")
    if killed is None:
        return None
    words = " ".join(quote(account, span) for span in killed.spans)
    ages = {int(digits) for digits in AGE.findall(words)}
    if not ages or len(ages) > _low(killed):
        return None
    of_age = [name for name, victim in known.victims.items() if _age(victim) in ages]
    if len(of_age) > len(ages):
        return None
    open_ = [name for name in of_age if known.results.get(name) in {None, "injured"}]
    return Fate(open_, "killed", killed)


def _age(victim: Mention) -> int | None:
    return victim.value.age if isinstance(victim.value, Person) else None


def _fate(known: Known, toll: Sequence[Mention]) -> Fate | None:
    """Return whose outcome the numbers tell: of all that is open, or of none.

    A shooter who died takes one place of the dead. The only victim named where one died and others
    lived is not told to have lived because the words say "shot".
    """
    killed, injured = (_best(toll, field) for field in ("killed", "injured"))
    if killed is None or injured is None:
        return None
    died, lived = _low(killed), _low(injured)
    victims, results = known
    room = died - sum(result in DEAD for result in results.values())
    silent = [name for name in victims if name not in results]
    hurt = [name for name in victims if results.get(name) == "injured"]
    if not died:
        return Fate(silent, "injured", injured) if lived else None
    if not lived:
        return Fate(silent + hurt, "killed", killed) if len(silent + hurt) <= room else None
    if room <= 0:
        return Fate(silent, "injured", injured)
    if silent:
        return Fate(silent, "killed", killed) if len(silent) <= room else None
    return Fate(hurt, "injured", None) if len(victims) == room == 1 else None


def _best(toll: Sequence[Mention], field: str) -> Mention | None:
    told = [m for m in toll if m.field == field and m.report == 0 and m.probability >= LEAST]
    return max(told, key=lambda m: m.probability, default=None)


def _low(mention: Mention) -> int:
    return mention.value.low if isinstance(mention.value, Count) else 0


def _outcome(name: str, victim: Mention, result: Result, number: Mention) -> Mention:
    return Mention(
        field="outcome",
        spans=tuple(dict.fromkeys([*number.spans[:1], victim.spans[0]])),
        value=Outcome(who=name, result=result),
        probability=sure("outcome", victim.probability, (result,)),
    )
