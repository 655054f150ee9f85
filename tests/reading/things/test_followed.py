"""What a reporter follows beside the toll. All people and places are invented."""

from __future__ import annotations

import pytest

from citydesk.model import Count, Text
from tests.reading.things.test_things import values

CASES = [
    ("place_kind", "Two men were shot outside a smoke shop, police said.", "outside a smoke shop"),
    ("place_kind", "The shooting happened in the Alder Park neighborhood.", None),
    ("place_kind", "He was shot Friday and taken to the Mercy Hospital.", None),
    ("flight", "The gunman fled on foot, police said.", "on foot"),
    ("flight", "The suspects drove away in a tan minivan.", "in a tan minivan"),
    ("flight", "The suspect fled south on Quince Street.", "south on Quince Street"),
    ("flight", "The victim ran on foot to a neighbor.", None),
    ("vehicle_of", "The officer was driving an unmarked sedan.", "unmarked sedan (police)"),
    ("vehicle_of", "The victim's red pickup was towed.", "red pickup (the victim's)"),
    ("vehicle_of", "The suspect exited his car and ran.", None),
    ("evidence", "Investigators recovered shell casings.", "shell casings"),
    ("evidence", "Police did not find any shell casings.", None),
    ("evidence", "A white van with several bullet holes stood in the lot.",
     "A white van with several bullet holes"),
    ("service", "The officer is a four-year veteran of the force.", "4 years"),
    ("leave", "The deputy was placed on paid administrative leave.", "paid administrative leave"),
    ("leave", "The deputy was not placed on administrative leave.", None),
    ("aid", "Officers performed CPR on the man.", "CPR"),
    ("investigator", "The Marlow County Sheriff's Office is investigating.",
     "Marlow County Sheriff's Office"),
    ("investigator", "Police are investigating.", None),
    ("investigator",
     "Investigators from the Marlow County District Attorney's Office arrived before 7 a.m.",
     "Marlow County District Attorney's Office, since before 7 a.m."),
    ("appeal", "Anyone with information is asked to call Marlow police at 555-0142.",
     "call Marlow police at 555-0142"),
    ("connection", "It is the city's 12th homicide of the year.", "12th homicide of the year"),
    ("connection", "The shooting came two days after a fire on Elm Street killed one.",
     "came two days after a fire on Elm Street killed one"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "sentence", "value"), CASES)
def test_what_is_followed(field: str, sentence: str, value: str | None) -> None:
    found = values(f"A man was shot Friday in Marlow. {sentence}", field)
    assert found == ([Text(text=value)] if value else [])


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Twelve shots were fired.", Count(low=12, high=12)),
        ("More than 20 shots were fired.", Count(low=20, high=None)),
        ("He fired several shots.", Count(low=2, high=None)),
        ("Police found 30 shell casings.", Count(low=30, high=None)),
        ("Police do not know how many shots were fired.", None),
        ("The man was shot four times.", None),
    ],
)
def test_rounds(sentence: str, value: Count | None) -> None:
    assert values(sentence, "rounds") == ([value] if value else [])


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Detectives found the van's driver, and he is a witness, he said.", "van"),
        ("The red pickup had nothing to do with the shooting.", "pickup"),
        ("Abe Lunt, 31, was released without charges.", "Abe Lunt"),
        ("Lunt is no longer a person of interest.", "Lunt"),
        ("Lunt is a person of interest.", None),
        ("The van was not found.", None),
    ],
)
def test_what_is_cleared(sentence: str, value: str | None) -> None:
    found = values(f"A man was shot Friday in Marlow. {sentence}", "cleared")
    assert found == ([Text(text=value)] if value else [])
