"""What editors see of the watch: each source, what it brought, what was rewritten lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citydesk.accounts.rewording import reworded
from citydesk.model import Account, Sighting
from citydesk.settings import Settings
from citydesk.store import Store

__all__ = ["Rewritten", "WatchedLine", "rewritten", "watched_lines"]

LATELY = 20
MOST_PAIRS = 12  # sentences or cells that are shown of one
COUNTED = ("new", "changed", "gone", "failed", "kept out")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedLine:
    """One watched source: moments are ISO 8601 in UTC, "" for none yet."""

    id: str
    name: str
    kind: str
    address: str
    home: str
    trust: str
    every: str
    seen: str
    due: str
    failures: int
    message: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A thing that is not what it was: `account` is its new wording, None where it is gone."""

    title: str
    thing: str
    source: str
    since: str
    account: str | None
    before: str | None
    words: str
    silent: bool
    changed: Sequence[tuple[str, str]] = ()


def watched_lines(store: Store, settings: Settings) -> list[WatchedLine]:
    """Return the watched sources, those that do not answer first."""
    known, lines = store.watched(), list[WatchedLine]()
    for ident, table in settings.watch.sources.items():
        held = known.get(ident)
        lines.append(
            WatchedLine(
                id=ident,
                name=str(table.get("name") or ident),
                kind=str(table.get("kind", "")),
                address=str(table.get("address", "")),
                home=str(table.get("home", "")),
                trust=str(table.get("trust", "")),
                every=str(table.get("every", "10m")),
                seen=_moment(held.seen) if held else "",
                due=_moment(held.due) if held else "",
                failures=held.failures if held else 0,
                message=held.message if held else "",
                counts={w: held.counts.get(w, 0) if held else 0 for w in COUNTED},
            )
        )
    return sorted(lines, key=lambda line: (-line.failures, line.name.casefold()))


def rewritten(store: Store) -> list[Rewritten]:
    """Return what was rewritten or vanished lately, the latest first."""
    return [made for each in store.rewritten(limit=LATELY) if (made := _rewritten(store, each))]


def _rewritten(store: Store, sighting: Sighting) -> Rewritten | None:
    before = _before(store, sighting)
    now = store.find_account(sighting.account) if sighting.account else None
    named = now or before
    if named is None:
        return None
    words, silent = "is no longer at its source; what it told stands", False
    changed: Sequence[tuple[str, str]] = ()
    if now is not None and before is not None and before.id != now.id:
        made = reworded(before, now)
        words, changed, silent = made.words, made.changed[:MOST_PAIRS], not made.told
        if sighting.fresh:
            words, silent = "another story stands there now", False
    elif now is not None:
        words = "is back as it was"
    return Rewritten(
        title=named.title or named.text[:80],
        thing=sighting.thing,
        source=sighting.source,
        since=_moment(sighting.since),
        account=now.id if now else None,
        before=before.id if before else None,
        words=words,
        silent=silent,
        changed=changed,
    )


def _before(store: Store, sighting: Sighting) -> Account | None:
    """Return the account that spoke for a thing before it was seen like this."""
    past = store.history(sighting.thing)
    earlier = [s.account for s in past if s.since < sighting.since and s.account]
    return store.find_account(earlier[-1]) if earlier else None


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if moment else ""
