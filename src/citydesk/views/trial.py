"""A dry run becomes what a person reads of it: what was read, where it belongs, what changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.base.lead import split_lead
from citydesk.fields import field_of
from citydesk.flow.trial import Joining, Trial
from citydesk.model import Change, Record
from citydesk.outputs.changes import change_words
from citydesk.views.marked import Sheet, sheet
from citydesk.words import STATUSES, counted, label_of, published_words, value_words

__all__ = ["Difference", "Tried", "Would", "said", "tried", "would"]

MOST_SHEETS = 8  # accounts whose words are shown in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One account that was tried: its words, and the sentences that say where it would belong."""

    title: str
    outlet: str
    published: str
    sheet: Sheet | None
    statements: int
    homes: tuple[tuple[str, str, str], ...]
    reasons: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of what would change in a record: from what, to what; "" where there is nothing."""

    label: str
    before: str
    after: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Would:
    """One incident that would be new, or other than it is."""

    incident: str
    headline: str
    new: bool
    lines: tuple[Difference, ...]
    others: tuple[str, ...] = ()

    @property
    def toll(self) -> str:
        """Return what changes in the numbers, in a few words: "killed 1→2"."""
        told = (d for d in self.lines if d.label in ("killed", "injured") and d.before != d.after)
        return ", ".join(f"{d.label} {d.before or '–'}→{d.after or '–'}" for d in told)


def tried(made: Trial) -> list[Tried]:
    """Return what was read from each account, in order; only the first few with all their words."""
    heads = {r.id: r.headline or "an incident without a headline" for r in made.records}
    found: list[Tried] = []
    for number, reading in enumerate(made.readings):
        reports = {report.id for report in reading.reports}
        joins = [j for j in made.joinings if j.report in reports]
        found.append(
            Tried(
                title=reading.account.title or _beginning(reading.account.text),
                outlet=reading.account.outlet,
                published=published_words(reading.account.published),
                sheet=sheet(reading) if number < MOST_SHEETS else None,
                statements=sum(len(report.statements) for report in reading.reports),
                homes=tuple(_home(j, heads) for j in joins),
                reasons=tuple((r.words, r.weight > 0) for j in joins for r in j.reasons),
            )
        )
    return found


def _beginning(text: str) -> str:
    return " ".join(text[split_lead(text)[1] :].split())[:80]


def _home(joining: Joining, heads: dict[str, str]) -> tuple[str, str, str]:
    """Return the incident where a link can lead there, its headline, and how it would belong."""
    headline = heads[joining.incident]
    if not joining.there:
        return "", headline, "would be a new incident"
    return joining.there, headline, f"would join, fitting {joining.closest or 'it'} best"


def would(made: Trial) -> list[Would]:
    """Return what would change, incident by incident, those that are there already first."""
    found = []
    for record in sorted(made.records, key=lambda r: r.id in made.new):  # the new ones last
        own = [c for c in made.changes if c.incident == record.id]
        new = not any(j.there for j in made.joinings if j.incident == record.id)
        lines = _stated(record) if new else map(_difference, _findings(own))
        others = [change_words(c) for c in own if c.kind in ("merged", "moved", "split", "removed")]
        there = next((j.there for j in made.joinings if j.incident == record.id), "")
        found.append(
            Would(
                incident=there or record.id,
                headline=record.headline or "An incident without a headline",
                new=new,
                lines=tuple(lines),
                others=tuple(others),
            )
        )
    return found


def said(made: Trial) -> str:
    """Return what a dry run comes to, in one line."""
    done = made.summary
    parts = [f"{counted(done.added, 'account')} would be added"]
    parts += [f"{done.known:,} already there"] if done.known else []
    parts += [f"{done.failed:,} failed"] if done.failed else []
    parts += [f"{counted(done.aside, 'tells', 'tell')} of no violent incident"] * bool(done.aside)
    return " · ".join(parts)


def _findings(changes: list[Change]) -> Iterator[Change]:
    for each in changes:
        if each.kind == "finding" and _told(each):
            yield each


def _told(change: Change) -> bool:
    """Tell whether a person would see a difference in a value or in how it stands."""
    same = value_words(change.before) == value_words(change.after)
    return not (same and change.was == change.status)


def _difference(change: Change) -> Difference:
    key = f" ({change.key})" if change.key else ""
    stands = STATUSES[change.status] if change.status else "no longer reported"
    return Difference(
        label=f"{field_of(change.field).label}{key}",
        before=value_words(change.before),
        after=value_words(change.after),
        status=stands,
    )


def _stated(record: Record) -> Iterator[Difference]:
    for each in record.findings:
        if each.value is not None:
            yield Difference(
                label=label_of(each), before="", after=value_words(each.value),
                status=STATUSES[each.status],
            )  # fmt: skip
