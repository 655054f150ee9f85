"""A name that nobody took up is found where it may be a child's or an uncharged suspect's."""

from __future__ import annotations

import pytest

from citydesk import testing
from citydesk.model import Person
from citydesk.privacy.unseen import unseen


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A boy, Timothy Cranston, was hurt.", ["Timothy Cranston"]),
        ("Police look for Timothy Cranston.", ["Timothy Cranston"]),
        ("Timothy Cranston was arrested as the suspect.", []),
        ("Ann Dell Birch, 34, and Ann Birch, 8, were hurt.", ["Ann Birch"]),
        ("Ann Birch spoke to the boy.", []),
        ("The road was open.", []),
    ],
)
def test_runs(text: str, found: list[str]) -> None:
    told = testing.account(text)
    if "Ann" in text:
        first = "Ann Dell Birch" if "Dell" in text else "Ann Birch"
        known = (testing.statement(told, "person", Person(role="victim", name=first), first),)
    else:
        known = ()
    spans = unseen(testing.reading(told, *known))
    assert [text[s.start : s.end] for s in spans] == found
