"""Weights of the kinds of story: linear models over the ordinary words of a page.

What the archive files of an article's incident is the answer to each of the questions; they are
made with the people (`python -m training people`), whose second look takes them in.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from citydesk.reading.people.story import UNIT
from training.linear import WEIGHTS

RARE = 15
STRENGTH = 0.15
HURT_ONESELF = ("Self-Inflicted", "Child injured self", "Child killed self")
SUICIDE = ("Murder/Suicide", "Suicide^", "Attempted Murder/Suicide")
POLICE_FIRED = ("Officer Involved Shooting",)


def answers(gold: dict[str, Any]) -> list[bool]:
    """Return what the archive answers to the questions, in their order."""
    suspects = [p for p in gold["people"] if p["role"] == "suspect"]
    kinds = [
        any(c.startswith(kind) for c in gold["characteristics"])
        for kind in (HURT_ONESELF, SUICIDE, POLICE_FIRED)
    ]
    return [
        *kinds,
        any("killed" in p["status"] for p in suspects),
        not suspects,
        any(p["name"] for p in suspects),
        any(p["name"] for p in gold["people"] if p["role"] == "victim"),
    ]


def fit_story(rows: Sequence[dict[str, float]], golds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Fit the models, sparse by an L1 penalty; return them as the package reads them."""
    counts = Counter(name for row in rows for name in row)
    vectors = DictVectorizer()
    kept = [{n: v for n, v in row.items() if counts[n] >= RARE} for row in rows]
    matrix = vectors.fit_transform(kept)
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    bias: list[int] = []
    columns: list[Any] = []
    for wanted in zip(*map(answers, golds), strict=True):
        model = LogisticRegression(C=STRENGTH, l1_ratio=1.0, solver="liblinear", random_state=0)
        model.fit(matrix, np.asarray(wanted))
        bias.append(round(float(model.intercept_[0]) * UNIT))
        columns.append(np.rint(model.coef_[0] * UNIT).astype(int))
    table = np.stack(columns, axis=1)
    names = vectors.get_feature_names_out()
    weights = {
        str(name): list(map(int, row)) for name, row in zip(names, table, strict=True) if row.any()
    }
    return {"bias": bias, "weights": weights}


def write_story(told: dict[str, Any], made_from: str) -> None:
    """Write the weights where the package finds them, a word a line."""
    lines = ",\n".join(f"{json.dumps(n)}: {json.dumps(row)}" for n, row in told["weights"].items())
    text = (
        f'{{"made_from": {json.dumps(made_from)},\n"bias": {json.dumps(told["bias"])},\n'
        f'"weights": {{\n{lines}\n}}}}\n'
    )
    (WEIGHTS / "people_story.json").write_text(text, encoding="utf-8")
