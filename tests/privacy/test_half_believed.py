"""A name that the record does not believe in must be withheld all the same."""

from __future__ import annotations

from citydesk import testing
from citydesk.fusing import fuse
from citydesk.model import Person
from citydesk.privacy.policy import mask_of
from citydesk.settings import Policy

TEXT = "A man was shot dead on Pine Street. Detectives want to talk to Gus Holt, 29, police said."


def test_a_suspect_whom_nobody_believes_in_is_masked() -> None:
    told = testing.account(TEXT)
    doubtful = testing.statement(
        told, "person", Person(role="suspect", name="Gus Holt", age=29), "Gus Holt", probability=0.3
    )
    report = testing.report(told, doubtful)
    record = fuse("night", [report], {told.id: told})
    assert not record.people
    masked = mask_of(record, [told], Policy()).text(TEXT)
    assert "Holt" not in masked
    assert "Pine Street" in masked
