"""The policy, reason by reason and field by field."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from citydesk import testing
from citydesk.model import Outcome, Person, Record, Speaker, Text
from citydesk.privacy.people import withheld_people
from citydesk.privacy.policy import mark, mask_of, publish
from citydesk.serialize import to_json
from citydesk.settings import Policy

OFF = Policy(
    withhold_minors=False,
    withhold_uncharged_suspects=False,
    withhold_until_kin_told=False,
    withhold_sexual_assault_victims=False,
)


def reasons(night: Any, record: Record | None = None, policy: Policy = Policy()) -> dict[str, str]:  # noqa: B008
    record = record or night.record
    found = withheld_people(record, {night.account.id: night.account}, policy)
    return {record.people[n].name or "": w for n, w in found.items() if n < len(record.people)}


def test_each_person_is_withheld_for_their_own_reason(night: Any) -> None:
    assert reasons(night) == {
        "Nora Vance": "kin not told",
        "Timmy Crane": "minor",
        "Gus Holt": "not charged",
    }


@pytest.mark.parametrize(
    ("switch", "name"),
    [
        ("withhold_minors", "Timmy Crane"),
        ("withhold_uncharged_suspects", "Gus Holt"),
        ("withhold_until_kin_told", "Nora Vance"),
    ],
)
def test_each_rule_has_its_switch(night: Any, switch: str, name: str) -> None:
    policy = dataclasses.replace(Policy(), **{switch: False})
    assert name not in reasons(night, policy=policy)
    assert len(reasons(night, policy=policy)) == 2


@pytest.mark.parametrize("name", ["Nora", "Vance", "Timmy", "Gus", "Holt"])
def test_no_field_of_the_public_record_holds_the_name(night: Any, name: str) -> None:
    assert name in to_json(night.record)
    assert name not in to_json(publish(night.record, [night.account], Policy()))


def test_the_place_keeps_a_name_that_is_also_a_city(night: Any) -> None:
    place = publish(night.record, [night.account], Policy()).finding("place")
    assert place is not None
    assert place.value == night.record.finding("place").value


def test_what_is_withheld_says_so_and_why(night: Any) -> None:
    public = publish(night.record, [night.account], Policy())
    assert [p.name for p in public.people] == [
        "[name withheld: kin not told]",
        "[name withheld: minor]",
        "[name withheld: not charged]",
        "Lee Park",
    ]
    assert [p.withheld for p in public.people] == ["kin not told", "minor", "not charged", None]
    assert public.headline.startswith("[name withheld: kin not told] killed")
    assert public.questions[0].text == "Where is [name withheld: not charged]?"
    assert public.tellings[0].url is None
    mother = next(s for s in public.statements if s.field == "outcome").attribution.speaker
    assert mother.name == "Ann [name withheld: minor]"


def test_quotes_pass_through_the_mask(night: Any) -> None:
    mask = mask_of(night.record, [night.account], Policy())
    assert mask.text("“My Timmy is brave.”") == "“My [name withheld: minor] is brave.”"


def test_marking_removes_nothing(night: Any) -> None:
    marked = mark(night.record, [night.account], Policy())
    assert [p.name for p in marked.people] == [p.name for p in night.record.people]
    assert [p.withheld for p in marked.people] == ["kin not told", "minor", "not charged", None]


def test_a_policy_that_withholds_nothing_changes_nothing(night: Any) -> None:
    assert publish(night.record, [night.account], OFF) == night.record


def test_ids_and_revision_stay(night: Any) -> None:
    public = publish(night.record, [night.account], Policy())
    assert (public.id, public.revision) == (night.record.id, night.record.revision)
    assert [s.id for s in public.statements] == [s.id for s in night.record.statements]


def test_the_youngest_age_told_counts(night: Any) -> None:
    told = night.account
    young = testing.statement(
        told, "person", Person(role="suspect", name="Lee Park", age=17), "Lee"
    )
    record = dataclasses.replace(night.record, statements=(*night.record.statements, young))
    assert reasons(night, record)["Lee Park"] == "minor"


@pytest.mark.parametrize(
    ("descriptor", "expected"),
    [("a boy", True), ("a teenager", True), ("a man", False), ("cowboy", False)],
)
def test_a_child_without_an_age_is_known_by_the_word(
    night: Any, descriptor: str, expected: bool
) -> None:
    people = (
        dataclasses.replace(night.record.people[3], age=None, descriptor=descriptor, statements=()),
    )
    record = dataclasses.replace(night.record, people=people, statements=())
    assert (reasons(night, record).get("Lee Park") == "minor") is expected


@pytest.mark.parametrize("result", ["arrested", "charged", "convicted", "killed", "died later"])
def test_a_suspect_is_named_once_this_is_told(night: Any, result: str) -> None:
    people = (dataclasses.replace(night.record.people[2], outcomes=(result,)),)
    assert reasons(night, dataclasses.replace(night.record, people=people)) == {}


def later(night: Any, speaker_kind: str, account_kind: str = "article") -> dict[str, str]:
    account = testing.account(
        "Killed was Nora Vance.",
        published=testing.minute("2024-05-05T09:00"),
        id="later",
        kind=account_kind,
    )
    speakers = (Speaker(name="A Voice", kind=speaker_kind),) if speaker_kind else ()  # type: ignore[arg-type]
    named = testing.statement(
        account, "person", Person(role="victim", name="Nora Vance", age=31), "Nora Vance",
        speakers=speakers,
    )  # fmt: skip
    record = dataclasses.replace(night.record, statements=(*night.record.statements, named))
    accounts = {a.id: a for a in (night.account, account)}
    found = withheld_people(record, accounts, Policy())
    return {record.people[n].name or "": w for n, w in found.items() if n < len(record.people)}


@pytest.mark.parametrize("kind", ["", "official", "document", "family"])
def test_a_name_is_free_once_it_is_released_later(night: Any, kind: str) -> None:
    assert "Nora Vance" not in later(night, kind)


@pytest.mark.parametrize(
    ("speaker", "account"), [("resident", "article"), ("social", "article"), ("", "post")]
)
def test_hearsay_does_not_release_a_name(night: Any, speaker: str, account: str) -> None:
    assert later(night, speaker, account)["Nora Vance"] == "kin not told"


def test_victims_of_a_sexual_assault_are_withheld(night: Any) -> None:
    charge = testing.statement(night.account, "charge", Text(text="rape"), "arrested")
    adult = dataclasses.replace(night.record.people[0], age=40)
    record = dataclasses.replace(
        night.record, people=(adult,), statements=(*night.record.statements, charge)
    )
    assert reasons(night, record)["Nora Vance"] == "sexual assault"


def test_somebody_named_only_in_a_statement_is_masked_too(night: Any) -> None:
    record = dataclasses.replace(night.record, people=())
    public = to_json(publish(record, [night.account], Policy()))
    assert "Timmy" not in public
    assert "Holt" not in public


def test_what_an_editor_withholds_is_gone(night: Any) -> None:
    record = dataclasses.replace(night.record, withheld=("killed", "Lee Park"))
    public = publish(record, [night.account], Policy())
    killed = public.finding("killed")
    assert killed is not None
    assert (killed.value, killed.status, killed.statements) == (None, "withheld", ())
    assert night.statements["killed"].id not in {s.id for s in public.statements}
    assert "Lee Park" not in to_json(public)
    assert public.withheld == ("killed",)


def test_an_outcome_told_only_by_a_statement_counts_for_a_stray(night: Any) -> None:
    arrested = testing.statement(
        night.account, "outcome", Outcome(who="Gus Holt", result="arrested"), "arrested"
    )
    record = dataclasses.replace(
        night.record, people=(), statements=(*night.record.statements, arrested)
    )
    assert "Gus Holt" not in [n.name for n in mask_of(record, [night.account], Policy()).held]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Police want to talk to Sam Reed, a person of interest.", "not charged"),
        ("The gunman, Sam Reed, fled.", "not charged"),
        ("Neighbors thanked Sam Reed for the flowers.", None),
    ],
)
def test_a_person_of_interest_is_a_suspect_whatever_the_reader_called_them(
    words: str, expected: str | None
) -> None:
    told = testing.account(words)
    named = testing.statement(told, "person", Person(role="other", name="Sam Reed"), "Sam Reed")
    record = Record(
        id="r", headline="", findings=(), people=(), timeline=(), questions=(), tellings=(),
        statements=(named,),
    )  # fmt: skip
    assert {n.name: n.why for n in mask_of(record, [told], Policy()).held}.get(
        "Sam Reed"
    ) == expected


@pytest.mark.parametrize(
    ("words", "untold"),
    [
        ("Names are being withheld until their next of kin have been notified.", True),
        ("His name was not released pending notification of family.", True),
        ("The name is withheld pending family notification.", True),
        ("They say his family has not been told.", True),
        ("Her relatives hadn't been reached.", True),
        ("Police have not reached all of their relatives.", True),
        ("Their families have been told, the coroner said.", False),
        ("He was named after his family was notified.", False),
        ("The family did not speak. Police told reporters more.", False),
    ],
)
def test_that_a_family_does_not_know_is_seen_without_the_reader(words: str, untold: bool) -> None:
    told = testing.account(f"Killed was Ida Moss, a friend said. {words}")
    friend = (Speaker(name="a friend", kind="witness"),)
    named = testing.statement(
        told, "person", Person(role="victim", name="Ida Moss"), "Ida Moss", speakers=friend
    )
    record = Record(
        id="r", headline="", findings=(), people=(), timeline=(), questions=(), tellings=(),
        statements=(named,),
    )  # fmt: skip
    assert bool(mask_of(record, [told], Policy())) is untold
