"""Choose on four firing positions, report on the other two; three times, each reported once.

`python -m benchmarks.ear.choosing ../shared/corpus/pittsburgh`. For arrivals: the noise of the
fit, by the median error; then the width of regions, by how near their coverage comes to .95. For
impulses: the evidence that a burst needs, by found less false.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.ear.__main__ import SAME, judged, truths
from citydesk.ear import Shot, associate, locate
from citydesk.ear.evidence import Matching
from citydesk.ear.files import Hearing
from citydesk.ear.grouping import group
from citydesk.ear.solving import Noise

FOLDS = (("FP1", "FP6"), ("FP3", "FP7"), ("FP4", "FP9"))
NOISES = tuple(
    Noise(direct=direct, late=late, tail=tail)
    for direct, late, tail in itertools.product((0.004, 0.006, 0.01), (1.0, 1.3, 2.0), (3.0, 8.0))
)
NOISES = (Noise(), *NOISES)
WIDTHS = tuple(itertools.product((0.6, 0.7, 0.8, 0.9), (1.5, 2.0, 2.5)))
EVIDENCE = (8.0, 12.0, 18.0)
Test = tuple[Hearing, np.ndarray, int]


def position(test: Test) -> str:
    """Return the firing position of a test."""
    return test[0].test.split("/")[0]


def arrivals(tests: Sequence[Test]) -> None:
    """Choose noise and widths on four positions; print error and coverage on the other two."""
    told = {noise: [_shots(test, noise) for test in tests] for noise in NOISES}
    for held in FOLDS:
        chosen = min(
            NOISES,
            key=lambda noise: float(
                np.median(
                    [
                        _error(shot, test)
                        for test, shots in zip(tests, told[noise], strict=True)
                        if position(test) not in held
                        for shot in shots
                    ]
                )
            ),
        )
        pairs = [
            (test, shot) for test, shots in zip(tests, told[chosen], strict=True) for shot in shots
        ]
        rest = [pair for pair in pairs if position(pair[0]) not in held]
        own = [pair for pair in pairs if position(pair[0]) in held]
        width = min(WIDTHS, key=lambda width: abs(_coverage(rest, width) - 0.95))
        error = np.median([_error(shot, test) for test, shot in own])
        near = np.mean([_error(shot, test) <= 15 for test, shot in own])
        inside = _coverage(own, width)
        print(f"reported {held}: {chosen}, width {width}")
        print(f"  median {error:.2f} m, <=15 m {near:.3f}, in region {inside:.3f}")


def _shots(test: Test, noise: Noise) -> list[Shot]:
    held = test[0]
    return [locate(one, noise=noise) for one in group(held.groups, held.sensors, held.weather)]


def _error(shot: Shot, test: Test) -> float:
    return math.hypot(shot.x - test[1][0], shot.y - test[1][1])


def _coverage(pairs: Sequence[tuple[Test, Shot]], width: tuple[float, float]) -> float:
    """Return the share of places inside regions of another width than the shipped one."""
    from citydesk.ear.regions import CROOKED, FEW, WIDER

    inside = []
    for test, shot in pairs:
        xx, xy, yy = shot.covariance
        few = 1 + FEW / max(len(shot.arrivals) - 3, 1)
        own = (np.array([[xx, xy], [xy, yy]]) - np.eye(2) * CROOKED**2) / (WIDER * few) ** 2
        spread = own * (width[0] * few) ** 2 + np.eye(2) * width[1] ** 2
        away = np.array([shot.x, shot.y]) - test[1]
        inside.append(float(away @ np.linalg.solve(spread, away)) <= -2 * math.log(0.05))
    return float(np.mean(inside))


def impulses(tests: Sequence[Test]) -> None:
    """Choose the evidence that a burst needs on four positions; print the other two."""
    told = {}
    for least in EVIDENCE:
        for test in tests:
            bursts = associate(
                test[0].impulses,
                test[0].sensors,
                weather=test[0].weather,
                how=Matching(evidence=least),
            )
            rows = sorted(error for error, _ in judged(map(locate, bursts), test[1]))
            hits = [error for error in rows[: test[2]] if error <= SAME]
            told[least, test[0].test] = (test[2], len(hits), len(rows) - len(hits))
    for held in FOLDS:
        sums = {
            (least, inside): np.sum(
                [told[least, t[0].test] for t in tests if (position(t) in held) == inside], axis=0
            )
            for least in EVIDENCE
            for inside in (True, False)
        }
        chosen = max(EVIDENCE, key=lambda least: sums[least, False][1] - sums[least, False][2])
        rounds, found, false = sums[chosen, True]
        print(f"reported {held}: evidence {chosen}: found {found}/{rounds}, false {false}")


def main() -> None:
    """Choose and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    tests = list(truths(parser.parse_args().data))
    arrivals(tests)
    impulses(tests)


if __name__ == "__main__":
    main()
