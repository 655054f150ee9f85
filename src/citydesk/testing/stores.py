"""The suite that every store must pass."""

from __future__ import annotations

import dataclasses
import datetime as dt

from citydesk.base.errors import NotFound, UsageError
from citydesk.model import (
    Change,
    Comparison,
    Count,
    Failure,
    Place,
    Sighting,
    Text,
)
from citydesk.store import Followed, Near, Watched, Where
from citydesk.testing.factories import (
    NOW,
    capture,
    day,
    incident,
    judgement,
    reading,
    record,
)
from citydesk.testing.lists import ListCases
from citydesk.testing.storing import raises

__all__ = ["StoreSuite"]


class StoreSuite(ListCases):
    """What every store must do: subclass it in a test module and give it `store`.

    Each test gets an empty desk. Nothing of it needs more than pytest.
    """

    def test_captures_come_back_in_the_order_of_arrival(self) -> None:
        """Equal bytes are kept once."""
        store = self.store()
        bodies = [b"two", b"one" * 1000, b"\x00\xff", b"two"]
        for body in bodies:
            store.put_capture(capture(body))
        assert [held.body for held in store.captures()] == bodies[:3]
        assert store.has_capture(capture(b"two").id)
        assert store.capture(capture(bodies[1]).id) == capture(bodies[1])
        raises(NotFound, lambda: store.capture("none"))

    def test_sightings_say_what_a_thing_was_since_when(self) -> None:
        """A thing shows one account, then none, then another; both know of each other."""
        store, (one, two) = self.desk("One person was killed.", "Two people were killed.")
        later = NOW + dt.timedelta(hours=1)
        for account, moment in ((one, NOW), (None, later), (two, later + dt.timedelta(hours=1))):
            ident = account.id if account else None
            seen = Sighting(thing="a", source="times", since=moment, account=ident)
            store.put_sighting(seen, account.capture if account else None)
        (history,) = store.histories([two.id]).values()
        assert [each.account for each in history] == [one.id, None, two.id]
        assert [each.since for each in history][:2] == [NOW, later]
        last = store.last_sighting("a")
        assert last
        assert (last[0].account, last[1]) == (two.id, two.capture)
        assert (store.last_wording("a"), store.last_sighting("b")) == (two.id, None)
        assert [each.account for each in store.rewritten()] == [two.id, None]
        assert store.standing("times") == {"a"}
        assert store.histories([]) == {}

    def test_the_watch_goes_on_where_it_was(self) -> None:
        """What was put last is there, by source, with its state."""
        store = self.store()
        for failures in (1, 2):
            store.put_watched(
                Watched(source="times", seen=NOW, failures=failures, state={"etag": "x"})
            )
        assert store.watched()["times"].failures == 2
        assert store.watched()["times"].state == {"etag": "x"}
        page = Followed(source="times", thing="a", mark="m", due=NOW, step=1)
        store.put_followed(page)
        assert store.followed("times", ["a", "b"]) == {"a": page}
        assert store.due_pages("times", NOW, limit=5) == [page]
        assert store.due_pages("times", NOW - dt.timedelta(hours=1), limit=5) == []

    def test_a_reading_comes_back_equal(self) -> None:
        """Whatever was read is there, and nothing else."""
        store, (told,) = self.desk("One person was killed. \u202e")
        read = store.reading(told.id)
        assert read.account == told
        assert read == reading(told, *read.reports[0].statements)
        assert list(store.all_reports()) == list(read.reports)
        assert store.find_account("none") is None
        raises(NotFound, lambda: store.reading("none"))
        raises(NotFound, lambda: store.reports(["none#0"]))

    def test_an_error_undoes_the_whole_transaction(self) -> None:
        """Nothing half-written stays."""
        store, _ = self.desk("One person was killed.")
        before = store.counts()

        def interrupted() -> None:
            with store.transaction():
                store.put_capture(capture(b"another"))
                with store.transaction():
                    store.put_judgement(judgement("prefer", "s"))
                raise UsageError("stop")

        raises(UsageError, interrupted)
        assert store.counts() == before

    def test_what_was_not_read_is_remembered_until_it_is(self) -> None:
        """It is among the captures, marked, and listed with the likeliest first."""
        store = self.store()
        for body, chance in ((b"bake sale", 0.01), (b"shots heard", 0.4)):
            store.put_capture(capture(body))
            store.put_unread(capture(body).id, chance)
        store.put_capture(capture(b"read"))
        assert [each.chance for each in store.unread()] == [0.4, 0.01]
        assert [held.sifted for held in store.captures()] == [True, True, False]
        store.drop_unread(capture(b"shots heard").id)
        assert [each.capture for each in store.unread()] == [capture(b"bake sale").id]
        assert list(store.unread(capture(b"shots heard").id)) == []
        assert store.counts()["unread"] == 1

    def test_a_failure_is_kept_once_until_it_is_dropped(self) -> None:
        """The latest words about the same bytes hold."""
        store = self.store()
        first = Failure(uri="file:///a", stage="collect", message="is empty", at=NOW)
        second = dataclasses.replace(first, message="is gone")
        for failure in (first, second):
            store.put_failure(failure)
        assert list(store.failures()) == [second]
        store.drop_failures("file:///a")
        assert list(store.failures()) == []

    def test_only_live_keys_bring_reports_together(self) -> None:
        """A key that becomes crowded takes back the comparisons that it alone brought about."""
        store, told = self.desk("One died.", "Two died.", "Three died.", "Four died.")
        a, b, c, d = (f"{each.id}#0" for each in told)
        for each in (a, b, c):
            store.put_keys(each, ["crowded", *(["rare"] if each != c else [])], crowd=3)
        store.put_comparisons(a, [])
        assert store.candidates(b, crowd=3) == [a]
        for one, other in ((b, a), (c, a)):
            left, right = sorted((one, other))
            store.put_comparisons(one, [Comparison(left=left, right=right, score=1.0)])
        assert store.component([a]) == sorted((a, b, c))
        assert store.matches(a) == sorted([(b, 1.0), (c, 1.0)])
        assert store.with_matches([a, b, c], above=0.5, least=2) == [a]
        assert store.with_matches([a, b, c], above=1.5, least=1) == []
        store.put_keys(d, ["crowded"], crowd=3)
        assert store.component([a]) == sorted((a, b))
        assert store.candidates(d, crowd=3) == []

    def test_only_the_first_of_a_group_have_keys(self) -> None:
        """Whoever falls behind is an echo; who leaves the group makes room for the next."""
        store, told = self.desk("One died.", "Two died.", "Three died.", "Four died.")
        a, b, c, d = (f"{each.id}#0" for each in told)
        for each, since in ((a, "2"), (b, "4"), (c, "3")):
            store.put_keys(each, ["one"], crowd=9, alike=("same", since), leaders=2)
        assert store.echoes([a]) == store.echoes([b]) == {b: a}
        assert store.unfinished("compared") == [b]
        assert store.unplaced() == []
        store.put_keys(d, ["one"], crowd=9, alike=("same", "1"), leaders=2)
        assert store.echoes([d]) == {b: d, c: d}
        for each in (a, d):
            store.put_comparisons(each, [])
        assert store.candidates(a, crowd=9) == [d]
        assert store.drop_alike(d, leaders=2) == [c]
        assert store.echoes([a]) == {b: a}
        assert store.drop_alike(b, leaders=2) == [b]
        assert store.drop_alike(b, leaders=2) == []

    def test_incidents_are_replaced_and_their_ids_redirected(self) -> None:
        """Who held an old address finds the incident that answers for it."""
        store, told = self.desk("One died.", "Two died.")
        a, b = (f"{each.id}#0" for each in told)
        assert store.unfinished("read") == [a, b]
        for each in (a, b):
            store.put_comparisons(each, [])
        store.put_incidents([], [incident("aaaa", a), incident("bbbb", b)])
        store.put_record(record("bbbb", told[1]))
        assert store.unfinished("compared") == []
        store.put_incidents(["aaaa", "bbbb"], [incident("aaaa", a, b)])
        store.put_record(record("aaaa", *told))
        assert [each.id for each in store.incidents()] == ["aaaa"]
        assert store.incident("bbbb") == incident("aaaa", a, b)
        assert store.resolve("aaa") == store.resolve("bbb") == "aaaa"
        assert store.incidents_of([a, b]) == ["aaaa"]
        raises(NotFound, lambda: store.resolve("cccc"))
        assert list(store.problems()) == []

    def test_a_beginning_that_may_mean_two_incidents_is_refused(self) -> None:
        """Old ids count as well: who held one must not be led to another incident."""
        store, told = self.desk("One died.", "Two died.", "Three died.")
        a, b, c = (f"{each.id}#0" for each in told)
        store.put_incidents([], [incident("aaaa", a), incident("cccd", b), incident("ccce", c)])
        store.put_incidents(["aaaa", "cccd"], [incident("aaaa", a, b)])
        assert store.resolve("cccd") == "aaaa"
        assert store.resolve("ccce") == "ccce"
        raises(UsageError, lambda: store.resolve("ccc"))

    def test_records_are_found_by_time_place_kind_and_words(self) -> None:
        """Unknown times come last."""
        store, told = self.desk("Gunfire at the marina.", "A quiet street.")
        place = Place(words="Pier 1", precision="point", city="Port Alder", lat=37.8, lon=-122.4)
        found = {
            "aaaa": record("aaaa", told[0], time=day("2024-05-02"), place=place),
            "bbbb": record("bbbb", told[1], headline="A burglary", kind=Text(text="burglary")),
        }
        for ident, each in zip(found, told, strict=True):
            store.put_incidents([], [incident(ident, f"{each.id}#0")])
            store.put_record(found[ident])
        wanted = {
            "aaaa bbbb": Where(),
            "aaaa": Where(since=dt.date(2024, 5, 2), until=dt.date(2024, 5, 3)),
            "": Where(until=dt.date(2024, 5, 2)),
            "aaaa ": Where(near=Near(lat=37.81, lon=-122.41, km=2)),
            " ": Where(near=Near(lat=37.81, lon=-122.41, km=1)),
            "bbbb": Where(kind="Burglary"),
            " aaaa": Where(text='marina "gunfire'),
            " bbbb": Where(text="burglary"),
            " aaaa ": Where(city="port alder"),
        }
        for ids, where in wanted.items():
            assert [each.id for each in store.records(where)] == ids.split()
        assert store.record("aaaa") == found["aaaa"]
        raises(NotFound, lambda: store.record("cccc"))

    def test_judgements_are_kept_in_order_and_tell_what_they_touch(self) -> None:
        """The same decision twice is one."""
        store, told = self.desk("One died.", "Two died.")
        a, b = (f"{each.id}#0" for each in told)
        toll = store.reports([a])[0].statements[0]
        made = [
            judgement("same", a, b),
            judgement("prefer", toll.id),
            judgement("main", told[0].id),
        ]
        for each in (*made, made[0]):
            store.put_judgement(each)
        assert store.judgements() == made
        assert [store.touched(each) for each in made] == [[a, b], [a], [a]]
        assert store.touched(judgement("withdraw", made[0].id)) == [a, b]
        back = judgement("withdraw", made[0].id)
        store.put_judgement(back)
        assert store.judgements_on([a]) == [*made, back]
        assert store.judgements_on([b]) == [made[0], back]
        assert store.judgements_on(["none"]) == store.judgements_on([], ["none"]) == []
        assert store.component([a]) == sorted((a, b))
        raises(NotFound, lambda: store.touched(judgement("reject", "none")))
        again = judgement("withdraw", back.id)
        store.put_judgement(again)
        assert store.touched(judgement("withdraw", again.id)) == [a, b]

    def test_changes_are_numbered_in_the_order_in_which_they_are_appended(self) -> None:
        """A reader goes on from a number or from a moment."""
        store = self.store()
        later = NOW + dt.timedelta(hours=1)
        killed = Change(
            kind="finding", incident="aaaa", at=later, field="killed", status="settled",
            before=Count(low=1, high=1), was="single-source", after=Count(low=2, high=None),
            statements=("s",), accounts=("told",),
        )  # fmt: skip
        made = [
            Change(kind="new", incident="aaaa", at=NOW),
            Change(kind="merged", incident="aaaa", at=NOW, other="bbbb"),
            killed,
        ]
        assert store.last_change() == 0
        store.put_changes(made[:2])
        store.put_changes(made[2:])
        kept = [dataclasses.replace(each, number=n) for n, each in enumerate(made, 1)]
        assert store.changes() == kept
        assert store.changes(1, 1) == kept[1:2]
        assert store.changes(store.last_change()) == []
        assert store.changes(NOW) == kept[2:]
        assert store.changes(incident="bbbb") == kept[1:2]

    def test_what_is_forgotten_for_a_rebuild_can_be_held_against_what_comes_of_it(self) -> None:
        """Records are put aside; redirects and changes stay."""
        store, (told, other) = self.desk("One died.", "Two died.")
        store.put_incidents([], [incident("aaaa", f"{told.id}#0")])
        store.put_record(record("aaaa", told))
        store.put_changes([Change(kind="new", incident="aaaa", at=NOW)])
        assert list(store.former()) == []
        store.forget_readings()
        assert list(store.former()) == list(store.former([f"{told.id}#0"]))
        assert [each.id for each in store.former()] == ["aaaa"]
        assert list(store.former([f"{other.id}#0"])) == []
        assert store.last_change() == 1
        store.redirect("bbbb", "aaaa")
        assert store.find_incident("bbbb") == "aaaa"

    def test_forgetting_readings_keeps_what_cannot_be_made_again(self) -> None:
        """Captures and judgements stay."""
        store, told = self.desk("One died.")
        store.put_judgement(judgement("main", told[0].id, "0"))
        store.forget_readings()
        kept = {name for name, count in store.counts().items() if count}
        assert kept == {"capture", "judgement"}
