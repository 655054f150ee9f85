"""What is corrected is kept, and no longer stands against what corrects it."""

from __future__ import annotations

import pytest

from citydesk import testing
from citydesk.model import Count, Finding, Record, Speaker, Value
from tests.worlds import CHIEF, Telling, fused, told_by

CORONER = Speaker(name="Inga Folkestad", kind="official")
NEIGHBOUR = Speaker(name="Opal Jansen", kind="resident")


def count(number: int) -> Count:
    return Count(low=number, high=number)


def post(name: str, clock: str) -> Telling:
    return Telling("The Alder Post", testing.minute(f"2024-05-04T{clock}"), name)


def radio(name: str, clock: str) -> Telling:
    return Telling("KQZA", testing.minute(f"2024-05-04T{clock}"), name)


def record(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def found(made: Record, field: str = "killed") -> Finding:
    finding = made.finding(field)
    assert finding is not None
    return finding


def beside(finding: Finding) -> dict[Value, str]:
    return {a.value: a.relation for a in finding.alternatives}


FOUR = (
    post("a", "08:00").say("killed", count(4), "Four people were killed, the chief said", CHIEF),
    radio("b", "09:00").say("killed", count(4), "Four were killed, police said", CHIEF),
)


@pytest.mark.parametrize(
    "words",
    [
        "Three people were killed, not four, the coroner said",
        "Correcting an earlier count, the coroner said that three were killed",
        "The coroner revised the number of those killed to three",
    ],
)
def test_a_later_official_correction_lowers_a_toll(words: str) -> None:
    late = post("c", "15:00").say("killed", count(3), words, CORONER)
    finding = found(record(*FOUR, late))
    assert finding.value == count(3)
    assert finding.status == "single-source"
    assert beside(finding) == {count(4): "superseded"}
    assert finding.reason.startswith("Only The Alder Post, per Inga Folkestad.")
    assert "Updates 4" in finding.reason


def test_a_neighbour_corrects_nobody_and_an_official_without_such_words_neither() -> None:

    def wire() -> Telling:
        return Telling("Harbor Wire", testing.minute("2024-05-04T15:00"), "c")

    said = wire().say("killed", count(3), "Three, not four, she said", NEIGHBOUR)
    assert found(record(*FOUR, said)).value == count(4)
    plain = wire().say("killed", count(3), "Three people were killed", CORONER, probability=0.6)
    assert found(record(*FOUR, plain)).value == count(4)


def test_a_correction_is_over_when_more_are_counted_after_it() -> None:
    late = post("c", "15:00").say("killed", count(3), "Three people, not four, died", CORONER)
    rise = radio("d", "20:00").say("killed", count(5), "Five people have died", CHIEF)
    assert found(record(*FOUR, late, rise)).value == count(5)


def test_an_outlet_takes_back_what_it_told() -> None:
    first = radio("a", "08:00").say("killed", count(1), "A boy was killed")
    other = post("b", "09:00").say("killed", count(0), "Nobody was killed, the chief said", CHIEF)
    back = radio("c", "11:00").say(
        "killed", count(1), "An earlier version of this story said that a boy had been killed"
    )
    back = _only_evidence(back, "a boy had been killed")
    finding = found(record(first, other, back))
    assert finding.value == count(0)
    assert beside(finding) == {count(1): "denied"}
    assert "Withdrawn since: 1 (KQZA)" in finding.reason


def test_with_a_death_goes_that_nobody_else_was_hurt() -> None:
    nobody = Count(low=0, high=None)
    first = radio("a", "08:00").say("killed", count(1), "A boy was killed")
    first.said.append(("injured", nobody, "A boy was killed", (), {}))
    other = post("b", "09:00").say("injured", count(1), "A boy was hurt, the chief said", CHIEF)
    back = radio("c", "11:00").say(
        "killed", count(1), "An earlier version of this story said that a boy had been killed"
    )
    back = _only_evidence(back, "a boy had been killed")
    back.said.append(("injured", nobody, "a boy had been killed", (), {}))
    finding = found(record(first, other, back), "injured")
    assert (finding.value, beside(finding)) == (count(1), {nobody: "denied"})


def test_what_another_outlet_told_the_same_stands() -> None:
    other = post("b", "09:00").say("killed", count(1), "A boy was killed, the chief said", CHIEF)
    back = _only_evidence(
        radio("c", "11:00").say(
            "killed", count(1), "An earlier version of this story said that a boy had been killed"
        ),
        "a boy had been killed",
    )
    assert found(record(other, back)).value == count(1)


def test_an_outlet_that_has_counted_otherwise_since_agrees_no_longer() -> None:
    chief_three = post("a", "08:00").say("killed", count(3), "Three were killed", CHIEF)
    chief_four = radio("b", "09:00").say("killed", count(4), "Four were killed", CHIEF)
    late = Telling("Harbor Wire", testing.minute("2024-05-04T15:00"), "c")
    late.say("killed", count(3), "Three people were killed, not four", CORONER)
    finding = found(record(chief_three, chief_four, late))
    assert (finding.value, finding.status, finding.sources) == (count(3), "single-source", 1)
    assert len(finding.statements) == 2


def _only_evidence(told: Telling, words: str) -> Telling:
    """Let what was said last rest on its last words alone."""
    field, value, _, speakers, more = told.said[-1]
    told.said[-1] = (field, value, words, speakers, more)
    return told
