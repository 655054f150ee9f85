"""The ordered list of marks. All people and places are invented."""

from __future__ import annotations

from typing import get_args

from citydesk import testing
from citydesk.fusing.case import Case
from citydesk.fusing.marks import MARKS, judged, marked
from citydesk.fusing.testimony import Effect, gather
from citydesk.model import Event
from tests.worlds import OUTLETS, Telling, told_by


def test_every_mark_has_a_name_of_its_own_and_a_known_effect() -> None:
    marks = (*judged([]), *MARKS)
    assert len({mark.name for mark in marks}) == len(marks)
    assert {mark.effect for mark in marks} == set(get_args(Effect))


def test_a_mark_says_why_and_takes_nothing_away() -> None:
    out = testing.day("2024-05-02")
    telling = Telling(OUTLETS[0], out, "one")
    telling.say("event", Event(kind="shooting", time=testing.day("2024-06-01")), "on June 1")
    accounts, reports = told_by(telling)
    heard = gather(reports, accounts, {a: a for a in accounts})
    (after,) = marked(Case(heard=heard, accounts=accounts, originals=1), MARKS).heard
    assert after.marks == {"implausible": "its account was published before"}
    assert (after.statement, after.weight) == (heard[0].statement, heard[0].weight)
