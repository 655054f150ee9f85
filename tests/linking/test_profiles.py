"""What a profile is kept as: one line that comes back equal, and a row whose bound is never low."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import rows
from citydesk.base.linear import Linear, load_linear
from citydesk.linking import Profile, at_most, packed, profile, row_of, unpacked
from citydesk.linking.columns import columns_of
from citydesk.linking.scoring import Scorer
from tests.linking.test_bulk import every, expected, happened
from tests.worlds import world


def sides() -> list[Profile]:
    told = world(5, incidents=12)
    made = [profile(report, told.accounts[report.account]) for report in told.reports]
    flat = map(reading_of, rows(happened(30), 60))
    return [*made, *(profile(each.reports[0], each.account) for each in flat)]


def test_a_side_comes_back_equal_but_for_its_fingerprint() -> None:
    for each in sides():
        assert unpacked(packed(each)) == replace(each, fingerprint=())


def test_a_score_is_that_of_the_comparison_in_any_batch() -> None:
    some = sides()[:40]
    left, right = every(len(some))
    assert Scorer(columns_of(some))(left, right).tolist() == expected(some, left, right)


@pytest.mark.parametrize("sign", [1, -1])
def test_no_comparison_scores_more_than_its_bound(sign: int) -> None:
    shipped = load_linear("citydesk.linking", "linking")
    model = Linear(shipped.bias, {name: sign * w for name, w in shipped.weights.items()})
    some = sides()
    rows, ids = [row_of(each) for each in some], [each.report for each in some]
    scorer, slack = Scorer(columns_of(some), model), []
    for place in range(len(some)):
        others = np.delete(np.arange(len(some)), place)
        order = [place, *others.tolist()]
        bounds = at_most([ids[n] for n in order], [rows[n] for n in order], model)
        slack.append(bounds - scorer(np.full(len(others), place), others))
    assert np.min(slack) >= 0
    assert len(set(map(len, rows))) == 1
