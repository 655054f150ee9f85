"""The hostile suite itself: each part that is quick runs for a moment, and finds nothing."""

from __future__ import annotations

import pytest

from attack import api, faults, parsers
from attack.tally import Tally
from citydesk.base.errors import CitydeskError


def test_every_parser_is_tried() -> None:
    found = list(parsers.fuzzed(0.15, 7))
    assert {tally.what for tally in found} == {f"fuzzing: {name}" for name in parsers.TARGETS}
    assert all(tally.tried for tally in found)
    assert [tally.faults for tally in found if tally.faults] == []


def test_what_no_client_sends_breaks_nothing_and_fills_no_log() -> None:
    (tally,) = api.raw(3.0, 7)
    assert tally.tried > 50
    assert tally.faults == []


def test_a_network_that_fails_anywhere_is_one_failure(tmp_path: object) -> None:
    from pathlib import Path

    tally = faults._network(Path(str(tmp_path)), 1.0, 7)
    assert tally.tried > 50
    assert tally.faults == []


def test_a_fault_is_counted_once_and_an_expected_error_is_none(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attack.tally.FOUND", tmp_path)
    tally = Tally("a try")
    for error in (CitydeskError("said"), ValueError("one"), ValueError("two")):
        with tally.one(b"given", CitydeskError):
            raise error
    assert tally.tried == 3
    assert len(tally.faults) == 1
