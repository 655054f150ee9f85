"""For tests and plug-ins: factories of model objects, and the suites that a plug-in must pass."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from citydesk.errors import NotFound, UsageError
from citydesk.identity import content_id, sha256
from citydesk.model import (
    Account,
    Attribution,
    Capture,
    Comparison,
    Count,
    Failure,
    Finding,
    Incident,
    Judgement,
    Membership,
    Place,
    Reading,
    Reason,
    Record,
    Rejection,
    Report,
    Span,
    Speaker,
    Statement,
    Telling,
    Text,
    Time,
    Value,
    quote,
)
from citydesk.statements import Reader, read
from citydesk.store import Near, Store, Where

__all__ = [
    "ReaderSuite",
    "StoreSuite",
    "account",
    "capture",
    "day",
    "incident",
    "judgement",
    "minute",
    "reading",
    "record",
    "report",
    "statement",
]

NOW = dt.datetime(2024, 5, 4, 9, 30, tzinfo=dt.UTC)


def day(text: str, *, zone: str | None = None) -> Time:
    """Return the whole day of an ISO date."""
    start = dt.datetime.fromisoformat(text[:10])
    return Time(start=start, end=start + dt.timedelta(days=1), granularity="day", zone=zone)


def minute(text: str, *, approximate: bool = False, zone: str | None = None) -> Time:
    """Return the minute of an ISO date and time."""
    start = dt.datetime.fromisoformat(text)
    end = start + dt.timedelta(minutes=1)
    return Time(start=start, end=end, granularity="minute", approximate=approximate, zone=zone)


def account(text: str, *, title: str = "", published: Time | None = None, **more: Any) -> Account:
    """Return an account with this text; its id is made from it unless given."""
    more.setdefault("id", content_id(title, text))
    more.setdefault("source", "example")
    more.setdefault("outlet", "The Example")
    more.setdefault("capture", "")
    return Account(title=title, text=text, published=published or day("2024-05-03"), **more)


def statement(
    told: Account,
    field: str,
    value: Value,
    words: str,
    *,
    report: int = 0,
    speakers: tuple[Speaker, ...] = (),
    **more: Any,
) -> Statement:
    """Return a statement of an account about a value, resting on words that stand in its text."""
    start = told.text.index(words)
    outlet = Speaker(name=told.outlet, kind="media")
    attribution = Attribution(speakers=(*speakers, outlet))
    span = Span(start=start, end=start + len(words))
    return Statement(
        id=content_id(told.id, report, field, value, span, attribution),
        account=told.id,
        report=f"{told.id}#{report}",
        field=field,
        value=value,
        evidence=(span,),
        attribution=attribution,
        **more,
    )


def report(told: Account, *statements: Statement, number: int = 0) -> Report:
    """Return a report of an account that holds these statements."""
    return Report(
        id=f"{told.id}#{number}",
        account=told.id,
        source=told.source,
        published=told.published,
        statements=statements,
    )


def capture(body: bytes, *, uri: str = "file:///a.txt", **more: Any) -> Capture:
    """Return a capture of these bytes."""
    digest = sha256(body)
    more.setdefault("media_type", "text/plain")
    more.setdefault("fetched", NOW)
    return Capture(id=digest[:16], sha256=digest, uri=uri, body=body, **more)


def reading(told: Account, *statements: Statement, background: bool = False) -> Reading:
    """Return a reading of an account with one report."""
    rejected = Rejection(account=told.id, field="killed", words="nine", reason="no value")
    held = dataclasses.replace(report(told, *statements), background=background)
    return Reading(account=told, reports=(held,), rejections=(rejected,))


def incident(ident: str, *reports: str) -> Incident:
    """Return an incident of these reports."""
    reason = Reason(feature="match", words="the same street", weight=1.5)
    memberships = (
        Membership(report=each, incident=ident, score=2.5, reasons=(reason,)) for each in reports
    )
    return Incident(id=ident, memberships=tuple(memberships))


def record(ident: str, *told: Account, headline: str = "Shots fired", **values: Value) -> Record:
    """Return a record of an incident with a finding for each value."""
    findings = (
        Finding(field=f, key="", value=v, status="settled", reason="told", statements=())
        for f, v in values.items()
    )
    tellings = (
        Telling(
            account=a.id, report=f"{a.id}#0", outlet=a.outlet, title=a.title, published=a.published
        )
        for a in told
    )
    return Record(
        id=ident,
        headline=headline,
        findings=tuple(findings),
        people=(),
        timeline=(),
        questions=(),
        tellings=tuple(tellings),
        revision="1",
    )


def judgement(verb: Any, subject: str, second: str | None = None, **more: Any) -> Judgement:
    """Return an editor's decision."""
    more.setdefault("at", NOW)
    ident = content_id(verb, subject, second, more["at"])
    return Judgement(
        id=ident, verb=verb, subject=subject, object=second, who="E. Ditor", why="I saw", **more
    )


