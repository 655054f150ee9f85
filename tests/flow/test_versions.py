"""What a watched source says anew: versions of one thing, which speaks when, and what is silent."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest

from citydesk.accounts.rewording import reworded
from citydesk.flow import pipeline
from citydesk.flow.following import Came
from citydesk.flow.pipeline import How
from citydesk.model import Count, Record, Seen, Text
from citydesk.serialize import canonical
from citydesk.sources.streams import captures_of
from citydesk.store import SqliteStore

NIGHT = dt.datetime(2024, 5, 4, 12, tzinfo=dt.UTC)
STORY = (
    "Topeka police say a man opened fire outside a bar in the 400 block of Pine Street in Topeka,"
    " Kan., on Friday night. {toll} The gunman fled on foot, Sgt. Lena Orr said. Officers were"
    " called at about 11:40 p.m. and closed the street for six hours while they looked for shell"
    " casings. Nobody has been arrested. Anybody who saw something is asked to call detectives."
)
THREE = "Three people were killed, Orr said."
TWO = "Two people were killed, Orr said."
CORRECTED = "Two people were killed, Orr said. Correction: an earlier version gave another number."


class Desk:
    """A desk whose clock a test moves, and what a source shows it."""

    def __init__(self) -> None:
        self.now = NIGHT
        self.store = SqliteStore(":memory:")
        self.how = How(clock=lambda: self.now)

    def sees(self, thing: str, told: dict[str, Any] | None, *, hours: float = 1) -> Came:
        """See a thing as the source shows it, some hours after what was seen before."""
        self.now += dt.timedelta(hours=hours)
        found = None
        if told is not None:
            content = told if "text" in told else [told]  # an account, or a table of one row
            stream = io.BytesIO(json.dumps(content).encode())
            (found,) = captures_of(stream, f"{thing}.json", lambda: self.now)
        came = pipeline.watched(
            self.store, Seen(thing=thing, source="times", found=found), self.how
        )
        pipeline.complete(self.store, self.how)
        return came

    def story(self, toll: str, *, hours: float = 1) -> Came:
        told = {
            "title": "Deaths outside a bar in Topeka",
            "text": STORY.format(toll=toll),
            "published": "2024-05-04T07:10:00-05:00",
            "url": "https://times.example/pine",
        }
        return self.sees("https://times.example/pine", told, hours=hours)

    def call(self, code: str, *, hours: float = 1) -> Came:
        told = {
            "incident_number": "F240001", "type": code, "address": "400 Pine St",
            "datetime": "2024-05-04T03:40:00.000", "latitude": "47.6", "longitude": "-122.33",
        }  # fmt: skip
        return self.sees("seattle-fire:F240001", told, hours=hours)

    @property
    def record(self) -> Record:
        (record,) = self.store.records()
        return record

    def changes(self) -> list[str]:
        return [c.kind for c in self.store.changes()]


def killed(record: Record) -> Count | None:
    found = record.finding("killed")
    assert found is None or found.value is None or isinstance(found.value, Count)
    return found.value if found else None  # type: ignore[return-value]


def test_a_story_that_is_the_same_adds_nothing() -> None:
    desk = Desk()
    assert desk.story(THREE).outcome == "new"
    before = canonical(desk.record), desk.store.counts()
    assert [desk.story(THREE).outcome for _ in range(3)] == ["same"] * 3
    assert (canonical(desk.record), desk.store.counts()) == before


def test_a_story_that_is_corrected_says_its_new_word_and_keeps_its_old_one() -> None:
    desk = Desk()
    first = desk.story(THREE)
    second = desk.story(TWO)
    assert second.outcome == "changed"
    assert second.account != first.account
    assert killed(desk.record) == Count(low=2, high=2)
    found = desk.record.finding("killed")
    assert found
    assert found.status == "single-source"
    assert found.sources == 1
    (old,) = [a for a in found.alternatives if a.relation == "superseded"]
    assert old.value == Count(low=3, high=3)
    assert old.why == "times.example said so until 2024-05-04 14:00 UTC"
    told = {s.id: s.account for s in desk.record.statements}
    assert told[old.statements[0]] == first.account
    (later,) = desk.record.later
    assert (later.account, later.by) == (first.account, second.account)
    assert sum(t.copy_of is None for t in desk.record.tellings) == 1


def test_a_silent_correction_is_flagged_and_one_that_is_told_is_not_called_silent() -> None:
    desk = Desk()
    for toll in (THREE, TWO, CORRECTED):
        desk.story(toll)
    keys = [c.key for c in desk.store.changes() if c.kind == "rewritten"]
    assert keys == [
        "1 sentence changed, without a word about it",
        "1 sentence changed, and it says so",
    ]


def test_a_moment_before_the_correction_has_the_word_of_then() -> None:
    desk = Desk()
    desk.story(THREE)
    seen = desk.now
    desk.story(TWO, hours=5)
    ident = desk.record.id
    then = pipeline.record(desk.store, ident, as_of=seen + dt.timedelta(hours=1))
    assert killed(then) == Count(low=3, high=3)
    assert then.later == ()
    assert killed(pipeline.record(desk.store, ident, as_of=desk.now)) == Count(low=2, high=2)


def test_a_story_that_goes_back_to_its_first_words_speaks_with_them_again() -> None:
    desk = Desk()
    first = desk.story(THREE)
    desk.story(TWO)
    again = desk.story(THREE)
    assert (again.outcome, again.account) == ("changed", first.account)
    assert killed(desk.record) == Count(low=3, high=3)
    assert desk.store.counts()["account"] == 2
    middle = desk.now - dt.timedelta(minutes=30)
    then = pipeline.record(desk.store, desk.record.id, as_of=middle)
    assert killed(then) == Count(low=2, high=2)


def test_a_name_that_is_taken_out_of_a_story_is_in_the_record_no_longer() -> None:
    desk = Desk()
    desk.story("Police arrested Dale Ferro, 34, of Topeka, who is charged with murder. " + TWO)
    assert "Dale Ferro" in {p.name for p in desk.record.people}
    desk.story(TWO)
    assert "Dale Ferro" not in {p.name for p in desk.record.people}
    assert "Dale Ferro" not in canonical(desk.record).decode()


def test_what_vanishes_is_said_to_have_vanished_and_closes_nothing() -> None:
    desk = Desk()
    first = desk.story(THREE)
    before = desk.record
    assert desk.sees("https://times.example/pine", None).outcome == "gone"
    assert desk.sees("https://times.example/pine", None).outcome == "same"
    assert desk.record.findings == before.findings
    (later,) = desk.record.later
    assert (later.account, later.by) == (first.account, None)
    assert desk.changes()[-1] == "vanished"
    assert desk.story(THREE).outcome == "changed"
    assert desk.record.later == ()


def test_a_call_that_is_typed_again_is_news_with_both_values() -> None:
    desk = Desk()
    desk.call("Assault w/Weapons")
    if not list(desk.store.records()):
        pytest.fail("an assault is an incident")
    kind = desk.record.finding("kind")
    assert kind
    was = kind.value
    desk.call("Aid Response")
    found = desk.record.finding("kind")
    assert found
    assert (found.value, found.status) == (None, "unknown")
    assert [a.value for a in found.alternatives] == [was]
    assert "said so until 2024-05-04 14:00 UTC" in found.alternatives[0].why
    told = [c for c in desk.store.changes() if c.kind == "finding" and c.field == "kind"]
    assert (told[-1].before, told[-1].after) == (was, None)
    assert isinstance(was, Text)


def test_a_call_that_is_typed_twice_says_its_last_type_and_a_rebuild_comes_out_equal() -> None:
    desk = Desk()
    desk.call("Assault w/Weapons")
    desk.call("Aid Response")
    last = desk.call("Rubbish Fire")
    assert {each.by for each in desk.record.later} == {last.account}
    before = canonical(desk.record)
    pipeline.rebuild(desk.store, desk.how)
    assert canonical(desk.record) == before


def test_a_row_whose_unmapped_columns_change_is_the_same() -> None:
    desk = Desk()
    told = {
        "incident_number": "F1", "type": "Assault w/Weapons", "address": "400 Pine St",
        "datetime": "2024-05-04T03:40:00.000", "latitude": "47.6", "longitude": "-122.33",
    }  # fmt: skip
    assert desk.sees("seattle-fire:F1", {**told, "OBJECTID": 7}).outcome == "new"
    assert desk.sees("seattle-fire:F1", {**told, "OBJECTID": 8}).outcome == "same"


def test_another_story_at_the_same_address_takes_nothing_back() -> None:
    desk = Desk()
    desk.story(THREE)
    other = {
        "title": "Council votes on a new bridge over the river",
        "text": " ".join(
            f"The council spoke of bridge number {n} at length today." for n in range(9)
        ),
        "url": "https://times.example/pine",
    }
    assert desk.sees("https://times.example/pine", other).outcome == "changed"
    assert killed(desk.record) == Count(low=3, high=3)
    assert [each.by for each in desk.record.later] == [None]


def test_a_rebuild_comes_out_equal() -> None:
    desk = Desk()
    for toll in (THREE, TWO, CORRECTED, TWO):
        desk.story(toll)
    desk.call("Assault w/Weapons")
    desk.call("Aid Response")
    before = [canonical(each) for each in desk.store.records()]
    pipeline.rebuild(desk.store, desk.how)
    assert [canonical(each) for each in desk.store.records()] == before


def test_what_changed_is_told_sentence_by_sentence() -> None:
    desk = Desk()
    one, two = desk.story(THREE).account, desk.story(TWO).account
    assert one
    assert two
    made = reworded(desk.store.account(one), desk.store.account(two))
    assert made.changed == ((THREE, TWO),)
    assert not made.told
