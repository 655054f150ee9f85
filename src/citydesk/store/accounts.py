"""The tables of what was read: accounts, reports, statements with their evidence and speakers."""

from __future__ import annotations

import functools
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from citydesk.base.errors import NotFound
from citydesk.base.identity import public_account_id
from citydesk.model import (
    Account,
    Attribution,
    Part,
    Reading,
    Rejection,
    Report,
    Span,
    Speaker,
    Statement,
    Telling,
    Time,
    quote,
)
from citydesk.serialize import from_plain, from_store, to_json, to_plain, value_of
from citydesk.store.database import Database, Row, Tables
from citydesk.words import iso, value_words

__all__ = ["AccountTables"]

CACHED_REPORTS = 1024  # about 30 KB each
_ACCOUNT = (
    "id, capture, source, outlet, title, text, published_json, url, kind, fingerprint, voice,"
    " parts_json"
)
_STATEMENT = (
    "s.id, r.account, s.report, s.field, s.value_json, s.certainty, s.quoted, s.cue_json,"
    " s.probability, s.reader"
)


class AccountTables(Tables):
    """Keeps accounts and what was read from them."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        super().__init__(database)
        self._report = functools.lru_cache(CACHED_REPORTS)(self._load_report)

    def put_reading(self, reading: Reading) -> None:
        """Keep an account with what was read from it."""
        with self._db.transaction():
            self._put_account(reading.account)
            self._db.run_many(
                "INSERT INTO report (id, account, background, stage) VALUES (?, ?, ?, ?)",
                (
                    (r.id, r.account, r.background, "linked" if r.background else "read")
                    for r in reading.reports
                ),
            )
            for report in reading.reports:
                self._put_statements(reading.account, report.statements)
            self._db.run_many(
                "INSERT INTO rejection (account, position, field, words, reason)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    (r.account, i, r.field, r.words, r.reason)
                    for i, r in enumerate(reading.rejections)
                ),
            )

    def accounts_of(self, capture: str) -> list[str]:
        """Return the ids of the accounts that were made of a capture, in the order of arrival."""
        rows = self._db.rows(
            "SELECT id FROM account WHERE capture = ? ORDER BY sequence", (capture,)
        )
        return [ident for (ident,) in rows]

    def find_account(self, account: str) -> Account | None:
        """Return an account by its id, or None."""
        rows = self._db.rows(f"SELECT {_ACCOUNT} FROM account WHERE id = ?", (account,))
        return _account(rows[0]) if rows else None

    def account(self, account: str) -> Account:
        """Return an account by its id, or raise `NotFound`."""
        found = self.find_account(account)
        if found is None:
            raise NotFound(f"no account {account}")
        return found

    def account_of(self, capture: str) -> str | None:
        """Return the id of the account that was made of a capture, None where there is none."""
        found = self._db.value("SELECT id FROM account WHERE capture = ?", (capture,))
        return str(found) if found is not None else None

    def account_by_public_id(self, public: str) -> str | None:
        """Return the id of the account that has this public id, or None."""
        found = self._db.value("SELECT id FROM account WHERE public = ?", (public,))
        return str(found) if found is not None else None

    def secret(self) -> bytes:
        """Return the secret with which public ids are made."""
        return bytes(self._secret)

    @functools.cached_property
    def _secret(self) -> bytes:
        found: bytes = self._db.value("SELECT value FROM secret WHERE name = 'public ids'")
        return found

    def complete_public_ids(self) -> None:
        """Give public ids to the accounts of a desk that was written before there were any."""
        rows = self._db.rows("SELECT id FROM account WHERE public IS NULL")
        self._db.run_many(
            "UPDATE account SET public = ? WHERE id = ?",
            ((public_account_id(self._secret, ident), ident) for (ident,) in rows),
        )

    def accounts(self) -> Iterator[Account]:
        """Yield every account in the order of arrival."""
        rows = self._db.each(f"SELECT {_ACCOUNT} FROM account ORDER BY sequence")
        return (_account(row) for row in rows)

    def account_ids(self, after: int = 0, limit: int = -1) -> list[tuple[int, str]]:
        """Return the ids of a page of accounts in the order of arrival, each after its number.

        `after` is the number that ended the page before.
        """
        return self._db.rows(
            "SELECT sequence, id FROM account WHERE sequence > ? ORDER BY sequence LIMIT ?",
            (after, limit),
        )

    def account_of_statement(self, statement: str) -> str | None:
        """Return the id of the account that makes a statement, None where there is no such one."""
        rows = self._db.rows(
            "SELECT r.account FROM statement s JOIN report r ON r.id = s.report WHERE s.id = ?",
            (statement,),
        )
        return rows[0][0] if rows else None

    def reading(self, account: str) -> Reading:
        """Return what was read from an account, or raise `NotFound`."""
        told = self.account(account)
        ids = self._db.rows("SELECT id FROM report WHERE account = ? ORDER BY sequence", (account,))
        rejected = self._db.rows(
            "SELECT field, words, reason FROM rejection WHERE account = ? ORDER BY position",
            (account,),
        )
        rejections = (
            Rejection(account=account, field=field, words=words, reason=reason)
            for field, words, reason in rejected
        )
        reports = self.reports([row[0] for row in ids])
        return Reading(account=told, reports=tuple(reports), rejections=tuple(rejections))

    def reports(self, reports: Sequence[str]) -> list[Report]:
        """Return reports by their ids, in the order given; raise `NotFound` where one is not."""
        return [self._report(report) for report in reports]

    def bare_reports(self, reports: Iterable[str]) -> list[Report]:
        """Return reports by their ids, without their statements, those that are there."""
        rows = self._db.rows(
            "SELECT r.id, r.account, a.source, a.published_json, r.background"
            " FROM json_each(?) given CROSS JOIN report r ON r.id = given.value"
            " CROSS JOIN account a ON a.id = r.account",
            (json.dumps(list(reports)),),
        )
        return [
            Report(
                id=report,
                account=account,
                source=source,
                published=_time(published) if published else None,
                background=bool(background),
            )
            for report, account, source, published, background in rows
        ]

    def tellings(self, reports: Iterable[str]) -> list[Telling]:
        """Return the accounts' parts of these reports, without copies, in any order."""
        rows = self._db.rows(
            "SELECT r.account, r.id, a.outlet, a.title, a.published_json, a.url,"
            " r.id = r.account || '#0' FROM json_each(?) given CROSS JOIN report r"
            " ON r.id = given.value CROSS JOIN account a ON a.id = r.account",
            (json.dumps(list(reports)),),
        )
        return [
            Telling(
                account=account,
                report=report,
                outlet=outlet,
                title=title,
                published=_time(published) if published else None,
                url=url,
                main=bool(main),
            )
            for account, report, outlet, title, published, url, main in rows
        ]

    def people_told(self, reports: Iterable[str]) -> list[Statement]:
        """Return what these reports tell of people, each once: by the first statement's id."""
        rows = self._db.rows(
            "SELECT min(s.id), s.report FROM json_each(?) given CROSS JOIN statement s"
            " ON s.report = given.value WHERE +s.field = 'person' GROUP BY s.value_json ORDER BY 1",
            (json.dumps(list(reports)),),
        )
        held = {s.id: s for _, report in rows for s in self._report(report).statements}
        return [held[ident] for ident, _ in rows]

    def all_reports(self) -> Iterator[Report]:
        """Yield every report in the order of arrival."""
        for (report,) in self._db.each("SELECT id FROM report ORDER BY sequence"):
            yield self._load_report(report)

    def _put_account(self, account: Account) -> None:
        self._db.run(
            f"INSERT INTO account ({_ACCOUNT}, published, public) VALUES ({', '.join('?' * 14)})",
            (
                account.id,
                account.capture,
                account.source,
                account.outlet,
                account.title,
                account.text,
                to_json(account.published) if account.published else None,
                account.url,
                account.kind,
                struct.pack(f"<{len(account.fingerprint)}Q", *account.fingerprint),
                account.voice,
                json.dumps(to_plain(account.parts)) if account.parts else None,
                iso(account.published) if account.published else None,
                public_account_id(self._secret, account.id),
            ),
        )

    def _put_statements(self, account: Account, statements: Sequence[Statement]) -> None:
        self._db.run_many(
            "INSERT INTO statement (id, report, field, value, words, certainty, speaker, hand,"
            " quoted, cue_json, probability, reader, value_json)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_statement_row(account, statement) for statement in statements),
        )
        self._db.run_many(
            'INSERT INTO evidence (statement, position, part, start, "end", words)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (s.id, i, span.part, span.start, span.end, quote(account, span))
                for s in statements
                for i, span in enumerate(s.evidence)
            ),
        )
        self._db.run_many(
            "INSERT INTO speaker (statement, position, name, kind, anonymous)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                (s.id, i, each.name, each.kind, each.anonymous)
                for s in statements
                for i, each in enumerate(s.attribution.speakers)
            ),
        )

    def _load_report(self, report: str) -> Report:
        rows = self._db.rows(
            "SELECT r.account, a.source, a.published_json, r.background FROM report r"
            " JOIN account a ON a.id = r.account WHERE r.id = ?",
            (report,),
        )
        if not rows:
            raise NotFound(f"no report {report}")
        ((account, source, published, background),) = rows
        return Report(
            id=report,
            account=account,
            source=source,
            published=from_store(Time, published) if published else None,
            statements=self._load_statements(report),
            background=bool(background),
        )

    def _load_statements(self, report: str) -> tuple[Statement, ...]:
        of_report = "FROM {} x JOIN statement s ON s.id = x.statement WHERE s.report = ?"
        evidence: dict[str, list[Span]] = {}
        for statement, part, start, end in self._db.rows(
            f'SELECT x.statement, x.part, x.start, x."end" {of_report.format("evidence")}'
            " ORDER BY x.statement, x.position",
            (report,),
        ):
            span = Span(start=start, end=end, part=part)
            evidence.setdefault(statement, []).append(span)
        speakers: dict[str, list[Speaker]] = {}
        for statement, name, kind, anonymous in self._db.rows(
            f"SELECT x.statement, x.name, x.kind, x.anonymous {of_report.format('speaker')}"
            " ORDER BY x.statement, x.position",
            (report,),
        ):
            each = Speaker(name=name, kind=kind, anonymous=bool(anonymous))
            speakers.setdefault(statement, []).append(each)
        return tuple(
            _statement(row, tuple(evidence.get(row[0], ())), tuple(speakers.get(row[0], ())))
            for row in self._db.rows(
                f"SELECT {_STATEMENT} FROM statement s JOIN report r ON r.id = s.report"
                " WHERE s.report = ? ORDER BY s.sequence",
                (report,),
            )
        )


