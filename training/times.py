"""Make `times`: the weights that choose the day of the main incident among the days told.

Each article of folds 0-3 is a question whose answer is the archive's date; the days that its time
expressions mean are the options. A conditional softmax (L2, L-BFGS) gives one weight a feature.
Articles that tell only one day, or never the archive's, teach nothing and are left out.

`times_sure` turns a day's share among its account's days into the chance that it is right: a
logistic regression over the shares of articles that the weights were not fitted on.

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
from citydesk.statements.context import survey
from citydesk.statements.parsed import parse
from citydesk.statements.times.candidates import Candidate, candidates
from citydesk.statements.times.features import features
from citydesk.statements.times.incident import doubts, probabilities
from citydesk.statements.times.telling import published_day, tell
from training import linear
from training.linear import write

STRENGTH = 20.0
LEAST = 8
FOLDS = (0, 1, 2, 3)


@dataclass(frozen=True)
class Question:
    """One article: the days told, their features, and the archive's day."""

    fold: int
    options: tuple[Candidate, ...]
    rows: tuple[Mapping[str, float], ...]
    answer: dt.date

    @property
    def days(self) -> list[dt.date]:
        """The days told."""
        return [option.day for option in self.options]


def questions(corpus: Path, folds: Sequence[int] = FOLDS) -> list[Question]:
    """Read the articles of some folds."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt") as lines:
        dates = {a: g["date"] for g in map(json.loads, lines) for a in g["articles"]}
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        articles = [row for row in map(json.loads, lines) if row["fold"] in folds]
    return [_question(row, dt.date.fromisoformat(dates[row["id"]])) for row in articles]


def _question(row: dict[str, Any], answer: dt.date) -> Question:
    parsed = parse(account_of_json(row))
    context = survey(parsed)
    now = published_day(parsed) or answer
    every = candidates(tell(parsed), now)
    rows = tuple(features(c, every, now, context) for c in every)
    return Question(row["fold"], tuple(every), rows, answer)


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


def accuracy(data: Sequence[Question], weights: Mapping[str, float]) -> float:
    """Return the share of articles whose best day is the archive's."""
    right = 0
    for q in data:
        scores = [sum(weights.get(n, 0.0) * v for n, v in row.items()) for row in q.rows]
        right += bool(scores) and q.days[int(np.argmax(scores))] == q.answer
    return right / len(data)


def doubted(data: Sequence[Question]) -> tuple[list[dict[str, float]], list[int]]:
    """Return the calibration's rows and answers: the two best days of each article, held out."""
    rows: list[dict[str, float]] = []
    right: list[int] = []
    for fold in FOLDS:
        weights = fit([q for q in data if q.fold != fold])
        for q in (q for q in data if q.fold == fold):
            scores = [sum(weights.get(n, 0.0) * v for n, v in row.items()) for row in q.rows]
            shares = probabilities(scores)
            for i in sorted(range(len(shares)), key=lambda i: -shares[i])[:2]:
                rows.append(doubts(q.options[i], shares[i], len(shares)))
                right.append(int(q.days[i] == q.answer))
    return rows, right


def train(corpus: Path) -> None:
    """Write the weights."""
    data = questions(corpus)
    made_from = "folds 0-3: the archive's date among the days told (conditional softmax)"
    write("times", 0.0, fit(data), made_from)
    bias, weights = linear.fit(*doubted(data))
    write("times_sure", bias, weights, "folds 0-3, held out: whether a day so ranked was right")


def main() -> None:
    """Cross-validate by fold."""
    data = questions(Path("../shared/corpus"))
    print("reachable", sum(q.answer in q.days for q in data) / len(data))
    for strength in (5.0, 20.0):
        shares = [
            accuracy(
                [q for q in data if q.fold == f], fit([q for q in data if q.fold != f], strength)
            )
            for f in FOLDS
        ]
        print(strength, [round(s, 4) for s in shares], round(float(np.mean(shares)), 4))


if __name__ == "__main__":
    main()
