"""The golden case: ten invented accounts become the two records that `tests/golden/` holds.

First what must be right, said one by one so that a failure says what broke; then the whole,
compared file by file. `python -m tests.make_golden` makes the files again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from citydesk.flow import pipeline
from citydesk.model import Count, Person, Place, Record, Time
from citydesk.privacy.policy import mask_of, publish
from citydesk.serialize import to_json
from citydesk.settings import Policy
from citydesk.store import Store
from tests import make_golden as golden

MOONLIGHT = {
    "kxto-overnight", "ledger-overnight", "prairie-post-wire", "kawr-morning", "lindell-neighbors",
    "topeka-police-release", "kxto-chief", "ledger-sunday",
}  # fmt: skip
HARLAN = {"kxto-harlan", "ledger-harlan"}


@pytest.fixture(scope="module")
def desk() -> Iterator[Store]:
    store = golden.desk_of_examples()
    yield store
    store.close()


def record_of(desk: Store, account: str, clock: str | None = None) -> Record:
    (incident,) = desk.incidents_of([f"{account}#0"])
    moment = dt.datetime.fromisoformat(f"{clock}-05:00") if clock else None
    return pipeline.record(desk, incident, as_of=moment)


def value(record: Record, field: str) -> Any:
    finding = record.finding(field)
    return finding.value if finding else None


def told(record: Record, field: str) -> set[Any]:
    finding = record.finding(field)
    if finding is None:
        return set()
    return {finding.value, *(a.value for a in finding.alternatives)}


def test_two_incidents_and_no_more(desk: Store) -> None:
    groups = [{t.account for t in record.tellings} for record in desk.records()]
    assert sorted(groups, key=len) == [HARLAN, MOONLIGHT]


def test_nothing_failed(desk: Store) -> None:
    assert list(desk.failures()) == []
    assert list(desk.problems()) == []


@pytest.mark.parametrize(("account", "day"), [("kxto-chief", 18), ("ledger-harlan", 14)])
def test_when(desk: Store, account: str, day: int) -> None:
    time = value(record_of(desk, account), "time")
    assert isinstance(time, Time)
    assert time.start.date() == dt.date(2024, 10, day)
    assert time.start.hour == 23
    assert time.zone == "America/Chicago"


def test_the_clock_that_the_officials_settled_on(desk: Store) -> None:
    time = value(record_of(desk, "kxto-chief"), "time")
    assert f"{time.start:%H:%M}" == "23:37"


@pytest.mark.parametrize(
    ("account", "block"),
    [
        ("kxto-chief", "2100 block of SW Lindell Avenue"),
        ("kxto-harlan", "1300 block of SE Harlan Street"),
    ],
)
def test_where(desk: Store, account: str, block: str) -> None:
    place = value(record_of(desk, account), "place")
    assert isinstance(place, Place)
    assert (place.address, place.city, place.state) == (block, "Topeka", "KS")
    assert place.precision == "block"


def test_the_toll_rises(desk: Store) -> None:
    one, two = Count(low=1, high=1), Count(low=2, high=2)
    assert value(record_of(desk, "kxto-chief", "2024-10-19T09:00"), "killed") == one
    assert value(record_of(desk, "kxto-chief"), "killed") == two
    assert one in told(record_of(desk, "kxto-chief"), "killed")


def test_nothing_is_known_that_was_not_out(desk: Store) -> None:
    early = record_of(desk, "kxto-chief", "2024-10-19T01:00")
    assert {t.account for t in early.tellings} == {"kxto-overnight"}
    assert not [p for p in early.people if p.name == "Darnell Whitcomb"]


def test_the_syndicated_copy_is_a_copy(desk: Store) -> None:
    copies = {t.account: t.copy_of for t in record_of(desk, "kxto-chief").tellings if t.copy_of}
    assert copies["prairie-post-wire"] == "ledger-overnight"


def test_the_people(desk: Store) -> None:
    people = {p.name: p for p in record_of(desk, "kxto-chief").people if p.name}
    assert people["Darnell Whitcomb"].role == "victim"
    assert people["Rosa Aldana"].age == 41
    assert people["Tyler Quade"].age == 16
    harlan = {p.name: p for p in record_of(desk, "ledger-harlan").people if p.name}
    assert harlan["Edwin Marsh"].role == "victim"
    assert harlan["Curtis Boland"].role == "suspect"
    assert {"arrested", "charged"} & set(harlan["Curtis Boland"].outcomes)


def withheld(desk: Store, account: str, clock: str | None = None) -> dict[str, str]:
    record = record_of(desk, account, clock)
    accounts = [desk.account(t.account) for t in record.tellings]
    return {each.name: each.why for each in mask_of(record, accounts, Policy()).held}


def test_what_may_not_leave(desk: Store) -> None:
    names = withheld(desk, "kxto-chief")
    assert names["Tyler Quade"] == "minor"
    assert names["Kyle Vossler"] == "not charged"
    assert "Darnell Whitcomb" not in names
    assert "Rosa Aldana" not in names
    assert withheld(desk, "ledger-harlan") == {}


def test_a_name_before_the_family_knows(desk: Store) -> None:
    assert withheld(desk, "kxto-chief", "2024-10-19T18:00")["Darnell Whitcomb"] == "kin not told"


def test_the_public_record_holds_no_such_name(desk: Store) -> None:
    record = record_of(desk, "kxto-chief")
    accounts = [desk.account(t.account) for t in record.tellings]
    public = to_json(publish(record, accounts, Policy()))
    for name in ("Quade", "Tyler", "Vossler"):
        assert name not in public
    assert "Darnell Whitcomb" in public


def test_everything_rests_on_words(desk: Store) -> None:
    for record in desk.records():
        for statement in record.statements:
            account = desk.account(statement.account)
            for span in statement.evidence:
                text = account.title if span.part == "title" else account.text
                assert text[span.start : span.end].strip()


def test_background_is_linked_to_nothing(desk: Store) -> None:
    for record in desk.records():
        assert "2021" not in {str(e.time.start.year) for e in record.timeline}
        named = {s.value.name for s in record.statements if isinstance(s.value, Person)}
        assert not {n for n in named if n and "Quincy" in n}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return golden.made()


@pytest.mark.parametrize("name", sorted(f.name for f in golden.GOLDEN.glob("*.*")))
def test_the_golden_files(made: dict[str, str], name: str) -> None:
    assert made[name] == (golden.GOLDEN / name).read_text(encoding="utf-8")
