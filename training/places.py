"""Train the deciders of places: which address is the scene, and which city and state it is in."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from citydesk.accounts import account_of_json
from citydesk.reading.context import survey as context_of
from citydesk.reading.parsed import parse
from citydesk.reading.places import LEAST
from citydesk.reading.places.gazetteer import key_of
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.scene import choose
from citydesk.reading.places.settle import Pair
from citydesk.reading.places.survey import Survey, survey
from training.linear import write
from training.truth import Truth, truths

STRANGERS = 3  # every third article is also read as if its outlet were unknown
Features = dict[str, float]
Weights = dict[str, float]


@dataclass
class Group:
    """One article's candidates: their features and which are right (none: "no answer" is)."""

    fold: int
    rows: list[Features]
    right: list[bool]
    weight: float = 1.0
    none: bool = True
    asked: bool = True


def fit_choice(groups: Sequence[Group], *, strength: float, min_count: int = 4) -> Weights:
    """Fit a conditional logit: the right candidates of a group against its others and none.

    "None" has the score 0 and is right where no candidate is; `strength` is the inverse of the
    penalty on squared weights.
    """
    counts: dict[str, int] = {}
    for group in groups:
        for name in {n for row in group.rows for n in row}:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, c in counts.items() if c >= min_count)
    column = {n: k for k, n in enumerate(names)}
    data: list[float] = []
    indices, indptr, starts = list[int](), [0], list[int]()
    right, weight = list[bool](), list[float]()
    for group in groups:
        starts.append(len(right))
        rows = [*group.rows, {}] if group.none else group.rows
        good = [*group.right, not any(group.right)] if group.none else group.right
        for row, is_right in zip(rows, good, strict=True):
            for name, value in row.items():
                if name in column:
                    indices.append(column[name])
                    data.append(value)
            indptr.append(len(indices))
            right.append(is_right)
        weight.append(group.weight)
    x = csr_matrix((data, indices, indptr), shape=(len(right), len(names)))
    good_mask, cuts = np.array(right), np.array(starts)
    which = np.repeat(np.arange(len(cuts)), np.diff([*starts, len(right)]))
    weights = np.array(weight)

    def loss(w: Any) -> tuple[float, Any]:
        scores = x @ w
        top = np.maximum.reduceat(scores, cuts)
        powers = np.exp(scores - top[which])
        every = np.add.reduceat(powers, cuts)
        good = np.add.reduceat(powers * good_mask, cuts) + 1e-12
        slope = powers / every[which] - powers * good_mask / good[which]
        value = float((weights * (np.log(every) - np.log(good))).sum() + (w @ w) / (2 * strength))
        return value, x.T @ (slope * weights[which]) + w / strength

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B",
                     options={"maxiter": 300})  # fmt: skip
    return {n: float(v) for n, v in zip(names, found.x, strict=True)}


def score(weights: Weights, row: Features) -> float:
    """Return the score of a candidate."""
    return sum(weights.get(n, 0.0) * v for n, v in row.items())


def best(weights: Weights, rows: Sequence[Features]) -> int | None:
    """Return the candidate with the highest score, whatever "none" scores."""
    return max(range(len(rows)), key=lambda k: score(weights, rows[k]), default=None)


def scorer(corpus: Path) -> Any:
    """Load the bench's scorer, which says what counts as the same address and city."""
    path = corpus.parent / "bench" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Case:
    """One article with its incident's record and the survey of its places."""

    truth: Truth
    row: dict[str, Any]
    survey: Survey
    flat: str

    def of_stranger(self) -> Case:
        """Return the same article from an outlet whose home nobody knows."""
        outlet = replace(self.survey.outlet, city=None, state=None, place=None)
        return replace(self, survey=replace(self.survey, outlet=outlet))


def cases(corpus: Path, folds: set[int], bench: Any) -> Iterator[Case]:
    """Yield the articles of some folds with what is known of them."""
    known = truths(corpus)
    with gzip.open(corpus / "articles.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            if row["fold"] in folds and known[row["id"]].incident:
                parsed = parse(account_of_json(row))
                flat = " ".join(bench.words(row["title"] + "\n" + row["text"]))
                yield Case(known[row["id"]], row, survey(parsed, context_of(parsed)), flat)


def address_group(case: Case, bench: Any) -> Group:
    """Make the group of an article's addresses. Where the record's is not told, little is known.

    A careful reader's words may name a corner and a block at once: half of them are enough.
    """
    core = bench.street({"address": case.truth.address or ""})
    enough = (len(core) + 1) // 2 if case.truth.careful else len(core)
    shared = [len(core & set(bench.words(a.text))) for a in case.survey.addresses]
    right = [bool(core) and number >= enough for number in shared]
    asked = bool(core) and (case.truth.careful or core <= set(case.flat.split()))
    weight = 1.0 if asked or case.truth.careful else 0.3 if core else 0.1
    return Group(case.row["fold"], case.survey.address_features(), right, weight, True, asked)


def city_group(case: Case, address: Address | None, bench: Any) -> tuple[Group, list[Pair]]:
    """Make the group of an article's cities and states."""
    _, pairs = case.survey.pairs(address)
    truth = case.truth
    state = bench.state_code(truth.state)
    wanted = bench.cities(truth.gold)
    if truth.careful:
        wanted = {" ".join(bench.words(truth.city))} if truth.city else set()
    asked = any(f" {c} " in f" {case.flat} " for c in wanted)
    keys = {key_of(c) for c in wanted}
    right = [p.key in keys and p.state == state for p in pairs]
    if not any(right):
        right = [p.key is None and p.state == state for p in pairs]
    rows = [p.features for p in pairs]
    return Group(case.row["fold"], rows, right, 1.0, False, asked), pairs


def train(corpus: Path) -> None:
    """Write both weight files from folds 0-3."""
    bench = scorer(corpus)
    every = list(cases(corpus, {0, 1, 2, 3}, bench))
    groups = [address_group(case, bench) for case in every]
    address = fit_choice([g for g in groups if g.rows], strength=0.3, min_count=5)
    write("places_address", 0.0, address, "folds 0-3: the addresses that are told")
    scenes = [scene(address, g, case) for g, case in zip(groups, every, strict=True)]
    pairs = [city_group(case, at, bench)[0] for case, at in zip(every, scenes, strict=True)]
    strangers = list(zip(every, scenes, strict=True))[::STRANGERS]
    pairs += [city_group(case.of_stranger(), at, bench)[0] for case, at in strangers]
    city = fit_choice([g for g in pairs if any(g.right)], strength=0.2, min_count=8)
    write("places_city", 0.0, city, "folds 0-3: the cities and states that are told")


def scene(weights: Weights, group: Group, case: Case) -> Address | None:
    """Return the address that these weights choose, as `decide` and `find` do."""
    chances = choose([score(weights, row) for row in group.rows])
    top = max(range(len(chances)), key=lambda k: (chances[k], -k), default=None)
    return case.survey.addresses[top] if top is not None and chances[top] >= LEAST else None
