"""Weights of relevance, which says whether an account tells of a violent incident at all.

Yes: every article of folds 0-3 that tells of an incident. No: the pages among them that tell of
none, and the national politics of attribution_train, a few of which do tell of shootings, so the
precision printed is a lower bound. The features are only what statements
of violence an account makes and where, so that a bake sale is told by what it does not say rather
than by the style of a paper.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from citydesk.accounts import account_of_json
from citydesk.base.linear import Linear
from citydesk.model import Account
from citydesk.reading import read
from citydesk.reading.relevance import LEAST, features
from training.linear import fit, write
from training.truth import truths

STRENGTH = 0.3
PARTS = 4
Tally = list[list[int]]
TIMES = 2
"""So often a page of nothing is counted: there are few of them."""
EVERY = 2
"""One in so many articles of the corpus: the two sides are then of one size."""


def train(corpus: Path) -> None:
    """Write `relevance.json` and print the confusion in cross-validation."""
    rows, labels = examples(corpus)
    (aside, taken), (missed, kept) = held_out(rows, labels)
    print(f"incidents: {kept} told as such, {missed} missed")
    print(f"politics: {aside} left out, {taken} taken for an incident")
    known = [i for i, row in enumerate(rows) if row]
    bias, weights = fit([rows[i] for i in known], [labels[i] for i in known], strength=STRENGTH)
    write("relevance", bias, weights, "articles of folds 0-3 against corpus/attribution_train")


def confusion(corpus: Path) -> Tally:
    """Return, in cross-validation, how many of each label (0, 1) were (not) told as incidents."""
    return held_out(*examples(corpus))


def examples(corpus: Path) -> tuple[list[dict[str, float]], list[int]]:
    """Return the features of both sides' articles, and 1 for those about incidents."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    for source, label in ((_articles(corpus), 1), (_junk(corpus), 0), (_politics(corpus), 0)):
        for account in source:
            (reading,) = read([account])
            rows.append(features(reading))
            labels.append(label)
    return rows, labels


def held_out(rows: Sequence[dict[str, float]], labels: Sequence[int]) -> Tally:
    """Tell each quarter of both sides by weights of the others; return the tally by label."""
    tally = [[0, 0], [0, 0]]
    sides = [[i for i, each in enumerate(labels) if each == label] for label in (1, 0)]
    parts = {i: number % PARTS for side in sides for number, i in enumerate(side)}
    for part in range(PARTS):
        kept = [i for i, row in enumerate(rows) if parts[i] != part and row]
        model = Linear(*fit([rows[i] for i in kept], [labels[i] for i in kept], strength=STRENGTH))
        for i in (i for i in parts if parts[i] == part):
            score = model.probability(rows[i]) if rows[i] else 0.0
            told = score >= LEAST
            tally[labels[i]][told] += 1
    return tally


def _articles(corpus: Path) -> Iterator[Account]:
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if row["fold"] <= 3]
    junk = {account for account, truth in truths(corpus).items() if truth.kind == "junk"}
    yield from map(account_of_json, [row for row in rows if row["id"] not in junk][::EVERY])


def _junk(corpus: Path) -> Iterator[Account]:
    """Yield the pages that tell of nothing, as often as they weigh."""
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if row["fold"] <= 3]
    known = truths(corpus)
    yield from map(
        account_of_json, [row for row in rows if known[row["id"]].kind == "junk"] * TIMES
    )


def _politics(corpus: Path) -> Iterator[Account]:
    """Yield the national news; its first line stands for a title, as it has none."""
    with gzip.open(corpus / "attribution_train.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            title, _, text = row["text"].strip().partition("\n")
            given = {"id": row["id"], "published": "2016-07-01"}
            yield account_of_json({**given, "title": title[:200], "text": text or title})
