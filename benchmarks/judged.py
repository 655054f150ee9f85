"""What the reader told of each article, slot by slot: how probable it held it, and if it was right.

Against the archive's record: day, state, town, address, killed, injured, victims, suspects, people
with their age, people without a name but with an age, what became of people (the victims that it
lists, and whoever was noted by hand), kinds. Against the hand annotation alone: who said a
sentence, expressions of time, outcomes, vehicles and weapons. What nobody ever noted (events,
motives, charges) cannot be judged here.

A place's statement has its town's probability and a person's that of the role; state, address and
age have their own, which `citydesk account ID --why` shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.reading import annotated, gold_of, scorer
from citydesk.model import Outcome, Person, Reading, Report, Span, Statement, Text, Time
from citydesk.outputs.flat import filed_name, report_row
from citydesk.reading.explaining import explain
from citydesk.reading.explaining.ages import ages
from citydesk.reading.times.expressions import Phrase
from citydesk.words import iso
from training.kinds import FILED

ARCHIVE = (
    "date", "state", "city", "address", "killed", "injured", "victims", "suspects",
    "people with an age", "people without a name", "outcome", "kind",
)  # fmt: skip
BY_HAND = ("attribution", "time expression", "outcome by hand", "vehicle", "weapon")
STATUS = {"killed": "killed", "died later": "killed", "injured": "injured", "unharmed": "unharmed"}
"""Outcome -> what the archive files of a victim's; its silence about arrests says nothing."""
ROLES = {"victim": "victims", "suspect": "suspects"}


@dataclass(frozen=True)
class Judged:
    """One value that was told of an article, how probable, and whether it was right."""

    slot: str
    account: str
    incident: str
    chance: float
    right: bool


def judged(done: Iterable[Reading], folds: set[int]) -> list[Judged]:
    """Judge everything that was told of these articles."""
    bench, by_hand = scorer("score"), scorer("score_statements")
    gold = {a: g for g in gold_of(folds) for a in g["articles"]}
    noted = {g["account"]: g for g in annotated(folds)}
    out: list[Judged] = []
    for reading in done:
        ident = reading.account.id
        want = gold[ident]
        found = [*_places(reading, want, bench), *_slots(reading, want, bench)]
        found += [*_people(reading, want, bench), *_kinds(reading.reports[0], want)]
        found += _outcomes(reading.reports[0], want, noted.get(ident, {}), bench)
        if ident in noted:
            found += _by_hand(reading, noted[ident], by_hand)
        out += [
            Judged(slot, ident, str(want["id"]), chance, right) for slot, chance, right in found
        ]
    return out


Told = Iterator[tuple[str, float, bool]]


def _best(report: Report, field: str) -> Statement | None:
    told = [s for s in report.statements if s.field == field and s.certainty != "denied"]
    return max(told, key=lambda s: s.probability, default=None)


def _slots(reading: Reading, want: dict[str, Any], bench: Any) -> Told:
    """Yield the day, the numbers, and the town."""
    report = reading.reports[0]
    got = report_row(report)
    flat = " ".join(bench.words(f"{reading.account.title}\n{reading.account.text}"))
    for field, slot in (("time", "date"), ("killed", "killed"), ("injured", "injured")):
        told = _best(report, field)
        if told is not None and got[slot] is not None:
            yield slot, told.probability, got[slot] == want[slot]
    place, told = got["place"], _best(report, "place")
    if told is None:
        return
    asked = any(f" {c} " in f" {flat} " for c in bench.cities(want))
    if place["city"] and asked:
        right = " ".join(bench.words(place["city"])) in bench.cities(want)
        yield "city", told.probability, right


def _places(reading: Reading, want: dict[str, Any], bench: Any) -> Told:
    """Yield the state and, where the archive's is in the text, the address, as they are weighed."""
    told, place = _best(reading.reports[0], "place"), report_row(reading.reports[0])["place"]
    if told is None:
        return
    considered = explain(reading.account)
    state = next((c.probability for c in considered if c.slot == "state"), 0.0)
    right = bench.state_code(place["state"]) == bench.state_code(want["state"])
    yield "state", state, right
    core = bench.street(want)
    text = f"{reading.account.title}\n{reading.account.text}"
    if place["address"] and core and core <= set(bench.words(text)):
        chances = [c.probability for c in considered if c.slot == "address"]
        yield "address", chances[0], core <= set(bench.words(place["address"]))


