"""The same corner, the same spokesman, nearly the same words: and yet two incidents."""

from __future__ import annotations

import numpy as np
import pytest

from citydesk import testing
from citydesk.linking import Profile, compare, link, profile
from citydesk.linking.columns import columns_of
from citydesk.linking.scoring import Scorer
from citydesk.model import Account, Count, Person, Place, Report
from tests.linking import oracle
from tests.worlds import Telling

CORNER = Place(
    words="600 block of Quarry Road", precision="block", address="600 block of Quarry Road",
    city="Mill Harbor", state="OH",
)  # fmt: skip
FILLER = "Sgt. Ilka Storm said that Northwater detectives were at the Quarry Road laundromat"


def telling(
    name: str, when: str, out: str, *, killed: int = 0, age: int | None = None, victim: str = ""
) -> tuple[Account, Report]:
    """Return an account of a shooting at one corner, and what is read in it."""
    told = Telling("KQZA", testing.minute(out), name)
    told.say("time", testing.minute(when), f"Shots were fired at {when}")
    told.say("place", CORNER, f"It was in the {CORNER.words}")
    told.say("killed", Count(low=killed, high=killed), f"The dead are {killed}. {FILLER}")
    if age or victim:
        person = Person(role="victim", name=victim or None, age=age)
        told.say("person", person, f"Hit was {victim or 'a man'}, {age or ''}")
    return told.done()


def of(name: str, when: str, out: str, **more: object) -> Profile:
    account, report = telling(name, when, out, **more)  # type: ignore[arg-type]
    return profile(report, account)


def ruled_out(left: Profile, right: Profile) -> str | None:
    found = (r.words for r in compare(left, right).reasons if r.feature == "apart")
    return next(found, None)


FIRST = of("a", "2024-05-03T22:20", "2024-05-04T06:00", killed=1, age=30)
AGAIN = of("b", "2024-05-10T21:50", "2024-05-11T06:00", age=24)
EARLIER = of("c", "2024-05-03T19:40", "2024-05-04T05:00", age=45)


def test_a_second_shooting_on_the_corner_a_week_later() -> None:
    assert "another night" in (ruled_out(FIRST, AGAIN) or "")
    found = compare(FIRST, AGAIN)
    assert found.score < 0
    assert any(r.feature == "apart" and r.weight == -10.0 for r in found.reasons)
    assert found.score == pytest.approx(sum(r.weight for r in found.reasons))


def test_two_shootings_on_one_block_in_one_night() -> None:
    assert "another hour" in (ruled_out(FIRST, EARLIER) or "")
    assert compare(FIRST, EARLIER).score < 0


def test_a_week_later_without_an_age_or_a_late_story_is_no_veto() -> None:
    late = of("d", "2024-05-10T21:50", "2024-05-20T06:00", age=24)
    misdated = of("e", "2024-05-10T22:25", "2024-05-11T06:00", age=24)
    same = of("f", "2024-05-10T21:50", "2024-05-11T06:00", age=30)
    assert [ruled_out(FIRST, each) for each in (late, misdated, same)] == [None, None, None]


def test_another_hour_alone_is_a_slip() -> None:
    same_toll = of("g", "2024-05-03T19:40", "2024-05-04T05:00", killed=1, age=45)
    same_age = of("h", "2024-05-03T19:40", "2024-05-04T05:00", age=30)
    near = of("i", "2024-05-03T21:50", "2024-05-04T05:00", age=45)
    assert [ruled_out(FIRST, each) for each in (same_toll, same_age, near)] == [None, None, None]


def test_vetoes_by_the_column_are_those_of_compare() -> None:
    days = ("2024-05-03", "2024-05-04", "2024-05-10")
    sides = [
        of(f"{day}{hour}{age}{killed}", f"{day}T{hour}:20", f"{out}T09:00", killed=killed, age=age,
           victim=victim)
        for day in days
        for hour in ("02", "13", "22")
        for out in (day, "2024-05-12")
        for killed, age, victim in ((0, 30, ""), (1, None, ""), (1, 24, "Ana Ruizo"), (2, 30, ""))
    ]  # fmt: skip
    left, right = (each.astype(np.int64) for each in np.triu_indices(len(sides), 1))
    both = list(zip(left.tolist(), right.tolist(), strict=True))
    wanted = [round(oracle.compare(sides[a], sides[b]).score * 1000) for a, b in both]
    assert any(ruled_out(sides[a], sides[b]) for a, b in both)
    assert Scorer(columns_of(sides))(left, right).tolist() == wanted


def test_an_account_of_both_does_not_glue_them() -> None:
    told = [
        telling("a", "2024-05-03T22:20", "2024-05-04T06:00", killed=1, age=30, victim="Bo Tandy"),
        telling("b", "2024-05-03T22:20", "2024-05-04T09:00", killed=1, age=30, victim="Bo Tandy"),
        telling("c", "2024-05-10T21:50", "2024-05-11T06:00", age=24),
        telling("d", "2024-05-10T21:50", "2024-05-11T09:00", age=24, victim="Bo Tandy"),
    ]
    found = link([report for _, report in told], {account.id: account for account, _ in told})
    assert sorted(sorted(each.reports) for each in found) == [["a#0", "b#0"], ["c#0", "d#0"]]
