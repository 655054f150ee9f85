"""Clusters within a component: weak bridges, hubs, judgements."""

from __future__ import annotations

import datetime as dt

from citydesk import testing
from citydesk.linking import Match, cluster
from citydesk.model import Comparison, Incident, Judgement, Report
from tests.linking.weighers import OneByOne

NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


def report(name: str, *, day: int = 3, account: str | None = None) -> Report:
    return Report(
        id=f"{name}#0" if account is None else f"{account}#{name}", account=account or name,
        source="x", published=testing.day(f"2024-05-{day:02}"),
    )  # fmt: skip


def scored(**scores: float) -> list[Match]:
    return [(f"{a}#0", f"{b}#0", round(score * 1000)) for (a, b), score in scores.items()]


def judged(verb: str, left: str, right: str, *, minute: int = 0) -> Judgement:
    return Judgement(
        id=f"{verb}{left}{right}{minute}", verb=verb, subject=f"{left}#0", object=f"{right}#0",  # type: ignore[arg-type]
        who="Ed", at=NOON + dt.timedelta(minutes=minute), why="read both",
    )  # fmt: skip


def groups(incidents: list[Incident]) -> list[str]:
    return sorted("".join(sorted(r[0] for r in i.reports)) for i in incidents)


def test_a_weak_bridge_does_not_glue() -> None:
    scores = scored(ab=6, cd=6, bc=0.5, ac=-5, ad=-5, bd=-5)
    assert groups(cluster([report(n) for n in "abcd"], scores)) == ["ab", "cd"]


def test_a_hub_that_matches_everything_glues_nothing() -> None:
    names = "abcdefgh"
    scores = [(f"{n}#0", "z#0", 3000) for n in names]
    apart = scored(**{x + y: -6 for x in names for y in names if x < y})
    made = cluster([report(n) for n in [*names, "z"]], [*scores, *apart])
    assert max(len(i.reports) for i in made) == 2


def test_pairs_that_share_no_key_are_compared_before_they_are_glued() -> None:
    asked: list[tuple[str, str]] = []

    def weigh(left: str, right: str) -> Comparison:
        asked.append((left, right))
        return Comparison(left=left, right=right, score=-9.0)

    made = cluster([report(n) for n in "abz"], scored(az=4, bz=5), weigher=OneByOne(weigh))
    assert asked[:1] == [("a#0", "b#0")]
    assert groups(made) == ["a", "bz"]


def test_two_reports_of_one_account_are_two_incidents() -> None:
    two = [report("0", account="a"), report("1", account="a")]
    bridge = [("a#0", "a#1", 9000)]
    assert len(cluster(two, bridge)) == 2


def test_the_earliest_report_names_the_incident_and_stays_its_name() -> None:
    late, early = report("a", day=5), report("b", day=3)
    (one,) = cluster([late, early], scored(ab=3))
    (alone,) = cluster([early], [])
    assert one.id == alone.id
    assert one.reports == ("b#0", "a#0")


def test_of_two_decisions_on_a_pair_the_later_holds_and_a_withdrawn_one_does_not() -> None:
    reports, scores = [report(n) for n in "ab"], scored(ab=-8)
    same, different = judged("same", "a", "b"), judged("different", "b", "a", minute=5)
    assert groups(cluster(reports, scores, [same])) == ["ab"]
    assert groups(cluster(reports, scores, [same, different])) == ["a", "b"]
    withdrawal = Judgement(
        id="w", verb="withdraw", subject=different.id, object=None, who="Ed",
        at=NOON + dt.timedelta(hours=1), why="mistaken",
    )  # fmt: skip
    assert groups(cluster(reports, scores, [withdrawal, different, same])) == ["ab"]


def test_contradicting_decisions_leave_different_standing() -> None:
    decided = [
        judged("same", "a", "b"), judged("same", "b", "c", minute=1), judged("different", "a", "c")
    ]  # fmt: skip
    found = groups(cluster([report(n) for n in "abc"], scored(ab=5, bc=5, ac=5), decided))
    assert found == ["a", "bc"]


def test_what_came_close_is_kept_with_its_reasons() -> None:
    made = cluster([report(n) for n in "abc"], scored(ab=5, bc=1.0, ac=-3))
    (pair,) = [i for i in made if len(i.reports) == 2]
    rejected = [m for m in pair.memberships if not m.accepted]
    assert [m.report for m in rejected] == ["c#0"]
    assert rejected[0].reasons[0].words == "best match: b#0"


def test_an_editors_word_is_among_the_reasons() -> None:
    made = cluster([report(n) for n in "ab"], [], [judged("same", "a", "b")])
    assert "Ed judged it same as b#0: read both" in made[0].memberships[0].reasons[0].words
