"""The moments at which something about an incident changed, and what changed at each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from citydesk.flow.typed import zone_of
from citydesk.fusing import Difference, differences
from citydesk.fusing.people import cited_by
from citydesk.model import Event, Finding, Judgement, Person, Record, Time
from citydesk.privacy.door import Seen
from citydesk.views.facts import anchor_of
from citydesk.views.voices import Chorus, chorus
from citydesk.words import label_of, moment_words, standing, under_heading

__all__ = ["Moment", "Step", "moments", "nearest", "steps"]

VERBS = {
    "same": "joined accounts", "different": "parted accounts", "prefer": "preferred a statement",
    "same_person": "joined two people", "different_person": "parted two people",
    "reject": "rejected a statement", "withhold": "withheld something", "main": "chose a report",
    "move": "moved the place", "set": "set a value", "headline": "wrote the headline",
    "clear": "cleared something",
    "withdraw": "undid a decision",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When an account came out or an editor decided: `value` is what the address holds."""

    at: dt.datetime
    value: str
    words: str
    what: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one finding was before and is after: either is empty where there was none."""

    label: str
    before: str
    was: str
    after: str
    status: str
    standing: str
    anchor: str
    chorus: Chorus


def moments(record: Record, judgements: Iterable[Judgement] = ()) -> list[Moment]:
    """Return the moments of a record in order; accounts of one moment are one.

    An account that came out on a day and at no told hour counts from the end of the day.
    """
    zone = zone_of(record)
    found: dict[dt.datetime, list[tuple[str, str]]] = {}
    for telling in record.tellings:
        out = _out(telling.published)
        if out:
            found.setdefault(out, []).append((telling.outlet, telling.title))
    outlets = {telling.account: telling.outlet for telling in record.tellings}
    for turned in record.later:
        how = "rewritten" if turned.by else "gone from its source"
        words = f"{outlets.get(turned.account, '')}, {how}"
        found.setdefault(turned.since.astimezone(dt.UTC), []).append((words, ""))
    for judgement in judgements:
        words = f"an editor {VERBS.get(judgement.verb, judgement.verb)}"
        found.setdefault(judgement.at.astimezone(dt.UTC), []).append((words, ""))
    return [
        Moment(
            at=at,
            value=at.astimezone(zone).isoformat(),
            words=moment_words(at.astimezone(zone)),
            what=", ".join(dict.fromkeys(outlet for outlet, _ in found[at])),
            title=next((title for _, title in found[at] if title), ""),
        )
        for at in sorted(found)
    ]


def nearest(made: list[Moment], moment: dt.datetime) -> int:
    """Return the place of the last moment that is not after this one; -1 where all are."""
    return sum(each.at <= moment for each in made) - 1


def steps(before: Seen | None, after: Seen) -> list[Step]:
    """Return what changed between two states of a record as somebody may see them."""
    found = []
    for each in differences(before.record if before else None, after.record):
        either = each.after or each.before
        if either is None or _told_elsewhere(each, after.record):
            continue
        seen = after if each.after or before is None else before
        found.append(
            Step(
                label=label_of(either),
                before="" if _value(each.before) == _value(each.after) else _value(each.before),
                was=each.before.status if each.before else "",
                after=_value(each.after),
                status=each.after.status if each.after else "superseded",
                standing=standing(each.after) if each.after else "no longer reported",
                anchor=anchor_of(either),
                chorus=chorus(seen, each.statements),
            )
        )
    return found


def _told_elsewhere(change: Difference, after: Record) -> bool:
    """Tell whether a change says nothing of its own.

    Somebody who has a name now was "a man" before; the shooting's time is the incident's; and of
    "a suspect" of whom nobody tells more, nothing is known.
    """
    field, told = change.field, change.after.value if change.after else None
    if change.after is None:
        same = (f for f in after.findings if f.field == field)
        return not {*change.statements}.isdisjoint(s for f in same for s in cited_by(f))
    if isinstance(told, Event):
        when = after.finding("time")
        return when is not None and told.time == when.value
    return isinstance(told, Person) and not (told.name or told.age or told.descriptor != told.role)


def _value(finding: Finding | None) -> str:
    if finding is None:
        return ""
    if finding.status == "withheld":
        return "withheld"
    return under_heading(finding.value)


def _out(published: Time | None) -> dt.datetime | None:
    """Return when something was surely out, in UTC."""
    if published is None:
        return None
    out = published.start if published.granularity == "minute" else published.end
    return out.astimezone(dt.UTC) if out.tzinfo else out.replace(tzinfo=dt.UTC)
