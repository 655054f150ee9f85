"""The front page's address becomes what to look for, and the address of the same search again.

The names are those of `citydesk incidents`. An address is typed, pasted and made up by robots: what
cannot be meant is refused with a sentence, and nothing in it is ever part of a query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from citydesk.base.errors import UsageError
from citydesk.fields import FIELDS
from citydesk.flow.typed import day, near_of
from citydesk.model import INCIDENT_KINDS, Status
from citydesk.store import Order, Where
from citydesk.store.protocol import Toll
from citydesk.streets import Streets
from citydesk.streets.builders.tables import state_code

__all__ = ["DISPUTED", "NAMES", "Filters", "filters"]

DISPUTED = tuple(each.name for each in FIELDS if each.section == "facts")
LONGEST = 200  # characters of any one thing that is asked for
MOST_WORDS = 12  # of a search
FARTHEST = 5_000.0  # kilometres
YES, NO = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})
NAMES = (
    "text", "near", "radius", "month", "since", "until", "through", "kind", "state", "county",
    "city", "toll", "outlet", "disputed", "status", "conflict", "question", "order",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked for: as it was typed, for the form, and as the store takes it."""

    typed: Mapping[str, str]
    where: Where
    order: Order
    after: str | None

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return bool({*self.typed} - {"order", "radius"})

    @property
    def narrow(self) -> bool:
        """Whether anything but words narrows the list."""
        return bool({*self.typed} - {"order", "radius", "text"})

    def address(self, **changes: str | None) -> str:
        """Return the query string of this search with some of it changed; None leaves out."""
        asked = {**self.typed, **changes}
        names = (*NAMES, "after")
        return urlencode([(name, value) for name in names if (value := asked.get(name))])


def filters(query: Mapping[str, str], streets: Streets | None = None) -> Filters:
    """Return what an address asks for; raise `UsageError` with what is wrong in it."""
    typed = {n: v for n in NAMES if (v := _short(n, query.get(n, "")))}
    since, until = (day(typed[n]) if n in typed else None for n in ("since", "until"))
    if "through" in typed:
        last = day(typed["through"]) + dt.timedelta(days=1)
        until = min(until, last) if until else last
    if "month" in typed:
        first, last = _of_month(typed["month"])
        since = max(since, first) if since else first
        until = min(until, last) if until else last
    if since and until and since >= until:
        raise UsageError(f"nothing lies between {since} and {until}: the first day comes first")
    kind, status, order = (typed.get(n) for n in ("kind", "status", "order"))
    _one_of("kind", kind, INCIDENT_KINDS)
    _one_of("status", status, get_args(Status))
    _one_of("order", order, get_args(Order))
    _one_of("toll", typed.get("toll"), get_args(Toll))
    _one_of("disputed", typed.get("disputed"), DISPUTED)
    if typed.get("state") and state_code(typed["state"]) is None:
        raise UsageError(f"state {typed['state']!r} is none of the United States")
    radius = _radius(typed.get("radius", ""))
    if len(typed.get("text", "").split()) > MOST_WORDS:
        raise UsageError(f"please search for at most {MOST_WORDS} words")
    where = Where(
        since=since,
        until=until,
        near=near_of(typed["near"], radius, streets) if "near" in typed else None,
        kind=kind,
        text=typed.get("text"),
        state=state_code(typed.get("state", "")),
        county=typed.get("county"),
        city=typed.get("city"),
        toll=typed.get("toll"),  # type: ignore[arg-type]  # checked above
        outlet=typed.get("outlet"),
        disputed=typed.get("disputed"),
        status=status,  # type: ignore[arg-type]  # checked above
        conflict=_flag("conflict", typed),
        question=_flag("question", typed),
    )
    kept = {name: value for name, value in typed.items() if value.lower() not in NO}
    after = _short("after", query.get("after", "")) or None
    by: Order = "news" if order == "news" else "incident"
    return Filters(typed=kept, where=where, order=by, after=after)


def _of_month(words: str) -> tuple[dt.date, dt.date]:
    """Return the first day of a month and of the next, "2024-10"."""
    year, _, month = words.partition("-")
    if not (len(words) == 7 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise UsageError(f"{words[:40]!r} is no month: write 2024-10")
    number = int(year) * 12 + int(month)
    return day(f"{words}-01"), day(f"{number // 12:04}-{number % 12 + 1:02}-01")


def _short(name: str, value: str) -> str:
    value = value.strip()
    if len(value) > LONGEST:
        raise UsageError(f"{name} is too long: at most {LONGEST} characters")
    if "\x00" in value:
        raise UsageError(f"{name} holds what nobody can type")
    return value


def _one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise UsageError(f"{name} {value!r} is none of {', '.join(allowed)}")


def _flag(name: str, typed: Mapping[str, str]) -> bool:
    value = typed.get(name, "").lower()
    if value not in YES | NO:
        raise UsageError(f"{name} is yes or no, not {value!r}")
    return value in YES


def _radius(words: str) -> float:
    try:
        km = float(words) if words else 25.0
    except ValueError as error:
        raise UsageError(f"radius {words!r} is no number of kilometres") from error
    if not 0 < km <= FARTHEST:
        raise UsageError(f"radius is more than 0 and at most {FARTHEST:,.0f} kilometres")
    return km
