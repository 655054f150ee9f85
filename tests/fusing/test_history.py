"""What changed from one state of the records to the next."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.fusing import changes, differences
from citydesk.model import Change, Count, Judgement, Person, Record
from tests.worlds import CHIEF, Telling, fused, told_by, world

NOW = testing.NOW
ONE, TWO = Count(low=1, high=1), Count(low=2, high=2)


def post(name: str, day: str, dead: Count, outlet: str = "The Alder Post") -> Telling:
    words = f"The dead: {dead.low}, as {name} has it"
    return Telling(outlet, testing.day(day), name).say("killed", dead, words, CHIEF)


def made(ident: str, *tellings: Telling, judgements: tuple[Judgement, ...] = ()) -> Record:
    accounts, reports = told_by(*tellings)
    return dataclasses.replace(fused(reports, accounts, judgements=judgements), id=ident)


def seen(found: tuple[Change, ...]) -> list[tuple[str, str, str | None]]:
    return [(c.kind, c.incident, c.other) for c in found]


FIRST = post("a", "2024-05-02", ONE)
LATER = post("b", "2024-05-04", TWO, "KQZA")


def test_a_correction_says_from_what_to_what_and_because_of_which_account() -> None:
    before, after = made("i", FIRST), made("i", FIRST, LATER)
    joined, corrected = changes([before], [after], at=NOW)
    assert (joined.kind, joined.other) == ("joined", "b")
    assert (corrected.field, corrected.before, corrected.after) == ("killed", ONE, TWO)
    assert corrected.accounts == ("b",)
    found = after.finding("killed")
    assert found is not None
    assert corrected.statements == found.statements
    assert corrected.revision == after.revision
    assert corrected.at == NOW


def test_what_an_editor_changes_names_the_judgement_and_no_account() -> None:
    told = made("i", FIRST)
    decided = testing.judgement("withhold", "incident", "killed")
    held = made("i", FIRST, judgements=(decided,))
    (change,) = changes([told], [held], at=NOW, judgement=decided.id)
    assert (change.was, change.status) == ("single-source", "withheld")
    assert (change.accounts, change.judgement) == ((), decided.id)


def test_incidents_are_new_merged_moved_split_and_removed() -> None:
    both, first, later = made("i", FIRST, LATER), made("i", FIRST), made("k", LATER)
    assert seen(changes([], [first], at=NOW)) == [("new", "i", None)]
    merged = changes([first, later], [both], at=NOW)
    assert seen(merged)[:2] == [("merged", "i", "k"), ("joined", "i", "b")]
    moved = changes([later], [dataclasses.replace(both, id="i")], at=NOW)
    assert seen(moved)[:2] == [("moved", "i", "k"), ("joined", "i", "a")]
    split = changes([both], [first, later], at=NOW)
    assert ("left", "i", "b") in seen(split)
    assert seen(split)[-1] == ("split", "k", "i")
    assert seen(changes([first], [], at=NOW)) == [("removed", "i", None)]


def test_two_that_meet_under_a_third_id_are_merged() -> None:
    older = post("c", "2024-05-01", ONE, "Harbor Wire")
    before = [made("i", FIRST), made("k", LATER)]
    found = changes(before, [made("h", older, FIRST, LATER)], at=NOW)
    assert seen(found)[:2] == [("merged", "h", "i"), ("merged", "h", "k")]


def test_a_person_spelled_otherwise_is_one_finding_that_changed() -> None:
    def named(name: str, day: str, ident: str) -> Telling:
        value = Person(role="victim", name=name, age=30)
        return Telling("KQZA", testing.day(day), ident).say("person", value, f"{name} died")

    short = named("Ana Ruizo", "2024-05-02", "a")
    fuller = [named("Ana Maria Ruizo", f"2024-05-0{n}", f"b{n}") for n in (3, 4)]
    found = differences(made("i", short), made("i", short, *fuller))
    (person,) = [d for d in found if d.field == "person"]
    assert person.before is not None
    assert person.after is not None
    assert person.before.key == "Ana Ruizo"
    assert person.after.key == "Ana Maria Ruizo"


@given(st.integers(0, 10_000), st.integers(0, 7))
@settings(deadline=None, max_examples=40)
def test_the_differences_are_just_the_findings_that_differ(seed: int, many: int) -> None:
    told = world(seed, incidents=1, most=7)
    before = fused(told.reports[:many], told.accounts) if told.reports[:many] else None
    after = fused(told.reports, told.accounts)
    assert differences(after, after) == ()
    found = differences(before, after)
    was = {(f.field, f.key): (f.value, f.status) for f in before.findings} if before else {}
    now = {(f.field, f.key): (f.value, f.status) for f in after.findings}
    for each in found:
        for side, held in ((each.before, was), (each.after, now)):
            if side:
                assert held.pop((side.field, side.key)) == (side.value, side.status)
    assert was == now
    told_of = {s for d in found for s in d.statements}
    assert told_of <= {s.id for r in told.reports for s in r.statements}
