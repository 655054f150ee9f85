"""A headline made of findings alone: who was hurt, how, where and when.

It is plain and never bolder than the record: what is denied, and what nobody but unnamed sources
tells, does not reach it. "By police" needs an official word or most of the accounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citydesk.base.clock import FINENESS, bounds
from citydesk.fusing.testimony import Testimony
from citydesk.fusing.words import data, number
from citydesk.model import Count, Finding, Outcome, PersonEntry, Place, Text, Time, Value

__all__ = ["headline"]

ADULT, TEENAGER = 18, 13
GROWN = {"male": "Man", "female": "Woman"}
SHOT = frozenset(
    {"shooting", "homicide", "officer shot", "drive-by", "domestic", "robbery", "burglary",
     "officer-involved", "shots fired", "mass shooting", "home invasion", "carjacking",
     "gunshot alert"}
)  # fmt: skip
BY_POLICE = "officer-involved"
OFFICIAL = frozenset({"official", "agency", "document"})
LONGEST = 40  # characters of a landmark that a headline can bear


def headline(
    findings: Sequence[Finding], people: Sequence[PersonEntry], told: Mapping[str, Testimony]
) -> str:
    """Return a plain headline: "Two killed, one wounded in shooting in Topeka, 2024-10-18"."""
    value = {f.field: f.value for f in findings if not f.key and _fit(f, told)}
    words = _what(value, people)
    place, time = value.get("place"), value.get("time")
    if isinstance(place, Place):
        words += _where(place)
    if isinstance(time, Time):
        length = {"week": 10, "month": 7, "year": 4}.get(time.granularity, 10)
        day = bounds(time)[0].date().isoformat()[:length]
        words += f", {day}" if FINENESS[time.granularity] != FINENESS["week"] else f", about {day}"
    return words


def _fit(finding: Finding, told: Mapping[str, Testimony]) -> bool:
    """Tell whether a finding may stand in a headline."""
    support = [told[s] for s in finding.statements if s in told]
    denied = any(a.relation == "denied" and a.value == finding.value for a in finding.alternatives)
    if finding.status == "withheld" or denied:
        return False
    if finding.field in ("time", "place"):
        return True
    named = [t for t in support if not _hearsay(t)]
    if finding.field == "killed" and not named:
        return any(_tells_death(t) for t in told.values())
    kind = finding.value
    if isinstance(kind, Text) and kind.text == BY_POLICE:
        official = any(t.statement.attribution.speaker.kind in OFFICIAL for t in named)
        every, tellers = (len({t.statement.account for t in s}) for s in (told.values(), named))
        return official or 2 * tellers > every
    return bool(named)


def _hearsay(told: Testimony) -> bool:
    """Tell whether something comes from nobody named, or from another outlet or a post alone."""
    chain = told.statement.attribution
    relayed = chain.hand > 1 and chain.speaker.kind in ("media", "social")
    return relayed or chain.speaker.kind == "anonymous"


def _tells_death(told: Testimony) -> bool:
    """Tell whether somebody who is named says that there is a dead."""
    if _hearsay(told) or told.denied or told.rejected:
        return False
    value = told.value
    dead = isinstance(value, Outcome) and value.result in ("killed", "died later")
    return dead or (isinstance(value, Text) and value.text == "homicide")


def _what(value: dict[str, Value | None], people: Sequence[PersonEntry]) -> str:
    kind = value.get("kind")
    word = kind.text if isinstance(kind, Text) else "shooting"
    said: str = data("words")["headline"].get(word, word[:1].upper() + word[1:])
    killed, injured = _count(value.get("killed")), _count(value.get("injured"))
    if word in ("suicide", "murder-suicide") and killed.low < 3:
        return said
    dead = [p for p in people if {"killed", "died later"} & set(p.outcomes)]
    hurt = [p for p in people if "injured" in p.outcomes and p not in dead]
    toll = [_toll(killed, "killed", dead), _toll(injured, "wounded", hurt)]
    words = ", ".join(part for part in toll if part)
    if not words or (word == "officer shot" and killed.low < 1):
        return said
    how = "shooting" if word in SHOT else f"{said[:1].lower()}{said[1:]}"
    if killed == Count(low=1, high=1) and word in SHOT:
        by = " by police" if word == BY_POLICE and not _officer(dead) else ""
        one = "Police officer" if word == "officer shot" and not dead else _one(dead)
        first = f"{one} shot dead{by}"
        return f"{first}, {toll[1]}" if toll[1] else first
    return f"{words[:1].upper()}{words[1:]} in {how}"


def _where(place: Place) -> str:
    town = place.city or place.county or place.state
    landmark = place.landmark or ""
    if town and landmark and len(landmark) <= LONGEST and landmark[:1].isupper():
        return f" at {landmark}, {town}"
    return f" in {town}" if town else ""


def _count(value: Value | None) -> Count:
    return value if isinstance(value, Count) else Count(low=0, high=None)


def _toll(count: Count, word: str, people: Sequence[PersonEntry]) -> str:
    if count.low < 1:
        return ""
    if count == Count(low=1, high=1) and word == "killed":
        return f"{_one(people)} {word}"
    least = "at least " if count.high is None else ""
    return f"{least}{number(count.low)} {word}"


def _one(people: Sequence[PersonEntry]) -> str:
    """Return a word for the only one: "Police officer", "Woman", "Teenager", "Person"."""
    some = [p for p in people if p.role != "suspect"] or list(people)
    if some and _officer(some):
        return "Police officer"
    ages = {p.age for p in some}
    if len(ages) == 1 and (age := ages.pop()) is not None and age < ADULT:
        return "Teenager" if age >= TEENAGER else "Child"
    genders = {p.gender for p in some}
    if some and len(genders) == 1:
        return GROWN.get(genders.pop() or "", "Person")
    return "Person"


def _officer(people: Sequence[PersonEntry]) -> bool:
    return any(
        p.role == "officer"
        or set((p.descriptor or "").lower().split()) & {"officer", "deputy", "trooper"}
        for p in people
    )
