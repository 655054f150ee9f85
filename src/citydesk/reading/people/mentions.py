"""Persons with roles become mentions: one a person, and one for each outcome that is told.

The evidence is the fullest name, the words of the age and the words that make the role.
"""

from __future__ import annotations

from typing import Any, Literal

from citydesk.model import Mention, Outcome, Person, Role, Span
from citydesk.reading.people.ages.lending import ages_of, lend_ages
from citydesk.reading.people.ages.told import Age, age_of
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.deaths import death_after, own_death
from citydesk.reading.people.features import Page, sentence_of
from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.name import beside_age
from citydesk.reading.people.outcomes import (
    Told,
    deaths,
    of_old,
    result_of,
    sentence_told,
    told_beside,
)
from citydesk.reading.people.reading import Places
from citydesk.reading.people.roles import plays_a_part, rank_of, tells_the_news
from citydesk.reading.people.unnamed import Somebody, unnamed_of
from citydesk.reading.sure import sure
from citydesk.reading.weights import Linear

SUSPECTED = 0.75
ACCUSED = frozenset({"suspect", "accessory"})
GENDERS: dict[str, Literal["male", "female"]] = {
    "he": "male", "his": "male", "him": "male", "man": "male", "boy": "male", "son": "male",
    "she": "female", "her": "female", "woman": "female", "girl": "female", "daughter": "female",
}  # fmt: skip


def mentions_of(
    page: Page, places: Places, roles: list[tuple[Role, float]], *, ages: Linear | None = None
) -> list[Mention]:
    """Return the mentions of everybody on a page; `roles` come in the order of its people.

    `ages` are the weights that lend ages, if not those that ship.
    """
    mentions: list[Mention] = []
    nameless = unnamed_of(page)
    lent = lend_ages(page, roles, ages)
    for person, (role, probability) in zip(page.people, roles, strict=True):
        if role != "other" or _somebody(person, page):
            found = (role, probability)
            mentions += _named(person, found, page=page, places=places, lent=lent.get(person.place))
    for one in _distinct(nameless, page, roles, {age.years for age in lent.values()}):
        mentions += _unnamed(one, page, places)
    return mentions


def _somebody(person: Someone, page: Page) -> bool:
    """Tell whether a capitalised run that plays no part is surely a person of the story."""
    if tells_the_news(person, page):
        return False
    named = person.best.parts[0].lower() in lexicon().given
    aged = any(beside_age(n.words, n.first, n.last) for n in person.full)
    return named or aged or plays_a_part(person, page)


def _named(
    person: Someone, found: tuple[Role, float], *, page: Page, places: Places, lent: Age | None
) -> list[Mention]:
    role, chance = found
    probability = sure("suspect", chance) if role in ACCUSED else chance
    best, told = person.best, age_of(person, page)
    spans: list[Span] = [best.words.span(best.first, best.last)]
    age = None
    if told:
        age = told.years
        spans.append(told.span)
    elif lent:
        age = lent.years
        spans.append(lent.span)
    results = _results(person, role, page)
    if results:
        spans.append(_word(results[0][1]))
    report = _report(person, places)
    shared: dict[str, Any] = {"report": report, "probability": probability}
    rank = rank_of(person) if role in ACCUSED | {"victim"} else None
    gender = _gender(person, page)
    value = Person(role=role, name=best.text, age=age, gender=gender, descriptor=rank)
    mentions = [Mention(field="person", spans=tuple(dict.fromkeys(spans)), value=value, **shared)]
    for result, cue in results:
        outcome = Outcome(who=best.text, result=result)  # type: ignore[arg-type]
        words = (_word(cue), spans[0])
        believed = sure("outcome", chance, (result,))
        shared = {"report": report, "probability": believed}
        mentions.append(Mention(field="outcome", spans=words, value=outcome, **shared))
    return mentions


def _results(person: Someone, role: Role, page: Page) -> list[tuple[str, Told]]:
    """Return what became of somebody, each with the cue that it rests on."""
    names = (*person.full, *person.short)
    cues = [cue for name in names for cue in told_beside(name, page)]
    if role in ACCUSED:
        now = [one for one in cues if not of_old(one) and page.aside(one.name) != "background"]
        dead = own_death(now, page) or death_after(person, page, by_own_hand=True)
        return [*deaths(dead, page), *result_of(now, page, victim=False)]
    if role != "victim":
        return []
    results = result_of(cues, page, victim=True)
    if not results or results[0][0] == "injured":
        results = deaths(death_after(person, page), page) or results
    weak = [] if results else [cue for name in person.full for cue in sentence_told(name, page)]
    return results or result_of(weak, page, victim=True)


def _unnamed(one: Somebody, page: Page, places: Places) -> list[Mention]:
    spans = [one.name.words.span(one.name.first, one.name.last)]
    results = result_of(list(one.told), page, victim=one.role == "victim")
    if results:
        spans.append(_word(results[0][1]))
    shared: dict[str, Any] = {
        "report": places.report(one.name.words.part, spans[0].start),
        "probability": SUSPECTED,
    }
    value = Person(role=one.role, age=one.age, gender=one.gender, descriptor=one.descriptor)
    mentions = [Mention(field="person", spans=tuple(spans), value=value, **shared)]
    for result, cue in results:
        outcome = Outcome(who=one.descriptor, result=result)  # type: ignore[arg-type]
        words = (_word(cue), spans[0])
        mentions.append(Mention(field="outcome", spans=words, value=outcome, **shared))
    return mentions


def _word(cue: Told) -> Span:
    return cue.name.words.span(cue.at, cue.at + 1)


def _report(person: Someone, places: Places) -> int:
    """Return the report that most of a person's mentions belong to; the lowest of equals."""
    names = (*person.full, *person.short)
    found = [places.report(n.words.part, n.words.start[n.first]) for n in names]
    return min(set(found), key=lambda number: (-found.count(number), number))


def _gender(person: Someone, page: Page) -> Literal["male", "female"] | None:
    """Return the gender that the words right beside the names tell, or None."""
    votes: list[Literal["male", "female"]] = []
    for name in person.full:
        plain = name.words.plain
        _, end = sentence_of(plain, name.first, name.last)
        near = [*plain[max(0, name.titled - 1) : name.titled], *plain[end + 1 : end + 2]]
        after = plain[name.last : name.last + 5]
        if after[:1] == [","] and "#old" in after:
            near += after
        votes += [GENDERS[word] for word in near if word in GENDERS]
    return max(dict.fromkeys(votes), key=votes.count, default=None)


def _distinct(
    nameless: list[Somebody],
    page: Page,
    roles: list[tuple[Role, float]],
    lent: set[int],
) -> list[Somebody]:
    """Leave out those who are most likely one of the named, or told with their age elsewhere."""
    kept: list[Somebody] = []
    for role in ("victim", "suspect", "officer"):
        named = [p for p, (r, _) in zip(page.people, roles, strict=True) if r == role]
        ages = ages_of(named, page)
        same = [s for s in nameless if s.role == role and s.age not in lent]
        aged = [s for s in same if s.age is not None and s.age not in ages]
        rest = [
            s for s in same if s.age is None and s.descriptor not in {k.descriptor for k in kept}
        ]
        if any(s.gender for s in rest):
            rest = [
                s for s in rest if s.gender or s.role == "officer" or s.descriptor[-7:] == "officer"
            ]
        kept += aged
        kept += [s for s in rest if not named and not (aged and role != "officer")]
    return kept
