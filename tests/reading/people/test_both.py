"""Both sides' weights in one table say what the two models say."""

from __future__ import annotations

import math

from citydesk.base.linear import Linear
from citydesk.reading.people.both import both, both_of

VICTIM = Linear(-1.0, {"v1=was": 0.5, "aged": 0.25})
SUSPECT = Linear(-2.0, {"aged": 0.75, "c+0=charge": 2.0})


def test_a_table_of_both_adds_up_what_either_model_does() -> None:
    names = ["v1=was", "c+0=charge", "aged", "unheard of"]
    features = dict.fromkeys(names, 1.0)
    assert both_of(VICTIM, SUSPECT).totals(names) == (
        VICTIM.score(features),
        SUSPECT.score(features),
    )


def test_no_known_feature_leaves_the_bias() -> None:
    assert both_of(VICTIM, SUSPECT).totals(["unheard of"]) == (-1.0, -2.0)


def test_the_weights_that_ship_are_of_both_sides() -> None:
    for suffix in ("", "_alone"):
        totals = both(suffix).totals(both(suffix).weights)
        assert all(math.isfinite(total) and total for total in totals)
