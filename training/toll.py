"""Weights of the toll: a conditional logit over the candidates of each article.

Made from folds 0-3 of the corpus: the archive's killed and injured of the article's incident are
the right candidate (distant supervision). Articles whose right pair is not among the candidates
teach nothing. Cue words are those that stand in many articles and are not names: a word that is
mostly written with a capital is left out, so that no place is learned.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from citydesk.accounts import account_of_json
from citydesk.statements import people
from citydesk.statements.context import survey
from citydesk.statements.parsed import parse
from citydesk.statements.toll.features import (
    Candidate,
    candidates,
    pair_features,
    side_features,
    tests,
)
from citydesk.statements.toll.reading import read_told
from citydesk.statements.toll.told import Told
from training.linear import write

Floats = npt.NDArray[np.float64]
MIN_ARTICLES = 60
STRENGTH = 8.0  # of the L2 penalty; chosen by cross-validation over folds 0-3
TEMPERATURES = (1.0, 1.15, 1.3, 1.45, 1.6, 1.8)
SMALLEST = 0.02  # weights nearer to zero than this are not worth their bytes


def train(corpus: Path) -> None:
    """Write `toll.json` and print how well it does in cross-validation."""
    examples = load_examples(corpus, {0, 1, 2, 3})
    cues = vocabulary(examples)
    matrix, starts, names = design(examples, cues)
    scores: dict[int, Floats] = {}
    for fold in (0, 1, 2, 3):
        learned = _fit(matrix, starts, [e for e in examples if e["fold"] != fold])
        for n in (e["number"] for e in examples if e["fold"] == fold):
            scores[n] = matrix[starts[n] : starts[n + 1]] @ learned
    for temperature in TEMPERATURES:
        report(examples, scores, temperature)
    best = min(TEMPERATURES, key=lambda t: report(examples, scores, t, quiet=True))
    learned = _fit(matrix, starts, examples) / best
    weights = {name: float(learned[i]) for name, i in names.items() if abs(learned[i]) > SMALLEST}
    write("toll", 0.0, weights, "corpus/gold.jsonl.gz killed and injured, folds 0-3, by article")


def report(
    examples: list[dict[str, Any]],
    scores: dict[int, Floats],
    temperature: float,
    quiet: bool = False,
) -> float:
    """Return the loss of both numbers at a temperature, and print how many are exact.

    The archive knows who died later and the account does not, so the probabilities are too sure;
    dividing the scores by one number puts that right.
    """
    right, loss = [0, 0], 0.0
    for example in examples:
        odds = np.exp((scores[example["number"]] - scores[example["number"]].max()) / temperature)
        odds /= odds.sum()
        for side in (0, 1):
            sums: dict[int, float] = {}
            for option, value in zip(example["options"], odds, strict=True):
                sums[option[side]] = sums.get(option[side], 0.0) + float(value)
            truth = example["toll"][side]
            right[side] += max(sums, key=lambda v: sums[v]) == truth
            loss -= math.log(max(sums.get(truth, 0.0), 0.01))
    if not quiet:
        exact = [round(n / len(examples), 4) for n in right]
        print(f"temperature {temperature}: killed, injured exact {exact}, loss {loss:.0f}")
    return loss


def load_examples(corpus: Path, folds: set[int]) -> list[dict[str, Any]]:
    """Read the articles of some folds as {told, fold, toll, number, options, lower}."""
    with gzip.open(corpus / "gold.jsonl.gz", "rt") as lines:
        gold = {a: g for g in map(json.loads, lines) for a in g["articles"]}
    out: list[dict[str, Any]] = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            if row["fold"] not in folds:
                continue
            parsed = parse(account_of_json(row))
            context = survey(parsed)
            told = read_told(parsed, context, people.find(parsed, context))
            truth = gold[row["id"]]
            example = {"told": told, "fold": row["fold"], "number": len(out)}
            example["toll"] = (truth["killed"], truth["injured"])
            example["options"] = candidates(told)
            example["lower"] = row["text"].split()
            out.append(example)
    return out


def vocabulary(examples: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """Return the cues of many articles whose words are mostly written small."""
    seen: Counter[tuple[str, ...]] = Counter()
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for example in examples:
        seen.update(example["told"].cues)
        for word in example["lower"]:
            bare = word.strip(".,;:()\"“”'")
            (small if bare[:1].islower() else large)[bare.lower()] += 1
    return {
        cue
        for cue, n in seen.items()
        if n >= MIN_ARTICLES
        and not any(large[w] > small[w] for w in cue if w.isalpha() and w not in {"i"})
    }


def cue_features(told: Told, cues: set[tuple[str, ...]], candidate: Candidate) -> list[str]:
    """Return the cue features of a candidate: what it tests, and the cue."""
    present = [" ".join(cue) for cue in told.cues & cues]
    return [f"{test}|{cue}" for test in tests(candidate) for cue in present]


def design(
    examples: list[dict[str, Any]], cues: set[tuple[str, ...]]
) -> tuple[Any, list[int], dict[str, int]]:
    """Return the matrix of all candidates, where each example's begin, and the feature names."""
    names: dict[str, int] = {}
    columns: list[int] = []
    ends: list[int] = [0]
    starts: list[int] = [0]
    for example in examples:
        told: Told = example["told"]
        for killed, injured in example["options"]:
            features = [
                *pair_features(told, (killed, injured)),
                *side_features(told, "killed", killed),
                *side_features(told, "injured", injured),
                *side_features(told, "both", killed + injured),
                *sorted(cue_features(told, cues, (killed, injured))),
            ]
            columns.extend(names.setdefault(name, len(names)) for name in features)
            ends.append(len(columns))
        starts.append(starts[-1] + len(example["options"]))
    shape = (len(ends) - 1, len(names))
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=shape), starts, names


def _fit(matrix: Any, starts: list[int], examples: list[dict[str, Any]]) -> Floats:
    """Fit the weights by maximum likelihood with an L2 penalty."""
    usable = [e for e in examples if e["toll"] in e["options"]]
    rows = np.concatenate([np.arange(starts[e["number"]], starts[e["number"] + 1]) for e in usable])
    sizes = np.array([len(e["options"]) for e in usable])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    truth = begins + np.array([e["options"].index(e["toll"]) for e in usable])
    part = matrix[rows]
    target = np.asarray(part[truth].sum(axis=0)).ravel()
    group = np.repeat(np.arange(len(usable)), sizes)
    transposed = part.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = part @ weights
        top = np.maximum.reduceat(scores, begins)
        odds = np.exp(scores - top[group])
        total = np.add.reduceat(odds, begins)
        value = float((np.log(total) + top).sum() - target @ weights)
        slope = transposed @ (odds / total[group]) - target + STRENGTH * weights
        return value + STRENGTH * float(weights @ weights) / 2, slope

    start = np.zeros(matrix.shape[1])
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    learned: Floats = found.x
    return learned
