"""Weights of relevance, which says whether an account tells of a violent incident at all.

Yes: every article of folds 0-3. No: the national politics of attribution_train, a few of which do
tell of shootings, so the precision printed is a lower bound. The features are only what statements
of violence an account makes and where, so that a bake sale is told by what it does not say rather
than by the style of a paper.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from citydesk.accounts import account_of_json
from citydesk.linear import Linear
from citydesk.model import Account
from citydesk.statements import read
from citydesk.statements.relevance import LEAST, features
from training.linear import fit, write

STRENGTH = 0.3
EVERY = 3
"""One in so many articles of the corpus: the two sides are then of one size."""


def train(corpus: Path) -> None:
    """Write `relevance.json` and print the confusion in cross-validation."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    parts: list[int] = []
    for source, label in ((_articles(corpus), 1), (_politics(corpus), 0)):
        for number, account in enumerate(source):
            (reading,) = read([account])
            rows.append(features(reading))
            labels.append(label)
            parts.append(number % 4)
    tally = [[0, 0], [0, 0]]
    for part in range(4):
        kept = [i for i, p in enumerate(parts) if p != part and rows[i]]
        model = Linear(*fit([rows[i] for i in kept], [labels[i] for i in kept], strength=STRENGTH))
        for i in (i for i, p in enumerate(parts) if p == part):
            told = bool(rows[i]) and model.probability(rows[i]) >= LEAST
            tally[labels[i]][told] += 1
    print(f"incidents: {tally[1][1]} told as such, {tally[1][0]} missed")
    print(f"politics: {tally[0][0]} left out, {tally[0][1]} taken for an incident")
    kept = [i for i, row in enumerate(rows) if row]
    bias, weights = fit([rows[i] for i in kept], [labels[i] for i in kept], strength=STRENGTH)
    write("relevance", bias, weights, "articles of folds 0-3 against corpus/attribution_train")


def _articles(corpus: Path) -> Iterator[Account]:
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if row["fold"] <= 3]
    yield from map(account_of_json, rows[::EVERY])


def _politics(corpus: Path) -> Iterator[Account]:
    """Yield the national news; its first line stands for a title, as it has none."""
    with gzip.open(corpus / "attribution_train.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            title, _, text = row["text"].strip().partition("\n")
            given = {"id": row["id"], "published": "2016-07-01"}
            yield account_of_json({**given, "title": title[:200], "text": text or title})
