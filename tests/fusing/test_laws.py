"""The laws of fusing, held over invented worlds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.model import Finding, Judgement, Record, Report, Statement, published_by
from citydesk.serialize import canonical
from tests.worlds import World, fused, world

seeds = st.integers(0, 10_000)
randoms = st.randoms(use_true_random=False)


def told(seed: int) -> World:
    return world(seed, incidents=1, most=7)


def cited(finding: Finding) -> set[str]:
    return {*finding.statements, *(s for a in finding.alternatives for s in a.statements)}


@given(seeds, randoms)
@settings(deadline=None, max_examples=40)
def test_order_and_repetition_do_not_matter_to_the_last_byte(seed: int, rng: random.Random) -> None:
    made = told(seed)
    shuffled = [*made.reports, *made.reports[:3]]
    rng.shuffle(shuffled)
    accounts = dict(rng.sample(sorted(made.accounts.items()), len(made.accounts)))
    assert canonical(fused(shuffled, accounts)) == canonical(fused(made.reports, made.accounts))


@given(seeds)
@settings(deadline=None, max_examples=40)
def test_every_finding_cites_statements_that_exist(seed: int) -> None:
    made = told(seed)
    record = fused(made.reports, made.accounts)
    given_ids = {s.id for r in made.reports for s in r.statements}
    held = {s.id for s in record.statements}
    for finding in record.findings:
        assert finding.statements
        assert finding.reason.endswith(".")
        assert cited(finding) <= held <= given_ids
    for entry in record.people:
        assert set(entry.statements) <= held
    for question in record.questions:
        assert {*question.statements, *question.answered_by} <= held


@given(seeds, randoms)
@settings(deadline=None, max_examples=40)
def test_a_copy_adds_support_but_no_independent_source(seed: int, rng: random.Random) -> None:
    made = told(seed)
    original = rng.choice(made.reports)
    copied, report = copy_of(made, original)
    before = fused(made.reports, made.accounts)
    after = fused([*made.reports, report], {**made.accounts, copied: copy_account(made, original)})
    now = {(f.field, f.key): f for f in after.findings}
    for finding in before.findings:
        again = now[finding.field, finding.key]
        assert again.value == finding.value
        assert again.sources == finding.sources
        assert set(finding.statements) <= set(again.statements)
    assert next(t for t in after.tellings if t.account == copied).copy_of is not None


def copy_account(made: World, original: Report):  # type: ignore[no-untyped-def]
    account = made.accounts[original.account]
    return dataclasses.replace(
        account, id="copy", source="copycat", outlet="The Copycat",
        published=testing.day("2024-05-30"),
    )  # fmt: skip


def copy_of(made: World, original: Report) -> tuple[str, Report]:
    """Return the report of the same words in another outlet, published later."""

    def copied(statement: Statement) -> Statement:
        chain = statement.attribution.speakers
        outlet = dataclasses.replace(chain[-1], name="The Copycat")
        attribution = dataclasses.replace(statement.attribution, speakers=(*chain[:-1], outlet))
        return dataclasses.replace(
            statement, id=f"copy {statement.id}", account="copy", report="copy#0",
            attribution=attribution,
        )  # fmt: skip

    statements = tuple(copied(s) for s in original.statements)
    report = Report(
        id="copy#0", account="copy", source="copycat", published=testing.day("2024-05-30"),
        statements=statements,
    )  # fmt: skip
    return "copy", report


@given(seeds, st.integers(0, 12 * 24))
@settings(deadline=None, max_examples=40)
def test_as_of_is_the_record_of_what_was_out_and_judged(seed: int, hours: int) -> None:
    made = told(seed)
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
    rng = random.Random(seed)
    judgements = [
        Judgement(
            id=f"j{n}", verb=rng.choice(("prefer", "reject")), subject=statement.id, object=None,
            who="Ed", at=dt.datetime(2024, 5, 1 + rng.randrange(12), tzinfo=dt.UTC), why="checked",
        )
        for n, statement in enumerate(made.reports[0].statements)
    ]  # fmt: skip
    out = [r for r in made.reports if published_by(r.published, moment)]
    decided = [j for j in judgements if j.at <= moment]
    accounts = {r.account: made.accounts[r.account] for r in out}
    then = fused(made.reports, made.accounts, judgements=judgements, as_of=moment)
    expected = fused(out, accounts, judgements=decided)
    assert dataclasses.replace(then, as_of=None) == expected
    assert then.revision == expected.revision


@given(seeds)
@settings(deadline=None, max_examples=20)
def test_the_timeline_is_in_order_and_people_are_told_once(seed: int) -> None:
    made = told(seed)
    record: Record = fused(made.reports, made.accounts)
    starts = [entry.time.start for entry in record.timeline]
    assert starts == sorted(starts)
    names = [p.name for p in record.people if p.name]
    assert len(names) == len(set(names))
