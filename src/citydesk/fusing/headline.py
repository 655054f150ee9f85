"""A headline made of findings alone: who was hurt, where and how.

It is plain and never bolder than the record: what is denied, and what nobody but unnamed sources
tells, does not reach it. "By police" needs an official word or most of the accounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from citydesk.fusing.testimony import Testimony
from citydesk.model import Count, Finding, Outcome, PersonEntry, Place, Text, Value
from citydesk.words import NOT_REPORTED, capital, number_words, state_words

__all__ = ["headline"]

ADULT, TEENAGER = 18, 13
GROWN = {"male": "man", "female": "woman"}
YOUNG = {"male": "boy", "female": "girl"}
PLURALS = {
    "man": "men", "woman": "women", "boy": "boys", "girl": "girls", "teen": "teens",
    "child": "children", "police officer": "police officers",
}  # fmt: skip
DEAD = frozenset({"killed", "died later"})
ARMED = frozenset(
    {"shooting", "stabbing", "officer shot", "drive-by", "officer-involved", "shots fired",
     "mass shooting", "accidental shooting"}
)  # fmt: skip
"""Kinds of which the hurt are wounded: of others nobody says with what."""
NOUNS = {
    "homicide": "shooting", "domestic": "domestic violence", "officer shot": "shooting",
    "officer-involved": "police shooting", "drive-by": "drive-by shooting",
    "shots fired": "shooting", "mass shooting": "shooting",
    "gunshot alert": "shooting",
}  # fmt: skip
APART = frozenset({"accidental shooting", "domestic"})
"""Kinds of which no town is an adjective."""
WITHOUT_TOLL = {
    "murder-suicide": "murder-suicide",
    "suicide": "suicide", "officer shot": "police officer shot", "shots fired": "shots fired",
    "officer-involved": "police shooting", "domestic": "domestic violence reported",
    "drive-by": "drive-by shooting reported", "gunshot alert": "gunshot alert, unconfirmed,",
}  # fmt: skip
BY_POLICE = "officer-involved"
OFFICIAL = frozenset({"official", "agency", "document"})
LONGEST = 40  # characters of a landmark that a headline can bear


def headline(
    findings: Sequence[Finding], people: Sequence[PersonEntry], told: Mapping[str, Testimony]
) -> str:
    """Return a plain headline: "Two killed, one wounded in Topeka shooting".

    The day is not in it: it stands in the dateline, wherever a headline is shown.
    """
    fit = [f for f in findings if not f.key and _fit(f, told)]
    return _what({f.field: f.value for f in fit}, people, _kinds(fit))


def _kinds(fit: Sequence[Finding]) -> set[str]:
    """Return the kind of the incident, and the coarser ones that it agrees with."""
    found = {a.value for f in fit if f.field == "kind" for a in f.alternatives}
    found |= {f.value for f in fit if f.field == "kind" and f.value is not None}
    return {value.text for value in found if isinstance(value, Text)}


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


def _what(value: dict[str, Value | None], people: Sequence[PersonEntry], known: set[str]) -> str:
    kind, where = value.get("kind"), _where(value.get("place"))
    word = kind.text if isinstance(kind, Text) else "shooting"
    toll = "" if word == "suicide" else _toll_of(value, word, people, armed=bool(known & ARMED))
    if not toll:
        return capital(f"{WITHOUT_TOLL.get(word, f'{word} reported')}{where.after}")
    if word == "homicide" and not known & ARMED:
        return capital(f"{toll}{where.after}")
    noun = "shooting" if word == "domestic" and "shooting" in known else NOUNS.get(word, word)
    if where.town and not where.landmark and word not in APART:
        return capital(f"{toll} in {where.town} {noun}")
    return capital(f"{toll} in {noun}{where.after}")


def _toll_of(
    value: dict[str, Value | None], kind: str, people: Sequence[PersonEntry], *, armed: bool
) -> str:
    """Return the dead and the hurt: "Two killed, one wounded"; nothing where there are none."""
    killed, injured = _count(value.get("killed")), _count(value.get("injured"))
    dead = [p for p in people if DEAD & set(p.outcomes)]
    hurt = [p for p in people if "injured" in p.outcomes and p not in dead]
    officer = kind == "officer shot"
    died = "dead" if kind == "murder-suicide" else "killed"
    wounded = "wounded" if armed or "kind" not in value else "injured"
    parts = (
        _toll(killed, died, dead, officer=officer),
        _toll(injured, wounded, hurt, officer=officer and not killed.low),
    )
    return ", ".join(part for part in parts if part)


class _Where(NamedTuple):
    """A town, or what is known in its stead, and a spot that many know by its name."""

    town: str = ""
    landmark: str = ""

    @property
    def after(self) -> str:
        """Where it was, said behind what it was: " at Lakeside Mall in Topeka"."""
        at = f" at {self.landmark}" if self.landmark else ""
        return f"{at} in {self.town}" if self.town else at


def _where(place: Value | None) -> _Where:
    if not isinstance(place, Place):
        return _Where()
    county = f"{place.county} County".replace("County County", "County") if place.county else ""
    town = place.city or county or state_words(place.state or "")
    known = place.landmark or ""
    short = bool(town) and len(known) <= LONGEST and known[:1].isupper()
    return _Where(town, known if short else "")


def _count(value: Value | None) -> Count:
    return value if isinstance(value, Count) else NOT_REPORTED


def _toll(count: Count, verb: str, people: Sequence[PersonEntry], *, officer: bool) -> str:
    if count.low < 1:
        return ""
    if count == Count(low=1, high=1):
        return f"{'police officer' if officer and not people else _one(people)} {verb}"
    least = "" if count.high == count.low else "at least "
    return f"{least}{number_words(count.low)} {_several(people, count.low)}{verb}"


def _one(people: Sequence[PersonEntry]) -> str:
    """Return a word for the only one: "police officer", "woman", "boy", "teen", "one"."""
    some = [p for p in people if p.role != "suspect"] or list(people)
    words = {_word(person) for person in some}
    return words.pop() if len(words) == 1 else "one"


def _several(people: Sequence[PersonEntry], count: int) -> str:
    """Return a word for several of one kind: "men", "children"; nothing where they differ."""
    words = {_word(person) for person in people}
    many = PLURALS.get(next(iter(words))) if len(words) == 1 and len(people) == count else None
    return f"{many} " if many else ""


def _word(person: PersonEntry) -> str:
    told = set((person.descriptor or "").lower().split())
    if person.role == "officer" or told & {"officer", "deputy", "trooper"}:
        return "police officer"
    if person.age is not None and person.age < ADULT:
        young = "teen" if person.age >= TEENAGER else "child"
        return YOUNG.get(person.gender or "", young)
    if person.age is None and (named := told & {"boy", "girl", "teen", "teenager", "child"}):
        return min(named).removesuffix("ager")
    return GROWN.get(person.gender or "", "one")
