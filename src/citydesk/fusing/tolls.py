"""How many were killed and hurt: both numbers at once, weighed over all accounts that count.

Accounts count at different hours. One tells of four wounded, the next of one who died and three
wounded: they agree on the whole, and the later one knows more. Votes on each number alone cannot
see that. Trained weights choose among the pairs that accounts tell, by how many tell each number,
how surely, whether the rest count fewer or more, who came last, and the sum of both.

    python -m training fusing        makes the weights
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from citydesk.base.linear import Linear, load_linear
from citydesk.fusing.testimony import Testimony
from citydesk.model import Count

__all__ = ["SIDES", "Counted", "counted", "features", "likeliest", "pairs"]

Pair = tuple[int, int]
SIDES = ("killed", "injured")
UNHEARD = 0.03
"""How probable a number is to an account that does not tell it; nor is any surer than the rest."""
LEAST = 0.1
"""A number that no account holds for so probable is not weighed."""
SURELY = 0.8
"""How probable an account's dead are for it to be sure of them: later, fewer are not believed."""
SURER = 0.9
"""How probable the dead of two accounts are for fewer to be out of the question, however late."""
MOST = 6
"""Numbers of each kind that are weighed, those that are told most surely."""


@dataclass(slots=True)
class Counted:
    """What one account (or its copies) counts: each number with its probability, and when."""

    order: str
    origin: str
    killed: dict[int, float] = field(default_factory=dict)
    injured: dict[int, float] = field(default_factory=dict)

    def told(self, side: str) -> dict[int, float]:
        """Return the numbers of one kind."""
        return self.killed if side == "killed" else self.injured


def counted(killed: Iterable[Testimony], injured: Iterable[Testimony]) -> list[Counted]:
    """Return what each account counts, the earliest first.

    A copy counts with its origin; what it counts otherwise is a count of its own day.
    """
    found: dict[tuple[str, str], Counted] = {}
    for side, statements in zip(SIDES, (killed, injured), strict=True):
        for each in statements:
            if isinstance(each.value, Count):
                key = each.order, each.origin
                numbers = found.setdefault(key, Counted(*key)).told(side)
                chance = each.statement.probability
                numbers[each.value.low] = max(numbers.get(each.value.low, 0.0), chance)
    return [found[key] for key in sorted(found)]


def likeliest(accounts: Sequence[Counted], model: Linear | None = None) -> Pair | None:
    """Return how many were killed and hurt, or None where accounts leave no choice.

    `model` stands for the weights that ship.
    """
    if len(accounts) < 2 or all(len(_numbers(accounts, side)) < 2 for side in SIDES):
        return None
    choices = pairs(accounts)
    model = model or load_linear("citydesk.fusing", "tolls")
    scores = {pair: model.score(row) for pair, row in features(accounts, choices).items()}
    top = max(scores.values())
    powers = {pair: math.exp(score - top) for pair, score in scores.items()}
    return _best(powers, 0), _best(powers, 1)


def pairs(accounts: Sequence[Counted]) -> list[Pair]:
    """Return the pairs of numbers that accounts tell; nobody told of is nobody.

    Tolls rise: fewer dead than the latest sure account or any two tell are not among them, nor how
    many were hurt by the accounts that tell fewer dead, once others tell of wounded.
    """
    killed, injured = (_numbers(accounts, side) for side in SIDES)
    least = _risen(accounts)
    early = {_surest(a.injured) for a in accounts if (_surest(a.killed) or 0) < least}
    late = {_surest(a.injured) for a in accounts if (_surest(a.killed) or 0) >= least}
    past = early - late if any(late) else set()
    return [(k, i) for k in killed if k >= least for i in injured if i not in past]


