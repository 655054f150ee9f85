"""The laws of linking, held over invented worlds."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk.linking import cluster, keys, link, profile
from citydesk.linking.candidates import pairs
from citydesk.linking.cells import joined
from citydesk.model import Comparison, Judgement, Report
from tests.linking.oracle import compare
from tests.linking.weighers import OneByOne, matches
from tests.worlds import World, world

seeds = st.integers(0, 10_000)
NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


def judged(verb: str, left: str, right: str, *, minute: int = 0) -> Judgement:
    return Judgement(
        id=f"{verb} {left} {right} {minute}", verb=verb, subject=left, object=right,  # type: ignore[arg-type]
        who="Ed", at=NOON + dt.timedelta(minutes=minute), why="seen both",
    )  # fmt: skip


def home(incidents: list, report: str) -> str:
    return next(i.id for i in incidents if report in i.reports)


@given(seeds, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_order_and_repetition_do_not_matter(seed: int, rng: random.Random) -> None:
    made = world(seed)
    shuffled = [*made.reports, *made.reports[:2]]
    rng.shuffle(shuffled)
    assert link(shuffled, made.accounts) == link(made.reports, made.accounts)


@given(seeds)
@settings(deadline=None, max_examples=25)
def test_every_report_is_in_exactly_one_incident(seed: int) -> None:
    made = world(seed, incidents=5)
    background = Report(id="b#0", account="b", source="x", published=None, background=True)
    found = link([*made.reports, background], made.accounts)
    times = Counter(r for incident in found for r in incident.reports)
    assert times == Counter({r.id: 1 for r in made.reports})
    assert len({incident.id for incident in found}) == len(found)


@given(seeds)
@settings(deadline=None, max_examples=25)
def test_a_comparison_depends_on_its_two_sides_alone(seed: int) -> None:
    made = world(seed)
    sides = [profile(r, made.accounts[r.account]) for r in made.reports]
    for left, right in itertools.combinations(sides, 2):
        found = compare(left, right)
        assert found == compare(right, left)
        assert found.left < found.right
        assert abs(found.score - sum(r.weight for r in found.reasons)) < 1e-6


@given(seeds, st.data())
@settings(deadline=None, max_examples=25)
def test_different_is_never_undone_by_a_score(seed: int, data: st.DataObject) -> None:
    made = world(seed, incidents=2)
    ids = [r.id for r in made.reports]
    left, right = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    if left != right:
        found = link(made.reports, made.accounts, [judged("different", left, right)])
        assert home(found, left) != home(found, right)
        found = link(made.reports, made.accounts, [judged("same", left, right)])
        assert home(found, left) == home(found, right)


@given(seeds, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_growing_one_by_one_ends_in_the_same_incidents(seed: int, rng: random.Random) -> None:
    made = world(seed, incidents=4)
    order = list(made.reports)
    rng.shuffle(order)
    assert grown(made, order) == link(made.reports, made.accounts)


def grown(made: World, order: list[Report]) -> list:
    """Link like a desk does: keep keys and comparisons, recluster only what a report touches."""
    sides = {r.id: profile(r, made.accounts[r.account]) for r in made.reports}
    by_id = {r.id: r for r in made.reports}
    kept: dict[str, frozenset[str]] = {}
    comparisons: list[Comparison] = []
    incidents: dict[str, object] = {}
    for report in order:
        mine = keys(sides[report.id])
        others = [o for o, theirs in kept.items() if mine & theirs]
        others = [o for o in others if by_id[o].account != report.account]
        comparisons += [compare(sides[report.id], sides[o]) for o in others]
        kept[report.id] = mine
        joins = [(c.left, c.right) for c in comparisons if c.score > 0]
        group = next(g for g in joined(kept, joins) if report.id in g)
        weigher = OneByOne(lambda a, b: compare(sides[a], sides[b]))
        remade = cluster([by_id[r] for r in group], matches(comparisons), weigher=weigher)
        incidents = {i: v for i, v in incidents.items() if not {*v.reports} & {*group}}  # type: ignore[attr-defined]
        incidents |= {each.id: each for each in remade}
    return [incidents[i] for i in sorted(incidents)]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(-2, 2)), max_size=30))
def test_components_are_those_of_networkx(edges: list[tuple[int, int, int]]) -> None:
    made = [
        Comparison(left=f"{min(a, b):02}", right=f"{max(a, b):02}", score=score)
        for a, b, score in edges
        if a != b
    ]
    graph = networkx.Graph()
    graph.add_nodes_from(f"{n:02}" for n in range(13))
    graph.add_edges_from((c.left, c.right) for c in made if c.score > 0)
    expected = sorted(sorted(part) for part in networkx.connected_components(graph))
    joins = [(c.left, c.right) for c in made if c.score > 0]
    assert joined([f"{n:02}" for n in range(13)], joins) == expected


@given(seeds)
@settings(deadline=None, max_examples=10)
def test_each_pair_is_weighed_once(seed: int) -> None:
    made = world(seed)
    found = [(a.report, b.report) for a, b in pairs(profile(r) for r in made.reports)]
    assert len(found) == len(set(found))
    assert all(left < right for left, right in found)
