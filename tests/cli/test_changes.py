"""`citydesk changes`: the log since a number or a moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from citydesk import testing
from citydesk.model import Change, Count, Person
from citydesk.store import open_store

Run = Callable[..., tuple[int, str, str]]
GUS = Person(role="suspect", name="Gus Holt")


def log(desk: Path) -> None:
    store = open_store(str(desk))
    store.put_changes(
        [
            Change(kind="new", incident="n1", at=testing.NOW),
            Change(
                kind="finding", incident="n1", at=testing.NOW, field="killed", was="single-source",
                before=Count(low=1, high=1), after=Count(low=2, high=2), status="contested",
                accounts=("first",),
            ),
            Change(
                kind="finding", incident="n1", at=testing.NOW, field="person", key="Gus Holt",
                after=GUS, status="single-source",
            ),
        ]
    )  # fmt: skip
    store.close()


def test_changes_are_listed_with_what_brought_them_about(desk: Path, citydesk: Run) -> None:
    log(desk)
    code, out, _ = citydesk("--desk", desk, "changes", "--since", "1", "--limit", 1)
    assert code == 0
    assert "killed: 1, now 2 (sources disagree)" in out
    assert "because of first" in out
    assert "1 change, up to number 2; more with --since 2" in out


def test_changes_for_a_program_go_on_from_a_number_or_a_time(desk: Path, citydesk: Run) -> None:
    log(desk)
    _, out, _ = citydesk("--desk", desk, "changes", "--json")
    assert [row["number"] for row in json.loads(out)] == [1, 2, 3]
    _, out, _ = citydesk("--desk", desk, "changes", "--since", "2024-05-05", "--json")
    assert json.loads(out) == []
    _, out, _ = citydesk("--desk", desk, "changes", "--incident", "n1", "--since", 2, "--json")
    assert [row["key"] for row in json.loads(out)] == ["Gus Holt"]


def test_changes_for_the_public_obey_the_policy(desk: Path, citydesk: Run) -> None:
    log(desk)
    _, out, _ = citydesk("--desk", desk, "changes", "--audience", "public", "--json")
    assert "Holt" not in out
    assert [row["kind"] for row in json.loads(out)] == ["new", "finding", "finding"]


def test_what_is_no_time_is_refused_with_an_example(desk: Path, citydesk: Run) -> None:
    code, _, err = citydesk("--desk", desk, "changes", "--since", "yesterday")
    assert code == 2
    assert "2024-10-19" in err
