"""Make `tolls`: which pair of numbers, killed and hurt, holds where accounts count differently.

Each incident of folds 0-3 that several articles tell of is a question, the archive's pair the
answer, and the pairs that its articles tell are the options. What an article tells, and how surely,
comes from toll weights of the other folds: weights that have seen it would be too sure, and what is
learned from them trusts one account too much. A conditional softmax gives one weight a feature.

    python -m training fusing        write the weights
    python -m training.fusing        cross-validate by fold
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from citydesk.accounts import account_of_json
from citydesk.accounts.copies import fingerprint, origins
from citydesk.base.clock import order
from citydesk.base.linear import Linear
from citydesk.fusing.tolls import Counted, features, likeliest, pairs
from citydesk.model import Account
from citydesk.reading.sure import sure
from citydesk.reading.toll import WORTH
from citydesk.reading.toll.decide import marginal
from training import toll
from training.linear import write
from training.places import Group, fit_choice

WEIGHTS = Path(__file__).resolve().parents[1] / "src/citydesk/fusing/weights"
FOLDS = frozenset({0, 1, 2, 3})
STRENGTH = 0.25
"""The inverse of the penalty; 1 and .1 do as well in cross-validation."""
Side = Literal["killed", "injured"]
SIDES: tuple[Side, Side] = ("killed", "injured")
Question = tuple[int, list[Counted], tuple[int, int]]


def train(corpus: Path) -> None:
    """Write the weights."""
    weights = fitted(list(questions(corpus)))
    write("tolls", 0.0, weights, "folds 0-3: what several accounts count, held out", WEIGHTS)


def questions(corpus: Path) -> Iterator[Question]:
    """Yield the fold, what its accounts count, and the archive's pair of each incident."""
    told = held_out(corpus)
    numbers = {ident: [_put_right(side, held) for side in SIDES] for ident, held in told.items()}
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        rows = (row for row in map(json.loads, lines) if row["id"] in numbers)
        accounts = {row["id"]: _account(row) for row in rows}
    with gzip.open(corpus / "gold.jsonl.gz", "rt") as lines:
        for gold in map(json.loads, lines):
            articles = [accounts[a] for a in gold["articles"] if a in numbers]
            if gold["fold"] in FOLDS and len(articles) > 1:
                repeats = origins(articles)
                counts = [
                    Counted(order(a.published), repeats[a.id], *numbers[a.id])
                    for a in sorted(articles, key=lambda a: (order(a.published), a.id))
                ]
                yield gold["fold"], counts, (gold["killed"], gold["injured"])


def _account(row: dict[str, Any]) -> Account:
    account = account_of_json(row)
    return replace(account, fingerprint=fingerprint(account.text))


class Held(NamedTuple):
    """What an article tells by weights of the other folds, each number with its probability."""

    fold: int
    truth: tuple[int | None, int | None]
    killed: dict[int, float]
    injured: dict[int, float]


def held_out(corpus: Path) -> dict[str, Held]:
    """Return what each article of the training folds tells."""
    examples = toll.load_examples(corpus, set(FOLDS))
    made = toll.design(examples, toll.vocabulary(examples))
    scores = toll.held_out(examples, made)
    heat = min(toll.TEMPERATURES, key=lambda t: toll.report(examples, scores, t, quiet=True))
    found = {}
    for example in examples:
        powers = np.exp((scores[example["number"]] - scores[example["number"]].max()) / heat)
        shares = (powers / powers.sum()).tolist()
        weighed = dict(zip(example["options"], shares, strict=True))
        told = (_told(marginal(weighed, side)) for side in (0, 1))
        found[example["id"]] = Held(example["fold"], example["toll"], *told)
    return found


def _put_right(side: Side, held: Held) -> dict[int, float]:
    """Return the numbers of one kind as probable as the reader tells them."""
    numbers = held.killed if side == "killed" else held.injured
    return {number: sure(side, chance) for number, chance in numbers.items()}


def _told(numbers: Mapping[int, float]) -> dict[int, float]:
    """Return the numbers that an account tells: the best one, and others that are worth it."""
    best = max(numbers, key=lambda n: numbers[n])
    return {
        n: chance for n, chance in numbers.items() if n == best or (chance >= WORTH and n and best)
    }


def fitted(asked: Sequence[Question]) -> dict[str, float]:
    """Fit the softmax."""
    groups = []
    for fold, accounts, answer in asked:
        choices = pairs(accounts)
        if answer in choices and len(choices) > 1:
            rows = features(accounts, choices)
            right = [pair == answer for pair in choices]
            groups.append(Group(fold, [rows[p] for p in choices], right, none=False))
    return fit_choice(groups, strength=STRENGTH, min_count=1)


def check(asked: Sequence[Question]) -> None:
    """Print how often each number is right, and how often the last account's, by fold."""
    for fold in sorted(FOLDS):
        model = Linear(0.0, fitted([q for q in asked if q[0] != fold]))
        own = [(accounts, answer) for held, accounts, answer in asked if held == fold]
        found = [likeliest(accounts, model) or pairs(accounts)[0] for accounts, _ in own]
        right = [
            sum(f[side] == answer[side] for f, (_, answer) in zip(found, own, strict=True))
            for side in (0, 1)
        ]
        print(f"fold {fold}: {len(own)} incidents, killed, injured {[n / len(own) for n in right]}")


if __name__ == "__main__":
    check(list(questions(Path("../shared/corpus"))))
