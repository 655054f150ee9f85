"""Deaths told away from the name: of whoever was named last, and of the one who fired."""

from __future__ import annotations

from citydesk.model import Outcome
from citydesk.reading import people
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account

# Everything here is invented.
TRIAL = (
    "A jury found Bo Lasky, 33, guilty of murder in the shooting of shop clerk Ann Rao.\n\n"
    "Prosecutors said Lasky walked into the shop on Elm Street and shot Rao, 51, twice. {then}"
)
PAIR = (
    "ARDMORE, Okla. - A man shot his estranged wife and then turned the gun on himself Saturday at"
    " an apartment on Maple Court, police said.\n\n"
    "Officers found 38-year-old Denise Falk with gunshot wounds to her arm. She was airlifted to a"
    " hospital, where she is in serious condition.\n\n"
    "The man, identified as Curtis Falk, 41, of Lone Grove, was pronounced dead at the scene.\n\n"
    "Falk had been arrested in March on a domestic violence complaint, court records show."
)


def outcomes(text: str) -> set[tuple[str, str]]:
    parsed = parse(account(text, title="Shooting on Elm Street"))
    found = people.find(parsed, survey(parsed))
    values = [each.value for each in found if each.field == "outcome"]
    return {(value.who, value.result) for value in values if isinstance(value, Outcome)}


def test_she_who_died_is_whoever_was_named_last() -> None:
    told = outcomes(TRIAL.format(then="She died at a hospital the next day."))
    assert ("Ann Rao", "died later") in told
    assert not {("Ann Rao", "injured"), ("Bo Lasky", "killed")} & told


def test_nobody_dies_of_what_somebody_else_said() -> None:
    told = outcomes(TRIAL.format(then="Her daughter, Priya Rao, wept. She said little."))
    assert not {("Ann Rao", "died later"), ("Ann Rao", "killed")} & told


def test_who_fired_may_be_among_the_dead() -> None:
    told = outcomes(PAIR)
    assert ("Curtis Falk", "killed") in told
    assert ("Denise Falk", "injured") in told


def test_a_charge_of_killing_is_no_death_of_the_accused() -> None:
    assert not {who for who, what in outcomes(TRIAL.format(then="")) if what == "killed"}
