"""What an editor could settle: a record and its links become doubts, with how much each weighs.

The weight of a doubt is its uncertainty times its reach. A coin's toss has the uncertainty 1 and
what is certain has 0: it is 4·p·(1 - p) where p is how likely one of the two answers is. The reach
is how many accounts the decision is about. So a close call over a large incident comes first, and
what touches one account and is nearly sure comes last.

===========  =====================================  ============================================
kind         is                                     p
===========  =====================================  ============================================
link         a report that hardly fits its          from the score (log odds): of the report with
             incident, or nearly fits another       its incident, or of the best pair between two
consistency  what does not fit with the rest        one in two
contested    values that cannot both be true        the share of accounts for the preferred one
implausible  a value that is hard to believe        one in five, that it is true all the same
reading      words read with little confidence      how sure the reader is, at best
===========  =====================================  ============================================
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from citydesk.base.disputes import contested_findings
from citydesk.base.identity import content_id
from citydesk.model import Finding, Incident, Membership, Record, Statement

__all__ = ["KINDS", "NEAR", "Doubt", "doubts_of", "link_doubt", "weak_memberships"]

Kind = Literal["link", "consistency", "contested", "implausible", "reading"]
KINDS: tuple[Kind, ...] = ("link", "consistency", "contested", "implausible", "reading")

NEAR = 3.0  # log odds either way up to which a link is in doubt: about 1 in 20
SURE = 0.7  # probability below which a reading is in doubt
IMPLAUSIBLE = 0.2  # that what is hard to believe is true
MOST_READINGS = 5  # of one record that are asked about at one time


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that one decision would settle; what `subject` and `object` are hangs on the kind.

    link: two reports, of `incident` and, where they are not together, of the incident `other`.
    Others: a field and the key of its finding, in `incident`.
    """

    kind: Kind
    incident: str
    subject: str
    object: str
    uncertainty: float
    reach: int
    other: str | None = None

    @property
    def id(self) -> str:
        """The same for the same doubt, however much it weighs."""
        home = "" if self.kind == "link" else self.incident
        return content_id("doubt", self.kind, home, self.subject, self.object)

    @property
    def risk(self) -> int:
        """Return 1 where a decision is about a person: a false word about one is the worst."""
        return int(self.kind != "link" and self.subject in ("person", "outcome"))

    @property
    def weight(self) -> float:
        """How much a decision would settle: what the queue is ordered by."""
        return round(self.uncertainty * self.reach, 3)


def uncertainty(probability: float) -> float:
    """Return 1 for a coin's toss and 0 for what is certain, either way."""
    return round(4 * probability * (1 - probability), 3)


def link_doubt(
    incident: str, pair: tuple[str, str], score: float, reach: int, *, other: str | None = None
) -> Doubt:
    """Return the doubt whether two reports tell of one incident, from the log odds that they do.

    `other` is the second one's incident where they are in two; which comes first does not matter.
    """
    if other is not None:
        incident, other = sorted((incident, other))
    left, right = sorted(pair)
    likely = 1 / (1 + math.exp(-max(-20.0, min(20.0, score))))
    return Doubt(
        kind="link",
        incident=incident,
        subject=left,
        object=right,
        uncertainty=uncertainty(likely),
        reach=reach,
        other=other,
    )


def weak_memberships(incident: Incident) -> list[Membership]:
    """Return the memberships that a score close to 0 holds and no editor has judged."""
    own = [m for m in incident.memberships if m.accepted]
    if len(own) < 2:
        return []
    return [m for m in own if abs(m.score) <= NEAR and not _judged(m)]


def doubts_of(record: Record, preferred: Collection[str] = ()) -> list[Doubt]:
    """Return what is in doubt about a record's values, heaviest first.

    `preferred` are the statements that an editor has said are right: nothing is asked about them.
    """
    told = {statement.id: statement for statement in record.statements}
    contested = {id(f) for f in contested_findings(record) if f.status == "contested"}
    found = [
        _about(record.id, finding, "consistency", 1.0, len(_accounts(breach.statements, told)))
        for breach in record.breaches
        if (finding := record.finding(breach.field, breach.key)) and finding.value is not None
    ]
    readings: list[Doubt] = []
    for finding in record.findings:
        if finding.status == "withheld" or finding.value is None:
            continue
        if id(finding) in contested:
            found.append(_contested(record.id, finding, told))
        elif finding.status in ("settled", "single-source"):
            if any(a.relation == "implausible" for a in finding.alternatives):
                found.append(_implausible(record.id, finding, told))
            if not set(finding.statements).intersection(preferred):
                readings.extend(_reading(record.id, finding, told))
    readings.sort(key=lambda d: (-d.weight, d.id))
    return sorted([*found, *readings[:MOST_READINGS]], key=lambda d: (-d.weight, d.id))


def _judged(membership: Membership) -> bool:
    return any(reason.feature == "judgement" for reason in membership.reasons)


def _contested(incident: str, finding: Finding, told: dict[str, Statement]) -> Doubt:
    against = [
        s
        for a in finding.alternatives
        if a.relation in ("conflicts", "denied")
        for s in a.statements
    ]
    fors, others = _accounts(finding.statements, told), _accounts(against, told)
    share = len(fors) / max(1, len(fors) + len(others))
    return _about(incident, finding, "contested", uncertainty(share), len(fors | others))


def _implausible(incident: str, finding: Finding, told: dict[str, Statement]) -> Doubt:
    aside = [s for a in finding.alternatives if a.relation == "implausible" for s in a.statements]
    reach = len(_accounts(aside, told))
    return _about(incident, finding, "implausible", uncertainty(IMPLAUSIBLE), reach)


def _reading(incident: str, finding: Finding, told: dict[str, Statement]) -> list[Doubt]:
    sure = [told[s].probability for s in finding.statements if s in told]
    if not sure or max(sure) >= SURE:
        return []
    reach = len(_accounts(finding.statements, told))
    return [_about(incident, finding, "reading", uncertainty(max(sure)), reach)]


def _accounts(statements: Iterable[str], told: dict[str, Statement]) -> set[str]:
    return {told[s].account for s in statements if s in told}


def _about(incident: str, finding: Finding, kind: Kind, unsure: float, reach: int) -> Doubt:
    return Doubt(
        kind=kind,
        incident=incident,
        subject=finding.field,
        object=finding.key,
        uncertainty=unsure,
        reach=max(1, reach),
    )
