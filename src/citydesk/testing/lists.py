"""What every store must do for lists: pages of incidents and outlets, counts, and what changed."""

from __future__ import annotations

import dataclasses

from citydesk.base.errors import NotFound
from citydesk.model import (
    Account,
    Alternative,
    Count,
    Finding,
    PersonEntry,
    Place,
    Question,
    Record,
    Text,
)
from citydesk.store import Store, Where
from citydesk.testing.factories import day, incident, judgement, record
from citydesk.testing.storing import StoreCases, raises

__all__ = ["ListCases"]


def _keep(store: Store, made: Record, *told: Account) -> None:
    """Keep a record with its incident, of the main reports of these accounts."""
    store.put_incidents([], [incident(made.id, *(f"{each.id}#0" for each in told))])
    store.put_record(made)


def _disputed(made: Record) -> Record:
    """Return a record in which another toll is told as well, and something is asked."""
    other = Alternative(value=Count(low=9, high=9), statements=(), relation="conflicts")
    toll = Finding(
        field="killed", key="", value=Count(low=1, high=1), status="contested", reason="told",
        statements=(), alternatives=(other,),
    )  # fmt: skip
    asked = Question(text="who?", origin="said", field="name")
    return dataclasses.replace(made, findings=(*made.findings, toll), questions=(asked,))


