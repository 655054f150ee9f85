"""How far a probability is to be trusted: of values held for .8 probable, .8 should be right.

    python -m benchmarks.calibration              fold 4, every slot, with reliability tables
    python -m benchmarks.calibration --folds 0    others (the weights have learned from 0 to 3)

The expected calibration error is the mean, over all values, of how far the mean probability of a
value's bin lies from the bin's share of right ones. `width` has 15 bins of equal width on [0, 1]
(the usual definition, Guo et al. 2017); `mass` 15 bins of equal size, fewer where a slot has less
than 20 values a bin, and values of one probability stay together. A perfectly calibrated reader
does not score 0 either, because with few values a bin's share is off by chance: beside each error
stands what such a reader scores on average with the same probabilities, and between which ends the
error lies in 95 of 100 cases, from drawing whole incidents with replacement.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from benchmarks.judged import ARCHIVE, BY_HAND, Judged, judged
from benchmarks.reading import articles, readings

BINS = 15
FEWEST = 20
DRAWS = 200
Pairs = Sequence[tuple[float, bool]]


def masses(told: Pairs) -> list[Pairs]:
    """Cut values, sorted by probability, into bins of equal size; equal values stay together."""
    many = max(1, min(BINS, len(told) // FEWEST))
    rows = sorted(told, key=lambda pair: pair[0])
    found: list[list[tuple[float, bool]]] = [[]]
    for place, pair in enumerate(rows):
        full = place >= len(found) * len(rows) / many
        if full and found[-1] and pair[0] > found[-1][-1][0]:
            found.append([])
        found[-1].append(pair)
    return [b for b in found if b]


def widths(told: Pairs) -> list[Pairs]:
    """Cut values into bins of equal width."""
    found: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, right in told:
        found[min(BINS - 1, int(chance * BINS))].append((chance, right))
    return [b for b in found if b]


def error(cut: Sequence[Pairs]) -> float:
    """Return the expected calibration error of bins."""
    total = sum(map(len, cut))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in cut) / max(1, total)


def by_chance(told: Pairs, cut: Callable[[Pairs], list[Pairs]], draws: int = DRAWS) -> float:
    """Return the mean error of a perfectly calibrated reader with these probabilities."""
    dice = random.Random(7)
    made = ([(c, dice.random() < c) for c, _ in told] for _ in range(draws))
    return sum(error(cut(each)) for each in made) / draws


def interval(found: Sequence[Judged], slot: str, draws: int = DRAWS) -> tuple[float, float]:
    """Return the 95 % interval of a slot's error in bins of equal width; (0, 0) of nothing.

    A drawn sample's error is off by chance twice, as drawn and as judged; so the ends are mirrored
    at the error that was measured (the basic bootstrap).
    """
    incidents: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for each in (j for j in found if j.slot == slot):
        incidents[each.incident].append((each.chance, each.right))
    groups = list(incidents.values())
    if not groups:
        return 0.0, 0.0
    measured = error(widths([pair for group in groups for pair in group]))
    dice = random.Random(7)
    drawn = (dice.choices(groups, k=len(groups)) for _ in range(draws))
    errors = sorted(error(widths([pair for group in each for pair in group])) for each in drawn)
    cut = round(0.025 * draws)
    low, high = (max(0.0, 2 * measured - errors[k]) for k in (draws - 1 - cut, cut))
    return min(low, measured), max(high, measured)


def pairs_of(found: Sequence[Judged], slot: str) -> list[tuple[float, bool]]:
    """Return the probabilities of a slot and whether they were right."""
    return [(j.chance, j.right) for j in found if j.slot == slot]


@dataclass(frozen=True)
class Trust:
    """How far one slot's probabilities are to be trusted."""

    told: int
    mean: float
    right: float
    width: float
    width_chance: float
    mass: float
    mass_chance: float


def trust(told: Pairs) -> Trust:
    """Measure one slot."""
    size = max(1, len(told))
    mean, right = sum(c for c, _ in told) / size, sum(r for _, r in told) / size
    found = (error(widths(told)), by_chance(told, widths), error(masses(told)))
    return Trust(len(told), mean, right, *found, by_chance(told, masses))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", default="4")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--bins", action="store_true", help="print each bin")
    options = parser.parse_args()
    folds = {int(f) for f in options.folds.split(",")}
    found = judged(readings(articles(folds, options.limit), options.jobs), folds)
    heads = ("mean", "right", "width", "chance", "mass", "chance", "from", "to")
    print(f"{'slot':24}{'told':>6}" + "".join(f"{h:>8}" for h in heads))
    for slot in (*ARCHIVE, *BY_HAND):
        told = pairs_of(found, slot)
        many, *figures = (*astuple(trust(told)), *interval(found, slot))
        print(f"{slot:24}{many:6}" + "".join(f"{f:8.3f}" for f in figures))
        for each in masses(told) if options.bins else ():
            print(f"{'':30}{trust(each).mean:8.3f}{trust(each).right:8.3f}{len(each):6}")


if __name__ == "__main__":
    main()
