"""What leaves the desk of its change log."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from citydesk import testing
from citydesk.model import Change, Count, Outcome, Person, Status, Text
from citydesk.outputs.changes import change_row, change_words
from citydesk.privacy.changes import publish_change
from citydesk.serialize import to_json
from citydesk.settings import Policy

ONE, TWO = Count(low=1, high=1), Count(low=2, high=None)


def finding(field: str, key: str = "", **more: Any) -> Change:
    more.setdefault("status", "settled")
    return Change(
        kind="finding", incident="n1", at=testing.NOW, number=7, field=field, key=key, **more
    )


def published(night: Any, change: Change) -> Change:
    return publish_change(change, night.record, [night.account], Policy())


def test_a_number_that_changed_may_leave(night: Any) -> None:
    change = finding("killed", before=ONE, after=TWO, was="single-source")
    assert published(night, change) == change


def test_no_change_tells_a_name_that_the_policy_withholds(night: Any) -> None:
    for entry in night.record.people:
        if entry.name in ("Nora Vance", "Timmy Crane", "Gus Holt"):
            person = Person(role=entry.role, name=entry.name, age=entry.age)
            fate = Outcome(who=entry.name, result="killed")
            for change in (
                finding("person", entry.name, before=person, was="settled"),
                finding("outcome", entry.name, after=fate),
                finding("motive", entry.name, after=Text(text=f"over {entry.name}")),
            ):
                assert entry.name.split()[-1] not in to_json(published(night, change))


def test_somebody_whom_no_account_names_any_longer_leaves_no_name_behind(night: Any) -> None:
    gone = finding(
        "person", "Ada Quill", before=Person(role="suspect", name="Ada Quill"), was="settled",
        status=None,
    )  # fmt: skip
    for record in (night.record, None):
        left = publish_change(gone, record, [night.account], Policy())
        assert "Quill" not in to_json(left)
        assert (left.was, left.status) == ("settled", None)
    assert change_words(left) == "person: no longer reported"


def test_a_withheld_field_shows_that_it_changed_and_nothing_else(night: Any) -> None:
    status: Status = "withheld"
    change = finding("killed", before=ONE, after=TWO, was="settled", status=status)
    left = published(night, change)
    assert (left.before, left.after, left.was) == (None, None, None)
    findings = tuple(
        dataclasses.replace(f, status="withheld") if f.field == "killed" else f
        for f in night.record.findings
    )
    held = dataclasses.replace(night.record, findings=findings, withheld=("killed",))
    earlier = finding("killed", before=ONE, after=TWO, was="settled")
    left = publish_change(earlier, held, [night.account], Policy())
    assert (left.before, left.after, left.status) == (None, None, "withheld")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (finding("killed", before=ONE, after=TWO, was="settled"), "killed: 1, now at least 2"),
        (finding("killed", after=ONE), "killed: 1 (sources agree)"),
        (finding("killed", before=ONE, after=ONE, was="contested"),
         "killed: 1 (sources agree, was: sources disagree)"),
        (finding("charge", "arson", before=Text(text="arson"), was="settled", status=None),
         "charge (arson): no longer reported (was arson)"),
        (Change(kind="merged", incident="a", other="b", at=testing.NOW), "b is the same incident"),
        (Change(kind="moved", incident="a", other="b", at=testing.NOW), "b has this id now"),
        (Change(kind="split", incident="a", other="b", at=testing.NOW), "split off from b"),
        (Change(kind="removed", incident="a", at=testing.NOW), "removed"),
        (Change(kind="left", incident="a", other="x", at=testing.NOW), "an account less: x"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_plain_words(change: Change, words: str) -> None:
    assert change_words(change).startswith(words)
    assert change_row(change)["text"] == change_words(change)
