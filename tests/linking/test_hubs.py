"""A page of headlines matches everything, and glues nothing together."""

from __future__ import annotations

import dataclasses
import itertools

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.linking import compare, link, profile
from citydesk.linking.clustering import AGAINST, hubs
from citydesk.model import Incident, Report, Span, Statement
from tests.worlds import World, world

OUTLET = "The Quarry Times"


def page_of(made: World, *, number: int = 0) -> tuple[str, Report, World]:
    """Return a page that repeats what the first account of each incident tells, word for word."""
    firsts: dict[int, Report] = {}
    for report in made.reports:
        firsts.setdefault(made.truth[report.account], report)
    ident, pieces, statements, at = f"page {number}", [], list[Statement](), 0
    for each in firsts.values():
        text = made.accounts[each.account].text
        pieces.append(text)
        for s in each.statements:
            spans = tuple(Span(start=e.start + at, end=e.end + at) for e in s.evidence)
            statements.append(
                dataclasses.replace(
                    s, id=f"{ident} {s.id}", account=ident, report=f"{ident}#0", evidence=spans
                )
            )
        at += len(text) + 1
    page = testing.account(
        "\n".join(pieces), id=ident, title="Headlines", outlet=OUTLET, source="quarry.example",
        published=testing.day("2024-05-12"),
    )  # fmt: skip
    report = Report(
        id=f"{ident}#0", account=ident, source=page.source, published=page.published,
        statements=tuple(statements),
    )  # fmt: skip
    accounts = {**made.accounts, ident: page}
    return ident, report, dataclasses.replace(made, accounts=accounts)


def without(incidents: list[Incident], pages: set[str]) -> list[list[str]]:
    kept = ([r for r in i.reports if r.partition("#")[0] not in pages] for i in incidents)
    return sorted(sorted(each) for each in kept if each)


def speak_against(made: World, groups: list[list[str]]) -> bool:
    """Tell whether every two reports of different incidents speak against each other."""
    sides = {r.id: profile(r, made.accounts[r.account]) for r in made.reports}
    return all(
        compare(sides[left], sides[right]).score < AGAINST
        for one, other in itertools.combinations(groups, 2)
        for left in one
        for right in other
    )


@given(st.integers(0, 10_000), st.integers(2, 6))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_page_of_headlines_glues_no_incidents_together(seed: int, many: int) -> None:
    made = world(seed, incidents=many)
    before = without(link(made.reports, made.accounts), set())
    assume(speak_against(made, before))
    name, page, more = page_of(made)
    after = without(link([*made.reports, page], more.accounts), {name})
    assert all(any({*group} <= {*other} for other in before) for group in after)


def test_many_pages_that_match_everything_glue_nothing() -> None:
    made = next(
        each
        for each in (world(seed, incidents=6, most=1) for seed in range(200))
        if len(groups := without(link(each.reports, each.accounts), set())) == 6
        and speak_against(each, groups)
    )
    before = without(link(made.reports, made.accounts), set())
    reports, accounts, names = list(made.reports), dict(made.accounts), set[str]()
    for number in range(3):
        name, page, more = page_of(made, number=number)
        reports.append(page)
        accounts.update(more.accounts)
        names.add(name)
    assert without(link(reports, accounts), names) == before
    sides = [profile(r, accounts[r.account]) for r in reports]
    scores = {
        (c.left, c.right): round(c.score * 1000)
        for a, b in itertools.combinations(sides, 2)
        if (c := compare(a, b))
    }
    assert {f"{name}#0" for name in names} <= hubs(scores)


def test_reports_that_agree_are_no_hubs() -> None:
    scores = {("a", "b"): 3000, ("a", "c"): 2000, ("b", "c"): 1000, ("a", "d"): 500}
    assert hubs(scores) == frozenset()
    assert hubs({**scores, ("b", "d"): -4000, ("c", "d"): -4000}) == {"a"}
    assert hubs({("a", "b"): 3000, ("a", "c"): 2000, ("b", "c"): -9000}) == frozenset()
