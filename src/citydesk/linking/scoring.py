"""Evidence becomes log odds that two reports tell of one incident, with the reasons.

    Scorer    many pairs of rows, in thousandths; above a bar, the cheap evidence first
    at_most   what rows alone tell: no pair scores higher than that
    compare   one pair, with the reasons in words, which add up to the score

All three run what `evidence.py` declares. A score depends on the two profiles alone: it never has
to be made again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from citydesk.base.errors import CitydeskError
from citydesk.base.linear import Linear, load_linear
from citydesk.linking import measures
from citydesk.linking.columns import ROW, Bag, Columns, Floats, Ints, columns_of
from citydesk.linking.evidence import EVIDENCE, Amounts, Evidence
from citydesk.linking.pairs import SILENT, Compared, Pairs
from citydesk.linking.profiles import Profile
from citydesk.model import Comparison, Reason

__all__ = ["DROPPED", "Scorer", "at_most", "compare", "compared", "features", "thousandths"]

DROPPED = -(2**31)
"""The score of a pair that cannot rise above the bar."""

SLACK = 10  # thousandths by which rounding may lift a score
PRIOR = "before anything is compared"
WORTH = 1000  # thousandths that a look at the rows must be able to tell apart
UNWEIGHED = Linear(bias=0.0, weights={})
NOBODY = Bag(np.zeros(1, np.int64), np.zeros(0, np.int64))

Hope = Callable[[Pairs], Ints]


@functools.lru_cache(maxsize=2**16)
def thousandths(weight: float) -> int:
    """Return a weight in thousandths, rounded as each reason is."""
    return round(round(weight, 3) * 1000)


class _Piece:
    """One piece of evidence with its weights."""

    def __init__(self, piece: Evidence, weights: Mapping[str, float]) -> None:
        self.piece = piece
        own = [weights.get(name, 0.0) for name in piece.features]
        self.weights = np.array([*(own if piece.fixed is None else [piece.fixed] * len(own)), 0.0])
        self.silent = not self.weights.any()
        limits = np.array([limit for limit, _ in piece.levels])
        self.top = int(limits[-2] + 1 if len(limits) > 1 and limits[-1] > 2**20 else limits[-1])
        self.level = np.searchsorted(limits, np.arange(self.top + 2))
        self.level[-1] = len(own)  # where the quantity is `SILENT`, which is -1
        self.whole = np.array([thousandths(each) for each in self.weights.tolist()])[self.level]
        many = range(2 ** (len(own) + 1))
        possible = [[w for i, w in enumerate(self.weights) if mask >> i & 1] for mask in many]
        self.best = np.array([max(some, default=0.0) for some in possible])

    def levels(self, quantity: Ints) -> Ints:
        """Return the number of each quantity's level; the number of levels where it is silent."""
        found: Ints = self.level[np.minimum(quantity, self.top)]
        return found

    def points(self, pairs: Pairs) -> Ints:
        """Return what each pair is given."""
        quantity = self.piece.measure(pairs)
        if self.piece.sure is None or pairs.of.all_sure:
            found: Ints = self.whole[np.minimum(quantity, self.top)]
            return found
        return _scaled(self.weights[self.levels(quantity)], self.piece.sure(pairs))

    def bound(self, pairs: Pairs) -> Ints:
        """Return what each pair can be given, as far as the rows tell."""
        if self.piece.may is None:
            return self.points(pairs)
        most = self.best[self.piece.may(pairs)]
        return _scaled(
            most, np.ones(len(pairs)) if self.piece.sure is None else self.piece.sure(pairs)
        )

    def hope(self) -> tuple[int, Hope | None]:
        """Return the most that any pair can be given, and what tells it pair by pair."""
        likely = self.best[1:]
        if self.piece.may is None or self.piece.sure or likely.max() - likely.min() < WORTH / 1000:
            return thousandths(max(0.0, self.weights.max())), None
        best, may = np.array([thousandths(each) for each in self.best.tolist()]), self.piece.may
        return 0, lambda pairs: best[may(pairs)]


