"""Weights of the filter (`reading/sifting.py`): hashed words and pairs, in windows.

Yes: windows of the articles of folds 0-3 that tell of an incident and of the stories of
corpus/roles_train, those that hold a word of violence, and their titles. No: windows of their pages
that tell of nothing and of half of the national news of corpus/attribution_train (the other half
reports), both without what begins as plain news of a shooting. To either, invented pages of many
kinds (`training/invented.py`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from citydesk.reading import sifting
from citydesk.reading.relevance import _PLAINLY
from training.invented import calm_pages, violent_pages
from training.linear import WEIGHTS
from training.truth import truths

INVENTED = 5_000
EARLY = 8
"""Windows from the beginning, in which news tells what it is about."""
SHORT = 24  # words, as of a title and a line of a feed
STRENGTH = 3.0
MARGIN = 0.995
"""Share of held-out articles about incidents that the threshold of .5 keeps."""

Row = tuple[str, str]
WORDS = sifting.buckets_of(
    "shot shots shooting shootings shooter shoot shoots gun guns gunman gunmen gunshot gunfire "
    "gunned firearm handgun rifle shotgun pistol bullet bullets fired murder murdered murders "
    "homicide homicides manslaughter slain slaying killed killing kills stabbed stabbing robbery "
    "robbed wounded wounds suicide assault weapon victim victims suspect suspects dead died"
)[0]
"""Buckets of words of violence: a window without any of them teaches nothing of it."""


def train(corpus: Path) -> None:
    """Write `sifting.npz`; print recall in cross-validation and on fold 4, and what is kept."""
    yes, no = incidents(corpus), others(corpus)
    scores = _held_out(yes, no, list(violent_pages(INVENTED // 4)))
    more = stories(corpus) + list(violent_pages(INVENTED // 4))
    matrix, labels = _examples([row for rows in yes[:4] for row in rows] + more, no)
    model = _fit(matrix, labels)
    shift = -float(np.quantile(scores, 1 - MARGIN))
    bias = float(model.intercept_[0]) + shift
    weights = model.coef_[0]
    scale = float(np.abs(weights).max()) / 127
    quantised = np.round(weights / scale).astype(np.int8)
    made_from = "articles of folds 0-3, corpus/attribution_train, training/invented.py"
    np.savez_compressed(
        WEIGHTS / "sifting.npz",
        weights=quantised, scale=scale, bias=bias, made_from=made_from,
    )  # fmt: skip
    sifting._model.cache_clear()
    print(f"cross-validation: {np.mean(scores + shift > 0):.4f} of {len(scores)} kept")
    for name, rows in (("fold 4", yes[4]), ("national news, other half", national(corpus)[1::2])):
        kept = [sifting.text_chance(*row) >= sifting.LEAST for row in rows]
        print(f"{name}: {sum(kept)} of {len(rows)} kept")


def incidents(corpus: Path) -> list[list[Row]]:
    """Return (title, text) of every article that tells of an incident, by fold."""
    known = truths(corpus)
    folds: list[list[Row]] = [[] for _ in range(5)]
    for row in _lines(corpus / "articles.jsonl.gz"):
        if known[row["id"]].kind in ("incident", "roundup"):
            folds[row["fold"]].append((row["title"], row["text"]))
    return folds


def stories(corpus: Path) -> list[Row]:
    """Return (title, text) of the stories of corpus/roles_train."""
    rows = []
    for row in _lines(corpus / "roles_train.jsonl.gz"):
        title, *sentences = [" ".join(tokens) for tokens in row["tokens"]]
        rows.append((title, "\n".join(sentences)))
    return rows


def others(corpus: Path) -> list[Row]:
    """Return (title, text) of what tells of none: read, national and invented pages."""
    known = truths(corpus)
    junk = [
        (row["title"], row["text"])
        for row in _lines(corpus / "articles.jsonl.gz")
        if row["fold"] <= 3 and known[row["id"]].kind in ("junk", "none")
    ]
    plain = [row for row in junk if not _PLAINLY.search(f"{row[0]} {row[1][:500]}")]
    return plain * 2 + national(corpus)[::2] + list(calm_pages(INVENTED))


def national(corpus: Path) -> list[Row]:
    """Return (title, text) of national news that does not begin as news of a shooting."""
    rows = []
    for row in _lines(corpus / "attribution_train.jsonl.gz"):
        title, _, text = row["text"].strip().partition("\n")
        if not _PLAINLY.search(f"{title} {text[:500]}"):
            rows.append((title[:200], text))
    return rows


def _held_out(yes: list[list[Row]], no: list[Row], more: list[Row]) -> npt.NDArray[np.float64]:
    """Return the score of each whole article of folds 0-3 by weights of the other three."""
    scores: list[float] = []
    for fold in range(4):
        known = [row for number in range(4) if number != fold for row in yes[number]]
        model = _fit(*_examples(known + more, no))
        weights, bias = model.coef_[0], float(model.intercept_[0])
        scores += [_score(row, weights, bias) for row in yes[fold]]
    return np.array(scores)


def _score(row: Row, weights: npt.NDArray[np.float64], bias: float) -> float:
    buckets = sifting.buckets_of("\n".join(row))
    title = sifting.buckets_of(row[0]).shape[1]
    sums = np.concatenate([[0.0], np.cumsum(weights[buckets].sum(axis=0))])
    return bias + float(
        max((sums[b] - sums[a]) / (b - a) ** 0.5 for a, b in _windows(buckets, title))
    )


def _windows(buckets: npt.NDArray[np.int64], title: int) -> list[tuple[int, int]]:
    """Return the windows of an account, its title first."""
    return [(0, title)] * bool(title) + sifting.windows(buckets.shape[1]) if buckets.size else []


def _examples(yes: list[Row], no: list[Row]) -> tuple[sp.csr_matrix, npt.NDArray[np.int64]]:
    rows: list[sp.csr_matrix] = []
    labels: list[int] = []
    for label, each in [(1, row) for row in yes] + [(0, row) for row in no]:
        buckets = sifting.buckets_of("\n".join(each))
        bounds = _windows(buckets, sifting.buckets_of(each[0]).shape[1])
        bounds = [(0, min(SHORT, buckets.shape[1])), *bounds] if bounds else []
        if label:
            violent = np.isin(buckets[0], WORDS)
            bounds = [each for each in bounds[:EARLY] if violent[slice(*each)].any()]
        for start, end in bounds[: 2 * EARLY]:
            rows.append(_row(buckets[:, start:end]))
            labels.append(label)
    return sp.vstack(rows), np.array(labels)


def _row(buckets: npt.NDArray[np.int64]) -> sp.csr_matrix:
    columns = buckets.ravel()
    values = np.full(len(columns), 1 / np.sqrt(buckets.shape[1]))
    shape = (1, sifting.BUCKETS)
    return sp.csr_matrix((values, (np.zeros(len(columns), dtype=int), columns)), shape=shape)


def _fit(matrix: sp.csr_matrix, labels: npt.NDArray[np.int64]) -> LogisticRegression:
    model = LogisticRegression(
        C=STRENGTH, max_iter=300, solver="liblinear", class_weight="balanced"
    )
    return model.fit(matrix, labels)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") as lines:
        yield from map(json.loads, lines)
