"""The probability of gunfire, on invented events, which is all that it was fitted to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ear.events import events
from citydesk.cli.main import run
from citydesk.ear.crowding import CROWD, activities, crowded
from citydesk.ear.gunfire import NAMES, pattern, probability, sound
from citydesk.ear.gunfire.model import THRESHOLD, score, weights
from citydesk.ear.model import Air, Region, Shot

pytest.importorskip("scipy")


def shot(*times: float) -> Shot:
    return Shot(
        x=0.0,
        y=0.0,
        z=0.0,
        covariance=(4.0, 0.0, 4.0),
        region=Region(semi_major=5.0, semi_minor=5.0, azimuth=0.0),
        times=times,
        arrivals=(),
        air=Air(speed=343.0),
        spread=0.0,
    )


def test_weights_are_for_the_features_that_there_are() -> None:
    assert weights()["features"] == list(NAMES)
    assert len(weights()["sound"]["weights"]) == 2 * len(NAMES) + 1


def test_invented_events_are_mostly_told_apart() -> None:
    right = [
        ((probability(one, placed, sounds) or 0.0) >= THRESHOLD) == (what == "gunfire")
        for what, one, placed, sounds in events(77, 8)
    ]
    assert np.mean(right) > 0.8


def test_features_are_finite_and_a_probability_is_one() -> None:
    for _, one, placed, sounds in events(78, 2):
        heard = sound(one, sounds)
        assert heard is not None
        assert np.isfinite([*pattern(one, placed), *heard]).all()
        assert 0 <= (probability(one, placed) or 0.0) <= 1
        assert probability(one, placed[:5]) is None


def test_wild_features_stay_within_bounds() -> None:
    wild = np.full(len(NAMES), 1e9)
    assert 0 <= score(wild, weights()["sound"]) <= 1


def test_an_hour_of_fireworks_is_one_activity() -> None:
    evening = [shot(at * 20.0) for at in range(180)]
    (one,) = activities(evening)
    assert one.crowded
    assert "180 bursts within 60 minutes are one activity" in crowded(evening)[0]


def test_a_few_bursts_in_a_night_stay_single() -> None:
    night = [shot(at * 1000.0) for at in range(CROWD * 2)]
    assert len(activities(night)) == len(night)
    assert crowded(night) == []


def test_an_owner_of_labelled_sound_can_measure_it(
    recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = tmp_path / "labelled"
    shutil.copytree(recorded / "burst-1", labelled / "gunfire" / "one")
    shutil.copytree(recorded / "burst-1", labelled / "firework" / "one")
    assert run(["ear", "evaluate", str(labelled)]) == 0
    told = capsys.readouterr().out
    assert "gunfire: 1 hearings, 1 located" in told
    assert "calibration error" in told


def test_a_folder_without_gunfire_cannot_be_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "firework").mkdir()
    assert run(["ear", "evaluate", str(tmp_path)]) == 2
    assert "gunfire" in capsys.readouterr().err


def test_weights_say_where_they_come_from() -> None:
    told = json.dumps(weights())
    assert "training.ear" in told
