"""Findings become the facts of a page: value, how it stands, who says so, what was told before."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.base.disputes import AGAINST, contested_findings, disputed
from citydesk.fields import field_of, position
from citydesk.model import Alternative, Count, Finding, Status, Unknown
from citydesk.privacy.door import Seen
from citydesk.views.voices import Chorus, chorus, first_told, published_first, tellers
from citydesk.words import NOT_REPORTED, capital, label_of, standing, value_words

__all__ = ["Dispute", "Fact", "Side", "anchor_of", "disputes", "facts"]

NONE = Count(low=0, high=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is held to be so.

    `before` was told and overtaken, `agreeing` is coarser, `mentioned` cannot be tied to this
    event: each a value and who tells it. `silent` where accounts report nobody.
    """

    anchor: str
    field: str
    label: str
    value: str
    status: Status
    standing: str
    reason: str
    chorus: Chorus
    before: tuple[tuple[str, str], ...] = ()
    agreeing: tuple[tuple[str, str], ...] = ()
    mentioned: tuple[tuple[str, str], ...] = ()
    disputed: bool = False
    lead: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A value that some say, how it stands to the preferred one, and who says it."""

    value: str
    relation: str
    chorus: Chorus
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Something that sources disagree about: the preferred side, the others, and why."""

    anchor: str
    label: str
    preferred: Side
    others: tuple[Side, ...]
    why: str
    field: str
    key: str
    status: str = "contested"


def facts(seen: Seen) -> list[Fact]:
    """Return the facts of a record in the order of a first paragraph.

    What is somebody's own, a charge, stands with the person (`people.py`).
    """
    own = {each for entry in seen.record.people for each in entry.owns}
    known = [f for f in seen.record.findings if field_of(f.field).section == "facts"]
    known = [f for f in known if (f.field, f.key) not in own or disputed(f)]
    known.sort(key=lambda f: (position(f.field), f.field, f.key))
    return [_fact(seen, finding) for finding in known]


def disputes(seen: Seen) -> list[Dispute]:
    """Return what sources disagree about, each matter once."""
    return [_dispute(seen, finding) for finding in contested_findings(seen.record)]


def anchor_of(finding: Finding, prefix: str = "fact") -> str:
    """Return the name by which a link finds a finding on its page."""
    key = "".join(c if c.isalnum() and c.isascii() else "-" for c in finding.key)
    return "-".join(part for part in (prefix, finding.field, key[:40]) if part)


def _fact(seen: Seen, finding: Finding) -> Fact:
    unknown = finding.value if isinstance(finding.value, Unknown) else None
    value = unknown.what.capitalize() if unknown else value_words(finding.value)
    if finding.status == "withheld":
        value = "Withheld"
    elif finding.value == NONE:
        value = "None"
    told: dict[str, list[tuple[str, str]]] = {"superseded": [], "coarser": [], "mentioned": []}
    for other in _latest_first(seen, finding):
        if other.relation in told and other.value != NOT_REPORTED:
            by = tellers(seen, other.statements)
            if other.relation == "superseded":
                by = f"{by}; {first_told(seen, other.statements)}"
            told[other.relation].append((value_words(other.value), by))
    return Fact(
        anchor=anchor_of(finding),
        field=finding.field,
        label=label_of(finding),
        value=capital(value) or "Not known",
        status=finding.status,
        standing=standing(finding),
        reason=finding.reason,
        chorus=chorus(seen, finding.statements),
        before=tuple(told["superseded"]),
        agreeing=tuple(told["coarser"]),
        mentioned=tuple(told["mentioned"]),
        lead=field_of(finding.field).lead,
        silent=finding.value == NOT_REPORTED and finding.status in ("settled", "single-source"),
        disputed=bool(disputed(finding)),
    )


def _latest_first(seen: Seen, finding: Finding) -> list[Alternative]:
    """Return the other values; of those that were overtaken the latest first."""
    before = [a for a in finding.alternatives if a.relation == "superseded"]
    before.sort(key=lambda a: published_first(seen, a.statements), reverse=True)
    return [*before, *(a for a in finding.alternatives if a.relation != "superseded")]


def _dispute(seen: Seen, finding: Finding) -> Dispute:
    others = (
        Side(
            value=capital(value_words(other.value)),
            relation=AGAINST[other.relation],
            chorus=chorus(seen, other.statements),
            statement=next(iter(other.statements), None),
        )
        for other in disputed(finding)
    )
    preferred = Side(
        value=capital(value_words(finding.value)) or "Nothing",
        relation="preferred",
        chorus=chorus(seen, finding.statements),
        statement=next(iter(finding.statements), None),
    )
    return Dispute(
        anchor=anchor_of(finding, "dispute"),
        label=label_of(finding),
        preferred=preferred,
        others=tuple(others),
        why=finding.reason,
        field=finding.field,
        key=finding.key,
        status=finding.status,
    )