class _Amount:
    """Evidence that counts by its amount, with its weights."""

    def __init__(self, piece: Amounts, weights: Mapping[str, float]) -> None:
        self.piece = piece
        self.weights = [weights.get(name, 0.0) for name in piece.features]
        self.silent = not any(self.weights)

    def points(self, pairs: Pairs) -> Ints:
        """Return what each pair is given."""
        amounts = zip(self.weights, self.piece.measure(pairs), strict=True)
        total = sum((w * each for w, each in amounts), start=np.zeros(len(pairs)))
        return np.rint(total * 1000).astype(np.int64)

    def bound(self, pairs: Pairs) -> Ints:
        """Return what each pair can be given, as far as the rows tell."""
        gains = [max(0.0, weight) for weight in self.weights]
        amounts = zip(gains, self.piece.most(pairs.least(self.piece.mass)), strict=True)
        most = np.ceil(1000 * sum(gain * each for gain, each in amounts)).astype(np.int64)
        return np.where(pairs.may_share(self.piece.bag), most, 0)

    def hope(self) -> tuple[int, Hope | None]:
        """Return what tells the most that a pair can be given."""
        return 0, self.bound


def _scaled(weight: Floats, sure: Floats) -> Ints:
    scaled, found = weight * sure, np.zeros(len(weight), np.int64)
    seen = np.flatnonzero(scaled)
    found[seen] = [thousandths(each) for each in scaled[seen].tolist()]
    return found


def _pieces(model: Linear) -> Sequence[_Piece | _Amount]:
    """Return the evidence with its weights; raise `CitydeskError` for a weight of none of it."""
    odd = model.weights.keys() - {name for piece in EVIDENCE for name in piece.features}
    if odd:
        raise CitydeskError(f"no evidence is called {', '.join(sorted(odd))}")
    return [
        (_Amount if isinstance(piece, Amounts) else _Piece)(piece, model.weights)  # type: ignore[arg-type]
        for piece in EVIDENCE
    ]


@functools.cache
def _shipped() -> tuple[Linear, Sequence[_Piece | _Amount]]:
    model = load_linear(__package__, "linking")
    return model, _pieces(model)


class Scorer:
    """Scores pairs of rows of some columns."""

    def __init__(self, columns: Columns, model: Linear | None = None) -> None:
        """Work on these columns, with the weights that ship or with these."""
        model, self.pieces = (model, _pieces(model)) if model else _shipped()
        self.columns, self.of, self.bias = columns, Compared(columns), thousandths(model.bias)

    def __call__(self, left: Ints, right: Ints, above: int | None = None) -> Ints:
        """Return the scores of pairs in thousandths; those not above the bar may be `DROPPED`."""
        pairs, known = self.of.pairs(left, right), np.full(len(left), self.bias, np.int64)
        pieces = [piece for piece in self.pieces if not piece.silent]
        if above is None:
            return sum((piece.points(pairs) for piece in pieces), start=known)
        hopes = [piece.hope() for piece in pieces]
        flat = sum(most for most, _ in hopes)
        each = [tell(pairs) if tell else None for _, tell in hopes]
        hope = sum((some for some in each if some is not None), start=np.full(len(left), flat))
        scores, rows = np.full(len(left), DROPPED, np.int64), np.arange(len(left))
        for piece, (most, _), own in zip(pieces, hopes, each, strict=True):
            known += piece.points(pairs)
            hope -= most if own is None else own[rows]
            keep = known + hope + SLACK > above
            many = np.count_nonzero(keep)
            if many < 0.8 * len(rows):
                pairs, rows, known, hope = pairs.only(keep), rows[keep], known[keep], hope[keep]
            if not many:
                break
        else:
            scores[rows] = known
        return scores


def at_most(reports: Sequence[str], rows: Sequence[bytes], model: Linear | None = None) -> Ints:
    """Return what the first of these reports, given by its row, can score with each other one.

    In thousandths. `model` holds other weights than those that ship: for measuring.
    """
    table = np.frombuffer(b"".join(rows), ROW)
    scorer = Scorer(
        Columns(ids=tuple(reports), rows=table, bags={}, who=np.zeros((0, 3), np.int64), spelt={}),
        model,
    )
    others = np.arange(1, len(rows))
    pairs = scorer.of.pairs(np.zeros(len(others), np.int64), others)
    bounds = (piece.bound(pairs) for piece in scorer.pieces if not piece.silent)
    return sum(bounds, start=np.full(len(others), scorer.bias + SLACK))


