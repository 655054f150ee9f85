"""What a side is kept as: one line that comes back equal, and a sketch whose bound is never low."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import rows
from citydesk.base.linear import Linear, load_linear
from citydesk.linking import Side, at_most, compare, packed, score, side, sketch, unpacked
from tests.linking.test_bulk import happened
from tests.worlds import world


def sides() -> list[Side]:
    told = world(5, incidents=12)
    made = [side(report, told.accounts[report.account]) for report in told.reports]
    flat = map(reading_of, rows(happened(30), 60))
    return [*made, *(side(each.reports[0], each.account) for each in flat)]


def test_a_side_comes_back_equal_but_for_its_fingerprint() -> None:
    for each in sides():
        assert unpacked(packed(each)) == replace(each, fingerprint=())


def test_a_score_is_that_of_the_comparison() -> None:
    some = sides()[:40]
    for left in some:
        for right in some:
            assert score(left, right) == round(compare(left, right).score * 1000)


@pytest.mark.parametrize("sign", [1, -1])
def test_no_comparison_scores_more_than_its_bound(sign: int) -> None:
    shipped = load_linear("citydesk.linking", "linking")
    model = Linear(shipped.bias, {name: sign * w for name, w in shipped.weights.items()})
    some = sides()
    sketches = [sketch(each) for each in some]
    slack = []
    for left, own in zip(some, sketches, strict=True):
        bounds = at_most(own, sketches, model)
        exact = np.array([compare(left, right, model).score for right in some])
        slack.append(bounds - exact)
    assert np.min(slack) >= 0
    assert len(set(map(len, sketches))) == 1
