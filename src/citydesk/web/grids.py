"""Tables as a viewer may see them: which rows, which facets, and the same as CSV or JSON.

For the public, incidents come from the lists, in which nothing is that an editor withholds; what is
in an incident (findings, people, accounts) goes through the door one incident at a time, and is
neither counted, nor sorted, nor searched by itself: no count or order tells what no row shows.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from citydesk.base.errors import UsageError
from citydesk.fields import field_of
from citydesk.model import Record
from citydesk.privacy.door import find_incident, see
from citydesk.settings import Policy
from citydesk.store import Listed, Store, Where
from citydesk.store.grids import grids_of
from citydesk.web.context import Desk, Viewer
from citydesk.web.filters import Filters
from citydesk.web.lists import found, line
from citydesk.words import STATUSES, edtf, value_words

__all__ = [
    "COLUMNS",
    "INCIDENTS",
    "KINDS",
    "OWN",
    "PAGE",
    "PUBLIC_PAGE",
    "Asked",
    "Facet",
    "facets",
    "page_of",
]

KINDS = {
    "incidents": "Incidents", "findings": "Findings", "people": "People", "accounts": "Accounts",
}  # fmt: skip
COLUMNS = {
    "incidents": (
        "date", "headline", "kind", "city", "county", "state", "killed", "injured", "disputes",
        "questions", "accounts", "updated",
    ),
    "findings": ("date", "incident", "field", "value", "status", "sources", "reason"),
    "people": ("date", "incident", "name", "role", "age", "status"),
    "accounts": ("published", "outlet", "title", "kind", "copy", "incident"),
}  # fmt: skip
OWN = {
    "incidents": (),
    "findings": ("field", "fact"),
    "people": ("role", "outcome", "name"),
    "accounts": ("form",),
}  # fmt: skip
"""Filters of a table's own columns, for whoever has signed in."""
_NAMES = {"field": "field", "fact": "status", "role": "role", "outcome": "outcome", "name": "name",
          "form": "kind_of_account"}  # fmt: skip
PAGE = 50
PUBLIC_PAGE = 20  # rows, each of which goes through the door
INCIDENTS = 6  # of which the public sees findings, people and accounts on one page
MOST_SKIPPED = 10_000
SHOWN = 12  # values of a facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which table is asked for, how it is narrowed and sorted, and from which row on."""

    kind: str
    filters: Filters
    own: Mapping[str, str]
    sort: str = "date"
    up: bool = False
    skip: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A column with its commonest values, how many each has, and which one is chosen."""

    name: str
    label: str
    values: tuple[tuple[str, int], ...]
    chosen: str


_LABELS = {
    "month": "Month", "state": "State", "county": "County", "city": "City", "kind": "Kind",
    "toll": "Killed", "disputed": "Disputed", "open": "Open questions",
}  # fmt: skip


def page_of(
    store: Store, desk: Desk, asked: Asked, who: Viewer, limit: int
) -> tuple[list[dict[str, Any]], bool]:
    """Return some rows of a table as a viewer may see them, and whether more come."""
    if asked.skip > MOST_SKIPPED:
        raise UsageError(f"a table is leafed through to row {MOST_SKIPPED:,}: narrow it, or export")
    if asked.kind == "incidents":
        some = list(_incidents(store, desk, asked, who, limit + 1))
        return some[:limit], len(some) > limit
    if who.audience == "desk":
        more = {_NAMES[name]: value for name, value in asked.own.items()}
        rows = grids_of(store).grid_of(
            asked.kind, asked.filters.where, more, skip=asked.skip, limit=limit + 1
        )
        made = [_DESK[asked.kind](row) for row in rows]
        return made[:limit], len(made) > limit
    return _public(store, desk, asked, who, max(1, INCIDENTS * limit // PUBLIC_PAGE))


def facets(store: Store, desk: Desk, asked: Asked, who: Viewer) -> list[Facet]:
    """Return the facets of a table's incidents; none where they might tell what is withheld."""
    where = asked.filters.where
    if who.audience == "public" and (where.text or where.near or _unnamable(store, where)):
        return []
    count = functools.partial(grids_of(store).facets, where)
    counted = count() if asked.filters.any else desk.kept("table facets", count)
    typed = asked.filters.typed
    return [
        Facet(
            name=name,
            label=_LABELS[name],
            values=tuple(values[:SHOWN]),
            chosen=_chosen(name, typed),
        )
        for name, values in counted.items()
        if values
    ]


def _chosen(name: str, typed: Mapping[str, str]) -> str:
    names = {"disputed": "conflict", "open": "question"}
    return typed.get(names.get(name, name), "")


