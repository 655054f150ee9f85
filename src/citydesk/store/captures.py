"""The tables of what was obtained: captures, and what went wrong with some."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from citydesk.base.errors import NotFound
from citydesk.base.identity import sha256
from citydesk.model import Capture, Failure
from citydesk.store.database import Tables
from citydesk.store.protocol import Unread

__all__ = ["CaptureTables"]

PACK_FROM = 512  # bytes; shorter bodies gain nothing from being compressed


class CaptureTables(Tables):
    """Keeps captures and failures."""

    def has_capture(self, capture: str) -> bool:
        """Tell whether these bytes have been obtained before."""
        return self._db.value("SELECT 1 FROM capture WHERE id = ?", (capture,)) is not None

    def put_capture(self, capture: Capture) -> None:
        """Keep the bytes; nothing happens where they are kept already."""
        if self.has_capture(capture.id):
            return
        packed = zlib.compress(capture.body) if len(capture.body) >= PACK_FROM else capture.body
        smaller = len(packed) < len(capture.body)
        self._db.run(
            "INSERT INTO capture (id, sha256, uri, member, media_type, fetched, packed, size, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                capture.id,
                capture.sha256,
                capture.uri,
                capture.member,
                capture.media_type,
                capture.fetched.isoformat(),
                smaller,
                len(capture.body),
                packed if smaller else capture.body,
            ),
        )

    def capture(self, capture: str) -> Capture:
        """Return a capture by its id, or raise `NotFound`."""
        for row in self._captures("WHERE id = ?", (capture,)):
            return row
        raise NotFound(f"no capture {capture}")

    def captures(self) -> Iterator[Capture]:
        """Yield every capture in the order of arrival; those that are unread are `sifted` again."""
        return self._captures("ORDER BY sequence", ())

    def put_unread(self, capture: str, chance: float) -> None:
        """Keep that a capture was not read, and how likely it was that it tells of an incident."""
        self._db.run("INSERT OR REPLACE INTO unread VALUES (?, ?)", (capture, chance))

    def drop_unread(self, capture: str) -> None:
        """Forget that a capture was not read."""
        self._db.run("DELETE FROM unread WHERE capture = ?", (capture,))

    def unread(self, capture: str | None = None) -> Iterator[Unread]:
        """Yield what was not read, or only this capture, the likeliest first."""
        sql = (
            "SELECT id, uri, fetched, chance FROM unread JOIN capture ON id = unread.capture"
            " WHERE ?1 IS NULL OR id = ?1 ORDER BY chance DESC, sequence"
        )
        for ident, uri, fetched, chance in self._db.each(sql, (capture,)):
            moment = dt.datetime.fromisoformat(fetched)
            yield Unread(capture=ident, uri=uri, fetched=moment, chance=chance)

    def other_bytes(self) -> Iterator[str]:
        """Yield the ids of captures whose bytes are not those that were obtained."""
        sql = "SELECT id, sha256, packed, body FROM capture ORDER BY sequence"
        for ident, digest, packed, body in self._db.each(sql):
            try:
                whole = sha256(zlib.decompress(body) if packed else body) == digest
            except (zlib.error, TypeError):
                whole = False
            if not whole:
                yield str(ident)

    def put_failure(self, failure: Failure) -> None:
        """Keep what went wrong with a `uri`; it replaces what went wrong with the same bytes."""
        self._db.run(
            "INSERT INTO failure (uri, stage, message, at, capture) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (uri, ifnull(capture, '')) DO UPDATE"
            " SET stage = excluded.stage, message = excluded.message, at = excluded.at",
            (failure.uri, failure.stage, failure.message, failure.at.isoformat(), failure.capture),
        )

    def drop_failures(self, uri: str, capture: str | None = None) -> None:
        """Forget what went wrong with a `uri`; of standard input, with this capture alone."""
        self._db.run(
            "DELETE FROM failure WHERE uri = ?1 AND (?1 <> 'stdin:' OR capture IS ?2)",
            (uri, capture),
        )

    def failures(self) -> Iterator[Failure]:
        """Yield what went wrong, in the order in which it happened."""
        for uri, stage, message, at, capture in self._db.each(
            "SELECT uri, stage, message, at, capture FROM failure ORDER BY sequence"
        ):
            moment = dt.datetime.fromisoformat(at)
            yield Failure(uri=uri, stage=stage, message=message, at=moment, capture=capture)

    def _captures(self, which: str, values: Sequence[Any]) -> Iterator[Capture]:
        columns = (
            "id, sha256, uri, member, media_type, fetched, packed, body,"
            " EXISTS (SELECT 1 FROM unread WHERE unread.capture = capture.id)"
        )
        for row in self._db.each(f"SELECT {columns} FROM capture {which}", values):
            ident, sha256, uri, member, media_type, fetched, packed, body, sifted = row
            yield Capture(
                id=ident,
                sha256=sha256,
                uri=uri,
                member=member,
                media_type=media_type,
                fetched=dt.datetime.fromisoformat(fetched),
                body=zlib.decompress(body) if packed else body,
                sifted=bool(sifted),
            )
