"""Weights of the toll: a conditional logit over the candidates of each article.

Made from folds 0-3 of the corpus: what the article tells (`truth.py`) is the right candidate.
Articles whose right pair is not among the candidates teach nothing. Cue words are those that stand
in many articles and are not names: a word that is mostly written with a capital is left out, so
that no place is learned.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from citydesk.accounts import account_of_json
from citydesk.reading import people
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.toll.decide import TESTS
from citydesk.reading.toll.features import (
    candidates,
    pair_features,
    side_features,
    tests,
)
from citydesk.reading.toll.reading import read_told
from citydesk.reading.toll.told import Told
from training.linear import write
from training.truth import truths

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MIN_ARTICLES = 30
STRENGTH = 14.0  # of the L2 penalty; chosen by cross-validation over folds 0-3
TEMPERATURES = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3)
SMALLEST = 0.02  # weights nearer to zero than this are not worth their bytes


def train(corpus: Path) -> None:
    """Write `toll.json` and print how well it does in cross-validation."""
    examples = load_examples(corpus, {0, 1, 2, 3})
    cues = vocabulary(examples)
    made = design(examples, cues)
    told = held_out(examples, made)
    for temperature in TEMPERATURES:
        report(examples, told, temperature)
    best = min(TEMPERATURES, key=lambda t: report(examples, told, t, quiet=True))
    learned = _fit(made, examples) / best
    write(
        "toll",
        0.0,
        named_weights(made, learned),
        "read.jsonl.gz, else gold.jsonl.gz: killed and injured as told, folds 0-3, by article",
    )


def held_out(examples: list[dict[str, Any]], made: Design) -> dict[int, Floats]:
    """Return the scores of each article's candidates, by weights of the other folds."""
    told: dict[int, Floats] = {}
    for fold in (0, 1, 2, 3):
        found = scores(made, _fit(made, [e for e in examples if e["fold"] != fold]))
        for n in (e["number"] for e in examples if e["fold"] == fold):
            told[n] = found[made.starts[n] : made.starts[n + 1]]
    return told


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
    told = [e for e in examples if None not in e["toll"]]
    for example in told:
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
        exact = [round(n / len(told), 4) for n in right]
        print(f"temperature {temperature}: killed, injured exact {exact}, loss {loss:.0f}")
    return loss


def load_examples(corpus: Path, folds: set[int]) -> list[dict[str, Any]]:
    """Read the articles of some folds as {told, fold, id, toll, number, options, lower}."""
    known = truths(corpus)
    out: list[dict[str, Any]] = []
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            if row["fold"] not in folds:
                continue
            parsed = parse(account_of_json(row))
            context = survey(parsed)
            told = read_told(parsed, context, people.find(parsed, context))
            truth = known[row["id"]]
            example = {"told": told, "fold": row["fold"], "number": len(out), "id": row["id"]}
            example["toll"] = (truth.killed, truth.injured) if truth.incident else (None, None)
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


class Design(NamedTuple):
    """All candidates as numbers: a row each in `claims` and `tests`; an article's row in `cues`.

    An article's candidates are the rows `starts[n]` <= i < `starts[n + 1]`. What a cue speaks for
    is the same for all candidates of an article that pass the same tests, so cues need no row of
    their own for each candidate: that makes fitting twenty times as fast.
    """

    claims: Any
    tests: Floats
    cues: Any
    starts: Ints
    names: list[str]
    cue_names: list[str]

    @property
    def articles(self) -> Ints:
        """Return the number of the article of each row."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def design(examples: list[dict[str, Any]], cues: set[tuple[str, ...]]) -> Design:
    """Return the candidates of all examples as matrices."""
    names: dict[str, int] = {}
    numbered = {cue: i for i, cue in enumerate(sorted(cues))}
    columns: list[int] = []
    ends, starts = [0], [0]
    present: list[int] = []
    present_ends = [0]
    passed: list[list[bool]] = []
    for example in examples:
        told: Told = example["told"]
        for killed, injured in example["options"]:
            features = [
                *pair_features(told, (killed, injured)),
                *side_features(told, "killed", killed),
                *side_features(told, "injured", injured),
                *side_features(told, "both", killed + injured),
            ]
            columns.extend(names.setdefault(name, len(names)) for name in features)
            ends.append(len(columns))
            passes = set(tests((killed, injured)))
            passed.append([test in passes for test in TESTS])
        present.extend(sorted(numbered[cue] for cue in told.cues & cues))
        present_ends.append(len(present))
        starts.append(len(passed))
    return Design(
        _ones(columns, ends, len(names)),
        np.array(passed, dtype=np.float64),
        _ones(present, present_ends, len(numbered)),
        np.array(starts),
        list(names),
        [" ".join(cue) for cue in numbered],
    )


def _ones(columns: list[int], ends: list[int], width: int) -> Any:
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, width))


def scores(made: Design, learned: Floats) -> Floats:
    """Return the score of every candidate."""
    width = made.claims.shape[1]
    speaks = made.cues @ learned[width:].reshape(-1, len(TESTS))
    found: Floats = made.claims @ learned[:width] + (made.tests * speaks[made.articles]).sum(axis=1)
    return found


def named_weights(made: Design, learned: Floats) -> dict[str, float]:
    """Return the weights by the names that `decide.py` looks up."""
    names = [*made.names, *(f"{test}|{cue}" for cue in made.cue_names for test in TESTS)]
    return {n: float(w) for n, w in zip(names, learned, strict=True) if abs(w) > SMALLEST}


def _fit(made: Design, examples: list[dict[str, Any]]) -> Floats:
    """Fit the weights by maximum likelihood with an L2 penalty."""
    usable = [e for e in examples if e["toll"] in e["options"]]
    numbers = [e["number"] for e in usable]
    sizes = np.diff(made.starts)[numbers]
    rows = np.concatenate([np.arange(made.starts[n], made.starts[n + 1]) for n in numbers])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    truth = begins + np.array([e["options"].index(e["toll"]) for e in usable])
    claims, cues, passed = made.claims[rows], made.cues[numbers], made.tests[rows]
    claims_t, cues_t = claims.T.tocsr(), cues.T.tocsr()
    group = np.repeat(np.arange(len(usable)), sizes)
    width = claims.shape[1]

    def loss(weights: Floats) -> tuple[float, Floats]:
        speaks = cues @ weights[width:].reshape(-1, len(TESTS))
        found = claims @ weights[:width] + (passed * speaks[group]).sum(axis=1)
        top = np.maximum.reduceat(found, begins)
        odds = np.exp(found - top[group])
        total = np.add.reduceat(odds, begins)
        value = float((np.log(total) + top).sum() - found[truth].sum())
        off = odds / total[group]
        off[truth] -= 1
        by_article = np.add.reduceat(off[:, None] * passed, begins, axis=0)
        slope = np.concatenate([claims_t @ off, (cues_t @ by_article).ravel()])
        return value + STRENGTH * float(weights @ weights) / 2, slope + STRENGTH * weights

    start = np.zeros(width + cues.shape[1] * len(TESTS))
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    learned: Floats = found.x
    return learned
