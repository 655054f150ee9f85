"""Accounts whose own ids spell what is withheld get other ids for the public.

An account is called after its file or its page, and a page may be called "timmy-crane-9-hurt". The
other id says nothing, is the same each time, and leads to the account's page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from citydesk.base.identity import content_id
from citydesk.model import Account, Change, Reading, Record, Statement
from citydesk.outputs.clean import visible
from citydesk.outputs.masking import parts
from citydesk.store import Store
from citydesk.store.accounts import AccountTables

__all__ = ["Names", "by_public_id", "public_id", "spells"]

PREFIX = "account-"
SHORTEST = 3  # letters of a part of a name that count within a longer word


@dataclass(frozen=True, slots=True)
class Names:
    """The other ids of accounts, by their own."""

    others: Mapping[str, str] = field(default_factory=dict)

    def account(self, account: Account) -> Account:
        """Return an account under its public id; its source is nobody's name either."""
        if account.id not in self.others:
            return account
        return dataclasses.replace(account, id=self.others[account.id], source="unknown")

    def record(self, record: Record) -> Record:
        """Return a record that calls its accounts by their public ids."""
        if not self.others:
            return record
        tellings = tuple(
            dataclasses.replace(
                telling,
                account=self._id(telling.account),
                report=self._report(telling.report),
                copy_of=self._id(telling.copy_of) if telling.copy_of else None,
            )
            for telling in record.tellings
        )
        told = tuple(map(self._statement, record.statements))
        return dataclasses.replace(record, tellings=tellings, statements=told)

    def reading(self, reading: Reading) -> Reading:
        """Return what was read from an account under its public id."""
        if not self.others:
            return reading
        reports = tuple(
            dataclasses.replace(
                report,
                id=self._report(report.id),
                account=self._id(report.account),
                statements=tuple(map(self._statement, report.statements)),
            )
            for report in reading.reports
        )
        rejections = tuple(
            dataclasses.replace(each, account=self._id(each.account)) for each in reading.rejections
        )
        account = self.account(reading.account)
        return Reading(account=account, reports=reports, rejections=rejections)

    def change(self, change: Change) -> Change:
        """Return a line of the change log that calls accounts by their public ids."""
        return dataclasses.replace(
            change,
            other=self._id(change.other) if change.other else None,
            accounts=tuple(map(self._id, change.accounts)),
        )

    def _id(self, account: str) -> str:
        return self.others.get(account, account)

    def _report(self, report: str) -> str:
        account, sign, number = report.rpartition("#")
        return f"{self._id(account)}{sign}{number}"

    def _statement(self, statement: Statement) -> Statement:
        return dataclasses.replace(
            statement,
            account=self._id(statement.account),
            report=self._report(statement.report),
        )


def spells(account: str, names: Iterable[str]) -> bool:
    """Tell whether an id holds a part of one of these names, alone or within a longer word."""
    words = visible(account)[0].casefold()
    return any(
        part.casefold() in words for name in names for part in parts(name) if len(part) >= SHORTEST
    )


def public_id(account: str) -> str:
    """Return the other id of an account."""
    return PREFIX + content_id("public", account)


def by_public_id(store: Store, given: str) -> str | None:
    """Return the account that has this other id, or None."""
    if not given.startswith(PREFIX) or not isinstance(store, AccountTables):
        return None
    return next((own for _, own in store.account_ids() if public_id(own) == given), None)
