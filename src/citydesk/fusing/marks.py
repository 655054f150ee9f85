"""What speaks for or against using a testimony, in one ordered list, each with name and reason.

A mark takes nothing away: the testimony keeps its words and its weight, and says why it is used as
it is. Each mark sees those before it, and may ask how a field is settled as things then stand: who
is a party depends on what it was, and what the wounded were depends on how many died.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from citydesk.base.names import plain
from citydesk.fields import field_of
from citydesk.fusing.aged import grown_older
from citydesk.fusing.asides import of_a_hearing, of_another_event
from citydesk.fusing.beforehand import deaths_before
from citydesk.fusing.case import Case
from citydesk.fusing.contradicted import kinds_contradicted
from citydesk.fusing.corrections import corrected, retracted
from citydesk.fusing.likely import unlikely
from citydesk.fusing.overtaken import wounded_since_died
from citydesk.fusing.parties import of_parties
from citydesk.fusing.plausible import why_not
from citydesk.fusing.testimony import Effect, Testimony, unheard
from citydesk.fusing.tolls import SIDES
from citydesk.model import Judgement, Person

__all__ = ["MARKS", "Mark", "judged", "marked"]

Why = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One ground for using a testimony otherwise: `finds` returns the statements that have it.

    `why` is the reason in words, or None where `finds` gives each its own.
    """

    name: str
    effect: Effect
    why: str = ""
    finds: Callable[[Case], Collection[str] | Why]


def marked(case: Case, marks: Sequence[Mark]) -> Case:
    """Return the case with every testimony marked, mark by mark."""
    for mark in marks:
        found = mark.finds(case)
        if found:
            why = found if isinstance(found, Mapping) else dict.fromkeys(found, mark.why)
            case = case.marked(mark.effect, why)
    return case


def judged(judgements: Collection[Judgement]) -> tuple[Mark, ...]:
    """Return the marks of what editors prefer and reject; who prefers after rejecting prefers."""
    made = [j for j in judgements if j.verb in ("prefer", "set")]
    prefer = {j.subject: j.why for j in made if j.verb == "prefer"}
    reject = {
        j.subject: j.why for j in judgements if j.verb == "reject" and j.subject not in prefer
    }
    return (
        Mark(
            name="preferred by an editor",
            effect="preferred",
            finds=lambda case: last_set(case, made),
        ),
        Mark(name="rejected by an editor", effect="rejected", finds=lambda case: reject),
    )


def last_set(case: Case, made: Collection[Judgement]) -> Why:
    """Return what editors prefer or have set, by statement; each with the reason given.

    Where somebody has set a value, the last word on it holds: of two editors who set one value, the
    first one's stays among the statements.
    """
    by_place: dict[tuple[str, str], list[tuple[Judgement, str]]] = defaultdict(list)
    by_id = {told.id: [told] for told in case.heard} if made else {}
    of: dict[str, list[Testimony]] = defaultdict(list)
    for told in case.heard if made else ():
        of[told.statement.account].append(told)
    for judgement in made:
        about = by_id.get(judgement.subject, [])
        by_hand = of.get(judgement.object or "", []) if judgement.verb == "set" else []
        for told in [*about, *by_hand]:
            by_place[_place(told)].append((judgement, told.id))
    found: dict[str, str] = {}
    for decisions in by_place.values():
        last = decisions[-1][0]
        held = any(judgement.verb == "set" for judgement, _ in decisions)
        found.update((s, j.why) for j, s in decisions if not held or j is last)
    return found


def _place(told: Testimony) -> tuple[str, str]:
    """Return what a statement is about, as far as only one of its values can be so."""
    value = told.value
    if isinstance(value, Person):
        return told.field, plain(value.name or "") or told.id
    return told.field, told.id if field_of(told.field).many else ""


def _impossible(case: Case) -> Why:
    found = {t.id: why_not(t.field, t.value, t.published) for t in case.told}
    return {ident: why for ident, why in found.items() if why}


def _grown_older(case: Case) -> set[str]:
    return {each for told in case.persons.values() for each in grown_older(told)}


def _corrected(case: Case) -> set[str]:
    return {each for side in SIDES for each in corrected(case.of(side), case.accounts)}


def _since_died(case: Case) -> set[str]:
    killed = case.of("killed")
    return wounded_since_died(case.of("injured"), killed, case.settled("killed"), case.toll)


def _parties(case: Case) -> set[str]:
    kind, fired = (case.settled(field) for field in ("kind", "returned_fire"))
    values = (each.value if each else None for each in (kind, fired))
    return of_parties(case.told, case.accounts, *values)


MARKS: tuple[Mark, ...] = (
    Mark(
        name="impossible",
        effect="implausible",
        finds=_impossible,
    ),
    Mark(
        name="second thought",
        effect="unheard",
        why="its reader is surer of something else",
        finds=lambda case: unheard(case.told),
    ),
    Mark(
        name="retracted",
        effect="retracted",
        why="its own outlet has taken it back",
        finds=lambda case: retracted(case.told, case.accounts),
    ),
    Mark(
        name="no shots by police",
        effect="contradicted",
        why="somebody who can know says that no officer fired",
        finds=lambda case: kinds_contradicted(case.of("kind"), case.of("returned_fire")),
    ),
    Mark(
        name="word of a party",
        effect="party",
        why="it is the word of a party to the incident",
        finds=_parties,
    ),
    Mark(
        name="unlikely role",
        effect="left out",
        why="too few accounts give somebody this role, or they are too unsure",
        finds=lambda case: unlikely(case.persons, case.originals),
    ),
    Mark(
        name="grown older",
        effect="updated",
        why="the years since explain the age",
        finds=_grown_older,
    ),
    Mark(
        name="day of a hearing",
        effect="left out",
        why="it is the time of a hearing",
        finds=lambda case: of_a_hearing(case.of("time"), case.of("event")),
    ),
    Mark(
        name="clock of another event",
        effect="aside",
        why="it is the clock reading of another event",
        finds=lambda case: of_another_event(case.of("time"), case.of("event")),
    ),
    Mark(
        name="corrected",
        effect="replaced",
        why="a later correction replaces it",
        finds=_corrected,
    ),
    Mark(
        name="wounded who died since",
        effect="updated",
        why="it counts among the wounded who died since",
        finds=_since_died,
    ),
    Mark(
        name="death before the incident",
        effect="implausible",
        why="it was over before the incident began",
        finds=lambda case: deaths_before(case.of("event"), case.settled("time")),
    ),
)
