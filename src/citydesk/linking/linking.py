"""Reports become incidents, all at once or as they come: both end in the same incidents.

    profile ─▶ folding ─▶ keys ─▶ candidates ─▶ scores ─▶ cells ─▶ clusters

`link` does all of it on plain objects. A desk that grows keeps keys and scores in its store, weighs
each new report against its candidates alone, and calls `incidents` for the cells that it touches
(`live/`); a batch calls `cluster` for what hangs together. A background report ("first since 2009")
is context: it is compared with nothing and belongs to no incident; every other report belongs to
exactly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from citydesk.base.clock import order
from citydesk.base.identity import incident_id
from citydesk.base.linear import Linear
from citydesk.linking.candidates import Candidates
from citydesk.linking.cells import MOST, cells
from citydesk.linking.clustering import grown
from citydesk.linking.columns import columns_of
from citydesk.linking.folding import LEADERS, echoes, signed
from citydesk.linking.judging import Bonds, bonds
from citydesk.linking.profiles import Profile, profile
from citydesk.linking.scoring import Scorer
from citydesk.linking.weighing import BAR, Match, Weigher, Weighing
from citydesk.model import Account, Comparison, Incident, Judgement, Membership, Reason, Report

__all__ = ["Shape", "cluster", "incidents", "link", "matches", "shape"]

NEAR = -3.0  # log odds from which a report that was not taken in is kept as "considered"
MAX_REJECTED = 5
NOT_COMPARED = Comparison(left="", right="", score=0.0)
NO_ACCOUNTS: Mapping[str, Account] = {}

Pair = tuple[str, str]
Shape = tuple[tuple[str, bool, float], ...]
"""The memberships of an incident without reasons: report, accepted, score."""
Scored = tuple[Sequence[Report], Mapping[Pair, int]]
"""The reports of a cell, and the scores between them in thousandths, by ids."""
NOTHING_STANDS: Mapping[str, Shape] = {}
NOBODY_BEHIND: Mapping[str, str] = {}
NO_ECHOES: Mapping[str, Sequence[Report]] = {}


def link(
    reports: Iterable[Report],
    accounts: Mapping[str, Account] = NO_ACCOUNTS,
    judgements: Iterable[Judgement] = (),
) -> list[Incident]:
    """Put reports into incidents, sorted by id. Order and repetition of reports do not matter.

    `accounts` by id lend the words to compare; without them only what the reports tell is weighed.
    """
    by_id = {report.id: report for report in reports if not report.background}
    profiles = {ident: profile(each, accounts.get(each.account)) for ident, each in by_id.items()}
    decided = list(judgements)
    behind = echoes(signed(by_id.values(), profiles, decided))
    weighing = Weighing(lambda asked: profiles)
    found = matches(each for report, each in profiles.items() if report not in behind)
    return cluster(by_id.values(), found, decided, weigher=weighing, behind=behind)


def cluster(
    reports: Iterable[Report],
    matches: Iterable[Match],
    judgements: Iterable[Judgement] = (),
    *,
    weigher: Weigher | None = None,
    behind: Mapping[str, str] = NOBODY_BEHIND,
) -> list[Incident]:
    """Put these reports into incidents by the matches between them, sorted by id.

    Give all reports that hang together with those of interest (scores above 0, "same"): the result
    is then the same as if everything had been clustered. Matches with others are ignored. `behind`
    leads from echoes to the first of their groups, who are to be among the reports.
    """
    told = {report.id: report for report in reports if not report.background}
    by_id = {ident: report for ident, report in told.items() if ident not in behind}
    groups_of: dict[str, list[Report]] = defaultdict(list)
    for echo, first in behind.items():
        groups_of[first].append(told[echo])
    decided = bonds(judgements)
    inside = {(a, b): score for a, b, score in matches if a in by_id and b in by_id}
    groups = cells(by_id, ((a, b, score) for (a, b), score in inside.items()), decided.same)
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    known: list[dict[Pair, int]] = [{} for _ in groups]
    for pair, score in inside.items():
        if group_of[pair[0]] == group_of[pair[1]]:
            known[group_of[pair[0]]][pair] = score
    made = [[by_id[report] for report in group] for group in groups]
    held = completed(list(zip(made, known, strict=True)), weigher)
    found = incidents(held, decided, weigher, echoes=groups_of)
    return sorted(found, key=lambda incident: incident.id)


def incidents(
    cells: Iterable[Scored],
    decided: Bonds,
    weigher: Weigher | None = None,
    *,
    standing: Mapping[str, Shape] = NOTHING_STANDS,
    echoes: Mapping[str, Sequence[Report]] = NO_ECHOES,
) -> list[Incident]:
    """Put the reports of each cell into incidents by the scores between them, in thousandths.

    `echoes` are the reports that go where the first of their group goes, by that one. `weigher` is
    asked for the best matches, all at once. `standing` are incidents as they are kept, by id: where
    one comes out as it stands no reasons are made of it, and none of its own reports where only
    others that came close have changed.
    """
    drafts: list[Draft] = []
    for members, scores in cells:
        by_id = {report.id: report for report in members}
        accounts = {report.id: report.account for report in members}
        met = Met(scores)
        for group in grown(accounts, scores, decided):
            after = {r.id: first for first in group for r in echoes.get(first, ())}
            own = [*(by_id[r] for r in group), *(r for f in group for r in echoes.get(f, ()))]
            drafts.append(met.draft(own, decided, standing, after))
    asked = [fit.best for draft in drafts for fit in draft.fits if fit.best]
    found = weigher.compared(asked) if weigher else [NOT_COMPARED] * len(asked)
    best = iter(found)
    return [draft.incident(best) for draft in drafts]


def completed(cells: Sequence[Scored], weigher: Weigher | None) -> list[Scored]:
    """Return cells with the scores of what shares no key but hangs together over others.

    In a huge cell nothing counts less than what was never compared: no desk needs to keep that.
    """
    found: list[dict[Pair, int]] = []
    missing: list[tuple[int, Pair]] = []
    for number, (members, known) in enumerate(cells):
        small = len(members) <= MOST
        found.append({pair: each for pair, each in known.items() if small or each > BAR})
        if weigher and small:
            ordered = sorted(members, key=lambda report: report.id)
            missing += [
                (number, (left.id, right.id))
                for left, right in combinations(ordered, 2)
                if (left.id, right.id) not in known and left.account != right.account
            ]
    scores = weigher.scores([pair for _, pair in missing]) if weigher and missing else []
    for (number, pair), score in zip(missing, scores, strict=True):
        found[number][pair] = score
    return [(members, scores) for (members, _), scores in zip(cells, found, strict=True)]


def matches(profiles: Iterable[Profile], model: Linear | None = None) -> list[Match]:
    """Return the matches of profiles that share a key, above what counts as never compared."""
    columns = columns_of(sorted(profiles, key=lambda each: each.report), keyed=True)
    candidates, scorer, ids = Candidates(columns), Scorer(columns, model), columns.ids
    found: list[Match] = []
    for rows in candidates.parts():
        left, right = candidates.of(rows)
        score = scorer(left, right, BAR)
        above = score > BAR
        made = (each[above].tolist() for each in (left, right, score))
        found += [(ids[a], ids[b], each) for a, b, each in zip(*made, strict=True)]
    return found


def shape(incident: Incident) -> Shape:
    """Return an incident without its reasons."""
    return tuple((m.report, m.accepted, m.score) for m in incident.memberships)


class Fit(NamedTuple):
    """A report beside an incident, and the pair whose reasons are to be told, if any."""

    report: str
    accepted: bool
    score: float
    told: tuple[Reason, ...] = ()
    best: Pair | None = None


class Draft(NamedTuple):
    """An incident whose reasons are still to be made."""

    id: str
    fits: list[Fit]

    def incident(self, best: Iterator[Comparison]) -> Incident:
        """Return the incident, with the next of these comparisons where one is to be told."""
        memberships = []
        for fit in self.fits:
            met = next(best) if fit.best else NOT_COMPARED
            memberships.append(
                Membership(
                    report=fit.report,
                    incident=self.id,
                    score=fit.score,
                    reasons=(*fit.told, *met.reasons),
                    accepted=fit.accepted,
                    metres=met.metres,
                    minutes=met.minutes,
                )
            )
        return Incident(id=self.id, memberships=tuple(memberships))


class Met:
    """What the reports of one cell were weighed at: makes drafts of incidents."""

    def __init__(self, scores: Mapping[Pair, int]) -> None:
        """Sort the scores by report."""
        self.met: dict[str, dict[str, int]] = defaultdict(dict)
        for (left, right), score in scores.items():
            self.met[left][right] = self.met[right][left] = score

    def draft(
        self,
        members: Sequence[Report],
        decided: Bonds,
        standing: Mapping[str, Shape],
        after: Mapping[str, str],
    ) -> Draft:
        """Return the incident of these reports, with those of their cell that came close.

        `after` leads from echoes to the first of their group, whose score they share.
        """
        ordered = sorted(members, key=lambda r: (order(r.published), r.id))
        ident, own = incident_id(ordered[0].id), {report.id for report in members}
        with_own: dict[str, list[int]] = defaultdict(list)
        for report in own:
            for other, score in self.met[report].items():
                with_own[other].append(score)
        scores = {report: _mean(met) for report, met in with_own.items()}
        close = sorted((-s, r) for r, s in scores.items() if r not in own and s > NEAR)
        fits = [Fit(r.id, True, scores.get(after.get(r.id, r.id), 0.0)) for r in ordered]
        fits += [Fit(report, False, -score) for score, report in close[:MAX_REJECTED]]
        kept = set(_kept(tuple(fit[:3] for fit in fits), standing.get(ident, ())))
        judged = own & {report for pair in decided.by for report in pair}
        return Draft(
            ident,
            [
                fit
                if fit[:3] in kept
                else _echoing(fit, after[fit.report])
                if fit.report in after
                else self._told(fit, own, judged, decided)
                for fit in fits
            ],
        )

    def _told(self, fit: Fit, own: set[str], judged: set[str], decided: Bonds) -> Fit:
        """Say why a report fits, or nearly: editors' words, and the reasons of its best match."""
        report, reasons = fit.report, list[Reason]()
        for other in sorted(judged - {report}):
            judgement = decided.by.get((min(report, other), max(report, other)))
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
        return fit._replace(told=tuple(reasons), best=(left, right) if left else None)


def _echoing(fit: Fit, first: str) -> Fit:
    words = f"tells of the same person or address, town and day as {LEADERS} before it, so as"
    return fit._replace(told=(Reason(feature="match", words=f"{words} {first}", weight=0.0),))


def _kept(fits: Shape, stands: Shape) -> Shape:
    """Return the memberships that stay as they are kept: all, the accepted ones, or none."""
    if stands == fits:
        return fits
    own, had = ([fit for fit in some if fit[1]] for some in (fits, stands))
    return tuple(own) if own == had else ()


def _mean(scores: Sequence[int]) -> float:
    """Return the mean score, the same in whatever order they come."""
    return round(sum(scores) / len(scores) / 1000, 3)
