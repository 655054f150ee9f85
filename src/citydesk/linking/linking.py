"""Reports become incidents, all at once or as they come: both end in the same incidents.

    side ─▶ keys ─▶ candidates ─▶ compare ─▶ cluster

`link` does all of it on plain objects. A desk that grows keeps keys and comparisons in its store,
compares each new report with its candidates alone, and calls `cluster` for what hangs together with
it. A background report ("first since 2009") is context: it is compared with nothing and belongs to
no incident; every other report belongs to exactly one.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from citydesk.base.clock import order
from citydesk.base.identity import content_id
from citydesk.linking.blocking import pairs
from citydesk.linking.clustering import MOST, UNCOMPARED, cells, grown
from citydesk.linking.judging import Bonds, bonds
from citydesk.linking.scoring import compare
from citydesk.linking.sides import side
from citydesk.model import (
    Account,
    Comparison,
    Incident,
    Judgement,
    Membership,
    Reason,
    Report,
)

__all__ = ["Shape", "cell_incidents", "cluster", "link", "shape", "within"]

NEAR = -3.0  # log odds from which a report that was not taken in is kept as "considered"
MAX_REJECTED = 5
NO_ACCOUNTS: Mapping[str, Account] = {}

Pair = tuple[str, str]
Weigh = Callable[[str, str], Comparison]
Explain = Callable[[Pair], tuple[Reason, ...]]
Shape = tuple[tuple[str, bool, float], ...]
"""The memberships of an incident without reasons: report, accepted, score."""
NOTHING_STANDS: Mapping[str, Shape] = {}


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
    weigh: Weigh | None = None,
) -> list[Incident]:
    """Put these reports into incidents by the comparisons between them, sorted by id.

    Give all reports that hang together with those of interest (scores above 0, "same"): the result
    is then the same as if everything had been clustered. Comparisons with others are ignored.
    `weigh` compares two reports by id: it is asked for pairs of one component that share no key,
    and for the reasons of comparisons that come without.
    """
    by_id = {report.id: report for report in reports if not report.background}
    decided = bonds(judgements)
    inside = {(c.left, c.right): c for c in comparisons if c.left in by_id and c.right in by_id}
    groups = cells(by_id, inside.values(), decided.same)
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    held: dict[int, dict[Pair, Comparison]] = defaultdict(dict)
    for pair, comparison in inside.items():
        if group_of[pair[0]] == group_of[pair[1]]:
            held[group_of[pair[0]]][pair] = comparison
    made: list[Incident] = []
    for number, group in enumerate(groups):
        made += within([by_id[report] for report in group], held[number], decided, weigh)
    return sorted(made, key=lambda incident: incident.id)


def within(
    members: Sequence[Report],
    comparisons: dict[Pair, Comparison],
    decided: Bonds,
    weigh: Weigh | None,
) -> list[Incident]:
    """Put the reports of one cell into incidents, as `cluster` does with every cell."""
    known = _completed(members, comparisons, weigh)
    scores = {pair: round(known[pair].score * 1000) for pair in known}
    explain = functools.partial(_explained, known, weigh)
    return cell_incidents(members, scores, decided, explain=explain)


def cell_incidents(
    members: Sequence[Report],
    scores: Mapping[Pair, int],
    decided: Bonds,
    *,
    explain: Explain,
    standing: Mapping[str, Shape] = NOTHING_STANDS,
) -> list[Incident]:
    """Put the reports of one cell into incidents by the scores between them, in thousandths.

    `explain` gives the reasons of a pair. `standing` are incidents as they are kept, by id: where
    one comes out as it stands no reasons are made of it, and none of its own reports where only
    others that came close have changed.
    """
    accounts = {report.id: report.account for report in members}
    by_id = {report.id: report for report in members}
    weighed = _Weighed(scores, decided, explain, standing)
    groups = grown(accounts, scores, decided)
    return [weighed.incident([by_id[report] for report in group]) for group in groups]


def shape(incident: Incident) -> Shape:
    """Return an incident without its reasons."""
    return tuple((m.report, m.accepted, m.score) for m in incident.memberships)


def _completed(
    members: Sequence[Report], known: dict[Pair, Comparison], weigh: Weigh | None
) -> dict[Pair, Comparison]:
    """Compare what share no key but hang together over others, in a component that is not huge.

    In a huge one nothing counts less than what was never compared: no desk needs to keep that.
    """
    if len(members) > MOST:
        return {pair: each for pair, each in known.items() if each.score > UNCOMPARED}
    if weigh:
        for left, right in combinations(sorted(members, key=lambda r: r.id), 2):
            if (left.id, right.id) not in known and left.account != right.account:
                known[left.id, right.id] = weigh(left.id, right.id)
    return known


def _explained(
    known: Mapping[Pair, Comparison], weigh: Weigh | None, pair: Pair
) -> tuple[Reason, ...]:
    return known[pair].reasons or (weigh(*pair).reasons if weigh else ())


class _Weighed:
    """What the reports of one cell were weighed at: makes incidents of them."""

    def __init__(
        self,
        scores: Mapping[Pair, int],
        decided: Bonds,
        explain: Explain,
        standing: Mapping[str, Shape],
    ) -> None:
        self.decided, self.explain, self.standing = decided, explain, standing
        self.met: dict[str, dict[str, int]] = defaultdict(dict)
        for (left, right), score in scores.items():
            self.met[left][right] = self.met[right][left] = score

    def incident(self, members: Sequence[Report]) -> Incident:
        """Return the incident of these reports, with those of their cell that came close."""
        ordered = sorted(members, key=lambda r: (order(r.published), r.id))
        ident, own = content_id("incident", ordered[0].id), {report.id for report in members}
        with_own: dict[str, list[int]] = defaultdict(list)
        for report in own:
            for other, score in self.met[report].items():
                with_own[other].append(score)
        scores = {report: _mean(met) for report, met in with_own.items()}
        close = sorted((-s, r) for r, s in scores.items() if r not in own and s > NEAR)
        fits = [(r.id, True, scores.get(r.id, 0.0)) for r in ordered]
        fits += [(report, False, -score) for score, report in close[:MAX_REJECTED]]
        kept = self._kept(ident, tuple(fits))
        return Incident(
            id=ident,
            memberships=tuple(
                Membership(
                    report=fit[0],
                    incident=ident,
                    score=fit[2],
                    reasons=() if fit in kept else self._reasons(fit[0], own),
                    accepted=fit[1],
                )
                for fit in fits
            ),
        )

    def _kept(self, incident: str, fits: Shape) -> Shape:
        """Return the memberships that stay as they are kept: all, the accepted ones, or none."""
        stands = self.standing.get(incident, ())
        if stands == fits:
            return fits
        own, had = ([fit for fit in some if fit[1]] for some in (fits, stands))
        return tuple(own) if own == had else ()

    def _reasons(self, report: str, own: set[str]) -> tuple[Reason, ...]:
        """Say why a report fits, or nearly: editors' words, and the reasons of its best match."""
        reasons: list[Reason] = []
        for other in sorted(own - {report}):
            first, second = sorted((report, other))
            judgement = self.decided.by.get((first, second))
            if judgement:
                words = f"{judgement.who} judged it {judgement.verb} as {other}: {judgement.why}"
                reasons.append(Reason(feature="judgement", words=words, weight=0.0))
        pairs = (
            (score, min(report, other), max(report, other))
            for other, score in self.met[report].items()
            if other in own
        )
        _, left, right = max(pairs, default=(0, "", ""))
        if left:
            other = right if left == report else left
            reasons.append(Reason(feature="match", words=f"best match: {other}", weight=0.0))
            reasons.extend(self.explain((left, right)))
        return tuple(reasons)


def _mean(scores: Sequence[int]) -> float:
    """Return the mean score, the same in whatever order they come."""
    return round(sum(scores) / len(scores) / 1000, 3)
