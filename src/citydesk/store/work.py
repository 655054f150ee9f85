"""The tables of what editors work with: drafts of what is to be added, and remarks.

None of it is part of a record. Drafts go when they are kept or discarded; remarks stay.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from citydesk.base.errors import NotFound, UsageError
from citydesk.store.database import Tables
from citydesk.store.protocol import Store

__all__ = ["Draft", "Remark", "WorkTables", "work_of"]

MOST_DRAFTS = 40  # of one editor at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something to be added that nobody has kept yet. `form` is what was typed; bytes as Base64."""

    id: str
    who: str
    at: dt.datetime
    kind: str
    label: str
    size: int
    form: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What one editor tells the others. `said_by` and `said_at` of what is off the record."""

    id: str
    about: str
    who: str
    at: dt.datetime
    words: str
    said_by: str = ""
    said_at: str = ""


class WorkTables(Tables):
    """Keeps drafts and remarks. All moments are aware."""

    def put_draft(self, draft: Draft) -> None:
        """Keep a draft; raise `UsageError` where its editor has too many."""
        sql = "SELECT count(*) FROM draft WHERE who = ?"
        if self._db.value(sql, (draft.who,)) >= MOST_DRAFTS:
            raise UsageError(f"you have {MOST_DRAFTS} drafts: keep or discard some of them first")
        body = zlib.compress(json.dumps(draft.form).encode("utf-8"), 1)
        self._db.run(
            "INSERT INTO draft (id, who, at, kind, label, size, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (draft.id, draft.who, draft.at.isoformat(), draft.kind, draft.label, draft.size, body),
        )

    def draft(self, ident: str, who: str) -> Draft:
        """Return an editor's own draft, or raise `NotFound`."""
        sql = "SELECT id, who, at, kind, label, size, body FROM draft WHERE id = ? AND who = ?"
        for found, owner, at, kind, label, size, body in self._db.rows(sql, (ident, who)):
            return Draft(
                id=found, who=owner, at=dt.datetime.fromisoformat(at), kind=kind, label=label,
                size=size, form=json.loads(zlib.decompress(body)),
            )  # fmt: skip
        raise NotFound("This was kept or discarded already, or is somebody else’s.")

    def drafts(self, who: str) -> list[Draft]:
        """Return an editor's drafts without what was typed, the latest first."""
        sql = "SELECT id, at, kind, label, size FROM draft WHERE who = ? ORDER BY at DESC, id"
        return [
            Draft(
                id=ident, who=who, at=dt.datetime.fromisoformat(at), kind=kind, label=label,
                size=size, form={},
            )
            for ident, at, kind, label, size in self._db.rows(sql, (who,))
        ]  # fmt: skip

    def drop_draft(self, ident: str) -> None:
        """Forget a draft; nothing happens where it is gone."""
        self._db.run("DELETE FROM draft WHERE id = ?", (ident,))

    def put_remark(self, remark: Remark) -> None:
        """Append a remark."""
        r = remark
        self._db.run(
            "INSERT OR IGNORE INTO remark (id, about, who, at, words, said_by, said_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (r.id, r.about, r.who, r.at.isoformat(), r.words, r.said_by or None, r.said_at or None),
        )

    def remarks(self, about: Iterable[str]) -> list[Remark]:
        """Return the remarks about any of these, the oldest first."""
        sql = (
            "SELECT r.id, r.about, r.who, r.at, r.words, r.said_by, r.said_at FROM remark r"
            " WHERE r.about IN (SELECT value FROM json_each(?)) ORDER BY r.sequence"
        )
        return [
            Remark(
                id=ident, about=what, who=who, at=dt.datetime.fromisoformat(at), words=words,
                said_by=said_by or "", said_at=said_at or "",
            )
            for ident, what, who, at, words, said_by, said_at in self._db.rows(
                sql, (json.dumps(list(about)),)
            )
        ]  # fmt: skip


def work_of(store: Store) -> WorkTables:
    """Return where a store keeps drafts and remarks; raise `UsageError` where it does not."""
    if not isinstance(store, WorkTables):
        raise UsageError("this kind of store keeps no drafts")
    return store