def _risen(accounts: Sequence[Counted]) -> int:
    """Return how many died at least: by the latest account that is sure, or by two of any hour."""
    told = [(_surest(a.killed), a) for a in accounts]
    sure = [(dead, a) for dead, a in told if dead is not None and a.killed[dead] >= SURELY]
    surest = sorted((dead, a.origin) for dead, a in sure if a.killed[dead] >= SURER)
    by_two = [dead for dead, origin in surest if any(o != origin for d, o in surest if d >= dead)]
    return max([*by_two, *(dead for dead, _ in sure[-1:])], default=0)


def features(accounts: Sequence[Counted], choices: Sequence[Pair]) -> dict[Pair, dict[str, float]]:
    """Return what speaks for and against each pair; all counts of one origin share a weight."""
    shared = Counter(a.origin for a in accounts)
    weights = [1.0 / shared[a.origin] for a in accounts]
    whole = math.fsum(weights)
    weights = [w / whole for w in weights]
    best = {side: [_surest(a.told(side)) for a in accounts] for side in SIDES}
    alone = {
        (side, number): _of_number(side, number, accounts, best[side], weights)
        for position, side in enumerate(SIDES)
        for number in {pair[position] for pair in choices}
    }
    return {
        (k, i): alone["killed", k] | alone["injured", i] | _of_both((k, i), best, weights)
        for k, i in choices
    }


def _of_number(
    side: str,
    number: int,
    accounts: Sequence[Counted],
    best: Sequence[int | None],
    weights: Sequence[float],
) -> dict[str, float]:
    odds = [_odds(a.told(side).get(number, UNHEARD)) for a in accounts]
    mean = math.fsum(w * o for w, o in zip(weights, odds, strict=True))
    row = {
        "odds": mean,
        "odds of several": mean * math.sqrt(len(accounts)),
        "told": _share(weights, (b == number for b in best)),
        "fewer told": _share(weights, (b is not None and b < number for b in best)),
        "more told": _share(weights, (b is not None and b > number for b in best)),
        "told first": float(best[0] == number),
        "told last": float(best[-1] == number),
        "four and more" if number > 3 else str(number): 1.0,
    }
    return {f"{side}: {name}": value for name, value in row.items()}


def _of_both(
    pair: Pair, best: Mapping[str, Sequence[int | None]], weights: Sequence[float]
) -> dict[str, float]:
    total = sum(pair)
    told = list(zip(best["killed"], best["injured"], strict=True))
    sums = [k + i if k is not None and i is not None else None for k, i in told]
    died = (
        k is not None and k < pair[0] and s == total for (k, _), s in zip(told, sums, strict=True)
    )
    return {
        "both: told": _share(weights, (t == pair for t in told)),
        "both: told last": float(told[-1] == pair),
        "sum: told": _share(weights, (s == total for s in sums)),
        "sum: told last": float(sums[-1] == total),
        "sum: fewer told": _share(weights, (s is not None and s < total for s in sums)),
        "sum: more told": _share(weights, (s is not None and s > total for s in sums)),
        "died since": _share(weights, died),
    }


def _numbers(accounts: Sequence[Counted], side: str) -> list[int]:
    """Return the numbers told of one kind, in their order."""
    sure: dict[int, float] = defaultdict(float)
    for account in accounts:
        for number, chance in account.told(side).items():
            if chance >= LEAST:
                sure[number] += chance
    return sorted(sorted(sure, key=lambda n: (-sure[n], n))[:MOST]) or [0]


def _surest(numbers: Mapping[int, float]) -> int | None:
    return max(numbers, key=lambda n: (numbers[n], -n), default=None)


def _odds(chance: float) -> float:
    chance = max(UNHEARD, min(1.0 - UNHEARD, chance))
    return math.log(chance / (1.0 - chance))


def _share(weights: Sequence[float], which: Iterable[bool]) -> float:
    return math.fsum(w for w, yes in zip(weights, which, strict=True) if yes)


def _best(powers: Mapping[Pair, float], position: int) -> int:
    """Return the number that is likeliest over all values of the other."""
    sums: dict[int, float] = defaultdict(float)
    for pair in sorted(powers):
        sums[pair[position]] += powers[pair]
    return max(sums, key=lambda n: (sums[n], -n))
