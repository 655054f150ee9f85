"""Who is accused of something other than the shooting is no suspect of it."""

from __future__ import annotations

import pytest

from citydesk.model import Person
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people import find
from citydesk.testing import account


def role(text: str, name: str, title: str) -> str:
    parsed = parse(account(text, title=title))
    people = (m.value for m in find(parsed, survey(parsed)) if isinstance(m.value, Person))
    return next(p.role for p in people if p.name == name)


@pytest.mark.parametrize(
    "charge",
    [
        "child neglect and unsafe storage of a firearm",
        "child endangerment",
        "tampering with evidence",
    ],
)
def test_neglect_storage_and_hiding(charge: str) -> None:
    text = (
        "ELMORE, Ohio - A 4-year-old boy found a loaded gun and accidentally shot his sister Sunday"
        f" night, police said.\n\nCarla Penrose, 29, was arrested and charged with {charge}, police"
        " said. She is being held in the county jail."
    )
    assert role(text, "Carla Penrose", "Mother charged after child shoots sister") == "accessory"


def test_a_murder_charge() -> None:
    text = (
        "ELMORE, Ohio - A clerk was shot and killed Sunday, police said.\n\nCarla Penrose, 29, was"
        " arrested and charged with murder, police said."
    )
    assert role(text, "Carla Penrose", "Woman charged with murder") == "suspect"
