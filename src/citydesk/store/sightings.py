"""The tables of the watch: what things were at their sources, and how far each watch has come."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from citydesk.model import Sighting
from citydesk.store.database import Row, Tables
from citydesk.store.protocol import Followed, Watched

__all__ = ["SightingTables"]

_SIGHTING = (
    "SELECT t.thing, t.source, t.since, a.id, t.fresh FROM sighting t"
    " LEFT JOIN account a ON a.capture = t.capture"
)


class SightingTables(Tables):
    """Keeps what watched sources showed; nothing is ever taken out of it."""

    def put_sighting(self, sighting: Sighting, capture: str | None) -> None:
        """Append what a thing is at its source now; `capture` holds it, None where it is gone."""
        self._db.run(
            "INSERT INTO sighting (thing, source, capture, since, fresh) VALUES (?, ?, ?, ?, ?)",
            (sighting.thing, sighting.source, capture, _text(sighting.since), sighting.fresh),
        )

    def last_sighting(self, thing: str) -> tuple[Sighting, str | None] | None:
        """Return what a thing was when it was last seen anew, and the capture that holds it."""
        rows = self._db.rows(
            "SELECT t.thing, t.source, t.since, a.id, t.fresh, t.capture FROM sighting t"
            " LEFT JOIN account a ON a.capture = t.capture"
            " WHERE t.thing = ? ORDER BY t.number DESC LIMIT 1",
            (thing,),
        )
        return (_sighting(rows[0][:5]), rows[0][5]) if rows else None

    def last_wording(self, thing: str) -> str | None:
        """Return the account that spoke last for a thing, None where none ever did."""
        found = self._db.value(
            "SELECT a.id FROM sighting t JOIN account a ON a.capture = t.capture"
            " WHERE t.thing = ? ORDER BY t.number DESC LIMIT 1",
            (thing,),
        )
        return str(found) if found is not None else None

    def histories(self, accounts: Iterable[str]) -> dict[str, list[Sighting]]:
        """Return by thing all that was seen of the things that showed one of these accounts."""
        if not self._db.value("SELECT 1 FROM sighting LIMIT 1"):
            return {}
        found: dict[str, list[Sighting]] = {}
        for row in self._db.rows(
            f"{_SIGHTING} WHERE t.thing IN (SELECT s.thing FROM json_each(?) g"
            " CROSS JOIN account o ON o.id = g.value"
            " CROSS JOIN sighting s ON s.capture = o.capture) ORDER BY t.number",
            (json.dumps(sorted(set(accounts))),),
        ):
            found.setdefault(row[0], []).append(_sighting(row))
        return found

    def history(self, thing: str) -> list[Sighting]:
        """Return all that was seen of a thing, the oldest first."""
        rows = self._db.rows(f"{_SIGHTING} WHERE t.thing = ? ORDER BY t.number", (thing,))
        return [_sighting(row) for row in rows]

    def sightings(self, source: str | None = None, *, limit: int = 100) -> list[Sighting]:
        """Return the latest sightings, of a source or of all, the newest first."""
        return [
            _sighting(row)
            for row in self._db.rows(
                f"{_SIGHTING} WHERE ?1 IS NULL OR t.source = ?1 ORDER BY t.number DESC LIMIT ?2",
                (source, limit),
            )
        ]

    def rewritten(self, *, limit: int = 50) -> list[Sighting]:
        """Return the latest sightings of things that were seen before, the newest first."""
        return [
            _sighting(row)
            for row in self._db.rows(
                f"{_SIGHTING} WHERE EXISTS (SELECT 1 FROM sighting b WHERE b.thing = t.thing"
                " AND b.number < t.number) ORDER BY t.number DESC LIMIT ?",
                (limit,),
            )
        ]

    def standing(self, source: str) -> set[str]:
        """Return the things that a source showed and that have not vanished since."""
        return {
            thing
            for (thing,) in self._db.rows(
                "SELECT t.thing FROM (SELECT thing, max(number) AS number FROM sighting"
                " WHERE source = ? GROUP BY thing) l JOIN sighting t ON t.number = l.number"
                " WHERE t.capture IS NOT NULL",
                (source,),
            )
        }

    def watched(self) -> dict[str, Watched]:
        """Return how far the watch of each source has come, by source."""
        rows = self._db.rows(
            "SELECT source, seen, due, failures, message, counts_json, state_json FROM watched"
        )
        return {row[0]: _watched(row) for row in rows}

    def put_watched(self, watched: Watched) -> None:
        """Keep how far the watch of a source has come."""
        self._db.run(
            "INSERT OR REPLACE INTO watched"
            " (source, seen, due, failures, message, counts_json, state_json)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                watched.source,
                _text(watched.seen) if watched.seen else None,
                _text(watched.due) if watched.due else None,
                watched.failures,
                watched.message,
                json.dumps(dict(watched.counts)),
                json.dumps(dict(watched.state)),
            ),
        )

    def followed(self, source: str, things: Iterable[str]) -> dict[str, Followed]:
        """Return what is known of these pages that a source named."""
        rows = self._db.rows(
            "SELECT f.source, f.thing, f.mark, f.due, f.step, f.state_json FROM json_each(?) g"
            " CROSS JOIN followed f ON f.source = ? AND f.thing = g.value",
            (json.dumps(list(things)), source),
        )
        return {row[1]: _followed(row) for row in rows}

    def due_pages(self, source: str, moment: dt.datetime, *, limit: int) -> list[Followed]:
        """Return the pages of a source that are to be looked at by a moment, the oldest first."""
        rows = self._db.rows(
            "SELECT source, thing, mark, due, step, state_json FROM followed"
            " WHERE source = ? AND due <= ? ORDER BY due, thing LIMIT ?",
            (source, _text(moment), limit),
        )
        return [_followed(row) for row in rows]

    def put_followed(self, page: Followed) -> None:
        """Keep what is known of a page that a source named."""
        self._db.run(
            "INSERT OR REPLACE INTO followed (source, thing, mark, due, step, state_json)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                page.source,
                page.thing,
                page.mark,
                _text(page.due) if page.due else None,
                page.step,
                json.dumps(dict(page.state)),
            ),
        )


def _text(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _sighting(row: Row) -> Sighting:
    thing, source, since, account, fresh = row
    moment = dt.datetime.fromisoformat(since)
    return Sighting(thing=thing, source=source, since=moment, account=account, fresh=bool(fresh))


def _watched(row: Row) -> Watched:
    source, seen, due, failures, message, counts, state = row
    return Watched(
        source=source,
        seen=_moment(seen),
        due=_moment(due),
        failures=failures,
        message=message,
        counts=_mapping(counts),
        state=_mapping(state),
    )


def _followed(row: Row) -> Followed:
    source, thing, mark, due, step, state = row
    return Followed(
        source=source, thing=thing, mark=mark, due=_moment(due), step=step, state=_mapping(state)
    )


def _mapping(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(text)
    return found