class StoreSuite:
    """What every store must do: subclass it in a test module and give it `store`.

    Each test gets an empty desk. Nothing of it needs more than pytest.
    """

    def store(self) -> Store:
        """Return an empty store."""
        raise NotImplementedError

    def desk(self, *texts: str) -> tuple[Store, list[Account]]:
        """Return a store that holds an account, with one statement, for each text."""
        store = self.store()
        told = []
        for text in texts:
            bytes_ = capture(text.encode())
            store.put_capture(bytes_)
            made = account(text, capture=bytes_.id, fingerprint=(1, 2**32))
            toll = statement(made, "killed", Count(low=1, high=None), text.split()[0])
            store.put_reading(reading(made, toll))
            told.append(made)
        return store, told

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
        store.put_keys(d, ["crowded"], crowd=3)
        assert store.component([a]) == sorted((a, b))
        assert store.candidates(d, crowd=3) == []

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
        assert store.resolve("aaa") == "aaaa"
        assert store.incidents_of([a, b]) == ["aaaa"]
        raises(NotFound, lambda: store.resolve("cccc"))
        assert list(store.problems()) == []

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
        assert store.component([a]) == sorted((a, b))
        raises(NotFound, lambda: store.touched(judgement("reject", "none")))

    def test_forgetting_readings_keeps_what_cannot_be_made_again(self) -> None:
        """Captures and judgements stay."""
        store, told = self.desk("One died.")
        store.put_judgement(judgement("main", told[0].id, "0"))
        store.forget_readings()
        kept = {name for name, count in store.counts().items() if count}
        assert kept == {"capture", "judgement"}


class ReaderSuite:
    """What every reader must do: subclass it in a test module and give it `reader`.

    `TEXTS` are accounts that it must survive; add your own. Nothing of it needs more than pytest.
    """

    TEXTS: tuple[str, ...] = (
        "Police said a man was shot about 9 p.m. Friday in the 400 block of Larch Street.",
        "“He ran,” said Ann Lee, a neighbor.\n\nTwo people died, according to the coroner.",
        "",
        " \n\t ",
        "???",
        "said " * 200,
        '" “ ” ' * 60 + "he said",
        "\u202eshot \u0000\ufffd\U0001f694 e\u0301 \u2028 said police." * 5,
        "9" * 5000,
        "La policía dijo que un hombre murió a tiros el viernes en la calle del Alerce. " * 5,
    )

    def reader(self) -> Reader:
        """Return the reader."""
        raise NotImplementedError

    def readings(self, *, batch: int = 1) -> list[Reading]:
        """Return what a fresh reader makes of the texts."""
        told = [account(text, title="Shots on Larch Street") for text in self.TEXTS]
        return list(read(told, self.reader(), batch=batch))

    def test_it_has_a_name(self) -> None:
        """The name goes into every statement."""
        name = self.reader().name
        assert name
        assert {s.reader for s in _statements(self.readings())} <= {name}

    def test_every_account_is_read_in_order(self) -> None:
        """One reading for one account, whatever is in it."""
        assert [r.account.text for r in self.readings()] == list(self.TEXTS)

    def test_the_same_account_gives_the_same_statements(self) -> None:
        """Reading twice adds nothing."""
        assert self.readings() == self.readings()

    def test_a_batch_is_read_like_one_by_one(self) -> None:
        """How many accounts come at once changes nothing."""
        assert self.readings(batch=len(self.TEXTS)) == self.readings(batch=1)
        assert self.readings(batch=3) == self.readings(batch=1)

    def test_every_statement_rests_on_words(self) -> None:
        """A span means at least one character of the account; the outlet speaks last."""
        for reading in self.readings():
            for made in _statements([reading]):
                assert all(quote(reading.account, span) for span in made.evidence)
                assert made.attribution.speakers[-1].name == reading.account.outlet
                assert 0 <= made.probability <= 1

    def test_statements_have_one_report_and_one_id(self) -> None:
        """No id stands twice; report 0 is always there."""
        for reading in self.readings():
            ids = [s.id for s in _statements([reading])]
            assert len(ids) == len(set(ids))
            assert reading.reports[0].id == f"{reading.account.id}#0"
            assert all(s.report == r.id for r in reading.reports for s in r.statements)


def _statements(readings: list[Reading]) -> list[Statement]:
    return [s for reading in readings for report in reading.reports for s in report.statements]


def raises(kind: type[Exception], action: Callable[[], object]) -> None:
    """Say so where an action does not raise an error of this kind."""
    try:
        action()
    except kind:
        return
    raise AssertionError(f"no {kind.__name__} was raised")
