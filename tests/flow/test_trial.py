"""A dry run says what adding does, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from citydesk.flow import pipeline
from citydesk.flow.trial import MOST, trial
from citydesk.sources import collect
from citydesk.store import SqliteStore
from citydesk.views.trial import said, tried, would
from tests.desks import content, write_rows
from tests.flow.test_any_judgement import ROWS


def test_nothing_is_kept_and_adding_then_does_what_was_said(tmp_path: Path) -> None:
    first, rest = ROWS[:1], ROWS[1:]
    with SqliteStore(tmp_path / "desk.db") as store:
        pipeline.add(store, [str(write_rows(tmp_path / "first.jsonl", first))])
        before, last = content(store), store.last_change()
    file = str(write_rows(tmp_path / "rest.jsonl", rest))
    with SqliteStore(tmp_path / "desk.db") as store:
        made = trial(store, collect([file]))
    with SqliteStore(tmp_path / "desk.db") as store:
        assert content(store) == before
        assert store.last_change() == last
        pipeline.add(store, [file])
        assert {r.id: r.revision for r in made.records} == {
            r.id: r.revision for r in store.records() if r.id in {m.id for m in made.records}
        }
        assert [(c.kind, c.field, c.after) for c in made.changes] == [
            (c.kind, c.field, c.after) for c in store.changes(last)
        ]
    assert made.summary.added == len(rest)
    joined = next(j for j in made.joinings if not j.alone and j.incident not in made.new)
    assert joined.closest == "ledger-0#0"
    assert joined.reasons
    assert [each.new for each in would(made)] == [False, True]
    assert said(made) == "3 accounts would be added"
    assert any("would join" in how for each in tried(made) for *_, how in each.homes)


def test_what_is_there_fails_or_is_too_much_is_said(tmp_path: Path) -> None:
    many = [{"text": f"Nothing happened on day {n}."} for n in range(MOST + 1)]
    with SqliteStore(tmp_path / "desk.db") as store:
        pipeline.add(store, [str(write_rows(tmp_path / "a.jsonl", ROWS[:1]))])
        known = trial(store, collect([str(tmp_path / "a.jsonl"), str(tmp_path / "gone.txt")]))
        assert (known.summary.known, known.summary.failed, known.summary.added) == (1, 1, 0)
        assert "no such file" in known.failures[0].message
        assert list(store.failures()) == []
        assert trial(store, collect([str(write_rows(tmp_path / "m.jsonl", many))])).more
