"""Make `times`: the weights that choose the day of the main incident among the days told.

Each article of folds 0-3 is a question whose answer is the day that it tells (`truth.py`); the days
that its time expressions mean, and those just before its publication, are the options. A
conditional softmax (L2, L-BFGS) gives one weight a feature. Articles that tell no day, or a day
that is no option, teach nothing and are left out; in calibration, no day of theirs is right.

`times_untold` says whether an account tells no day of its incident at all, from the shares of days
that the weights were not fitted on. `times_sure` turns a day's share among its account's days into
the chance that it is right: a logistic regression over such shares.

    python -m training times            write the weights
    python -m training.times            cross-validate by fold within folds 0-3
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import optimize, sparse

from citydesk.accounts import account_of_json
from citydesk.base.linear import Linear
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.times.candidates import Candidate, candidates
from citydesk.reading.times.features import features
from citydesk.reading.times.incident import doubts, probabilities
from citydesk.reading.times.story import traits
from citydesk.reading.times.telling import published_day, tell
from citydesk.reading.times.untold import UNTOLD
from citydesk.reading.times.untold import features as untold_features
from training import linear
from training.linear import write
from training.truth import Truth, truths

STRENGTH = 20.0
LEAST = 8
UNTOLD_STRENGTH = 0.1
FOLDS = (0, 1, 2, 3)


@dataclass(frozen=True)
class Question:
    """One article: the days told, their features, and the archive's day."""

    fold: int
    options: tuple[Candidate, ...]
    rows: tuple[Mapping[str, float], ...]
    answer: dt.date | None
    story: tuple[str, ...] = ()

    @property
    def days(self) -> list[dt.date]:
        """The days told."""
        return [option.day for option in self.options]


def questions(corpus: Path, folds: Sequence[int] = FOLDS) -> list[Question]:
    """Read the articles of some folds."""
    known = truths(corpus)
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        articles = [row for row in map(json.loads, lines) if row["fold"] in folds]
    return [_question(row, known[row["id"]]) for row in articles if known[row["id"]].incident]


def _question(row: dict[str, Any], truth: Truth) -> Question:
    parsed = parse(account_of_json(row))
    context = survey(parsed)
    now = published_day(parsed) or dt.date.fromisoformat(truth.gold["date"])
    found = tell(parsed)
    every = candidates(found, now, dated=published_day(parsed) is not None)
    story = traits(parsed, found, every, now)
    rows = tuple(features(c, every, now, context, story) for c in every)
    return Question(row["fold"], tuple(every), rows, truth.day, tuple(story))


def fit(data: Sequence[Question], strength: float = STRENGTH) -> dict[str, float]:
    """Fit the softmax; `strength` is the L2 penalty."""
    data = [q for q in data if q.answer in q.days and len(q.days) > 1]
    counts = Counter(name for q in data for row in q.rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    place = {name: i for i, name in enumerate(names)}
    cells = [
        (number, place[name], value)
        for number, row in enumerate(row for q in data for row in q.rows)
        for name, value in row.items()
        if name in place and value
    ]
    group = np.repeat(np.arange(len(data)), [len(q.days) for q in data])
    right = np.array([day == q.answer for q in data for day in q.days], float)
    rows, columns, values = zip(*cells, strict=True)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(group), len(names)))
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        top = np.maximum.reduceat(scores, starts)
        exps = np.exp(scores - top[group])
        totals = np.add.reduceat(exps, starts)
        cost = -(scores[right > 0] - top - np.log(totals)).sum()
        slope = matrix.T @ (exps / totals[group] - right)
        return cost + 0.5 * strength * (weights @ weights), slope + strength * weights

    options = {"maxiter": 400}
    best = optimize.minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options=options
    )
    return dict(zip(names, map(float, best.x), strict=True))


def scores(q: Question, weights: Mapping[str, float]) -> list[float]:
    """Return the score of each of an article's days."""
    return [sum(weights.get(n, 0.0) * v for n, v in row.items()) for row in q.rows]