def compare(left: Profile, right: Profile, model: Linear | None = None) -> Comparison:
    """Weigh two profiles: a positive score speaks for one incident. The order does not matter.

    `model` holds other weights than those that ship: for measuring.
    """
    return compared([(left, right)], model)[0]


def compared(
    asked: Sequence[tuple[Profile, Profile]], model: Linear | None = None
) -> list[Comparison]:
    """Weigh pairs of profiles, with the reasons; in the order of the pairs."""
    found, scorer, pairs = _seen(asked, model)
    reasons: list[list[Reason]] = [[] for _ in asked]
    for piece in (piece for piece in scorer.pieces if not piece.silent):
        points = piece.points(pairs)
        seen = np.flatnonzero(points)
        if not len(seen):
            continue
        amounts = isinstance(piece, _Amount)
        quantity = np.zeros(len(pairs), np.int64) if amounts else piece.piece.measure(pairs)
        for at in seen.tolist():
            words = piece.piece.words(int(quantity[at]), *found[at])
            weight = int(points[at]) / 1000
            reasons[at].append(Reason(feature=piece.piece.family, words=words, weight=weight))
    metres, minutes = measures.metres(pairs).tolist(), measures.minutes_of_a_day(pairs).tolist()
    prior = Reason(feature="prior", words=PRIOR, weight=scorer.bias / 1000)
    made = []
    for at, ((left, right), own) in enumerate(zip(found, reasons, strict=True)):
        score = sum(round(reason.weight * 1000) for reason in (*own, prior)) / 1000
        told = sorted((*own, prior), key=lambda r: (-abs(r.weight), r.feature, r.words))
        made.append(
            Comparison(
                left=left.report,
                right=right.report,
                score=score,
                reasons=tuple(told),
                metres=_told(metres[at]),
                minutes=_told(minutes[at]),
            )
        )
    return made


def _told(quantity: int) -> int | None:
    return None if quantity == SILENT else quantity


def features(left: Profile, right: Profile) -> list[tuple[str, float, str]]:
    """Return the learned evidence of a pair: the feature, its value, the words for a person."""
    return features_of([(left, right)])[0]


def features_of(
    asked: Sequence[tuple[Profile, Profile]],
) -> list[list[tuple[str, float, str]]]:
    """Return the learned evidence of many pairs, in their order."""
    found, scorer, pairs = _seen(asked, UNWEIGHED)
    told: list[list[tuple[str, float, str]]] = [[] for _ in asked]
    for piece in scorer.pieces:
        if isinstance(piece, _Amount):
            for name, amounts in zip(piece.piece.features, piece.piece.measure(pairs), strict=True):
                for at in np.flatnonzero(amounts).tolist():
                    told[at].append((name, float(amounts[at]), piece.piece.words(0, *found[at])))
        elif piece.piece.fixed is None:
            quantity = piece.piece.measure(pairs)
            level = piece.levels(quantity)
            sure = np.ones(len(pairs)) if piece.piece.sure is None else piece.piece.sure(pairs)
            for at in np.flatnonzero(quantity != SILENT).tolist():
                words = piece.piece.words(int(quantity[at]), *found[at])
                told[at].append((piece.piece.features[level[at]], float(sure[at]), words))
    return told


def _seen(
    asked: Iterable[tuple[Profile, Profile]], model: Linear | None
) -> tuple[list[tuple[Profile, Profile]], Scorer, Pairs]:
    """Return pairs in the order of their ids, with what scores them."""
    found = [(b, a) if a.report > b.report else (a, b) for a, b in asked]
    profiles = {id(profile): profile for pair in found for profile in pair}
    place = {each: number for number, each in enumerate(profiles)}
    scorer = Scorer(columns_of(profiles.values()), model)
    sides = (np.array([place[id(pair[side])] for pair in found], np.int64) for side in (0, 1))
    return found, scorer, scorer.of.pairs(*sides)