def _people(reading: Reading, want: dict[str, Any], bench: Any) -> Told:
    """Yield each victim and suspect: right where the archive lists the name in the role.

    Beside those with an age stands how probable name, role and age are together.
    """
    made = reading.reports[0].statements
    together = {c.key: c.probability for c in ages(reading.account, made)}
    for s in made:
        if not isinstance(s.value, Person) or s.value.role not in ROLES:
            continue
        value = s.value
        listed = [p for p in want["people"] if p["role"] == value.role]
        if value.name is None:
            if value.age is not None:
                right = any(p["age"] == value.age for p in listed)
                yield "people without a name", s.probability, right
            continue
        same = listed_as(value, want, bench)
        yield ROLES[value.role], s.probability, bool(same)
        if value.age is not None and any(p["age"] is not None for p in listed):
            right = any(p["age"] == value.age for p in same)
            yield "people with an age", together[value.name], right


def _outcomes(report: Report, want: dict[str, Any], noted: dict[str, Any], bench: Any) -> Told:
    """Yield what became of people: by hand where noted, or else of the victims that are listed."""
    people = (s.value for s in report.statements if isinstance(s.value, Person))
    victims = {p.name: p for p in people if p.name and p.role == "victim"}
    for s in report.statements:
        if isinstance(s.value, Outcome):
            right = outcome_by_hand(s.value, noted)
            if right is None and s.value.who in victims:
                right = status_right(s.value, listed_as(victims[s.value.who], want, bench))
            if right is not None:
                yield "outcome", s.probability, right


def _kinds(report: Report, want: dict[str, Any]) -> Told:
    """Yield each kind that the archive files at all."""
    filed = " | ".join(want["characteristics"])
    for s in report.statements:
        if s.field == "kind" and isinstance(s.value, Text) and s.value.text in FILED:
            names = FILED[s.value.text]
            yield "kind", s.probability, any(name.rstrip("^") in filed for name in names)


def _by_hand(reading: Reading, noted: dict[str, Any], bench: Any) -> Told:
    """Yield what the hand annotation can judge: every report of the account."""
    for s in (s for report in reading.reports for s in report.statements):
        span = s.evidence[0]
        if span.part != "text":
            continue
        if s.field == "passage" and s.attribution.hand > 1:
            yield "attribution", s.probability, _said(s, span, noted, bench)
        elif s.field == "expression" and isinstance(s.value, Time):
            here = [t for t in noted["times"] if meets(span, t)]
            text = iso(s.value)
            yield (
                "time expression",
                s.probability,
                any(bench.same_time(t["value"], text) for t in here),
            )
        elif s.field in ("vehicle", "weapon"):
            yield s.field, s.probability, any(meets(span, t) for t in noted[f"{s.field}s"])
        elif isinstance(s.value, Outcome):
            right = outcome_by_hand(s.value, noted)
            if right is not None:
                yield "outcome by hand", s.probability, right


def _said(s: Statement, span: Span, noted: dict[str, Any], bench: Any) -> bool:
    """Tell whether somebody was noted as saying most of a passage, and if it is this speaker."""
    for said in noted["said"]:
        shared = min(span.end, said["end"]) - max(span.start, said["start"])
        if shared >= 0.3 * (span.end - span.start):
            return bool(bench.same_speaker(s.attribution.speaker.name, said["speaker"]))
    return False


def meets(span: Span | Phrase, other: dict[str, Any]) -> bool:
    """Tell whether a span and what was noted by hand have a character in common."""
    return bool(span.start < other["end"] and other["start"] < span.end)


def listed_as(person: Person, want: dict[str, Any], bench: Any) -> list[dict[str, Any]]:
    """Return whom the archive lists under a person's name in the same role."""
    name = filed_name(person)
    listed = [p for p in want["people"] if p["role"] == person.role and p["name"]]
    return [p for p in listed if bench.same_name(p["name"], name)]


def status_right(outcome: Outcome, listed: Sequence[dict[str, Any]]) -> bool | None:
    """Tell whether the archive has the same of a person that it lists, or None where it has none.

    What it files is how things stood in the end: who died of a wound is filed as killed.
    """
    filed = {status for p in listed for status in p["status"] or ()}
    return STATUS[outcome.result] in filed if filed and outcome.result in STATUS else None


def outcome_by_hand(outcome: Outcome, noted: dict[str, Any]) -> bool | None:
    """Tell whether an outcome was noted by hand, or None where nobody of the name was."""
    named = [p for p in noted.get("people", ()) if _same(p["name"], outcome.who)]
    return any(outcome.result in p["outcome"] for p in named) if named else None


def _same(name: str | None, who: str) -> bool:
    words = (name or "").lower().split()
    return bool(words) and words[-1] in who.lower().split()
