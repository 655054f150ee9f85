"""`judge`: decisions on the command line, what they change, and how they are taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PARTY = """date 2024-05-04T08:00-05:00
outlet The Alder Post
Shots were fired at a party on Fenwick Court in Odessa, Texas, about 1 a.m. Saturday, police said.
Two guests were shot and wounded, Lt. Ivy Tran said.
"""
GUESTS = """date 2024-05-04T15:00-05:00
outlet KQZA
Two guests were shot and wounded at a party on Fenwick Court in Odessa, Texas, about 1 a.m.
Saturday, Lt. Ivy Tran said. Police found shell casings in the yard.
"""
CAR = """date 2024-05-04T09:00-05:00
outlet The Alder Post
Rolf Imhof, 61, was found shot to death in a tan sedan on Route 9 in Midland, Texas, on Saturday,
the sheriff said.
"""


@pytest.fixture
def told(desk_of: Any) -> Path:
    return desk_of(party=PARTY, guests=GUESTS, car=CAR)  # type: ignore[no-any-return]


def incidents(citydesk: Any, desk: Path) -> list[str]:
    _, out, _ = citydesk("--desk", desk, "incidents", "--json")
    return sorted(row["id"] for row in json.loads(out))


def test_two_incidents_become_one_whole_and_are_taken_apart_again(
    citydesk: Any, told: Path
) -> None:
    one, other = incidents(citydesk, told)
    code, out, _ = citydesk("--desk", told, "judge", "same", one, other, "--why", "one case")
    assert code == 0
    assert out.count("kept as ") == 2
    assert "is the same incident, and was merged into it" in out
    assert "findings changed: citydesk changes --since" in out
    assert len(incidents(citydesk, told)) == 1
    for each in (one, other):
        _, page, _ = citydesk("--desk", told, "show", each)
        assert "3 accounts" in page
    made = out.split("kept as ")[1].split(":")[0]
    _, out, _ = citydesk("--desk", told, "judge", "withdraw", made[:8], "--why", "two after all")
    assert out.count("kept as ") == 2
    assert "split off from" in out
    assert incidents(citydesk, told) == [one, other]


def test_one_and_the_same_is_refused(citydesk: Any, told: Path) -> None:
    code, _, err = citydesk("--desk", told, "judge", "same", "car", "car", "--why", "it is")
    assert code == 2
    assert "one and the same" in err


def test_why_says_what_an_editor_decided_and_nothing_of_scores(citydesk: Any, told: Path) -> None:
    citydesk("--desk", told, "judge", "split", "guests", "--why", "another party")
    _, out, _ = citydesk("--desk", told, "why", "guests", "party")
    assert "An editor decided" in out
    assert "on average" not in out


def test_why_says_where_an_account_that_is_elsewhere_belongs(citydesk: Any, told: Path) -> None:
    _, out, _ = citydesk("--desk", told, "why", "car", "party")
    assert "is not part of" in out
    assert "It belongs to" in out
    assert "on average" in out
