"""What a viewer may see of an incident or an account: the evidence itself, or the published part.

Every page, feed and answer takes its records from here, so that the policy is asked in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citydesk.desk.context import Viewer
from citydesk.model import Account, Record, Statement
from citydesk.outputs.masking import Mask
from citydesk.outputs.policy import mark, mask_of, publish
from citydesk.settings import Policy
from citydesk.store import Store

__all__ = ["Seen", "see"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An incident as somebody may see it: its record, and the accounts behind it by id.

    For the public the record is the published one, and every quotation passes through `mask`.
    """

    record: Record
    accounts: Mapping[str, Account]
    statements: Mapping[str, Statement]
    mask: Mask = field(default_factory=Mask)


def see(store: Store, record: Record, policy: Policy, viewer: Viewer) -> Seen:
    """Return a record as this viewer may see it."""
    ids = dict.fromkeys(telling.account for telling in record.tellings)
    accounts = {i: account for i in ids if (account := store.find_account(i))}
    if viewer.audience == "public":
        mask = mask_of(record, accounts.values(), policy)
        shown = publish(record, accounts.values(), policy)
    else:
        mask, shown = Mask(), mark(record, accounts.values(), policy)
    statements = {s.id: s for s in shown.statements}
    return Seen(record=shown, accounts=accounts, statements=statements, mask=mask)