def untold_rows(
    data: Sequence[Question], weights: Mapping[str, float]
) -> tuple[list[dict[str, float]], list[int]]:
    """Return the features and answers of whether these articles, held out, tell no day at all."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    for q in (q for q in data if q.options):
        shares = probabilities(scores(q, weights))
        best = shares.index(max(shares))
        rows.append(untold_features(shares, q.options, q.rows[best], q.story))
        labels.append(int(q.answer is None))
    return rows, labels


def fit_untold(data: Sequence[Question]) -> Linear:
    """Fit whether no day is told, each fold's days ranked by weights of the others."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    for fold in sorted({q.fold for q in data}):
        weights = fit([q for q in data if q.fold != fold])
        more, answers = untold_rows([q for q in data if q.fold == fold], weights)
        rows += more
        labels += answers
    return Linear(*linear.fit(rows, labels, strength=UNTOLD_STRENGTH))


def doubted(data: Sequence[Question]) -> tuple[list[dict[str, float]], list[int]]:
    """Return the calibration's rows and answers: the two best days of each article, held out."""
    rows: list[dict[str, float]] = []
    right: list[int] = []
    for fold in sorted({q.fold for q in data}):
        weights = fit([q for q in data if q.fold != fold])
        for q in (q for q in data if q.fold == fold):
            shares = probabilities(scores(q, weights))
            for i in sorted(range(len(shares)), key=lambda i: -shares[i])[:2]:
                rows.append(doubts(q.options[i], shares[i], q.options, q.story))
                right.append(int(q.days[i] == q.answer))
    return rows, right


def train(corpus: Path) -> None:
    """Write the weights."""
    data = questions(corpus)
    made_from = "folds 0-3: the day that is told among those that may be (conditional softmax)"
    write("times", 0.0, fit(data), made_from)
    bias, weights = linear.fit(*doubted(data))
    write("times_sure", bias, weights, "folds 0-3, held out: whether a day so ranked was right")
    none = fit_untold(data)
    made_from = (
        f"folds 0-3: {sum(q.answer is None for q in data)} articles of {len(data)} tell no day"
    )
    write("times_untold", none.bias, none.weights, made_from)


def held_out(
    data: Sequence[Question], fold: int, strength: float
) -> list[tuple[float, bool, bool]]:
    """Read one fold with what the others teach: the best day's chance, if right, if one is told.

    An account whose best day is unsaid, or that probably tells none, is given none: chance 0.
    """
    others = [q for q in data if q.fold != fold]
    weights, trust = fit(others, strength), Linear(*linear.fit(*doubted(others)))
    none = fit_untold(others)
    out: list[tuple[float, bool, bool]] = []
    for q in (q for q in data if q.fold == fold):
        shares = probabilities(scores(q, weights))
        if not shares:
            out.append((0.0, False, q.answer is not None))
            continue
        best = int(np.argmax(shares))
        chance = trust.probability(doubts(q.options[best], shares[best], q.options, q.story))
        found = untold_features(shares, q.options, q.rows[best], q.story)
        silent = q.options[best].unsaid or none.probability(found) >= UNTOLD
        right = not silent and q.days[best] == q.answer
        out.append((0.0 if silent else chance, right, q.answer is not None))
    return out


def calibration_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error of chances, in bins of equal width."""
    total = 0.0
    for i in range(bins):
        inside = [(c, r) for c, r in told if i / bins < c <= (i + 1) / bins]
        total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return total / max(1, sum(c > 0 for c, _ in told))


def main() -> None:
    """Cross-validate by fold."""
    data = questions(Path("../shared/corpus"))
    print("reachable", sum(q.answer in q.days for q in data) / len(data))
    for strength in (STRENGTH, 2 * STRENGTH):
        folds = [held_out(data, fold, strength) for fold in FOLDS]
        told = [each for fold in folds for each in fold]
        asked = [[right for _, right, told in fold if told] for fold in folds]
        shares = [round(sum(fold) / len(fold), 4) for fold in asked]
        right = sum(map(sum, asked)) / sum(map(len, asked))
        none = [not chance for chance, _, told in told if not told]
        error = calibration_error([(chance, right) for chance, right, _ in told])
        silent = sum(none) / len(none)
        print(strength, shares, f"right {right:.4f}, silent {silent:.4f}, error {error:.4f}")


if __name__ == "__main__":
    main()
