"""The flow as a whole, and its laws: order, repetition, engines, rebuilds change nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.base.errors import NotFound
from citydesk.engines import Processes
from citydesk.flow import pipeline
from citydesk.flow.intake import digest, take_in
from citydesk.flow.pipeline import How, Summary, add, complete, judge, rebuild, record, retry
from citydesk.model import Count, Mention, Span, Text
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.serialize import canonical
from citydesk.sources import collect
from citydesk.store import SqliteStore
from tests.desks import Patient, Scripted, content, known, night, write_rows

HOW = How(reader=Scripted())
ROWS = [
    night("2024-05-03", "Port Alder", "Ana Ruiz", outlet="ledger"),
    night("2024-05-03", "Port Alder", "Ana Ruiz", "Bo Lind", dead=2, outlet="times"),
    night("2024-05-04", "Port Alder", "Ana Ruiz", outlet="radio"),
    night("2024-05-03", "Nestor", "Cy Marsh", outlet="ledger"),
    night("2024-05-20", "Port Alder", "Dee Oaks", outlet="ledger"),
    night("2024-05-21", "Port Alder", "Dee Oaks", outlet="times"),
]


def desk(tmp_path: Path, rows: Iterable[dict[str, Any]] = ROWS, **how: Any) -> SqliteStore:
    store = SqliteStore(":memory:")
    add(store, [str(write_rows(tmp_path / "rows.jsonl", rows))], dataclasses.replace(HOW, **how))
    return store


def together(store: SqliteStore) -> list[list[str]]:
    return sorted(sorted(t.account for t in each.tellings) for each in store.records())


def test_accounts_go_in_and_records_come_out(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int | None]] = []
    store = desk(tmp_path, watch=lambda s: steps.append((s.stage, s.done, s.total)))
    assert together(store) == [
        ["ledger-2024-05-03-nestor"],
        ["ledger-2024-05-03-port-alder", "radio-2024-05-04-port-alder",
         "times-2024-05-03-port-alder"],
        ["ledger-2024-05-20-port-alder", "times-2024-05-21-port-alder"],
    ]  # fmt: skip
    assert list(store.problems()) == []
    assert steps[0] == ("add", 1, None)
    assert steps[-1] == ("link", 6, 6)


def test_adding_the_same_again_adds_nothing(tmp_path: Path) -> None:
    store = desk(tmp_path)
    before = content(store)
    path = str(tmp_path / "rows.jsonl")
    assert add(store, [path, path], HOW) == Summary(known=12)
    assert content(store) == before


def test_the_same_account_in_other_bytes_is_one_account(tmp_path: Path) -> None:
    store = desk(tmp_path)
    row = {**ROWS[0], "crawler": "another"}
    summary = add(store, [str(write_rows(tmp_path / "more.jsonl", [row]))], HOW)
    assert summary == Summary(known=1)
    assert store.counts()["account"] == len(ROWS)
    assert store.counts()["capture"] == len(ROWS) + 1


def test_a_taken_id_gets_a_suffix_from_the_content(tmp_path: Path) -> None:
    later = {**ROWS[0], "text": ROWS[0]["text"] + " A second victim died."}
    store = desk(tmp_path, [ROWS[0], later])
    first, second = (account.id for account in store.accounts())
    assert second.startswith(f"{first}-")
    assert store.reading(second).reports[0].statements
    again = write_rows(tmp_path / "again.jsonl", [{**later, "crawler": "another"}])
    assert add(store, [str(again)], HOW) == Summary(known=1)


def test_one_bad_item_never_stops_the_rest_and_is_taken_up_again(tmp_path: Path) -> None:
    rows = [{"id": "x"}, {**ROWS[0], "text": "boom"}, ROWS[1], {**ROWS[2], "published": "2099"}]
    path = write_rows(tmp_path / "rows.jsonl", rows)
    store = SqliteStore(":memory:")
    later = tmp_path / "later.txt"
    later.write_text("")
    summary = add(store, [str(path), str(later)], HOW)
    assert summary == Summary(added=2, failed=3, noted=1, incidents=summary.incidents)
    found = [(f.uri.rpartition("/")[2], f.stage, f.message) for f in store.failures()]
    assert found == [
        ("rows.jsonl#L1", "prepare", "a JSON object without a text"),
        ("rows.jsonl#L2", "read", "RuntimeError: boom and more"),
        ("rows.jsonl#L4", "prepare", "kept, but '2099' is no date: kept without a date"),
        ("later.txt", "collect", "is empty"),
    ]
    later.write_text("date 2024-05-03 All quiet in Nestor.")
    summary = retry(store, dataclasses.replace(HOW, reader=Patient()))
    assert (summary.added, summary.failed) == (2, 1)
    left = sorted(f.uri.rpartition("/")[2] for f in store.failures())
    assert left == ["rows.jsonl#L1", "rows.jsonl#L4"]
    assert list(store.problems()) == []


def test_a_file_that_was_cut_off_comes_right_when_it_is_whole(tmp_path: Path) -> None:
    random.seed(1)
    rows = [{**row, "salt": random.randbytes(400).hex()} for row in ROWS]
    whole = gzip.compress("\n".join(map(json.dumps, rows)).encode())
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    store = SqliteStore(":memory:")
    first = add(store, [str(path)], HOW)
    assert first.failed == 1
    assert 0 < first.added < len(rows)
    path.write_bytes(whole)
    second = retry(store, HOW)
    assert second.failed == 0
    assert first.added + second.added == len(rows)
    assert list(store.failures()) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(ROWS), cut=st.integers(0, len(ROWS)))
def test_the_order_of_arrival_and_the_number_of_runs_change_nothing(
    tmp_path: Path, order: list[dict[str, Any]], cut: int
) -> None:
    expected = desk(tmp_path)
    store = desk(tmp_path, order[:cut])
    add(store, [str(write_rows(tmp_path / "rest.jsonl", order[cut:]))], HOW)
    assert known(store) == known(expected)


def test_a_rebuild_gives_the_same_desk(tmp_path: Path) -> None:
    store = desk(tmp_path, [*ROWS, {**ROWS[0], "text": "boom"}, {"id": "no text"}])
    judge(store, testing.judgement("withhold", next(store.records()).id, "killed"))
    before = content(store)
    summary = rebuild(store, HOW)
    assert summary.added == len(ROWS)
    assert content(store) == before


def test_a_rebuild_that_is_interrupted_changes_nothing(tmp_path: Path) -> None:
    store = desk(tmp_path)
    before = content(store)

    class Interrupted(Scripted):
        def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(store, How(reader=Interrupted()))
    assert content(store) == before


def test_another_engine_makes_the_same_desk(tmp_path: Path) -> None:
    rows = [*ROWS, {**ROWS[0], "text": "boom"}, {"id": "no text"}]
    expected = content(desk(tmp_path, rows))
    assert content(desk(tmp_path, rows, engine=Processes(2, chunk=2))) == expected


def test_what_a_run_left_unlinked_is_completed_by_the_next(tmp_path: Path) -> None:
    expected = content(desk(tmp_path))
    store = SqliteStore(":memory:")
    path = str(tmp_path / "rows.jsonl")
    digested = functools.partial(digest, reader=Scripted(), names={})
    take_in(
        store, collect([path]), digested, HOW.engine,
        clock=HOW.clock, watch=lambda done, failure: None,
    )  # fmt: skip
    assert store.unfinished("read")
    assert not list(store.records())
    assert complete(store) == 3
    assert content(store) == expected


def test_an_editor_parts_and_joins(tmp_path: Path) -> None:
    store = desk(tmp_path)
    before = known(store)
    ledger, radio = "ledger-2024-05-03-port-alder#0", "radio-2024-05-04-port-alder#0"
    nestor = "ledger-2024-05-03-nestor#0"
    apart = testing.judgement("different", ledger, radio)
    joined = testing.judgement("same", *sorted((ledger, nestor)))
    judge(store, apart)
    groups = [set(store.incident(i.id).reports) for i in store.incidents()]
    assert not any({ledger, radio} <= group for group in groups)
    judge(store, joined)
    (whole,) = {store.incidents_of([each])[0] for each in (ledger, nestor)}
    assert {ledger, nestor} <= set(store.incident(whole).reports)
    expected = known(store)
    rebuild(store, HOW)
    assert known(store) == expected
    later = dt.timedelta(hours=1)
    for number, each in enumerate((apart, joined), 1):
        at = testing.NOW + number * later
        judge(store, testing.judgement("withdraw", each.id, at=at))
    assert known(store) == before


def test_a_judgement_about_nothing_is_not_kept(tmp_path: Path) -> None:
    store = desk(tmp_path)
    with pytest.raises(NotFound, match="no report nothing"):
        judge(store, testing.judgement("same", "nothing", "nobody"))
    assert store.judgements() == []


def test_what_is_withheld_stays_withheld_when_incidents_are_joined(tmp_path: Path) -> None:
    store = desk(tmp_path, [ROWS[0], ROWS[3]])
    for each in list(store.incidents()):
        judge(store, testing.judgement("withhold", each.id, "killed"))
    reports = sorted(f"{row['id']}#0" for row in (ROWS[0], ROWS[3]))
    judge(store, testing.judgement("same", *reports))
    (joined,) = store.records()
    assert "killed" in joined.withheld
    before = known(store)
    rebuild(store, HOW)
    assert known(store) == before


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(days=st.integers(0, 20))
def test_as_of_equals_what_had_been_published_and_judged(tmp_path: Path, days: int) -> None:
    moment = dt.datetime(2024, 5, 3, 12, tzinfo=dt.UTC) + dt.timedelta(days=days)
    store = desk(tmp_path)
    out = [r for r in ROWS if dt.datetime.fromisoformat(r["published"]).replace(tzinfo=dt.UTC)
           + dt.timedelta(days=1) <= moment]  # fmt: skip
    then = {r.id: r for r in desk(tmp_path, out).records()} if out else {}
    for each in store.records():
        accounts = {t.account for t in each.tellings} & {row["id"] for row in out}
        if not accounts:
            with pytest.raises(NotFound, match="was out by"):
                record(store, each.id, as_of=moment)
        else:
            past = record(store, each.id, as_of=moment)
            assert past.as_of == moment
            assert canonical(dataclasses.replace(past, as_of=None)) == canonical(then[past.id])


def test_a_record_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    store = desk(tmp_path)
    first = next(store.records())
    assert record(store, first.id[:6]) == first
    with pytest.raises(NotFound):
        record(store, "ffffffffffff")


def test_a_value_that_no_store_can_keep_is_a_failure_and_a_huge_one_is_kept(
    tmp_path: Path,
) -> None:
    class Odd(Scripted):
        def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
            for parsed, _ in batch:
                odd = Text(text="\ud800") if "Nestor" in parsed.account.text else None
                many = Count(low=10**30, high=None)
                span = Span(start=0, end=5)
                yield [
                    Mention(field="motive" if odd else "killed", spans=(span,), value=odd or many)
                ]

    store = desk(tmp_path, ROWS[2:5], reader=Odd())
    (failure,) = store.failures()
    assert "read as something that is no text" in failure.message
    assert store.counts()["account"] == 2
    assert list(store.problems()) == []


def test_the_pipeline_names_are_public() -> None:
    assert set(pipeline.__all__) >= {"add", "retry", "rebuild", "judge", "record", "How", "Summary"}


def test_the_change_log_tells_what_came_new_and_what_a_late_account_changed(
    tmp_path: Path,
) -> None:
    store = desk(tmp_path, ROWS[:1])
    (new,) = store.changes()
    (ident,) = [each.id for each in store.incidents()]
    assert (new.kind, new.incident, new.number) == ("new", ident, 1)
    add(store, [str(write_rows(tmp_path / "more.jsonl", ROWS[1:2]))], HOW)
    more = store.changes(1)
    assert [c.number for c in more] == list(range(2, 2 + len(more)))
    toll = next(c for c in more if c.field == "killed")
    assert (toll.before, toll.after) == (Count(low=1, high=1), Count(low=2, high=2))
    assert toll.accounts == (ROWS[1]["id"],)
    assert toll.revision == store.record(ident).revision
    before = store.last_change()
    add(store, [str(tmp_path / "more.jsonl")], HOW)
    complete(store, HOW)
    assert store.last_change() == before


def test_an_interrupted_change_leaves_no_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk(tmp_path, ROWS[:3])
    before = store.changes()
    reports = next(iter(store.incidents())).reports
    monkeypatch.setattr(store, "put_record", lambda record: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        judge(store, testing.judgement("different", *sorted(reports[:2])))
    monkeypatch.undo()
    assert store.changes() == before
    assert store.judgements() == []


def test_merges_splits_and_judgements_are_in_the_log_with_their_redirects(tmp_path: Path) -> None:
    store = desk(tmp_path, [ROWS[0], ROWS[4]])
    first, second = store.incidents()
    reports = sorted((first.reports[0], second.reports[0]))
    same = testing.judgement("same", *reports)
    start = store.last_change()
    judge(store, same)
    judged, merged, *_ = store.changes(start)
    assert (judged.kind, judged.field, judged.other) == ("judgement", "same", same.id)
    assert merged.kind == "merged"
    assert {merged.incident, merged.other} == {first.id, second.id}
    assert merged.judgement == same.id
    assert merged.other is not None
    assert store.resolve(merged.other) == merged.incident
    start = store.last_change()
    judge(store, same)
    assert store.last_change() == start
    judge(store, testing.judgement("withdraw", same.id, at=dt.datetime.now(dt.UTC)))
    kinds = [(c.kind, c.incident, c.other) for c in store.changes(start)]
    assert ("split", merged.other, merged.incident) in kinds
    assert store.changes(incident=merged.other)[-1].kind == "split"


def test_a_rebuild_logs_only_what_came_out_otherwise(tmp_path: Path) -> None:
    store = desk(tmp_path)
    before = store.last_change()
    rebuild(store, HOW)
    assert store.last_change() == before

    class Forgetful(Scripted):
        """Reads no names and no towns: nothing hangs together any more."""

        def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
            for each in super().mentions(batch):
                yield [m for m in each if m.field not in ("person", "place")]

    rebuild(store, How(reader=Forgetful()))
    kinds = {c.kind for c in store.changes(before)}
    assert "finding" in kinds
    assert "new" not in kinds
    apart = store.last_change()
    rebuild(store, HOW)
    for change in store.changes(apart):
        if change.kind in ("merged", "moved"):
            assert store.resolve(change.other or "") == change.incident