def _unnamable(store: Store, where: Where) -> bool:
    """Tell whether an outlet is asked for whose name may be that of somebody withheld."""
    return bool(where.outlet) and grids_of(store).outlet_is_named(where.outlet or "")


def _incidents(
    store: Store, desk: Desk, asked: Asked, who: Viewer, limit: int
) -> Iterator[dict[str, Any]]:
    where, policy = asked.filters.where, desk.settings.policy
    if who.audience == "public" and _unnamable(store, where):
        return
    if who.audience == "public" and (where.text or where.near):
        whole = found(store, asked.filters, policy, who, limit=asked.skip + limit, masks=desk.masks)
        some: Iterator[Listed] = itertools.islice(whole, asked.skip, None)
    else:
        some = iter(
            grids_of(store).grid(where, sort=asked.sort, up=asked.up, skip=asked.skip, limit=limit)
        )
    for listed in some:
        shown = line(store, listed, policy, who, masks=desk.masks)
        place = listed.place
        yield {
            "id": shown.id,
            "date": edtf(listed.time) if listed.time else None,
            "headline": shown.headline,
            "kind": listed.kind,
            "city": place.city if place else None,
            "county": place.county if place else None,
            "state": place.state if place else None,
            "killed": listed.killed.low if listed.killed else None,
            "injured": listed.injured.low if listed.injured else None,
            "disputes": listed.disputes,
            "questions": listed.questions,
            "accounts": listed.accounts,
            "updated": shown.news,
        }


def _public(
    store: Store, desk: Desk, asked: Asked, who: Viewer, incidents: int
) -> tuple[list[dict[str, Any]], bool]:
    """Return the rows of some incidents, each through the door; pages are counted by incidents."""
    if asked.own:
        raise UsageError("that column is searched by whoever has signed in")
    of_incidents = dataclasses.replace(asked, kind="incidents", skip=asked.skip)
    some = list(_incidents(store, desk, of_incidents, who, incidents + 1))
    rows: list[dict[str, Any]] = []
    for each in some[:incidents]:
        rows += _seen(store, desk.settings.policy, asked.kind, each, who)
    return rows, len(some) > incidents


def _seen(
    store: Store, policy: Policy, kind: str, row: Mapping[str, Any], who: Viewer
) -> Iterator[dict[str, Any]]:
    own = find_incident(store, str(row["id"]), policy, who)
    if own is None:
        return
    seen = see(store, store.record(own), policy, who)
    begun = {"id": row["id"], "date": row["date"], "incident": row["headline"]}
    yield from (({**begun, **each}) for each in _IN[kind](seen.record))


def _findings(record: Record) -> Iterator[dict[str, Any]]:
    for each in record.findings:
        yield {
            "field": _labelled(each.field, each.key), "value": value_words(each.value) or None,
            "status": STATUSES[each.status], "sources": each.sources, "reason": each.reason,
        }  # fmt: skip


def _people(record: Record) -> Iterator[dict[str, Any]]:
    for each in record.people:
        name = each.name or (f"withheld: {each.withheld}" if each.withheld else each.descriptor)
        yield {
            "name": name, "role": each.role, "age": each.age, "status": ", ".join(each.outcomes)
        }  # fmt: skip


def _accounts(record: Record) -> Iterator[dict[str, Any]]:
    for each in record.tellings:
        yield {
            "published": edtf(each.published) if each.published else None, "outlet": each.outlet,
            "title": each.title, "kind": None, "copy": "copy" if each.copy_of else None,
            "account": each.account,
        }  # fmt: skip


_IN = {"findings": _findings, "people": _people, "accounts": _accounts}


def _labelled(field: str, key: str) -> str:
    label = field_of(field).label
    return f"{label} ({key})" if key else label


def _of_desk(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["incident"], "date": row["date"], "incident": row["headline"]}


def _desk_finding(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_of_desk(row), "field": _labelled(row["field"], row["key"]), "value": row["value"],
        "status": STATUSES.get(row["status"], row["status"]), "sources": row["sources"],
        "reason": row["reason"],
    }  # fmt: skip


def _desk_person(row: Mapping[str, Any]) -> dict[str, Any]:
    unsure = "" if row["claimed"] else " (unsure)"
    return {
        **_of_desk(row), "name": row["name"] or row["descriptor"], "role": f"{row['role']}{unsure}",
        "age": row["age"], "status": row["outcomes"] or None,
    }  # fmt: skip


def _desk_account(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_of_desk(row), "account": row["id"], "published": row["published"],
        "outlet": row["outlet"], "title": row["title"], "kind": row["kind"],
        "copy": "copy" if row["copy"] else None,
    }  # fmt: skip


_DESK = {"findings": _desk_finding, "people": _desk_person, "accounts": _desk_account}
