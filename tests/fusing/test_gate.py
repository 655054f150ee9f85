"""The gate of consistency: a case for every rule. All people and places are invented."""

from __future__ import annotations

import dataclasses

import pytest

from citydesk.fusing.gate import RULES, gated
from citydesk.model import (
    Alternative,
    Count,
    Finding,
    Outcome,
    Person,
    PersonEntry,
    Role,
    Status,
    Text,
    Value,
)


def finding(
    field: str, value: Value, key: str = "", *others: Alternative, status: Status = "settled"
) -> Finding:
    return Finding(
        field=field, key=key, value=value, status=status, reason="Told by two.",
        statements=(f"{field} {key}".strip(),), alternatives=others,
    )  # fmt: skip


def person(name: str, role: Role, *outcomes: str, age: int | None = None) -> PersonEntry:
    return PersonEntry(
        name=name, role=role, age=age, gender=None, descriptor=None, outcomes=outcomes,
        statements=(f"person {name}",),
    )  # fmt: skip


def many(number: int) -> Count:
    return Count(low=number, high=number)


CAL = person("Cal Dorn", "victim", "killed")
ARTIE = Alternative(
    value=Person(role="victim", name="Art Ivo"), statements=(), relation="conflicts",
    why="the part in it",
)  # fmt: skip
LARGE = Outcome(who="Art Ivo", result="at large")
TAKEN = Alternative(
    value=Outcome(who="Art Ivo", result="arrested"), statements=(), relation="superseded"
)
CASES: dict[str, tuple[list[Finding], list[PersonEntry]]] = {
    "victim and suspect": ([], [CAL, person("Calvin Dorn", "suspect", "arrested")]),
    "part disputed": (
        [finding("person", Person(role="suspect", name="Art Ivo"), "Art Ivo", ARTIE)],
        [person("Art Ivo", "suspect")],
    ),
    "child suspect": ([], [person("Art Ivo", "suspect", age=9)]),
    "more dead named than killed": (
        [finding("killed", many(1))], [CAL, person("Ida Marsh", "victim", "died later")],
    ),
    "more wounded named than wounded": (
        [finding("injured", many(0))], [person("Ida Marsh", "victim", "injured")],
    ),
    "held and at large": (
        [finding("outcome", LARGE, "Art Ivo", TAKEN)], [person("Art Ivo", "suspect", "arrested")],
    ),
    "accident and murder": (
        [
            finding("kind", Text(text="accidental shooting")),
            finding("charge", Text(text="second-degree murder"), "second-degree murder"),
        ],
        [],
    ),
    "killing without a dead": (
        [finding("kind", Text(text="homicide")), finding("killed", many(0))], [],
    ),
    "arrested and no arrest": (
        [finding("arrests", many(0))], [person("Art Ivo", "suspect", "charged")],
    ),
    "outlived condition": (
        [
            finding("killed", many(1)), finding("injured", many(0)),
            finding("condition", Text(text="critical"), "critical"),
        ],
        [CAL],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_does_not_fit_is_unsure_and_kept(name: str) -> None:
    findings, people = CASES[name]
    rule = next(r for r in RULES if r.name == name)
    settled, known, breaches = gated(findings, people)
    assert {b.rule for b in breaches} == {name}
    assert [f.value for f in settled] == [f.value for f in findings]
    assert [p.name for p in known] == [p.name for p in people]
    for breach in breaches:
        if breach.field == "person":
            own = [p for p in known if p.statements == breach.statements]
            assert [(p.claimed, p.unsure) for p in own] == [(False, rule.why)]
        else:
            (own_finding,) = [f for f in settled if f.statements == breach.statements]
            assert own_finding.status == rule.becomes
            assert own_finding.reason.endswith(f"Unsure: {rule.why}.")


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in RULES} == set(CASES)


def test_what_fits_passes_the_gate_untouched() -> None:
    findings = [finding("killed", many(1)), finding("injured", many(1))]
    people = [CAL, person("Ida Marsh", "victim", "injured"), person("Art Ivo", "suspect")]
    assert gated(findings, people) == (tuple(findings), tuple(people), ())


def test_a_child_may_have_fired_by_accident() -> None:
    accident = [finding("kind", Text(text="accidental shooting"))]
    assert gated(accident, [person("Art Ivo", "suspect", age=4)])[2] == ()


def test_what_an_editor_withholds_stays_withheld() -> None:
    hidden = finding("kind", Text(text="homicide"), status="withheld")
    settled, _, _ = gated([hidden, finding("killed", many(0))], [])
    assert settled[0] == dataclasses.replace(hidden)
