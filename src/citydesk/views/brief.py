"""A record becomes a few plain sentences, each with its sources: what a reader wants first.

A sentence says no more than its findings: what one source says is said to be one source's, and
what sources disagree about is said with both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.base.disputes import disputed
from citydesk.model import (
    Count,
    Finding,
    Flag,
    PersonEntry,
    Place,
    Status,
    Text,
    Thing,
    Time,
    Value,
)
from citydesk.privacy.door import Seen
from citydesk.views.facts import anchor_of
from citydesk.views.voices import Chorus, chorus
from citydesk.words import clock_words, joined, number_words, time_words, value_words

__all__ = ["Sentence", "brief"]

KINDS = {
    "homicide": "A killing", "officer-involved": "A shooting by police",
    "officer shot": "The shooting of an officer", "accidental shooting": "An accidental shooting",
    "assault": "An assault", "shots fired": "Shots fired", "suicide": "A suicide",
    "domestic": "Domestic violence",
}  # fmt: skip
DEAD = frozenset({"killed", "died later"})
MOST_NAMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the brief.

    `about` is its field, `status` how it stands, `chorus` who says so, `more` where the page tells
    more.
    """

    about: str
    text: str
    status: Status
    chorus: Chorus
    more: str


def brief(seen: Seen) -> list[Sentence]:
    """Return the sentences: what and where, when, the toll, who, and what is known of suspects."""
    return [s for s in (*_event(seen), *_toll(seen), *_names(seen), *_after(seen)) if s.chorus]


def _event(seen: Seen) -> Iterator[Sentence]:
    kind, place = _value(seen, "kind", Text), _value(seen, "place", Place)
    what = KINDS.get(kind.text, f"A {kind.text}") if isinstance(kind, Text) else "Something"
    if isinstance(place, Place):
        yield _sentence(seen, f"{what} was reported {_at(place)}.", "place")
    elif isinstance(kind, Text):
        yield _sentence(seen, f"{what} was reported.", "kind")
    time = _value(seen, "time", Time)
    if isinstance(time, Time):
        yield _sentence(seen, f"It happened {_on(time)}{_or_else(seen, 'time')}.", "time")


def _toll(seen: Seen) -> Iterator[Sentence]:
    for field, done in (("killed", "killed"), ("injured", "wounded")):
        count = _value(seen, field, Count)
        if isinstance(count, Count) and (count.low or count.high == 0):
            verb = "was" if count == Count(low=1, high=1) or count.high == 0 else "were"
            text = f"{_people(count)} {verb} {done}{_or_else(seen, field)}."
            yield _sentence(seen, text[:1].upper() + text[1:], field)


def _names(seen: Seen) -> Iterator[Sentence]:
    dead = [p for p in seen.record.people if DEAD & {*p.outcomes} and p.role != "suspect"]
    named = [p for p in dead if p.name and not p.name.startswith("[")]
    if named:
        names = joined([_named(p) for p in named[:MOST_NAMES]])
        more = len(named) - MOST_NAMES
        rest = f" and {more} more" if more > 0 else ""
        verb = "The dead are named as" if len(dead) > 1 else "The dead person is named as"
        text = f"{verb} {names}{rest}."
        ids = tuple(s for p in named for s in _naming(seen, p))
        yield Sentence(
            about="people", text=text, status="settled", chorus=chorus(seen, ids), more="#people"
        )


def _after(seen: Seen) -> Iterator[Sentence]:
    arrests = _value(seen, "arrests", Count)
    if isinstance(arrests, Count):
        who = "Nobody has" if arrests.high == 0 else f"{_people(arrests).capitalize()} "
        been = "" if arrests.high == 0 else "has" if arrests == Count(low=1, high=1) else "have"
        yield _sentence(seen, f"{who}{been} been arrested{_or_else(seen, 'arrests')}.", "arrests")
    charged = [f for f in seen.record.findings if f.field == "charge" and f.value is not None]
    if charged and isinstance(charged[0].value, Text):
        yield _of(seen, f"The charge is {charged[0].value.text}.", charged[0])
    fired = _value(seen, "returned_fire", Flag)
    if isinstance(fired, Flag):
        did = "Police fired" if fired.yes else "Police did not fire"
        yield _sentence(seen, f"{did}{_or_else(seen, 'returned_fire')}.", "returned_fire")
    weapon = _value(seen, "weapon", Thing)
    if isinstance(weapon, Thing):
        yield _sentence(seen, f"The weapon was described as {weapon.words}.", "weapon")


def _sentence(seen: Seen, text: str, field: str) -> Sentence:
    finding = seen.record.finding(field)
    if finding is None:
        raise TypeError(f"a sentence about {field}, of which nothing is known")
    return _of(seen, text, finding)


def _of(seen: Seen, text: str, finding: Finding) -> Sentence:
    against = disputed(finding)
    return Sentence(
        about=finding.field,
        text=text.replace("..", "."),
        status=finding.status,
        chorus=chorus(seen, finding.statements),
        more=f"#{anchor_of(finding, 'dispute' if against else 'fact')}",
    )


def _value(seen: Seen, field: str, kind: type[Value]) -> Value | None:
    finding = seen.record.finding(field)
    held = finding is not None and finding.status not in ("withheld", "superseded")
    return finding.value if finding and held and isinstance(finding.value, kind) else None


def _or_else(seen: Seen, field: str) -> str:
    """Return the other side of a dispute, said in the same breath."""
    finding = seen.record.finding(field)
    others = [a.value for a in disputed(finding) if a.relation == "conflicts"] if finding else []
    if not finding or not others:
        return ""
    words = [_otherwise(finding.value, value) for value in others[:2]]
    return f", though others say {' or '.join(words)}"


def _otherwise(preferred: Value | None, value: Value) -> str:
    """Return another value in words; of another time on the same day only the clock."""
    if isinstance(preferred, Time) and isinstance(value, Time):
        same = preferred.start.date() == value.start.date()
        return (clock_words(value) if same else "") or time_words(value)
    return value_words(value)


def _at(place: Place) -> str:
    words = value_words(place)
    if place.precision in ("intersection", "point") or (place.landmark and not place.address):
        return f"at {words}"
    return f"{'in the' if place.precision == 'block' else 'on' if place.address else 'in'} {words}"


def _on(time: Time) -> str:
    """Return a time as a sentence has it: "on Fri Oct 18, 2024, at 11:37 p.m. CDT"."""
    words = time_words(time)
    if time.granularity in ("week", "month", "year"):
        return f"in {words}"
    clock = clock_words(time)
    if clock and time.granularity in ("minute", "hour"):
        at = clock if time.approximate else f"at {clock}"
        words = words.replace(clock, at, 1)
    return f"on {words}" if not words.startswith("about") else words


def _people(count: Count) -> str:
    if count.high == 0:
        return "nobody"
    if count.high is None:
        return f"at least {number_words(count.low)} {_person(count.low)}"
    if count.low == count.high:
        return f"{number_words(count.low)} {_person(count.low)}"
    if count.low == 0:
        return f"up to {number_words(count.high)} {_person(count.high)}"
    return f"{number_words(count.low)} to {number_words(count.high)} people"


def _person(number: int) -> str:
    return "person" if number == 1 else "people"


def _named(entry: PersonEntry) -> str:
    return f"{entry.name}, {entry.age}" if entry.age is not None else str(entry.name)


def _naming(seen: Seen, entry: PersonEntry) -> list[str]:
    told = (seen.statements[i] for i in entry.statements if i in seen.statements)
    return [s.id for s in told if getattr(s.value, "name", None)]