@functools.lru_cache(maxsize=4096)
def _time(text: str) -> Time:
    return from_store(Time, text)


def _account(row: Row) -> Account:
    ident, capture, source, outlet, title, text, published, url, kind, fingerprint = row[:10]
    voice, parts = row[10:]
    return Account(
        id=ident,
        capture=capture,
        source=source,
        outlet=outlet,
        title=title,
        text=text,
        published=from_store(Time, published) if published else None,
        url=url,
        kind=kind,
        fingerprint=struct.unpack(f"<{len(fingerprint) // 8}Q", fingerprint),
        voice=voice,
        parts=tuple(from_plain(Part, each) for each in json.loads(parts)) if parts else (),
    )


def _statement_row(account: Account, statement: Statement) -> Row:
    cue = statement.attribution.cue
    return (
        statement.id,
        statement.report,
        statement.field,
        value_words(statement.value),
        quote(account, statement.evidence[0]) if statement.evidence else "",
        statement.certainty,
        statement.attribution.speaker.name,
        statement.attribution.hand,
        statement.attribution.quoted,
        to_json(cue) if cue else None,
        statement.probability,
        statement.reader,
        to_json(statement.value),
    )


def _statement(row: Row, evidence: tuple[Span, ...], speakers: tuple[Speaker, ...]) -> Statement:
    ident, account, report, field, value, certainty, quoted, cue, probability, reader = row
    return Statement(
        id=ident,
        account=account,
        report=report,
        field=field,
        value=value_of(field, certainty, value),
        evidence=evidence,
        attribution=Attribution(
            speakers=speakers, quoted=bool(quoted), cue=from_store(Span, cue) if cue else None
        ),
        certainty=cast("Any", certainty),
        probability=probability,
        reader=reader,
    )
