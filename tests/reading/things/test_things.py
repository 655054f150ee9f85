"""Vehicles, weapons, arrests, charges, doers, fire, conditions and motives of invented accounts."""

from __future__ import annotations

import pytest

from citydesk.model import Count, Flag, Mention, Text, Thing, quote
from citydesk.reading import things
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account


def find(text: str, field: str, *, title: str = "") -> list[Mention]:
    parsed = parse(account(text, title=title))
    found = things.find(parsed, survey(parsed))
    return [m for m in found if m.field == field and m.certainty != "unknown"]


def values(text: str, field: str) -> list[object]:
    return [m.value for m in find(text, field)]


def described(text: str, field: str) -> list[str]:
    return [m.value.words for m in find(text, field) if isinstance(m.value, Thing)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left in a white pickup truck.", ["white pickup truck"]),
        ("A silver Nissan Altima sped off, and a dark-colored SUV followed.",
         ["silver Nissan Altima", "dark-colored SUV"]),
        ("The officer sat in an unmarked car.", ["unmarked car"]),
        ("Look for a gray or silver 2005 Toyota Tacoma.", ["gray or silver 2005 Toyota Tacoma"]),
        ("He ran to the car and hid behind a truck.", []),
        ("Mr. Ford and Mrs. Lincoln live on White Street.", []),
    ],
)  # fmt: skip
def test_a_vehicle_is_told_with_what_describes_it(text: str, expected: list[str]) -> None:
    assert described(text, "vehicle") == expected


def test_a_vehicle_has_a_kind_and_a_color() -> None:
    (value,) = values("A black Honda Accord sedan was seen.", "vehicle")
    assert value == Thing(words="black Honda Accord sedan", kind="car", color="black")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He had a .40 caliber handgun and a knife.", [".40 caliber handgun", "knife"]),
        ("A 12-gauge shotgun went missing.", ["12-gauge shotgun"]),
        ("The mayor spoke of gun violence and gun control.", []),
    ],
)
def test_weapons_are_named_and_gun_violence_is_none(text: str, expected: list[str]) -> None:
    assert described(text, "weapon") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No arrests have been made.", [Count(low=0, high=0)]),
        ("Nobody has been arrested.", [Count(low=0, high=0)]),
        ("Two men were arrested on Sunday.", [Count(low=2, high=2)]),
        ("Police arrested a 19-year-old woman.", [Count(low=1, high=1)]),
        ("A reward is offered for tips leading to an arrest.", []),
        ("Once a man is in custody, the street will open.", []),
    ],
)
def test_arrests_are_counted_and_none_is_a_number(text: str, expected: list[Count]) -> None:
    assert values(text, "arrests") == expected


def test_charges_are_the_offences_and_not_the_word() -> None:
    text = "Holt is charged with first-degree murder and being a felon in possession of a firearm."
    told = [v.text for v in values(text, "charge") if isinstance(v, Text)]
    assert told == ["first-degree murder", "felon in possession of a firearm"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two gunmen fled on foot.", [Count(low=2, high=2)]),
        ("Several suspects were seen running away.", [Count(low=2, high=None)]),
        ("At least two men opened fire.", [Count(low=2, high=None)]),
        ("Two men were shot as they fled.", []),
        ("Three people live there.", []),
    ],
)
def test_those_who_took_part_are_counted(text: str, expected: list[Count]) -> None:
    assert values(text, "suspects") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers did not return fire, the sergeant said.", [Flag(yes=False)]),
        ("Deputies returned fire and the man fell.", [Flag(yes=True)]),
        ("No officers fired their weapons.", [Flag(yes=False)]),
        ("The man opened fire on officers.", []),
        ("An officer was shot in the leg.", []),
    ],
)
def test_whether_police_fired(text: str, expected: list[Flag]) -> None:
    assert values(text, "returned_fire") == expected


def test_conditions_and_motives_are_the_words_told() -> None:
    text = "She is in critical condition. The quarrel stemmed from a dispute over a fence."
    assert values(text, "condition") == [Text(text="critical")]
    assert values(text, "motive") == [Text(text="a dispute over a fence")]


def test_not_expected_to_survive_is_no_good_news() -> None:
    assert not values("He is not expected to survive.", "condition")


def test_kinds_have_their_words() -> None:
    text = "A boy accidentally shot himself in the foot while playing with a gun, police said."
    found = find(text, "kind", title="Boy hurt in accidental shooting")
    assert Text(text="accidental shooting") in [m.value for m in found]
    assert all(m.spans for m in found)


def test_every_span_has_words() -> None:
    told = account("A black van left. No arrests were made. He is in stable condition.")
    parsed = parse(told)
    for mention in things.find(parsed, survey(parsed)):
        assert all(quote(told, span).strip() for span in mention.spans)


@pytest.mark.parametrize("piece", ["black ", "not ", "charged with ", "police ", "two men ", "9"])
def test_hostile_text_stays_linear(piece: str) -> None:
    parsed = parse(account(piece * 20_000))
    assert isinstance(things.find(parsed, survey(parsed)), list)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Police believe the shots came from a dark green sedan.", "shots came from a"),
        ("A witness saw a white van that fled north.", "that fled"),
    ],
)
def test_a_vehicle_keeps_the_words_that_tell_its_part(text: str, part: str) -> None:
    told = account(text)
    (mention,) = find(text, "vehicle")
    assert quote(told, mention.spans[1]) == part


def test_at_least_one_who_fired_is_no_number_of_suspects() -> None:
    assert not values("At least one individual fired a gun at the guard.", "suspects")
    assert values("Several individuals were involved.", "suspects") == [Count(low=2, high=None)]


def kinds_of(text: str, title: str = "") -> set[str]:
    return {v.text for v in values_of_kind(text, title) if isinstance(v, Text)}


def values_of_kind(text: str, title: str) -> list[object]:
    return [m.value for m in find(text, "kind", title=title)]


def test_an_alarm_that_goes_off_is_no_accident() -> None:
    told = kinds_of(
        "A police officer shot a man who pointed a gun at him in Larkspur. The officer shot and "
        "killed the man after a car alarm went off, police said of the officer-involved shooting.",
        "Larkspur officer shot a man outside a bank",
    )
    assert "accidental shooting" not in told
    assert "officer-involved" in told


def test_a_gun_that_goes_off_is_one() -> None:
    told = kinds_of(
        "A boy was playing with a gun when the gun went off, wounding his sister. Police say the "
        "shooting was accidental.",
        "Girl hurt in accidental shooting",
    )
    assert "accidental shooting" in told


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Shots were fired at a home on Larch Street, and nobody was hurt.", ["shots fired"]),
        ("Officers found bullet holes in the door of a house.", ["shots fired"]),
        ("Shots were fired and a man was shot to death in the shooting.", ["homicide", "shooting"]),
    ],
)
def test_shots_that_hit_nobody_are_a_kind_of_their_own(text: str, kinds: list[str]) -> None:
    told = sorted(value.text for value in values(text, "kind") if isinstance(value, Text))
    assert told == kinds
