"""The table of the lists: records become narrow rows that are filtered, ordered and paged.

A list of a desk with a hundred thousand incidents must not read a hundred thousand records: every
filter and order has its index, a page goes on from where the last one ended, and counting stops
where a person would stop.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import math
import re
from typing import Any

from citydesk.base.clock import order as published_order
from citydesk.base.disputes import contested_findings, open_questions
from citydesk.base.errors import NotFound
from citydesk.base.identity import content_id
from citydesk.base.withholding import may_be_counted
from citydesk.model import Count, Person, Place, Record, Text, Time
from citydesk.serialize import from_store, to_json
from citydesk.store.database import Tables
from citydesk.store.protocol import Listed, Near, Order, Where

__all__ = ["ListingTables", "away", "clauses"]

MOST = 2**63 - 1  # what a column of SQLite holds
KM_OF_DEGREE = 111.2  # of latitude
MOST_SEARCHED = 2_000  # accounts with the words that a list looks through, the latest first
_PLAIN = {
    "until": "l.start < ? AND l.start <> ''",
    "kind": "l.kind = lower(?)",
    "city": "l.city = ? COLLATE NOCASE",
    "state": "l.state = upper(?)",
    "county": "l.county = ? COLLATE NOCASE",
    "outlet": "l.incident IN (SELECT t.incident FROM telling t WHERE t.outlet = ?)",
    "disputed": "l.incident IN (SELECT f.incident FROM finding f"
    " WHERE f.status = 'contested' AND f.field = ?)",
}
# "+": the index of days holds the tolls as well, and gives the order that is asked for
_TOLLS = {"none": "+l.killed = 0", "1": "+l.killed = 1", "2-3": "+l.killed BETWEEN 2 AND 3",
          "4+": "+l.killed >= 4", "not reported": "+l.killed IS NULL"}  # fmt: skip
_STATUS = "EXISTS (SELECT 1 FROM finding f WHERE f.status = ? AND f.incident = l.incident)"
_RARE_STATUS = "l.incident IN (SELECT incident FROM finding WHERE status = ?)"
RARE = 5_000  # fewer are sooner looked up than met on the way through all
LONGEST_TIME = dt.timedelta(days=366)  # of an incident: "last year"
_FLAGS = {"conflict": "l.disputes > 0", "question": "l.questions > 0"}


class ListingTables(Tables):
    """Keeps a line for each record, and makes lists of them."""

    def put_listed(self, record: Record) -> None:
        """Keep the line of a record; the one before went with the record before."""
        listed = _listed(record)
        time, place = listed.time, listed.place
        self._db.run(
            'INSERT INTO listing (incident, start, "end", news, kind, city, state, lat, lon,'
            " disputes, questions, listed_json, county, killed, injured)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                listed.id,
                time.start.isoformat() if time else "",
                time.end.isoformat() if time else "",
                published_order(listed.news) if listed.news else "",
                listed.kind,
                place.city if place else None,
                place.state if place else None,
                place.lat if place else None,
                place.lon if place else None,
                listed.disputes,
                listed.questions,
                to_json(listed),
                place.county if place else None,
                min(listed.killed.low, MOST) if listed.killed else None,
                min(listed.injured.low, MOST) if listed.injured else None,
            ),
        )

    def listing(
        self,
        where: Where | None = None,
        *,
        order: Order = "incident",
        after: str | None = None,
        limit: int = 25,
    ) -> list[Listed]:
        """Return a page of incidents, newest first, unknown times last.

        `order` is by when it happened, or by when its latest account came out ("news"). `after` is
        the id of the incident that ended the page before; raises `NotFound` where it is gone.
        """
        where = where or Where()
        column = "start" if order == "incident" else "news"
        found_in, wanted, values, few = self._plan(where)
        if after is not None:
            rows = self._db.rows(f"SELECT {column} FROM listing WHERE incident = ?", (after,))
            if not rows:
                raise NotFound(f"no incident {after} to go on from")
            wanted += f" AND (l.{column}, l.incident) < (?, ?)"
            values += [rows[0][0], after]
        by = "+" if few else ""  # few are sooner sorted than met on the way through all
        found: list[Listed] = []
        for incident, lat, lon in self._db.each(
            f"SELECT l.incident, l.lat, l.lon FROM {found_in} WHERE {wanted}"
            f" ORDER BY {by}l.{column} DESC, l.incident DESC",
            values,
        ):
            if not where.near or away(where.near, lat, lon) <= where.near.km:
                listed = self.listed(incident)
                found += [listed] if listed else []
            if len(found) >= limit:
                break
        return found

    def count_listed(self, where: Where | None = None, *, most: int = 10_000) -> int:
        """Return how many incidents a list has in all; counting ends at `most`."""
        where = where or Where()
        found_in, wanted, values, _ = self._plan(where)
        if where.near:
            rows = self._db.each(f"SELECT l.lat, l.lon FROM {found_in} WHERE {wanted}", values)
            near = where.near
            inside = (1 for lat, lon in rows if away(near, lat, lon) <= near.km)
            return sum(itertools.islice(inside, most))
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {found_in} WHERE {wanted} LIMIT ?)"
        return int(self._db.value(sql, [*values, most]))

    def _plan(self, where: Where) -> tuple[str, str, list[Any], bool]:
        """Return where to look, for what, with which values, and whether few will be found."""
        count = "SELECT count(*) < ?1 FROM (SELECT 1 FROM {} LIMIT ?1)"
        rare = bool(where.status) and bool(
            self._db.value(count.format("finding WHERE status = ?2"), (RARE, where.status))
        )
        wanted, values = clauses(dataclasses.replace(where, text=None), rare=rare)
        if where.text:
            hits, words = _hits(where.text, MOST_SEARCHED)
            found_in = f"({hits}) h CROSS JOIN listing l ON l.incident = h.incident"
            return found_in, wanted, [*words, *values], True
        if where.near:
            box = count.replace("?1", str(RARE)).format(f"listing l WHERE {_box(where.near)[0]}")
            few = bool(self._db.value(box, _box(where.near)[1]))
            if not few:  # the index of places would lead to half the desk
                wanted = wanted.replace("l.lat BETWEEN", "+l.lat BETWEEN")
            return "listing l", wanted, values, few
        return "listing l", wanted, values, False

    def listed(self, incident: str) -> Listed | None:
        """Return the line of an incident by its own id, or None."""
        text = self._db.value("SELECT listed_json FROM listing WHERE incident = ?", (incident,))
        return from_store(Listed, text) if text else None

    def told_by(self, account: str) -> list[str]:
        """Return the ids of the incidents that an account tells of, sorted."""
        rows = self._db.rows(
            "SELECT DISTINCT m.incident FROM report r JOIN membership m ON m.report = r.id"
            " WHERE r.account = ? AND m.accepted = 1 ORDER BY 1",
            (account,),
        )
        return [incident for (incident,) in rows]

    def state_of(self, *, incident: str = "", account: str = "") -> str:
        """Return a word that changes whenever what is known about either, or near them, does.

        It takes in every incident of which one of their accounts tells, and all judgements.
        """
        accounts = (
            "SELECT ?2"
            if account
            else (
                "SELECT p.account FROM membership m JOIN report p ON p.id = m.report"
                " WHERE m.incident = ?1 AND m.accepted = 1"
            )
        )
        rows = self._db.rows(
            "SELECT DISTINCT d.incident, d.revision FROM report r"
            " JOIN membership n ON n.report = r.id AND n.accepted = 1"
            " JOIN record d ON d.incident = n.incident"
            f" WHERE r.account IN ({accounts}) AND ?1 IS NOT NULL AND ?2 IS NOT NULL ORDER BY 1",
            (incident, account),
        )
        judged = self._db.value("SELECT ifnull(max(sequence), 0) FROM judgement")
        return content_id(incident, account, rows, judged)

    def kinds(self) -> dict[str, tuple[int, int, int]]:
        """Return for each kind how many incidents, with a dispute, and with an open question."""
        rows = self._db.rows(
            "SELECT ifnull(kind, ''), count(*), sum(disputes > 0), sum(questions > 0)"
            " FROM listing GROUP BY kind ORDER BY 2 DESC, 1"
        )
        return {kind: (total, disputed, asked) for kind, total, disputed, asked in rows}


def clauses(where: Where, *, rare: bool = False) -> tuple[str, list[Any]]:
    """Return the SQL of a filter over `listing l` and its values.

    A day given is the day at the scene. `rare` says that few findings have the status.
    """
    wanted: list[tuple[str, list[Any]]] = [
        (sql, [value.isoformat() if isinstance(value, dt.date) else value])
        for name, sql in _PLAIN.items()
        if (value := getattr(where, name))
    ]
    if where.since:
        earliest = max(dt.date.min + LONGEST_TIME, where.since) - LONGEST_TIME
        wanted.append(
            ('l."end" > ? AND l.start > ?', [where.since.isoformat(), earliest.isoformat()])
        )
    if where.status:
        wanted.append((_RARE_STATUS if rare else _STATUS, [where.status]))
    wanted += [(sql, []) for name, sql in _FLAGS.items() if getattr(where, name)]
    if where.toll:
        wanted.append((_TOLLS[where.toll], []))
    if where.near:
        wanted.append(_box(where.near))
    if where.text:
        hits, words = _hits(where.text, -1)
        wanted.append((f"l.incident IN ({hits})", words))
    return " AND ".join(["1", *(c for c, _ in wanted)]), [v for _, some in wanted for v in some]


def away(near: Near, lat: float, lon: float) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    there, here = math.radians(lat), math.radians(near.lat)
    half = math.sin((there - here) / 2) ** 2
    half += math.cos(there) * math.cos(here) * math.sin(math.radians(lon - near.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _box(near: Near) -> tuple[str, list[Any]]:
    lat = near.km / KM_OF_DEGREE
    lon = lat / max(0.01, math.cos(math.radians(near.lat)))
    box = [near.lat - lat, near.lat + lat, near.lon - lon, near.lon + lon]
    return "l.lat BETWEEN ? AND ? AND l.lon BETWEEN ? AND ?", box


def _hits(text: str, most: int) -> tuple[str, list[Any]]:
    """Return the SQL of the incidents in which words are found, and its values."""
    words = _match(text)
    sql = (
        "SELECT r.incident FROM record r WHERE r.sequence IN (SELECT rowid FROM record_search"
        " WHERE record_search MATCH ? ORDER BY rowid DESC LIMIT ?)"
        " UNION SELECT m.incident FROM account a JOIN report p ON p.account = a.id"
        " JOIN membership m ON m.report = p.id AND m.accepted = 1 WHERE a.sequence IN"
        " (SELECT rowid FROM account_search WHERE account_search MATCH ?"
        " ORDER BY rowid DESC LIMIT ?)"
    )
    return sql, [words, most, words, most]


def _match(text: str) -> str:
    """Return a search for all the words of a text, none of which is taken as an operator."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", text)) or '""'


def _listed(record: Record) -> Listed:
    kind = _told(record, "kind", Text)
    out = [t.published for t in record.tellings if t.published]
    names = {entry.name for entry in record.people if entry.name}
    names |= {s.value.name or "" for s in record.statements if isinstance(s.value, Person)}
    counted = may_be_counted(record)
    return Listed(
        id=record.id,
        headline=record.headline,
        kind=kind.text if kind else None,
        time=_told(record, "time", Time),
        place=_told(record, "place", Place),
        killed=_told(record, "killed", Count),
        injured=_told(record, "injured", Count),
        accounts=len({t.account for t in record.tellings}),
        outlets=len({t.outlet for t in record.tellings if not t.copy_of}),
        disputes=len(contested_findings(counted)),
        questions=len(open_questions(counted)),
        news=max(out, key=lambda time: published_order(time), default=None),
        revision=record.revision,
        names=tuple(sorted(names - {""})),
    )


def _told(record: Record, field: str, kind: type[Any]) -> Any:
    """Return the value of a field where it is known and may be told."""
    finding = record.finding(field)
    held = finding is not None and finding.status != "withheld" and field not in record.withheld
    return finding.value if finding and held and isinstance(finding.value, kind) else None
