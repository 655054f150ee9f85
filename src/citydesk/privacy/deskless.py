"""The door for what leaves without a desk: batches, and records or readings in somebody's hands.

There is no editor who could have looked at an account, and nothing else that it tells of is known:
so names that nobody took up are withheld as well, and ids are made with a key that is given.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from citydesk.base.quoting import words_of
from citydesk.model import Account, Reading, Record
from citydesk.privacy.ids import public_ids
from citydesk.privacy.mask import Mask
from citydesk.privacy.policy import mark, mask_of, mask_of_reading, publish, with_unseen
from citydesk.privacy.viewer import Audience
from citydesk.settings import Policy

__all__ = ["Words", "joined", "see_reading_alone", "see_record_alone", "withheld_by"]

Words = Mapping[str, str]
"""The words of statements by their ids, as an audience may read and know them."""


def see_record_alone(
    record: Record, accounts: Mapping[str, Account], policy: Policy, audience: Audience, key: bytes
) -> tuple[Record, Words]:
    """Return a record as an audience may see it, with the words of its statements."""
    given = accounts.values()
    if audience == "desk":
        told = {s.id: words_of(s, accounts) for s in record.statements}
        return mark(record, given, policy), told
    mask = mask_of(record, given, policy)
    for account in given:
        told_by = (s for s in record.statements if s.account == account.id)
        mask = with_unseen(mask, account, told_by, policy)
    ids = public_ids(key, accounts, mask)
    words = {ids.statement_id(s.id): mask.text(words_of(s, accounts)) for s in record.statements}
    return ids.record(publish(record, given, policy, mask=mask)), words


def see_reading_alone(
    reading: Reading, shared: Mask, policy: Policy, audience: Audience, key: bytes
) -> tuple[Reading, Words]:
    """Return what was read from an account as an audience may see it, with its statements' words.

    `shared` is what the incidents withhold that the account tells of, where that is known.
    """
    told = [s for report in reading.reports for s in report.statements]
    held = {reading.account.id: reading.account}
    words = {s.id: words_of(s, held) for s in told}
    if audience == "desk":
        return reading, words
    mask = mask_of_reading(reading, shared, policy)
    mask = with_unseen(mask, reading.account, told, policy)
    ids = public_ids(key, held, mask)
    reports = tuple(ids.report(mask.apply(report)) for report in reading.reports)
    public = {ids.statement_id(ident): mask.text(each) for ident, each in words.items()}
    return dataclasses.replace(reading, reports=reports), public


def withheld_by(record: Record, accounts: Iterable[Account], policy: Policy) -> Mask:
    """Return what a record withholds, for the readings of its accounts; false for nothing."""
    return mask_of(record, accounts, policy)


def joined(masks: Iterable[Mask]) -> Mask:
    """Return what any of these withholds, in whatever order they come."""
    found = Mask()
    for each in sorted(masks, key=repr):
        found = found.joined(each)
    return found
