"""Measure the ear: `python -m benchmarks.ear ../shared/corpus/pittsburgh [PART...]`.

Parts: arrivals, subsets, impulses, sound, synthetic, city, peers. Every figure of docs/ear.md
comes from here; `score_shots.py` over `citydesk ear locate --format jsonl` gives the same for
arrivals, impulses and sound.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.ear import peers
from benchmarks.ear.synthetic import city, synthetic
from citydesk.ear import Burst, Impulse, Shot, locate
from citydesk.ear.files import Hearing, hearings
from citydesk.ear.hearing import Source, hear

NEAR, SAME = 15.0, 100.0
PARTS = ["arrivals", "subsets", "impulses", "sound", "synthetic", "city"]


@dataclass
class Tally:
    """What was found of one firing position: rounds, false ones, errors in m, regions that hold."""

    rounds: int = 0
    false: int = 0
    errors: list[float] = field(default_factory=list)
    covered: int = 0
    tests: int = 0
    tests_near: int = 0

    def line(self, name: str) -> str:
        """One line of the table."""
        found = len(self.errors)
        near = sum(error <= NEAR for error in self.errors)
        return (
            f"{name:6} found {found}/{self.rounds} false {self.false} "
            f"<=15 m {near / max(found, 1):.3f} tests<=15 m {self.tests_near}/{self.tests} "
            f"median {np.median(self.errors) if found else math.nan:.2f} m "
            f"in region {self.covered / max(found, 1):.3f}"
        )


Told = list[tuple[float, bool]]


def measure(data: Path, name: str, tell: Callable[[Hearing, np.ndarray], Told]) -> None:
    """Print a line for each firing position and one for all."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    begin = time.process_time()
    for held, truth, count in truths(data):
        told = sorted(tell(held, truth), key=lambda one: one[0])
        hits = [one for one in told[:count] if one[0] <= SAME]
        for tally in (tallies[held.test.split("/")[0]], tallies["all"]):
            tally.rounds += count
            tally.false += len(told) - len(hits)
            tally.errors += [error for error, _ in hits]
            tally.covered += sum(covered for _, covered in hits)
            tally.tests += 1
            tally.tests_near += bool(told) and float(np.median([e for e, _ in told])) <= NEAR
    print(f"== {name} ({time.process_time() - begin:.0f} s of processor time)")
    for position in sorted(tallies, key=lambda one: (one == "all", one)):
        print(tallies[position].line(position), flush=True)


def truths(data: Path) -> Iterator[tuple[Hearing, np.ndarray, int]]:
    """Yield each test with its surveyed place (2,) m and its number of rounds."""
    for held in hearings([data]):
        told = json.loads((data / held.test / "survey.json").read_text())
        place = told["survey_location"]
        yield held, np.array([place["x"], place["y"]]), told["num_rounds"]


def judged(shots: Iterable[Shot], truth: np.ndarray) -> Told:
    """Return for every round its error in m and whether the region holds the truth."""
    told = []
    for shot in shots:
        away = np.array([shot.x, shot.y]) - truth
        xx, xy, yy = shot.covariance
        inside = bool(away @ np.linalg.solve([[xx, xy], [xy, yy]], away) <= -2 * math.log(0.05))
        told += [(float(np.hypot(*away)), inside)] * len(shot.times)
    return told


def ours(source: Source) -> Callable[[Hearing, np.ndarray], Told]:
    """Locate by the ear."""
    return lambda held, truth: judged(hear(held, source).shots, truth)


def theirs(loss: str) -> Callable[[Hearing, np.ndarray], Told]:
    """Locate by scipy's least squares, round by round."""

    def tell(held: Hearing, truth: np.ndarray) -> Told:
        places = [peers.least(each, held.sensors, held.weather, loss=loss) for each in held.groups]
        return [(float(np.hypot(*(np.array(place) - truth))), False) for place in places]

    return tell


def octo(held: Hearing, truth: np.ndarray) -> Told:
    """Associate and locate by PyOcto."""
    found = peers.pyocto_bursts(held.impulses, held.sensors, held.weather)
    return [(math.hypot(x - truth[0], y - truth[1]), False) for x, y, _ in found]


def subsets(data: Path, times: int = 3) -> None:
    """Print how well 4, 5 and 6 random sensors of each round place it, beside scipy's LM."""
    for size in (4, 5, 6):
        rng = np.random.default_rng(size)
        errors: dict[str, list[tuple[float, float, bool]]] = defaultdict(list)
        for held, truth, _ in truths(data):
            for each in held.groups:
                for _ in range(times if len(each) >= size else 0):
                    some = tuple(each[at] for at in rng.choice(len(each), size, replace=False))
                    error, inside = _one(held, some, truth)
                    place = peers.least(some, held.sensors, held.weather, loss="linear")
                    other = float(np.hypot(*(np.array(place) - truth)))
                    errors[held.test.split("/")[0]].append((error, other, inside))
        print(f"== {size} sensors at random, {times} times a round")
        for name, own in (
            *sorted(errors.items()),
            ("all", list(chain.from_iterable(errors.values()))),
        ):
            near, lm, held_it = (float(np.mean(x)) for x in _columns(own))
            middle = np.median([error for error, _, _ in own])
            print(
                f"{name:6} <=15 m {near:.3f} (LM {lm:.3f}) median {middle:.2f} m "
                f"in region {held_it:.3f}"
            )


def _one(held: Hearing, some: tuple[Impulse, ...], truth: np.ndarray) -> tuple[float, bool]:
    shot = locate(Burst(sensors=held.sensors, rounds=(some,), weather=held.weather))
    return judged([shot], truth)[0]


def _columns(own: Sequence[tuple[float, float, bool]]) -> tuple[np.ndarray, ...]:
    return (
        np.array([error <= NEAR for error, _, _ in own]),
        np.array([other <= NEAR for _, other, _ in own]),
        np.array([inside for _, _, inside in own]),
    )


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("parts", nargs="*", default=PARTS)
    given = parser.parse_args()
    for part in given.parts:
        if part in ("arrivals", "impulses", "sound"):
            measure(given.data, part, ours(part))
        elif part == "peers":
            measure(given.data, "scipy soft L1", theirs("soft_l1"))
            measure(given.data, "scipy LM", theirs("linear"))
            measure(given.data, "PyOcto", octo)
        elif part == "subsets":
            subsets(given.data)
        elif part == "synthetic":
            synthetic()
        elif part == "city":
            city()
        else:
            raise SystemExit(f"no such part: {part}")


if __name__ == "__main__":
    main()
