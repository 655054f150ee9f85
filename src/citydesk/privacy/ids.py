"""Ids that would give away what is withheld get other ids for the public.

An account is called after its file or its page, and a page may be called "timmy-crane-9-hurt". An
id that is made from content can be made again by whoever guesses the content: a name that is left
out of a text is found in seconds by trying names until the id fits. So the public knows such an
account by an id that is made with a secret of the desk, and every statement too. They are the same
each time, and only the desk can tell what they stand for.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass

from citydesk.base.identity import incident_id, keyed_id, public_account_id, scrambled
from citydesk.model import OF_ACCOUNTS, Account, Change, Reading, Record, Report, Statement
from citydesk.privacy.mask import Mask
from citydesk.serialize import to_json

__all__ = ["PublicIds", "made_from_content", "public_ids"]

_DIGEST = re.compile(
    r"(?i)[0-9a-f]{16}|-[0-9a-f]{6}\Z"
    r"|(?<![0-9a-z])(?=[a-f]{0,40}\d)(?=\d{0,40}[a-f])[0-9a-f]{8,15}(?![0-9a-z])"
)


@dataclass(frozen=True, slots=True)
class PublicIds:
    """What the public calls accounts, reports and statements: made with `key`, a secret.

    `telling` are the accounts whose own ids may not leave the desk.
    """

    key: bytes
    telling: frozenset[str] = frozenset()

    def account_id(self, own: str) -> str:
        """Return the id by which the public knows an account."""
        return public_account_id(self.key, own) if own in self.telling else own

    def incident_id(self, own: str, reports: Iterable[str]) -> str:
        """Return the id by which the public knows an incident, which is made from its first report.

        It stays where none of its reports tells anything; one that none of them made is another.
        """
        founder = next((each for each in reports if incident_id(each) == own), None)
        if founder is not None and founder.rpartition("#")[0] not in self.telling:
            return own
        return scrambled(self.key, own)

    def report_id(self, own: str) -> str:
        """Return the id by which the public knows a report."""
        account, sign, number = own.rpartition("#")
        return f"{self.account_id(account)}{sign}{number}"

    def statement_id(self, own: str) -> str:
        """Return the id by which the public knows a statement, which is made from its content."""
        return scrambled(self.key, own)

    def account(self, account: Account) -> Account:
        """Return an account under its public id; its source is nobody's name either."""
        if account.id not in self.telling:
            return account
        return dataclasses.replace(account, id=self.account_id(account.id), source="unknown")

    def record(self, record: Record, reports: Iterable[str] = ()) -> Record:
        """Return a record that calls what it holds by public ids.

        `reports` are those that its incident has now, where it is a record as of another moment.
        Its revision is made from what it holds: it is another only where that is.
        """
        each = self.statement_id
        public = dataclasses.replace(
            record,
            id=self.incident_id(record.id, reports or [t.report for t in record.tellings]),
            revision="",
            findings=tuple(
                dataclasses.replace(
                    f,
                    statements=tuple(map(each, f.statements)),
                    alternatives=tuple(
                        dataclasses.replace(a, statements=tuple(map(each, a.statements)))
                        for a in f.alternatives
                    ),
                )
                for f in record.findings
            ),
            people=tuple(
                dataclasses.replace(p, statements=tuple(map(each, p.statements)))
                for p in record.people
            ),
            timeline=tuple(
                dataclasses.replace(t, statements=tuple(map(each, t.statements)))
                for t in record.timeline
            ),
            questions=tuple(
                dataclasses.replace(
                    q,
                    statements=tuple(map(each, q.statements)),
                    answered_by=tuple(map(each, q.answered_by)),
                )
                for q in record.questions
            ),
            tellings=tuple(
                dataclasses.replace(
                    t,
                    account=self.account_id(t.account),
                    report=self.report_id(t.report),
                    copy_of=self.account_id(t.copy_of) if t.copy_of else None,
                )
                for t in record.tellings
            ),
            statements=tuple(map(self.statement, record.statements)),
            parties=tuple(map(each, record.parties)),
            later=tuple(
                dataclasses.replace(
                    t,
                    account=self.account_id(t.account),
                    by=self.account_id(t.by) if t.by else None,
                )
                for t in record.later
            ),
        )
        if not record.revision:
            return public
        return dataclasses.replace(public, revision=keyed_id(self.key, to_json(public)))

    def reading(self, reading: Reading) -> Reading:
        """Return what was read from an account under its public id."""
        return Reading(
            account=self.account(reading.account),
            reports=tuple(map(self.report, reading.reports)),
            rejections=tuple(
                dataclasses.replace(each, account=self.account_id(each.account))
                for each in reading.rejections
            ),
        )

    def report(self, report: Report) -> Report:
        """Return a report under its public id."""
        return dataclasses.replace(
            report,
            id=self.report_id(report.id),
            account=self.account_id(report.account),
            source="unknown" if report.account in self.telling else report.source,
            statements=tuple(map(self.statement, report.statements)),
        )

    def statement(self, statement: Statement) -> Statement:
        """Return a statement under its public id."""
        return dataclasses.replace(
            statement,
            id=self.statement_id(statement.id),
            account=self.account_id(statement.account),
            report=self.report_id(statement.report),
        )

    def change(self, change: Change) -> Change:
        """Return a line of the change log that calls what it speaks of by public ids.

        A judgement's id is made from what was decided: from a name, where that is withheld.
        """
        other, judgement = change.other, change.judgement
        if other and change.kind in OF_ACCOUNTS:
            other = self.account_id(other)
        elif other and change.kind == "judgement":
            other = scrambled(self.key, other)
        return dataclasses.replace(
            change,
            other=other,
            judgement=scrambled(self.key, judgement) if judgement else None,
            accounts=tuple(map(self.account_id, change.accounts)),
            statements=tuple(map(self.statement_id, change.statements)),
            revision=keyed_id(self.key, change.revision) if change.revision else "",
        )


def public_ids(key: bytes, accounts: Iterable[str], mask: Mask) -> PublicIds:
    """Return the public ids of these accounts, where a mask says what is withheld."""
    told = frozenset(a for a in accounts if made_from_content(a) or mask.spells(a))
    return PublicIds(key, told)


def made_from_content(ident: str) -> bool:
    """Tell whether an id looks like a digest, or ends in one."""
    return bool(_DIGEST.search(ident))
