"""Real live fire, where it is beside the checkout: the figures may not fall."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from citydesk.ear.files import hearings
from citydesk.ear.hearing import Source, hear

DATA = Path(__file__).resolve().parents[3] / "shared/corpus/pittsburgh"
SOME = ("FP1/test_001", "FP4/test_055", "FP7/test_107", "FP9/test_151")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/corpus/pittsburgh")


@pytest.mark.parametrize("test", SOME)
@pytest.mark.parametrize("source", ["arrivals", "impulses"])
def test_every_round_stands_within_fifteen_metres(test: str, source: Source) -> None:
    (held,) = hearings([DATA / test])
    told = json.loads((DATA / test / "survey.json").read_text())
    truth = told["survey_location"]
    heard = hear(held, source)
    for shot in heard.shots:
        assert math.hypot(shot.x - truth["x"], shot.y - truth["y"]) < 15
    rounds = sum(len(shot.times) for shot in heard.shots)
    assert rounds == (len(held.groups) if source == "arrivals" else told["num_rounds"])
