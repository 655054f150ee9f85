"""Ids that would give a name away are others for the public, and the same each time."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from citydesk import testing
from citydesk.base.identity import content_id, scrambled, unscrambled
from citydesk.model import Reading
from citydesk.outputs import export
from citydesk.privacy.ids import made_from_content, public_ids
from citydesk.privacy.mask import Mask, Named

KEY = b"k" * 32
MASK = Mask((Named("Timmy Crane", "minor"),))


def told(night: Any, ident: str) -> tuple[Any, Any]:
    """Return the night with its account called so."""
    account = dataclasses.replace(night.account, id=ident)
    record = dataclasses.replace(
        night.record,
        tellings=tuple(
            dataclasses.replace(t, account=ident, report=f"{ident}#0")
            for t in night.record.tellings
        ),
        statements=tuple(
            dataclasses.replace(s, account=ident, report=f"{ident}#0")
            for s in night.record.statements
        ),
    )
    return account, record


@pytest.mark.parametrize("ident", ["timmy-crane-9-hurt", "timmycrane", content_id("Timmy Crane")])
@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson"])
def test_no_export_of_incidents_calls_an_account_so(night: Any, ident: str, form: Any) -> None:
    account, record = told(night, ident)
    given = {account.id: account}
    lines = export("incidents", [record], form, audience="public", account_of=given.get, key=KEY)
    out = "".join(lines)
    assert ident not in out
    assert not any(s.id in out for s in record.statements)


@pytest.mark.parametrize("kind", ["reports", "statements", "attributions", "times"])
def test_no_export_of_readings_does(night: Any, kind: Any) -> None:
    account, record = told(night, "timmy-crane-9-hurt")
    report = testing.report(account, *record.statements)
    reading = Reading(account=account, reports=(report,))
    out = "".join(export(kind, [reading], audience="public", key=KEY))
    assert "timmy" not in out
    if kind == "reports":
        assert json.loads(out)["account"] == public_ids(KEY, [account.id], MASK).account_id(
            account.id
        )


def test_an_id_that_says_nothing_stays() -> None:
    ids = public_ids(KEY, ["ledger-harlan", "crane-hurt", "ledger-0a1b2c"], MASK)
    assert ids.account_id("ledger-harlan") == "ledger-harlan"
    assert ids.telling == {"crane-hurt", "ledger-0a1b2c"}
    assert ids.report_id("crane-hurt#2") == ids.account_id("crane-hurt") + "#2"


@pytest.mark.parametrize(
    ("ident", "expected"),
    [
        (content_id("x"), True), ("story-1a2b3c", True), ("5d41402abc4b2a76b9719d911017c592", True),
        ("ledger-harlan", False), ("story-20240504", False), ("n1", False),
    ],
)  # fmt: skip
def test_what_is_made_from_content(ident: str, expected: bool) -> None:
    assert made_from_content(ident) is expected


def test_only_the_secret_leads_back() -> None:
    own = content_id("a statement")
    other = scrambled(KEY, own)
    assert other != own
    assert unscrambled(KEY, other) == own
    assert unscrambled(b"j" * 32, other) != own
    assert scrambled(KEY, "n1") == "n1"
