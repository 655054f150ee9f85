"""Reports become incidents, all at once or as they come: both end in the same incidents.

    side ─▶ keys ─▶ candidates ─▶ compare ─▶ cluster

`link` does all of it on plain objects. A desk that grows keeps keys and comparisons in its store,
compares each new report with its candidates alone, and calls `cluster` for what hangs together with
it. A background report ("first since 2009") is context: it is compared with nothing and belongs to
no incident; every other report belongs to exactly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from citydesk.clock import order
from citydesk.identity import content_id
from citydesk.incidents.blocking import pairs
from citydesk.incidents.clustering import MOST, cells, clusters
from citydesk.incidents.judging import Bonds, bonds
from citydesk.incidents.scoring import compare
from citydesk.incidents.sides import side
from citydesk.model import (
    Account,
    Comparison,
    Incident,
    Judgement,
    Membership,
    Reason,
    Report,
)

__all__ = ["cluster", "link"]

NEAR = -3.0  # log odds from which a report that was not taken in is kept as "considered"
MAX_REJECTED = 5
NO_ACCOUNTS: Mapping[str, Account] = {}


def link(
    reports: Iterable[Report],
    accounts: Mapping[str, Account] = NO_ACCOUNTS,
    judgements: Iterable[Judgement] = (),
) -> list[Incident]:
    """Put reports into incidents, sorted by id. Order and repetition of reports do not matter.

    `accounts` by id lend the words to compare; without them only what the reports tell is weighed.
    """
    by_id = {report.id: report for report in reports if not report.background}
    sides = {report.id: side(report, accounts.get(report.account)) for report in by_id.values()}
    comparisons = [compare(left, right) for left, right in pairs(sides.values())]
    return cluster(
        list(by_id.values()),
        comparisons,
        judgements,
        weigh=lambda left, right: compare(sides[left], sides[right]),
    )


def cluster(
    reports: Sequence[Report],
    comparisons: Iterable[Comparison],
    judgements: Iterable[Judgement] = (),
    *,
    weigh: Callable[[str, str], Comparison] | None = None,
) -> list[Incident]:
    """Put these reports into incidents by the comparisons between them, sorted by id.

    Give all reports that hang together with those of interest (scores above 0, "same"): the result
    is then the same as if everything had been clustered. Comparisons with others are ignored.
    `weigh` compares two reports by id: it is asked for pairs of one component that share no key.
    """
    by_id = {report.id: report for report in reports if not report.background}
    decided = bonds(judgements)
    inside = {(c.left, c.right): c for c in comparisons if c.left in by_id and c.right in by_id}
    groups = cells(by_id, inside.values(), decided.same)
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    held: dict[int, dict[tuple[str, str], Comparison]] = defaultdict(dict)
    for pair in sorted(inside):
        if group_of[pair[0]] == group_of[pair[1]]:
            held[group_of[pair[0]]][pair] = inside[pair]
    made: list[Incident] = []
    for number, group in enumerate(groups):
        members = [by_id[report] for report in group]
        if weigh:
            _complete(members, held[number], weigh)
        known = list(held[number].values())
        for each in clusters(members, known, decided):
            made.append(_incident([by_id[r] for r in each], by_id, known, decided))
    return sorted(made, key=lambda incident: incident.id)


def _complete(
    members: Sequence[Report],
    known: dict[tuple[str, str], Comparison],
    weigh: Callable[[str, str], Comparison],
) -> None:
    """Compare what share no key but hang together over others, in a component that is not huge."""
    if len(members) > MOST:
        return
    for left, right in combinations(sorted(members, key=lambda r: r.id), 2):
        if (left.id, right.id) not in known and left.account != right.account:
            known[left.id, right.id] = weigh(left.id, right.id)


def _incident(
    members: Sequence[Report],
    reports: Mapping[str, Report],
    comparisons: Iterable[Comparison],
    decided: Bonds,
) -> Incident:
    """Return the incident of these reports, with those of their component that came close."""
    ordered = sorted(members, key=lambda r: (order(r.published), r.id))
    incident = content_id("incident", ordered[0].id)
    own = {report.id for report in members}
    met: dict[str, list[Comparison]] = defaultdict(list)
    for c in comparisons:
        if c.left in own:
            met[c.right].append(c)
        if c.right in own:
            met[c.left].append(c)
    accepted = [_membership(incident, r.id, met[r.id], own, decided) for r in ordered]
    others = (r for r in sorted(met) if r not in own and r in reports)
    rejected = [_membership(incident, r, met[r], own, decided) for r in others]
    rejected = [m for m in rejected if m.score > NEAR]
    rejected.sort(key=lambda m: (-m.score, m.report))
    return Incident(id=incident, memberships=(*accepted, *rejected[:MAX_REJECTED]))


def _membership(
    incident: str, report: str, met: Sequence[Comparison], own: set[str], decided: Bonds
) -> Membership:
    """Say how a report fits: its mean score with the members, the reasons of its best match."""
    best = max(met, key=lambda c: (c.score, c.left, c.right), default=None)
    reasons: list[Reason] = []
    for other in sorted(own - {report}):
        first, second = sorted((report, other))
        judgement = decided.by.get((first, second))
        if judgement:
            words = f"{judgement.who} judged it {judgement.verb} as {other}: {judgement.why}"
            reasons.append(Reason(feature="judgement", words=words, weight=0.0))
    if best:
        other = best.right if best.left == report else best.left
        reasons.append(Reason(feature="match", words=f"best match: {other}", weight=0.0))
        reasons.extend(best.reasons)
    return Membership(
        report=report,
        incident=incident,
        score=round(sum(c.score for c in met) / len(met), 3) if met else 0.0,
        reasons=tuple(reasons),
        accepted=report in own,
    )