class ListCases(StoreCases):
    """The cases of a store's lists."""

    def listed(self) -> tuple[Store, dict[str, Record], list[Account]]:
        """Return a desk of four incidents: "b" is the latest, "d" at a time that nobody tells."""
        store, told = self.desk("A quay.", "B quay.", "C quay.", "D quiet.")
        city = Place(words="Port Alder", precision="city", city="Port Alder", state="WA")
        robbery, theft = Text(text="robbery"), Text(text="burglary")
        dated = [
            dataclasses.replace(each, published=day(f"2024-05-0{number}"))
            for each, number in zip(told, (9, 8, 7, 6), strict=True)
        ]
        found = {
            "a": record("a", dated[0], time=day("2024-05-02"), kind=robbery, place=city),
            "b": _disputed(record("b", dated[1], time=day("2024-05-04"), kind=robbery)),
            "c": record("c", dated[2], time=day("2024-05-03"), kind=theft),
            "d": record("d", dated[3]),
        }
        for made, each in zip(found.values(), told, strict=True):
            _keep(store, made, each)
        return store, found, told

    def test_a_list_goes_on_page_by_page_and_leaves_no_gap(self) -> None:
        """By the time of the incident, or by the latest account; what is unknown comes last."""
        store, _, _ = self.listed()
        found, after = list[str](), None
        while some := store.listing(after=after, limit=3):
            found += [each.id for each in some]
            after = found[-1]
        assert found == ["b", "c", "a", "d"]
        assert [each.id for each in store.listing(order="news")] == ["a", "b", "c", "d"]
        assert [each.id for each in store.listing(order="news", after="b", limit=1)] == ["c"]
        raises(NotFound, lambda: store.listing(after="none"))

    def test_a_list_its_count_and_the_records_find_the_same(self) -> None:
        """Whatever is asked for; counting ends where it is told to."""
        store, _, _ = self.listed()
        wanted = {
            "abcd": Where(),
            "ab": Where(kind="Robbery"),
            "a": Where(city="port alder", state="wa"),
            "b": Where(status="contested"),
            "b ": Where(conflict=True),
            " b": Where(question=True),
            "abc": Where(text="quay"),
            "c": Where(text="quay", kind="burglary"),
            "": Where(text="nowhere"),
        }
        for ids, where in wanted.items():
            found = [each.id for each in store.listing(where)]
            assert sorted(found) == list(ids.strip())
            assert {each.id for each in store.records(where)} == set(found)
            assert store.count_listed(where) == len(found)
        assert store.count_listed(most=3) == 3

    def test_a_line_tells_what_the_record_tells(self) -> None:
        """It is replaced with the record, and gone with the incident."""
        store, found, (a, b, *_) = self.listed()
        line = store.listed("b")
        assert line is not None
        assert (line.headline, line.kind, line.time) == (
            "Shots fired",
            "robbery",
            day("2024-05-04"),
        )
        assert (line.killed, line.injured, line.place) == (Count(low=1, high=1), None, None)
        assert (line.accounts, line.outlets, line.disputes, line.questions) == (1, 1, 1, 1)
        assert (line.news, line.revision) == (day("2024-05-08"), "1")
        store.put_record(dataclasses.replace(found["b"], headline="Another", revision="2"))
        again = store.listed("b")
        assert again == dataclasses.replace(line, headline="Another", revision="2")
        store.put_incidents(["a", "b"], [incident("a", f"{a.id}#0", f"{b.id}#0")])
        store.put_record(found["a"])
        assert store.listed("b") is None
        assert [each.id for each in store.listing()] == ["c", "a", "d"]

    def test_a_line_holds_no_value_that_is_withheld_and_every_name(self) -> None:
        """Whatever is withheld is no part of a list."""
        store, (told,) = self.desk("One died.")
        child = PersonEntry(
            name="Ana Ruizo", role="victim", age=9, gender=None, descriptor=None, outcomes=(),
            statements=(),
        )  # fmt: skip
        made = record("a", told, killed=Count(low=1, high=1), injured=Count(low=2, high=2))
        kept = tuple(
            dataclasses.replace(each, status="withheld") if each.field == "killed" else each
            for each in made.findings
        )
        _keep(store, dataclasses.replace(made, findings=kept, people=(child,)), told)
        line = store.listed("a")
        assert line is not None
        assert (line.killed, line.injured) == (None, Count(low=2, high=2))
        assert line.names == ("Ana Ruizo",)

    def test_kinds_are_counted_with_their_disputes_and_questions(self) -> None:
        """The most frequent comes first; the kind that nobody tells is empty."""
        store, _, _ = self.listed()
        found = store.kinds()
        assert found == {"robbery": (2, 1, 1), "burglary": (1, 0, 0), "": (1, 0, 0)}
        assert next(iter(found)) == "robbery"

    def test_an_account_tells_of_the_incidents_of_its_reports(self) -> None:
        """Whoever tells of nothing is in none."""
        store, _, (a, *_) = self.listed()
        assert store.told_by(a.id) == ["a"]
        assert store.told_by("none") == []

    def test_outlets_are_added_up_over_the_records(self) -> None:
        """First, copies, and names that may be a person's; the most frequent comes first."""
        store, told = self.desk("One died.", "Two died.", "Three died.")
        names = ("The Bee", "Ruizo News", "The Bee")
        a, b, c = (dataclasses.replace(t, outlet=n) for t, n in zip(told, names, strict=True))
        made = record("a", a, b)
        first, copy = made.tellings
        person = PersonEntry(
            name="Ana Ruizo", role="victim", age=None, gender=None, descriptor=None, outcomes=(),
            statements=(),
        )  # fmt: skip
        tellings = (first, dataclasses.replace(copy, copy_of=a.id, published=day("2024-05-08")))
        _keep(store, dataclasses.replace(made, tellings=tellings, people=(person,)), a, b)
        _keep(store, record("c", c), c)
        bee, news = store.outlets()
        assert (bee.name, bee.tellings, bee.first, bee.copies, bee.named) == ("The Bee", 2, 1, 0, 0)
        assert (news.name, news.tellings, news.first, news.copies) == ("Ruizo News", 1, 0, 1)
        assert (news.corrected, news.contradicted, news.named) == (0, 0, 1)
        assert store.outlets(limit=1) == [bee]
        assert store.outlets(after="The Bee") == [news]
        assert store.named_in("Ruizo News") == ["a"]
        assert store.named_in("The Bee") == []
        store.put_record(dataclasses.replace(made, tellings=(first,)))
        assert [each.name for each in store.outlets()] == ["The Bee"]

    def test_a_state_changes_with_what_is_known_and_judged_and_nothing_else(self) -> None:
        """Of an incident, and of an account that tells of it."""
        store, found, (a, b, *_) = self.listed()

        def states() -> list[str]:
            whole = [store.state_of(incident=ident) for ident in ("a", "b")]
            return [*whole, *(store.state_of(account=each.id) for each in (a, b))]

        before = states()
        assert states() == before
        assert len(set(before)) == 4
        store.put_record(dataclasses.replace(found["a"], revision="2"))
        changed = [now != then for now, then in zip(states(), before, strict=True)]
        assert changed == [True, False, True, False]
        store.put_judgement(judgement("main", a.id, "0"))
        assert not set(states()) & set(before)

    def test_refreshing_loses_nothing(self) -> None:
        """What is kept is there, whoever wrote it."""
        store, found, (a, *_) = self.listed()
        before = store.reports([f"{a.id}#0"])
        store.refresh()
        assert store.reports([f"{a.id}#0"]) == before
        assert store.record("a") == found["a"]
